//! `agencies`: every home-care agency's workers and hours.
use super::key::{Key, Keyed, keys};
use super::{HOURS_A_MONTH, IDENTIFIER, PERSONS, POSTS};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::care::report::AgencyMonth;
use agents::text::Label;
use std::sync::Arc;

/// One row.
pub(crate) struct AgencyRow {
    pub key: Key,
    pub agency: Arc<str>,
    pub month: AgencyMonth,
}

impl Keyed for AgencyRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Agencies;

impl TopicTable for Agencies {
    type Row = AgencyRow;

    const TABLE: Table<AgencyRow> = Table {
        name: "agencies",
        label: Label::new(
            "各情景、重复模拟和月份的每家居家照护机构：护理人员与照护时间",
            "Every home-care agency: its care workers, and the hours it can give, was asked for and granted.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS)],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::Full;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<AgencyRow>) -> Result<()> {
        let reports = month.names.agencies.iter().zip(&month.reports.agencies);
        rows.extend(reports.map(|(agency, report)| AgencyRow {
            key: month.district.clone(),
            agency: agency.clone(),
            month: (*report).clone(),
        }))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<AgencyRow>] = &[
    Column::text("agency", IDENTIFIER, "居家照护机构编号", "Id of the home-care agency.", |row| &row.agency),
    Column::integer("care_workers", PERSONS, "护理人员，月末数", "Care workers, at the month's end.", |row| row.month.workforce.counts.closing),
    Column::integer("posts", POSTS, "护理岗位", "Posts of care workers that the agency wants filled.", |row| row.month.workforce.counts.posts),
    Column::integer("capacity_hours", HOURS_A_MONTH, "护理人员可提供的照护时间", "Hours its workers can give.", |row| row.month.capacity),
    Column::integer("wanted_hours", HOURS_A_MONTH, "各街镇申请的照护时间", "Hours its communities asked for.", |row| row.month.wanted),
    Column::integer("granted_hours", HOURS_A_MONTH, "批准的照护时间，于下月提供", "Hours granted, to be given next month.", |row| row.month.granted),
];
