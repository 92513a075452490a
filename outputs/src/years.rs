//! Replicates by calendar year: what comparisons of scenarios are made from.
use crate::columns::DISTRICT_AREA;
use crate::columns::Topic;
use crate::indicators::Keys;
use crate::reading::{Batch, NumberColumn, Source};
use crate::tables::Tables;
use crate::{OutputError, Result};
use arrow_array::{Array, Float64Array, StringViewArray};
use sim_core::Month;
use std::path::Path;
use std::sync::Arc;

/// The value of a year, of its simulated months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfYear {
    /// That of the last month: stocks, shares, averages.
    End,
    /// The sum of all months: flows.
    Sum,
}

impl OfYear {
    /// The rule, everywhere: a flow (a unit "a month") is the sum of the year's months, anything else has the value of the
    /// year's last simulated month. A share, a wait in days and beds per 100 elders are read like the stocks that they
    /// are made of, so that they agree with them and with targets, which are due at a year's end; a mean of the months
    /// would be a second answer.
    pub fn of_unit(unit: &str) -> OfYear {
        if unit.ends_with(A_MONTH) { OfYear::Sum } else { OfYear::End }
    }

    /// The unit of the year's value, of a column of `unit`.
    pub fn unit(self, unit: &str) -> String {
        match unit.strip_suffix(A_MONTH) {
            Some(flow) if self == OfYear::Sum => format!("{flow} a year"),
            _ => unit.to_string(),
        }
    }
}

const A_MONTH: &str = " a month";

/// Replicates of a scenario, from 0, and the months they were simulated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simulated<'a> {
    /// Id of the scenario.
    pub scenario: &'a str,
    /// Number of replicates that are read.
    pub replicates: u32,
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
}

impl Simulated<'_> {
    /// Calendar years, the first and last perhaps in part.
    pub fn years(&self) -> impl ExactSizeIterator<Item = i32> + use<> {
        let (first, last) = (self.first.year(), self.last.year());
        (0..usize::try_from(last - first + 1).unwrap_or(0)).map(move |year| first + year as i32)
    }

    /// An error when there are rows, but fewer than so many for each replicate: so that nobody makes room for replicates
    /// that a damaged plan invents.
    pub(crate) fn check_rows(&self, source: &Source, row_groups: &[usize], of_each: u32) -> Result<()> {
        let rows = source.rows(row_groups);
        if rows == 0 || rows >= u64::from(self.replicates) * u64::from(of_each) {
            return Ok(());
        }
        Err(OutputError::TooFewRows {
            path: source.path().to_path_buf(),
            scenario: self.scenario.to_string(),
            rows,
            replicates: self.replicates,
        })
    }

    /// Whether a month is the last simulated one of its year.
    fn is_end_of_year(&self, month: Month) -> bool {
        month.is_december() || month == self.last
    }

    /// Simulated months of a year.
    fn months(&self, year: i32) -> u32 {
        let months = (1..=12).filter_map(|of_year| Month::new(year, of_year).ok());
        months.filter(|month| (self.first..=self.last).contains(month)).count() as u32
    }
}

/// A column of numbers in the rows that `keys` choose (one a replicate, month and area), by year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearColumn {
    /// The column, and its unit.
    pub column: NumberColumn,
    /// Its rows.
    pub keys: Keys,
    /// What stands for the year.
    pub of_year: OfYear,
}

/// Which areas are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// The district and every community that the topic has rows of.
    AllAreas,
    /// The same in the last months of years alone, of which all levels of detail with communities have rows. Flows are those of
    /// that month.
    AllAreasAtYearEnds,
    /// The district alone.
    District,
}

/// Values by column, area, year and replicate, in the columns' units (of sums: a year).
#[derive(Clone, Debug, PartialEq)]
pub struct YearValues {
    /// Ids of areas, the district first.
    pub areas: Vec<Arc<str>>,
    years: usize,
    replicates: usize,
    /// `[column][(area * years + year) * replicates + replicate]`
    values: Vec<Vec<Option<f64>>>,
}

