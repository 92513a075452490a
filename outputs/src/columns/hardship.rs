//! `hardship`: households in hardship, and what the relief office did.
use super::MONTHS;
use super::key::{Key, Keyed, keys};
use crate::Result;
use crate::column::{Column, Columns, after, to};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::counts::Holds;
use agents::relief::report::HardshipCounts;
use agents::text::Label;

/// One row.
pub(crate) struct HardshipRow {
    pub key: Key,
    pub counts: HardshipCounts,
}

impl Keyed for HardshipRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl Holds<HardshipCounts> for HardshipRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&HardshipCounts) -> i64) -> i64 {
        of(&self.counts)
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Hardship;

impl TopicTable for Hardship {
    type Row = HardshipRow;

    const TABLE: Table<HardshipRow> = Table {
        name: "hardship",
        label: Label::new(
            "各情景、重复模拟、月份和街镇的困难家庭：存量、在册、发现、审批、退出",
            "Households in hardship: how many, how many on the books, how they were found, how long it took, why they left.",
        ),
        columns: &[
            Columns::Listed(keys()),
            Columns::Counts(to("granted", HardshipCounts::columns())),
            Columns::Listed(GRANTED),
            Columns::Counts(after("granted", HardshipCounts::columns())),
        ],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::Headline;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<HardshipRow>) -> Result<()> {
        month
            .kept_areas()
            .try_for_each(|(key, area)| rows.push(&HardshipRow { key: key.clone(), counts: area.hardship }))
    }
}

#[rustfmt::skip]
const GRANTED: &[Column<HardshipRow>] = &[
    Column::optional_number("mean_months_to_grant", MONTHS, "新纳入家庭从申请到审批的平均月数；无则为空", "Mean months from application to grant of these; null when there were none.", |row| (row.counts.granted > 0).then(|| row.counts.months_to_grant as f64 / row.counts.granted as f64)),
];
