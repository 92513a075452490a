//! Every way of hosting a world lives the months that the sequential world defines.
use super::worlds::{QINGXI, advance_all as advance, model, world};
use agents::DistrictActor;
use agents::parameters::ParameterChoice;
use sim_core::{Month, Placement, Runtime, World};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Four years, which take in qingxi's epidemic month of 2024-07.
const MONTHS: i32 = 48;

fn sequential_fingerprints(mut world: World<DistrictActor>) -> Vec<u64> {
    (0..MONTHS)
        .map(|_| {
            advance(&mut world);
            world.fingerprint()
        })
        .collect()
}

fn check_hosted(make: impl Fn() -> World<DistrictActor>, placement: Placement) {
    let expected = sequential_fingerprints(make());
    let start = make().month();
    let mut hosted = Vec::new();
    let runtime = Runtime { placement, fingerprint_after: |_| true };
    let ended = runtime.run(make(), start + MONTHS - 1, |month| {
        hosted.push(month.fingerprint.expect("asked for after every month"));
        ControlFlow::Continue(())
    });
    let ended = ended.unwrap_or_else(|error| panic!("{placement:?}: {error}"));
    for (m, (hosted, expected)) in hosted.iter().zip(&expected).enumerate() {
        assert_eq!(hosted, expected, "{placement:?}: first apart after {}", start + m as i32);
    }
    assert_eq!(hosted.len(), MONTHS as usize, "{placement:?}");
    assert_eq!(Some(&ended.fingerprint()), expected.last(), "{placement:?}: the world that comes back");
}

#[test]
fn every_placement_has_the_sequential_fingerprint_after_every_month() {
    let shock = &QINGXI.district.shocks[0];
    assert!(shock.month < QINGXI.district.start + MONTHS, "the epidemic must be among the months compared");
    for placement in [Placement::Packed, Placement::Spread(1), Placement::Spread(2), Placement::Spread(3)] {
        check_hosted(|| world(&QINGXI, 0), placement);
    }
    for placement in [Placement::Packed, Placement::Spread(3)] {
        check_hosted(|| model(&QINGXI, ParameterChoice::Prior, 7).world(), placement);
    }
}

#[test]
fn fingerprints_tell_months_and_replicates_apart() {
    let mut all: Vec<u64> = (0..3).flat_map(|replicate| sequential_fingerprints(world(&QINGXI, replicate))).collect();
    let made = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), made);
}

/// Splits the months at `month` and goes on with what `again` makes of the world there.
fn check_split(month: Month, again: impl Fn(&World<DistrictActor>) -> World<DistrictActor>) {
    let start = QINGXI.district.start;
    let mut original = world(&QINGXI, 1);
    while original.month() < month {
        advance(&mut original);
    }
    let mut copy = again(&original);
    assert_eq!(copy.fingerprint(), original.fingerprint(), "at {month}");
    while original.month() < start + MONTHS {
        let expected = advance(&mut original);
        assert_eq!(advance(&mut copy), expected, "{} after a split at {month}", original.month() - 1);
        assert_eq!(copy.fingerprint(), original.fingerprint(), "{} after a split at {month}", original.month() - 1);
    }
}

#[test]
fn forked_and_loaded_worlds_go_on_as_the_original() {
    let start = QINGXI.district.start;
    // The start, the middle of a year, a year's turn, and the months around the epidemic.
    for months in [0, 7, 12, 41, 42, 43] {
        check_split(start + months, |world| world.fork(Arc::clone(world.shared())));
        check_split(start + months, |world| {
            World::load(&world.save(), Arc::clone(world.shared())).expect("what was saved can be loaded")
        });
    }
}
