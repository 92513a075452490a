//! `facts.csv`: published figures, apart from the parameters.
use crate::problem::{ProblemKind, Problems};
use crate::provenance::{Fact, Grade};
use crate::sheet::{Row, Sheet, require_source};
use crate::source::Source;
use sim_core::Month;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "facts.csv";
const COLUMNS: &[&str] = &["key", "value", "unit", "date", "section", "term_zh", "note", "grade", "indicator", "month"];

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<Vec<Fact>> {
    let text = source.text(FILE, problems)?;
    require_source(&source.shown(FILE), text, problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    let mut keys: BTreeMap<&str, u32> = BTreeMap::new();
    let mut facts = Vec::new();
    for row in &sheet.rows {
        let key = needed(&sheet, row, "key", problems);
        if let Some(first) = key.and_then(|key| keys.insert(key, row.line)) {
            let kind = ProblemKind::Duplicate { name: key.unwrap_or_default().to_string(), first: Some(first) };
            sheet.refuse(Some(row.line), "key", kind, problems);
        }
        facts.extend(fact(&sheet, row, key, problems));
    }
    Some(facts)
}

fn fact(sheet: &Sheet, row: &Row, key: Option<&str>, problems: &mut Problems) -> Option<Fact> {
    let value = sheet.number(row, "value", problems);
    let unit = needed(sheet, row, "unit", problems);
    let date = needed(sheet, row, "date", problems);
    let word = sheet.cell(row, "grade");
    let grade = Grade::OF_FACTS.contains(&word).then(|| Grade::from_word(word)).flatten();
    if grade.is_none() {
        let kind = ProblemKind::UnknownWord { found: word.to_string(), known: Grade::OF_FACTS };
        sheet.refuse(Some(row.line), "grade", kind, problems);
    }
    let indicator = sheet.cell(row, "indicator");
    if !indicator.is_empty() && !is_indicator(indicator) {
        let kind = ProblemKind::NotAnId { found: indicator.to_string() };
        sheet.refuse(Some(row.line), "indicator", kind, problems);
    }
    let month_text = sheet.cell(row, "month");
    let month: Option<Month> = month_text.parse().ok();
    if !month_text.is_empty() && month.is_none() {
        sheet.refuse(Some(row.line), "month", ProblemKind::NotAMonth { found: month_text.to_string() }, problems);
    }
    match (indicator.is_empty(), month_text.is_empty()) {
        (false, true) => sheet.refuse(Some(row.line), "indicator", ProblemKind::Alone { missing: "month" }, problems),
        (true, false) => sheet.refuse(Some(row.line), "month", ProblemKind::Alone { missing: "indicator" }, problems),
        _ => {}
    }
    let words = |column| sheet.cell(row, column).to_string();
    Some(Fact {
        key: key?.to_string(),
        value: value?,
        unit: unit?.to_string(),
        date: date?.to_string(),
        section: words("section"),
        term_zh: words("term_zh"),
        note: words("note"),
        grade: grade?,
        indicator: (!indicator.is_empty()).then(|| indicator.to_string()),
        month,
    })
}

fn needed<'r>(sheet: &Sheet, row: &'r Row, column: &str, problems: &mut Problems) -> Option<&'r str> {
    let text = sheet.cell(row, column);
    if text.is_empty() {
        sheet.refuse(Some(row.line), column, ProblemKind::EmptyText, problems);
        return None;
    }
    Some(text)
}

/// Whether `text` is written like an output of the model: `topic.name`.
fn is_indicator(text: &str) -> bool {
    let word = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_lowercase())
            && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    text.split_once('.').is_some_and(|(topic, name)| word(topic) && word(name))
}
