//! Naive forecasts to be better than.
use crate::data::{Data, Groups};
use crate::forecast::{Start, Target};
use crate::model::{AGES, Persons, age, both, by_age, census, life_expectancy, rates, step, sum};
use crate::observations::Measure;
use crate::parameters::at;
use crate::score::{crps, crps_normal};
use scenarios::Area;
use std::collections::BTreeMap;

/// Years whose growth goes on.
const GROWTH_YEARS: i32 = 3;
/// Spread of a growth rate where the past has too few errors to tell (assumed).
const GROWTH_SPREAD: f64 = 0.01;
/// Levels of the old table about the one that meets life expectancy: evenly over its range of 5 % either way.
const OLD_LEVELS: [f64; 9] = [0.955, 0.966, 0.977, 0.989, 1.0, 1.011, 1.023, 1.034, 1.045];
/// Fall of the old table's rates a year.
const OLD_FALL: f64 = 0.015;

/// Score of "no change": the count of the origin, with a spread from changes as long ago as far ahead.
pub(crate) fn no_change(series: &BTreeMap<i32, f64>, origin: i32, target: i32, observed: f64) -> Option<f64> {
    let now = *series.get(&origin)?;
    let changes = |years: i32| {
        let past = series.range(..=origin - years).filter_map(move |(year, value)| {
            let later = series.get(&(year + years))?;
            Some(libm::log(later / value))
        });
        rms(past.collect())
    };
    let ahead = target - origin;
    let spread = changes(ahead).or_else(|| changes(1).map(|one| one * f64::from(ahead)))?;
    Some(crps_normal(now, now * spread, observed))
}

/// Score of "constant growth": the mean growth of the last three years goes on, with a spread from its own past errors.
pub(crate) fn growth(series: &BTreeMap<i32, f64>, origin: i32, target: i32, observed: f64) -> Option<f64> {
    let forecast = |from: i32, to: i32| {
        let now = series.get(&from)?;
        let (year, before) = series.range(from - GROWTH_YEARS..from).next()?;
        let rate = libm::log(now / before) / f64::from(from - year);
        Some(now * libm::exp(rate * f64::from(to - from)))
    };
    let errors = |years: i32| {
        let past = series
            .range(..=origin - years)
            .filter_map(|(year, _)| Some(libm::log(series.get(&(year + years))? / forecast(*year, year + years)?)));
        let past: Vec<f64> = past.collect();
        if past.len() < 2 { None } else { rms(past) }
    };
    let ahead = f64::from(target - origin);
    let mean = forecast(origin, target)?;
    let spread = errors(target - origin).or_else(|| errors(1).map(|one| one * ahead)).unwrap_or(GROWTH_SPREAD * ahead);
    Some(crps_normal(mean, mean * spread, observed))
}

fn rms(errors: Vec<f64>) -> Option<f64> {
    let n = errors.len() as f64;
    (!errors.is_empty()).then(|| libm::sqrt(errors.iter().map(|error| error * error).sum::<f64>() / n))
}

/// The old table: the standard at the level by sex that gives the last life expectancy known at the origin.
pub(crate) struct OldTable {
    rates: Persons,
    origin: i32,
}

impl OldTable {
    pub(crate) fn of(data: &Data, origin: i32) -> OldTable {
        let nothing = vec![0.0; at::END];
        let standard = rates(&data.standard);
        let known = |sex: Option<usize>| {
            data.observations
                .iter()
                .filter(|of| of.area == Area::City && of.measure == Measure::LifeExpectancy && of.sex == sex)
                .filter(|of| of.year <= origin)
                .max_by_key(|of| of.year)
                .map(|of| (of.year, of.value))
        };
        let level = |wanted: f64, of: &dyn Fn([f64; 2]) -> f64| {
            let [mut low, mut high] = [0.2, 5.0];
            for _ in 0..50 {
                let middle = 0.5 * (low + high);
                let scaled = by_age(|sex, at| middle * standard[sex][at]);
                if of(life_expectancy(&nothing, &scaled)) > wanted { low = middle } else { high = middle }
            }
            0.5 * (low + high)
        };
        let together = known(None);
        let levels = [0, 1].map(|sex| match (known(Some(sex)), together) {
            (Some((year, value)), both) if both.is_none_or(|(other, _)| year >= other) => {
                level(value, &|years| years[sex])
            }
            (_, Some((_, value))) => level(value, &both),
            _ => 1.0,
        });
        OldTable { rates: by_age(|sex, at| levels[sex] * standard[sex][at]), origin }
    }

