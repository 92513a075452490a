//! Paths in time: what moves from year to year and is the same for everybody of a replicate.
use crate::decision;
use crate::parameters::ParameterChoice;
use sim_core::{Draws, Month, name_hash};

/// A Gaussian random walk on the logarithm, by calendar year; 0 up to the year from which on it is unknown.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// The first unknown year.
    first: i32,
    /// The logarithm by year, from the first unknown one.
    logs: Vec<f64>,
}

impl Walk {
    /// The walk named `id` of the replicate of `draws`: steps of a year with standard deviation `step`, never further
    /// than `most` from 0. Every year is drawn at an address of its own, so a longer walk begins as a shorter one. None
    /// is walked at the best estimates.
    pub fn new(
        (choice, draws): (ParameterChoice, &Draws),
        id: &str,
        (first, last): (i32, i32),
        step: f64,
        most: f64,
    ) -> Self {
        let mut logs = Vec::new();
        let mut log = 0.0;
        for year in first..=last {
            if choice.is_drawn() {
                log = (log + step * standard_normal(draws, name_hash(id), year)).clamp(-most, most);
            }
            logs.push(log);
        }
        Walk { first, logs }
    }

    /// The logarithm in a calendar year; after the last year that of the last.
    pub fn log(&self, year: i32) -> f64 {
        let at = usize::try_from(year - self.first).ok();
        at.and_then(|at| self.logs.get(at.min(self.logs.len().saturating_sub(1))).copied()).unwrap_or(0.0)
    }
}

/// A standard normal number of a year (Box and Muller, from the draws of two of its months).
fn standard_normal(draws: &Draws, person: u64, year: i32) -> f64 {
    let [radius, angle] = [0, 1].map(|month| draws.uniform(person, Month::january(year) + month, decision::WALK));
    libm::sqrt(-2.0 * libm::log(1.0 - radius)) * libm::cos(2.0 * std::f64::consts::PI * angle)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEARS: (i32, i32) = (2023, 2035);

    fn walks(step: f64, most: f64) -> Vec<Walk> {
        let of = |replicate| Walk::new((ParameterChoice::Prior, &Draws::new(1, replicate)), "test", YEARS, step, most);
        (0..4000).map(of).collect()
    }

    #[test]
    fn the_spread_grows_with_the_root_of_time() {
        for (year, years) in [(2023, 1.0), (2026, 4.0), (2035, 13.0)] {
            let logs: Vec<f64> = walks(0.02, 1.0).iter().map(|walk| walk.log(year)).collect();
            let mean = logs.iter().sum::<f64>() / logs.len() as f64;
            let sd = (logs.iter().map(|log| (log - mean) * (log - mean)).sum::<f64>() / logs.len() as f64).sqrt();
            let expected = 0.02 * f64::sqrt(years);
            assert!(mean.abs() < 4.0 * expected / 63.0, "{year}: mean {mean}");
            assert!((sd / expected - 1.0).abs() < 0.05, "{year}: standard deviation {sd}, expected {expected}");
        }
    }

    #[test]
    fn a_walk_is_bounded_begins_late_and_does_not_depend_on_its_length() {
        for walk in walks(0.1, 0.15) {
            assert!((2000..2040).all(|year| walk.log(year).abs() <= 0.15));
            assert!(walk.log(2022) == 0.0 && walk.log(2040) == walk.log(2035));
        }
        let long = Walk::new((ParameterChoice::Prior, &Draws::new(1, 7)), "test", (2023, 2060), 0.1, 0.15);
        assert!((2023..=2035).all(|year| long.log(year) == walks(0.1, 0.15)[7].log(year)));
    }

    #[test]
    fn best_estimates_do_not_walk() {
        let walk = Walk::new((ParameterChoice::Fixed, &Draws::new(1, 0)), "test", YEARS, 0.1, 1.0);
        assert!((2023..=2035).all(|year| walk.log(year) == 0.0));
    }
}
