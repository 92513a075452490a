//! Changning's beds and home care at the best estimates without shocks, against what is published or
//! what independent sources span.
use super::{Seen, see};
use crate::worlds::{baseline, reference, world};
use agents::care::beds::BedType;
use agents::care::report::{BedEvent, LeavingReason};
use sim_core::Month;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

const REPLICATES: u32 = 3;

/// The months to the end of 2023, by replicate.
static MONTHS: LazyLock<Vec<Vec<Seen>>> = LazyLock::new(|| {
    let reference = reference(&baseline("changning").without_shocks());
    let replicate = |replicate| {
        let mut world = world(&reference, replicate);
        let mut months = Vec::new();
        while world.month() <= month("2023-12") {
            months.push(see(&mut world));
        }
        months
    };
    (0..REPLICATES).map(replicate).collect()
});

fn month(text: &str) -> Month {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// A number of one month in every replicate.
#[track_caller]
fn check(what: &str, at: &str, range: RangeInclusive<f64>, number: impl Fn(&Seen) -> f64) {
    let at_month = |months: &Vec<Seen>| number(months.iter().find(|seen| seen.month == month(at)).expect("a month"));
    let found: Vec<f64> = MONTHS.iter().map(at_month).collect();
    println!("{what} in {at}: {found:.2?}, expected {range:?}");
    assert!(found.iter().all(|number| range.contains(number)), "{what} in {at}: {found:.2?}, not in {range:?}");
}

fn elders(seen: &Seen) -> f64 {
    seen.communities.iter().map(|community| community.counts.elders).sum::<i64>() as f64
}

/// Beds in which somebody lives.
fn occupied(seen: &Seen) -> f64 {
    seen.waiting().residents as f64
}

#[test]
fn beds_are_as_many_as_published() {
    check("beds", "2023-06", 6_928.0..=6_928.0, |seen| seen.beds().built as f64);
    check("nursing-type share", "2023-06", 0.49..=0.51, |seen| {
        let ordinary: i64 = seen.homes.iter().map(|home| home.beds[BedType::Ordinary as usize].built).sum();
        1.0 - ordinary as f64 / seen.beds().built as f64
    });
    check("beds per 100 elders", "2022-12", 2.95..=3.05, |seen| 100.0 * seen.beds().built as f64 / elders(seen));
}

#[test]
fn occupancy_is_within_what_sources_span() {
    // Hangzhou about 2018 61.5 %, homes of Shanghai in the press of 2024 45 to 80 %.
    check("occupancy", "2023-06", 0.55..=0.78, |seen| occupied(seen) / seen.beds().built as f64);
}

#[test]
fn stays_are_as_long_as_elsewhere() {
    for months in MONTHS.iter() {
        let (mut months_stayed, mut stays) = (0.0, 0.0);
        for event in months
            .iter()
            .filter(|seen| seen.month >= month("2022-01"))
            .flat_map(|seen| seen.communities.iter().flat_map(|community| &community.care.bed_events))
        {
            if let BedEvent::Left { reason, stayed, .. } = event
                && *reason != LeavingReason::Transfer
            {
                months_stayed += f64::from(*stayed);
                stays += 1.0;
            }
        }
        let mean = months_stayed / stays;
        println!("stays ended 2022 and 2023: {stays}, {mean:.1} months on average");
        assert!((18.0..=42.0).contains(&mean), "{mean:.1} months");
    }
}

#[test]
fn home_care_serves_as_many_as_estimated() {
    // 227,800 a month in the city in 2022, times 4.17 % of its elders.
    let served = |seen: &Seen| {
        let cells = seen.communities.iter().flat_map(|community| &community.care.cells);
        cells.map(|cell| cell.home_persons).sum::<i64>() as f64
    };
    check("persons served at home", "2022-12", 8_500.0..=11_500.0, served);
}

/// England, Norway, Germany and Japan have 19 to 32 deaths per 100 residents a year; Norway 80 % and Japan's special homes
/// 67 to 73 % of exits by death.
#[test]
fn residents_die_as_often_as_elsewhere() {
    for months in MONTHS.iter() {
        let (mut exits, mut deaths, mut resident_months) = (0.0, 0.0, 0.0);
        let mut reasons: BTreeMap<LeavingReason, i64> = BTreeMap::new();
        for seen in months.iter().filter(|seen| seen.month >= month("2021-07")) {
            resident_months += occupied(seen);
            for event in seen.communities.iter().flat_map(|community| &community.care.bed_events) {
                if let BedEvent::Left { reason, .. } = event {
                    *reasons.entry(*reason).or_default() += 1;
                    exits += f64::from(u8::from(*reason != LeavingReason::Transfer));
                    deaths += f64::from(u8::from(*reason == LeavingReason::Death));
                }
            }
        }
        let (share, rate) = (deaths / exits, 12.0 * deaths / resident_months);
        println!(
            "{:.1} % of exits by death, {:.1} deaths per 100 residents a year; {reasons:?}",
            100.0 * share,
            100.0 * rate
        );
        assert!((0.65..=0.85).contains(&share), "{share} of exits are deaths");
        assert!((0.18..=0.30).contains(&rate), "{rate} of residents die a year");
    }
}
