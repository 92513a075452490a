//! The predictive distribution of a number: the values of the replicates, each with a normal error about it. The errors
//! are those of the model (discrepancy) and, where a published number is scored, its own.
use crate::estimate::Estimate;
use outputs::{Bands, DISTRICT_AREA, Indicator, permille_quantile};
use scenarios::{Discrepancy, Measure, Scale};
use sim_core::Month;

/// Standard deviations beyond which a normal distribution has no mass in double precision.
const FAR: f64 = 9.0;
/// Most steps of a quantile: bisection alone would need about 60.
const MOST_STEPS: usize = 200;

/// A mixture of normal distributions of equal weight and width on a scale, one a replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictive {
    /// Values by replicate, in their unit, upwards.
    values: Vec<f64>,
    /// The same on the scale.
    centres: Vec<f64>,
    sd: f64,
    scale: Scale,
}

impl Predictive {
    /// Of the replicates that have a value, with errors of standard deviation `sd` on `scale`; none where no replicate
    /// has one. Errors that are independent add up in squares before.
    pub fn of(values: &[Option<f64>], scale: Scale, sd: f64) -> Option<Predictive> {
        let mut values: Vec<f64> = values.iter().flatten().copied().collect();
        values.sort_unstable_by(f64::total_cmp);
        let centres = values.iter().map(|value| scale.of(*value)).collect();
        (!values.is_empty()).then_some(Predictive { values, centres, sd: sd.max(0.0), scale })
    }

    /// Its scale.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// Standard deviation of the error about a replicate, on the scale.
    pub fn sd(&self) -> f64 {
        self.sd
    }

    /// Variance of the replicates' values on the scale, without the error; 0 of one replicate.
    pub fn variance(&self) -> f64 {
        let n = self.centres.len() as f64;
        let mean = self.centres.iter().sum::<f64>() / n;
        let squares: f64 = self.centres.iter().map(|at| (at - mean) * (at - mean)).sum();
        if n < 2.0 { 0.0 } else { squares / (n - 1.0) }
    }

    /// The quantile at `permille` thousandths. Without error it is the replicates' own (type 7), and never inside it. The
    /// median is always that of the replicates: errors are symmetric on their scale.
    pub fn quantile(&self, permille: u16) -> f64 {
        let of_replicates = permille_quantile(&self.values, permille).unwrap_or(f64::NAN);
        if self.sd <= 0.0 || permille == 500 {
            return of_replicates;
        }
        let mixed = self.scale.value(self.place(f64::from(permille.min(1000)) / 1000.0));
        // Of few replicates type 7 reaches further into the tails than the step function that the errors smooth.
        match permille {
            0..500 => mixed.min(of_replicates),
            _ => mixed.max(of_replicates),
        }
    }

    /// The place on the scale below which a share lies, by Newton's steps inside a bracket that is halved where they leave it.
    fn place(&self, share: f64) -> f64 {
        let reach = FAR * self.sd;
        let ends = self.centres.first().zip(self.centres.last());
        let (mut low, mut high) = ends.map_or((0.0, 0.0), |(first, last)| (first - reach, last + reach));
        let mut at = 0.5 * (low + high);
        for _ in 0..MOST_STEPS {
            let (below, density) = self.below(at);
            if below < share {
                low = at;
            } else {
                high = at;
            }
            let newton = at - (below - share) / density;
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            let step = (next - at).abs();
            at = next;
            if step <= 1e-13 * (1.0 + at.abs()) {
                break;
            }
        }
        at
    }

