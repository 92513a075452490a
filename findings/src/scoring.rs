//! Scores of a run against published numbers of any source. The predictive distribution of a number is that of the
//! replicates, each with the discrepancy and the number's own error about it.
use crate::error::FindingError;
use crate::numbers::Numbers;
use crate::observed::simulated;
use crate::predictive::Predictive;
use outputs::FactRow;
use scenarios::{Discrepancy, Observation, Role, Scale, Statistic};
use sim_core::Month;

/// What is scored, and by what the model and its rivals know.
pub struct Scoring<'a> {
    /// How far the world may lie from the model.
    pub discrepancy: &'a Discrepancy,
    /// Published numbers from which naive forecasts are made.
    pub known: &'a [Observation],
    /// The last month that the model was calibrated to: of nothing later do the naive forecasts know.
    pub origin: Option<Month>,
}

impl<'a> Scoring<'a> {
    /// With what a baseline knows: rivals too know nothing after the last number calibrated to.
    pub fn of(discrepancy: &'a Discrepancy, known: &'a [Observation]) -> Self {
        let calibrated = known.iter().filter(|of| of.role == Role::Calibrate);
        Scoring { discrepancy, known, origin: calibrated.map(|of| of.month).max() }
    }

    /// The score of one number; none where no replicate has a value.
    pub fn score(&self, numbers: &Numbers<'_>, of: &Observation) -> Result<Option<FactRow>, FindingError> {
        Ok(self.row(of, &simulated(numbers, of)?))
    }

    /// The same of values by replicate.
    pub fn row(&self, of: &Observation, simulated: &[Option<f64>]) -> Option<FactRow> {
        let on = Axis::of(of);
        let values: Vec<Option<f64>> = simulated.iter().map(|value| value.map(|value| value + on.shift)).collect();
        let (published, discrepancy) = (on.error(of), self.discrepancy_sd(of, on.scale));
        let predictive = Predictive::of(&values, on.scale, libm::hypot(published, discrepancy.unwrap_or(0.0)))?;
        let observed = of.value + on.shift;
        let band = |permille| Some(predictive.band(permille).map(|end| end - on.shift));
        let [persistence, trend] = self.rivals(of, on);
        Some(FactRow {
            kind: of.role.word().to_string(),
            key: of.key.clone(),
            place: Some(of.place.word().to_string()),
            group: Some(of.group.word().to_string()),
            statistic: Some(of.statistic.word().to_string()),
            indicator: Some(of.indicator.clone()),
            per: of.per.clone(),
            since: of.since,
            month: Some(of.month),
            unit: of.unit.clone(),
            published: of.value,
            published_sd: Some(of.error),
            discrepancy_sd: discrepancy,
            p50: predictive.quantile(500) - on.shift,
            band_50: band(500),
            band_80: band(800),
            band_95: band(950),
            pit: Some(predictive.cdf(observed)),
            crps: Some(predictive.crps(observed)),
            interval_score: Some(predictive.interval_score(observed)),
            persistence_crps: persistence,
            trend_crps: trend,
            n: Some(values.iter().flatten().count() as i64),
            grade: of.grade.word().to_string(),
            source: of.source.clone(),
        })
    }

    /// Standard deviation of the discrepancy of a number on its scale. That of a quotient is of both parts; of a growth what
    /// is added between its months.
    fn discrepancy_sd(&self, of: &Observation, scale: Scale) -> Option<f64> {
        let [first, last] = of.months();
        let ids = [Some(of.indicator.as_str()), of.per.as_deref()];
        let terms: Vec<f64> = ids
            .into_iter()
            .flatten()
            .filter_map(|id| self.discrepancy.term(id).filter(|term| term.scale == scale))
            .map(|term| {
                let square = |month| term.sd_in(month) * term.sd_in(month);
                let before = if of.statistic == Statistic::Growth { square(first) } else { 0.0 };
                (square(last) - before).max(0.0)
            })
            .collect();
        (!terms.is_empty()).then(|| libm::sqrt(terms.iter().sum()))
    }

    /// Scores of the naive forecasts that the last number stays, and that its change since the one before goes on; none where
    /// too little was known.
    fn rivals(&self, of: &Observation, on: Axis) -> [Option<f64>; 2] {
        let is_alike = |known: &&Observation| {
            (&known.indicator, &known.per, known.statistic, known.place)
                == (&of.indicator, &of.per, of.statistic, of.place)
                && known.role != Role::Report
                && known.month < of.month
                && self.origin.is_some_and(|origin| known.month <= origin)
        };
        let mut before: Vec<&Observation> = self.known.iter().filter(is_alike).collect();
        before.sort_by_key(|known| known.month);
        before.dedup_by_key(|known| known.month);
        let at = |known: &Observation| (on.scale.of(known.value + on.shift), on.error(known));
        let crps = |centre: f64, sd: f64| {
            projection::crps_mixture(&[centre], libm::hypot(sd, on.error(of)), on.scale.of(of.value + on.shift))
        };
        match before.as_slice() {
            [.., earlier, last] => {
                let ((from, from_sd), (to, to_sd)) = (at(earlier), at(last));
                let ahead = f64::from(of.month - last.month) / f64::from(last.month - earlier.month);
                let sd = libm::hypot(to_sd * (1.0 + ahead), from_sd * ahead);
                [Some(crps(to, to_sd)), Some(crps(to + (to - from) * ahead, sd))]
            }
            [last] => {
                let (to, sd) = at(last);
                [Some(crps(to, sd)), None]
            }
            [] => [None, None],
        }
    }
}

