//! What every file, column and indicator means, as JSON.
use crate::FORMAT_VERSION;
use crate::indicators::INDICATORS;
use crate::table::tables;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All topics with their columns (name, type, unit, zh, en), and the headline indicators.
pub fn dictionary() -> Value {
    let topics = tables().into_iter().map(|table| {
        json!({
            "topic": table.name,
            "file": format!("{}.parquet", table.name),
            "zh": table.label.zh,
            "en": table.label.en,
            "columns": table.columns,
        })
    });
    let indicators = INDICATORS.iter().map(|indicator| {
        json!({
            "id": indicator.id,
            "unit": indicator.unit,
            "zh": indicator.name.zh,
            "en": indicator.name.en,
            "topic": indicator.topic.name(),
            "column": indicator.column,
            "keys": indicator.keys.iter().copied().collect::<BTreeMap<_, _>>(),
        })
    });
    json!({
        "format_version": FORMAT_VERSION,
        "topics": topics.collect::<Vec<_>>(),
        "indicators": indicators.collect::<Vec<_>>(),
    })
}
