//! The data dictionary, as a reviewer reads it.
use crate::terminal::{plain, rows};
use agents::text::{Label, Language};
use outputs::{ColumnDescription, ColumnType, Detail, INDICATORS, SUMMARY_FILE, TableDescription, Topic};

/// Every table with its columns; after the summary the indicators that it has rows of. `rows_of` is the number of rows
/// of a table, where a run is described.
pub fn page(tables: &[TableDescription], rows_of: impl Fn(&str) -> Option<u64>, language: Language) -> String {
    let mut page = String::new();
    for table in tables {
        let number = rows_of(table.name).map_or_else(String::new, |number| match language {
            Language::Zh => format!("，{} 行", plain(number as f64)),
            Language::En => format!(", {} rows", plain(number as f64)),
        });
        page += &format!("{}.parquet{number}\n{}\n{}\n", table.name, table.label.zh, table.label.en);
        page += &Topic::named(table.name).map_or_else(String::new, |topic| level(topic, language));
        page += &format!("{}\n\n", columns(&table.columns, language));
        if SUMMARY_FILE.strip_suffix(".parquet") == Some(table.name) {
            page += &format!("{}\n\n", indicators(language));
        }
    }
    page
}

/// From which level of detail on a run has the topic.
fn level(topic: Topic, language: Language) -> String {
    match (topic.from(), language) {
        (Detail::Headline, Language::Zh) => "各保留程度均有（headline 只含主要指标的行和列）\n".into(),
        (Detail::Headline, Language::En) => {
            "kept at every level of detail (headline: rows and columns of headline indicators alone)\n".into()
        }
        (from, Language::Zh) => format!("保留程度 {} 起\n", from.word()),
        (from, Language::En) => format!("kept from level of detail {} on\n", from.word()),
    }
}

fn columns(columns: &[ColumnDescription], language: Language) -> String {
    let heads = [
        Label::new("列", "column"),
        Label::new("类型", "type"),
        Label::new("单位", "unit"),
        Label::new("中文定义", "Chinese"),
        Label::new("英文定义", "English"),
    ];
    let lines = columns.iter().map(|column| {
        let nullable = if column.nullable { "?" } else { "" };
        let name = type_name(column.column_type);
        vec![
            column.name.to_string(),
            format!("{name}{nullable}"),
            column.unit.to_string(),
            column.zh.to_string(),
            column.en.to_string(),
        ]
    });
    rows(heads.map(|head| head.get(language).to_string()), lines, heads.len())
}

/// The word that the JSON has too. With `?` values may be absent.
fn type_name(column_type: ColumnType) -> &'static str {
    match column_type {
        ColumnType::Utf8 => "utf8",
        ColumnType::Date32 => "date32",
        ColumnType::Int32 => "int32",
        ColumnType::Int64 => "int64",
        ColumnType::Float64 => "float64",
    }
}

fn indicators(language: Language) -> String {
    let heads = [
        Label::new("指标", "indicator"),
        Label::new("单位", "unit"),
        Label::new("中文名称", "Chinese"),
        Label::new("英文名称", "English"),
        Label::new("读自", "read from"),
    ];
    let lines = INDICATORS.iter().map(|indicator| {
        let keys: String = indicator.keys.iter().map(|(key, text)| format!(", {key} = {text}")).collect();
        vec![
            indicator.id.to_string(),
            indicator.unit.to_string(),
            indicator.name.zh.to_string(),
            indicator.name.en.to_string(),
            format!("{}.{}{keys}", indicator.topic.name(), indicator.column.name),
        ]
    });
    rows(heads.map(|head| head.get(language).to_string()), lines, heads.len())
}