/// The scale on which a number is scored, and what is added first: a growth is scored as the ratio of its ends.
#[derive(Clone, Copy)]
struct Axis {
    scale: Scale,
    shift: f64,
}

impl Axis {
    fn of(of: &Observation) -> Axis {
        match of.statistic {
            Statistic::Growth => Axis { scale: Scale::Log, shift: 1.0 },
            _ => Axis { scale: Scale::of_unit(&of.unit), shift: 0.0 },
        }
    }

    /// The number's own standard error on the scale.
    fn error(self, of: &Observation) -> f64 {
        let value = of.value + self.shift;
        match self.scale {
            Scale::Log if value != 0.0 => self.scale.error(value, of.error / value.abs()),
            Scale::Log => 0.0,
            Scale::Logit => self.scale.error(value, of.error),
        }
    }
}

/// How a set of scored numbers came out. Scores are on the scales of the numbers: about shares of counts and money, logits of
/// shares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Total {
    /// Numbers.
    pub n: usize,
    /// Of them inside the 50, 80 and 95 % bands.
    pub inside: [usize; 3],
    /// Mean continuous ranked probability score.
    pub crps: f64,
    /// Mean interval score of the 80 % band.
    pub interval: f64,
    /// Skill against persistence and against the trend, with the numbers that have such a forecast.
    pub skill: [Option<(usize, f64)>; 2],
}

impl Total {
    /// Of these numbers; none where there is none.
    pub fn of<'a>(rows: impl Iterator<Item = &'a FactRow> + Clone) -> Option<Total> {
        let n = rows.clone().count();
        if n == 0 {
            return None;
        }
        let mean = |of: fn(&FactRow) -> Option<f64>| rows.clone().filter_map(of).sum::<f64>() / n as f64;
        let mut inside = [0; 3];
        for row in rows.clone() {
            for (sum, is_inside) in inside.iter_mut().zip(row.inside()) {
                *sum += usize::from(is_inside == Some(true));
            }
        }
        let skill = |of: fn(&FactRow) -> Option<f64>| {
            let pairs: Vec<(f64, f64)> = rows.clone().filter_map(|row| row.crps.zip(of(row))).collect();
            let sums = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
            (sums.1 > 0.0).then(|| (pairs.len(), 1.0 - sums.0 / sums.1))
        };
        Some(Total {
            n,
            inside,
            crps: mean(|row| row.crps),
            interval: mean(|row| row.interval_score),
            skill: [skill(|row| row.persistence_crps), skill(|row| row.trend_crps)],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observed::tests::observation;

    fn month(year: i32) -> Month {
        Month::january(year)
    }

    fn same(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    /// A normal of standard deviation 1 at its median: 2 phi(0) - 1 / sqrt(pi).
    const AT_MEDIAN: f64 = 0.233_694_977_254;

    #[test]
    fn one_replicate_scores_as_a_normal_distribution() {
        let discrepancy = Discrepancy::default();
        let scoring = Scoring::of(&discrepancy, &[]);
        let of = Observation { error: 10.0, ..observation(100.0, month(2022), Role::HoldOut) };
        let row = scoring.row(&of, &[Some(100.0), None]).expect("a value");
        assert_eq!((row.n, row.published_sd, row.discrepancy_sd), (Some(1), Some(10.0), None));
        same(row.pit.unwrap_or_default(), 0.5);
        same(row.crps.unwrap_or_default(), 0.1 * AT_MEDIAN);
        same(row.band_95.map_or(0.0, |band| band[1]), 100.0 * libm::exp(0.195_996_398_454));
        assert_eq!((row.persistence_crps, row.trend_crps), (None, None));
        assert!(scoring.row(&of, &[None]).is_none());
    }

    #[test]
    fn a_growth_is_scored_as_a_ratio_and_may_be_negative() {
        let discrepancy = Discrepancy::default();
        let growth = Observation {
            statistic: Statistic::Growth,
            since: Some(month(2021)),
            unit: "share".into(),
            error: 0.019,
            ..observation(-0.05, month(2022), Role::HoldOut)
        };
        let row = Scoring::of(&discrepancy, &[]).row(&growth, &[Some(-0.05)]).expect("a value");
        same(row.p50, -0.05);
        same(row.crps.unwrap_or_default(), 0.02 * AT_MEDIAN);
    }

    #[test]
    fn naive_forecasts_know_what_was_published_before_and_skill_is_against_them() {
        let discrepancy = Discrepancy::default();
        let at = |value, year, role| Observation { error: 0.0, ..observation(value, month(year), role) };
        let known = [
            at(100.0, 2021, Role::Calibrate),
            at(110.0, 2022, Role::Calibrate),
            at(500.0, 2022, Role::Report),
            at(900.0, 2023, Role::HoldOut),
        ];
        let scoring = Scoring::of(&discrepancy, &known);
        assert_eq!(scoring.origin, Some(month(2022)));
        // The last number stays: off by ln 1.1. Its growth goes on: no error.
        let row = scoring.row(&at(121.0, 2023, Role::HoldOut), &[Some(121.0 * 1.05)]).expect("a value");
        same(row.persistence_crps.unwrap_or_default(), libm::log(1.1));
        same(row.trend_crps.unwrap_or(1.0), 0.0);
        same(row.crps.unwrap_or_default(), libm::log(1.05));
        let total = Total::of([&row].into_iter()).expect("a row");
        assert_eq!((total.n, total.inside, total.skill[1]), (1, [0; 3], None));
        let (n, skill) = total.skill[0].expect("a rival");
        assert_eq!(n, 1);
        same(skill, 1.0 - libm::log(1.05) / libm::log(1.1));
        assert!(Total::of([].into_iter()).is_none());
    }
}
