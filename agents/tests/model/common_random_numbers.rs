//! Two scenarios share every draw that is about the same person, month and decision: what a change
//! does not touch stays as it was, person by person and month by month.
use super::life_histories::{Life, Lives, Parting, live, partings, record};
use super::worlds::{QINGXI, SEED, advance, baseline, changed, district_counts, model, reference, world};
use agents::parameters::{PARAMETERS, ParameterChoice, Parameters};
use agents::status::{Dementia, Status};
use agents::{DistrictActor, Model, Reference};
use sim_core::{Draws, Placement, Runtime, World};
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

/// The ways from care into the course of a life: an adapted home keeps its elder from some declines, and whose home is
/// adapted depends on who else asks for it; residents of homes die sooner and others later in exchange. Without them a
/// change of somebody's life changes nobody else's.
const CARE_CHANGES_NO_LIFE: [(&str, f64); 6] = [
    ("adaptation.decline", 1.0),
    ("facility.occupancy_at_start", 0.0),
    ("bed.entry_independent", 0.0),
    ("bed.entry_mild", 0.0),
    ("bed.entry_moderate", 0.0),
    ("bed.entry_severe", 0.0),
];

/// The lives of qingxi's replicate 0, to the last month, untouched by care.
static AS_IT_IS: LazyLock<Lives> = LazyLock::new(|| lives_with(&[]));

fn lives_of(reference: &Arc<Reference>) -> Lives {
    live(world(reference, 0), reference.district.end)
}

/// The lives of qingxi with other values of some parameters, untouched by care.
fn lives_with(overrides: &[(&str, f64)]) -> Lives {
    let overrides = [&CARE_CHANGES_NO_LIFE[..], overrides].concat();
    lives_of(&reference(&changed(&baseline("qingxi"), &overrides)))
}

/// A parameter's value in qingxi.
fn value(id: &str) -> f64 {
    baseline("qingxi").quantities.iter().find(|quantity| quantity.id == id).expect("a known parameter").value
}

/// Where the lives of two worlds part, which must be somewhere, but only for some.
fn some_partings(one: &Lives, other: &Lives, what: &str) -> Vec<Parting> {
    let partings = partings(one, other);
    println!("{what}: {} of {} lives part", partings.len(), one.len());
    assert!(!partings.is_empty(), "{what} changed nobody's life");
    assert!(partings.len() < one.len(), "{what} changed everybody's life");
    partings
}

fn check_the_same(one: &Lives, other: &Lives, what: &str) {
    let partings = partings(one, other);
    assert!(partings.is_empty(), "{what}: {} lives part, first {:?}", partings.len(), partings.first());
    assert_eq!(one, other, "{what}: communities");
}

#[test]
fn a_change_of_nothing_changes_nothing() {
    let as_it_is = lives_of(&QINGXI);
    check_the_same(&as_it_is, &lives_of(&QINGXI), "made twice");
    check_the_same(&as_it_is, &lives_of(&reference(&baseline("qingxi"))), "read and prepared twice");
    let own: Vec<(&str, f64)> = PARAMETERS.iter().map(|parameter| (parameter.id, value(parameter.id))).collect();
    let own = reference(&changed(&baseline("qingxi"), &own));
    check_the_same(&as_it_is, &lives_of(&own), "every parameter set to its own value");
}

fn check_care_changes_no_life(overrides: &[(&str, f64)]) {
    let partings = partings(&AS_IT_IS, &lives_with(overrides));
    assert!(partings.is_empty(), "{overrides:?}: {} lives part, first {:?}", partings.len(), partings.first());
}

#[test]
fn care_changes_no_life_but_in_adapted_homes() {
    let twice = |id| (id, 2.0 * value(id));
    let nobody_works = [("care_workers.in_facilities", 0.0), ("care_workers.in_agencies", 0.0)];
    check_care_changes_no_life(&[nobody_works[0], nobody_works[1], ("care_workers.newcomers", 0.0)]);
    check_care_changes_no_life(&[twice("day_care.places"), twice("adaptation.households")]);
    check_care_changes_no_life(&[twice("kin.exit_rate"), ("kin.spouse", 10.0), twice("assessment.own_rate")]);
    // And there it does: where every other decline is prevented, some live otherwise.
    let prevented = lives_with(&[("adaptation.decline", 0.1), ("adaptation.households", 20.0)]);
    let partings = some_partings(&AS_IT_IS, &prevented, "adapted homes");
    for parting in partings {
        let before = parting.before.unwrap_or_else(|| panic!("entered otherwise: {parting:?}"));
        assert_eq!(parting.other, Some(before), "a decline did not happen: {parting:?}");
        let worse = parting.one.is_some_and(|one| one.ability() as u8 == before.ability() as u8 + 1);
        assert!(worse, "a decline did not happen: {parting:?}");
    }
}

