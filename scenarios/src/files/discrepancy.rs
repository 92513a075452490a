//! `discrepancy.csv`: how far the world may lie from the model, by indicator of the district. Not every baseline has it.
use crate::discrepancy::{Basis, Discrepancy, DiscrepancyTerm, Scale};
use crate::files::facts::is_indicator;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::Grade;
use crate::sheet::{Row, Sheet, require_source};
use crate::source::Source;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "discrepancy.csv";
const COLUMNS: &[&str] = &["indicator", "scale", "month", "sd", "sd_a_year", "basis", "grade", "source", "note"];
/// Bounds of a standard deviation on its scale. Above 2 a number says nothing.
const SDS: [f64; 2] = [0.0, 2.0];
/// Bounds of its growth a year.
const SDS_A_YEAR: [f64; 2] = [0.0, 0.5];

/// The file when the baseline has it; no term without it.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<Discrepancy> {
    if !source.has(FILE) {
        return Some(Discrepancy::default());
    }
    let text = source.text(FILE, problems)?;
    require_source(&source.shown(FILE), text, problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    let mut indicators: BTreeMap<&str, u32> = BTreeMap::new();
    let mut terms = Vec::new();
    for row in &sheet.rows {
        let indicator = sheet.text(row, "indicator", problems);
        if let Some(indicator) = indicator {
            sheet.unique(row, "indicator", indicator, &mut indicators, problems);
        }
        terms.extend(term(&sheet, row, indicator, problems));
    }
    Some(Discrepancy { terms })
}

fn term(sheet: &Sheet, row: &Row, indicator: Option<&str>, problems: &mut Problems) -> Option<DiscrepancyTerm> {
    if let Some(found) = indicator.filter(|text| !is_indicator(text)) {
        let kind = ProblemKind::NotAnId { found: found.to_string() };
        sheet.refuse(Some(row.line), "indicator", kind, problems);
    }
    let scale = sheet.word(row, "scale", Scale::WORDS, problems).and_then(|at| Scale::ALL.get(at).copied());
    let known = sheet.month(row, "month", problems);
    let sd = sheet.bounded(row, "sd", SDS[0], SDS[1], problems);
    let sd_a_year = sheet.bounded(row, "sd_a_year", SDS_A_YEAR[0], SDS_A_YEAR[1], problems);
    let basis = sheet.word(row, "basis", Basis::WORDS, problems).and_then(|at| Basis::ALL.get(at).copied());
    // A number of the city is never exactly the district's.
    if let (Some(Basis::City), Some(value)) = (basis, sd.filter(|sd| *sd == 0.0)) {
        let kind = ProblemKind::OutsideBounds { value, least: 0.001, most: SDS[1] };
        sheet.refuse(Some(row.line), "sd", kind, problems);
    }
    let grade = sheet.grade(row, Grade::OF_QUANTITIES, problems);
    // Judgement and grade say the same.
    if let (Some(Basis::Assumed), Some(grade)) = (basis, grade)
        && grade != Grade::Assumed
    {
        let kind = ProblemKind::UnknownWord { found: grade.word().to_string(), known: &["assumed"] };
        sheet.refuse(Some(row.line), "grade", kind, problems);
    }
    let source = sheet.text(row, "source", problems);
    let note = sheet.text(row, "note", problems);
    Some(DiscrepancyTerm {
        indicator: indicator?.to_string(),
        scale: scale?,
        known: known?,
        sd: sd?,
        sd_a_year: sd_a_year?,
        basis: basis?,
        grade: grade?,
        source: source?.to_string(),
        note: note?.to_string(),
    })
}
