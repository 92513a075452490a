//! `sanity`: rules that must hold whatever is simulated, and whether they do.
use super::{DATE, IDENTIFIER};
use crate::column::{Column, Columns};
use crate::findings::SanityRow;
use crate::table::Table;
use agents::text::Label;

/// In the unit that the row names.
const AS_NAMED: &str = "as in `unit`";

/// The table.
pub(crate) static SANITY: Table<SanityRow> = Table {
    name: "sanity",
    label: Label::new(
        "合理性规则：守恒、界限、推算对照、单调、只增不减，及其是否成立",
        "Sanity rules: conservation, bounds, projection, monotonicity, gain-only reforms, and whether they hold.",
    ),
    columns: &[Columns::Listed(COLUMNS)],
};

#[rustfmt::skip]
const COLUMNS: &[Column<SanityRow>] = &[
    Column::text("scenario", IDENTIFIER, "情景编号", "Id of the scenario.", |row| &row.scenario),
    Column::optional_text("against", IDENTIFIER, "对照的情景编号；只看一个情景的规则为空", "Id of the scenario that it is held against; null for rules about one.", |row| row.against.as_deref()),
    Column::text("kind", IDENTIFIER, "conservation 守恒，bounds 界限，projection 与独立推算对照，monotonicity 共用随机数下单调，gain_only 只增不减", "`conservation`, `bounds`, `projection` (agents against an independent projection), `monotonicity` (under common random numbers) or `gain_only`.", |row| &row.kind),
    Column::text("rule", IDENTIFIER, "规则", "The rule.", |row| &row.rule),
    Column::long("checked", "cases", "检查的情形：行数，或配对的模拟次数", "Cases looked at: rows, or pairs of replicates.", |row| row.checked),
    Column::long("wrong", "cases", "不符合的情形", "Cases on the wrong side.", |row| row.wrong),
    Column::text("verdict", IDENTIFIER, "holds 成立，chance 个别模拟不符、均值不显著，broken 不成立", "`holds`; `chance`: single replicates on the wrong side, their mean not significantly; or `broken`.", |row| &row.verdict),
    Column::optional_number("worst", AS_NAMED, "最严重的不符程度；没有则为空", "How far the worst case is on the wrong side; null where none is.", |row| row.worst),
    Column::text("unit", IDENTIFIER, "数值的单位", "Unit of the number.", |row| &row.unit),
    Column::optional_long("replicate", IDENTIFIER, "首个不符情形的模拟序号", "Replicate of the first wrong case.", |row| row.replicate),
    Column::optional_date("month", DATE, "首个不符情形的月份", "Month of the first wrong case, of rules that look at months.", |row| row.month),
    Column::optional_text("area", IDENTIFIER, "首个不符情形的区域", "Area of the first wrong case.", |row| row.area.as_deref()),
];
