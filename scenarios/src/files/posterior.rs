//! `posterior.csv`: draws from the posterior of a baseline's quantities, made by `silverpeak calibrate`. Not every baseline
//! has it.
use crate::problem::{ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::sheet::Sheet;
use crate::source::Source;
use agents::prior::Posterior;
use serde::Serialize;
use std::fmt::Write;

pub(crate) const FILE: &str = "posterior.csv";
/// What it was made from, in a line of its head.
const INPUTS: &str = "# inputs: ";
/// More draws take longer to read than to simulate.
const MOST_DRAWS: usize = 100_000;
/// Files of a baseline that no posterior depends on: what results are compared with or shown with, and what calibration
/// itself makes.
const APART: &[&str] = &["facts.csv", "targets.toml", "discrepancy.csv", FILE, "calibration.csv"];

/// Whether a baseline has a posterior that may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PosteriorState {
    /// It has none.
    None,
    /// It has one, made from the baseline as it is.
    Fits,
    /// It has one, made from other inputs: it is not used.
    Stale,
}

/// The hash, in hexadecimal, of all files of a baseline that a posterior depends on.
pub fn inputs_of_posterior(source: &Source) -> String {
    let mut files: Vec<(&str, &[u8])> = source
        .files()
        .filter(|(name, _)| !APART.contains(name) && !crate::source::DISPLAY_FILES.contains(name))
        .collect();
    files.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in files {
        hasher.update(name.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().to_hex()[..16].to_string()
}

/// The posterior, and whether it fits the other files. None where the file is damaged.
pub(crate) fn read(
    source: &Source,
    records: &[ParameterRecord],
    problems: &mut Problems,
) -> Option<(Option<Posterior>, PosteriorState)> {
    if !source.has(FILE) {
        return Some((None, PosteriorState::None));
    }
    let text = source.text(FILE, problems)?;
    let made_from = text.lines().find_map(|line| line.strip_prefix(INPUTS));
    let fits = made_from.map(str::trim) == Some(inputs_of_posterior(source).as_str());
    let header = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    let is_known = |id: &str| records.iter().any(|record| record.id == id);
    // Of other inputs it may have what these do not have.
    let columns: Vec<&str> = header.split(',').map(str::trim).filter(|id| !fits || is_known(id)).collect();
    let sheet = Sheet::read(source.shown(FILE), text, &columns, problems)?;
    sheet.require_rows(problems);
    if sheet.rows.len() > MOST_DRAWS || columns.is_empty() {
        let kind = ProblemKind::Count { found: sheet.rows.len(), least: 1, most: MOST_DRAWS };
        sheet.refuse(sheet.header_line(), "", kind, problems);
        return None;
    }
    let mut draw = |row| -> Option<Vec<f64>> {
        let cells: Vec<Option<f64>> = columns.iter().map(|id| sheet.bounded(row, id, 0.0, 1.0, problems)).collect();
        cells.into_iter().collect()
    };
    let draws: Vec<Option<Vec<f64>>> = sheet.rows.iter().map(&mut draw).collect();
    let draws: Vec<Vec<f64>> = draws.into_iter().collect::<Option<_>>()?;
    let quantities = columns.into_iter().map(str::to_string).collect();
    let state = if fits { PosteriorState::Fits } else { PosteriorState::Stale };
    Some((fits.then_some(Posterior { quantities, draws }), state))
}

/// The text of the file of a posterior of the baseline in `source`; `about` are lines for its readers.
pub fn posterior_file(posterior: &Posterior, source: &Source, about: &[String]) -> String {
    let mut text = String::new();
    for line in about {
        let _ = writeln!(text, "# {line}");
    }
    let _ = writeln!(text, "{INPUTS}{}", inputs_of_posterior(source));
    let _ = writeln!(text, "{}", posterior.quantities.join(","));
    for draw in &posterior.draws {
        let cells: Vec<String> = draw.iter().map(|place| format!("{place:.5}")).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}
