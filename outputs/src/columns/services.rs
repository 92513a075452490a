//! `services`: the services beside beds and home care, each with its capacity and its ledger.
use super::IDENTIFIER;
use super::key::{Key, Keyed, keys};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::care::report::ServiceCounts;
use agents::care::services::SERVICES;
use agents::counts::Holds;
use agents::text::Label;

/// One row.
pub(crate) struct ServiceRow {
    pub key: Key,
    pub service: &'static str,
    pub counts: ServiceCounts,
}

impl Keyed for ServiceRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl ServiceRow {
    /// An area's rows, service by service.
    pub fn rows(key: &Key, services: &[ServiceCounts; SERVICES.len()]) -> impl Iterator<Item = ServiceRow> {
        let row = |(service, counts): (&'static agents::care::services::Service, &ServiceCounts)| ServiceRow {
            key: key.clone(),
            service: service.id,
            counts: *counts,
        };
        SERVICES.iter().zip(services).map(row)
    }
}

impl Holds<ServiceCounts> for ServiceRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&ServiceCounts) -> i64) -> i64 {
        of(&self.counts)
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Services;

impl TopicTable for Services {
    type Row = ServiceRow;

    const TABLE: Table<ServiceRow> = Table {
        name: "services",
        label: Label::new(
            "各情景、重复模拟、月份和区域的各项社区养老服务：容量、需求、供给与时间账",
            "Services beside beds and home care: capacity, demand, what is given and the ledger of volunteers' hours.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS), Columns::Counts(ServiceCounts::columns())],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::District;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<ServiceRow>) -> Result<()> {
        month.kept_areas().try_for_each(|(key, area)| rows.extend(ServiceRow::rows(key, &area.services)))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<ServiceRow>] = &[
    Column::text("service", IDENTIFIER, "服务编号", "Id of the service.", |row| row.service),
];
