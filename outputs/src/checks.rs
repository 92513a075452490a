//! Sums that rows must keep to, looked at while rows are made, whether they are kept or not.
use crate::column::Value;
use crate::columns::Topic;
use crate::indicators::Keys;
use crate::table::Table;
use serde::{Deserialize, Serialize};
use sim_core::Month;

/// What a check says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// It is 0: something is conserved.
    BeZero,
    /// It is not negative: something is inside its bounds.
    NotBeNegative,
}

/// A check of each row that `rows` chooses: of the sum of some of its whole numbers, each with a sign. Rows with a gap are left
/// out.
#[derive(Clone, Copy, Debug)]
pub struct RowCheck {
    /// The topic and its rows.
    pub rows: (Topic, Keys),
    /// Signs and columns.
    pub sum: &'static [(i64, &'static str)],
    /// What is said of the sum.
    pub must: Must,
}

/// A number of the district in the rows of a topic.
pub type DistrictNumber = (Topic, Keys, &'static str);

/// A check of every month of the district: two sums of numbers from different topics are equal.
pub type TwiceCheck = [&'static [DistrictNumber]; 2];

/// All checks of a run.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// Of rows.
    pub rows: Vec<RowCheck>,
    /// Of what is said twice.
    pub twice: Vec<TwiceCheck>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// Cases looked at.
    pub checked: i64,
    /// Of these, on the wrong side.
    pub wrong: i64,
    /// How far the worst is on the wrong side.
    pub worst: i64,
    /// Replicate, month (by its index) and area of the first wrong case.
    pub first: Option<(u32, i32, String)>,
}

impl Checked {
    pub(crate) fn see(&mut self, must: Must, value: i64, (replicate, month, area): (u32, Month, &str)) {
        self.checked += 1;
        let off = match must {
            Must::BeZero => value.saturating_abs(),
            Must::NotBeNegative => value.saturating_neg(),
        };
        if off <= 0 {
            return;
        }
        self.first.get_or_insert_with(|| (replicate, month.index(), area.to_string()));
        self.wrong += 1;
        self.worst = self.worst.max(off);
    }

    /// Adds what was found in later replicates.
    pub fn add(&mut self, later: &Checked) {
        self.checked += later.checked;
        self.wrong += later.wrong;
        self.worst = self.worst.max(later.worst);
        self.first = self.first.take().or_else(|| later.first.clone());
    }
}

/// A column's text of a row.
type TextOf<Row> = fn(&Row) -> &str;

/// Rows with some texts in some columns.
pub(crate) struct Selection<Row>(Vec<(TextOf<Row>, &'static str)>);

impl<Row> Selection<Row> {
    pub fn of(table: &Table<Row>, keys: Keys) -> Self {
        let columns = table.each_column();
        let getter = |(name, text): &(&'static str, &'static str)| {
            let column = columns.iter().find(|column| column.name == *name)?;
            match column.value {
                Value::Text(of) => Some((of, *text)),
                _ => None,
            }
        };
        Selection(keys.iter().filter_map(getter).collect())
    }

    pub fn holds(&self, row: &Row) -> bool {
        self.0.iter().all(|(of, text)| of(row) == *text)
    }
}

/// A column of whole numbers.
enum Whole<Row> {
    Always(fn(&Row) -> i64),
    Sometimes(fn(&Row) -> Option<i64>),
}

impl<Row> Whole<Row> {
    fn of(table: &Table<Row>, name: &str) -> Option<Self> {
        match table.each_column().iter().find(|column| column.name == name)?.value {
            Value::Integer(of) | Value::Long(of) => Some(Whole::Always(of)),
            Value::OptionalLong(of) => Some(Whole::Sometimes(of)),
            _ => None,
        }
    }

    fn get(&self, row: &Row) -> Option<i64> {
        match self {
            Whole::Always(of) => Some(of(row)),
            Whole::Sometimes(of) => of(row),
        }
    }
}

/// The checks of a topic's rows, and what they found.
pub(crate) struct TopicChecks<Row> {
    /// Those about the same rows stand together.
    rows: Vec<(Selection<Row>, Vec<OfRow<Row>>)>,
    /// Numbers of the district that are said twice.
    numbers: Vec<OfDistrict<Row>>,
}

struct OfRow<Row> {
    /// Its place among all.
    at: usize,
    sum: Vec<(i64, Whole<Row>)>,
    must: Must,
    found: Checked,
}

struct OfDistrict<Row> {
    /// The place of its check among all.
    at: usize,
    sign: i64,
    rows: Selection<Row>,
    column: Whole<Row>,
}

impl<Row> TopicChecks<Row> {
    pub fn of(topic: Topic, table: &Table<Row>, checks: &Checks) -> Self {
        let mut rows: Vec<(Keys, Vec<OfRow<Row>>)> = Vec::new();
        for (at, check) in checks.rows.iter().enumerate().filter(|(_, check)| check.rows.0 == topic) {
            let sum = check.sum.iter().filter_map(|(sign, name)| Some((*sign, Whole::of(table, name)?))).collect();
            let of_row = OfRow { at, sum, must: check.must, found: Checked::default() };
            match rows.iter_mut().find(|(keys, _)| *keys == check.rows.1) {
                Some((_, known)) => known.push(of_row),
                None => rows.push((check.rows.1, vec![of_row])),
            }
        }
        let mut numbers = Vec::new();
        for (at, [left, right]) in checks.twice.iter().enumerate() {
            let signed = left.iter().map(|of| (1, of)).chain(right.iter().map(|of| (-1, of)));
            for (sign, (_, keys, name)) in signed.filter(|(_, of)| of.0 == topic) {
                if let Some(column) = Whole::of(table, name) {
                    numbers.push(OfDistrict { at, sign, rows: Selection::of(table, keys), column });
                }
            }
        }
        let rows = rows.into_iter().map(|(keys, of)| (Selection::of(table, keys), of)).collect();
        TopicChecks { rows, numbers }
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.numbers.is_empty()
    }

    /// Looks at a row.
    pub fn see(&mut self, row: &Row, place: (u32, Month, &str)) {
        for (selection, checks) in &mut self.rows {
            if selection.holds(row) {
                for check in checks {
                    let sum = check.sum.iter().try_fold(0, |sum, (sign, of)| Some(sum + sign * of.get(row)?));
                    if let Some(sum) = sum {
                        check.found.see(check.must, sum, place);
                    }
                }
            }
        }
    }

    /// Adds a row of the district to the differences between what is said twice.
    pub fn add(&self, row: &Row, differences: &mut [i64]) {
        for number in self.numbers.iter().filter(|number| number.rows.holds(row)) {
            differences[number.at] += number.sign * number.column.get(row).unwrap_or_default();
        }
    }

    /// Puts what was found in its places.
    pub fn finish(self, found: &mut [Checked]) {
        for check in self.rows.into_iter().flat_map(|(_, checks)| checks) {
            found[check.at] = check.found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_find_adds_up_to_what_is_found_at_once() {
        let (a, b) = (Month::january(2021), Month::january(2022));
        let mut at_once = Checked::default();
        let mut parts = [Checked::default(), Checked::default()];
        let cases = [(0, 0, a, 0), (0, 1, b, -3), (1, 2, a, 0), (1, 3, b, 5), (1, 3, b + 1, -1)];
        for (part, replicate, month, value) in cases {
            at_once.see(Must::BeZero, value, (replicate, month, "x"));
            parts[part].see(Must::BeZero, value, (replicate, month, "x"));
        }
        let [mut first, later] = parts;
        first.add(&later);
        assert_eq!(first, at_once);
        assert_eq!((at_once.checked, at_once.wrong, at_once.worst), (5, 3, 5));
        assert_eq!(at_once.first, Some((1, b.index(), "x".into())));
        let mut bound = Checked::default();
        bound.see(Must::NotBeNegative, 7, (0, a, "x"));
        assert_eq!((bound.checked, bound.wrong), (1, 0));
    }
}
