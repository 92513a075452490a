//! `city_elders.csv`: the city around the district, for the fit of mortality and its backtest. Not every
//! baseline has it.
use crate::city::{Area, CityElders, CityRow, Series};
use crate::files::LAST_AGE;
use crate::files::district::YEARS;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::Grade;
use crate::sheet::{Row, Sheet, require_source};
use crate::source::Source;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "city_elders.csv";
const COLUMNS: &[&str] =
    &["area", "series", "year", "sex", "age_from", "age_to", "value", "error", "unit", "grade", "source"];
const SEXES: &[&str] = &["M", "F", "both"];
const GRADES: &[&str] = &["found", "derived"];
/// More persons than any city of the world.
const MOST_PERSONS: f64 = 100_000_000.0;
const MOST_YEARS: f64 = 120.0;
/// Bounds of an error: below, the fit would take one number for the truth; above, the number says nothing.
const ERRORS: [f64; 2] = [0.0005, 5.0];

/// The file when the baseline has it.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<CityElders> {
    if !source.has(FILE) {
        return None;
    }
    let text = source.text(FILE, problems)?;
    require_source(&source.shown(FILE), text, problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in &sheet.rows {
        let Some(found) = city_row(&sheet, row, problems) else { continue };
        let cell = |column| sheet.cell(row, column);
        let name = format!("{} {} {} {} {}", cell("area"), cell("series"), found.year, cell("sex"), found.ages());
        if let Some(first) = seen.get(&name) {
            sheet.refuse(Some(row.line), "series", ProblemKind::Duplicate { name, first: Some(*first) }, problems);
            continue;
        }
        seen.insert(name, row.line);
        rows.push(found);
    }
    // Without these two nothing can be fitted; the others may be absent.
    let needed = [Series::Registered, Series::LifeExpectancy];
    for series in needed.into_iter().filter(|of| !sheet.incomplete && rows.iter().all(|row| row.series != *of)) {
        let kind = ProblemKind::MissingRows { rows: series.word().to_string() };
        sheet.refuse(sheet.header_line(), "series", kind, problems);
    }
    Some(CityElders { rows })
}

fn city_row(sheet: &Sheet, row: &Row, problems: &mut Problems) -> Option<CityRow> {
    let area = sheet.word(row, "area", Area::WORDS, problems).and_then(|at| Area::ALL.get(at).copied());
    let series = sheet.word(row, "series", Series::WORDS, problems).and_then(|at| Series::ALL.get(at).copied());
    let year = sheet.whole(row, "year", YEARS[0], YEARS[1], problems);
    let sex = sheet.word(row, "sex", SEXES, problems);
    let from = sheet.whole(row, "age_from", 0, LAST_AGE, problems);
    let open = sheet.cell(row, "age_to").is_empty();
    let to = if open { Some(LAST_AGE) } else { sheet.whole(row, "age_to", 0, LAST_AGE, problems) };
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let kind = ProblemKind::RangeReversed { low: f64::from(from), high: f64::from(to) };
        sheet.refuse(Some(row.line), "age_to", kind, problems);
        return None;
    }
    let most = match series.map(Series::unit) {
        Some("years") => MOST_YEARS,
        Some("share") => 1.0,
        _ => MOST_PERSONS,
    };
    let value = sheet.bounded(row, "value", 0.0, most, problems);
    let error = sheet.bounded(row, "error", ERRORS[0], ERRORS[1], problems);
    let unit = sheet.text(row, "unit", problems);
    if let (Some(series), Some(found)) = (series, unit)
        && found != series.unit()
    {
        let kind = ProblemKind::UnitDiffers { found: found.to_string(), expected: series.unit() };
        sheet.refuse(Some(row.line), "unit", kind, problems);
    }
    let grade = sheet.grade(row, GRADES, problems);
    let source = sheet.text(row, "source", problems);
    let known: &'static [&'static str] = match series {
        Some(Series::ShareMen) => &["M"],
        Some(Series::Survival) => &["both"],
        _ => SEXES,
    };
    if sex.is_some() && !known.contains(&sheet.cell(row, "sex")) {
        let kind = ProblemKind::UnknownWord { found: sheet.cell(row, "sex").to_string(), known };
        sheet.refuse(Some(row.line), "sex", kind, problems);
        return None;
    }
    Some(CityRow {
        area: area?,
        series: series?,
        year: year?,
        sex: sex.filter(|sex| *sex < 2),
        age_from: from? as usize,
        age_to: (!open).then_some(to? as usize),
        value: value?,
        error: error?,
        grade: grade.unwrap_or(Grade::Found),
        source: source?.to_string(),
    })
}
