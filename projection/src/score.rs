//! Scores of predictive distributions: lower is better, and the truth is the best forecast under all of them.
use crate::backtest::{Case, Rival};

/// How a set of cases came out. Scores are shares of the observed counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Number of cases.
    pub n: usize,
    /// Share of them inside the 50, 80 and 95 % bands.
    pub coverage: [f64; 3],
    /// Mean continuous ranked probability score.
    pub crps: f64,
    /// Mean interval score of the 80 % band.
    pub interval: f64,
    /// Mean width of the 80 % band.
    pub width: f64,
    /// Mean error of the medians, with its sign.
    pub bias: f64,
    /// Cases by fifths of the predictive distribution in which the observed lies.
    pub fifths: [usize; 5],
    /// For each rival that has any: its cases, its mean score over them, the skill against it.
    pub rivals: [Option<(usize, f64, f64)>; 3],
}

/// The scores of these cases; none where there is no case.
pub fn scores<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> Option<Scores> {
    let n = cases.clone().count();
    let mean = |of: &dyn Fn(&Case) -> f64| cases.clone().map(of).sum::<f64>() / n as f64;
    if n == 0 {
        return None;
    }
    let inside = |band: fn(&Case) -> [f64; 2]| {
        mean(&|case| f64::from(u8::from((band(case)[0]..=band(case)[1]).contains(&case.observed))))
    };
    let mut fifths = [0; 5];
    for case in cases.clone() {
        fifths[((case.pit * 5.0) as usize).min(4)] += 1;
    }
    let rivals = Rival::ALL.map(|rival| {
        let at = rival as usize;
        let pairs: Vec<[f64; 2]> = cases.clone().filter_map(|case| Some([case.crps, case.rivals[at]?])).collect();
        let sum = |which: usize| pairs.iter().map(|pair| pair[which]).sum::<f64>();
        let of = pairs.len() as f64;
        (!pairs.is_empty()).then(|| (pairs.len(), sum(1) / of, 1.0 - sum(0) / sum(1)))
    });
    Some(Scores {
        n,
        coverage: [inside(|case| case.band50), inside(|case| case.band80), inside(|case| case.band95)],
        crps: mean(&|case| case.crps),
        interval: mean(&|case| case.interval),
        width: mean(&|case| (case.band80[1] - case.band80[0]) / case.observed),
        bias: mean(&|case| case.median / case.observed - 1.0),
        fifths,
        rivals,
    })
}

/// Quantile of a sorted sample, linear between order statistics.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let below = at as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}

/// Continuous ranked probability score of a sorted sample, in the sample's unit: the exact one of its empirical distribution.
pub(crate) fn crps(sorted: &[f64], observed: f64) -> f64 {
    let n = sorted.len() as f64;
    let terms = (1..).zip(sorted).map(|(i, x)| {
        let is_above = f64::from(u8::from(observed < *x));
        (x - observed) * (n * is_above - f64::from(i) + 0.5)
    });
    2.0 / (n * n) * terms.sum::<f64>()
}

/// The same of a normal distribution; of a point the absolute error.
pub(crate) fn crps_normal(mean: f64, sd: f64, observed: f64) -> f64 {
    if sd <= 0.0 {
        return (observed - mean).abs();
    }
    let z = (observed - mean) / sd;
    let below = 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
    let density = libm::exp(-0.5 * z * z) / libm::sqrt(std::f64::consts::TAU);
    sd * (z * (2.0 * below - 1.0) + 2.0 * density - 1.0 / libm::sqrt(std::f64::consts::PI))
}

/// The same of a mixture of normal distributions of equal weight and width about sorted centres: that of the sample where
/// the width is 0.
pub fn crps_mixture(centres: &[f64], sd: f64, observed: f64) -> f64 {
    if sd <= 0.0 {
        return crps(centres, observed);
    }
    // Mean distance from 0 of a normal distribution.
    let distance = |mean: f64, sd: f64| crps_normal(mean, sd, 0.0) + sd / libm::sqrt(std::f64::consts::PI);
    let n = centres.len() as f64;
    let to = centres.iter().map(|centre| distance(centre - observed, sd)).sum::<f64>();
    let both = sd * std::f64::consts::SQRT_2;
    let pairs = centres.iter().enumerate().map(|(i, a)| {
        let later = centres.iter().skip(i + 1);
        distance(0.0, both) + 2.0 * later.map(|b| distance(a - b, both)).sum::<f64>()
    });
    to / n - 0.5 * pairs.sum::<f64>() / (n * n)
}

