//! The columns every table of replicates begins with.
use super::{DATE, IDENTIFIER};
use crate::column::Column;
use crate::detail::Kept;
use sim_core::Month;
use std::sync::Arc;

/// Which row this is.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub scenario: Arc<str>,
    pub replicate: u32,
    pub month: Month,
    pub area: Arc<str>,
    /// Which rows of the area and month are kept.
    pub kept: Kept,
}

/// A row that knows which one it is.
pub(crate) trait Keyed {
    fn key(&self) -> &Key;
}

/// The four of them.
pub(crate) const fn keys<Row: Keyed + 'static>() -> &'static [Column<Row>] {
    const { &[scenario(), replicate(), month(), area()] }
}

pub(crate) const fn scenario<Row: Keyed>() -> Column<Row> {
    Column::text("scenario", IDENTIFIER, "情景编号", "Id of the scenario.", |row| &row.key().scenario)
}

pub(crate) const fn replicate<Row: Keyed>() -> Column<Row> {
    Column::integer(
        "replicate",
        "number from 0",
        "重复模拟的序号（同一序号在各情景中使用相同的随机数）",
        "Number of the replicate; the same number shares its random draws across scenarios.",
        |row| i64::from(row.key().replicate),
    )
}

pub(crate) const fn month<Row: Keyed>() -> Column<Row> {
    Column::date(
        "month",
        DATE,
        "月份，以该月第一天表示；存量为月末数，流量为当月累计数",
        "The month, as its first day; stocks are counted at its end, flows over it.",
        |row| row.key().month,
    )
}

const fn area<Row: Keyed>() -> Column<Row> {
    Column::text(
        "area",
        IDENTIFIER,
        "区域：district 为全区合计，其余为街镇编号",
        "The area: `district` for the sum of all communities, or the id of a community.",
        |row| &row.key().area,
    )
}
