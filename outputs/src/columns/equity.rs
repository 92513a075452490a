//! `equity`: who needs care, is served, waits and lives in a home, by income, living arrangement and sex.
use super::key::{Key, Keyed, keys};
use super::{IDENTIFIER, MONTHS, SHARE};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::{Detail, Kept};
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::care::equity::{DIMENSIONS, EQUITY_CELLS, EquityCounts};
use agents::counts::Holds;
use agents::text::Label;

/// One row.
pub(crate) struct EquityRow {
    pub key: Key,
    pub dimension: &'static str,
    pub group: &'static str,
    pub counts: EquityCounts,
}

impl Keyed for EquityRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl Holds<EquityCounts> for EquityRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&EquityCounts) -> i64) -> i64 {
        of(&self.counts)
    }
}

impl EquityRow {
    fn rows(key: &Key, groups: &[EquityCounts]) -> impl Iterator<Item = EquityRow> {
        let names =
            DIMENSIONS.iter().flat_map(|(dimension, groups)| groups.iter().map(move |group| (*dimension, *group)));
        names.zip(groups).map(move |((dimension, group), counts)| EquityRow {
            key: key.clone(),
            dimension,
            group,
            counts: *counts,
        })
    }
}

/// One number by another; none of nothing.
fn ratio(of: i64, by: i64) -> Option<f64> {
    (by > 0).then(|| of as f64 / by as f64)
}

/// The topic.
#[derive(Default)]
pub(crate) struct Equity;

impl TopicTable for Equity {
    type Row = EquityRow;

    const TABLE: Table<EquityRow> = Table {
        name: "equity",
        label: Label::new(
            "各情景、重复模拟每年12月末各区域按收入、居住方式和性别划分的照护需求、满足程度、缺口、轮候和床位",
            "Elders by income, living arrangement and sex at the end of each December: need, hours met and unmet, waits and beds.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS), Columns::Counts(EquityCounts::columns())],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::District;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<EquityRow>) -> Result<()> {
        let communities = &month.reports.communities;
        if communities.iter().any(|community| community.care.equity.len() != EQUITY_CELLS) {
            return Ok(()); // no December
        }
        let mut district = [EquityCounts::default(); EQUITY_CELLS];
        for community in communities {
            for (sum, counts) in district.iter_mut().zip(&community.care.equity) {
                *sum += counts;
            }
        }
        rows.extend(EquityRow::rows(&month.district, &district))?;
        for (key, community) in month.communities.iter().zip(communities) {
            if key.kept != Kept::Nothing {
                rows.extend(EquityRow::rows(key, &community.care.equity))?;
            }
        }
        Ok(())
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<EquityRow>] = &[
    Column::text("dimension", IDENTIFIER, "划分方式：all 全部，income 收入，living 居住方式，sex 性别", "What elders are told apart by: `all`, `income`, `living` or `sex`.", |row| row.dimension),
    Column::text("group", IDENTIFIER, "组别：all；low 低、middle 中、high 高；with_family 与子女同住、couple_only 仅与配偶同住、alone 独居；male 男、female 女", "The group: `all`; `low`, `middle`, `high`; `with_family`, `couple_only`, `alone`; `male`, `female`.", |row| row.group),
    Column::optional_number("unmet_share", SHARE, "未满足时间占需求时间的比例", "Hours unmet as a share of hours needed.", |row| ratio(row.counts.gap, row.counts.need)),
    Column::optional_number("bed_share", SHARE, "入住养老机构者占该组老年人的比例", "Residents of homes as a share of the group's elders.", |row| ratio(row.counts.in_bed, row.counts.elders)),
    Column::optional_number("mean_wait", MONTHS, "近12个月内入住者的平均等待月数", "Mean months waited by those who moved in within the last twelve months.", |row| ratio(row.counts.admitted_months, row.counts.admitted)),
];
