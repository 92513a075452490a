//! What the backtest says of the discrepancy of the demography: by how much forecasts from past years were wrong beyond
//! what their own bands explain, by horizon.
use crate::backtest::{Backtest, Case, Place};

/// Standard deviations of a normal distribution from its middle to the end of its 80 % band.
const Z80: f64 = 1.281_551_565_5;

/// Errors of the forecasts of one group of ages that were as many years ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horizon {
    /// Years from the origin to the count.
    pub years: i32,
    /// Forecasts.
    pub n: usize,
    /// Root of the mean squared error of the medians, in logarithms.
    pub error: f64,
    /// Root of the mean variance of the forecasts themselves, from their 80 % bands, in logarithms.
    pub own: f64,
    /// Mean squared error less that variance; below 0 where the forecasts expected more.
    pub left: f64,
}

/// The discrepancy of one group of ages, in logarithms.
#[derive(Clone, Debug, PartialEq)]
pub struct Learnt {
    /// Whether of the city's registered; else of the residents of its districts.
    pub is_city: bool,
    /// Ages, as `60+`.
    pub ages: String,
    /// By horizon, upwards.
    pub horizons: Vec<Horizon>,
    /// Standard deviation at the origin.
    pub sd: f64,
    /// Growth of the standard deviation a year.
    pub sd_a_year: f64,
}

impl Learnt {
    /// Standard deviation after so many years: the roots of the sum of both squares.
    pub fn after(&self, years: f64) -> f64 {
        libm::hypot(self.sd, self.sd_a_year * years)
    }
}

/// The discrepancies of every group of ages that the backtest forecasts: the city's first, then the districts'.
pub fn learnt(of: &Backtest) -> Vec<Learnt> {
    let mut groups: Vec<(bool, &str)> = Vec::new();
    for case in &of.cases {
        let group = (case.place == Place::City, case.ages.as_str());
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups.sort_by_key(|(is_city, _)| !is_city);
    groups.into_iter().map(|(is_city, ages)| group(of, is_city, ages)).collect()
}

fn group(of: &Backtest, is_city: bool, ages: &str) -> Learnt {
    let cases = || of.cases.iter().filter(|case| (case.place == Place::City) == is_city && case.ages == ages);
    let mut years: Vec<i32> = cases().map(|case| case.year - case.origin).collect();
    years.sort_unstable();
    years.dedup();
    let horizons = years.into_iter().map(|years| {
        let some: Vec<&Case> = cases().filter(|case| case.year - case.origin == years).collect();
        let mean = |of: &dyn Fn(&Case) -> f64| some.iter().map(|case| of(case)).sum::<f64>() / some.len() as f64;
        let squares = mean(&|case| libm::pow(libm::log(case.median / case.observed), 2.0));
        let own = mean(&|case| libm::pow(libm::log(case.band80[1] / case.band80[0]) / (2.0 * Z80), 2.0));
        Horizon { years, n: some.len(), error: libm::sqrt(squares), own: libm::sqrt(own), left: squares - own }
    });
    let horizons: Vec<Horizon> = horizons.collect();
    let [sd, sd_a_year] = fitted(&horizons);
    Learnt { is_city, ages: ages.to_string(), horizons, sd, sd_a_year }
}

/// The two standard deviations whose squares, the second times the squared years, come nearest what is left of the squared
/// errors, with the number of forecasts as weights; neither below 0.
fn fitted(horizons: &[Horizon]) -> [f64; 2] {
    let points = || horizons.iter().map(|of| (of.n as f64, f64::from(of.years * of.years), of.left));
    let sum = |of: &dyn Fn(f64, f64, f64) -> f64| points().map(|(n, x, y)| of(n, x, y)).sum::<f64>();
    let (n, x, y) = (sum(&|n, _, _| n), sum(&|n, x, _| n * x), sum(&|n, _, y| n * y));
    let (xx, xy) = (sum(&|n, x, _| n * x * x), sum(&|n, x, y| n * x * y));
    let determinant = n * xx - x * x;
    let (mut start, mut growth) = match determinant > 0.0 {
        true => ((y * xx - x * xy) / determinant, (n * xy - x * y) / determinant),
        // One horizon says nothing of the start: all of it is growth.
        false => (0.0, if xx > 0.0 { xy / xx } else { 0.0 }),
    };
    if start < 0.0 {
        (start, growth) = (0.0, if xx > 0.0 { xy / xx } else { 0.0 });
    } else if growth < 0.0 {
        (start, growth) = (if n > 0.0 { y / n } else { 0.0 }, 0.0);
    }
    [start, growth].map(|variance| libm::sqrt(variance.max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Least standard deviation of a count of the district at the last known month (discrepancy.csv).
    const LEAST_START: f64 = 0.005;
    /// Growth a year of the district's own errors (discrepancy.csv).
    const DISTRICT_A_YEAR: f64 = 0.0026;

    fn horizons(left: impl Fn(f64) -> f64) -> Vec<Horizon> {
        let of = |years: i32| Horizon { years, n: 3, error: 0.0, own: 0.0, left: left(f64::from(years)) };
        (1..=12).map(of).collect()
    }

    #[test]
    fn errors_of_a_known_law_give_it_back() {
        let check = |law: [f64; 2], expected: [f64; 2]| {
            let found = fitted(&horizons(|years| law[0] * law[0] + law[1] * law[1] * years * years));
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{law:?}: {found:?}");
        };
        check([0.02, 0.003], [0.02, 0.003]);
        check([0.0, 0.004], [0.0, 0.004]);
        check([0.05, 0.0], [0.05, 0.0]);
        // Errors that shrink with the horizon are no negative growth.
        let [start, growth] = fitted(&horizons(|years| 0.01 / years));
        assert!(growth == 0.0 && start > 0.0, "{start} {growth}");
        assert_eq!(fitted(&horizons(|_| -0.01)), [0.0, 0.0]);
        assert_eq!(fitted(&[]), [0.0, 0.0]);
        let one = [Horizon { years: 10, n: 16, error: 0.1, own: 0.0, left: 0.01 }];
        assert!((fitted(&one)[1] - 0.01).abs() < 1e-12);
    }

    #[test]
    fn the_baseline_has_what_the_backtest_leaves() {
        let baseline = scenarios::embedded("changning").expect("shipped").expect("right");
        let all = learnt(&crate::backtest(&baseline, crate::DRAWS).expect("fitted"));
        // The row, the ages it is learnt from, and what its note adds: a floor of the start, and the growth of the district.
        let check = |indicator: &str, ages: &str| {
            let found = all.iter().find(|learnt| learnt.is_city && learnt.ages == ages).expect("a group");
            let term = baseline.discrepancy.term(indicator).expect("a row");
            let expected = [found.sd.max(LEAST_START), libm::hypot(found.sd_a_year, DISTRICT_A_YEAR)];
            let is_near = |a: f64, b: f64| (a - b).abs() <= 0.00051;
            assert!(is_near(term.sd, expected[0]) && is_near(term.sd_a_year, expected[1]), "{indicator}: {expected:?}");
        };
        check("population.elders", "60+");
        check("population.elders_80_plus", "80+");
        check("population.elders_100_plus", "95+");
        let city = all.iter().find(|learnt| learnt.is_city && learnt.ages == "60+").expect("a group");
        assert_eq!((city.horizons.len(), city.horizons[0].n), (12, 12), "{:?}", city.horizons);
    }
}
