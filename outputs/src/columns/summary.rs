//! `summary`: an indicator's mean and quantiles over the replicates.
use super::{DATE, IDENTIFIER};
use crate::column::{Column, Columns};
use crate::summary::SummaryRow;
use crate::table::Table;
use agents::text::Label;

const AS_INDICATOR: &str = "unit of the indicator";

/// The table.
pub(crate) static SUMMARY: Table<SummaryRow> = Table {
    name: "summary",
    label: Label::new(
        "各情景、月份、区域和指标在重复模拟间的均值与分位数",
        "Mean and quantiles over the replicates, of every scenario, month, area and indicator.",
    ),
    columns: &[Columns::Listed(COLUMNS)],
};

#[rustfmt::skip]
const COLUMNS: &[Column<SummaryRow>] = &[
    Column::text("scenario", IDENTIFIER, "情景编号", "Id of the scenario.", |row| &row.scenario),
    Column::date("month", DATE, "月份，以该月第一天表示；存量为月末数，流量为当月累计数", "The month, as its first day; stocks are counted at its end, flows over it.", |row| row.month),
    Column::text("area", IDENTIFIER, "区域：district 为全区合计，其余为街镇编号", "The area: `district` for the sum of all communities, or the id of a community.", |row| &row.area),
    Column::text("indicator", IDENTIFIER, "指标编号", "Id of the indicator.", |row| &row.indicator),
    Column::number("mean", AS_INDICATOR, "各次重复模拟的均值", "Mean over the replicates.", |row| row.mean),
    Column::number("p05", AS_INDICATOR, "第5百分位数", "5th percentile over the replicates, interpolated linearly between order statistics.", |row| row.p05),
    Column::number("p10", AS_INDICATOR, "第10百分位数", "10th percentile over the replicates.", |row| row.p10),
    Column::number("p25", AS_INDICATOR, "第25百分位数", "25th percentile over the replicates.", |row| row.p25),
    Column::number("p50", AS_INDICATOR, "第50百分位数（中位数）", "50th percentile over the replicates: the median.", |row| row.p50),
    Column::number("p75", AS_INDICATOR, "第75百分位数", "75th percentile over the replicates.", |row| row.p75),
    Column::number("p90", AS_INDICATOR, "第90百分位数", "90th percentile over the replicates.", |row| row.p90),
    Column::number("p95", AS_INDICATOR, "第95百分位数", "95th percentile over the replicates.", |row| row.p95),
    Column::optional_number("band80_low", AS_INDICATOR, "80%区间下端：参数、随机性和模型与现实的偏差；没有偏差项的指标和各街镇为空", "Lower end of the 80 % band with parameters, chance and the discrepancy of the model; null where the indicator has no discrepancy, and of communities.", |row| row.bands.map(|of| of.band80[0])),
    Column::optional_number("band80_high", AS_INDICATOR, "80%区间上端，同上", "Its upper end.", |row| row.bands.map(|of| of.band80[1])),
    Column::optional_number("band95_low", AS_INDICATOR, "95%区间下端，同上", "Lower end of the 95 % band with the same.", |row| row.bands.map(|of| of.band95[0])),
    Column::optional_number("band95_high", AS_INDICATOR, "95%区间上端，同上", "Its upper end.", |row| row.bands.map(|of| of.band95[1])),
    Column::integer("n", "replicates", "有数值的重复模拟次数", "Number of replicates that have a value.", |row| i64::from(row.n)),
];