impl YearValues {
    /// The replicates' values, from replicate 0; none where no month of the year has one. Places are those of the
    /// columns asked for, of [`YearValues::areas`] and of [`Simulated::years`]; empty where there is no such place.
    pub fn of(&self, column: usize, area: usize, year: usize) -> &[Option<f64>] {
        let values = self.values.get(column).map(Vec::as_slice).unwrap_or_default();
        if area >= self.areas.len() || year >= self.years {
            return &[];
        }
        let start = (area * self.years + year) * self.replicates;
        values.get(start..start + self.replicates).unwrap_or_default()
    }
}

/// The months of one cell so far.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// Of the months that have a value.
    sum: Option<f64>,
    /// The latest month and its value.
    last: Option<(Month, Option<f64>)>,
}

impl Cell {
    fn add(&mut self, month: Month, value: Option<f64>) {
        if let Some(value) = value {
            self.sum = Some(self.sum.unwrap_or_default() + value);
        }
        if self.last.is_none_or(|(last, _)| last < month) {
            self.last = Some((month, value));
        }
    }

    fn value(&self, of_year: OfYear) -> Option<f64> {
        match of_year {
            OfYear::End => self.last.and_then(|(_, value)| value),
            OfYear::Sum => self.sum,
        }
    }
}

/// Reads `columns` of `topic`'s merged file in one pass over the scenario's row groups. In memory are the
/// yearly values, and a batch of rows. An error unless every year has one row for each of its months.
pub fn year_values(
    tables: &Tables,
    topic: Topic,
    simulated: &Simulated,
    columns: &[YearColumn],
    within: Within,
) -> Result<YearValues> {
    let source = tables.source(topic)?;
    let row_groups = source.row_groups_of(simulated.scenario);
    simulated.check_rows(source, &row_groups, simulated.years().map(|year| simulated.months(year)).sum())?;
    let mut read = Reading::new(simulated, columns, within);
    let mut names = vec!["scenario", "replicate", "month", "area"];
    for YearColumn { column, keys, .. } in columns {
        for name in keys.iter().map(|(name, _)| *name).chain([column.name]) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let area = (within == Within::District).then_some(DISTRICT_AREA);
    for batch in source.read_of(area, row_groups, &names)? {
        read.batch(&batch?)?;
    }
    read.finish(source.path())
}

/// A topic on its way to [`YearValues`].
struct Reading<'a> {
    simulated: &'a Simulated<'a>,
    columns: &'a [YearColumn],
    within: Within,
    /// Each choice of rows once, and the columns read from it.
    selections: Vec<(Keys, Vec<usize>)>,
    /// What is read, each once, and which of it is of each column.
    numbers: Vec<NumberColumn>,
    number_of: Vec<usize>,
    areas: Vec<Arc<str>>,
    years: usize,
    /// As [`YearValues::values`].
    cells: Vec<Vec<Cell>>,
    /// Rows found, `[selection][as above]`.
    rows: Vec<Vec<u32>>,
}

impl<'a> Reading<'a> {
    fn new(simulated: &'a Simulated, columns: &'a [YearColumn], within: Within) -> Self {
        let mut selections: Vec<(Keys, Vec<usize>)> = Vec::new();
        for (number, YearColumn { keys, .. }) in columns.iter().enumerate() {
            match selections.iter_mut().find(|(known, _)| known == keys) {
                Some((_, of)) => of.push(number),
                None => selections.push((keys, vec![number])),
            }
        }
        let mut numbers: Vec<NumberColumn> = Vec::new();
        let number_of = columns.iter().map(|YearColumn { column, .. }| {
            numbers.iter().position(|known| known == column).unwrap_or_else(|| {
                numbers.push(*column);
                numbers.len() - 1
            })
        });
        let number_of = number_of.collect();
        Reading {
            simulated,
            columns,
            within,
            numbers,
            number_of,
            areas: Vec::new(),
            years: simulated.years().len(),
            cells: vec![Vec::new(); columns.len()],
            rows: vec![Vec::new(); selections.len()],
            selections,
        }
    }

