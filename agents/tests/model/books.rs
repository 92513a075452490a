//! Books close in every district month, whatever the seed and the parameters: recomputed here from
//! the elders themselves and from what communities report, not by the model's own audit.
use super::worlds::{QINGXI, advance, communities};
use agents::parameters::ParameterChoice;
use agents::report::{CommunityMonth, PopulationCounts};
use agents::status::{Ability, Carer, Dementia, Income, Living, Severity, Status};
use agents::{Community, Model};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use sim_core::{Draws, Month};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Stocks counted one by one.
fn count(elders: impl Iterator<Item = (u32, Month, Status)>, month: Month) -> PopulationCounts {
    let mut c = PopulationCounts::default();
    for (_, birth, status) in elders {
        c.elders += 1;
        *[&mut c.men, &mut c.women][status.sex()] += 1;
        let age = (month - birth) / 12;
        let by_age = [
            &mut c.aged_60_64,
            &mut c.aged_65_69,
            &mut c.aged_70_74,
            &mut c.aged_75_79,
            &mut c.aged_80_84,
            &mut c.aged_85_89,
            &mut c.aged_90_94,
            &mut c.aged_95_99,
            &mut c.aged_100_plus,
        ];
        *by_age.into_iter().nth(((age - 60) / 5).clamp(0, 8) as usize).expect("nine groups") += 1;
        c.aged_80_plus += i64::from(age >= 80);
        *match status.ability() {
            Ability::Independent => &mut c.independent,
            Ability::Mild => &mut c.mild,
            Ability::Moderate => &mut c.moderate,
            Ability::Severe => &mut c.severe,
        } += 1;
        match status.severity() {
            Severity::None => {}
            Severity::Mild => c.dementia_mild += 1,
            Severity::Moderate => c.dementia_moderate += 1,
            Severity::Severe => c.dementia_severe += 1,
        }
        match status.dementia() {
            Dementia::None => {}
            Dementia::Undiagnosed => c.dementia_undiagnosed += 1,
            Dementia::OnFile => c.dementia_on_file += 1,
        }
        c.dementia += i64::from(status.dementia() != Dementia::None);
        *match status.living() {
            Living::WithFamily => &mut c.with_family,
            Living::CoupleOnly => &mut c.couple_only,
            Living::Alone => &mut c.alone,
        } += 1;
        c.alone_here += i64::from(status.living() == Living::Alone && status.lives_here());
        c.one_child += i64::from(status.has_children() && !status.has_several_children());
        c.several_children += i64::from(status.has_several_children());
        c.child_near += i64::from(status.child_near());
        c.child_works += i64::from(status.child_works());
        *match status.carer() {
            Carer::Spouse => &mut c.carer_spouse,
            Carer::Child => &mut c.carer_child,
            Carer::None => &mut c.carer_none,
        } += 1;
        *match status.income() {
            Income::Low => &mut c.income_low,
            Income::Middle => &mut c.income_middle,
            Income::High => &mut c.income_high,
        } += 1;
        c.living_here += i64::from(status.lives_here());
    }
    c
}

/// The stocks of `counts` with every flow at zero, to compare with a count of persons.
fn stocks_of(counts: &PopulationCounts) -> PopulationCounts {
    PopulationCounts {
        entrants: 0,
        arrivals: 0,
        moved_in: 0,
        deaths: 0,
        shock_deaths: 0,
        departures: 0,
        moved_out: 0,
        declines: 0,
        recoveries: 0,
        dementia_onsets: 0,
        case_files: 0,
        widowed: 0,
        children_moved_in: 0,
        children_moved_out: 0,
        bed_applications: 0,
        hardship_onset: 0,
        dementia_progressions: 0,
        children_retired: 0,
        ..*counts
    }
}

fn check_stocks_add_up(c: &PopulationCounts) {
    let ages = c.aged_60_64 + c.aged_65_69 + c.aged_70_74 + c.aged_75_79;
    assert_eq!(c.men + c.women, c.elders, "sex");
    assert_eq!(ages + c.aged_80_plus, c.elders, "age");
    assert_eq!(
        c.aged_80_84 + c.aged_85_89 + c.aged_90_94 + c.aged_95_99 + c.aged_100_plus,
        c.aged_80_plus,
        "age from 80"
    );
    assert_eq!(c.independent + c.mild + c.moderate + c.severe, c.elders, "ability");
    assert_eq!(c.dementia_undiagnosed + c.dementia_on_file, c.dementia, "dementia");
    assert_eq!(c.dementia_mild + c.dementia_moderate + c.dementia_severe, c.dementia, "stages of dementia");
    assert_eq!(c.with_family + c.couple_only + c.alone, c.elders, "living");
    assert_eq!(c.carer_spouse + c.carer_child + c.carer_none, c.elders, "carer");
    assert_eq!(c.income_low + c.income_middle + c.income_high, c.elders, "income");
    assert!((0..=c.elders).contains(&c.living_here), "living here");
}

