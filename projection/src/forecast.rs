//! Predictive distributions: the population of an origin carried on with every error that was open then.
use crate::data::Data;
use crate::error::NotFitted;
use crate::fit::Fit;
use crate::linear::cholesky;
use crate::model::{AGES, Path, Persons, age, by_age, census, excess_shape, expit, logits, rates, step, sum};
use crate::parameters::at;
use crate::process::{
    COHORT_DRIFT, COHORT_DRIFT_SD, COHORT_WALK, DISTRICT_LEVEL, MOVES_ALIKE, MOVES_OLD, MOVES_YOUNG, NET_WALK, NOISE,
    Quantity, SHOCK_RATE, SHOCK_SIZE, SHOCK_SPREAD, Stream, WALK, sizes,
};

/// A count that is forecast: year, ages (the second not included, as positions), error of what will be published.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    pub(crate) year: i32,
    pub(crate) ages: [usize; 2],
    pub(crate) error: f64,
}

/// Ages from which counts of an origin scale its population.
const SCALED: [usize; 3] = [65, 70, 80];
/// Years from the middle of the ages 60 to 64 to those who turn 60 next.
const TO_NEXT: f64 = 2.0;

/// Forecasts of the city's registered from the end of `fit.origin`: for each target a sorted sample of `paths` counts.
pub(crate) fn city(data: &Data, fit: &Fit, targets: &[Target], paths: u32) -> Result<Vec<Vec<f64>>, NotFitted> {
    let last = targets.iter().map(|target| target.year).max().unwrap_or(fit.origin);
    let root = cholesky(&fit.covariance).ok_or(NotFitted::Diverged)?;
    let mut samples = vec![Vec::with_capacity(paths as usize); targets.len()];
    for number in 0..paths {
        let stream = Stream::new(fit.origin, number);
        let p = drawn(fit, &root, &stream);
        let path = Path::registered(data, &p, fit.origin);
        let at = path.rates.len() - 1;
        let start = Start::of(data, fit.origin, path.registered[at], path.cohorts[at], |which| {
            stream.normal(Quantity::StartStock, which)
        });
        let future = Future::of(&stream);
        let sizes = sizes(&stream, (last - data.first()).max(0) as usize);
        let drift = start.drift.0 + start.drift.1 * stream.normal(Quantity::CohortDrift, 0);
        let mut ratio =
            start.ratio + drift * TO_NEXT + libm::sqrt(TO_NEXT) * COHORT_WALK * stream.normal(Quantity::CohortWalk, 0);
        let (mut registered, mut cohorts, mut net) = (start.registered, start.cohorts, 0.0);
        for year in fit.origin + 1..=last {
            let index = (year - fit.origin) as usize;
            let hazard = future.hazard(&logits(data, &p, year, 0.0), index, 0.0);
            net += NET_WALK * stream.normal(Quantity::Net, index);
            let moves = |at: usize| net + if (age(65)..age(80)).contains(&at) { p[at::NET] } else { 0.0 };
            registered = step(&registered, &hazard, moves);
            cohorts = step(&cohorts, &hazard, moves);
            ratio += drift + COHORT_WALK * stream.normal(Quantity::CohortWalk, index);
            let size = ratio + sizes.get((year - data.first() - 1) as usize).copied().unwrap_or(0.0);
            for sex in 0..2 {
                registered[sex][age(60)] = cohorts[sex][age(60)] * libm::exp(size);
            }
            for (which, target) in targets.iter().enumerate().filter(|(_, target)| target.year == year) {
                let count = sum(&registered, None, target.ages[0], target.ages[1]);
                samples[which].push(counted(count, target.error, &stream, which));
            }
        }
    }
    samples.iter_mut().for_each(|sample| sample.sort_by(f64::total_cmp));
    Ok(samples)
}

/// Forecasts of every district's residents from the first census to the second: by district and target a sorted sample.
pub(crate) fn districts(
    data: &Data,
    fit: &Fit,
    targets: &[Target],
    paths: u32,
) -> Result<Vec<Vec<Vec<f64>>>, NotFitted> {
    let [first, second] = data.censuses;
    let years = f64::from(second - first);
    let root = cholesky(&fit.covariance).ok_or(NotFitted::Diverged)?;
    let mut samples = vec![vec![Vec::with_capacity(paths as usize); targets.len()]; data.districts.len()];
    for number in 0..paths {
        let stream = Stream::new(first, number);
        let p = drawn(fit, &root, &stream);
        let future = Future::of(&stream);
        let in_years: Vec<Persons> = (first + 1..=second).map(|year| logits(data, &p, year, 0.0)).collect();
        let at_start = rates(&logits(data, &p, first + 1, 0.0));
        for (district, (_, groups)) in data.districts.iter().enumerate() {
            let level = DISTRICT_LEVEL * stream.normal(Quantity::DistrictLevel, district);
            let old = stream.normal(Quantity::DistrictMovesOld, district);
            let own =
                libm::sqrt(1.0 - MOVES_ALIKE * MOVES_ALIKE) * stream.normal(Quantity::DistrictMovesYoung, district);
            let [old, young] = [MOVES_OLD * old, MOVES_YOUNG * (MOVES_ALIKE * old + own)];
            let mut persons = census(&groups[0], &p, &at_start);
            for (index, logits) in in_years.iter().enumerate() {
                let hazard = future.hazard(logits, index + 1, level);
                persons = step(&persons, &hazard, |at| {
                    let city = if at < age(75) { p[at::MOVES] } else { p[at::MOVES + 1] };
                    let before = at.saturating_sub(index + 1) as f64;
                    let share = ((before - age(55) as f64) / 10.0).clamp(0.0, 1.0);
                    city + (young + (old - young) * share) / years
                });
            }
            for (which, target) in targets.iter().enumerate() {
                let count = sum(&persons, None, target.ages[0], target.ages[1]);
                samples[district][which].push(counted(count, target.error, &stream, 100 * (district + 1) + which));
            }
        }
    }
    samples.iter_mut().flatten().for_each(|sample| sample.sort_by(f64::total_cmp));
    Ok(samples)
}