/// Deaths in qingxi to the end of the run.
fn deaths(overrides: &[(&str, f64)]) -> i64 {
    let reference = reference(&changed(&baseline("qingxi"), overrides));
    let mut world = world(&reference, 0);
    let mut deaths = 0;
    while world.month() <= reference.district.end {
        deaths += district_counts(&advance(&mut world)).deaths;
    }
    deaths
}

#[test]
fn homes_change_who_dies_but_hardly_how_many() {
    let as_it_is = deaths(&[]);
    for overrides in [&CARE_CHANGES_NO_LIFE[1..], &[("bed.entry_severe", 0.5), ("bed.entry_moderate", 0.3)]] {
        let other = deaths(overrides);
        println!("{as_it_is} deaths, {other} with {overrides:?}");
        assert!((other - as_it_is).abs() as f64 <= 0.02 * as_it_is as f64, "{as_it_is} and {other} deaths");
    }
}

/// The lives of a world that is hosted on threads for one month at a time.
fn hosted_lives(mut world: World<DistrictActor>, months: i32, placement: Placement) -> Lives {
    let mut lives = Lives::new();
    record(&mut lives, &world);
    let runtime = Runtime { placement, fingerprint_after: |_| false };
    for _ in 0..months {
        let month = world.month();
        let hosted = runtime.run(world, month, |_| ControlFlow::Continue(()));
        world = hosted.unwrap_or_else(|error| panic!("{error}"));
        record(&mut lives, &world);
    }
    lives
}

#[test]
fn a_change_of_threads_changes_nobody() {
    let months = 48;
    let sequential = live(world(&QINGXI, 0), QINGXI.district.start + months - 1);
    for placement in [Placement::Packed, Placement::Spread(1), Placement::Spread(3)] {
        check_the_same(&sequential, &hosted_lives(world(&QINGXI, 0), months, placement), &format!("{placement:?}"));
    }
}

fn check_case_finding(one: &Lives, other: &Lives, what: &str) {
    let ever_undiagnosed = |life: &Life| life.statuses.iter().any(|s| s.dementia() == Dementia::Undiagnosed);
    let partings = some_partings(one, other, what);
    let at_risk = one.values().filter(|life| ever_undiagnosed(life)).count();
    println!("{what}: {at_risk} were ever undiagnosed");
    assert!(partings.len() < at_risk, "{what}: not all of those it could change");
    for parting in partings {
        let before = parting.before.unwrap_or_else(|| panic!("{what}: entered otherwise: {parting:?}"));
        assert_eq!(before.dementia(), Dementia::Undiagnosed, "{what}: {parting:?}");
        assert_eq!(parting.one, Some(before), "{what}: nothing else happens: {parting:?}");
        assert_eq!(parting.other, Some(before.with_dementia(Dementia::OnFile)), "{what}: {parting:?}");
    }
}

#[test]
fn more_case_finding_changes_only_undiagnosed_elders() {
    let id = "dementia.screenings";
    check_case_finding(&AS_IT_IS, &lives_with(&[(id, 2.0 * value(id))]), "twice the case finding");
}

/// The world of a replicate that draws its parameters, after `change`.
fn drawn_world(replicate: u32, change: impl Fn(&mut Parameters)) -> World<DistrictActor> {
    let draws = Draws::new(SEED, replicate);
    let mut parameters = QINGXI.district.parameters(ParameterChoice::Prior, &draws);
    change(&mut parameters);
    let model = Model::with_parameters(Arc::clone(&QINGXI), parameters, ParameterChoice::Prior, draws);
    model.unwrap_or_else(|unfit| panic!("{unfit}")).world()
}

#[test]
fn the_same_holds_where_parameters_are_drawn() {
    let end = QINGXI.district.end;
    for replicate in [1, 2] {
        let as_drawn = live(model(&QINGXI, ParameterChoice::Prior, replicate).world(), end);
        check_the_same(&as_drawn, &live(drawn_world(replicate, |_| ()), end), "parameters handed over");
        let untouched = |p: &mut Parameters| {
            (p.adaptation_decline, p.facility_occupancy_at_start, p.bed_entry_independent) = (1.0, 0.0, 0.0);
            (p.bed_entry_mild, p.bed_entry_moderate, p.bed_entry_severe) = (0.0, 0.0, 0.0);
        };
        let one = live(drawn_world(replicate, untouched), end);
        let more = drawn_world(replicate, |p| {
            untouched(p);
            p.dementia_screenings *= 2.0;
        });
        check_case_finding(&one, &live(more, end), &format!("twice the case finding, replicate {replicate}"));
    }
}

