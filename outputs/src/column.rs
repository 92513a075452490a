//! One column: its name, type, unit, meaning, and how it is taken from a row.
use crate::columns::FEN;
use agents::counts::Count;
use agents::text::Label;
use arrow_schema::{DataType, Field};
use schemars::JsonSchema;
use serde::Serialize;
use sim_core::Month;

/// Where a column's value comes from, and with it its type.
pub(crate) enum Value<Row> {
    /// UTF-8 text.
    Text(fn(&Row) -> &str),
    /// UTF-8 text, null when absent.
    OptionalText(fn(&Row) -> Option<&str>),
    /// A month, written as the date of its first day.
    Date(fn(&Row) -> Month),
    /// A month, null when absent.
    OptionalDate(fn(&Row) -> Option<Month>),
    /// A whole number, written as 32 bits.
    Integer(fn(&Row) -> i64),
    /// A whole number that may be beyond 32 bits, such as money in fen.
    Long(fn(&Row) -> i64),
    /// A whole number that may be beyond 32 bits, null when it has no meaning.
    OptionalLong(fn(&Row) -> Option<i64>),
    /// A 64-bit float.
    Number(fn(&Row) -> f64),
    /// A 64-bit float, null when it has no meaning.
    OptionalNumber(fn(&Row) -> Option<f64>),
}

/// A column of the table whose rows are `Row`s.
pub(crate) struct Column<Row> {
    pub name: &'static str,
    pub unit: &'static str,
    pub label: Label,
    pub value: Value<Row>,
}

impl<Row> Clone for Value<Row> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Row> Copy for Value<Row> {}

impl<Row> Clone for Column<Row> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Row> Copy for Column<Row> {}

/// Columns of a table that stand together.
pub(crate) enum Columns<Row: 'static> {
    /// Described here.
    Listed(&'static [Column<Row>]),
    /// Counts, described where they are counted.
    Counts(&'static [Count<Row, i64>]),
    /// The same, null in rows that have none.
    SomeCounts(&'static [Count<Row, Option<i64>>]),
}

/// The counts up to the one of this name, which must be among them.
pub(crate) const fn to<Row, Value>(name: &str, counts: &'static [Count<Row, Value>]) -> &'static [Count<Row, Value>] {
    counts.split_at(place(name, counts) + 1).0
}

/// The counts after the one of this name, which must be among them.
pub(crate) const fn after<Row, Value>(
    name: &str,
    counts: &'static [Count<Row, Value>],
) -> &'static [Count<Row, Value>] {
    counts.split_at(place(name, counts) + 1).1
}

const fn place<Row, Value>(name: &str, counts: &[Count<Row, Value>]) -> usize {
    let mut at = 0;
    while !same(name.as_bytes(), counts[at].name.as_bytes()) {
        at += 1;
    }
    at
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The type of a column, the same in Arrow and Parquet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// UTF-8 text.
    Utf8,
    /// Days since 1970-01-01.
    Date32,
    /// 32-bit signed whole number.
    Int32,
    /// 64-bit signed whole number.
    Int64,
    /// 64-bit float.
    Float64,
}

/// What a column is, for documentation, JSON and the files' metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ColumnDescription {
    /// Name in the file.
    pub name: &'static str,
    /// Type in the file.
    #[serde(rename = "type")]
    pub column_type: ColumnType,
    /// Whether values may be absent.
    pub nullable: bool,
    /// Unit of the values.
    pub unit: &'static str,
    /// What it is, in Simplified Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
}

impl<Row> Columns<Row> {
    /// One by one. Counts of money, in fen, may be beyond 32 bits.
    pub fn each(&self) -> Vec<Column<Row>> {
        match *self {
            Columns::Listed(columns) => columns.to_vec(),
            Columns::Counts(counts) => {
                let value = |count: &Count<Row, i64>| match count.unit.starts_with(FEN) {
                    true => Value::Long(count.value),
                    false => Value::Integer(count.value),
                };
                counts.iter().map(|count| Column::of(count, value(count))).collect()
            }
            Columns::SomeCounts(counts) => {
                counts.iter().map(|count| Column::of(count, Value::OptionalLong(count.value))).collect()
            }
        }
    }
}

impl<Row> Column<Row> {
    fn of<T>(count: &Count<Row, T>, value: Value<Row>) -> Self {
        Column { name: count.name, unit: count.unit, label: count.label, value }
    }

    pub const fn text(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> &str,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::Text(value) }
    }

    pub const fn optional_text(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> Option<&str>,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::OptionalText(value) }
    }

    pub const fn date(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> Month,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::Date(value) }
    }

    pub const fn optional_date(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> Option<Month>,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::OptionalDate(value) }
    }

    pub const fn integer(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> i64,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::Integer(value) }
    }

    pub const fn long(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> i64,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::Long(value) }
    }

    pub const fn optional_long(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> Option<i64>,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::OptionalLong(value) }
    }

    pub const fn number(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> f64,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::Number(value) }
    }

    pub const fn optional_number(
        name: &'static str,
        unit: &'static str,
        zh: &'static str,
        en: &'static str,
        value: fn(&Row) -> Option<f64>,
    ) -> Self {
        Column { name, unit, label: Label::new(zh, en), value: Value::OptionalNumber(value) }
    }

    /// What the column is.
    pub fn description(&self) -> ColumnDescription {
        let (column_type, nullable) = match self.value {
            Value::Text(_) => (ColumnType::Utf8, false),
            Value::OptionalText(_) => (ColumnType::Utf8, true),
            Value::Date(_) => (ColumnType::Date32, false),
            Value::OptionalDate(_) => (ColumnType::Date32, true),
            Value::Integer(_) => (ColumnType::Int32, false),
            Value::Long(_) => (ColumnType::Int64, false),
            Value::OptionalLong(_) => (ColumnType::Int64, true),
            Value::Number(_) => (ColumnType::Float64, false),
            Value::OptionalNumber(_) => (ColumnType::Float64, true),
        };
        let Label { zh, en } = self.label;
        ColumnDescription { name: self.name, column_type, nullable, unit: self.unit, zh, en }
    }
}

impl ColumnDescription {
    /// The Arrow field, with unit and descriptions in its metadata.
    pub(crate) fn field(&self) -> Field {
        let data_type = match self.column_type {
            ColumnType::Utf8 => DataType::Utf8,
            ColumnType::Date32 => DataType::Date32,
            ColumnType::Int32 => DataType::Int32,
            ColumnType::Int64 => DataType::Int64,
            ColumnType::Float64 => DataType::Float64,
        };
        let metadata = [("unit", self.unit), ("description_zh", self.zh), ("description_en", self.en)];
        Field::new(self.name, data_type, self.nullable)
            .with_metadata(metadata.map(|(key, text)| (key.to_string(), text.to_string())).into())
    }
}