fn drawn(fit: &Fit, root: &ndarray::Array2<f64>, stream: &Stream) -> Vec<f64> {
    let normals: Vec<f64> = (0..fit.mode.len()).map(|at| stream.normal(Quantity::Parameter, at)).collect();
    let moved = |row: usize| -> f64 { (0..=row).map(|column| root[[row, column]] * normals[column]).sum() };
    fit.mode.iter().enumerate().map(|(row, mode)| mode + moved(row)).collect()
}

/// What would be published: with the chance of a count and the error of its source.
fn counted(expected: f64, error: f64, stream: &Stream, which: usize) -> f64 {
    let count = expected + libm::sqrt(expected.max(0.0)) * stream.normal(Quantity::Count, which);
    count.max(0.0) * libm::exp(error * stream.normal(Quantity::Publication, which))
}

/// The population at an origin.
pub(crate) struct Start {
    pub(crate) registered: Persons,
    /// The registered cohorts of the census with nobody added at 60.
    pub(crate) cohorts: Persons,
    /// Log of those of 60 to 64 over their cohorts.
    pub(crate) ratio: f64,
    /// Drift of that a year of birth, and its standard deviation.
    pub(crate) drift: (f64, f64),
}

impl Start {
    /// Scales the ages to the counts of the origin, each with its error times `normal`, of which 80 and over have their own.
    pub(crate) fn of(
        data: &Data,
        origin: i32,
        mut registered: Persons,
        cohorts: Persons,
        normal: impl Fn(usize) -> f64,
    ) -> Start {
        let count = |from: usize| {
            let (value, error, ..) = data.counts.get(&(from, origin))?;
            Some(value * libm::exp(error * normal(usize::from(from >= 80))))
        };
        let young = sum(&registered, None, age(60), age(65));
        let known: Vec<(usize, f64)> = SCALED
            .into_iter()
            .filter_map(|from| {
                let older = || (from == 65).then(|| count(60).map(|all| all - young)).flatten();
                Some((age(from), count(from).or_else(older)?))
            })
            .collect();
        for (which, (from, all)) in known.iter().enumerate() {
            let (to, beyond) = known.get(which + 1).map_or((AGES, 0.0), |next| (next.0, next.1));
            let factor = (all - beyond) / sum(&registered, None, *from, to);
            // Counts that contradict one another scale nothing.
            if factor > 0.0 && factor.is_finite() {
                registered.iter_mut().flat_map(|sex| &mut sex[*from..to]).for_each(|persons| *persons *= factor);
            }
        }
        let ratio = libm::log(young / sum(&cohorts, None, age(60), age(65)));
        let ratio = if ratio.is_finite() { ratio } else { 0.0 };
        Start { registered, cohorts, ratio, drift: drift(ratio, f64::from(origin - data.first())) }
    }
}

/// The drift of the ratio along years of birth, given how far it went in `years`: the prior and that one observation.
fn drift(ratio: f64, years: f64) -> (f64, f64) {
    let prior = 1.0 / (COHORT_DRIFT_SD * COHORT_DRIFT_SD);
    if years <= 0.0 {
        return (COHORT_DRIFT, COHORT_DRIFT_SD);
    }
    let seen = years / (COHORT_WALK * COHORT_WALK);
    ((COHORT_DRIFT * prior + ratio / years * seen) / (prior + seen), libm::sqrt(1.0 / (prior + seen)))
}

/// Deviations and shocks of the years to come, on one path.
struct Future {
    /// By year after the origin, from 1.
    deviations: Vec<f64>,
    /// Excess at 80 as a share of a year's deaths.
    shocks: Vec<f64>,
    shape: [f64; AGES],
}

/// Years after an origin at most.
const HORIZON: usize = 32;

impl Future {
    fn of(stream: &Stream) -> Future {
        let mut walk = 0.0;
        let deviations = (0..HORIZON).map(|index| {
            walk += if index == 0 { 0.0 } else { WALK * stream.normal(Quantity::Walk, index) };
            walk + NOISE * stream.normal(Quantity::Noise, index)
        });
        let shocks = (0..HORIZON).map(|index| match stream.uniform(Quantity::ShockHappens, index, 0) < SHOCK_RATE {
            true => SHOCK_SIZE * libm::exp(SHOCK_SPREAD * stream.normal(Quantity::ShockSize, index)),
            false => 0.0,
        });
        Future { deviations: deviations.collect(), shocks: shocks.collect(), shape: excess_shape() }
    }

    fn hazard(&self, logits: &Persons, index: usize, level: f64) -> Persons {
        let index = index.min(HORIZON - 1);
        let (deviation, shock) = (self.deviations[index] + level, self.shocks[index]);
        by_age(|sex, at| expit(logits[sex][at] + deviation) * (1.0 + shock * self.shape[at]))
    }
}
