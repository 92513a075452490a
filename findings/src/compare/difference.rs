//! The difference of two scenarios from the values of their replicates.
use outputs::quantile;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// B less A over the replicates in which both have a value. All in the unit of the values, but for the shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Replicates in which both have a value.
    pub n: u32,
    /// Mean of A.
    pub mean_a: f64,
    /// Mean of B.
    pub mean_b: f64,
    /// Mean of the differences.
    pub mean: f64,
    /// Standard error of that mean: of n differences; none of a single one.
    pub se_paired: Option<f64>,
    /// What it would be without common random numbers, `sqrt(var A / n + var B / n)`; none of a single replicate.
    pub se_unpaired: Option<f64>,
    /// 95 % interval of the mean: Student's t with n - 1 degrees of freedom times the paired standard error.
    pub interval: Option<[f64; 2]>,
    /// Percentiles of the differences: 5, 10, 50, 90, 95.
    pub percentiles: [f64; 5],
    /// Share of the replicates in which B is higher.
    pub share_higher: f64,
    /// Share in which it is lower.
    pub share_lower: f64,
}

const PERCENTS: [u8; 5] = [5, 10, 50, 90, 95];

impl Difference {
    /// From values by replicate, the same replicate at the same place; none where no replicate has both. Sums are in
    /// the order of replicates.
    pub fn of(a: &[Option<f64>], b: &[Option<f64>]) -> Option<Difference> {
        let (a, b): (Vec<f64>, Vec<f64>) = a.iter().zip(b).filter_map(|(a, b)| (*a).zip(*b)).unzip();
        let n = u32::try_from(a.len()).ok().filter(|n| *n > 0)?;
        let mut differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| difference(*a, *b)).collect();
        let mean = mean(&differences);
        let share = |is: fn(&f64) -> bool| differences.iter().filter(|d| is(d)).count() as f64 / f64::from(n);
        let (share_higher, share_lower) = (share(|d| *d > 0.0), share(|d| *d < 0.0));
        let se = |variance: Option<f64>| variance.map(|variance| (variance / f64::from(n)).sqrt());
        let se_paired = se(variance(&differences));
        let half = se_paired.map(|se| se * t_975(n - 1));
        differences.sort_unstable_by(f64::total_cmp);
        let mut percentiles = [0.0; PERCENTS.len()];
        for (at, percent) in percentiles.iter_mut().zip(PERCENTS) {
            *at = quantile(&differences, percent)?;
        }
        Some(Difference {
            n,
            mean_a: self::mean(&a),
            mean_b: self::mean(&b),
            mean,
            se_paired,
            se_unpaired: se(variance(&a).zip(variance(&b)).map(|(a, b)| a + b)),
            interval: half.map(|half| [mean - half, mean + half]),
            percentiles,
            share_higher,
            share_lower,
        })
    }
}

/// Relative difference that is none: yuan of the same sum, paid in other months, add up to other last bits.
const ROUNDING: f64 = 1e-12;

fn difference(a: f64, b: f64) -> f64 {
    if (b - a).abs() <= ROUNDING * a.abs().max(b.abs()) { 0.0 } else { b - a }
}

/// Of at least one value.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Of a sample: squares about the mean over n - 1; none of fewer than two values.
fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then(|| squares / (values.len() - 1) as f64)
}

/// The 97.5th percentile of Student's t, to six decimals: so that tables do not depend on the last bits of a machine's
/// logarithms.
fn t_975(degrees: u32) -> f64 {
    let quantile = StudentsT::new(0.0, 1.0, f64::from(degrees.max(1))).map(|t| t.inverse_cdf(0.975));
    quantile.map_or(f64::NAN, |t| (t * 1e6).round() / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn known_answers_of_paired_and_unpaired_standard_errors() {
        // Sleep of ten patients with either drug (Student 1908); R: t.test(b, a, paired = TRUE).
        let a = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let b = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let d = Difference::of(&some(&a), &some(&b)).unwrap();
        let near =
            |found: f64, expected: f64, by: f64| assert!((found - expected).abs() < by, "{found}, not {expected}");
        near(d.mean, 1.58, 1e-12);
        near(d.mean / d.se_paired.unwrap(), 4.0621, 1e-4);
        near(d.interval.unwrap()[0], 0.7001142, 1e-6);
        near(d.interval.unwrap()[1], 2.4598858, 1e-6);
        // R: t.test(b, a)$stderr.
        near(d.se_unpaired.unwrap(), 0.849091, 1e-6);
        near(d.mean_b - d.mean_a, d.mean, 1e-12);
        assert_eq!((d.n, d.share_higher, d.share_lower), (10, 0.9, 0.0));
    }

    #[test]
    fn what_is_common_to_both_drops_out() {
        let a: Vec<f64> = (0..20).map(|i| 1000.0 + 50.0 * f64::from(i * i % 17)).collect();
        let b: Vec<f64> = a.iter().map(|a| a + 3.0).collect();
        let d = Difference::of(&some(&a), &some(&b)).unwrap();
        assert_eq!((d.mean, d.se_paired, d.interval), (3.0, Some(0.0), Some([3.0; 2])));
        assert!(d.se_unpaired.unwrap() > 50.0);
        assert_eq!((d.percentiles, d.share_higher, d.share_lower), ([3.0; 5], 1.0, 0.0));
        let same = Difference::of(&some(&a), &some(&a)).unwrap();
        assert_eq!((same.mean, same.se_paired, same.percentiles, same.share_higher), (0.0, Some(0.0), [0.0; 5], 0.0));
    }

    #[test]
    fn the_last_bits_of_sums_are_no_difference() {
        let [a, b] = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]].map(|months| months.iter().sum::<f64>());
        assert_ne!(a, b);
        let d = Difference::of(&some(&[a, a]), &some(&[b, b])).unwrap();
        assert_eq!((d.mean, d.share_higher, d.share_lower, d.percentiles), (0.0, 0.0, 0.0, [0.0; 5]));
    }

    #[test]
    fn replicates_without_a_value_in_either_are_left_out() {
        let a = [Some(1.0), None, Some(4.0), Some(9.0)];
        let b = [Some(2.0), Some(7.0), None, Some(8.0)];
        let d = Difference::of(&a, &b).unwrap();
        assert_eq!((d.n, d.mean_a, d.mean_b, d.mean), (2, 5.0, 5.0, 0.0));
        assert_eq!(Difference::of(&a[1..2], &b[1..2]), None);
        let one = Difference::of(&a[..1], &b[..1]).unwrap();
        assert_eq!((one.n, one.mean, one.se_paired, one.se_unpaired, one.interval), (1, 1.0, None, None, None));
    }

    #[test]
    fn percentiles_of_students_t() {
        for (degrees, expected) in [(1, 12.706205), (3, 3.182446), (19, 2.093024), (99, 1.984217), (999, 1.962341)] {
            assert!((t_975(degrees) - expected).abs() < 2e-6, "{degrees}: {}", t_975(degrees));
        }
    }
}
