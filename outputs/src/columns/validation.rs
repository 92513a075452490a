//! `validation`: published figures beside simulated ones.
use super::{DATE, IDENTIFIER};
use crate::column::{Column, Columns};
use crate::findings::FactRow;
use crate::table::Table;
use agents::text::Label;

/// In the unit that the row names.
const AS_NAMED: &str = "as in `unit`";

/// The table.
pub(crate) static VALIDATION: Table<FactRow> = Table {
    name: "validation",
    label: Label::new(
        "公布数据与模拟结果对照，以及人口推算的回测",
        "Published figures beside simulated ones, and the backtest of the demography.",
    ),
    columns: &[Columns::Listed(COLUMNS)],
};

#[rustfmt::skip]
const COLUMNS: &[Column<FactRow>] = &[
    Column::text("kind", IDENTIFIER, "test 为检验，no_test 为已用于校准的数据或报告自身的预测，backtest 为回测", "`test`; `no_test` for figures calibrated to and the source's own forecasts; `backtest`.", |row| &row.kind),
    Column::text("key", IDENTIFIER, "公布数据编号；回测为区域、年龄和原点年份", "Key of the fact; place, ages and origin of a backtest.", |row| &row.key),
    Column::optional_text("indicator", IDENTIFIER, "指标编号；回测为空", "Id of the indicator; null for a backtest.", |row| row.indicator.as_deref()),
    Column::optional_date("month", DATE, "月份，以该月第一天表示", "The month, as its first day.", |row| row.month),
    Column::text("unit", IDENTIFIER, "数值的单位", "Unit of the values.", |row| &row.unit),
    Column::number("published", AS_NAMED, "公布值", "The figure published.", |row| row.published),
    Column::number("simulated", AS_NAMED, "模拟中位数；回测为预测中位数", "The simulated median; of a backtest that of the forecast.", |row| row.p50),
    Column::optional_number("p025", AS_NAMED, "第2.5百分位数", "2.5th percentile over the replicates, or the paths of a backtest.", |row| row.band_95.map(|band| band[0])),
    Column::optional_number("p10", AS_NAMED, "第10百分位数", "10th percentile.", |row| row.band_80.map(|band| band[0])),
    Column::optional_number("p90", AS_NAMED, "第90百分位数", "90th percentile.", |row| row.band_80.map(|band| band[1])),
    Column::optional_number("p975", AS_NAMED, "第97.5百分位数", "97.5th percentile.", |row| row.band_95.map(|band| band[1])),
    Column::optional_long("inside_80", "1 or 0", "公布值是否在80%区间内：1是，0否", "Whether the figure lies inside the 80 % band: 1 or 0.", |row| row.inside()[0].map(i64::from)),
    Column::optional_long("inside_95", "1 or 0", "公布值是否在95%区间内：1是，0否", "Whether the figure lies inside the 95 % band: 1 or 0.", |row| row.inside()[1].map(i64::from)),
    Column::number("error", AS_NAMED, "模拟值减公布值", "Simulated less published.", FactRow::error),
    Column::optional_number("relative_error", "share", "误差与公布值之比；公布值为0时为空", "The error relative to the figure; null where that is 0.", FactRow::relative_error),
    Column::optional_long("n", "replicates", "有数值的重复模拟次数；回测为路径数", "Replicates that have a value; paths of a backtest.", |row| row.n),
    Column::text("grade", IDENTIFIER, "公布数据的依据", "How well the figure is known.", |row| &row.grade),
    Column::text("source", "text", "来源（报告章节）", "Section of the report, or the source.", |row| &row.source),
];
