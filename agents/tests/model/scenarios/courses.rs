//! Worlds that adopt other tables, and what grows along a course.
use super::{change, live, scenario};
use crate::worlds::{QINGXI, baseline, changed, world};
use agents::course::Course;
use agents::parameters::ParameterChoice;
use scenarios::scenario::CompiledScenario;
use sim_core::{Draws, Month};
use std::sync::Arc;

#[test]
fn a_world_that_adopts_its_own_tables_again_is_the_same() {
    let mut plain = world(&QINGXI, 0);
    let mut adopting = world(&QINGXI, 0);
    for month in 0..30 {
        plain.advance().expect("lives");
        adopting.advance().expect("lives");
        assert_eq!(plain.fingerprint(), adopting.fingerprint(), "month {month}");
        if month % 7 == 3 {
            let again = adopting.shared().then(adopting.month(), Arc::clone(&QINGXI.district)).expect("fits");
            adopting.adopt(Arc::new(again));
        }
    }
}

#[test]
fn a_price_that_nobody_chooses_by_moves_no_life_and_no_care() {
    // All that is kept of steady cases is worked out anew in the months of the change.
    // With enough money, so that no dearer hour is at the expense of a service; without respite: docs/model/limits.md.
    let nobody_chooses = [("respite.take_up", 0.0), ("home_care.price_elasticity", 0.0)];
    let baseline = changed(&baseline("qingxi"), &nobody_chooses);
    let rich = change("account.appropriation", "2021-01", "multiply = 3.0", "");
    let dearer = change("home_care.price_certified", "2021-06", "multiply = 1.1, until = \"2023-06\"", "");
    let (tried, untried) = (scenario(&baseline, &format!("{rich}{dearer}")), scenario(&baseline, &rich));
    let last = baseline.district.start + 40;
    let told = |scenario: &CompiledScenario| {
        let mut told = Vec::new();
        live(&baseline, scenario, ParameterChoice::Fixed, last, |_, reports| {
            for report in reports {
                let mut report = report.clone();
                if let agents::ActorMonth::Community(month) = &mut report {
                    month.care.cells.iter_mut().for_each(|cell| (cell.home_fund, cell.home_copayment) = (0, 0));
                }
                told.push(format!("{report:?}"));
            }
        });
        told
    };
    let (tried, baseline) = (told(&tried), told(&untried));
    let differing = tried.iter().zip(&baseline).find(|(tried, baseline)| tried != baseline);
    assert!(differing.is_none() && tried.len() == baseline.len(), "{differing:#?}");
}

#[test]
fn a_fork_is_the_world_that_was_lived_alone() {
    let baseline = baseline("qingxi");
    let tried = scenario(&baseline, &change("care_workers.wage_facility", "2022-07", "multiply = 1.3", ""));
    let last = baseline.district.start + 35;
    let alone = live(&baseline, &tried, ParameterChoice::Prior, last, |_, _| ()).fingerprint();
    let mut trunk = crate::worlds::model(&QINGXI, ParameterChoice::Prior, 0).world();
    while trunk.month() < tried.stretches[1].from {
        trunk.advance().expect("lives");
    }
    let model = trunk.shared().then(trunk.month(), Arc::clone(&tried.stretches[1].district)).expect("fits");
    let mut branch = trunk.fork(Arc::new(model));
    // The trunk goes on first: nothing of it may be felt in the branch.
    while trunk.month() <= last {
        trunk.advance().expect("lives");
    }
    while branch.month() <= last {
        branch.advance().expect("lives");
    }
    assert_eq!(branch.fingerprint(), alone);
    assert_ne!(branch.fingerprint(), trunk.fingerprint());
}

#[test]
fn a_change_of_growth_bends_the_curve_and_makes_no_jump() {
    let baseline = baseline("qingxi");
    let district = Arc::new(baseline.district.clone());
    let course = Course::new(Arc::clone(&district), ParameterChoice::Fixed, Draws::new(1, 0));
    let growth = course.parameters().price_growth;
    let mut faster = baseline.district.clone();
    let position = agents::parameters::parameter_position("price.growth").expect("a parameter");
    faster.quantities[position] = agents::parameters::Quantity::exactly(0.10);
    let from = Month::january(2028);
    let bent = course.then(from, Arc::new(faster));
    let rate = |stretch: &agents::course::Stretch| stretch.parameters.price_growth;
    let (plain, bent) = (course.growth(rate), bent.growth(rate));
    for (year, (plain, bent)) in (baseline.district.start.year()..).zip(plain.iter().zip(&bent)) {
        // The step into 2028 is made in January 2028, at the new rate.
        let steps = (year - 2027).max(0);
        let expected = plain * ((1.0 + 0.10) / (1.0 + growth)).powi(steps);
        assert!((bent / expected - 1.0).abs() < 1e-12, "{year}: {bent} against {expected}");
    }
}

#[test]
fn a_ramp_reaches_its_goal_in_equal_steps() {
    let baseline = baseline("qingxi");
    let ramp = scenario(&baseline, &change("day_care.places", "2023-01", "multiply = 2.0, until = \"2024-01\"", ""));
    let position = agents::parameters::parameter_position("day_care.places").expect("a parameter");
    let places: Vec<f64> = ramp.stretches.iter().map(|stretch| stretch.district.quantities[position].value).collect();
    let first = places[0];
    let expected: Vec<f64> = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|part| first * (1.0 + part)).to_vec();
    assert_eq!(ramp.stretches.len(), 6);
    assert!(places.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-9), "{places:?} against {expected:?}");
}
