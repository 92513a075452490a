//! What every file, column and indicator means, as JSON.
use crate::FORMAT_VERSION;
use crate::columns::Topic;
use crate::columns::summary::SUMMARY;
use crate::indicators::INDICATORS;
use crate::table::{TableDescription, tables};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All topics with their columns (name, type, unit, zh, en), and the headline indicators.
pub fn dictionary() -> Value {
    dictionary_of(&tables())
}

/// The same of some tables, topics with the lowest level of detail that has them, with the headline indicators that are read from them; all indicators with the summary.
pub fn dictionary_of(tables: &[TableDescription]) -> Value {
    let is_there = |name: &str| tables.iter().any(|table| table.name == name);
    let topics = tables.iter().map(|table| {
        json!({
            "topic": table.name,
            "file": format!("{}.parquet", table.name),
            "zh": table.label.zh,
            "en": table.label.en,
            "detail": Topic::named(table.name).map(Topic::from),
            "columns": table.columns,
        })
    });
    let told = INDICATORS.iter().filter(|indicator| is_there(SUMMARY.name) || is_there(indicator.topic.name()));
    let indicators = told.map(|indicator| {
        json!({
            "id": indicator.id,
            "unit": indicator.unit,
            "zh": indicator.name.zh,
            "en": indicator.name.en,
            "topic": indicator.topic.name(),
            "column": indicator.column.name,
            "keys": indicator.keys.iter().copied().collect::<BTreeMap<_, _>>(),
        })
    });
    json!({
        "format_version": FORMAT_VERSION,
        "topics": topics.collect::<Vec<_>>(),
        "indicators": indicators.collect::<Vec<_>>(),
    })
}
