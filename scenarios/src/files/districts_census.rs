//! `districts_census.csv`: residents of every district of the city in two censuses, for the fit of mortality and its
//! backtest. Not every baseline has it.
use crate::city::DistrictsCensus;
use crate::files::LAST_AGE;
use crate::files::district::YEARS;
use crate::problem::{ProblemKind, Problems};
use crate::sheet::{Sheet, require_source};
use crate::source::Source;
use ndarray::Array4;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const FILE: &str = "districts_census.csv";
const COLUMNS: &[&str] = &["year", "code", "district", "sex", "age_from", "age_to", "residents"];
const SEXES: &[&str] = &["M", "F"];
/// More persons than any district of the world.
const MOST_PERSONS: f64 = 20_000_000.0;
/// Years from one age group to the next.
const STEP: usize = 5;

/// The file when the baseline has it.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<DistrictsCensus> {
    if !source.has(FILE) {
        return None;
    }
    let text = source.text(FILE, problems)?;
    require_source(&source.shown(FILE), text, problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    let mut seen: BTreeMap<(i32, String, usize, usize), (u32, f64)> = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut whole = !sheet.incomplete;
    for row in &sheet.rows {
        let year = sheet.whole(row, "year", YEARS[0], YEARS[1], problems);
        let code = sheet.text(row, "code", problems);
        let name = sheet.text(row, "district", problems);
        let sex = sheet.word(row, "sex", SEXES, problems);
        let from = sheet.whole(row, "age_from", 0, LAST_AGE, problems);
        let residents = sheet.bounded(row, "residents", 0.0, MOST_PERSONS, problems);
        let open = sheet.cell(row, "age_to").is_empty();
        let to = if open { None } else { sheet.whole(row, "age_to", 0, LAST_AGE, problems) };
        let (Some(year), Some(code), Some(name), Some(sex), Some(from)) = (year, code, name, sex, from) else {
            whole = false;
            continue;
        };
        // Groups of five years; the last is open-ended, which is seen when all are read.
        let last = from + STEP as i32 - 1;
        if to.is_some_and(|to| to != last) {
            let (value, bound) = (f64::from(to.unwrap_or_default()), f64::from(last));
            let kind = ProblemKind::OutsideBounds { value, least: bound, most: bound };
            sheet.refuse(Some(row.line), "age_to", kind, problems);
        }
        let earlier = names.entry(code.to_string()).or_insert_with(|| name.to_string());
        if earlier != name {
            let kind = ProblemKind::Duplicate { name: code.to_string(), first: None };
            sheet.refuse(Some(row.line), "code", kind, problems);
        }
        let key = (year, code.to_string(), sex, from as usize);
        if let Some((first, _)) = seen.get(&key) {
            let name = format!("{year} {code} {} {from}", sheet.cell(row, "sex"));
            let kind = ProblemKind::Duplicate { name, first: Some(*first) };
            sheet.refuse(Some(row.line), "age_from", kind, problems);
            continue;
        }
        seen.insert(key, (row.line, residents.unwrap_or(0.0)));
    }
    let years: BTreeSet<i32> = seen.keys().map(|key| key.0).collect();
    let ages: BTreeSet<usize> = seen.keys().map(|key| key.3).collect();
    let refuse = |rows: String, problems: &mut Problems| {
        sheet.refuse(sheet.header_line(), "year", ProblemKind::MissingRows { rows }, problems);
    };
    if whole && years.len() != 2 {
        refuse("two years".into(), problems);
    }
    let ages: Vec<usize> = match (ages.first(), ages.last()) {
        (Some(first), Some(last)) => (*first..=*last).step_by(STEP).collect(),
        _ => return None,
    };
    if whole {
        for year in &years {
            for code in names.keys() {
                for (sex, word) in SEXES.iter().enumerate() {
                    for age in ages.iter().filter(|age| !seen.contains_key(&(*year, code.clone(), sex, **age))) {
                        refuse(format!("{year} {code} {word} {age}"), problems);
                    }
                }
            }
        }
    }
    let years: Vec<i32> = years.into_iter().collect();
    let [first, second] = years.as_slice() else { return None };
    let districts: Vec<(String, String)> = names.into_iter().collect();
    let mut residents = Array4::zeros((2, districts.len(), 2, ages.len()));
    for ((year, code, sex, age), (_, persons)) in &seen {
        let at = districts.iter().position(|(of, _)| of == code);
        let group = ages.iter().position(|first| first == age);
        if let (Some(district), Some(group)) = (at, group) {
            residents[[usize::from(year == second), district, *sex, group]] = *persons;
        }
    }
    Some(DistrictsCensus { years: [*first, *second], districts, ages, residents })
}