fn check_books(report: &CommunityMonth, opening: i64) {
    let c = &report.counts;
    let joined = c.entrants + c.arrivals + c.moved_in;
    let left = c.deaths + c.departures + c.moved_out;
    assert_eq!(report.books.opening, opening, "opening is last month's closing");
    assert_eq!(opening + joined - left, c.elders, "elders");
    assert_eq!(report.books.closing, c.elders, "closing");
    assert_eq!(report.books.recount_difference, 0, "tallies and recount");
    assert!((0..=c.deaths).contains(&c.shock_deaths), "shock deaths are among the deaths");
}

/// What the elders of one December pyramid add up to.
fn check_pyramid(report: &CommunityMonth, december: bool) {
    assert_eq!(report.pyramid.is_some(), december, "a pyramid in Decembers alone");
    let Some(pyramid) = &report.pyramid else { return };
    let c = &report.counts;
    let sum = |part: fn(&agents::report::PyramidCell) -> i64| pyramid.cells.iter().map(part).sum::<i64>();
    assert_eq!(sum(|cell| cell.persons), c.elders);
    assert_eq!(
        [sum(|cell| cell.mild), sum(|cell| cell.moderate), sum(|cell| cell.severe)],
        [c.mild, c.moderate, c.severe]
    );
    assert_eq!([sum(|cell| cell.dementia), sum(|cell| cell.alone)], [c.dementia, c.alone]);
    assert_eq!(sum(|cell| cell.partnered), c.carer_spouse);
}

fn elders(community: &Community) -> i64 {
    community.elders().count() as i64
}

fn check_life_of_a_district(seed: u64, replicate: u32, choice: ParameterChoice, months: i32) {
    let model = Model::new(Arc::clone(&QINGXI), choice, Draws::new(seed, replicate));
    let mut world = model.unwrap_or_else(|unfit| panic!("drawn inside the ranges: {unfit}")).world();
    let mut deaths_and_months = [0; 2];
    for _ in 0..months {
        let month = world.month();
        let opening: Vec<i64> = communities(&world).map(elders).collect();
        let reports = advance(&mut world);
        let mut district = PopulationCounts::default();
        for ((report, opening), community) in reports.iter().zip(&opening).zip(communities(&world)) {
            check_books(report, *opening);
            check_stocks_add_up(&report.counts);
            check_pyramid(report, month.is_december());
            assert_eq!(stocks_of(&report.counts), count(community.elders(), month), "{month}");
            district += &report.counts;
        }
        assert_eq!(district.moved_in, district.moved_out, "{month}: everybody who moves out moves in");
        let joined = district.entrants + district.arrivals;
        let left = district.deaths + district.departures;
        assert_eq!(opening.iter().sum::<i64>() + joined - left, district.elders, "{month}: the district");
        check_stocks_add_up(&district);

        let mut ids = BTreeSet::new();
        for (id, birth, _) in communities(&world).flat_map(Community::elders) {
            assert!(ids.insert(id), "{month}: person {id} is in the district twice");
            assert!(month - birth >= 720, "{month}: person {id} is not yet 60");
        }
        assert_eq!(ids.len() as i64, district.elders, "{month}");

        // A year's deaths by age are the year's deaths, and its months lived the elders of each month.
        deaths_and_months[0] += district.deaths;
        deaths_and_months[1] += opening.iter().sum::<i64>();
        if month.is_december() {
            let cells = reports.iter().flat_map(|report| &report.pyramid).flat_map(|pyramid| &pyramid.cells);
            let sums = cells.fold([0, 0], |sums, cell| [sums[0] + cell.deaths, sums[1] + cell.months_lived]);
            assert_eq!(sums, deaths_and_months, "{month}: deaths and months lived of the year");
            deaths_and_months = [0; 2];
        }
    }
}

/// A new seed every time would find more, but on some other day: the search is fixed.
fn fixed_search() -> Config {
    Config { cases: 24, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(fixed_search())]

    #[test]
    fn books_close_every_month(
        seed in any::<u64>(), replicate in any::<u32>(), drawn in any::<bool>(), months in 1..60i32
    ) {
        let choice = if drawn { ParameterChoice::Prior } else { ParameterChoice::Fixed };
        check_life_of_a_district(seed, replicate, choice, months);
    }
}

#[test]
fn books_close_until_the_last_month() {
    let months = QINGXI.district.end - QINGXI.district.start + 1;
    check_life_of_a_district(1, 0, ParameterChoice::Prior, months);
}
