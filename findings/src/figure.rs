//! A figure: a question answered by a picture, a sentence and a table, as plain data that every surface draws.
use crate::chart::Chart;
use crate::estimate::{Estimate, wilson};
use crate::unit::Unit;
use agents::text::{Label, Language};
use serde::{Serialize, Serializer};
use sim_core::Month;

/// A picture with its sentence and its numbers, in one language; the numbers do not depend on the language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// Short id, unique among all figures.
    pub id: &'static str,
    /// Title.
    pub title: String,
    /// The picture; none where the table is the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<Chart>,
    /// What it shows: value, unit, interval, year.
    pub sentence: String,
    /// What must be known before a number of it is quoted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<String>,
    /// How the numbers were made.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// Where inputs and published figures in it come from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The numbers.
    pub tables: Vec<Table>,
}

/// A table of numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Rows; the first cell of each names it.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// There is nothing to be said.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A calendar year.
    Year(i32),
    /// A month.
    Month(#[serde(serialize_with = "month")] Month),
    /// A number with its interval, if it has one; its unit stands in the head of the column.
    Number(Number),
    /// A number with its unit, in a column of many units.
    Quantity(Number),
    /// The interval of a number alone.
    Interval(Number),
}

fn month<S: Serializer>(month: &Month, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(month)
}

/// A number and all that must be known of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Number {
    /// The number, in its unit.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
    /// Its interval, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Replicates that it is from; none where it is from none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<usize>,
    /// How it was made.
    pub method: Method,
}

/// Two ends between which a number lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What lies between them.
    pub kind: IntervalKind,
}

/// What lies between the ends of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalKind {
    /// Half of the replicates: 25th to 75th percentile.
    Band50,
    /// Four fifths of the replicates: 10th to 90th percentile.
    Band80,
    /// 95 % of the replicates: 2.5th to 97.5th percentile.
    Band95,
    /// The mean, with 95 % confidence.
    Mean95,
    /// The probability, with 95 % confidence (Wilson).
    Probability95,
    /// The range within which an input is drawn.
    Range,
}

/// How a number was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Median over the replicates.
    Median,
    /// Mean over the replicates.
    Mean,
    /// Median of differences between paired replicates.
    MedianDifference,
    /// Mean of differences, between paired replicates or between years.
    MeanDifference,
    /// Share of the replicates.
    Probability,
    /// Published elsewhere.
    Published,
    /// An input, or a count of inputs, files or rows.
    Input,
    /// Computed from other numbers of the figure.
    Computed,
}

impl Number {
    /// A number without interval.
    pub fn new(unit: Unit, value: f64, method: Method) -> Self {
        Number { value, unit, interval: None, n: None, method }
    }

    /// Median and 80 % band.
    pub fn median(unit: Unit, estimate: &Estimate) -> Self {
        Number { n: Some(estimate.n), ..Number::new(unit, estimate.median, Method::Median) }
            .within(estimate.band80, IntervalKind::Band80)
    }

    /// The mean over `n` replicates.
    pub fn mean(unit: Unit, value: f64, n: usize) -> Self {
        Number { n: Some(n), ..Number::new(unit, value, Method::Mean) }
    }

    /// A share of `n` replicates with its 95 % interval.
    pub fn probability(share: f64, n: usize) -> Self {
        Number { n: Some(n), ..Number::new(Unit::Probability, share, Method::Probability) }
            .within(wilson(share, n), IntervalKind::Probability95)
    }

    /// The same with an interval.
    pub fn within(self, [low, high]: [f64; 2], kind: IntervalKind) -> Self {
        Number { interval: Some(Interval { low, high, kind }), ..self }
    }

    /// The same from `n` replicates.
    pub fn of(self, n: usize) -> Self {
        Number { n: Some(n), ..self }
    }

    fn is_change(&self) -> bool {
        matches!(self.method, Method::MedianDifference | Method::MeanDifference)
    }

    /// The name of its unit, as shown.
    pub fn unit_name(&self, language: Language) -> &'static str {
        if self.is_change() { self.unit.of_change(language) } else { self.unit.name(language) }
    }

    /// The number alone, without unit and interval.
    pub fn digits(&self, language: Language) -> String {
        match self.is_change() {
            true => self.unit.change(language, self.value),
            false => self.unit.number(language, self.value),
        }
    }

    /// Its interval, in brackets, with the sign of shares; empty where it has none.
    pub fn band(&self, language: Language) -> String {
        let ends = |Interval { low, high, .. }: Interval| match self.is_change() {
            true => self.unit.bare_band(language, [low, high]),
            false => self.unit.band(language, [low, high]),
        };
        self.interval.map(ends).unwrap_or_default()
    }

    fn with_band(&self, language: Language, number: String, band: String) -> String {
        match (band.is_empty(), language) {
            (true, _) => number,
            (false, Language::Zh) => number + &band,
            (false, Language::En) => format!("{number} {band}"),
        }
    }

    /// The number and its interval, as in a column whose head names the unit; probabilities keep their sign.
    pub fn text(&self, language: Language) -> String {
        if self.unit == Unit::Probability && !self.is_change() {
            return self.quantity(language);
        }
        let band = self.interval.map(|ends| self.unit.bare_band(language, [ends.low, ends.high])).unwrap_or_default();
        self.with_band(language, self.digits(language), band)
    }

    /// The number, its unit and its interval.
    pub fn quantity(&self, language: Language) -> String {
        let number = match self.is_change() {
            true => [self.digits(language), self.unit_name(language).to_string()].join(" ").trim_end().to_string(),
            false => self.unit.value(language, self.value),
        };
        self.with_band(language, number, self.band(language))
    }
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// Median and 80 % band, or nothing.
    pub fn median(unit: Unit, estimate: Option<&Estimate>) -> Self {
        estimate.map_or(Cell::Empty, |estimate| Cell::Number(Number::median(unit, estimate)))
    }

    /// A month, or nothing.
    pub fn month(month: Option<Month>) -> Self {
        month.map_or(Cell::Empty, Cell::Month)
    }

    /// The number in it.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Cell::Number(number) | Cell::Quantity(number) | Cell::Interval(number) => Some(number),
            _ => None,
        }
    }

    /// As shown on every surface.
    pub fn words(&self, language: Language) -> String {
        match self {
            Cell::Empty => "–".into(),
            Cell::Text(text) => text.clone(),
            Cell::Year(year) => year.to_string(),
            Cell::Month(month) => month.to_string(),
            Cell::Number(number) => number.text(language),
            Cell::Quantity(number) => number.quantity(language),
            Cell::Interval(number) => number.band(language),
        }
    }
}

/// The words for an interval in the heads of tables.
pub fn band_name(kind: IntervalKind) -> Label {
    match kind {
        IntervalKind::Band50 => Label::new("50%区间", "50 % band"),
        IntervalKind::Band80 => Label::new("80%区间", "80 % band"),
        IntervalKind::Band95 => Label::new("95%区间", "95 % band"),
        IntervalKind::Mean95 => Label::new("均值的95%区间", "95 % interval of the mean"),
        IntervalKind::Probability95 => Label::new("概率的95%区间", "95 % interval of the probability"),
        IntervalKind::Range => Label::new("范围", "range"),
    }
}
