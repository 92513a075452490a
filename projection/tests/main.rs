//! The projection against the agents: an ensemble of each has the same elders.
use agents::events::{LIFE_EVENTS, LifeEvent, Outcome};
use agents::parameters::ParameterChoice;
use agents::rates::Hazards;
use agents::report::{AGES, CommunityMonth, FIRST_AGE, PyramidCell};
use agents::status::{CLASSES, Status};
use agents::{ActorMonth, Model, Reference};
use ndarray::Axis;
use projection::expected::{Elders, Projection};
use scenarios::Baseline;
use sim_core::{Draws, Month};
use std::sync::Arc;

const SEED: u64 = 20_201_231;
/// Ages from which on elders are compared.
const FROM: [usize; 5] = [60, 65, 70, 80, 90];
/// What the two may be apart, as a share, beside four standard errors.
const TOLERANCE: f64 = 0.003;

fn baseline(id: &str, changes: &[(&str, f64)]) -> Baseline {
    let baseline = scenarios::embedded(id).expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
    baseline.with_overrides(changes).unwrap_or_else(|problems| panic!("{problems}"))
}

fn reference(baseline: &Baseline) -> Arc<Reference> {
    Arc::new(Reference::new(baseline.district.clone()).unwrap_or_else(|unfit| panic!("{unfit}")))
}

fn model(reference: &Arc<Reference>, choice: ParameterChoice, replicate: u32) -> Model {
    Model::new(Arc::clone(reference), choice, Draws::new(SEED, replicate)).unwrap_or_else(|unfit| panic!("{unfit}"))
}

/// Persons, by ability, with dementia.
type Numbers = [f64; 6];

/// Sums over replicates of what is counted and expected.
#[derive(Clone, Copy, Default)]
struct Sums {
    counted: Numbers,
    expected: Numbers,
}

impl Sums {
    /// The largest distance beyond what chance allows, as a share of what is expected; negative where all are within.
    /// Counts of independent persons vary by no more than their expectation.
    fn beyond(&self) -> f64 {
        let beyond = |(counted, expected): (&f64, &f64)| {
            (counted - expected).abs() / expected - 4.0 * expected.sqrt() / expected - TOLERANCE
        };
        self.counted.iter().zip(&self.expected).map(beyond).fold(f64::MIN, f64::max)
    }
}

fn counted(communities: &[&CommunityMonth], sex: usize, from: usize) -> Numbers {
    let mut sum = PyramidCell::default();
    for pyramid in communities.iter().filter_map(|community| community.pyramid.as_ref()) {
        pyramid.cells[sex * AGES..][..AGES].iter().skip(from - FIRST_AGE).for_each(|cell| sum += cell);
    }
    let independent = sum.persons - sum.mild - sum.moderate - sum.severe;
    [sum.persons, independent, sum.mild, sum.moderate, sum.severe, sum.dementia].map(|count| count as f64)
}

fn expected(Elders { abilities: [a, b, c, d], dementia }: Elders) -> Numbers {
    [a + b + c + d, a, b, c, d, dementia]
}

/// Agents and projections of some replicates, the projections with the inputs of another district: year, sex, first age
/// and sums of every December.
fn compare(
    of_agents: &Baseline,
    of_projection: &Baseline,
    choice: ParameterChoice,
    replicates: u32,
) -> Vec<(i32, usize, usize, Sums)> {
    let (agents, projected) = (reference(of_agents), reference(of_projection));
    let mut rows: Vec<(i32, usize, usize, Sums)> = Vec::new();
    for replicate in 0..replicates {
        let by = model(&projected, choice, replicate);
        let mut projection = Projection::new(&by);
        let mut world = model(&agents, choice, replicate).world();
        let mut at = 0;
        while world.month() <= agents.district.end {
            let month = world.month();
            let reports = world.advance().unwrap_or_else(|error| panic!("{error}"));
            let communities: Vec<&CommunityMonth> = reports.iter().filter_map(ActorMonth::community).collect();
            projection.advance(&by, month, communities.iter().map(|of| of.homes_adapted()).sum());
            if !month.is_december() {
                continue;
            }
            for (sex, from) in [0, 1].into_iter().flat_map(|sex| FROM.map(|from| (sex, from))) {
                if replicate == 0 {
                    rows.push((month.year(), sex, from, Sums::default()));
                }
                let sums = &mut rows[at].3;
                let add = |sums: &mut Numbers, numbers: Numbers| {
                    sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
                };
                add(&mut sums.counted, counted(&communities, sex, from));
                add(&mut sums.expected, expected(projection.elders(month, sex, from)));
                at += 1;
            }
        }
    }
    rows
}

fn worst(rows: &[(i32, usize, usize, Sums)]) -> f64 {
    rows.iter().map(|row| row.3.beyond()).fold(f64::MIN, f64::max)
}

fn check_close(id: &str, changes: &[(&str, f64)], choice: ParameterChoice, replicates: u32) {
    let baseline = baseline(id, changes);
    let rows = compare(&baseline, &baseline, choice, replicates);
    assert!(!rows.is_empty());
    for (year, sex, from, sums) in &rows {
        let apart = sums.counted.iter().zip(&sums.expected).map(|(a, b)| format!("{:+.3}", 100.0 * (a / b - 1.0)));
        println!("{id} {year} sex {sex} {from}+: {} %", apart.collect::<Vec<_>>().join(" "));
    }
    assert!(worst(&rows) <= 0.0, "{id} {changes:?}: {} beyond what chance allows", worst(&rows));
}

