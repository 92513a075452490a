//! Definitions of all indicators, with the file and column of each.
use super::{Question, Surface, indicators};
use crate::figure::{Cell, Figure, Table};
use crate::view::View;
use crate::year;
use agents::text::{Label, Language};
use outputs::{ColumnDescription, Detail, INDICATORS, Indicator};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "definitions",
    title: Label::new("指标定义", "Definitions of the indicators"),
    surfaces: Surface::DATA,
    needs: Detail::Headline,
    figures,
};

/// First words of descriptions that continue that of an earlier column.
const GOES_ON: &[&str] = &["其中", "Of these", "The same"];

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let row = |indicator: &Indicator| {
        let columns = indicator.topic.table().columns;
        let at = columns.iter().position(|column| column.name == indicator.column.name);
        let unit_in_file = at.and_then(|at| columns.get(at)).map_or("", |column| column.unit);
        let definition = at.map_or_else(String::new, |at| in_full(columns.get(..=at).unwrap_or_default(), language));
        let rows: Vec<String> = indicator.keys.iter().map(|(key, text)| format!("{key} = {text}")).collect();
        [
            indicator.name.get(language),
            indicator.id,
            &definition,
            indicators::unit(indicator).name(language),
            year::of_year(indicator).get(language),
            &indicator.topic.file_name(),
            indicator.column.name,
            &rows.join(", "),
            scenarios::unit(unit_in_file, language),
        ]
        .map(Cell::text)
        .into()
    };
    vec![Figure {
        id: "definitions-indicators",
        title: QUESTION.title.get(language).to_string(),
        sentence: view.words(
            "每个指标读自一个 Parquet 文件的一列；方括号内是“其中”所指的那一列。全部列的说明：silverpeak describe。",
            "Each indicator is read from one column of a Parquet file; in brackets is the column that “of these” or “the same” refers to. \
             All columns: silverpeak describe.",
        ),
        method: view.words(
            "分位数由全部重复模拟的数值精确得出（线性插值）；有偏差项的指标，除中位数外为预测分布的分位数；流量先在每次模拟内合计全年各月",
            "percentiles are exact, over all replicates (linear interpolation); of indicators with a discrepancy all but the median are those of \
             the predictive distribution; flows are first summed over the year in each replicate",
        ),
        tables: vec![Table {
            caption: view.words("指标", "Indicators"),
            heads: vec![
                view.words("指标", "indicator"),
                view.words("编号", "id"),
                view.words("定义", "definition"),
                view.words("单位", "unit"),
                view.words("口径", "of the year"),
                view.words("文件", "file"),
                view.words("列", "column"),
                view.words("行", "rows"),
                view.words("文件中的单位", "unit in the file"),
            ],
            rows: INDICATORS.iter().map(row).collect(),
        }],
        ..Figure::default()
    }]
}

/// The description of the last of these columns, after the description of an earlier column if it continues that one.
fn in_full(columns: &[ColumnDescription], language: Language) -> String {
    let text = |column: &ColumnDescription| Label::new(column.zh, column.en).get(language);
    let goes_on = |text: &str| GOES_ON.iter().any(|beginning| text.starts_with(beginning));
    let mut texts = columns.iter().rev().map(text);
    let own = texts.next().unwrap_or_default();
    match texts.find(|text| !goes_on(text)) {
        Some(before) if goes_on(own) => format!("[{before}] {own}"),
        _ => own.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_stands_alone() {
        for indicator in INDICATORS {
            let columns = indicator.topic.table().columns;
            let at = columns.iter().position(|column| column.name == indicator.column.name).expect(indicator.id);
            for language in [Language::Zh, Language::En] {
                let definition = in_full(&columns[..=at], language);
                assert!(
                    !definition.is_empty() && !GOES_ON.iter().any(|word| definition.starts_with(word)),
                    "{definition}"
                );
            }
        }
    }
}
