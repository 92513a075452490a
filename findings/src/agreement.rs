//! Agents against projection: how far the elders that are counted are from those that an independent projection expects,
//! on average over the replicates of a scenario.
use crate::error::FindingError;
use agents::text::Label;
use outputs::{EXPECTED_FROM, Keys, Tables, Topic, visit_rows};
use sim_core::Month;
use std::collections::BTreeMap;

/// Distance that is no fault, as a share of what is expected.
pub const TOLERANCE: f64 = 0.003;
/// Standard errors that are no fault beside it.
const ERRORS: f64 = 4.0;
/// Of the share of declines that adapted homes avert, how much is no fault either: of persons and of those with dementia,
/// and of persons by ability. The projection spreads adapted homes evenly over all in need. Where they avert 28 % of the
/// declines in Changning, at the far ends of both levers, it is off by up to 3 % of the persons and 5 % of those with
/// dementia, at 90 and over, and by 47 % of the mildly disabled. In the baseline they avert less than 0.2 %.
const AVERTED: [f64; 2] = [0.25, 2.0];

/// What is compared: its columns as counted and as projected, and its name.
pub const MEASURES: [(&str, &str, Label); 6] = [
    ("persons", "expected_persons", Label::new("全部", "all")),
    ("independent", "expected_independent", Label::new("自理", "independent")),
    ("mild", "expected_mild", Label::new("轻度失能", "mildly disabled")),
    ("moderate", "expected_moderate", Label::new("中度失能", "moderately disabled")),
    ("severe", "expected_severe", Label::new("重度失能", "severely disabled")),
    ("dementia", "expected_dementia", Label::new("认知障碍", "with dementia")),
];
/// Position of all persons among them.
pub const PERSONS: usize = 0;
/// Position of those with dementia.
pub const DEMENTIA: usize = 5;

const SEXES: [Keys; 2] = [&[("sex", "male")], &[("sex", "female")]];

/// Sums over replicates of a sex, age, measure and December.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Compared {
    /// Replicates.
    pub n: u32,
    /// Sum of what the projections expect, persons.
    pub expected: f64,
    /// Sum of the differences, counted less expected.
    pub difference: f64,
    /// Sum of their squares.
    squares: f64,
    /// Sum of the shares of declines that adapted homes averted.
    averted: f64,
}

impl Compared {
    /// Adds a replicate: persons counted and expected, share of declines averted.
    pub fn add(&mut self, counted: f64, expected: f64, averted: f64) {
        let difference = counted - expected;
        self.n += 1;
        self.expected += expected;
        self.difference += difference;
        self.squares += difference * difference;
        self.averted += averted;
    }

    /// Variance of the sum of the differences, from their spread over the replicates; none of a single one.
    fn variance(&self) -> Option<f64> {
        let n = f64::from(self.n);
        let spread = (self.squares - self.difference * self.difference / n).max(0.0) / (n - 1.0);
        (self.n > 1).then_some(spread * n)
    }

    /// Whether the agents are further from the projection than chance allows. Persons live independently of each other,
    /// so that a count varies by no more than the root of its expectation, however few replicates there are; one person
    /// more is for expectations near 0.
    pub fn is_off(&self, measure: usize) -> bool {
        let by_ability = ![PERSONS, DEMENTIA].contains(&measure);
        let averted = AVERTED[usize::from(by_ability)] * self.averted / f64::from(self.n.max(1));
        self.difference.abs() > (TOLERANCE + averted) * self.expected + ERRORS * (self.expected.sqrt() + 1.0)
    }

    /// The mean difference as a share of what is expected.
    pub fn share(&self) -> f64 {
        self.difference / self.expected.max(f64::MIN_POSITIVE)
    }
}

/// The Decembers of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// By December and first age; by sex and measure.
    pub rows: BTreeMap<(Month, usize), [[Compared; MEASURES.len()]; 2]>,
}

/// The mean difference of both sexes, with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanDifference {
    /// Mean of what is counted, persons.
    pub counted: f64,
    /// Mean of what is expected, persons.
    pub expected: f64,
    /// Counted less expected, as a share of what is expected.
    pub share: f64,
    /// Its Monte Carlo standard error; none of a single replicate.
    pub error: Option<f64>,
    /// Replicates.
    pub n: usize,
}