#[test]
fn qingxi_is_as_projected() {
    check_close("qingxi", &[], ParameterChoice::Prior, 40);
}

#[test]
fn changning_is_as_projected() {
    check_close("changning", &[], ParameterChoice::Fixed, 8);
}

#[test]
fn adapted_homes_are_followed() {
    let changes = [("adaptation.households", 20.0), ("adaptation.decline", 0.5)];
    check_close("qingxi", &changes, ParameterChoice::Fixed, 40);
}

/// A projection of another death rate, decline or onset than the agents' is found out.
#[test]
fn a_wrong_hazard_is_found() {
    let right = baseline("changning", &[]);
    for (id, value) in [("mortality.level", 1.05), ("ability.trend", 0.01), ("migration.net_out", 0.004)] {
        let wrong = baseline("changning", &[(id, value)]);
        let rows = compare(&right, &wrong, ParameterChoice::Fixed, 2);
        assert!(worst(&rows) > 0.0, "{id} of {value} is not found: {}", worst(&rows));
    }
}

/// Events that move elders between the states of the projection, or out of them.
#[test]
fn no_hazard_that_matters_depends_on_the_household() {
    let reference = reference(&baseline("qingxi", &[]));
    let model = model(&reference, ParameterChoice::Fixed, 0);
    let matters = |event: &LifeEvent| {
        (0..CLASSES).map(Status::of_class).any(|before| match (event.effect)(before) {
            Outcome::Dies | Outcome::Departs => true,
            Outcome::Becomes(after) => after.ability() != before.ability() || after.severity() != before.severity(),
            _ => false,
        })
    };
    let of_households = |hazards: &Hazards| hazards.len_of(Axis(5)) > 1;
    let found = LIFE_EVENTS.iter().zip(model.hazards.iter()).filter(|(event, _)| matters(event));
    let found: Vec<(&str, bool)> = found.map(|(event, hazards)| (event.id, of_households(hazards))).collect();
    // A case file is for those with dementia already: of others its hazard is 0.
    let expected =
        ["death", "decline", "recovery", "dementia_onset", "case_finding", "registration_out", "dementia_progression"];
    assert_eq!(found, expected.map(|id| (id, false)));
}

/// Moderately and severely disabled share of those of 80 and over at the end, and how many there are.
fn disabled_at_80(changes: &[(&str, f64)]) -> (f64, f64) {
    let reference = reference(&baseline("changning", changes));
    let model = model(&reference, ParameterChoice::Fixed, 0);
    let mut projection = Projection::new(&model);
    let mut month = reference.district.start;
    while month <= reference.district.end {
        projection.advance(&model, month, 0);
        month = month + 1;
    }
    let [a, b] = [0, 1].map(|sex| projection.elders(reference.district.end, sex, 80).abilities);
    let sum = |abilities: std::ops::Range<usize>| abilities.map(|of| a[of] + b[of]).sum::<f64>();
    (sum(2..4) / sum(0..4), sum(0..4))
}

/// Faster improvement of mortality is an expansion of morbidity at a coupling of 0, and none at 1; above 1 the disabled share falls.
#[test]
fn morbidity_expands_or_is_compressed_with_mortality() {
    let at = |coupling: f64, improvement: f64| {
        disabled_at_80(&[("ability.coupling", coupling), ("mortality.improvement", improvement)])
    };
    let shares = [0.0, 1.0, 1.5].map(|coupling| at(coupling, 1.0));
    println!("disabled share and persons at 80 and over at couplings 0, 1, 1.5: {shares:.4?}");
    assert!(shares[0].0 > shares[1].0 && shares[1].0 > shares[2].0, "{shares:.4?}");
    let [expanded, coupled] = [0.0, 1.5].map(|coupling| at(coupling, 2.0).0 - at(coupling, 0.0).0);
    println!("twice the pace against none: {expanded:+.4} of those of 80 and over disabled, {coupled:+.4} coupled");
    assert!(expanded > 0.0 && coupled < expanded - 0.01, "{expanded:+.4}, {coupled:+.4}");
    // Disability moves the number of elders by nothing: total mortality is the table's.
    assert!((shares[2].1 / shares[0].1 - 1.0).abs() < 1e-3, "{shares:?}");
}

/// The month before the start is where both begin.
#[test]
fn both_begin_with_the_same_elders() {
    let reference = reference(&baseline("changning", &[]));
    let model = model(&reference, ParameterChoice::Fixed, 0);
    let projection = Projection::new(&model);
    let before: Month = reference.district.start - 1;
    let by_age = |sex: usize, from: usize| expected(projection.elders(before, sex, from))[0];
    let elders = by_age(0, 60) + by_age(1, 60);
    let world = model.world();
    let agents =
        world.actors().iter().filter_map(|actor| actor.community()).map(|of| of.elders().count()).sum::<usize>();
    assert!((agents as f64 / elders - 1.0).abs() < 1e-3, "{agents} elders, {elders} expected");
}
