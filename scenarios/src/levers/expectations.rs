//! What a lever must do, whatever else happens: the monotonicity that every run of several scenarios is held against.

/// When `lever` is moved up, `indicator` never falls, or never rises, under common random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The lever's id.
    pub lever: &'static str,
    /// The headline indicator's id.
    pub indicator: &'static str,
    /// Whether it may only rise, or only fall.
    pub rises: bool,
}

const fn rises(lever: &'static str, indicator: &'static str) -> Expectation {
    Expectation { lever, indicator, rises: true }
}

const fn falls(lever: &'static str, indicator: &'static str) -> Expectation {
    Expectation { lever, indicator, rises: false }
}

/// Every expectation. One line each; only what follows from the mechanism, not what a policy is hoped to do.
pub const EXPECTATIONS: &[Expectation] = &[
    rises("account.appropriation", "beds.built"),
    rises("account.appropriation", "budget.in"),
    falls("account.appropriation", "budget.arrears"),
    rises("budget.lottery_sales", "budget.in"),
    rises("home_care.take_up", "care.served_home"),
    rises("family_bed.places", "care.served_family_bed"),
    rises("day_care.places", "care.served_day"),
    rises("meals.capacity", "care.served_meals"),
    rises("respite.beds", "care.served_respite"),
    rises("helpers.places", "care.served_mutual"),
    rises("time_bank.services", "care.served_mutual"),
    rises("kin.child_elsewhere", "care.served_kin"),
    rises("training.reach_seats", "workforce.certified_share"),
    rises("training.enrolment", "workforce.certified_share"),
    rises("training.pass", "workforce.certified_share"),
    rises("training.examiners", "workforce.certified_share"),
    // ANCHOR: wage
    rises("care_workers.wage_agency", "workforce.care_workers_in_agencies"),
    // ANCHOR_END: wage
    rises("care_workers.newcomers", "workforce.care_workers"),
    falls("care_workers.alternative_wage", "workforce.care_workers"),
    falls("workforce.alternatives_growth", "workforce.care_workers"),
    falls("neighbours.hospital_wage", "workforce.care_workers"),
    falls("neighbours.domestic_wage", "workforce.care_workers"),
    falls("care_workers.migrants_ageing", "workforce.care_workers"),
    falls("care_workers.leaving", "workforce.care_workers"),
    falls("care_workers.first_year_attrition", "workforce.care_workers"),
    rises("community_workers.posts_added", "workforce.community_workers"),
    rises("relief.standard", "relief.persons"),
    rises("relief.advisers", "relief.persons"),
    rises("relief.matching_coverage", "relief.persons"),
    rises("relief.matching_rate", "relief.persons"),
    rises("relief.check_interval", "relief.persons"),
    falls("relief.processing_declared", "relief.persons"),
    rises("relief.new_households", "relief.in_hardship"),
    rises("hardship.elder_onset", "relief.in_hardship"),
    falls("mortality.level", "population.elders"),
    falls("mortality.level", "population.elders_80_plus"),
    rises("mortality.improvement", "population.elders"),
    rises("mortality.improvement", "population.elders_80_plus"),
    falls("ability.trend", "population.independent"),
    rises("dementia.prevalence_60_64", "population.dementia"),
    rises("migration.registration_in", "population.elders"),
    falls("migration.net_out", "population.elders"),
    falls("migration.net_out_80", "population.elders_80_plus"),
    rises("household.child_leaves", "population.alone"),
];

/// Levers that, moved up, only give: no household may be granted less (纯增益).
pub const GIVING: &[&str] = &["relief.standard", "relief.work_disregard", "programme.amount"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::levers::Lever;

    #[test]
    fn every_expectation_is_of_a_lever_and_said_once() {
        for (at, expectation) in EXPECTATIONS.iter().enumerate() {
            assert!(Lever::find(expectation.lever).is_some(), "{expectation:?}");
            let again =
                |other: &Expectation| (other.lever, other.indicator) == (expectation.lever, expectation.indicator);
            assert!(!EXPECTATIONS[..at].iter().any(again), "{expectation:?}");
        }
        assert!(GIVING.iter().all(|lever| Lever::find(lever).is_some()));
    }
}
