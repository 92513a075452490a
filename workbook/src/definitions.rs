//! What every indicator is, and how its number is made.
use crate::sheet::{Sheet, Value, heads};
use crate::year::Statistic;
use crate::{Content, WorkbookError, units};
use agents::text::Label;
use outputs::{INDICATORS, Indicator, OfYear};
use rust_xlsxwriter::Worksheet;

/// The sheet.
pub(crate) fn sheet(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let language = content.request.language;
    let name = Label::new("定义", "Definitions");
    let title = Label::new("指标的定义、单位和算法", "Indicators: definitions, units, method");
    let mut sheet = Sheet::new(name, title, language)?;
    sheet.note(content.say(Label::new(
        "每个指标读自一个 Parquet 文件的一列；分位数由全部重复模拟的数值精确得出（线性插值）。全部列的说明：silverpeak describe。",
        "Each indicator is read from one column of a Parquet file; percentiles are exact, over all replicates (linear \
         interpolation). All columns: silverpeak describe.",
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
        let column = columns.iter().find(|column| column.name == indicator.column);
        let unit_here = Statistic::of(indicator).first().map(|statistic| statistic.unit(indicator)).unwrap_or_default();
        let rows: Vec<String> = indicator.keys.iter().map(|(key, text)| format!("{key} = {text}")).collect();
        let cells = [
            indicator.id,
            indicator.name.zh,
            indicator.name.en,
            units::unit(indicator.unit, language),
            units::unit(&unit_here, language),
            &indicator.topic.file_name(),
            indicator.column,
            &rows.join(", "),
            column.map_or("", |column| column.zh),
            column.map_or("", |column| column.en),
            content.say(method(indicator)),
        ]
        .map(Value::text);
        sheet.row(&cells, false)?;
    }
    Ok(sheet.finish()?)
}

fn method(indicator: &Indicator) -> Label {
    match OfYear::of_unit(indicator.unit) {
        OfYear::Sum => Label::new("全年各月均值之和", "sum of the means of the year's months"),
        OfYear::End => {
            Label::new("年末月的中位数、第10和第90百分位", "median, 10th and 90th percentile in the year's last month")
        }
        OfYear::Mean => Label::new(
            "年末月的中位数、第10和第90百分位（当月有数值的模拟）",
            "median, 10th and 90th percentile in the year's last month, of the replicates that have a value in it",
        ),
    }
}
