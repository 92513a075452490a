//! A number with its unit, range, source, date and grade.
use crate::document::Table;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::{Grade, ParameterRecord, TableRecord};
use agents::parameters::Quantity;

/// The keys of a quantity.
pub(crate) const QUANTITY_KEYS: &[&str] = &["value", "unit", "range", "source", "date", "grade"];

/// What a quantity must be.
#[derive(Clone, Copy)]
pub(crate) struct Allowed {
    pub unit: &'static str,
    pub least: f64,
    pub most: f64,
}

/// The quantity called `name` in `table`, recorded under its dotted key. All that is wrong with it
/// is reported at once.
pub(crate) fn quantity(
    table: &Table<'_>,
    name: &str,
    allowed: Allowed,
    problems: &mut Problems,
) -> Option<(Quantity, ParameterRecord)> {
    let entry = table.table(name, problems)?;
    entry.refuse_unknown(QUANTITY_KEYS, problems);
    let value = entry.number("value", problems);
    let value = value.and_then(|v| entry.within("value", v, allowed.least, allowed.most, problems));
    let unit = entry.text("unit", problems);
    if let Some(found) = unit.filter(|unit| *unit != allowed.unit) {
        let kind = ProblemKind::UnitDiffers { found: found.to_string(), expected: allowed.unit };
        entry.refuse("unit", kind, problems);
    }
    let source = entry.text("source", problems);
    let date = date(&entry, problems);
    let grade = grade(&entry, problems);
    let range = if entry.has("range") {
        range(&entry, value, allowed, problems)
    } else {
        // Only what was read somewhere may be taken as exact.
        if grade.is_some_and(|g| g != Grade::Found) {
            entry.refuse("range", ProblemKind::RangeMissing, problems);
        }
        value.map(|v| [v, v])
    };
    let (value, [low, high]) = (value?, range?);
    let record = ParameterRecord {
        id: table.key(name),
        value,
        range: [low, high],
        unit: unit?.to_string(),
        source: source?.to_string(),
        date: date?.to_string(),
        grade: grade?,
    };
    Some((Quantity { value, low, high }, record))
}

/// The grade of `entry`.
pub(crate) fn grade(entry: &Table<'_>, problems: &mut Problems) -> Option<Grade> {
    let position = entry.word("grade", Grade::OF_QUANTITIES, problems)?;
    Grade::from_word(Grade::OF_QUANTITIES.get(position)?)
}

/// The date of `entry`.
fn date<'a>(entry: &Table<'a>, problems: &mut Problems) -> Option<&'a str> {
    let date = entry.text("date", problems)?;
    if !is_date(date) {
        entry.refuse("date", ProblemKind::NotADate { found: date.to_string() }, problems);
    }
    Some(date)
}

/// Where the numbers of `entry`, a table of `file`, come from.
pub(crate) fn provenance(entry: &Table<'_>, file: &str, unit: &str, problems: &mut Problems) -> Option<TableRecord> {
    let source = entry.text("source", problems);
    let date = date(entry, problems);
    let grade = grade(entry, problems);
    Some(TableRecord {
        file: file.to_string(),
        source: source?.to_string(),
        unit: unit.to_string(),
        date: date?.to_string(),
        grade: grade?,
    })
}

fn range(entry: &Table<'_>, value: Option<f64>, allowed: Allowed, problems: &mut Problems) -> Option<[f64; 2]> {
    let [low, high] = entry.range("range", problems)?;
    let ends = [low, high].map(|end| entry.within("range", end, allowed.least, allowed.most, problems));
    if low > high {
        entry.refuse("range", ProblemKind::RangeReversed { low, high }, problems);
        return None;
    }
    if let Some(value) = value.filter(|v| !(low..=high).contains(v)) {
        entry.refuse("range", ProblemKind::RangeWithoutValue { value, low, high }, problems);
        return None;
    }
    Some([ends[0]?, ends[1]?])
}

/// Whether `text` is a year, a month, a day, or an interval of them written `from/to`.
pub(crate) fn is_date(text: &str) -> bool {
    let point = |text: &str| {
        let mut parts = text.split('-');
        let mut part = |digits: usize, most: u32| {
            parts.next().map(|p| {
                p.len() == digits
                    && p.bytes().all(|b| b.is_ascii_digit())
                    && p.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
            })
        };
        let whole = part(4, 9999) == Some(true) && part(2, 12) != Some(false) && part(2, 31) != Some(false);
        whole && parts.next().is_none()
    };
    match text.split_once('/') {
        Some((from, to)) => point(from) && point(to),
        None => point(text),
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_years_months_days_and_intervals() {
        for right in ["2022", "2022-12", "2022-12-31", "2021-01/2023-06", "2007/2015"] {
            assert!(is_date(right), "{right}");
        }
        for wrong in
            ["", "22", "2022-13", "2022-00", "2022-12-32", "2022-1", "2022-12-31-1", "c. 2003", "2022/", "二〇二二"]
        {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
