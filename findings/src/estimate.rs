//! The band: what is said of a number over the replicates.
use outputs::permille_quantile;
use serde::Serialize;

/// Standard errors of half a 95 % interval.
pub(crate) const Z: f64 = 1.959_964;

/// A number over the replicates: exact quantiles (type 7, as in `summary.parquet`), the mean, and how well the mean is
/// known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Median.
    pub median: f64,
    /// 25th and 75th percentile.
    pub band50: [f64; 2],
    /// 10th and 90th percentile.
    pub band80: [f64; 2],
    /// 2.5th and 97.5th percentile.
    pub band95: [f64; 2],
    /// Mean, summed in the order of the replicates.
    pub mean: f64,
    /// Monte Carlo error: half of the 95 % interval of the mean. None of a single replicate.
    pub error: Option<f64>,
    /// Replicates that have a value.
    pub n: usize,
}

impl Estimate {
    /// Of values by replicate; none where no replicate has one.
    pub fn of(values: &[Option<f64>]) -> Option<Estimate> {
        let mut known: Vec<f64> = values.iter().flatten().copied().collect();
        let (mean, error) = mean_and_half_width(&known);
        known.sort_unstable_by(f64::total_cmp);
        let at = |permille| permille_quantile(&known, permille);
        Some(Estimate {
            median: at(500)?,
            band50: [at(250)?, at(750)?],
            band80: [at(100)?, at(900)?],
            band95: [at(25)?, at(975)?],
            mean,
            error: error.is_finite().then_some(error),
            n: known.len(),
        })
    }
}

/// An estimate by year.
pub type Estimates = Vec<(i32, Estimate)>;

/// The estimate of a year.
pub fn in_year(estimates: &[(i32, Estimate)], year: i32) -> Option<&Estimate> {
    estimates.iter().find(|(known, _)| *known == year).map(|(_, estimate)| estimate)
}

/// Mean and half of its 95 % interval; infinite of less than two values.
pub fn mean_and_half_width(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n.max(1.0);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let error = if values.len() < 2 { f64::INFINITY } else { (squares / (n - 1.0) / n).sqrt() };
    (mean, Z * error)
}

/// The 95 % interval of a probability counted in `n` replicates: Wilson 1927, J. Am. Stat. Assoc. 22:209. It says how
/// much more replicates could change, not how sure the model is.
pub fn wilson(share: f64, n: usize) -> [f64; 2] {
    let n = n.max(1) as f64;
    let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    [(middle - half).max(0.0), (middle + half).min(1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_a_row_of_numbers() {
        let values: Vec<Option<f64>> = (0..=40).map(|i| Some(f64::from(i))).chain([None]).collect();
        let estimate = Estimate::of(&values).expect("values");
        let Estimate { band95, band80, band50, .. } = estimate;
        assert_eq!((band95, band80, band50), ([1.0, 39.0], [4.0, 36.0], [10.0, 30.0]));
        assert_eq!((estimate.median, estimate.mean, estimate.n), (20.0, 20.0, 41));
        assert_eq!(Estimate::of(&[None]), None);
        assert_eq!(Estimate::of(&[Some(1.0)]).expect("one").error, None);
    }

    #[test]
    fn the_error_of_a_mean_is_the_textbooks() {
        // Mean 3, variance 2.5, n 5: standard error sqrt(0.5).
        let (mean, half) = mean_and_half_width(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(mean, 3.0);
        assert!((half - 1.959_964 * 0.5f64.sqrt()).abs() < 1e-12);
        assert_eq!(mean_and_half_width(&[1.0]).1, f64::INFINITY);
    }

    #[test]
    fn intervals_of_probabilities_are_newcombes() {
        // Newcombe 1998, Stat. Med. 17:857, table I: 81 of 263 and 0 of 20.
        let check = |met: f64, n: usize, expected: [f64; 2]| {
            let found = wilson(met / n as f64, n).map(|end| (end * 1e4).round() / 1e4);
            assert_eq!(found, expected, "{met} of {n}");
        };
        check(81.0, 263, [0.2553, 0.3662]);
        check(0.0, 20, [0.0, 0.1611]);
    }
}
