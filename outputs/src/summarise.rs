//! Replicates reduced to means and quantiles.
use crate::columns::summary::SUMMARY;
use crate::indicators::INDICATORS;
use crate::quantile::quantile;
use crate::reading::Source;
use crate::summary::SummaryRow;
use crate::table_writer::TableWriter;
use crate::whole_file::FileRecord;
use crate::{OutputError, Result};
use sim_core::Month;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The rows of one scenario, and where each belongs.
struct Scenario {
    id: Arc<str>,
    /// In the order of first appearance.
    areas: Vec<Arc<str>>,
    area_numbers: BTreeMap<Arc<str>, usize>,
    months: BTreeSet<Month>,
    replicates: BTreeSet<u32>,
    rows: usize,
    /// The row groups that hold rows of it.
    row_groups: Vec<usize>,
}

/// For every row of a scenario's row groups, its place among the values of an indicator: area, then
/// month, then replicate. None for rows of other scenarios.
struct Places(Vec<Option<u32>>);

/// Writes `summary.parquet` from the merged `population.parquet`: for every indicator its mean
/// (summed in the order of replicates) and exact quantiles (see [`quantile`]) over the replicates.
/// In memory are the values of one indicator of one scenario.
pub fn summarise(population_parquet: &Path, target: &Path) -> Result<FileRecord> {
    let source = Source::open(population_parquet)?;
    let mut writer = TableWriter::create(&SUMMARY, target)?;
    for scenario in scenarios(&source)? {
        let places = scenario.places(&source)?;
        for indicator in INDICATORS {
            let mut values = scenario.values(&source, &places, indicator.column)?;
            let indicator: Arc<str> = indicator.id.into();
            let mut cells = values.chunks_exact_mut(scenario.replicates.len().max(1));
            for area in &scenario.areas {
                for month in &scenario.months {
                    let row = cells
                        .next()
                        .and_then(|replicates| SummaryRow::of(&scenario.id, *month, area, &indicator, replicates));
                    writer.push(&row.ok_or_else(|| scenario.incomplete(&source))?)?;
                }
            }
        }
        writer.flush()?;
    }
    writer.finish()
}

impl SummaryRow {
    /// Reduces the values of one cell, in the order of replicates; sorts them.
    fn of(
        scenario: &Arc<str>,
        month: Month,
        area: &Arc<str>,
        indicator: &Arc<str>,
        values: &mut [f64],
    ) -> Option<SummaryRow> {
        let n = u32::try_from(values.len()).ok()?;
        let mean = values.iter().sum::<f64>() / f64::from(n);
        values.sort_unstable_by(f64::total_cmp);
        let percentile = |percent| quantile(values, percent);
        Some(SummaryRow {
            scenario: scenario.clone(),
            month,
            area: area.clone(),
            indicator: indicator.clone(),
            mean,
            p05: percentile(5)?,
            p10: percentile(10)?,
            p25: percentile(25)?,
            p50: percentile(50)?,
            p75: percentile(75)?,
            p90: percentile(90)?,
            p95: percentile(95)?,
            n,
        })
    }
}

/// The scenarios of the file, in the order of first appearance.
fn scenarios(source: &Source) -> Result<Vec<Scenario>> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    for group in source.row_groups() {
        for batch in source.read(vec![group], &["scenario", "replicate", "month", "area"])? {
            let batch = batch?;
            let (ids, areas) = (batch.text("scenario")?, batch.text("area")?);
            let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
            for row in 0..batch.rows() {
                let id = ids.value(row);
                // The last one first: rows are sorted, so it nearly always is.
                let number = scenarios.iter().rposition(|scenario| scenario.id.as_ref() == id);
                let number = number.unwrap_or_else(|| {
                    scenarios.push(Scenario::new(id));
                    scenarios.len() - 1
                });
                scenarios[number].note(areas.value(row), months[row], replicates[row], group);
            }
        }
    }
    Ok(scenarios)
}

impl Scenario {
    fn new(id: &str) -> Self {
        Scenario {
            id: id.into(),
            areas: Vec::new(),
            area_numbers: BTreeMap::new(),
            months: BTreeSet::new(),
            replicates: BTreeSet::new(),
            rows: 0,
            row_groups: Vec::new(),
        }
    }

    fn note(&mut self, area: &str, month: Month, replicate: u32, row_group: usize) {
        if !self.area_numbers.contains_key(area) {
            let area: Arc<str> = area.into();
            self.area_numbers.insert(area.clone(), self.areas.len());
            self.areas.push(area);
        }
        self.months.insert(month);
        self.replicates.insert(replicate);
        self.rows += 1;
        if self.row_groups.last() != Some(&row_group) {
            self.row_groups.push(row_group);
        }
    }

    /// The place of every row; an error unless every place is taken once.
    fn places(&self, source: &Source) -> Result<Places> {
        let cells = self.areas.len().checked_mul(self.months.len()).and_then(|n| n.checked_mul(self.replicates.len()));
        // Equal numbers, and no place taken twice below: so none is empty.
        if cells != Some(self.rows) || u32::try_from(self.rows).is_err() {
            return Err(self.incomplete(source));
        }
        let month_numbers: BTreeMap<Month, usize> =
            self.months.iter().enumerate().map(|(i, month)| (*month, i)).collect();
        let replicate_numbers: BTreeMap<u32, usize> =
            self.replicates.iter().enumerate().map(|(i, replicate)| (*replicate, i)).collect();
        let mut taken = vec![false; self.rows];
        let mut places = Vec::with_capacity(self.rows);
        for batch in source.read(self.row_groups.clone(), &["scenario", "replicate", "month", "area"])? {
            let batch = batch?;
            let (ids, areas) = (batch.text("scenario")?, batch.text("area")?);
            let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
            for row in 0..batch.rows() {
                if ids.value(row) != self.id.as_ref() {
                    places.push(None);
                    continue;
                }
                let area = self.area_numbers.get(areas.value(row));
                let month = month_numbers.get(&months[row]);
                let replicate = replicate_numbers.get(&replicates[row]);
                let place = area.zip(month).zip(replicate).map(|((area, month), replicate)| {
                    (area * self.months.len() + month) * self.replicates.len() + replicate
                });
                match place.and_then(|place| Some((place, taken.get_mut(place)?))) {
                    Some((place, taken)) if !*taken => {
                        *taken = true;
                        places.push(u32::try_from(place).ok());
                    }
                    _ => return Err(self.incomplete(source)),
                }
            }
        }
        Ok(Places(places))
    }

    /// The values of `column`, in the order of their places.
    fn values(&self, source: &Source, places: &Places, column: &str) -> Result<Vec<f64>> {
        let mut values = vec![0.0; self.rows];
        let mut places = places.0.iter();
        for batch in source.read(self.row_groups.clone(), &[column])? {
            let batch = batch?;
            for (value, place) in batch.integers(column)?.iter().zip(places.by_ref()) {
                if let Some(place) = place {
                    values[*place as usize] = f64::from(*value);
                }
            }
        }
        Ok(values)
    }

    fn incomplete(&self, source: &Source) -> OutputError {
        OutputError::Incomplete {
            path: source.path().to_path_buf(),
            scenario: self.id.to_string(),
            rows: self.rows,
            replicates: self.replicates.len(),
            months: self.months.len(),
            areas: self.areas.len(),
        }
    }
}