    /// Share of the distribution below a place on the scale, and its density there.
    fn below(&self, at: f64) -> (f64, f64) {
        let reach = FAR * self.sd;
        // The centres are sorted: those far below count whole, those far above not.
        let first = self.centres.partition_point(|centre| *centre < at - reach);
        let end = self.centres.partition_point(|centre| *centre <= at + reach);
        let (mut below, mut density) = (first as f64, 0.0);
        for centre in self.centres.get(first..end).unwrap_or_default() {
            let z = (at - centre) / self.sd;
            below += 0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2);
            density += libm::exp(-0.5 * z * z);
        }
        let n = self.centres.len() as f64;
        (below / n, density / (n * self.sd * libm::sqrt(std::f64::consts::TAU)))
    }

    /// Share of the distribution below a value: its probability integral transform. Without error of the replicates,
    /// those that equal the value half.
    pub fn cdf(&self, value: f64) -> f64 {
        if self.sd > 0.0 {
            return self.below(self.scale.of(value)).0;
        }
        let below = self.values.partition_point(|known| *known < value);
        let up_to = self.values.partition_point(|known| *known <= value);
        (below + up_to) as f64 / (2 * self.values.len()) as f64
    }

    /// The probability that a number is at least (`is_least`) or at most this value. Without error the share of the
    /// replicates that are, as at the ends of the scale, which no error moves.
    pub fn probability(&self, is_least: bool, value: f64) -> f64 {
        let n = self.values.len() as f64;
        let is_end = [0.0, 1.0].contains(&self.scale.value(self.scale.of(value)))
            && (value <= 0.0 || self.scale == Scale::Logit);
        match (self.sd > 0.0 && !is_end, is_least) {
            (true, true) => 1.0 - self.cdf(value),
            (true, false) => self.cdf(value),
            (false, true) => self.values.iter().filter(|known| **known >= value).count() as f64 / n,
            (false, false) => self.values.iter().filter(|known| **known <= value).count() as f64 / n,
        }
    }

    /// Ends of the central band that holds `permille` thousandths.
    pub fn band(&self, permille: u16) -> [f64; 2] {
        let outside = (1000 - permille.min(1000)) / 2;
        [self.quantile(outside), self.quantile(1000 - outside)]
    }

    /// Continuous ranked probability score of an observed value, on the scale: about a share of the value of counts and
    /// money, in logits of shares. Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102:359, equation 21, for a mixture of normals.
    pub fn crps(&self, observed: f64) -> f64 {
        projection::crps_mixture(&self.centres, self.sd, self.scale.of(observed))
    }

    /// Interval score of the 80 % band on the scale: its width, and ten times how far outside the observed value lies.
    pub fn interval_score(&self, observed: f64) -> f64 {
        projection::interval(self.band(800).map(|end| self.scale.of(end)), self.scale.of(observed), 0.2)
    }

    /// The estimate: median and mean of the replicates, bands with the error.
    pub fn estimate(&self, of_replicates: &Estimate) -> Estimate {
        Estimate { band50: self.band(500), band80: self.band(800), band95: self.band(950), ..*of_replicates }
    }
}

/// The predictive distribution of an indicator of the district in a month, or in the year that ends with it; none where the
/// indicator has no discrepancy, or no replicate a value.
pub fn predictive(of: &Discrepancy, indicator: &str, month: Month, values: &[Option<f64>]) -> Option<Predictive> {
    let term = of.term(indicator)?;
    Predictive::of(values, term.scale, term.sd_in(month))
}

/// Scale and standard deviation of the discrepancy of what a target or trigger measures, in a month. Of a ratio of counts
/// the errors of both are taken for independent. None of a community.
pub fn of_measure(of: &Discrepancy, measure: &Measure, month: Month) -> Option<(Scale, f64)> {
    if measure.area != DISTRICT_AREA {
        return None;
    }
    let found = |id: &str| of.term(id).map(|term| (term.scale, term.sd_in(month)));
    let Some(per) = &measure.per else { return found(&measure.indicator) };
    let sds = [found(&measure.indicator), found(per)];
    let known = sds.iter().flatten();
    if known.clone().count() == 0 || known.clone().any(|(scale, _)| *scale != Scale::Log) {
        return None;
    }
    Some((Scale::Log, libm::sqrt(known.map(|(_, sd)| sd * sd).sum())))
}

/// THE estimate of a number of the district: with the discrepancy where it has one, else of the replicates alone.
pub fn estimate(of: &Discrepancy, indicator: &str, month: Month, values: &[Option<f64>]) -> Option<Estimate> {
    let replicates = Estimate::of(values)?;
    let found = predictive(of, indicator, month, values);
    Some(found.map_or(replicates, |found| found.estimate(&replicates)))
}

/// The probability that an indicator of the district is at least `value` in a month.
pub fn at_least(of: &Discrepancy, indicator: &str, month: Month, values: &[Option<f64>], value: f64) -> Option<f64> {
    let (scale, sd) = of.term(indicator).map_or((Scale::Log, 0.0), |term| (term.scale, term.sd_in(month)));
    Some(Predictive::of(values, scale, sd)?.probability(true, value))
}

