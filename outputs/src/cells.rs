//! Any table read back row by row, whatever its columns: for CSV and workbooks.
use crate::column::{ColumnDescription, ColumnType};
use crate::reading::{Batch, Source};
use crate::table::TableDescription;
use crate::{OutputError, Result, date};
use arrow_array::{Array, Date32Array, Float64Array, Int32Array, Int64Array, StringViewArray};
use sim_core::Month;
use std::collections::BTreeSet;
use std::path::Path;

/// One value of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Empty,
    /// A text.
    Text(&'a str),
    /// A month, in the file the date of its first day.
    Month(Month),
    /// A whole number.
    Integer(i64),
    /// A float.
    Number(f64),
}

/// Which rows of a table are read: all, or those with these texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// Id of the scenario, of a table with such a column.
    pub scenario: Option<&'a str>,
    /// Id of the area, of a table with such a column.
    pub area: Option<&'a str>,
}

/// Hands the chosen rows of `table` in the file at `path` to `visit`, in file order; values are in the order of the
/// table's columns. Holds some ten thousand rows at a time, whatever the size of the file.
pub fn table_rows(
    path: &Path,
    table: &TableDescription,
    chosen: Chosen<'_>,
    mut visit: impl FnMut(&[Cell<'_>]) -> Result<()>,
) -> Result<()> {
    let source = Source::open(path)?;
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let row_groups = match chosen.scenario {
        Some(scenario) => source.row_groups_of(scenario),
        None => source.row_groups().collect(),
    };
    for batch in source.read(row_groups, &names)? {
        let batch = batch?;
        let columns: Vec<Values<'_>> =
            table.columns.iter().map(|column| Values::of(&batch, column)).collect::<Result<_>>()?;
        let mut wanted = Vec::new();
        for (name, text) in [("scenario", chosen.scenario), ("area", chosen.area)] {
            if let Some(text) = text {
                wanted.push((batch.optional_text(name)?, text));
            }
        }
        let mut row = Vec::with_capacity(columns.len());
        for at in 0..batch.rows() {
            if wanted.iter().all(|(values, text)| values.is_valid(at) && values.value(at) == *text) {
                row.clear();
                for column in &columns {
                    row.push(column.at(at, path)?);
                }
                visit(&row)?;
            }
        }
    }
    Ok(())
}

/// The different texts of a column, when `text` is none of them; nothing when it is one.
pub fn texts_without(path: &Path, column: &str, text: &str) -> Result<Option<BTreeSet<String>>> {
    let source = Source::open(path)?;
    let mut known = BTreeSet::new();
    for batch in source.read(source.row_groups().collect(), &[column])? {
        let batch = batch?;
        for value in batch.optional_text(column)?.iter().flatten() {
            if value == text {
                return Ok(None);
            }
            if !known.contains(value) {
                known.insert(value.to_string());
            }
        }
    }
    Ok(Some(known))
}

enum Values<'a> {
    Text(&'a StringViewArray),
    Date(&'a Date32Array),
    Integer(&'a Int32Array),
    Long(&'a Int64Array),
    Number(&'a Float64Array),
}

impl<'a> Values<'a> {
    fn of(batch: &'a Batch<'_>, column: &ColumnDescription) -> Result<Self> {
        Ok(match column.column_type {
            ColumnType::Utf8 => Values::Text(batch.with_gaps(column.name, "utf8")?),
            ColumnType::Date32 => Values::Date(batch.with_gaps(column.name, "date32")?),
            ColumnType::Int32 => Values::Integer(batch.with_gaps(column.name, "int32")?),
            ColumnType::Int64 => Values::Long(batch.with_gaps(column.name, "int64")?),
            ColumnType::Float64 => Values::Number(batch.with_gaps(column.name, "float64")?),
        })
    }

    fn at(&self, row: usize, path: &Path) -> Result<Cell<'a>> {
        let array: &dyn Array = match self {
            Values::Text(values) => values,
            Values::Date(values) => values,
            Values::Integer(values) => values,
            Values::Long(values) => values,
            Values::Number(values) => values,
        };
        if array.is_null(row) {
            return Ok(Cell::Empty);
        }
        Ok(match self {
            Values::Text(values) => Cell::Text(values.value(row)),
            Values::Date(values) => {
                let day = values.value(row);
                let expected = "first day of a month";
                let value = i64::from(day);
                let no_month = OutputError::Value { path: path.to_path_buf(), column: "date", value, expected };
                Cell::Month(date::month(day).ok_or(no_month)?)
            }
            Values::Integer(values) => Cell::Integer(i64::from(values.value(row))),
            Values::Long(values) => Cell::Integer(values.value(row)),
            Values::Number(values) => Cell::Number(values.value(row)),
        })
    }
}
