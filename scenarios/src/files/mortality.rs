//! `mortality.csv`: death rates by year, sex and single age.
use crate::files::LAST_AGE;
use crate::files::district::YEARS;
use crate::files::pyramid::runs;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::provenance::TableRecord;
use crate::sheet::{Sheet, table_record};
use crate::source::Source;
use agents::district::MortalityTable;
use ndarray::Array3;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "mortality.csv";
const COLUMNS: &[&str] = &["year", "sex", "age", "mx"];
/// Words for the sexes, in the order of the model's arrays.
const SEXES: &[&str] = &["M", "F"];
/// Highest rate per person-year that a life table of people may hold.
const MOST_RATE: f64 = 5.0;

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<(MortalityTable, TableRecord)> {
    let text = source.text(FILE, problems)?;
    let record = table_record(FILE, &source.shown(FILE), text, "per person-year", problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    let mut rates: BTreeMap<(i32, usize, i32), (u32, f64)> = BTreeMap::new();
    let mut whole = !sheet.incomplete;
    for row in &sheet.rows {
        let year = sheet.whole(row, "year", YEARS[0], YEARS[1], problems);
        let sex = sheet.word(row, "sex", SEXES, problems);
        let age = sheet.whole(row, "age", 0, LAST_AGE, problems);
        let rate = sheet.bounded(row, "mx", 0.0, MOST_RATE, problems);
        let (Some(year), Some(sex), Some(age)) = (year, sex, age) else {
            whole = false;
            continue;
        };
        if let Some((first, _)) = rates.get(&(year, sex, age)) {
            let name = format!("{year} {} {age}", sheet.cell(row, "sex"));
            let kind = ProblemKind::Duplicate { name, first: Some(*first) };
            sheet.refuse(Some(row.line), "age", kind, problems);
            continue;
        }
        // A bad rate is a problem already: its row still counts as present.
        rates.insert((year, sex, age), (row.line, rate.unwrap_or(0.0)));
    }
    let first_year = rates.keys().next()?.0;
    let last_year = rates.keys().next_back()?.0;
    let first_age = rates.keys().map(|key| key.2).min()?;
    let last_age = rates.keys().map(|key| key.2).max()?;
    // An unreadable row would also look like a missing one: its own problem is enough.
    if whole {
        for year in first_year..=last_year {
            for (sex, word) in SEXES.iter().enumerate() {
                let missing = runs((first_age..=last_age).filter(|age| !rates.contains_key(&(year, sex, *age))));
                if !missing.is_empty() {
                    let kind = ProblemKind::MissingRows { rows: format!("{year} {word} {missing}") };
                    sheet.refuse(sheet.header_line(), "age", kind, problems);
                }
            }
        }
    }
    let size = |first: i32, last: i32| (last - first + 1) as usize;
    let mut table = Array3::zeros((size(first_year, last_year), SEXES.len(), size(first_age, last_age)));
    for ((year, sex, age), (_, rate)) in &rates {
        table[[(year - first_year) as usize, *sex, (age - first_age) as usize]] = *rate;
    }
    Some((MortalityTable { first_year, first_age: first_age as usize, rates: table }, record?))
}

/// A problem of the whole table.
pub(crate) fn problem(source: &Source, kind: ProblemKind) -> Problem {
    Problem { file: source.shown(FILE), line: None, key: "age".to_string(), kind }
}
