//! Published figures beside what a run simulates, and how many of them its bands hold.
use crate::error::FindingError;
use crate::numbers::Numbers;
use outputs::{FactRow, ReplicateSeries, indicator, permille_quantile};
use scenarios::{Baseline, Fact, Grade};
use serde::Serialize;
use sim_core::Month;

/// A run held against the baseline's published figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    /// Those with an indicator whose month was simulated, in the order of the file.
    pub facts: Vec<FactRow>,
    /// Keys of those with an indicator whose month was not simulated.
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

/// The kind of a figure that tests the model.
const TEST: &str = "test";
/// The kind of one that was calibrated to, or that the source itself only forecasts.
const NO_TEST: &str = "no_test";

/// Compares a scenario with the published figures of `baseline`. Bands are exact quantiles over the replicates: 10th to
/// 90th and 2.5th to 97.5th percentile.
pub fn validate(numbers: &Numbers<'_>, baseline: &Baseline) -> Result<Validation, FindingError> {
    let mut facts = Vec::new();
    let mut not_simulated = Vec::new();
    for fact in &baseline.facts {
        let known = fact.indicator.as_deref().and_then(indicator);
        let (Some(known), Some(month)) = (known, fact.month) else { continue };
        let series = numbers.indicator(known)?;
        match beside(fact, known.unit, month, &series) {
            Some(row) => facts.push(row),
            None => not_simulated.push(fact.key.clone()),
        }
    }
    let tests = Coverage::of(facts.iter().filter(|row| row.kind == TEST));
    Ok(Validation { tests, all: Coverage::of(facts.iter()), facts, not_simulated })
}

/// The figure beside the numbers of its month; none when no replicate has one.
fn beside(fact: &Fact, unit: &str, month: Month, series: &ReplicateSeries) -> Option<FactRow> {
    let value = |(_, months): &(u32, Vec<(Month, Option<f64>)>)| {
        months.iter().find(|(other, _)| *other == month).and_then(|(_, number)| *number)
    };
    let mut numbers: Vec<f64> = series.iter().filter_map(value).collect();
    numbers.sort_unstable_by(f64::total_cmp);
    let at = |permille| permille_quantile(&numbers, permille);
    let is_test = !matches!(fact.grade, Grade::Calibrated | Grade::Forecast);
    Some(FactRow {
        kind: if is_test { TEST } else { NO_TEST }.to_string(),
        key: fact.key.clone(),
        indicator: fact.indicator.clone(),
        month: Some(month),
        unit: unit.to_string(),
        published: fact.comparable(unit),
        p50: at(500)?,
        band_80: Some([at(100)?, at(900)?]),
        band_95: Some([at(25)?, at(975)?]),
        n: Some(numbers.len() as i64),
        grade: fact.grade.word().to_string(),
        source: fact.section.clone(),
    })
}

impl Coverage {
    fn of<'a>(rows: impl Iterator<Item = &'a FactRow>) -> Self {
        rows.fold(Coverage::default(), |sum, row| {
            let [inside_80, inside_95] = row.inside().map(|inside| usize::from(inside == Some(true)));
            Coverage { n: sum.n + 1, inside_80: sum.inside_80 + inside_80, inside_95: sum.inside_95 + inside_95 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_errors_and_coverage_are_those_counted_by_hand() {
        let month = Month::january(2022);
        // 0 to 40: 10th percentile 4, 90th 36, 2.5th 1, 97.5th 39.
        let series: ReplicateSeries = (0..41).map(|r| (r, vec![(month, Some(f64::from(r)))])).collect();
        let fact = |value, grade| Fact {
            key: "k".into(),
            value,
            unit: "persons".into(),
            date: "2022".into(),
            section: "一".into(),
            term_zh: String::new(),
            note: String::new(),
            grade,
            indicator: Some("population.elders".into()),
            month: Some(month),
        };
        let row = |value, grade| beside(&fact(value, grade), "persons", month, &series).expect("simulated");
        let rows =
            [row(25.0, Grade::Found), row(38.0, Grade::Found), row(40.0, Grade::Calibrated), row(4.0, Grade::Forecast)];
        assert_eq!((rows[0].p50, rows[0].band_80, rows[0].band_95), (20.0, Some([4.0, 36.0]), Some([1.0, 39.0])));
        assert_eq!((rows[0].error(), rows[0].relative_error()), (-5.0, Some(-0.2)));
        assert_eq!(rows.each_ref().map(|row| row.kind.as_str()), [TEST, TEST, NO_TEST, NO_TEST]);
        assert_eq!(Coverage::of(rows.iter()), Coverage { n: 4, inside_80: 2, inside_95: 3 });
        let tests = Coverage::of(rows.iter().filter(|row| row.kind == TEST));
        assert_eq!(tests, Coverage { n: 2, inside_80: 1, inside_95: 2 });
        assert!(beside(&fact(1.0, Grade::Found), "persons", month + 1, &series).is_none());
    }
}
