//! `sensitivity`: effects of groups of inputs on forecasts.
use super::IDENTIFIER;
use crate::column::{Column, Columns};
use crate::findings::SensitivityRow;
use crate::table::Table;
use agents::text::Label;

/// The table.
pub(crate) static SENSITIVITY: Table<SensitivityRow> = Table {
    name: "sensitivity",
    label: Label::new("各组参数对预测的影响", "Effects of groups of parameters on the forecasts."),
    columns: &[Columns::Listed(COLUMNS)],
};

#[rustfmt::skip]
const COLUMNS: &[Column<SensitivityRow>] = &[
    Column::text("indicator", IDENTIFIER, "预测的指标编号", "Id of the indicator that is forecast.", |row| &row.indicator),
    Column::long("year", "year", "预测的年份", "Year of the forecast.", |row| i64::from(row.year)),
    Column::long("rank", "rank", "按沙普利效应的名次，1为最大", "Rank by the Shapley effect, 1 the largest.", |row| row.rank as i64),
    Column::text("group", IDENTIFIER, "参数组编号", "Id of the group of parameters.", |row| &row.group),
    Column::long("inputs", "parameters", "组内参数数", "Parameters in the group.", |row| row.inputs as i64),
    Column::number("mean_absolute", "log or logit", "筛查中基本效应绝对值的平均", "Mean absolute elementary effect of the screening.", |row| row.mean_absolute),
    Column::number("screened_total", "share", "筛查所得总效应占方差的比例", "Total effect by the screening, as a share of the variance.", |row| row.screened_total),
    Column::number("first", "share", "仿真器所得一阶效应占方差的比例", "First-order effect by the emulator.", |row| row.first),
    Column::number("total", "share", "仿真器所得总效应占方差的比例", "Total effect by the emulator.", |row| row.total),
    Column::number("shapley", "share", "仿真器所得沙普利效应占方差的比例", "Shapley effect by the emulator.", |row| row.shapley),
    Column::number("shapley_p05", "share", "沙普利效应第5百分位数（按系数的标准误）", "Lower end of the 90 % interval of the Shapley effect, from the standard errors of the coefficients.", |row| row.interval[0]),
    Column::number("shapley_p95", "share", "沙普利效应第95百分位数（按系数的标准误）", "Upper end of the 90 % interval of the Shapley effect, from the standard errors of the coefficients.", |row| row.interval[1]),
];
