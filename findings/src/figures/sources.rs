//! Sources of all quantities and tables of the baseline.
use super::{Question, Surface};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{Detail, ParameterMode};
use scenarios::{Baseline, ParameterRecord, TableRecord, unit};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "sources",
    title: Label::new("数值来源", "Sources of quantities"),
    surfaces: Surface::DATA,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let baseline = &view.results.baseline;
    let counts = baseline.grade_counts();
    let (found, derived, assumed) = (counts.found, counts.derived, counts.assumed);
    let all = found + derived + assumed;
    let quantities = baseline.quantities.iter().map(|record| quantity(view, record));
    let tables = baseline.tables.iter().enumerate().map(|(at, _)| table(view, baseline, at));
    vec![Figure {
        id: "sources-quantities",
        title: QUESTION.title.get(language).to_string(),
        sentence: say!(
            language,
            "{all} 项数值中查得 {found} 项、推算 {derived} 项、假定 {assumed} 项。来源照录基线文件中的原文（多为英文）；一个文件中有多张表格的，按其\
             次序编号。",
            "Of {all} quantities {found} are found, {derived} derived and {assumed} assumed. Sources are quoted as recorded in the baseline, \
             mostly in English; tables of a file that has several are numbered in its order."
        ),
        caveats: vec![view.words(
            "假定的数值没有来源，其不确定程度以范围为准",
            "assumed quantities have no source; their range is the measure of how uncertain they are",
        )],
        method: match view.results.run.manifest.plan.parameters {
            ParameterMode::Prior => view.words(
                "每次模拟从范围中抽取参数；数值为最佳估计，即抽取值的中位数",
                "each replicate draws its parameters from the ranges; the value is the best estimate, the median of the draws",
            ),
            ParameterMode::Posterior => view.words(
                "每次模拟的参数取自校准后的联合分布，其余从范围中抽取；数值为校准前的最佳估计",
                "each replicate takes its parameters from the calibrated joint distribution, the others from their ranges; the value is \
                 the best estimate before calibration",
            ),
            ParameterMode::Fixed => view.words(
                "各次模拟均用最佳估计，不从范围抽取",
                "all replicates use the best estimates; nothing is drawn",
            ),
        },
        tables: vec![Table {
            caption: view.words("数值和表格", "Quantities and tables"),
            heads: vec![
                view.words("名称", "name"),
                view.words("编号", "id"),
                view.words("数值〔范围〕", "value [range]"),
                view.words("单位", "unit"),
                view.words("依据", "grade"),
                view.words("来源", "source"),
                view.words("日期", "date"),
            ],
            rows: quantities.chain(tables).collect(),
        }],
        ..Figure::default()
    }]
}

fn quantity(view: &View<'_>, record: &ParameterRecord) -> Vec<Cell> {
    let value = Number::new(Unit::Ratio, record.value, Method::Input).within(record.range, IntervalKind::Range);
    vec![
        Cell::text(view.results.baseline.quantity_name(&record.id, view.language)),
        Cell::text(&record.id),
        Cell::Number(value),
        Cell::text(unit(&record.unit, view.language)),
        Cell::text(record.grade.name().get(view.language)),
        Cell::text(&record.source),
        Cell::text(&record.date),
    ]
}

/// A table has many values: the file has them.
fn table(view: &View<'_>, baseline: &Baseline, at: usize) -> Vec<Cell> {
    let Some(table) = baseline.tables.get(at) else { return Vec::new() };
    let of_file = |tables: &[TableRecord]| tables.iter().filter(|other| other.file == table.file).count();
    let (number, of) = (of_file(baseline.tables.get(..=at).unwrap_or_default()), of_file(&baseline.tables));
    let name = match of {
        1 => view.words("整张表格", "a whole table"),
        _ => say!(view.language, "整张表格，第 {number} 张，共 {of} 张", "a whole table, number {number} of {of}"),
    };
    vec![
        Cell::text(name),
        Cell::text(&table.file),
        Cell::Empty,
        Cell::text(unit(&table.unit, view.language)),
        Cell::text(table.grade.name().get(view.language)),
        Cell::text(&table.source),
        Cell::text(&table.date),
    ]
}
