//! Changning's relief at the best estimates, against what the report prints for 2021-01 to 2023-06.
use super::{Seen, see};
use crate::worlds::{baseline, reference, world};
use agents::relief::programme::Group;
use sim_core::Month;
use std::sync::LazyLock;

const REPLICATES: u32 = 3;
const MONTHS: usize = 30;

/// The months to mid-2023, by replicate, with the groups of the programmes.
static SEEN: LazyLock<(Vec<Group>, Vec<Vec<Seen>>)> = LazyLock::new(|| {
    let baseline = baseline("changning");
    let groups = baseline.district.relief.programmes.iter().map(|programme| programme.group).collect();
    let reference = reference(&baseline);
    let replicate = |replicate| {
        let mut world = world(&reference, replicate);
        (0..MONTHS).map(|_| see(&mut world)).collect()
    };
    (groups, (0..REPLICATES).map(replicate).collect())
});

/// A number of the half plan, the mean over replicates, within 5 % of what is published.
#[track_caller]
fn check(what: &str, published: f64, number: impl Fn(&[Seen]) -> f64) {
    let found = SEEN.1.iter().map(|months| number(months)).sum::<f64>() / f64::from(REPLICATES);
    println!("{what}: {found:.0}, published {published:.0}, {:+.1} %", (found / published - 1.0) * 100.0);
    assert!((found / published - 1.0).abs() < 0.05, "{what}: {found}, published {published}");
}

/// Fen and person-times of a group, all months together.
fn paid(months: &[Seen], group: Group) -> [f64; 2] {
    let mut sums = [0; 2];
    for month in months {
        for (programme, of) in month.bureau.programmes.iter().zip(&SEEN.0) {
            if *of == group {
                sums[0] += programme.paid;
                sums[1] += programme.times;
            }
        }
    }
    sums.map(|sum| sum as f64)
}

#[test]
fn the_half_plan_comes_out_within_five_per_cent() {
    check("person-times of relief", 916_500.0, |months| paid(months, Group::Relief)[1]);
    check("yuan of relief", 537e6, |months| paid(months, Group::Relief)[0] / 100.0);
    let once = |months: &[Seen]| months.iter().map(|month| month.hardship().subsidised).sum::<i64>() as f64;
    check("person-times of disability subsidies, who has both counted once", 212_900.0, once);
    // Rates are the law's and the register is calibrated to persons: the money is a test.
    check("yuan of disability subsidies", 66.79e6, |months| paid(months, Group::Disability)[0] / 100.0);
}

#[test]
fn the_caseload_of_mid_2023_is_that_of_the_signed_commitments() {
    let last = |months: &[Seen]| {
        assert_eq!(months[MONTHS - 1].month, "2023-06".parse::<Month>().expect("a month"));
        months[MONTHS - 1].hardship()
    };
    check("persons on cash relief", 5_158.0, |months| last(months).caseload_persons as f64);
    check("households on cash relief", 3_794.0, |months| last(months).caseload_households as f64);
}

#[test]
fn cash_relief_is_a_third_of_the_money_and_exits_are_as_many_as_in_the_city() {
    let programmes = &baseline("changning").district.relief.programmes;
    for months in &SEEN.1 {
        let cash: i64 = months
            .iter()
            .flat_map(|month| month.bureau.programmes.iter().zip(programmes))
            .filter(|(_, programme)| programme.caseload)
            .map(|(paid, _)| paid.paid)
            .sum();
        let share = cash as f64 / paid(months, Group::Relief)[0];
        assert!((0.25..0.4).contains(&share), "cash relief is {share:.3} of the money");
        let year = &months[12..24];
        let exits: i64 = year.iter().map(|month| month.hardship().caseload_exits).sum();
        let mean = year.iter().map(|month| month.hardship().caseload_households).sum::<i64>() as f64 / 12.0;
        let rate = exits as f64 / mean;
        println!("cash share {share:.3}, exits {rate:.3} a year");
        assert!((0.08..0.2).contains(&rate), "{rate:.3} of the caseload leave in a year");
    }
}
