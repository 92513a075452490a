//! Heads close for every employer and level in every month, whatever the seed and the parameters; nobody
//! works in two places; whoever is hired begins; certificates come and go with their holders.
use super::{Seen, see, workers};
use crate::worlds::{QINGXI, baseline, changed, model, reference};
use agents::parameters::ParameterChoice;
use agents::workforce::report::EmployerMonth;
use agents::workforce::{LEVELS, Occupation, Worker};
use agents::{DistrictActor, Model};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use sim_core::{Draws, World};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everybody at work, by id: the employer's address and the worker.
type Rosters = BTreeMap<u32, (u32, Worker)>;

fn rosters(world: &World<DistrictActor>) -> Rosters {
    let mut rosters = Rosters::new();
    for (employer, worker) in workers(world) {
        let before = rosters.insert(worker.id, (employer, *worker));
        assert!(before.is_none(), "worker {} works at {employer} and at {}", worker.id, before.unwrap().0);
    }
    rosters
}

fn level_heads(rosters: &Rosters, employer: u32) -> [i64; LEVELS] {
    let mut heads = [0; LEVELS];
    for (_, worker) in rosters.values().filter(|(at, _)| *at == employer) {
        heads[usize::from(worker.level)] += 1;
    }
    heads
}

fn check_employer(before: [i64; LEVELS], after: [i64; LEVELS], at: &str, month: &EmployerMonth) {
    let counts = &month.counts;
    assert_eq!(counts.opening, before.iter().sum::<i64>(), "{at}: opening");
    assert_eq!(counts.closing, after.iter().sum::<i64>(), "{at}: closing");
    assert_eq!(counts.opening + counts.hires - counts.left(), counts.closing, "{at}: heads");
    assert_eq!(counts.vacancies, (counts.posts - counts.closing).max(0), "{at}: vacancies");
    for level in 0..LEVELS {
        let flows = &month.levels[level];
        let promoted = month.levels.get(level + 1).map_or(0, |next| next.passed);
        let passed = if level == 0 { 0 } else { flows.passed };
        let expected = before[level] + flows.hires + passed - promoted - flows.left - flows.retired;
        assert_eq!(expected, after[level], "{at}: level {level}, {flows:?}");
        assert!(flows.passed <= flows.examined, "{at}: level {level}");
    }
    let sums = [
        counts.service_under_1_year + counts.service_1_2_years + counts.service_3_4_years + counts.service_5_years_plus,
        counts.aged_under_35 + counts.aged_35_54 + counts.aged_55_plus,
    ];
    assert_eq!(sums, [counts.closing; 2], "{at}: by service and by age");
}

/// Hired by the market in one month, at work in the next; left in one, known to the market in the next.
fn check_letters(last: &Seen, seen: &Seen) {
    for occupation in Occupation::ALL {
        let begun: i64 = seen.of(occupation).map(|employer| employer.counts.hires).sum();
        assert_eq!(last.market.occupations[occupation as usize].hired, begun, "{}: hired", seen.month);
        let [moved, gone]: [i64; 2] = [
            last.of(occupation).map(|e| e.counts.left_moved + e.counts.left_closing).sum(),
            last.of(occupation).map(|e| e.counts.left() - e.counts.left_retired).sum(),
        ];
        let known = seen.market.occupations[occupation as usize].left_employers;
        assert!((moved..=gone).contains(&known), "{}: {known} known of {moved} to {gone} who left", seen.month);
        let own = if occupation == Occupation::CareWorker { last.training.graduates } else { 0 };
        assert_eq!(seen.market.occupations[occupation as usize].graduates, own, "{}: graduates", seen.month);
    }
    assert_eq!(seen.market.difference(), 0, "{}: labour market", seen.month);
}

fn check_books(model: Model, months: i32) {
    let mut world = model.world();
    let mut before = rosters(&world);
    let mut last: Option<Seen> = None;
    for _ in 0..months {
        let seen = see(&mut world);
        let after = rosters(&world);
        for (address, employer) in seen.employers.iter().enumerate() {
            let at = format!("{}, employer {address}", seen.month);
            let heads = |rosters| level_heads(rosters, address as u32);
            check_employer(heads(&before), heads(&after), &at, employer);
        }
        for (id, (_, worker)) in &after {
            if let Some((_, known)) = before.get(id) {
                assert!(worker.level >= known.level && worker.level <= known.level + 1, "{}: {worker:?}", seen.month);
                assert_eq!((worker.birth, worker.worked, worker.pay), (known.birth, known.worked + 1, known.pay));
            }
        }
        if let Some(last) = &last {
            check_letters(last, &seen);
        }
        before = after;
        last = Some(seen);
    }
}

/// The same search every time.
fn fixed_search() -> Config {
    Config { cases: 24, rng_seed: RngSeed::Fixed(4), failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(fixed_search())]

    #[test]
    fn books_of_the_workforce_close_every_month(
        seed in any::<u64>(), replicate in any::<u32>(), drawn in any::<bool>(), months in 1..90i32
    ) {
        let choice = if drawn { ParameterChoice::Prior } else { ParameterChoice::Fixed };
        let model = Model::new(Arc::clone(&QINGXI), choice, Draws::new(seed, replicate));
        check_books(model.unwrap_or_else(|unfit| panic!("{unfit}")), months);
    }
}

#[test]
fn books_of_the_workforce_close_in_changning_until_the_last_month() {
    let reference = reference(&baseline("changning"));
    for (choice, replicate) in [(ParameterChoice::Fixed, 0), (ParameterChoice::Prior, 3)] {
        check_books(model(&reference, choice, replicate), 180);
    }
}

#[test]
fn books_of_the_workforce_close_where_everybody_leaves() {
    let all_go = [
        ("care_workers.leaving", 5.0),
        ("care_workers.first_year_attrition", 0.99),
        ("workforce.moving", 0.9),
        ("community_workers.leaving", 5.0),
        ("training.enrolment", 12.0),
        ("community_workers.enrolment", 12.0),
    ];
    let reference = reference(&changed(&baseline("qingxi"), &all_go));
    for replicate in 0..3 {
        check_books(model(&reference, ParameterChoice::Fixed, replicate), 120);
    }
}
