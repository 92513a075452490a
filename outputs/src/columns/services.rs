//! `services`: the services beside beds and home care, each with its capacity and its ledger.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{HOURS, HOURS_A_MONTH, IDENTIFIER, PERSONS, TIMES_A_MONTH};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
use agents::care::report::ServiceCounts;
use agents::care::services::SERVICES;
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

/// A column of the same name as its field.
macro_rules! count {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &ServiceRow| row.counts.$field)
    };
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
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<ServiceRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.extend(ServiceRow::rows(key, &area.services)))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<ServiceRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    Column::text("service", IDENTIFIER, "服务编号", "Id of the service.", |row| row.service),
    count!(capacity, PERSONS, "当月可服务的人数", "Persons who can be served in the month."),
    count!(demanded, PERSONS, "当月申请服务的人数，无论是否获得", "Persons who ask for it, served or not."),
    count!(served, PERSONS, "当月获得服务的人数", "Persons served."),
    count!(waiting, PERSONS, "当月申请但未获得服务的人数", "Persons who ask and are not served."),
    count!(person_times, TIMES_A_MONTH, "当月服务、上门、筛查或用餐人次；同一人服务两次计两次", "Services, visits, screenings or meals in the month; one person served twice counts twice."),
    count!(hours, HOURS_A_MONTH, "当月服务时间", "Hours of service in the month."),
    count!(credits_earned, HOURS_A_MONTH, "志愿者当月存入的时间", "Hours volunteers earned in the month."),
    count!(credits_spent, HOURS_A_MONTH, "志愿者当月用于自己接受服务的时间", "Hours volunteers spent in the month on being served themselves."),
    count!(credits_outstanding, HOURS, "已存入尚未使用的时间，月末数", "Hours earned and not yet spent, at the month's end."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_of_the_model_is_a_column_in_the_same_order() {
        let counts = serde_json::to_value(ServiceCounts::default()).unwrap();
        let fields: Vec<&str> = counts.as_object().unwrap().keys().map(String::as_str).collect();
        let columns: Vec<&str> = COLUMNS[5..].iter().map(|column| column.name).collect();
        assert_eq!(columns, fields);
    }
}