impl Agreement {
    /// Reads that of a scenario; without rows where no December was simulated.
    pub fn read(tables: &Tables, scenario: &str) -> Result<Self, FindingError> {
        let mut agreement = Agreement::default();
        let columns: Vec<&str> =
            ["from_age", "averted"].into_iter().chain(MEASURES.iter().flat_map(|of| [of.0, of.1])).collect();
        for (sex, keys) in SEXES.into_iter().enumerate() {
            visit_rows(tables, (Topic::Projection, keys), scenario, &columns, &mut |at, values| {
                let [Some(from), Some(averted), measures @ ..] = values else { return };
                let compared = &mut agreement.rows.entry((at.month, *from as usize)).or_default()[sex];
                for (compared, pair) in compared.iter_mut().zip(measures.chunks_exact(2)) {
                    if let [Some(counted), Some(expected)] = pair {
                        compared.add(*counted, *expected, *averted);
                    }
                }
            })?;
        }
        Ok(agreement)
    }

    /// The Decembers compared.
    pub fn decembers(&self) -> Vec<Month> {
        let first = EXPECTED_FROM[0];
        self.rows.keys().filter(|(_, from)| *from == first).map(|(december, _)| *december).collect()
    }

    /// The mean difference in a December of elders from an age on; of men (0), women (1), or both.
    pub fn mean(&self, december: Month, from: usize, sex: Option<usize>, measure: usize) -> Option<MeanDifference> {
        let sexes = self.rows.get(&(december, from))?;
        let chosen =
            || sexes.iter().enumerate().filter(|(at, _)| sex.is_none_or(|sex| sex == *at)).map(|of| of.1[measure]);
        let expected: f64 = chosen().map(|of| of.expected).sum();
        let difference: f64 = chosen().map(|of| of.difference).sum();
        let n = chosen().map(|of| of.n).max().filter(|n| *n > 0)?;
        // The sexes are independent, given the inputs.
        let variance = chosen().map(|of| of.variance()).sum::<Option<f64>>();
        (expected > 0.0).then(|| MeanDifference {
            counted: (expected + difference) / f64::from(n),
            expected: expected / f64::from(n),
            share: difference / expected,
            error: variance.map(|variance| variance.sqrt() / expected),
            n: n as usize,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(pairs: &[(f64, f64)]) -> Compared {
        let mut compared = Compared::default();
        pairs.iter().for_each(|(counted, expected)| compared.add(*counted, *expected, 0.0));
        compared
    }

    #[test]
    fn chance_is_allowed_and_a_fault_is_found() {
        let check = |counted: f64, is_off: bool| {
            let found = compared(&[(counted, 10_000.0); 100]);
            assert_eq!(found.is_off(PERSONS), is_off, "{counted}");
        };
        // 0.3 % and four times the root of a million in a million.
        check(10_000.0, false);
        check(10_065.0, false);
        check(10_075.0, true);
        check(9_925.0, true);
        assert!(!compared(&[(3.0, 0.1)]).is_off(PERSONS), "few persons");
        let averted = |measure| {
            let mut found = Compared::default();
            (0..100).for_each(|_| found.add(10_300.0, 10_000.0, 0.02));
            found.is_off(measure)
        };
        assert!(averted(PERSONS) && averted(DEMENTIA) && !averted(4));
    }

    #[test]
    fn the_mean_and_its_error_are_those_of_the_differences() {
        let december = Month::january(2030) + 11;
        let mut agreement = Agreement::default();
        let sexes = agreement.rows.entry((december, 60)).or_default();
        sexes[0][PERSONS] = compared(&[(101.0, 100.0), (97.0, 98.0), (100.0, 99.0)]);
        sexes[1][PERSONS] = compared(&[(203.0, 200.0), (200.0, 200.0), (200.0, 200.0)]);
        let men = agreement.mean(december, 60, Some(0), PERSONS).unwrap();
        // Differences 1, -1, 1: mean 1/3, standard deviation 2/√3.
        assert!(
            (men.share - 1.0 / 297.0).abs() < 1e-12 && (men.error.unwrap() * 99.0 - 2.0 / 3.0).abs() < 1e-9,
            "{men:?}"
        );
        let both = agreement.mean(december, 60, None, PERSONS).unwrap();
        assert!((both.counted - both.expected - 4.0 / 3.0).abs() < 1e-9, "{both:?}");
        assert_eq!(agreement.decembers(), [december]);
    }
}
