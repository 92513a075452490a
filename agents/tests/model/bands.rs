//! Bands are cut from the baseline and never move: a rate that fits is taken, one that does not is
//! refused before a month is lived, in words that say what and where.
use super::worlds::{QINGXI, baseline, changed, reference};
use agents::parameters::{Domain, PARAMETERS, ParameterChoice};
use agents::{Model, Reference, Unfit};
use scenarios::Baseline;
use sim_core::Draws;
use std::sync::Arc;

fn fixed_model(baseline: &Baseline) -> Result<Model, Unfit> {
    let reference = Reference::new(baseline.district.clone())?;
    Model::new(Arc::new(reference), ParameterChoice::Fixed, Draws::new(1, 0))
}

fn check_refused(id: &str, value: f64, event: &str) {
    let refused = fixed_model(&changed(&baseline("qingxi"), &[(id, value)])).err();
    let Some(unfit @ Unfit::AboveBand { event: found, age, rate, band, .. }) = refused else {
        panic!("{id} = {value}: {refused:?}")
    };
    assert_eq!(found, event, "{id} = {value}");
    assert!(rate > band && band > 0.0, "{id} = {value}: rate {rate}, band {band}");
    let message = unfit.to_string();
    for part in [format!("`{event}`"), format!("age {age}"), format!("{rate:.4}"), format!("band of {band:.4}")] {
        assert!(message.contains(&part), "no {part} in: {message}");
    }
}

#[test]
fn rates_above_their_band_are_refused_by_name() {
    check_refused("migration.between_communities", 0.5, "community_move");
    check_refused("dementia.screenings", 200_000.0, "case_finding");
    check_refused("household.child_leaves", 1.0, "child_leaves");
    check_refused("migration.registration_in", 0.2, "registration_out");
    check_refused("mortality.level", 4.0, "death");
    check_refused("ability.recovery_mild_at_75", 2.0, "decline"); // more must decline to keep prevalence
}

/// Parameters that are yearly rates of events. (The trend of ability is a growth rate of one.)
fn plain_rates() -> impl Iterator<Item = &'static str> {
    PARAMETERS
        .iter()
        .filter(|p| p.unit == "per year" && p.domain == Domain::Life && p.id != "ability.trend")
        .map(|p| p.id)
}

fn check_accepted(district: &str, factor: f64) {
    let baseline = baseline(district);
    let mut tried = 0;
    for id in plain_rates() {
        let value = baseline.quantities.iter().find(|q| q.id == id).expect("a parameter of the baseline").value;
        let other = changed(&baseline, &[(id, factor * value)]);
        if let Err(unfit) = fixed_model(&other) {
            panic!("{district}: {factor} times {id} = {value}: {unfit}");
        }
        tried += 1;
    }
    assert_eq!(tried, 10, "yearly rates");
}

#[test]
fn any_plain_rate_may_be_doubled_halved_or_set_to_zero() {
    for factor in [0.0, 0.5, 2.0] {
        check_accepted("qingxi", factor);
    }
    check_accepted("changning", 2.0);
}

#[test]
fn a_rate_may_also_be_doubled_for_one_replicate_of_a_prepared_district() {
    for id in plain_rates() {
        let position = agents::parameters::parameter_position(id).expect("a parameter");
        let quantities = &QINGXI.district.quantities;
        let parameters = agents::parameters::Parameters::from_each(|i, _| {
            quantities[i].value * if i == position { 2.0 } else { 1.0 }
        });
        let draws = Draws::new(1, 0);
        if let Err(unfit) = Model::with_parameters(Arc::clone(&QINGXI), parameters, ParameterChoice::Fixed, draws) {
            panic!("twice {id}: {unfit}");
        }
    }
}

#[test]
fn bands_are_cut_from_the_baseline_not_from_what_a_run_sets() {
    // Setting a rate twice is setting it once: the first does not make room for the second.
    let id = "migration.between_communities";
    let highest = baseline("qingxi").quantities.iter().find(|q| q.id == id).expect("a parameter").range[1];
    let fits = changed(&baseline("qingxi"), &[(id, highest)]);
    assert!(fixed_model(&fits).is_ok());
    let does_not = changed(&fits, &[(id, 10.0 * highest)]);
    assert!(matches!(fixed_model(&does_not), Err(Unfit::AboveBand { event: "community_move", .. })));
}

#[test]
fn whatever_is_drawn_inside_the_ranges_fits() {
    for (district, replicates) in [("qingxi", 64), ("changning", 16)] {
        let reference = reference(&baseline(district));
        for replicate in 0..replicates {
            let draws = Draws::new(3, replicate);
            if let Err(unfit) = Model::new(Arc::clone(&reference), ParameterChoice::Prior, draws) {
                panic!("{district}, replicate {replicate}: {unfit}");
            }
        }
    }
}

/// Whatever a parameter may be, it is refused before the first month or lived with: 24 months of qingxi.
fn check_lives_or_is_refused(id: &'static str, value: f64) -> bool {
    let overrides = baseline("qingxi").with_overrides(&[(id, value)]);
    let Ok(baseline) = overrides else { return false }; // shares that add up to more than one
    let Ok(reference) = Reference::new(baseline.district) else { return false };
    let Ok(model) = Model::new(Arc::new(reference), ParameterChoice::Fixed, Draws::new(1, 0)) else { return false };
    let mut world = model.world();
    for _ in 0..24 {
        world.advance().unwrap_or_else(|error| panic!("{id} = {value}: {error}"));
    }
    true
}

#[test]
fn every_parameter_at_its_bounds_is_refused_or_lived_with() {
    let bounds = PARAMETERS.iter().flat_map(|p| [(p.id, p.least), (p.id, p.most)]);
    let (lived, refused): (Vec<_>, Vec<_>) = bounds.partition(|(id, value)| check_lives_or_is_refused(id, *value));
    println!("{} bounds lived with, {} refused", lived.len(), refused.len());
    assert!(lived.len() > refused.len(), "most bounds can be lived with; refused: {refused:?}");
}
