//! A table of a figure as a grid of plain cells: numbers, the ends of their intervals and their units in cells of their own.
use crate::format;
use agents::text::{Label, Language};
use findings::figure::{Cell, IntervalKind, Method, Number, Table};
use sim_core::Month;

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Empty,
    Text(String),
    Year(i32),
    Month(Month),
    Number { value: f64, code: String, is_strong: bool },
}

/// Heads and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grid {
    /// Texts, and years as numbers.
    pub heads: Vec<Value>,
    pub rows: Vec<Vec<Value>>,
}

/// The part of a table's column that a column of the sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Unit,
    /// Lower or upper end.
    End(usize),
}

impl Grid {
    /// The table with interval ends in columns beside their number; where years are columns, in rows below it, so that a row
    /// is a line of a chart.
    pub fn of(table: &Table, language: Language) -> Grid {
        let is_year = |head: &String| head.len() == 4 && head.parse::<i32>().is_ok();
        match table.heads.iter().position(is_year) {
            Some(first) => by_row(table, first, language),
            None => by_column(table, language),
        }
    }
}

/// The numbers of a column.
fn numbers(table: &Table, column: usize) -> impl Iterator<Item = &Number> {
    table.rows.iter().filter_map(move |row| row.get(column)?.number())
}

fn quantity(cell: &Cell) -> Option<&Number> {
    match cell {
        Cell::Quantity(number) => Some(number),
        _ => None,
    }
}

/// Whether all quantities of each row are in one unit.
fn has_one_unit(table: &Table, language: Language) -> bool {
    table.rows.iter().all(|row| {
        let mut names = row.iter().filter_map(quantity).map(|number| number.unit_name(language));
        names.next().is_none_or(|first| names.all(|name| name == first))
    })
}

fn by_column(table: &Table, language: Language) -> Grid {
    let is_shared = has_one_unit(table, language);
    let mut columns: Vec<(usize, Part)> = Vec::new();
    let mut heads = Vec::new();
    for (at, head) in table.heads.iter().enumerate() {
        let of_column = || table.rows.iter().filter_map(|row| row.get(at));
        let has_quantities = of_column().any(|cell| quantity(cell).is_some());
        let has_ends = numbers(table, at).any(|number| number.interval.is_some());
        let is_all_ends = has_ends && of_column().all(|cell| matches!(cell, Cell::Interval(_) | Cell::Empty));
        // The bracket of a head names the interval, which has columns of its own.
        let name = if has_ends { head.split(['〔', '[']).next().unwrap_or(head).trim_end() } else { head };
        let mut add = |part: Part, words: &str| {
            columns.push((at, part));
            heads.push(Value::Text(if words.is_empty() { name.to_string() } else { format!("{name}\n{words}") }));
        };
        if !is_all_ends {
            add(Part::Whole, "");
        }
        if has_quantities && !is_shared {
            add(Part::Unit, Label::new("单位", "unit").get(language));
        }
        if has_ends {
            let kinds = || numbers(table, at).filter_map(|number| Some(number.interval?.kind));
            let kind = kinds().next().filter(|first| kinds().all(|kind| kind == *first));
            for end in [0, 1] {
                add(Part::End(end), end_name(kind, end).get(language));
            }
        }
    }
    let first_quantity = (0..table.heads.len())
        .find(|at| is_shared && table.rows.iter().any(|row| row.get(*at).is_some_and(|cell| quantity(cell).is_some())));
    if let Some(place) = first_quantity.and_then(|first| columns.iter().position(|(at, _)| *at == first)) {
        columns.insert(place, (usize::MAX, Part::Unit));
        heads.insert(place, Value::Text(Label::new("单位", "unit").get(language).into()));
    }
    let row = |row: &Vec<Cell>| {
        let value = |(at, part): &(usize, Part)| match (row.get(*at), part) {
            (None, Part::Unit) => row.iter().find_map(quantity).map_or(Value::Empty, |number| unit(number, language)),
            (Some(cell), part) => value(cell, *part, language),
            (None, _) => Value::Empty,
        };
        columns.iter().map(value).collect()
    };
    Grid { rows: table.rows.iter().map(row).collect(), heads }
}

