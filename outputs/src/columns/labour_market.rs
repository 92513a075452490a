//! `labour_market`: who seeks a post, by occupation.
use super::IDENTIFIER;
use super::key::{Key, Keyed, keys};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::ActorMonth;
use agents::counts::Holds;
use agents::text::Label;
use agents::workforce::Occupation;
use agents::workforce::report::{MarketCounts, MarketMonth};

/// One row.
pub(crate) struct MarketRow {
    pub key: Key,
    pub occupation: &'static str,
    pub counts: MarketCounts,
}

impl Keyed for MarketRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl MarketRow {
    /// A month's rows, one an occupation.
    pub fn rows(key: &Key, market: &MarketMonth) -> impl Iterator<Item = MarketRow> {
        let row = |(occupation, counts): (Occupation, MarketCounts)| MarketRow {
            key: key.clone(),
            occupation: occupation.id(),
            counts,
        };
        Occupation::ALL.into_iter().zip(market.occupations).map(row)
    }
}

impl Holds<MarketCounts> for MarketRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&MarketCounts) -> i64) -> i64 {
        of(&self.counts)
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct LabourMarket;

impl TopicTable for LabourMarket {
    type Row = MarketRow;

    const TABLE: Table<MarketRow> = Table {
        name: "labour_market",
        label: Label::new(
            "各情景、重复模拟、月份和职业的求职与招聘：期初＋新入行＋离开单位＋毕业＝录用＋放弃＋求职中＋暂离",
            "Who seeks a post: opening + newcomers + left employers + graduates = hired + gave up + seeking + away.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS), Columns::Counts(MarketCounts::columns())],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::District;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<MarketRow>) -> Result<()> {
        rows.extend(MarketRow::rows(&month.district, month.reports.one(ActorMonth::market)?))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<MarketRow>] = &[
    Column::text("occupation", IDENTIFIER, "职业：care_worker 养老护理员，community_worker 社区工作者", "Occupation: `care_worker` or `community_worker`.", |row| row.occupation),
];
