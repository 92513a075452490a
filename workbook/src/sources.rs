//! Where every number of the baseline comes from.
use crate::layout::Shown;
use crate::sheet::{Sheet, Value, heads};
use crate::{Content, WorkbookError, units};
use agents::text::{Label, Language};
use outputs::ParameterMode;
use rust_xlsxwriter::Worksheet;
use scenarios::{Baseline, GradeCounts, ParameterRecord, TableRecord};

/// The sheet.
pub(crate) fn sheet(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let language = content.request.language;
    let baseline = content.request.baseline;
    let name = Label::new("来源", "Sources");
    let title = Label::new("参数和表格的来源", "Sources of parameters and tables");
    let mut sheet = Sheet::new(name, title, language)?;
    let GradeCounts { found, derived, assumed } = GradeCounts::of(&baseline.quantities);
    let all = found + derived + assumed;
    sheet.caveat(&match language {
        Language::Zh => format!("{all} 项数值中查得 {found} 项，推算 {derived} 项，假定 {assumed} 项；假定值由其范围说明有多不确定。"),
        Language::En => format!(
            "of {all} quantities {found} were found, {derived} derived and {assumed} assumed; the range says how little is known."
        ),
    })?;
    sheet.note(content.say(match content.request.manifest.plan.parameters {
        ParameterMode::Drawn => Label::new(
            "每次模拟从范围中抽取参数；数值为最佳估计，即抽取值的中位数。",
            "Every replicate draws its parameters from the ranges; the value is the best estimate, the median of what is drawn.",
        ),
        ParameterMode::Fixed => {
            Label::new("各次模拟均用最佳估计，不从范围抽取。", "All replicates use the best estimates; nothing is drawn.")
        }
    }))?;
    sheet.note(content.say(Label::new(
        "来源照录基线文件中的原文（多为英文）。一个文件中有多张表格的，按在文件中的次序编号。",
        "Sources are quoted as they were recorded, mostly in English. Tables of a file that has several are numbered in its order.",
    )))?;
    sheet.skip();
    sheet.header(
        &heads(&[
            ("编号", "Id"),
            ("名称", "Name"),
            ("数值", "Value"),
            ("单位", "Unit"),
            ("下限", "Low"),
            ("上限", "High"),
            ("依据", "Grade"),
            ("来源", "Source"),
            ("日期", "Date"),
        ]),
        1,
    )?;
    for record in &baseline.quantities {
        sheet.row(&quantity(baseline, record, language), false)?;
    }
    for (at, table) in baseline.tables.iter().enumerate() {
        let of_file = |tables: &[TableRecord]| tables.iter().filter(|other| other.file == table.file).count();
        let place = [of_file(&baseline.tables[..=at]), of_file(&baseline.tables)];
        sheet.row(&of_table(table, place, language), false)?;
    }
    Ok(sheet.finish()?)
}

fn quantity(baseline: &Baseline, record: &ParameterRecord, language: Language) -> [Value; 9] {
    let name = baseline.quantity_name(&record.id, language);
    let number = |number| Value::Number(number, Shown::Plain);
    [
        Value::text(&record.id),
        Value::text(&name),
        number(record.value),
        Value::text(units::unit(&record.unit, language)),
        number(record.range[0]),
        number(record.range[1]),
        Value::text(record.grade.name().get(language)),
        Value::text(&record.source),
        Value::text(&record.date),
    ]
}

/// A table has many values: the file has them.
fn of_table(table: &TableRecord, [number, of]: [usize; 2], language: Language) -> [Value; 9] {
    let unit = units::unit(&table.unit, language);
    let name = match (of, language) {
        (1, Language::Zh) => format!("整张表格（{unit}）"),
        (1, Language::En) => format!("a whole table ({unit})"),
        (_, Language::Zh) => format!("整张表格，第 {number} 张，共 {of} 张（{unit}）"),
        (_, Language::En) => format!("a whole table, number {number} of {of} ({unit})"),
    };
    [
        Value::text(&table.file),
        Value::text(name),
        Value::Empty,
        Value::text(unit),
        Value::Empty,
        Value::Empty,
        Value::text(table.grade.name().get(language)),
        Value::text(&table.source),
        Value::text(&table.date),
    ]
}