    /// The place of an area, with room for its values.
    fn area(&mut self, id: &str) -> usize {
        if let Some(known) = self.areas.iter().position(|known| known.as_ref() == id) {
            return known;
        }
        self.areas.push(id.into());
        let room = self.areas.len() * self.years * self.simulated.replicates as usize;
        self.cells.iter_mut().for_each(|cells| cells.resize(room, Cell::default()));
        self.rows.iter_mut().for_each(|rows| rows.resize(room, 0));
        self.areas.len() - 1
    }

    fn batch(&mut self, batch: &Batch) -> Result<()> {
        let Simulated { scenario, replicates: wanted, first, last } = *self.simulated;
        let (scenarios, areas) = (batch.text("scenario")?, batch.text("area")?);
        let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
        let values: Vec<Float64Array> =
            self.numbers.iter().map(|column| batch.numbers_of(*column)).collect::<Result<_>>()?;
        let texts = |(keys, _): &(Keys, Vec<usize>)| {
            keys.iter().map(|(column, text)| Ok((batch.text(column)?, *text))).collect::<Result<Vec<_>>>()
        };
        let filters: Vec<Vec<(&StringViewArray, &str)>> = self.selections.iter().map(texts).collect::<Result<_>>()?;
        let mut area = None;
        for row in 0..batch.rows() {
            let (replicate, month, id) = (replicates[row], months[row], areas.value(row));
            let is_read = scenarios.value(row) == scenario
                && replicate < wanted
                && (first..=last).contains(&month)
                && (self.within != Within::District || id == DISTRICT_AREA)
                && (self.within != Within::AllAreasAtYearEnds || self.simulated.is_end_of_year(month));
            if !is_read {
                continue;
            }
            for (selection, filter) in filters.iter().enumerate() {
                if !filter.iter().all(|(column, text)| column.value(row) == *text) {
                    continue;
                }
                // The same area as in the row before, mostly.
                let number = match area {
                    Some((known, number)) if known == id => number,
                    _ => self.area(id),
                };
                area = Some((id, number));
                let year = usize::try_from(month.year() - first.year()).unwrap_or_default();
                let place = (number * self.years + year) * wanted as usize + replicate as usize;
                self.rows[selection][place] += 1;
                for column in &self.selections[selection].1 {
                    let values = &values[self.number_of[*column]];
                    self.cells[*column][place].add(month, values.is_valid(row).then(|| values.value(row)));
                }
            }
        }
        Ok(())
    }

    fn finish(self, path: &Path) -> Result<YearValues> {
        let Simulated { scenario, replicates, .. } = *self.simulated;
        if self.areas.is_empty() {
            return Err(OutputError::NoScenario { path: path.to_path_buf(), scenario: scenario.to_string() });
        }
        for rows in &self.rows {
            let places = self.areas.iter().flat_map(|area| self.simulated.years().map(move |year| (area, year)));
            for ((area, year), rows) in places.zip(rows.chunks(replicates.max(1) as usize)) {
                let months = match self.within {
                    Within::AllAreasAtYearEnds => 1,
                    Within::AllAreas | Within::District => self.simulated.months(year),
                };
                if let Some(replicate) = rows.iter().position(|rows| *rows != months) {
                    return Err(OutputError::Uneven {
                        path: path.to_path_buf(),
                        scenario: scenario.to_string(),
                        replicate: replicate as u32,
                        area: area.to_string(),
                        year,
                        rows: rows[replicate],
                        expected: months,
                    });
                }
            }
        }
        let values = self.cells.iter().zip(self.columns);
        let values = values.map(|(cells, column)| cells.iter().map(|cell| cell.value(column.of_year)).collect());
        Ok(YearValues {
            areas: self.areas,
            years: self.years,
            replicates: replicates as usize,
            values: values.collect(),
        })
    }
}
