//! The list of levers: those of parameters and those of [`targets`](super::targets).
use super::targets::{self, parameter};
use super::{Group, Kind, Lever, Span};
use agents::parameters::{PARAMETERS, ParameterDefinition};
use std::sync::LazyLock;

/// Every lever, by group.
pub static LEVERS: LazyLock<Vec<Lever>> = LazyLock::new(|| {
    let of_parameters = PARAMETERS.iter().filter_map(of_parameter);
    let mut levers: Vec<Lever> = targets::LEVERS.iter().copied().chain(of_parameters).collect();
    let place = |lever: &Lever| ORDER.iter().position(|id| *id == lever.id).unwrap_or(ORDER.len());
    let group = |lever: &Lever| Group::ALL.iter().position(|group| *group == lever.group);
    levers.sort_by_key(|lever| (group(lever), place(lever)));
    levers
});

/// The parameters that no scenario is meant to move, as levers of the whole time: what is not known of the world can be set
/// by hand.
pub(super) static PLAIN: LazyLock<Vec<Lever>> = LazyLock::new(|| {
    let unlisted = PARAMETERS.iter().filter(|definition| definition.lever.is_none());
    let plain = |definition: &ParameterDefinition| Lever {
        kind: Kind::Assumption,
        span: Span::Values([definition.least, definition.most]),
        is_dated: false,
        name: definition.name,
        help: definition.name,
        ..of_any(definition)
    };
    unlisted.map(plain).collect()
});

/// The lever on a parameter, if scenarios may change it.
fn of_parameter(definition: &ParameterDefinition) -> Option<Lever> {
    let lever = definition.lever?;
    Some(Lever {
        group: lever.group,
        kind: lever.kind,
        span: lever.span,
        name: lever.name,
        help: lever.help,
        also: lever.also,
        source: lever.source,
        ..of_any(definition)
    })
}

fn of_any(definition: &ParameterDefinition) -> Lever {
    let target = parameter::of_value(definition.id);
    Lever { id: definition.id, unit: definition.unit, is_whole: definition.is_whole, target, ..Lever::USUAL }
}

/// The order inside groups wherever levers are listed. Those that are not named here follow.
const ORDER: &[&str] = &[
    "beds.added",
    "facility.open",
    "facility.opening_delay",
    "facility.conversions",
    "facility.conversion_goal",
    "facility.conversion_cost",
    "facility.building_cost",
    "facility.funded",
    "care.placement_rule",
    "price.ordinary",
    "price.nursing",
    "price.dementia",
    "price.severe_disability",
    "insurance.bed_share",
    "insurance.hours",
    "insurance.home_share",
    "insurance.wage_indexation",
    "home_care.price_certified",
    "home_care.take_up",
    "home_care.expansion",
    "advisers.number",
    "family_bed.places",
    "day_care.places",
    "meals.capacity",
    "adaptation.households",
    "respite.beds",
    "carer_training.visits",
    "helpers.places",
    "time_bank.services",
    "dementia.screenings",
    "training.reach_seats",
    "training.upgrade_seats",
    "training.elite_seats",
    "training.funded",
    "training.instructors",
    "training.examiners",
    "training.enrolment",
    "training.pass",
    "school.intake",
    "workforce.entry_subsidy",
    "workforce.certified_required",
    "certification.reserved",
    "certification.withheld",
    "certification.push",
    "care_workers.prefer_certified",
    "care_workers.allowance",
    "care_workers.wage_facility",
    "care_workers.wage_agency",
    "care_workers.reserve",
    "care_workers.newcomers",
    "care_workers.migrants_ageing",
    "care_workers.alternative_wage",
    "neighbours.hospital_wage",
    "neighbours.domestic_wage",
    "care_workers.leaving",
    "care_workers.first_year_attrition",
    "workforce.alternatives_growth",
    "workforce.wage_growth",
    "staffing.moderate",
    "staffing.severe",
    "staffing.dementia",
    "community_workers.posts_added",
    "community_workers.wage",
    "relief.standard",
    "relief.standard_growth",
    "relief.work_disregard",
    "relief.minor_standard",
    "relief.savings_limit",
    "relief.insurance_share",
    "disability.new_elders",
    "disability.take_up",
    "relief.advisers",
    "relief.adviser_targeting",
    "relief.matching_coverage",
    "relief.matching_rate",
    "relief.check_interval",
    "relief.processing_declared",
    "relief.death_lag",
    "programme.amount",
    "programme.overspend",
    "account.appropriation",
    "account.growth",
    "account.reserve",
    "budget.follows",
    "budget.carry_over_deducted",
    "budget.lottery_sales",
    "budget.lottery_district",
    "budget.lottery_passed_on",
    "mortality.level",
    "mortality.improvement",
    "mortality.income_gradient",
    "ability.trend",
    "ability.coupling",
    "ability.income_gradient",
    "dementia.prevalence_60_64",
    "dementia.progression_mild",
    "dementia.progression_moderate",
    "migration.registration_in",
    "migration.net_out",
    "migration.net_out_80",
    "epidemic.winters",
    "household.child_leaves",
    "kin.child_elsewhere",
    "kin.child_retires_at",
    "kin.endurance",
    "pay.growth",
    "price.growth",
    "price.pass_through",
    "relief.pension_growth",
    "relief.income_growth",
    "relief.new_households",
    "relief.inflow_trend",
    "income.low",
    "hardship.elder_onset",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_names_levers() {
        for id in ORDER {
            assert!(Lever::find(id).is_some(), "{id}");
        }
    }
}
