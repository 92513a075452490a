//! `mortality_standard.csv`: the shape of mortality by sex and single age on which the district's is fitted. Not every
//! baseline has it.
use crate::files::LAST_AGE;
use crate::files::pyramid::runs;
use crate::problem::{ProblemKind, Problems};
use crate::sheet::{Sheet, table_record};
use crate::source::Source;
use ndarray::Array2;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "mortality_standard.csv";
const COLUMNS: &[&str] = &["sex", "age", "mx"];
const SEXES: &[&str] = &["M", "F"];
/// Ages that the fit needs.
pub(crate) const AGES: [i32; 2] = [40, 110];
/// A logit needs a rate between nothing and one.
const RATES: [f64; 2] = [1e-6, 0.999];

/// Death rates per person-year by sex (men first) and age of [`AGES`], when the baseline has the file.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<Array2<f64>> {
    if !source.has(FILE) {
        return None;
    }
    let text = source.text(FILE, problems)?;
    table_record(FILE, &source.shown(FILE), text, "per person-year", problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    let mut rates: BTreeMap<(usize, i32), (u32, f64)> = BTreeMap::new();
    let mut whole = !sheet.incomplete;
    for row in &sheet.rows {
        let sex = sheet.word(row, "sex", SEXES, problems);
        let age = sheet.whole(row, "age", AGES[0], AGES[1].min(LAST_AGE), problems);
        let rate = sheet.bounded(row, "mx", RATES[0], RATES[1], problems);
        let (Some(sex), Some(age)) = (sex, age) else {
            whole = false;
            continue;
        };
        if let Some((first, _)) = rates.get(&(sex, age)) {
            let kind =
                ProblemKind::Duplicate { name: format!("{} {age}", sheet.cell(row, "sex")), first: Some(*first) };
            sheet.refuse(Some(row.line), "age", kind, problems);
            continue;
        }
        rates.insert((sex, age), (row.line, rate.unwrap_or(RATES[0])));
    }
    if whole {
        for (sex, word) in SEXES.iter().enumerate() {
            let missing = runs((AGES[0]..=AGES[1]).filter(|age| !rates.contains_key(&(sex, *age))));
            if !missing.is_empty() {
                let kind = ProblemKind::MissingRows { rows: format!("{word} {missing}") };
                sheet.refuse(sheet.header_line(), "age", kind, problems);
            }
        }
    }
    let mut table = Array2::zeros((2, (AGES[1] - AGES[0] + 1) as usize));
    for ((sex, age), (_, rate)) in &rates {
        table[[*sex, (age - AGES[0]) as usize]] = *rate;
    }
    Some(table)
}
