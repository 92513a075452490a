//! A table: its name, meaning and columns; and its rows on their way to a file.
use crate::column::{Column, ColumnDescription, Columns, Value};
use crate::columns::Topic;
use crate::columns::comparison::COMPARISON;
use crate::columns::sanity::SANITY;
use crate::columns::summary::SUMMARY;
use crate::columns::targets::TARGETS;
use crate::columns::validation::VALIDATION;
use crate::{FORMAT_VERSION, OutputError, Result, date};
use agents::text::Label;
use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch};
use arrow_schema::ArrowError;
use arrow_schema::{Schema, SchemaRef};
use parquet::file::metadata::KeyValue;
use sim_core::Month;
use std::sync::Arc;

/// A table whose rows are `Row`s.
pub(crate) struct Table<Row: 'static> {
    /// Name of its file, without the ending.
    pub name: &'static str,
    pub label: Label,
    /// In the order of the file.
    pub columns: &'static [Columns<Row>],
}

/// What a table is, whatever its rows are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDescription {
    /// Name of its file, without the ending.
    pub name: &'static str,
    /// What its rows are.
    pub label: Label,
    /// Its columns, in the order of the file.
    pub columns: Vec<ColumnDescription>,
}

/// Every table that may be in a run folder, and that of a comparison.
pub fn tables() -> Vec<TableDescription> {
    let others = [
        SUMMARY.description(),
        TARGETS.description(),
        SANITY.description(),
        VALIDATION.description(),
        COMPARISON.description(),
    ];
    Topic::ALL.iter().map(|topic| topic.table()).chain(others).collect()
}

impl<Row> Table<Row> {
    pub(crate) fn each_column(&self) -> Vec<Column<Row>> {
        self.columns.iter().flat_map(Columns::each).collect()
    }

    /// What the table is.
    pub fn description(&self) -> TableDescription {
        let columns = self.each_column().iter().map(Column::description).collect();
        TableDescription { name: self.name, label: self.label, columns }
    }
}

impl TableDescription {
    /// The Arrow schema. pyarrow and R find the file's own metadata here.
    pub(crate) fn schema(&self) -> SchemaRef {
        let fields: Vec<_> = self.columns.iter().map(ColumnDescription::field).collect();
        let metadata = self.metadata().map(|(key, value)| (key.to_string(), value)).into();
        Arc::new(Schema::new_with_metadata(fields, metadata))
    }

    /// The same metadata as Parquet key-value pairs, where Polars and DuckDB find it.
    pub(crate) fn key_values(&self) -> Vec<KeyValue> {
        self.metadata().map(|(key, value)| KeyValue::new(key.to_string(), value)).into()
    }

    fn metadata(&self) -> [(&'static str, String); 4] {
        [
            ("silverpeak.topic", self.name.to_string()),
            ("silverpeak.description_zh", self.label.zh.to_string()),
            ("silverpeak.description_en", self.label.en.to_string()),
            ("silverpeak.format_version", FORMAT_VERSION.to_string()),
        ]
    }
}

/// Rows of a table, held as columns until they are written.
pub(crate) struct Rows<Row: 'static> {
    columns: Vec<Column<Row>>,
    schema: SchemaRef,
    values: Vec<Values>,
}

enum Values {
    Text(StringBuilder),
    Date(Vec<i32>),
    OptionalDate(Vec<Option<i32>>),
    Integer(Vec<i32>),
    Long(Vec<i64>),
    OptionalLong(Vec<Option<i64>>),
    Number(Vec<f64>),
    OptionalNumber(Vec<Option<f64>>),
}

fn days(month: Month) -> Result<i32> {
    date::days(month).ok_or(OutputError::NoDate(month))
}

impl<Row> Rows<Row> {
    /// No rows yet, of those columns of `table` that are `described`.
    pub fn of(table: &Table<Row>, described: &TableDescription) -> Self {
        let empty = |column: &Column<Row>| match column.value {
            Value::Text(_) | Value::OptionalText(_) => Values::Text(StringBuilder::new()),
            Value::Date(_) => Values::Date(Vec::new()),
            Value::OptionalDate(_) => Values::OptionalDate(Vec::new()),
            Value::Integer(_) => Values::Integer(Vec::new()),
            Value::Long(_) => Values::Long(Vec::new()),
            Value::OptionalLong(_) => Values::OptionalLong(Vec::new()),
            Value::Number(_) => Values::Number(Vec::new()),
            Value::OptionalNumber(_) => Values::OptionalNumber(Vec::new()),
        };
        let mut columns = table.each_column();
        columns.retain(|column| described.columns.iter().any(|kept| kept.name == column.name));
        Rows { schema: described.schema(), values: columns.iter().map(empty).collect(), columns }
    }

    /// Appends a row. After an error the rows are unusable: some columns may have grown.
    pub fn push(&mut self, row: &Row) -> Result<()> {
        for (column, values) in self.columns.iter().zip(&mut self.values) {
            match (&column.value, values) {
                (Value::Text(of), Values::Text(to)) => to.append_value(of(row)),
                (Value::OptionalText(of), Values::Text(to)) => to.append_option(of(row)),
                (Value::Date(of), Values::Date(to)) => to.push(days(of(row))?),
                (Value::OptionalDate(of), Values::OptionalDate(to)) => to.push(of(row).map(days).transpose()?),
                (Value::Integer(of), Values::Integer(to)) => {
                    let value = of(row);
                    let narrow = i32::try_from(value);
                    to.push(narrow.map_err(|_| OutputError::OutOfRange { column: column.name, value })?);
                }
                (Value::Long(of), Values::Long(to)) => to.push(of(row)),
                (Value::OptionalLong(of), Values::OptionalLong(to)) => to.push(of(row)),
                (Value::Number(of), Values::Number(to)) => to.push(of(row)),
                (Value::OptionalNumber(of), Values::OptionalNumber(to)) => to.push(of(row)),
                _ => unreachable!("the values were made from the same columns"),
            }
        }
        Ok(())
    }

    /// The rows so far as one batch; none remain.
    pub fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        let arrays = self.values.iter_mut().map(|values| -> ArrayRef {
            match values {
                Values::Text(text) => Arc::new(text.finish()),
                Values::Date(days) => Arc::new(Date32Array::from(std::mem::take(days))),
                Values::OptionalDate(days) => Arc::new(Date32Array::from(std::mem::take(days))),
                Values::Integer(numbers) => Arc::new(Int32Array::from(std::mem::take(numbers))),
                Values::Long(numbers) => Arc::new(Int64Array::from(std::mem::take(numbers))),
                Values::OptionalLong(numbers) => Arc::new(Int64Array::from(std::mem::take(numbers))),
                Values::Number(numbers) => Arc::new(Float64Array::from(std::mem::take(numbers))),
                Values::OptionalNumber(numbers) => Arc::new(Float64Array::from(std::mem::take(numbers))),
            }
        });
        RecordBatch::try_new(self.schema.clone(), arrays.collect())
    }
}