/// The bands of the summary: 80 and 95 % with the discrepancy, of what has one.
pub fn bands(of: &Discrepancy, indicator: &Indicator, month: Month, values: &[f64]) -> Option<Bands> {
    let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    let found = predictive(of, indicator.id, month, &values)?;
    Some(Bands { band80: found.band(800), band95: found.band(950) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const Z: [(u16, f64); 3] = [(100, -1.281_551_565_545), (500, 0.0), (975, 1.959_963_984_540)];

    fn of(values: &[f64], scale: Scale, sd: f64) -> Predictive {
        let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        Predictive::of(&values, scale, sd).expect("values")
    }

    #[test]
    fn the_error_about_one_replicate_is_normal_on_its_scale() {
        let check = |value: f64, scale: Scale, sd: f64| {
            let one = of(&[value], scale, sd);
            for (permille, z) in Z {
                let expected = scale.of(value) + z * sd;
                let found = scale.of(one.quantile(permille));
                assert!((found - expected).abs() < 1e-9, "{value} {scale:?} {permille}: {found} {expected}");
                assert!((one.cdf(one.quantile(permille)) - f64::from(permille) / 1000.0).abs() < 1e-9);
            }
        };
        check(180_000.0, Scale::Log, 0.05);
        check(719_440_000.0, Scale::Log, 0.2);
        check(0.7, Scale::Logit, 0.3);
        check(0.999, Scale::Logit, 0.5);
        let one = of(&[100.0], Scale::Log, 0.1);
        assert!((one.quantile(975) - 100.0 * libm::exp(0.195_996_398_454)).abs() < 1e-9);
    }

    #[test]
    fn without_error_it_is_the_replicates() {
        let values: Vec<f64> = (1..=41).map(f64::from).collect();
        let plain = of(&values, Scale::Log, 0.0);
        assert_eq!([25, 100, 500, 975].map(|at| plain.quantile(at)), [2.0, 5.0, 21.0, 40.0]);
        assert_eq!((plain.cdf(0.5), plain.cdf(21.0), plain.cdf(99.0)), (0.0, 0.5, 1.0));
        assert_eq!((plain.probability(true, 41.0), plain.probability(false, 41.0)), (1.0 / 41.0, 1.0));
        let options: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        let replicates = Estimate::of(&options).expect("values");
        assert_eq!(plain.estimate(&replicates), replicates);
        assert_eq!(Predictive::of(&[None], Scale::Log, 0.1), None);
    }

    #[test]
    fn bands_widen_with_the_error_and_stay_on_the_scale() {
        let values: Vec<f64> = (0..40).map(|i| 0.9 + 0.0025 * f64::from(i)).collect();
        let mut last = 0.0;
        for sd in [0.0, 0.01, 0.1, 0.5, 1.0] {
            let [low, high] = of(&values, Scale::Logit, sd).band(950);
            assert!(low > 0.0 && high <= 1.0 && high - low >= last, "{sd}: {low} {high}");
            last = high - low;
        }
        // What is 0 stays 0: an error in proportion to nothing.
        assert_eq!(of(&[0.0, 0.0, 0.0], Scale::Log, 0.3).band(950), [0.0, 0.0]);
        let mostly_none = of(&[0.0, 0.0, 0.0, 100.0], Scale::Log, 0.1);
        assert_eq!((mostly_none.quantile(500), mostly_none.probability(false, 0.0)), (0.0, 0.75));
    }

    #[test]
    fn scores_of_one_replicate_are_those_of_a_normal_distribution() {
        let one = of(&[libm::exp(2.0)], Scale::Log, 0.5);
        // At the median: sd times (2 phi(0) - 1 / sqrt(pi)).
        assert!((one.crps(libm::exp(2.0)) - 0.5 * 0.233_695).abs() < 1e-6);
        assert!((one.interval_score(libm::exp(2.0)) - 2.0 * 1.281_551_6 * 0.5).abs() < 1e-6);
        let point = of(&[10.0], Scale::Log, 0.0);
        assert!((point.crps(20.0) - libm::log(2.0)).abs() < 1e-12);
    }

    #[test]
    fn the_mixture_covers_a_truth_that_it_describes() {
        // Replicates and truth are 1,000 exact quantiles of independent normals: parameters of sd 0.1, discrepancy 0.1.
        let normal = of(&[1.0], Scale::Log, 0.1);
        let spread: Vec<f64> = (0..100).map(|i| normal.quantile(5 + 10 * i)).collect();
        let with = of(&spread, Scale::Log, 0.1);
        let [low, high] = with.band(800).map(libm::log);
        // sqrt(0.1^2 + 0.1^2) * 1.2816 on either side.
        assert!((high - 0.1812).abs() < 0.003 && (low + 0.1812).abs() < 0.003, "{low} {high}");
        let alone = of(&spread, Scale::Log, 0.0).band(800).map(libm::log);
        assert!((alone[1] - 0.128).abs() < 0.003, "{alone:?}");
        assert!((with.variance() - 0.01).abs() < 3e-4, "{}", with.variance());
    }
}
