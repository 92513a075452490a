//! The books close in every month, whatever the seed, the parameters and the rule.
use super::keeper::Keeper;
use super::{cases, see};
use crate::worlds::{baseline, changed, model, reference, world};
use agents::care::beds::PlacementRule;
use agents::care::case::{Case, flag};
use agents::care::services::{SERVICES, mark};
use agents::parameters::ParameterChoice;
use agents::{Model, Reference};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use sim_core::Draws;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Qingxi under each rule.
static RULES: LazyLock<Vec<Arc<Reference>>> = LazyLock::new(|| {
    let under = |rule: PlacementRule| {
        let mut baseline = baseline("qingxi");
        baseline.district.care.placement_rule = rule;
        reference(&baseline)
    };
    PlacementRule::ALL.into_iter().map(under).collect()
});

fn check_books(model: Model, months: i32) {
    let mut world = model.world();
    let mut keeper = Keeper::new(&world);
    for _ in 0..months {
        keeper.month(&mut world);
    }
}

/// The same search every time.
fn fixed_search() -> Config {
    Config { cases: 24, rng_seed: RngSeed::Fixed(2), failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(fixed_search())]

    #[test]
    fn books_of_care_close_every_month(
        seed in any::<u64>(), replicate in any::<u32>(), rule in 0..4usize, drawn in any::<bool>(), months in 1..60i32
    ) {
        let choice = if drawn { ParameterChoice::Prior } else { ParameterChoice::Fixed };
        let model = Model::new(Arc::clone(&RULES[rule]), choice, Draws::new(seed, replicate));
        check_books(model.unwrap_or_else(|unfit| panic!("{unfit}")), months);
    }
}

#[test]
fn books_of_care_close_until_the_last_month() {
    for (rule, reference) in RULES.iter().enumerate() {
        println!("{}, replicate {rule} of the drawn", PlacementRule::ALL[rule].id());
        let months = reference.district.end - reference.district.start + 1;
        check_books(model(reference, ParameterChoice::Prior, rule as u32), months);
    }
}

#[test]
fn books_of_care_close_where_there_is_ever_less_to_give() {
    // Agencies lose workers, so that those served must go short; services have next to no room.
    let less = [
        ("care_workers.newcomers", 0.0),
        ("care_workers.leaving", 1.0),
        ("care_workers.in_facilities", 4.0),
        ("day_care.places", 1.0),
        ("meals.capacity", 3.0),
        ("advisers.number", 0.0),
    ];
    let reference = reference(&changed(&baseline("qingxi"), &less));
    for replicate in 0..4 {
        println!("replicate {replicate}");
        check_books(model(&reference, ParameterChoice::Fixed, replicate), 60);
    }
}

#[test]
fn books_of_care_close_in_changning() {
    let reference = reference(&baseline("changning"));
    for (choice, replicate) in [(ParameterChoice::Fixed, 0), (ParameterChoice::Fixed, 1), (ParameterChoice::Prior, 5)] {
        check_books(model(&reference, choice, replicate), 24);
    }
}

/// What lasts of a case: who gave up caring, what was given once.
fn lasting(case: &Case) -> u16 {
    let remembered = SERVICES.iter().fold(0, |marks, service| marks | mark(service));
    case.flags & (flag::SPOUSE_GAVE_UP | flag::CHILDREN_GAVE_UP | remembered)
}

#[test]
fn whoever_moves_takes_along_all_that_happened_to_the_case() {
    let mut world = world(&reference(&changed(&baseline("changning"), &[("migration.between_communities", 0.02)])), 0);
    let (mut moved, mut lost) = (0, Vec::new());
    let mut movers: Vec<Case> = Vec::new();
    for _ in 0..24 {
        let month = see(&mut world).month;
        let after: BTreeMap<u32, &Case> = cases(&world).map(|case| (case.id, case)).collect();
        for before in &movers {
            let Some(after) = after.get(&before.id) else { continue }; // died or left the district on arrival
            moved += 1;
            // On arrival an assessment may end or be asked for, and a carer may give up: what there was is
            // there all the same.
            if after.assessed < before.assessed || lasting(before) & !lasting(after) != 0 {
                lost.push(format!("{month}: {before:?}, then {after:?}"));
            }
        }
        movers = cases(&world).filter(|case| case.is(flag::MOVING)).copied().collect();
    }
    println!("{} of {moved} moves lost something of the case", lost.len());
    assert!(moved > 100, "{moved} moves");
    assert!(lost.is_empty(), "{} of {moved} moves lost something of the case, first {}", lost.len(), lost[0]);
}
