//! Replicates reduced to means and quantiles.
use crate::columns::summary::SUMMARY;
use crate::indicators::{INDICATORS, Indicator, Keys};
use crate::quantile::quantile;
use crate::reading::{Batch, NumberColumn, Source};
use crate::summary::SummaryRow;
use crate::table_writer::TableWriter;
use crate::whole_file::FileRecord;
use crate::{OutputError, Result};
use arrow_array::{Array, StringViewArray};
use sim_core::Month;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The merged file of a topic, and the indicators that are read from it.
struct TopicFile {
    indicators: &'static [Indicator],
    /// Which rows the indicators are read from, each choice once.
    selections: Vec<Keys>,
    source: Source,
    /// The scenarios in the order of first appearance, and the row groups that hold rows of each.
    scenarios: Vec<(Arc<str>, Vec<usize>)>,
}

/// The rows of one scenario in the file of a topic, and where each belongs.
struct Scenario<'a> {
    id: Arc<str>,
    source: &'a Source,
    row_groups: Vec<usize>,
    /// In the order of first appearance.
    areas: Vec<Arc<str>>,
    months: Vec<Month>,
    replicates: usize,
    selections: Vec<(Keys, Vec<Place>)>,
}

/// A selected row: its number among those of the scenario's row groups, and its place among the values
/// of an indicator: area, then month, then replicate.
struct Place {
    row: u32,
    place: u32,
}

/// Writes `summary.parquet` from the merged files in `folder`: for every indicator its mean (summed in
/// the order of replicates) and exact quantiles (see [`quantile`]) over the replicates that have a
/// value; nothing where none has one. In memory are the values of one indicator of one scenario, and
/// where the rows of one topic belong: keys are read once, each indicator's column alone.
pub fn summarise(folder: &Path, target: &Path) -> Result<FileRecord> {
    let of_topic = INDICATORS.chunk_by(|a, b| a.topic == b.topic);
    let files: Vec<TopicFile> =
        of_topic.map(|indicators| TopicFile::open(folder, indicators)).collect::<Result<_>>()?;
    let mut writer = TableWriter::create(&SUMMARY, target)?;
    for id in scenarios(&files) {
        for file in &files {
            let scenario = file.scenario(&id)?;
            for indicator in file.indicators {
                scenario.summarise(indicator, &mut writer)?;
            }
        }
        writer.flush()?;
    }
    writer.finish()
}

/// The scenarios of all files, in the order of first appearance.
fn scenarios(files: &[TopicFile]) -> Vec<Arc<str>> {
    let mut ids: Vec<Arc<str>> = Vec::new();
    for (id, _) in files.iter().flat_map(|file| &file.scenarios) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

impl TopicFile {
    fn open(folder: &Path, indicators: &'static [Indicator]) -> Result<Self> {
        let name = indicators.first().map(|indicator| indicator.topic.file_name()).unwrap_or_default();
        let source = Source::open(&folder.join(name))?;
        let mut selections: Vec<Keys> = Vec::new();
        for indicator in indicators {
            if !selections.contains(&indicator.keys) {
                selections.push(indicator.keys);
            }
        }
        let mut scenarios: Vec<(Arc<str>, Vec<usize>)> = Vec::new();
        for group in source.row_groups() {
            for batch in source.read(vec![group], &["scenario"])? {
                for id in batch?.text("scenario")?.iter().flatten() {
                    // The last one first: rows are sorted, so it nearly always is.
                    let known = scenarios.iter().rposition(|(other, _)| other.as_ref() == id);
                    let number = known.unwrap_or_else(|| {
                        scenarios.push((id.into(), Vec::new()));
                        scenarios.len() - 1
                    });
                    let row_groups = &mut scenarios[number].1;
                    if row_groups.last() != Some(&group) {
                        row_groups.push(group);
                    }
                }
            }
        }
        Ok(TopicFile { indicators, selections, source, scenarios })
    }

    /// The places of a scenario's rows; an error unless every place of every selection is taken once.
    fn scenario(&self, id: &Arc<str>) -> Result<Scenario<'_>> {
        let row_groups = self.scenarios.iter().find(|(other, _)| other == id).map(|(_, groups)| groups.clone());
        let mut keys = ReadKeys::new(self.selections.len());
        let row_groups = row_groups.unwrap_or_default();
        let mut columns = vec!["scenario", "replicate", "month", "area"];
        columns.extend(self.selections.iter().flat_map(|keys| keys.iter().map(|(column, _)| *column)));
        for batch in self.source.read(row_groups.clone(), &columns)? {
            keys.read(id, &self.selections, &batch?)?;
        }
        let places = keys.places();
        let places = places.filter(|_| !row_groups.is_empty()).ok_or_else(|| OutputError::Incomplete {
            path: self.source.path().to_path_buf(),
            scenario: id.to_string(),
            rows: keys.selected.iter().map(Vec::len).sum(),
            replicates: keys.replicates.len(),
            months: keys.months.len(),
            areas: keys.areas.len(),
            selections: self.selections.len(),
        })?;
        Ok(Scenario {
            id: id.clone(),
            source: &self.source,
            row_groups,
            areas: keys.areas,
            months: keys.months.into_iter().collect(),
            replicates: keys.replicates.len(),
            selections: self.selections.iter().copied().zip(places).collect(),
        })
    }
}

