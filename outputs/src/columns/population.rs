//! `population`: elders of every replicate, month and area, by state, and what happened to them.
use super::key::{Key, Keyed, keys};
use crate::Result;
use crate::column::Columns;
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::counts::Holds;
use agents::report::PopulationCounts;
use agents::text::Label;

/// One row.
pub(crate) struct PopulationRow {
    pub key: Key,
    pub counts: PopulationCounts,
}

impl Keyed for PopulationRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl Holds<PopulationCounts> for PopulationRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&PopulationCounts) -> i64) -> i64 {
        of(&self.counts)
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Population;

impl TopicTable for Population {
    type Row = PopulationRow;

    const TABLE: Table<PopulationRow> = Table {
        name: "population",
        label: Label::new(
            "各情景、重复模拟、月份和区域的户籍老年人口：按状态划分的存量与当月变动",
            "Registered elders of every scenario, replicate, month and area: stocks by state, and the month's flows.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Counts(PopulationCounts::columns())],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::Headline;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<PopulationRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.push(&PopulationRow { key: key.clone(), counts: area.counts }))
    }
}
