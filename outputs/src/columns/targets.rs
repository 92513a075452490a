//! `targets`: whether and when targets are met, and when triggers are.
use super::{DATE, IDENTIFIER};
use crate::column::{Column, Columns};
use crate::findings::TargetRow;
use crate::table::Table;
use agents::text::Label;

/// In the unit that the row names.
const AS_NAMED: &str = "as in `unit`";

/// The table.
pub(crate) static TARGETS: Table<TargetRow> = Table {
    name: "targets",
    label: Label::new(
        "各情景的目标：达标概率、达标时间；以及触发点",
        "Targets of every scenario: how likely and when they are met; and trigger points.",
    ),
    columns: &[Columns::Listed(COLUMNS)],
};

#[rustfmt::skip]
const COLUMNS: &[Column<TargetRow>] = &[
    Column::text("scenario", IDENTIFIER, "情景编号", "Id of the scenario.", |row| &row.scenario),
    Column::text("kind", IDENTIFIER, "target 为目标，trigger 为触发点", "`target` or `trigger`.", |row| &row.kind),
    Column::text("id", IDENTIFIER, "目标或触发点编号", "Id of the target or trigger.", |row| &row.id),
    Column::optional_text("indicator", IDENTIFIER, "指标编号；未模拟的目标为空", "Id of the indicator; null for a target that is not simulated.", |row| row.indicator.as_deref()),
    Column::optional_text("per", IDENTIFIER, "除以的指标编号；比较两者之比时填写", "Id of the indicator it is divided by, where a ratio is compared.", |row| row.per.as_deref()),
    Column::optional_text("area", IDENTIFIER, "区域：district 为全区合计，其余为街镇编号", "The area: `district` for the sum of all communities, or the id of a community.", |row| row.area.as_deref()),
    Column::optional_text("side", IDENTIFIER, "at_least 为不低于目标值，at_most 为不高于；触发点为不触发的一侧", "The right side of the value: `at_least` or `at_most`; of a trigger that on which it is not reached.", |row| row.side.as_deref()),
    Column::optional_number("value", AS_NAMED, "目标值或触发值；未公布时为空", "The value wanted, or that of the trigger; null where none was published.", |row| row.value),
    Column::optional_text("unit", IDENTIFIER, "数值的单位", "Unit of the values.", |row| row.unit.as_deref()),
    Column::optional_date("from", DATE, "须达标的首月", "First month in which the target must hold.", |row| row.from),
    Column::optional_date("to", DATE, "须达标的末月；其间各月均须达标", "Last month in which it must hold: in all months from the first on.", |row| row.to),
    Column::text("grade", IDENTIFIER, "目标值的依据：found 查得，derived 推算，assumed 假定", "How well the value is known: `found`, `derived` or `assumed`.", |row| &row.grade),
    Column::text("source", "text", "来源", "Who says so.", |row| &row.source),
    Column::integer("n", "replicates", "有数值可判断的重复模拟次数；未模拟到该日期时为0", "Replicates that have a value to judge by; 0 where the date was not simulated.", |row| i64::from(row.n)),
    Column::optional_long("met", "replicates", "达标的重复模拟次数", "Replicates that meet the target.", |row| row.met),
    Column::optional_number("probability", "share", "达标概率，含模型与现实的偏差；触发点为触发当月（未触发为末月）处于正确一侧的概率", "Probability that the target is met, with the discrepancy of the model; of a trigger that of the right side in its month, or in the last one when there is none.", |row| row.probability),
    Column::optional_number("p10", AS_NAMED, "该日期数值的第10百分位数，含模型与现实的偏差；期间目标取其间最差的月份", "10th percentile of the number at the date, with the discrepancy of the model; of a span that of its worst month, replicate by replicate.", |row| row.p10),
    Column::optional_number("p50", AS_NAMED, "第50百分位数（中位数）", "The median of the same.", |row| row.p50),
    Column::optional_number("p90", AS_NAMED, "第90百分位数", "90th percentile of the same.", |row| row.p90),
    Column::optional_date("reached_10", DATE, "10%的模拟首次达到目标值的月份；达不到10%则为空", "Month by which 10 % of all replicates have first been on the right side; null when fewer ever are.", |row| row.reached[0]),
    Column::optional_date("reached_50", DATE, "50%的模拟首次达到目标值的月份", "Month by which 50 % have.", |row| row.reached[1]),
    Column::optional_date("reached_90", DATE, "90%的模拟首次达到目标值的月份", "Month by which 90 % have.", |row| row.reached[2]),
    Column::optional_date("triggered", DATE, "处于正确一侧的概率首次降到二分之一以下的月份；始终低于则为首月；目标和未触发的为空", "First month in which the right side, likely until then, becomes less likely than not; the first month of all where it never is likely; null for targets and where there is none.", |row| row.triggered),
];
