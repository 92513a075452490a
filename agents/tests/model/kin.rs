//! Kin of the elders: children by cohort of birth, their work, households of elders alone.
use super::ensembles::{Ensemble, OPEN, YearEnd};
use super::worlds::{QINGXI, baseline, communities, model, reference, world};
use agents::parameters::ParameterChoice;
use agents::report::{AGES, FIRST_AGE, PyramidCell};
use agents::status::Status;

/// Median share of the elders of some ages at a year's end.
fn share(ensemble: &Ensemble, year: i32, ages: std::ops::Range<usize>, count: impl Fn(&PyramidCell) -> i64) -> f64 {
    let sum = |end: &YearEnd, of: &dyn Fn(&PyramidCell) -> i64| -> f64 {
        let cells = ages.clone().flat_map(|age| [age - FIRST_AGE, AGES + age - FIRST_AGE]);
        cells.map(|i| of(&end.pyramid.cells[i]) as f64).sum()
    };
    ensemble.median(year, |end| sum(end, &count) / sum(end, &|cell| cell.persons))
}

#[test]
fn elders_of_households_of_elders_alone_are_as_the_city_counted() {
    let of = |ages| share(&OPEN, 2021, ages, |cell| cell.elder_only);
    let (all, oldest) = (of(60..111), of(80..111));
    println!("households of elders alone, end of 2021: {:.1} % at 60+, {:.1} % at 80+", 100.0 * all, 100.0 * oldest);
    // The city at the end of 2021: 30.7 % of the elders, which the start is set to; 41.5 % of those of 80 and over, which
    // nothing is set to. It counts parents who live with a child of 60 or over, who are with family here.
    assert!((0.29..0.33).contains(&all), "{all:.3} at 60 and over");
    assert!((0.28..0.48).contains(&oldest), "{oldest:.3} at 80 and over");
}

#[test]
fn parents_of_one_child_reach_eighty_in_the_thirties() {
    let of = |year, ages| share(&OPEN, year, ages, |cell| cell.one_child);
    let entrants: Vec<f64> = [2021, 2030].map(|year| of(year, 60..61)).into();
    // More than 80 % of those who turn 60 from 2013 on (the city), less those without children.
    assert!(entrants.iter().all(|share| (0.76..0.9).contains(share)), "{entrants:.3?} at 60");
    let at_80: Vec<f64> = [2021, 2028, 2035].map(|year| of(year, 80..85)).into();
    println!("parents of one child at 80 to 84 in 2021, 2028, 2035: {at_80:.3?}; at 60 {entrants:.3?}");
    assert!(at_80[0] < 0.35 && at_80[1] > at_80[0] + 0.15 && at_80[2] > 0.6, "{at_80:.3?}");
}

#[test]
fn living_alone_is_defined_twice() {
    let (mut registered, mut here) = (0.0, 0.0);
    for end in OPEN.at(2022) {
        registered += end.counts.alone as f64;
        here += end.counts.alone_here as f64;
    }
    let p = baseline("changning").district.parameters(ParameterChoice::Fixed, &sim_core::Draws::new(0, 0));
    // Residence does not depend on the household.
    assert!((here / registered / p.residence_living_here - 1.0).abs() < 0.02, "{here} of {registered}");
    // One-person households of all ages in the district: 76,010 (census of 2020).
    assert!(here < 11.0 * 76_010.0);
}

/// The share of children at work falls with the parent's age as it does at entry: retirement keeps it.
#[test]
fn children_retire_at_the_pace_of_the_curve() {
    let reference = reference(&baseline("changning").without_shocks());
    let household = model(&reference, ParameterChoice::Fixed, 0).rates.household.clone();
    let mut world = world(&reference, 0);
    while world.month() < reference.district.start + 96 {
        super::worlds::advance(&mut world);
    }
    let month = world.month() - 1;
    for from in (76..96).step_by(4) {
        let (mut parents, mut working, mut expected) = (0.0, 0.0, 0.0);
        let elders = communities(&world).flat_map(|community| community.elders().collect::<Vec<_>>());
        for (_, birth, status) in elders.filter(|(_, _, status)| status.has_children()) {
            let age = ((month - birth) / 12) as usize;
            if (from..from + 4).contains(&age) {
                parents += 1.0;
                working += f64::from(u8::from(status.child_works()));
                expected += household.child_works(age - FIRST_AGE);
            }
        }
        let (found, expected) = (working / parents, expected / parents);
        println!("children at work of parents of {from} to {}: {found:.3}, {expected:.3} expected", from + 3);
        assert!((found - expected).abs() < 0.03, "{from}: {found:.3}, {expected:.3} expected");
    }
}

#[test]
fn kin_give_more_where_they_are_more_nearer_or_retired() {
    let care = model(&QINGXI, ParameterChoice::Fixed, 0).care.clone();
    let hours = |status: Status| care.kin(status, false, false);
    let far = Status::new(1).with_children(true).with_child_working(true);
    let near = far.with_child_near(true);
    let at_home = near.with_child_at_home(true);
    let ladder = [Status::new(1), far, near, at_home, at_home.with_child_working(false), at_home.with_spouse(true)];
    assert!(ladder.windows(2).all(|two| hours(two[0]) < hours(two[1])), "{:?}", ladder.map(hours));
    assert!(hours(near.with_several_children(true)) > hours(near));
    let whole = at_home.with_spouse(true);
    assert_eq!(care.kin(whole, true, false) + care.kin(whole, false, true), hours(whole));
    assert_eq!(care.kin(whole, true, true), 0);
}
