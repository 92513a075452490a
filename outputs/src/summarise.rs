//! Replicates reduced to means and quantiles.
use crate::columns::summary::SUMMARY;
use crate::columns::{DISTRICT_AREA, Topic};
use crate::detail::Detail;
use crate::indicators::{INDICATORS, Indicator, Keys};
use crate::quantile::quantile;
use crate::reading::{Batch, NumberColumn, Source};
use crate::side_by_side::side_by_side;
use crate::summary::{BandsOf, SummaryRow};
use crate::table_writer::TableWriter;
use crate::tables::Tables;
use crate::whole_file::FileRecord;
use crate::{OutputError, Result};
use arrow_array::{Array, Float64Array, StringViewArray};
use sim_core::Month;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Values that are held at once: as many indicators are read together as have no more.
const MOST_VALUES: usize = 1 << 22;

/// Which rows are summarised together.
#[derive(Clone, Copy)]
struct Summarised {
    areas: Areas,
    /// Whether the last months of years alone, up to which month.
    ends_to: Option<Month>,
}

#[derive(Clone, Copy, PartialEq)]
enum Areas {
    All,
    District,
    Communities,
}

impl Summarised {
    /// Those of a topic at a level of detail, in the order of the summary. At headline detail months within a year are left out:
    /// they would be more than what they are made of.
    fn of(topic: Topic, detail: Detail, last: Month) -> Vec<Self> {
        let of = |areas, ends_to| Summarised { areas, ends_to };
        match detail {
            Detail::Full => vec![of(Areas::All, None)],
            Detail::District if topic.is_of_communities() => {
                vec![of(Areas::District, None), of(Areas::Communities, Some(last))]
            }
            Detail::District => vec![of(Areas::District, None)],
            Detail::Headline => vec![of(Areas::District, Some(last))],
        }
    }

