//! `plans`: seats of the bureau's training plans.
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

impl Holds<PlanCounts> for PlanRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&PlanCounts) -> i64) -> i64 {
        of(&self.counts)
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
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS), Columns::Counts(PlanCounts::columns())],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::District;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<PlanRow>) -> Result<()> {
        rows.extend(PlanRow::rows(&month.district, month.reports.one(ActorMonth::training)?))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<PlanRow>] = &[
    Column::text("plan", IDENTIFIER, "计划：reach 持证率达标计划，upgrade 护理等级提质计划，elite 职业技能尖兵计划，leader 金牌管理者选树计划", "Plan: `reach` (certification), `upgrade`, `elite` (skills elite) or `leader` (gold managers).", |row| row.plan),
];