/// The keys of a scenario's rows.
struct ReadKeys {
    areas: Vec<Arc<str>>,
    area_numbers: BTreeMap<Arc<str>, usize>,
    months: BTreeSet<Month>,
    replicates: BTreeSet<u32>,
    /// Rows read, those of other scenarios too.
    rows: u32,
    selected: Vec<Vec<Selected>>,
}

/// A row of a selection.
struct Selected {
    row: u32,
    area: u32,
    month: Month,
    replicate: u32,
}

impl ReadKeys {
    fn new(selections: usize) -> Self {
        ReadKeys {
            areas: Vec::new(),
            area_numbers: BTreeMap::new(),
            months: BTreeSet::new(),
            replicates: BTreeSet::new(),
            rows: 0,
            selected: (0..selections).map(|_| Vec::new()).collect(),
        }
    }

    fn read(&mut self, scenario: &str, selections: &[Keys], batch: &Batch) -> Result<()> {
        let (ids, areas) = (batch.text("scenario")?, batch.text("area")?);
        let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
        let filter = |keys: &Keys| {
            keys.iter().map(|(column, text)| Ok((batch.text(column)?, *text))).collect::<Result<Vec<_>>>()
        };
        let filters: Vec<Vec<(&StringViewArray, &str)>> = selections.iter().map(filter).collect::<Result<_>>()?;
        let rows = i64::from(self.rows) + batch.rows() as i64;
        let rows = u32::try_from(rows).map_err(|_| OutputError::OutOfRange { column: "rows", value: rows })?;
        // Rows are sorted: what the last one had is mostly known already.
        let mut last: Option<(Month, u32)> = None;
        for row in 0..batch.rows() {
            if ids.value(row) != scenario {
                continue;
            }
            let (month, replicate) = (months[row], replicates[row]);
            if last != Some((month, replicate)) {
                self.months.insert(month);
                self.replicates.insert(replicate);
                last = Some((month, replicate));
            }
            for (filter, selected) in filters.iter().zip(&mut self.selected) {
                if filter.iter().all(|(column, text)| column.value(row) == *text) {
                    let area = areas.value(row);
                    let number = self.area_numbers.get(area).copied().unwrap_or_else(|| {
                        let area: Arc<str> = area.into();
                        self.area_numbers.insert(area.clone(), self.areas.len());
                        self.areas.push(area);
                        self.areas.len() - 1
                    });
                    selected.push(Selected { row: self.rows + row as u32, area: number as u32, month, replicate });
                }
            }
        }
        self.rows = rows;
        Ok(())
    }

    /// The places of each selection's rows; none unless every place is taken once.
    fn places(&self) -> Option<Vec<Vec<Place>>> {
        let (months, replicates) = (self.months.len(), self.replicates.len());
        let cells = self.areas.len().checked_mul(months)?.checked_mul(replicates)?;
        let month_numbers: BTreeMap<Month, usize> = self.months.iter().copied().zip(0..).collect();
        let replicate_numbers: BTreeMap<u32, usize> = self.replicates.iter().copied().zip(0..).collect();
        let places = |selected: &Vec<Selected>| {
            // Equal numbers, and no place taken twice below: so none is empty.
            if selected.len() != cells || cells == 0 {
                return None;
            }
            let mut taken = vec![false; cells];
            let place = |row: &Selected| {
                let (month, replicate) = (month_numbers.get(&row.month)?, replicate_numbers.get(&row.replicate)?);
                let place = (row.area as usize * months + month) * replicates + replicate;
                let taken = taken.get_mut(place)?;
                (!std::mem::replace(taken, true)).then_some(Place { row: row.row, place: u32::try_from(place).ok()? })
            };
            selected.iter().map(place).collect()
        };
        self.selected.iter().map(places).collect()
    }
}

impl Scenario<'_> {
    /// Writes the rows of one indicator.
    fn summarise(&self, indicator: &Indicator, writer: &mut TableWriter<SummaryRow>) -> Result<()> {
        let selection = self.selections.iter().find(|(keys, _)| *keys == indicator.keys);
        let places = selection.map(|(_, places)| places.as_slice()).unwrap_or_default();
        let values = self.values(places, indicator.column)?;
        let id: Arc<str> = indicator.id.into();
        let mut cells = values.chunks_exact(self.replicates.max(1));
        let mut present = Vec::with_capacity(self.replicates);
        for area in &self.areas {
            for month in &self.months {
                present.clear();
                present.extend(cells.next().unwrap_or_default().iter().flatten());
                if let Some(row) = SummaryRow::of(&self.id, *month, area, &id, &mut present) {
                    writer.push(&row)?;
                }
            }
        }
        Ok(())
    }

    /// The values of `column`, in the order of their places.
    fn values(&self, places: &[Place], column: NumberColumn) -> Result<Vec<Option<f64>>> {
        let mut values = vec![None; places.len()];
        let mut places = places.iter().peekable();
        let mut first = 0;
        for batch in self.source.read(self.row_groups.clone(), &[column.name])? {
            let batch = batch?;
            let numbers = batch.numbers_of(column)?;
            while let Some(Place { row, place }) = places.next_if(|place| (place.row as usize) < first + numbers.len())
            {
                let row = *row as usize - first;
                values[*place as usize] = numbers.is_valid(row).then(|| numbers.value(row));
            }
            first += numbers.len();
        }
        match places.next() {
            None => Ok(values),
            Some(_) => Err(OutputError::Damaged { path: self.source.path().to_path_buf() }),
        }
    }
}

impl SummaryRow {
    /// Reduces the values of one cell, in the order of replicates; sorts them. None of none.
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
