//! `plans`: seats of the bureau's training plans.
use super::IDENTIFIER;
use super::key::{Key, Keyed, area, month, replicate, scenario};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
use agents::text::Label;
use agents::workforce::plans::PLANS;
use agents::workforce::report::{PlanCounts, TrainingMonth};

/// One row.
pub(crate) struct PlanRow {
    pub key: Key,
    pub plan: &'static str,
    pub counts: PlanCounts,
}

impl Keyed for PlanRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl PlanRow {
    /// A month's rows, one a plan.
    pub fn rows(key: &Key, training: &TrainingMonth) -> impl Iterator<Item = PlanRow> {
        PLANS.iter().zip(training.plans).map(|(plan, counts)| PlanRow { key: key.clone(), plan: plan.id, counts })
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Plans;

impl TopicTable for Plans {
    type Row = PlanRow;

    const TABLE: Table<PlanRow> = Table {
        name: "plans",
        label: Label::new(
            "各情景、重复模拟和月份的四项培训计划名额",
            "Seats of the bureau's four training plans: those there is money for and those used.",
        ),
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<PlanRow>) -> Result<()> {
        rows.extend(PlanRow::rows(&month.district, month.reports.training))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<PlanRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    Column::text("plan", IDENTIFIER, "计划：reach 持证率达标计划，upgrade 护理等级提质计划，elite 职业技能尖兵计划，leader 金牌管理者选树计划", "Plan: `reach` (certification), `upgrade`, `elite` (skills elite) or `leader` (gold managers).", |row| row.plan),
    Column::integer("seats_due", "seats", "当月有经费的名额，含结转", "Seats that the plan has money for in the month, those saved up included.", |row| row.counts.seats_due),
    Column::integer("seats_used", "seats a month", "当月使用的名额", "Seats given in the month.", |row| row.counts.seats_used),
];
