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
        "公布数据与模拟结果对照及评分，以及人口推算的回测",
        "Published figures beside simulated ones with their scores, and the backtest of the demography.",
    ),
    columns: &[Columns::Listed(COLUMNS)],
};

#[rustfmt::skip]
const COLUMNS: &[Column<FactRow>] = &[
    Column::text("kind", IDENTIFIER, "calibrate 为用于校准，hold_out 为留作检验，report 为仅供对照，backtest 为回测", "`calibrate` for numbers calibrated to, `hold_out` for those held out, `report` for those only shown; `backtest`.", |row| &row.kind),
    Column::text("key", IDENTIFIER, "公布数据编号；回测为区域、年龄和原点年份", "Key of the observation; place, ages and origin of a backtest.", |row| &row.key),
    Column::optional_text("place", IDENTIFIER, "数据所属：district 本区，city 全市，census 普查，elsewhere 其他地区；回测为空", "Whose number it is: `district`, `city`, `census` or `elsewhere`; null for a backtest.", |row| row.place.as_deref()),
    Column::optional_text("group", IDENTIFIER, "交叉检验时一同留出的组；回测为空", "The group left out together in cross-validation; null for a backtest.", |row| row.group.as_deref()),
    Column::optional_text("statistic", IDENTIFIER, "level 当月值，mean 期间均值，sum 期间合计，growth 期间增长；回测为空", "`level`, `mean`, `sum` or `growth` of the months; null for a backtest.", |row| row.statistic.as_deref()),
    Column::optional_text("indicator", IDENTIFIER, "指标编号；回测为空", "Id of the indicator; null for a backtest.", |row| row.indicator.as_deref()),
    Column::optional_text("per", IDENTIFIER, "作除数的指标编号", "Id of the indicator it is divided by.", |row| row.per.as_deref()),
    Column::optional_date("since", DATE, "期间的第一个月，或增长的起始月", "First month of a span, or the earlier one of a growth.", |row| row.since),
    Column::optional_date("month", DATE, "月份（期间的最后一个月），以该月第一天表示", "The month, of a span the last, as its first day.", |row| row.month),
    Column::text("unit", IDENTIFIER, "数值的单位", "Unit of the values.", |row| &row.unit),
    Column::number("published", AS_NAMED, "公布值", "The figure published.", |row| row.published),
    Column::optional_number("published_sd", AS_NAMED, "公布值的标准误差；回测为空", "Standard error of the figure; null for a backtest.", |row| row.published_sd),
    Column::optional_number("discrepancy_sd", "log or logit", "模型偏差的标准差：计数、金额和比率为对数，比例为logit；没有时为空", "Standard deviation of the discrepancy: of the logarithm of counts, money and ratios, of the logit of shares; null where there is none.", |row| row.discrepancy_sd),
    Column::number("simulated", AS_NAMED, "预测分布的中位数", "Median of the predictive distribution.", |row| row.p50),
    Column::optional_number("p25", AS_NAMED, "第25百分位数", "25th percentile.", |row| row.band_50.map(|band| band[0])),
    Column::optional_number("p75", AS_NAMED, "第75百分位数", "75th percentile.", |row| row.band_50.map(|band| band[1])),
    Column::optional_number("p025", AS_NAMED, "预测分布（含模型偏差和公布值误差）的第2.5百分位数", "2.5th percentile of the predictive distribution, with discrepancy and the error of the figure; of the paths of a backtest.", |row| row.band_95.map(|band| band[0])),
    Column::optional_number("p10", AS_NAMED, "第10百分位数", "10th percentile.", |row| row.band_80.map(|band| band[0])),
    Column::optional_number("p90", AS_NAMED, "第90百分位数", "90th percentile.", |row| row.band_80.map(|band| band[1])),
    Column::optional_number("p975", AS_NAMED, "第97.5百分位数", "97.5th percentile.", |row| row.band_95.map(|band| band[1])),
    Column::optional_long("inside_50", "1 or 0", "公布值是否在50%区间内：1是，0否", "Whether the figure lies inside the 50 % band: 1 or 0.", |row| row.inside()[0].map(i64::from)),
    Column::optional_long("inside_80", "1 or 0", "公布值是否在80%区间内：1是，0否", "Whether the figure lies inside the 80 % band: 1 or 0.", |row| row.inside()[1].map(i64::from)),
    Column::optional_long("inside_95", "1 or 0", "公布值是否在95%区间内：1是，0否", "Whether the figure lies inside the 95 % band: 1 or 0.", |row| row.inside()[2].map(i64::from)),
    Column::number("error", AS_NAMED, "模拟值减公布值", "Simulated less published.", FactRow::error),
    Column::optional_number("relative_error", "share", "误差与公布值之比；公布值为0时为空", "The error relative to the figure; null where that is 0.", FactRow::relative_error),
    Column::optional_number("pit", "share", "预测分布中低于公布值的比例", "Share of the predictive distribution below the figure (probability integral transform).", |row| row.pit),
    Column::optional_number("crps", "log or logit", "连续排序概率评分（CRPS）：计数、金额和比率为对数，比例为logit；回测为占公布值的比例", "Continuous ranked probability score: of logarithms of counts, money and ratios, of logits of shares; of a backtest as a share of the figure.", |row| row.crps),
    Column::optional_number("interval_score", "log or logit", "80%区间的区间评分，尺度同上", "Interval score of the 80 % band, on the same scale.", |row| row.interval_score),
    Column::optional_number("persistence_crps", "log or logit", "“维持最近公布值”预测的CRPS；没有时为空", "CRPS of the forecast that the last figure published stays; null where there is none.", |row| row.persistence_crps),
    Column::optional_number("trend_crps", "log or logit", "“延续最近变化”预测的CRPS；没有时为空", "CRPS of the forecast that its last change goes on; null where there is none.", |row| row.trend_crps),
    Column::optional_long("n", "replicates", "有数值的重复模拟次数；回测为路径数", "Replicates that have a value; paths of a backtest.", |row| row.n),
    Column::text("grade", IDENTIFIER, "公布数据的依据", "How well the figure is known.", |row| &row.grade),
    Column::text("source", "text", "来源（报告章节）", "Section of the report, or the source.", |row| &row.source),
];