    fn has(self, area: &str, month: Month) -> bool {
        let has_area = match self.areas {
            Areas::All => true,
            Areas::District => area == DISTRICT_AREA,
            Areas::Communities => area != DISTRICT_AREA,
        };
        has_area && self.ends_to.is_none_or(|last| month.is_december() || month == last)
    }
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

/// Writes `summary.parquet` of `scenarios` from the merged files of a run whose last month is `last`: for every indicator its
/// mean (summed in the order of replicates) and exact quantiles (see [`quantile`]) over the replicates that have a value;
/// nothing where none has one; of the district also the bands that `bands` gives. Scenarios are read side by side by `threads`; in memory are the values of some indicators of a
/// scenario, and where the rows of one topic belong.
pub fn summarise(
    tables: &Tables,
    scenarios: &[impl AsRef<str> + Sync],
    (detail, last): (Detail, Month),
    bands: BandsOf<'_>,
    threads: usize,
    target: &Path,
) -> Result<FileRecord> {
    let mut writer = TableWriter::create(&SUMMARY, target)?;
    for some in scenarios.chunks(threads.max(1)) {
        for rows in side_by_side(some, threads, |id| scenario_rows(tables, id.as_ref(), (detail, last), bands))? {
            rows.iter().try_for_each(|row| writer.push(row))?;
            // Of many scenarios rows stand together, as in their tables.
            if detail != Detail::Headline {
                writer.flush()?;
            }
        }
    }
    writer.finish()
}

/// The rows of a scenario, in the order of the indicators.
fn scenario_rows(
    tables: &Tables,
    id: &str,
    (detail, last): (Detail, Month),
    bands: BandsOf<'_>,
) -> Result<Vec<SummaryRow>> {
    let mut rows = Vec::new();
    for indicators in INDICATORS.chunk_by(|a, b| a.topic == b.topic) {
        let Some(topic) = indicators.first().map(|indicator| indicator.topic) else { continue };
        let source = tables.source(topic)?;
        let read = Summarised::of(topic, detail, last).into_iter();
        let scenarios = read.map(|of| Scenario::open(source, id, of, indicators)).collect::<Result<Vec<_>>>()?;
        let cells: usize = scenarios.iter().map(|of| of.areas.len() * of.months.len() * of.replicates).sum();
        for together in indicators.chunks((MOST_VALUES / cells.max(1)).max(1)) {
            let values = scenarios.iter().map(|of| of.values(together)).collect::<Result<Vec<_>>>()?;
            for (at, indicator) in together.iter().enumerate() {
                for (of, values) in scenarios.iter().zip(&values) {
                    of.summarise(indicator, &values[at], bands, &mut rows);
                }
            }
        }
    }
    Ok(rows)
}

impl<'a> Scenario<'a> {
    /// The places of a scenario's rows; an error unless every place of every selection is taken once.
    fn open(source: &'a Source, id: &str, of: Summarised, indicators: &[Indicator]) -> Result<Self> {
        let mut selections: Vec<Keys> = Vec::new();
        for indicator in indicators {
            if !selections.contains(&indicator.keys) {
                selections.push(indicator.keys);
            }
        }
        let row_groups = source.row_groups_of(id);
        let mut keys = ReadKeys::new(selections.len());
        let mut columns = vec!["scenario", "replicate", "month", "area"];
        columns.extend(selections.iter().flat_map(|keys| keys.iter().map(|(column, _)| *column)));
        for batch in source.read(row_groups.clone(), &columns)? {
            keys.read(id, of, &selections, &batch?)?;
        }
        let places = keys.places();
        let places = places.filter(|_| !row_groups.is_empty()).ok_or_else(|| OutputError::Incomplete {
            path: source.path().to_path_buf(),
            scenario: id.to_string(),
            rows: keys.selected.iter().map(Vec::len).sum(),
            replicates: keys.replicates.len(),
            months: keys.months.len(),
            areas: keys.areas.len(),
            selections: selections.len(),
        })?;
        Ok(Scenario {
            id: id.into(),
            source,
            row_groups,
            areas: keys.areas,
            months: keys.months.into_iter().collect(),
            replicates: keys.replicates.len(),
            selections: selections.into_iter().zip(places).collect(),
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

    fn read(&mut self, scenario: &str, of: Summarised, selections: &[Keys], batch: &Batch) -> Result<()> {
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
            let (month, replicate) = (months[row], replicates[row]);
            if ids.value(row) != scenario || !of.has(areas.value(row), month) {
                continue;
            }
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
    /// Appends the rows of one indicator.
    fn summarise(&self, indicator: &Indicator, values: &[Option<f64>], bands: BandsOf<'_>, rows: &mut Vec<SummaryRow>) {
        let id: Arc<str> = indicator.id.into();
        let mut cells = values.chunks_exact(self.replicates.max(1));
        let mut present = Vec::with_capacity(self.replicates);
        for area in &self.areas {
            for month in &self.months {
                present.clear();
                present.extend(cells.next().unwrap_or_default().iter().flatten());
                let row = SummaryRow::of(&self.id, *month, area, &id, &mut present);
                // The discrepancy is the district's.
                let is_district = area.as_ref() == DISTRICT_AREA;
                rows.extend(row.map(|row| match is_district {
                    true => SummaryRow { bands: bands(indicator, *month, &present), ..row },
                    false => row,
                }));
            }
        }
    }

    /// The values of some indicators in one reading, each in the order of their places.
    fn values(&self, indicators: &[Indicator]) -> Result<Vec<Vec<Option<f64>>>> {
        let places = |indicator: &Indicator| {
            let selection = self.selections.iter().find(|(keys, _)| *keys == indicator.keys);
            selection.map(|(_, places)| places.as_slice()).unwrap_or_default()
        };
        let mut columns: Vec<NumberColumn> = Vec::new();
        for indicator in indicators {
            if !columns.contains(&indicator.column) {
                columns.push(indicator.column);
            }
        }
        let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        let mut values: Vec<Vec<Option<f64>>> =
            indicators.iter().map(|indicator| vec![None; places(indicator).len()]).collect();
        let mut left: Vec<&[Place]> = indicators.iter().map(places).collect();
        let mut first = 0;
        for batch in self.source.read(self.row_groups.clone(), &names)? {
            let batch = batch?;
            let numbers =
                columns.iter().map(|column| batch.numbers_of(*column)).collect::<Result<Vec<Float64Array>>>()?;
            for ((indicator, values), left) in indicators.iter().zip(&mut values).zip(&mut left) {
                let numbers =
                    columns.iter().position(|column| *column == indicator.column).and_then(|at| numbers.get(at));
                let (here, later) =
                    left.split_at(left.partition_point(|place| (place.row as usize) < first + batch.rows()));
                for Place { row, place } in here {
                    let row = *row as usize - first;
                    values[*place as usize] =
                        numbers.filter(|numbers| numbers.is_valid(row)).map(|numbers| numbers.value(row));
                }
                *left = later;
            }
            first += batch.rows();
        }
        match left.iter().all(|left| left.is_empty()) {
            true => Ok(values),
            false => Err(OutputError::Damaged { path: self.source.path().to_path_buf() }),
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
            bands: None,
        })
    }
}