/// Columns before `first` name the rows, those from it on are years.
fn by_row(table: &Table, first: usize, language: Language) -> Grid {
    let words = |label: Label| Value::Text(label.get(language).into());
    let (keys, years) = table.heads.split_at(first);
    let mut heads: Vec<Value> = keys.iter().map(|head| Value::Text(head.clone())).collect();
    heads.extend([words(Label::new("单位", "unit")), words(Label::new("统计量", "statistic"))]);
    heads.extend(years.iter().map(|year| year.parse().map_or_else(|_| Value::Text(year.clone()), Value::Year)));
    let mut rows = Vec::new();
    for row in &table.rows {
        let (keys, cells) = row.split_at(first.min(row.len()));
        let Some(number) = cells.iter().find_map(Cell::number) else {
            let empty = [Value::Empty, Value::Empty];
            let value = |cell| value(cell, Part::Whole, language);
            rows.push(keys.iter().map(value).chain(empty).chain(cells.iter().map(value)).collect());
            continue;
        };
        let kind = cells.iter().find_map(|cell| Some(cell.number()?.interval?.kind));
        let parts = [Part::Whole, Part::End(0), Part::End(1)];
        for part in parts.into_iter().take(if kind.is_some() { 3 } else { 1 }) {
            let statistic = match part {
                Part::End(end) => end_name(kind, end),
                _ => method_name(number.method),
            };
            let mut line: Vec<Value> = keys.iter().map(|key| value(key, Part::Whole, language)).collect();
            line.extend([unit(number, language), words(statistic)]);
            line.extend(cells.iter().map(|cell| match value(cell, part, language) {
                Value::Number { value, code, .. } => Value::Number { value, code, is_strong: part == Part::Whole },
                other => other,
            }));
            rows.push(line);
        }
    }
    Grid { heads, rows }
}

fn unit(number: &Number, language: Language) -> Value {
    Value::Text(number.unit_name(language).into())
}

fn value(cell: &Cell, part: Part, language: Language) -> Value {
    let shown = |number: &Number, value: f64| {
        let (value, code) = format::cell(number, value, language);
        // Excel has neither infinite numbers nor those that are none.
        if value.is_finite() { Value::Number { value, code, is_strong: false } } else { Value::Empty }
    };
    match (cell, part) {
        (_, Part::End(end)) => match cell.number().and_then(|number| Some((number, number.interval?))) {
            Some((number, interval)) => shown(number, if end == 0 { interval.low } else { interval.high }),
            None => Value::Empty,
        },
        (_, Part::Unit) => quantity(cell).map_or(Value::Empty, |number| unit(number, language)),
        (Cell::Empty, Part::Whole) => Value::Empty,
        (Cell::Text(text), Part::Whole) => Value::Text(text.clone()),
        (Cell::Year(year), Part::Whole) => Value::Year(*year),
        (Cell::Month(month), Part::Whole) => Value::Month(*month),
        (Cell::Number(number) | Cell::Quantity(number), Part::Whole) => shown(number, number.value),
        (Cell::Interval(_), Part::Whole) => Value::Empty,
    }
}

fn end_name(kind: Option<IntervalKind>, end: usize) -> Label {
    let [low, high] = match kind {
        Some(IntervalKind::Band50) => [("第25百分位", "25th percentile"), ("第75百分位", "75th percentile")],
        Some(IntervalKind::Band80) => [("第10百分位", "10th percentile"), ("第90百分位", "90th percentile")],
        Some(IntervalKind::Band95) => [("第2.5百分位", "2.5th percentile"), ("第97.5百分位", "97.5th percentile")],
        Some(IntervalKind::Mean95) => [
            ("均值95%区间下限", "95 % interval of the mean, low"),
            ("均值95%区间上限", "95 % interval of the mean, high"),
        ],
        Some(IntervalKind::Probability95) => {
            [("95%区间下限", "95 % interval, low"), ("95%区间上限", "95 % interval, high")]
        }
        Some(IntervalKind::Range) | None => [("下限", "low"), ("上限", "high")],
    };
    let (zh, en) = if end == 0 { low } else { high };
    Label::new(zh, en)
}

fn method_name(method: Method) -> Label {
    match method {
        Method::Median => Label::new("中位数", "median"),
        Method::Mean => Label::new("均值", "mean"),
        Method::MedianDifference => Label::new("差的中位数", "median difference"),
        Method::MeanDifference => Label::new("差的均值", "mean difference"),
        Method::Probability => Label::new("概率", "probability"),
        Method::Published => Label::new("公布值", "published"),
        Method::Input => Label::new("输入值", "input"),
        Method::Computed => Label::new("计算值", "computed"),
    }
}
