//! Published figures beside what a run simulates, and how many of them its bands hold.
use crate::error::FindingError;
use crate::numbers::Numbers;
use crate::scoring::{Scoring, Total};
use outputs::FactRow;
use scenarios::{Baseline, Group, Observation, Role};
use serde::Serialize;

/// A run compared with the baseline's published numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    /// Those whose months were simulated, in the order of the file.
    pub facts: Vec<FactRow>,
    /// Keys of those of which a month was not simulated.
    pub not_simulated: Vec<String>,
    /// Of the figures that are a test.
    pub tests: Coverage,
    /// Of all, those calibrated to and the source's own forecasts among them.
    pub all: Coverage,
}

/// How many figures lie inside the bands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Figures.
    pub n: usize,
    /// Inside the 80 % band.
    pub inside_80: usize,
    /// Inside the 95 % band.
    pub inside_95: usize,
}

/// Compares a scenario with the published numbers of `baseline`.
pub(crate) fn validate(numbers: &Numbers<'_>, baseline: &Baseline) -> Result<Validation, FindingError> {
    score(numbers, baseline, &baseline.observations)
}

/// Compares a scenario of a run of `baseline` with published numbers, its own or anybody's. Naive forecasts are made from
/// those of the baseline, which were known before the run.
pub fn score(
    numbers: &Numbers<'_>,
    baseline: &Baseline,
    observations: &[Observation],
) -> Result<Validation, FindingError> {
    let scoring = Scoring::of(&baseline.discrepancy, &baseline.observations);
    let mut facts = Vec::new();
    let mut not_simulated = Vec::new();
    for observation in observations {
        match scoring.score(numbers, observation)? {
            Some(row) => facts.push(row),
            None => not_simulated.push(observation.key.clone()),
        }
    }
    let tests = Coverage::of(facts.iter().filter(|row| row.kind == Role::HoldOut.word()));
    Ok(Validation { tests, all: Coverage::of(facts.iter()), facts, not_simulated })
}

impl Validation {
    /// How the numbers used in one way came out; none where there is none.
    pub fn of_role(&self, role: Role) -> Option<Total> {
        Total::of(self.facts.iter().filter(|row| row.kind == role.word()))
    }

    /// The same of the numbers of a group that are no mere report.
    pub fn of_group(&self, group: Group) -> Option<Total> {
        let is_of = |row: &&FactRow| row.group.as_deref() == Some(group.word()) && row.kind != Role::Report.word();
        Total::of(self.facts.iter().filter(is_of))
    }
}

impl Coverage {
    fn of<'a>(rows: impl Iterator<Item = &'a FactRow>) -> Self {
        rows.fold(Coverage::default(), |sum, row| {
            let [_, inside_80, inside_95] = row.inside().map(|inside| usize::from(inside == Some(true)));
            Coverage { n: sum.n + 1, inside_80: sum.inside_80 + inside_80, inside_95: sum.inside_95 + inside_95 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observed::tests::observation;
    use scenarios::Discrepancy;
    use sim_core::Month;

    #[test]
    fn bands_errors_and_coverage_are_those_counted_by_hand() {
        let month = Month::january(2022);
        // 0 to 40: 10th percentile 4, 90th 36, 2.5th 1, 97.5th 39.
        let numbers: Vec<Option<f64>> = (0..41).map(|r| Some(f64::from(r))).collect();
        let discrepancy = Discrepancy::default();
        let scoring = Scoring::of(&discrepancy, &[]);
        let row = |value, role| {
            let of = Observation { error: 0.0, ..observation(value, month, role) };
            scoring.row(&of, &numbers).expect("simulated")
        };
        let facts = vec![
            row(25.0, Role::HoldOut),
            row(38.0, Role::HoldOut),
            row(40.0, Role::Calibrate),
            row(4.0, Role::Report),
        ];
        assert_eq!((facts[0].p50, facts[0].band_80, facts[0].band_95), (20.0, Some([4.0, 36.0]), Some([1.0, 39.0])));
        assert_eq!((facts[0].error(), facts[0].relative_error()), (-5.0, Some(-0.2)));
        assert_eq!(Coverage::of(facts.iter()), Coverage { n: 4, inside_80: 2, inside_95: 3 });
        let tests = Coverage::of(facts.iter().filter(|row| row.kind == "hold_out"));
        assert_eq!(tests, Coverage { n: 2, inside_80: 1, inside_95: 2 });
        let all = Validation { facts, not_simulated: Vec::new(), tests, all: Coverage::default() };
        let held_out = all.of_role(Role::HoldOut).expect("two");
        assert_eq!((held_out.n, held_out.inside), (2, [1, 1, 2]));
        assert_eq!(all.of_group(Group::Population).map(|total| total.n), Some(3));
        assert_eq!(all.of_group(Group::Beds), None);
    }
}
