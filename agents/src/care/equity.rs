//! Equity: who needs care, is served, waits and lives in a home, by income, living arrangement and sex. Counted from the
//! cases at the end of a December; nothing of the model reads it.
use super::case::{NEVER, flag};
use super::community::CommunityCare;
use super::month::stage;
use super::steady::{Part, is_counted};
use crate::counts::counts;
use crate::model::Now;
use crate::status::{Income, Living};
use crate::units::{HOURS_A_MONTH, MONTHS, PERSONS};

/// A way to tell elders apart: its id, and those of its groups.
pub type Dimension = (&'static str, &'static [&'static str]);

/// Every dimension, in the order of the cells.
pub const DIMENSIONS: [Dimension; 4] = [
    ("all", &["all"]),
    ("income", &["low", "middle", "high"]),
    ("living", &["with_family", "couple_only", "alone"]),
    ("sex", &["male", "female"]),
];
/// Groups of all dimensions together.
pub const EQUITY_CELLS: usize = 9;
/// Months back to which moving into a home counts as of the year.
const YEAR: i32 = 12;

counts! {
    /// One group of elders of one community, at a December's end.
    EquityCounts {
        elders: [PERSONS] "该组户籍老年人", "Registered elders of the group.";
        need_persons: [PERSONS] "有照护需求的老年人", "Those who need care.";
        need: [HOURS_A_MONTH] "照护需求时间，按通常月份计", "Hours of care needed in a usual month.";
        served: [HOURS_A_MONTH] "已满足的照护时间，按通常月份计（不含当月一次性分配的服务）", "Hours met in a usual month: without services given by lot for one month.";
        gap: [HOURS_A_MONTH] "未满足的照护时间，按通常月份计", "Hours unmet in a usual month.";
        gap_persons: [PERSONS] "有任何照护时间未得到满足的老年人", "Those with any hour unmet.";
        strained: [PERSONS] "家庭照护者负担过重的老年人", "Those whose carer is strained.";
        in_bed: [PERSONS] "入住养老机构的老年人", "Those who live in a home's bed.";
        waiting: [PERSONS] "在家轮候床位的老年人", "Those at home with an open application for a bed.";
        waiting_months: [MONTHS] "轮候者已等待的月数之和", "Months that those waiting have waited so far, together.";
        admitted: [PERSONS] "近12个月内入住且仍在院的老年人", "Residents who moved in within the last twelve months.";
        admitted_months: [MONTHS] "近12个月内入住者等待的月数之和", "Months that these had waited, together.";
    }
}

/// The cells of an income, a living arrangement and a sex on their own.
pub(crate) fn income_cell(income: Income) -> usize {
    1 + income as usize
}

/// See [`income_cell`].
pub(crate) fn living_cell(living: Living) -> usize {
    4 + living as usize
}

/// See [`income_cell`].
pub(crate) fn sex_cell(sex: usize) -> usize {
    7 + sex
}

impl CommunityCare {
    /// The groups of the community, `elders` of each.
    pub fn equity(&self, now: Now<'_>, elders: [i64; EQUITY_CELLS]) -> Vec<EquityCounts> {
        let (care, month) = (&now.model.care, now.number);
        let mut groups: Vec<EquityCounts> =
            elders.into_iter().map(|elders| EquityCounts { elders, ..EquityCounts::default() }).collect();
        // One sum for every income, living arrangement and sex first: each case belongs to four groups.
        let mut sums = [EquityCounts::default(); 3 * 3 * 2];
        for (_, case) in self.cases().iter().filter(|(_, case)| !case.is(flag::DEPENDANT)) {
            let mut counts = EquityCounts {
                in_bed: i64::from(case.in_bed()),
                waiting: i64::from(case.waits() && !case.in_bed()),
                ..EquityCounts::default()
            };
            let waited = |until: i16| i64::from(until) - i64::from(case.applied);
            counts.waiting_months = if counts.waiting > 0 { waited(month).max(0) } else { 0 };
            if case.in_bed() && case.applied != NEVER && i32::from(month) - i32::from(case.since) < YEAR {
                counts.admitted = 1;
                counts.admitted_months = waited(case.since - 1).max(1);
            }
            if is_counted(care, case) {
                let part = Part::of_steady(care, case, stage(case, month));
                let unmet = if !case.at_home() { 0 } else { part.rest - part.rest.min(part.kin) };
                counts.need_persons = 1;
                (counts.need, counts.gap, counts.served) = (part.need, unmet, part.need - unmet);
                counts.gap_persons = i64::from(unmet > 0);
                counts.strained = i64::from(part.strained && case.at_home());
            }
            let status = case.status;
            sums[(status.income() as usize * 3 + status.living() as usize) * 2 + status.sex()] += &counts;
        }
        for (at, counts) in sums.iter().enumerate() {
            for group in [0, 1 + at / 6, 4 + at / 2 % 3, 7 + at % 2] {
                groups[group] += counts;
            }
        }
        groups
    }
}