#[test]
fn more_moving_changes_only_who_lives_where() {
    let id = "migration.between_communities";
    // A bed or a list keeps an elder from moving, and whether there is one depends on where others live: here nobody ever
    // asks for a bed.
    let more = lives_with(&[(id, 2.0 * value(id))]);
    let as_it_is = &*AS_IT_IS;
    let partings = partings(as_it_is, &more);
    assert!(partings.is_empty(), "{} states part, first {:?}", partings.len(), partings.first());
    let mut moved = 0;
    for (id, life) in as_it_is.iter() {
        let other = &more[id];
        assert_eq!(
            (life.birth, life.first, &life.statuses),
            (other.birth, other.first, &other.statuses),
            "person {id}"
        );
        let Some(i) = (0..life.places.len()).find(|i| life.places[*i] != other.places[*i]) else { continue };
        moved += 1;
        // Whoever moves moves in the world of more moving first, and not back in the other.
        assert!(i > 0, "person {id} entered elsewhere");
        assert_eq!(life.places[i], life.places[i - 1], "person {id} moved in the world of less moving first");
    }
    println!("twice the moving: {moved} of {} live elsewhere for some time", as_it_is.len());
    assert!(moved > 0 && moved < as_it_is.len(), "{moved} moved");
}

#[test]
fn children_who_leave_sooner_change_households_first() {
    let id = "household.child_leaves";
    let partings = some_partings(&AS_IT_IS, &lives_with(&[(id, 2.0 * value(id))]), "children leave sooner");
    for parting in partings {
        let before = parting.before.unwrap_or_else(|| panic!("entered otherwise: {parting:?}"));
        assert_eq!(parting.one, Some(before), "nothing else happens: {parting:?}");
        assert_eq!(parting.other, Some(before.with_child_at_home(!before.child_at_home())), "{parting:?}");
    }
}

fn check_shock(district: &str, months_after: i32) {
    let baseline = changed(&baseline(district), &CARE_CHANGES_NO_LIFE);
    let (with, without) = (reference(&baseline), reference(&baseline.without_shocks()));
    let shock = &with.district.shocks[0];
    let last = (shock.month + shock.months + months_after).min(with.district.end);
    let mut shock_deaths = 0;
    let mut shocked = world(&with, 0);
    while shocked.month() < shock.month + shock.months {
        shock_deaths += district_counts(&advance(&mut shocked)).shock_deaths;
    }
    let (one, other) = (live(world(&with, 0), last), live(world(&without, 0), last));
    let partings = some_partings(&one, &other, &format!("{district}, the shock"));
    for parting in &partings {
        assert!(
            (0..shock.months).contains(&(parting.month - shock.month)),
            "{district}: not in the shock: {parting:?}"
        );
        // In the district until then, gone in one world, still there in the other. Everybody else,
        // those who enter later included, is the same to the end.
        assert!(
            parting.before.is_some() && parting.one.is_none() && parting.other.is_some(),
            "{district}: {parting:?}"
        );
        assert!(one[&parting.id].statuses.len() < other[&parting.id].statuses.len(), "{district}: {parting:?}");
    }
    // Some of its dead would have died or left in the same month without it: no parting to be seen.
    println!("{district}: {} of {shock_deaths} shock deaths would not have happened that month", partings.len());
    assert!(partings.len() as i64 <= shock_deaths, "{district}: {} part, {shock_deaths} died", partings.len());
    assert!(partings.len() as i64 * 10 > shock_deaths * 9, "{district}: {} of {shock_deaths}", partings.len());
}

#[test]
fn a_shock_changes_only_those_it_kills() {
    check_shock("qingxi", 1_000);
    check_shock("changning", 2);
}

#[test]
fn replicates_share_nobodys_life() {
    let first: Vec<(u32, Status)> = AS_IT_IS.iter().map(|(id, life)| (*id, life.statuses[0])).collect();
    let other = live(world(&QINGXI, 1), QINGXI.district.start);
    let same =
        first.iter().filter(|(id, status)| other.get(id).is_some_and(|life| life.statuses[0] == *status)).count();
    println!("{same} of {} enter in the same state in another replicate", first.len());
    assert!(same * 2 < first.len(), "{same} of {} enter in the same state", first.len());
}
