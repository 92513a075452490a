//! `facts.csv`: published figures, apart from the parameters.
use crate::problem::Problems;
use crate::provenance::{Fact, Grade};
use crate::sheet::{Row, Sheet, require_source};
use crate::source::Source;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "facts.csv";
const COLUMNS: &[&str] = &["key", "value", "unit", "date", "section", "term_zh", "note", "grade"];

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<Vec<Fact>> {
    let text = source.text(FILE, problems)?;
    require_source(&source.shown(FILE), text, problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    let mut keys: BTreeMap<&str, u32> = BTreeMap::new();
    let mut facts = Vec::new();
    for row in &sheet.rows {
        let key = sheet.text(row, "key", problems);
        if let Some(key) = key {
            sheet.unique(row, "key", key, &mut keys, problems);
        }
        facts.extend(fact(&sheet, row, key, problems));
    }
    Some(facts)
}

fn fact(sheet: &Sheet, row: &Row, key: Option<&str>, problems: &mut Problems) -> Option<Fact> {
    let value = sheet.number(row, "value", problems);
    let unit = sheet.text(row, "unit", problems);
    let date = sheet.text(row, "date", problems);
    let grade = sheet.grade(row, Grade::OF_FACTS, problems);
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
    })
}

/// Whether `text` is written like an output of the model: `topic.name`.
pub(crate) fn is_indicator(text: &str) -> bool {
    let word = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_lowercase())
            && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    text.split_once('.').is_some_and(|(topic, name)| word(topic) && word(name))
}
