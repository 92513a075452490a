//! What every indicator is, and how its number is made.
use crate::sheet::{Sheet, Value, heads};
use crate::{Content, WorkbookError, units, year};
use agents::text::Label;
use outputs::{ColumnDescription, INDICATORS, Indicator, OfYear};
use rust_xlsxwriter::Worksheet;

/// How descriptions begin that go on from a column before them.
const GOES_ON: &[&str] = &["其中", "Of these", "The same"];

/// The sheet.
pub(crate) fn sheet(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let language = content.request.language;
    let name = Label::new("定义", "Definitions");
    let title = Label::new("指标的定义、单位和算法", "Indicators: definitions, units, method");
    let mut sheet = Sheet::new(name, title, language)?;
    sheet.note(content.say(Label::new(
        "每个指标读自一个 Parquet 文件的一列；分位数由全部重复模拟的数值精确得出（线性插值）。全部列的说明：silverpeak describe。\
         方括号内是“其中”所指的那一列。",
        "Each indicator is read from one column of a Parquet file; percentiles are exact, over all replicates (linear \
         interpolation). All columns: silverpeak describe. In brackets: the column to which \"of these\" or \"the same\" refers.",
    )))?;
    sheet.note(content.say(Label::new(
        "文件中以分计的金额，在本工作簿中以元表示（除以100）。",
        "Money that files keep in fen is shown in yuan in this workbook (divided by 100).",
    )))?;
    sheet.skip();
    sheet.header(
        &heads(&[
            ("编号", "Id"),
            ("中文名称", "Chinese name"),
            ("英文名称", "English name"),
            ("文件中的单位", "Unit in the file"),
            ("本簿中的单位", "Unit here"),
            ("文件", "File"),
            ("列", "Column"),
            ("行", "Rows"),
            ("中文定义", "Chinese definition"),
            ("英文定义", "English definition"),
            ("按年的算法", "Of a year"),
        ]),
        1,
    )?;
    for indicator in INDICATORS {
        let columns = indicator.topic.table().columns;
        let at = columns.iter().position(|column| column.name == indicator.column.name);
        let unit = at.map_or(indicator.unit, |at| columns[at].unit);
        let defined = |of| at.map_or(String::new(), |at| in_full(&columns[..=at], of));
        let rows: Vec<String> = indicator.keys.iter().map(|(key, text)| format!("{key} = {text}")).collect();
        let cells = [
            indicator.id,
            indicator.name.zh,
            indicator.name.en,
            units::unit(unit, language),
            units::unit(&year::unit(indicator), language),
            &indicator.topic.file_name(),
            indicator.column.name,
            &rows.join(", "),
            &defined(|column| column.zh),
            &defined(|column| column.en),
            content.say(method(indicator)),
        ]
        .map(Value::text);
        sheet.row(&cells, false)?;
    }
    Ok(sheet.finish()?)
}

/// The description of the last of these columns. One that goes on from a column before it comes after the description of
/// that column, since here it stands alone.
fn in_full(columns: &[ColumnDescription], of: fn(&ColumnDescription) -> &'static str) -> String {
    let goes_on = |text: &str| GOES_ON.iter().any(|beginning| text.starts_with(beginning));
    let mut texts = columns.iter().rev().map(of);
    let own = texts.next().unwrap_or_default();
    match texts.find(|text| !goes_on(text)) {
        Some(before) if goes_on(own) => format!("[{before}] {own}"),
        _ => own.to_string(),
    }
}

fn method(indicator: &Indicator) -> Label {
    match OfYear::of_unit(indicator.unit) {
        OfYear::Sum => Label::new(
            "每次模拟内合计全年各月，再取各次合计数的中位数、第10和第90百分位",
            "the year's months added up in each replicate, then median, 10th and 90th percentile of these sums",
        ),
        OfYear::End => Label::new(
            "年末月的中位数、第10和第90百分位（当月有数值的模拟）",
            "median, 10th and 90th percentile in the year's last month, of the replicates that have a value in it",
        ),
    }
}
