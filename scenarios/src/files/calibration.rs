//! `calibration.csv`: what a baseline's parameters say of published numbers before and after calibration, and with each group
//! of numbers left out. Made by `silverpeak calibrate`, read by nothing but figures. Not every baseline has it.
use crate::observation::{Group, Role};
use crate::problem::Problems;
use crate::sheet::{Row, Sheet};
use crate::source::Source;
use std::collections::BTreeMap;
use std::fmt::Write;

pub(crate) const FILE: &str = "calibration.csv";
const COLUMNS: &[&str] = &[
    "key",
    "use",
    "group",
    "published",
    "prior_p025",
    "prior_p10",
    "prior_p50",
    "prior_p90",
    "prior_p975",
    "posterior_p025",
    "posterior_p10",
    "posterior_p50",
    "posterior_p90",
    "posterior_p975",
    "left_out_p025",
    "left_out_p10",
    "left_out_p50",
    "left_out_p90",
    "left_out_p975",
    "left_out_pit",
];
const PRIOR: [&str; 5] = ["prior_p025", "prior_p10", "prior_p50", "prior_p90", "prior_p975"];
const POSTERIOR: [&str; 5] = ["posterior_p025", "posterior_p10", "posterior_p50", "posterior_p90", "posterior_p975"];
const LEFT_OUT: [&str; 5] = ["left_out_p025", "left_out_p10", "left_out_p50", "left_out_p90", "left_out_p975"];
const PIT: &str = "left_out_pit";

/// A published number and what was said of it, each as 2.5th, 10th, 50th, 90th and 97.5th percentile of what would be
/// published, its own error included; in the number's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationRow {
    /// Key of the observation.
    pub key: String,
    /// What it is used for.
    pub role: Role,
    /// Its group.
    pub group: Group,
    /// The published value.
    pub published: f64,
    /// From the prior.
    pub prior: [f64; 5],
    /// From the posterior.
    pub posterior: [f64; 5],
    /// From the posterior of all other groups; none of a number that was not calibrated to.
    pub left_out: Option<[f64; 5]>,
    /// Share of that distribution below the published value.
    pub pit: Option<f64>,
}

/// The rows; none without the file.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<Vec<CalibrationRow>> {
    if !source.has(FILE) {
        return Some(Vec::new());
    }
    let text = source.text(FILE, problems)?;
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in &sheet.rows {
        if let Some(key) = sheet.text(row, "key", problems) {
            sheet.unique(row, "key", key, &mut seen, problems);
        }
        rows.push(calibration_row(&sheet, row, problems));
    }
    rows.into_iter().collect()
}

fn calibration_row(sheet: &Sheet, row: &Row, problems: &mut Problems) -> Option<CalibrationRow> {
    let role = sheet.word(row, "use", Role::WORDS, problems).and_then(|at| Role::ALL.get(at).copied());
    let group = sheet.word(row, "group", Group::WORDS, problems).and_then(|at| Group::ALL.get(at).copied());
    let published = sheet.number(row, "published", problems);
    let mut all = |columns: [&str; 5]| -> Option<[f64; 5]> {
        let cells: Vec<Option<f64>> = columns.iter().map(|column| sheet.number(row, column, problems)).collect();
        cells.into_iter().collect::<Option<Vec<f64>>>()?.try_into().ok()
    };
    let (prior, posterior) = (all(PRIOR), all(POSTERIOR));
    let is_left_out = !sheet.cell(row, LEFT_OUT[0]).is_empty();
    let left_out = is_left_out.then(|| all(LEFT_OUT));
    let pit = is_left_out.then(|| sheet.bounded(row, PIT, 0.0, 1.0, problems));
    Some(CalibrationRow {
        key: sheet.cell(row, "key").to_string(),
        role: role?,
        group: group?,
        published: published?,
        prior: prior?,
        posterior: posterior?,
        left_out: left_out.map_or(Some(None), |found| found.map(Some))?,
        pit: pit.map_or(Some(None), |found| found.map(Some))?,
    })
}

/// The text of the file; `about` are lines for its readers.
pub fn calibration_file(rows: &[CalibrationRow], about: &[String]) -> String {
    let mut text = String::new();
    for line in about {
        let _ = writeln!(text, "# {line}");
    }
    let _ = writeln!(text, "{}", COLUMNS.join(","));
    for row in rows {
        let words = [row.key.clone(), row.role.word().into(), row.group.word().into()];
        let numbers = std::iter::once(row.published).chain(row.prior).chain(row.posterior).map(written);
        let left_out = (0..5).map(|at| row.left_out.map_or_else(String::new, |found| written(found[at])));
        let pit = row.pit.map_or_else(String::new, |pit| format!("{pit:.4}"));
        let cells: Vec<String> = words.into_iter().chain(numbers).chain(left_out).chain([pit]).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

/// Six digits, as files of a baseline have them.
fn written(value: f64) -> String {
    let digits = if value == 0.0 { 0 } else { 5 - value.abs().log10().floor() as i32 };
    format!("{value:.*}", digits.max(0) as usize)
}
