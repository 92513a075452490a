//! The backtest as rows of the validation's table.
use outputs::FactRow;
use projection::{Backtest, Case, Place, Rival};
use sim_core::Month;

/// Every forecast with a band beside its count: the key is place, ages and origin.
pub fn backtest_rows(of: &Backtest) -> Vec<FactRow> {
    let row = |case: &Case| {
        let (place, month) = match &case.place {
            Place::City => ("city", 11),
            // Censuses count in November.
            Place::District(id) => (id.as_str(), 10),
        };
        FactRow {
            kind: "backtest".into(),
            key: format!("{place}/{}/{}", case.ages, case.origin),
            month: Some(Month::january(case.year) + month),
            unit: "persons".into(),
            published: case.observed,
            p50: case.median,
            band_50: Some(case.band50),
            band_80: Some(case.band80),
            band_95: Some(case.band95),
            pit: Some(case.pit),
            crps: Some(case.crps),
            interval_score: Some(case.interval),
            persistence_crps: case.rivals[Rival::NoChange as usize],
            trend_crps: case.rivals[Rival::Growth as usize],
            n: i64::try_from(case.draws).ok(),
            grade: case.grade.word().into(),
            source: case.source.clone(),
            ..FactRow::default()
        }
    };
    of.cases.iter().map(row).collect()
}
