//! `pyramid.csv`: registered residents by sex and single age.
use crate::files::LAST_AGE;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::provenance::TableRecord;
use crate::sheet::{Sheet, table_record};
use crate::source::Source;
use agents::district::RegisteredPyramid;
use ndarray::Array2;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "pyramid.csv";
const COLUMNS: &[&str] = &["age", "birth_year", "male", "female", "total"];
/// More persons than any district of the world.
const MOST_PERSONS: f64 = 200_000_000.0;
/// Cells are rounded to a tenth of a person: half of it three times.
const ROUNDING: f64 = 0.151;

/// The pyramid of the end of `year`.
pub(crate) fn read(
    source: &Source,
    year: Option<i32>,
    problems: &mut Problems,
) -> Option<(RegisteredPyramid, TableRecord)> {
    let text = source.text(FILE, problems)?;
    let record = table_record(FILE, &source.shown(FILE), text, "persons", problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    let mut ages: BTreeMap<i32, (u32, [f64; 2])> = BTreeMap::new();
    let mut whole = !sheet.incomplete;
    for row in &sheet.rows {
        let age = sheet.whole(row, "age", 0, LAST_AGE, problems);
        let birth_year = sheet.whole(row, "birth_year", -10_000, 10_000, problems);
        let mut persons = |column| sheet.bounded(row, column, 0.0, MOST_PERSONS, problems);
        let counts = (persons("male"), persons("female"), persons("total"));
        let Some(age) = age else {
            whole = false;
            continue;
        };
        if let (Some(birth_year), Some(year)) = (birth_year, year)
            && birth_year != year - age
        {
            let born = f64::from(year - age);
            let kind = ProblemKind::OutsideBounds { value: f64::from(birth_year), least: born, most: born };
            sheet.refuse(Some(row.line), "birth_year", kind, problems);
        }
        if let (Some(male), Some(female), Some(total)) = counts
            && (male + female - total).abs() > ROUNDING
        {
            sheet.refuse(Some(row.line), "total", ProblemKind::TotalDiffers { total, sum: male + female }, problems);
        }
        if let Some((first, _)) = ages.get(&age) {
            let kind = ProblemKind::Duplicate { name: age.to_string(), first: Some(*first) };
            sheet.refuse(Some(row.line), "age", kind, problems);
            continue;
        }
        // A bad cell is a problem already: its row still counts as present.
        ages.insert(age, (row.line, [counts.0.unwrap_or(0.0), counts.1.unwrap_or(0.0)]));
    }
    let (first, last) = (*ages.keys().next()?, *ages.keys().next_back()?);
    let missing = runs((first..=last).filter(|age| !ages.contains_key(age)));
    if !missing.is_empty() && whole {
        sheet.refuse(sheet.header_line(), "age", ProblemKind::MissingRows { rows: missing }, problems);
    }
    let mut persons = Array2::zeros((2, (last - first + 1) as usize));
    for (age, (_, counts)) in &ages {
        for (sex, count) in counts.iter().enumerate() {
            persons[[sex, (age - first) as usize]] = *count;
        }
    }
    let total: f64 = persons.sum();
    if total > MOST_PERSONS {
        sheet.refuse(
            sheet.header_line(),
            "total",
            ProblemKind::SumTooLarge { sum: total, most: MOST_PERSONS },
            problems,
        );
    }
    let elders: f64 = ages.range(60..).map(|(_, (_, [male, female]))| male + female).sum();
    if whole && elders <= 0.0 {
        sheet.refuse(sheet.header_line(), "total", ProblemKind::NoElders, problems);
    }
    Some((RegisteredPyramid { year: year?, first_age: first as usize, persons }, record?))
}

/// A problem of the whole table.
pub(crate) fn problem(source: &Source, kind: ProblemKind) -> Problem {
    Problem { file: source.shown(FILE), line: None, key: "age".to_string(), kind }
}

/// Whole numbers as text, runs of neighbours joined: `5, 7-9`.
pub(crate) fn runs(numbers: impl Iterator<Item = i32>) -> String {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let words = runs.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn neighbours_are_joined() {
        assert_eq!(runs([5, 7, 8, 9, 11].into_iter()), "5, 7-9, 11");
        assert_eq!(runs(std::iter::empty()), "");
    }
}