    fn hazard(&self, year: i32, level: f64) -> Persons {
        let factor = level * libm::exp(-OLD_FALL * f64::from(year - self.origin));
        by_age(|sex, at| factor * self.rates[sex][at])
    }

    /// Scores of its forecasts of the city's registered: from the population of the origin, cohorts turn 60 at the ratio
    /// of the origin.
    pub(crate) fn city(&self, start: &Start, targets: &[Target], observed: &[f64]) -> Vec<f64> {
        let last = targets.iter().map(|target| target.year).max().unwrap_or(self.origin);
        let mut samples = vec![Vec::new(); targets.len()];
        for level in OLD_LEVELS {
            let (mut registered, mut cohorts) = (start.registered, start.cohorts);
            for year in self.origin + 1..=last {
                let hazard = self.hazard(year, level);
                registered = step(&registered, &hazard, |_| 0.0);
                cohorts = step(&cohorts, &hazard, |_| 0.0);
                for sex in 0..2 {
                    registered[sex][age(60)] = cohorts[sex][age(60)] * libm::exp(start.ratio);
                }
                for (sample, target) in samples.iter_mut().zip(targets).filter(|(_, target)| target.year == year) {
                    sample.push(sum(&registered, None, target.ages[0], target.ages[1]));
                }
            }
        }
        scored(samples, observed)
    }

    /// The same of a district's residents in the later census.
    pub(crate) fn district(&self, groups: &Groups, to: i32, targets: &[Target], observed: &[f64]) -> Vec<f64> {
        let mut samples = vec![Vec::new(); targets.len()];
        let nothing = vec![0.0; at::END];
        for level in OLD_LEVELS {
            let mut persons = census(groups, &nothing, &self.rates);
            for year in self.origin + 1..=to {
                persons = step(&persons, &self.hazard(year, level), |_| 0.0);
            }
            for (sample, target) in samples.iter_mut().zip(targets) {
                sample.push(sum(&persons, None, target.ages[0], target.ages[1].min(AGES)));
            }
        }
        scored(samples, observed)
    }
}

fn scored(samples: Vec<Vec<f64>>, observed: &[f64]) -> Vec<f64> {
    let score = |(mut sample, observed): (Vec<f64>, &f64)| {
        sample.sort_by(f64::total_cmp);
        crps(&sample, *observed)
    };
    samples.into_iter().zip(observed).map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[f64]) -> BTreeMap<i32, f64> {
        (2010..).zip(values.iter().copied()).collect()
    }

    #[test]
    fn growth_that_goes_on_is_met_and_no_change_is_not() {
        let steady = series(&[100.0, 110.0, 121.0, 133.1, 146.41, 161.051]);
        let met = growth(&steady, 2014, 2015, 161.051).expect("a growth");
        assert!(met < 1e-6, "{met}");
        let missed = no_change(&steady, 2014, 2015, 161.051).expect("a count");
        assert!(missed > 5.0, "{missed}");
    }

    #[test]
    fn a_rival_that_lacks_a_past_has_no_score() {
        let one = series(&[100.0]);
        assert_eq!(growth(&one, 2010, 2011, 100.0), None);
        assert_eq!(no_change(&one, 2010, 2011, 100.0), None);
        assert_eq!(no_change(&one, 2011, 2012, 100.0), None);
    }
}
