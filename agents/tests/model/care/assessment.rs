//! The unified assessment: who comes to one, when it lapses, whom advisers bring.
use super::{cases, see};
use crate::worlds::{baseline, changed, reference, world};
use agents::care::case::{Case, NEVER, flag, in_need};
use agents::care::services::SERVICES;
use std::collections::{BTreeMap, BTreeSet};

/// Nobody is brought to an assessment by an adviser.
const NO_ADVISERS: (&str, f64) = ("advisers.number", 0.0);

fn is_elder_in_need(case: &Case) -> bool {
    in_need(case.status) && !case.is(flag::DEPENDANT)
}

#[test]
fn first_assessments_come_at_a_constant_rate() {
    const MONTHS: i32 = 24;
    let rate: f64 = 0.5;
    let baseline = baseline("changning").without_shocks();
    let overrides = [NO_ADVISERS, ("assessment.own_rate", rate), ("assessment.months", 1.0)];
    let mut world = world(&reference(&changed(&baseline, &overrides)), 0);
    let unknown = |case: &Case| is_elder_in_need(case) && case.assessed == NEVER && !case.is(flag::ASSESSING);
    let mut group: BTreeSet<u32> = cases(&world).filter(|case| unknown(case)).map(|case| case.id).collect();
    let at_start = group.len();
    for months in 1..=MONTHS {
        see(&mut world);
        // Whoever recovers, dies or leaves is out of the group.
        let known: BTreeMap<u32, bool> =
            cases(&world).filter(|case| is_elder_in_need(case)).map(|case| (case.id, !unknown(case))).collect();
        group.retain(|id| known.contains_key(id));
        let share = group.iter().filter(|id| known[id]).count() as f64 / group.len() as f64;
        // Asked for in one month, found in the next: counted when asked for.
        let expected = 1.0 - (-rate / 12.0 * f64::from(months)).exp();
        let error = (expected * (1.0 - expected) / group.len() as f64).sqrt();
        if months % 6 == 0 {
            println!(
                "{months} months: {share:.4} of {} (at start {at_start}), {expected:.4} on paper, error {error:.4}",
                group.len()
            );
        }
        assert!((share - expected).abs() < 4.5 * error, "{months} months: {share:.4}, {expected:.4}, error {error:.4}");
    }
    // All who asked more than a month ago know the outcome.
    let under_way = cases(&world).filter(|case| is_elder_in_need(case) && case.is(flag::ASSESSING)).count();
    see(&mut world);
    let again = cases(&world).filter(|case| is_elder_in_need(case) && case.is(flag::ASSESSING)).count();
    println!("{under_way} and {again} under way at two months' ends");
    assert!(under_way > 0 && (again as f64) < 1.5 * under_way as f64);
}

#[test]
fn assessments_take_their_mean_time() {
    let baseline = baseline("changning").without_shocks();
    let mut world = world(&reference(&changed(&baseline, &[("assessment.months", 3.0)])), 0);
    let (mut under_way, mut ended) = (0.0, 0.0);
    for _ in 0..24 {
        let before: BTreeSet<u32> = cases(&world).filter(|case| case.is(flag::ASSESSING)).map(|case| case.id).collect();
        see(&mut world);
        let now: Vec<&Case> = cases(&world).filter(|case| before.contains(&case.id)).collect();
        under_way += now.len() as f64;
        ended += now.iter().filter(|case| !case.is(flag::ASSESSING)).count() as f64;
    }
    let (share, error) = (ended / under_way, (1.0_f64 / 3.0 * 2.0 / 3.0 / under_way).sqrt());
    println!("{share:.4} of {under_way} end in a month, 1/3 on paper, error {error:.4}");
    assert!((share - 1.0 / 3.0).abs() < 4.0 * error, "{share:.4}, error {error:.4}");
}

#[test]
fn assessments_lapse_and_nobody_is_entitled_longer() {
    const VALIDITY: i16 = 6;
    let overrides = [
        NO_ADVISERS,
        ("assessment.validity", f64::from(VALIDITY)),
        ("assessment.renewal_rate", 0.0),
        // What movers take along has a test of its own in `books`.
        ("migration.between_communities", 0.0),
    ];
    let baseline = changed(&baseline("changning").without_shocks(), &overrides);
    let reference = reference(&baseline);
    let mut world = world(&reference, 0);
    let (mut found, mut lapsed) = (BTreeMap::<u32, (i16, i16)>::new(), BTreeSet::<u32>::new());
    let mut under_way = BTreeSet::new();
    for number in 0..24 {
        let seen = see(&mut world);
        let (mut lapsed_now, mut new) = (0, 0);
        for case in cases(&world).filter(|case| is_elder_in_need(case)) {
            let at = format!("{}: {case:?}", seen.month);
            assert!(case.assessed <= number + VALIDITY, "valid for longer than {VALIDITY} months, {at}");
            if case.assessed == NEVER {
                continue;
            }
            // When the present assessment was first seen.
            let since = found.entry(case.id).or_insert((case.assessed, number));
            if since.0 != case.assessed {
                *since = (case.assessed, number);
                new += 1;
                assert!(!lapsed.contains(&case.id) || under_way.contains(&case.id), "renewed all the same, {at}");
            }
            if case.entitled(number) {
                assert!(number - since.1 <= VALIDITY, "entitled for longer, {at}");
            }
            if case.assessed < number {
                assert!(!case.entitled(number), "entitled by what lapsed, {at}");
                lapsed.insert(case.id);
                lapsed_now += 1;
            }
        }
        under_way = cases(&world).filter(|case| case.is(flag::ASSESSING)).map(|case| case.id).collect();
        let cells = seen.communities.iter().flat_map(|community| &community.care.cells);
        let reported: i64 = cells.map(|cell| cell.lapsed).sum();
        // What an assessment finds holds from the next month on: those found now still count as lapsed.
        assert!((lapsed_now..=lapsed_now + new).contains(&reported), "{}: {reported}, {lapsed_now} lapsed", seen.month);
    }
    println!("{} assessments lapsed in two years", lapsed.len());
    assert!(lapsed.len() > 10_000);
}

#[test]
fn advisers_bring_as_many_to_an_assessment_as_they_have_time_for() {
    let advice = SERVICES.iter().position(|service| service.id == "advice").expect("a service");
    let mut world = world(&reference(&baseline("changning")), 0);
    for year in 2021..=2023 {
        let (mut served, mut capacity) = (0, 0);
        while world.month().year() == year {
            let seen = see(&mut world);
            for (place, community) in seen.communities.iter().enumerate() {
                let month = community.care.services[advice];
                let at = format!("{}, community {place}: {month:?}", seen.month);
                assert_eq!(month.served + month.waiting, month.demanded, "{at}");
                assert!(month.served <= month.capacity, "more than there is time for, {at}");
                (served, capacity) = (served + month.served, capacity + month.capacity);
            }
        }
        println!("{year}: {served} brought to an assessment, time for {capacity}");
        // Whom they meet is chance: in some months they find fewer than they have time for.
        assert!(served * 10 > capacity * 8, "{served} in time for {capacity}");
    }
}
