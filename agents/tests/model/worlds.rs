//! Worlds to look at.
use agents::ActorMonth;
use agents::parameters::ParameterChoice;
use agents::report::{CommunityMonth, PopulationCounts};
use agents::{Community, DistrictActor, Facility, Model, Reference};
use scenarios::Baseline;
use sim_core::{Draws, World};
use std::sync::{Arc, LazyLock};

/// The seed of everything here that is not drawn by proptest.
pub const SEED: u64 = 20_201_231;

/// The small synthetic district, prepared.
pub static QINGXI: LazyLock<Arc<Reference>> = LazyLock::new(|| reference(&baseline("qingxi")));

/// A shipped baseline.
pub fn baseline(id: &str) -> Baseline {
    scenarios::embedded(id).expect("shipped inside the program").unwrap_or_else(|problems| panic!("{id}: {problems}"))
}

/// A baseline with other values.
pub fn changed(baseline: &Baseline, overrides: &[(&str, f64)]) -> Baseline {
    baseline.with_overrides(overrides).unwrap_or_else(|problems| panic!("{overrides:?}: {problems}"))
}

/// A baseline, prepared.
pub fn reference(baseline: &Baseline) -> Arc<Reference> {
    Arc::new(Reference::new(baseline.district.clone()).unwrap_or_else(|unfit| panic!("{unfit}")))
}

/// The model of `replicate` under [`SEED`].
pub fn model(reference: &Arc<Reference>, choice: ParameterChoice, replicate: u32) -> Model {
    Model::new(Arc::clone(reference), choice, Draws::new(SEED, replicate)).unwrap_or_else(|unfit| panic!("{unfit}"))
}

/// The world of `replicate` at the best estimates.
pub fn world(reference: &Arc<Reference>, replicate: u32) -> World<DistrictActor> {
    model(reference, ParameterChoice::Fixed, replicate).world()
}

/// One month of `world`, as all its actors report it.
pub fn advance_all(world: &mut World<DistrictActor>) -> Vec<ActorMonth> {
    world.advance().unwrap_or_else(|error| panic!("{error}"))
}

/// One month of `world`, as its communities report it.
pub fn advance(world: &mut World<DistrictActor>) -> Vec<CommunityMonth> {
    let of_community = |month: ActorMonth| match month {
        ActorMonth::Community(month) => Some(*month),
        _ => None,
    };
    advance_all(world).into_iter().filter_map(of_community).collect()
}

/// The communities of `world`, in order of address.
pub fn communities(world: &World<DistrictActor>) -> impl Iterator<Item = &Community> {
    world.actors().iter().filter_map(DistrictActor::community)
}

/// The homes of `world`, in order of address.
pub fn homes(world: &World<DistrictActor>) -> impl Iterator<Item = &Facility> {
    world.actors().iter().filter_map(DistrictActor::facility)
}

/// The district's counts of a month.
pub fn district_counts(reports: &[CommunityMonth]) -> PopulationCounts {
    let mut counts = PopulationCounts::default();
    for report in reports {
        counts += &report.counts;
    }
    counts
}

/// The middle of `values`, or the mean of the two in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    assert!(n > 0, "no values");
    (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0
}
