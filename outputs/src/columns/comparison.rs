//! `comparison`: the paired difference of two scenarios, of every indicator.
use super::{IDENTIFIER, SHARE};
use crate::column::{Column, Columns};
use crate::comparison::ComparisonRow;
use crate::table::Table;
use agents::text::Label;

const AS_INDICATOR: &str = "column `unit`";

/// The table.
pub(crate) static COMPARISON: Table<ComparisonRow> = Table {
    name: "comparison",
    label: Label::new(
        "两个情景逐次模拟配对之差（乙减甲）：各年份、区域、指标和人群的均值、分位数和标准误",
        "Two scenarios and their difference, B less A, paired by replicate: means, quantiles and standard errors of every \
         year, area, indicator and group.",
    ),
    columns: &[Columns::Listed(COLUMNS)],
};

#[rustfmt::skip]
const COLUMNS: &[Column<ComparisonRow>] = &[
    Column::text("scenario_a", IDENTIFIER, "甲情景编号", "Id of scenario A.", |row| &row.scenario_a),
    Column::text("scenario_b", IDENTIFIER, "乙情景编号", "Id of scenario B.", |row| &row.scenario_b),
    Column::integer("year", "calendar year", "年份；流量为全年累计，其余（存量、比例、天数、平均数）为当年最后一个模拟月的数值", "The year; flows are the sums of its months, all else (stocks, shares, days, averages) has the value of its last simulated month.", |row| i64::from(row.year)),
    Column::text("area", IDENTIFIER, "区域：district 为全区合计，其余为街镇编号", "The area: `district` for the sum of all communities, or the id of a community.", |row| &row.area),
    Column::text("indicator", IDENTIFIER, "指标编号", "Id of the indicator.", |row| &row.indicator),
    Column::text("breakdown", IDENTIFIER, "人群划分方式：all 不划分，sex 性别，age_group 年龄组，sex_and_age_group 性别和年龄组，ability 自理能力，living 居住方式，ability_and_living 自理能力和居住方式，income 收入", "What the group is one of: `all`, `sex`, `age_group`, `sex_and_age_group`, `ability`, `living`, `ability_and_living` or `income`.", |row| &row.breakdown),
    Column::text("group", IDENTIFIER, "人群编号，如 female、85-89、female 85-89、severe alone；all 为全部", "The group, such as `female`, `85-89`, `female 85-89` or `severe alone`; `all` for everybody.", |row| &row.group),
    Column::text("unit", "name of a unit", "数值的单位（流量为每年）", "Unit of the values; of flows a year.", |row| &row.unit),
    Column::number("mean_a", AS_INDICATOR, "甲情景各次模拟的均值", "Mean of scenario A over the replicates.", |row| row.mean_a),
    Column::number("mean_b", AS_INDICATOR, "乙情景各次模拟的均值", "Mean of scenario B over the replicates.", |row| row.mean_b),
    Column::number("difference", AS_INDICATOR, "逐次模拟之差（乙减甲）的均值", "Mean over the replicates of B less A.", |row| row.difference),
    Column::optional_number("se_paired", AS_INDICATOR, "上述均值的标准误（配对：同一序号的模拟共用随机数）；只有一次模拟时为空", "Standard error of that mean, paired: replicates of a number share their draws; null of a single replicate.", |row| row.se_paired),
    Column::optional_number("se_unpaired", AS_INDICATOR, "若两情景不共用随机数时的标准误，供对照；只有一次模拟时为空", "What the standard error would be without shared draws, for comparison; null of a single replicate.", |row| row.se_unpaired),
    Column::optional_number("low95", AS_INDICATOR, "差的均值的95%置信区间下限（配对，t 分布）；只有一次模拟时为空", "Lower end of the 95 % interval of the mean difference, paired, Student's t; null of a single replicate.", |row| row.low95),
    Column::optional_number("high95", AS_INDICATOR, "差的均值的95%置信区间上限（配对，t 分布）；只有一次模拟时为空", "Upper end of the 95 % interval of the mean difference, paired, Student's t; null of a single replicate.", |row| row.high95),
    Column::number("p05", AS_INDICATOR, "差的第5百分位数", "5th percentile of the differences, interpolated linearly between order statistics.", |row| row.p05),
    Column::number("p10", AS_INDICATOR, "差的第10百分位数", "10th percentile of the differences.", |row| row.p10),
    Column::number("p50", AS_INDICATOR, "差的中位数", "Median of the differences.", |row| row.p50),
    Column::number("p90", AS_INDICATOR, "差的第90百分位数", "90th percentile of the differences.", |row| row.p90),
    Column::number("p95", AS_INDICATOR, "差的第95百分位数", "95th percentile of the differences.", |row| row.p95),
    Column::number("share_higher", SHARE, "乙高于甲的模拟所占比例", "Share of the replicates in which B is higher than A.", |row| row.share_higher),
    Column::number("share_lower", SHARE, "乙低于甲的模拟所占比例", "Share of the replicates in which B is lower than A.", |row| row.share_lower),
    Column::integer("n", "replicates", "两情景均有数值的模拟次数", "Number of replicates in which both have a value.", |row| i64::from(row.n)),
];