/// Interval score of a band that should miss a share `alpha`: its width, and 2 / alpha times how far the observed is outside.
pub fn interval([low, high]: [f64; 2], observed: f64, alpha: f64) -> f64 {
    high - low + 2.0 / alpha * ((low - observed).max(0.0) + (observed - high).max(0.0))
}

/// Share of a sorted sample below the observed, ties half.
pub(crate) fn pit(sorted: &[f64], observed: f64) -> f64 {
    let below = sorted.partition_point(|x| *x < observed);
    let up_to = sorted.partition_point(|x| *x <= observed);
    (below + up_to) as f64 / (2 * sorted.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::{Quantity, Stream};

    #[test]
    fn the_sample_formula_is_the_mean_distance_less_half_the_mean_distance_within() {
        let sample = [1.0_f64, 2.0, 4.0, 8.0];
        for observed in [-1.0, 2.0, 3.0, 9.0] {
            let to = sample.iter().map(|x| (x - observed).abs()).sum::<f64>() / 4.0;
            let pairs = sample.iter().flat_map(|a| sample.iter().map(move |b| (a - b).abs()));
            let within = pairs.sum::<f64>() / 16.0;
            assert!((crps(&sample, observed) - (to - 0.5 * within)).abs() < 1e-12, "{observed}");
        }
    }

    #[test]
    fn a_gaussian_sample_scores_as_the_closed_form() {
        let mut sample: Vec<f64> =
            (0..20_000).map(|path| 10.0 + 2.0 * Stream::new(2010, path).normal(Quantity::Walk, 0)).collect();
        sample.sort_by(f64::total_cmp);
        for observed in [7.0, 10.0, 13.0] {
            let (found, expected) = (crps(&sample, observed), crps_normal(10.0, 2.0, observed));
            assert!((found - expected).abs() < 0.02, "{found} {expected}");
        }
        // At the mean: sd times (2 phi(0) - 1 / sqrt(pi)).
        assert!((crps_normal(10.0, 2.0, 10.0) - 2.0 * 0.233_695).abs() < 1e-5);
        assert_eq!(crps_normal(10.0, 0.0, 7.0), 3.0);
    }

    #[test]
    fn a_mixture_scores_as_a_large_sample_of_it() {
        let centres = [8.0_f64, 9.0, 12.0];
        let mut sample: Vec<f64> = (0..6_000u32)
            .map(|path| centres[path as usize % 3] + 0.7 * Stream::new(2010, path).normal(Quantity::Walk, 0))
            .collect();
        sample.sort_by(f64::total_cmp);
        for observed in [6.0, 9.5, 14.0] {
            let (found, expected) = (crps_mixture(&centres, 0.7, observed), crps(&sample, observed));
            assert!((found - expected).abs() < 0.03, "{found} {expected}");
        }
        assert!((crps_mixture(&[10.0], 2.0, 13.0) - crps_normal(10.0, 2.0, 13.0)).abs() < 1e-12);
        assert_eq!(crps_mixture(&centres, 0.0, 9.5), crps(&centres, 9.5));
    }

    #[test]
    fn quantiles_bands_and_ranks_of_a_sample() {
        let sample: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!([0.0, 0.1, 0.975, 1.0].map(|share| quantile(&sample, share)), [0.0, 10.0, 97.5, 100.0]);
        assert_eq!([pit(&sample, -1.0), pit(&sample, 50.0), pit(&sample, 200.0)], [0.0, 0.5, 1.0]);
        assert_eq!(interval([10.0, 20.0], 15.0, 0.2), 10.0);
        assert_eq!(interval([10.0, 20.0], 8.0, 0.2), 30.0);
    }
}
