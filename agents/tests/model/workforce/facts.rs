//! Changning's workforce at the best estimates, against what is published or what other sources span.
use super::{Seen, see};
use crate::worlds::{baseline, reference, world};
use agents::workforce::{EmployerKind, Occupation};
use sim_core::Month;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

const REPLICATES: u32 = 3;

/// The months to mid-2023, by replicate.
static MONTHS: LazyLock<Vec<Vec<Seen>>> = LazyLock::new(|| {
    let reference = reference(&baseline("changning").without_shocks());
    let replicate = |replicate| {
        let mut world = world(&reference, replicate);
        (0..30).map(|_| see(&mut world)).collect()
    };
    (0..REPLICATES).map(replicate).collect()
});

/// A number of one month, the mean over replicates.
#[track_caller]
fn check(what: &str, at: &str, range: RangeInclusive<f64>, number: impl Fn(&Seen) -> f64) {
    let at: Month = at.parse().expect("a month");
    let of = |months: &Vec<Seen>| number(months.iter().find(|seen| seen.month == at).expect("a simulated month"));
    let found = MONTHS.iter().map(of).sum::<f64>() / MONTHS.len() as f64;
    println!("{what} in {at}: {found:.4}, expected {range:?}");
    assert!(range.contains(&found), "{what} in {at}: {found}, not in {range:?}");
}

#[test]
fn community_workers_go_from_21_to_27_per_cent() {
    let share = |seen: &Seen| seen.certified_share(Occupation::CommunityWorker);
    check("certified share of community workers", "2021-01", 0.20..=0.23, share);
    check("certified share of community workers", "2023-06", 0.26..=0.28, share);
    check("certified community workers", "2023-06", 538.0 * 0.95..=538.0 * 1.05, |seen| {
        seen.heads(Occupation::CommunityWorker, 1).1 as f64
    });
    let posts =
        |seen: &Seen| seen.of(Occupation::CommunityWorker).map(|office| office.counts.posts).sum::<i64>() as f64;
    // 203 are added in the first thirty months.
    check("posts", "2023-06", 1_993.0..=1_993.0, posts);
}

#[test]
fn care_workers_are_as_many_as_estimated() {
    // 60,400 in the city in 2023, by shares of elders; in homes 700 to 1,400.
    check("care workers", "2023-06", 1_800.0..=3_000.0, |seen| seen.heads(Occupation::CareWorker, 0).0 as f64);
    check("care workers in homes", "2023-06", 700.0..=1_400.0, |seen| seen.heads_at(EmployerKind::Facility) as f64);
    check("certified share", "2023-06", 0.60..=0.80, |seen| seen.certified_share(Occupation::CareWorker));
    check("intermediate share", "2023-06", 0.08..=0.20, |seen| {
        let (heads, intermediate) = seen.heads(Occupation::CareWorker, 2);
        intermediate as f64 / heads as f64
    });
}

#[test]
fn a_fifth_to_two_fifths_leave_in_a_year() {
    for months in MONTHS.iter() {
        let year = &months[18..30];
        let left: i64 = year.iter().flat_map(|seen| seen.of(Occupation::CareWorker)).map(|e| e.counts.left()).sum();
        let heads = year.iter().map(|seen| seen.heads(Occupation::CareWorker, 0).0).sum::<i64>() as f64 / 12.0;
        println!("turnover of care workers: {:.3} a year, sources 0.20 to 0.45", left as f64 / heads);
        assert!((0.20..=0.45).contains(&(left as f64 / heads)));
    }
}

#[test]
fn tenure_is_near_the_national_survey() {
    // Up to 3 years 49 %, 3 to 5 years 23.4 %, above 27.7 %: two rates of leaving cannot give all three;
    // the middle class comes out too small.
    let share = |part: fn(&agents::workforce::report::EmployerCounts) -> i64| {
        move |seen: &Seen| {
            let sum = seen.of(Occupation::CareWorker).map(|employer| part(&employer.counts)).sum::<i64>();
            sum as f64 / seen.heads(Occupation::CareWorker, 0).0 as f64
        }
    };
    check("under 3 years", "2023-06", 0.44..=0.60, share(|c| c.service_under_1_year + c.service_1_2_years));
    check("3 and 4 years", "2023-06", 0.12..=0.24, share(|c| c.service_3_4_years));
    check("5 years and more", "2023-06", 0.22..=0.38, share(|c| c.service_5_years_plus));
}
