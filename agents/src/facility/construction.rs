//! What is built: a new home, and beds onto one that stands.
use super::{Facility, NOTICE};
use crate::care::beds::BED_TYPES;
use crate::care::tables::NEVER_BUILT;
use crate::district::{BuildingDate, Ownership};
use crate::mail::{BureauLetter, Outgoing};
use crate::model::{Model, Now};
use crate::relief::programme::Activity;
use serde::{Deserialize, Serialize};

/// Beds that are built onto a home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Works {
    /// See [`Facility::delay`].
    pub(super) delay: i32,
    /// Whether they stand.
    pub(super) is_done: bool,
}

/// Something under construction, as far as is planned.
struct Site {
    /// First month of work, the month of opening, and months of work in all.
    from: i32,
    opens: i32,
    months: i32,
    /// What the bureau pays for it.
    cost: i64,
}

/// Parts of a month in which delays are counted.
const PARTS: i32 = 1024;

/// Whole months of a delay.
fn months_put_off(delay: i32) -> i32 {
    (delay + PARTS - 1) / PARTS
}

/// First month of work and month of opening, counted from the first simulated one.
fn dates(date: BuildingDate, now: Now<'_>) -> (i32, i32) {
    let (months, start) = (now.model.budget.building_months, now.model.district().start);
    match date {
        BuildingDate::Begins(month) => (month - start, month - start + months),
        BuildingDate::Opens(month) => (month - start - months, month - start),
    }
}

impl Site {
    /// The month's instalment where `share` of it is paid for, and what is left to pay; none outside the time of work.
    fn month(&self, now: Now<'_>, share: f64, delay: &mut i32) -> Option<[i64; 2]> {
        let month = i32::from(now.number);
        if month < self.from || month >= self.opens + months_put_off(*delay) {
            return None;
        }
        let cost = self.cost;
        let left = i64::from(self.opens - self.from);
        let done = i64::from((month - self.from) * PARTS - *delay).max(0);
        let whole = i64::from(self.months) * i64::from(PARTS);
        let at =
            |parts: i64| (i128::from(cost) * i128::from(parts.min(left * i64::from(PARTS))) / i128::from(whole)) as i64;
        let step = (share * f64::from(PARTS)) as i64;
        *delay += PARTS - step as i32;
        Some([at(done + step) - at(done), at(i64::MAX) - at(done + step)])
    }
}

impl Facility {
    /// The month in which it opens, as far as is known.
    pub(super) fn opens(&self, model: &Model) -> i32 {
        let plan = &model.care.homes[usize::from(self.place)];
        if plan.opens > 0 { plan.opens + months_put_off(self.delay) } else { plan.opens }
    }

    /// While anything is under construction: the month's instalments. What is not paid for is not built: the opening is
    /// put off.
    pub(super) fn build(&mut self, now: Now<'_>, out: &mut Outgoing<'_>) -> i64 {
        let months = now.model.budget.building_months;
        let plan = &now.model.care.homes[usize::from(self.place)];
        // The bureau subsidises private homes, which go on building where the subsidy is late.
        let is_private = plan.ownership == Ownership::Private;
        let share = if is_private { 1.0 } else { self.claimant.served(now, Activity::Building) };
        let a_bed = now.model.care.building_cost[usize::from(is_private)];
        let sum = |beds: &[u32; BED_TYPES]| i64::from(beds.iter().sum::<u32>());
        let (mut instalments, mut committed, mut building) = (0, 0, false);
        let mut work = |site: Site, delay: &mut i32| {
            if let Some([instalment, left]) = site.month(now, share, delay) {
                (instalments, committed, building) = (instalments + instalment, committed + left, true);
            }
        };
        if plan.opens > 0 {
            // Of a home begun before the start, the instalments due before it have been paid.
            let from = (plan.opens - months).max(0);
            work(Site { from, opens: plan.opens, months, cost: a_bed * sum(&plan.beds) }, &mut self.delay);
        }
        self.extensions.resize(plan.extensions.len(), Works::default());
        for (extension, works) in plan.extensions.iter().zip(&mut self.extensions) {
            if !works.is_done {
                let (from, opens) = dates(extension.date, now);
                let site = Site { from: from.max(0), opens, months, cost: a_bed * sum(&extension.beds) };
                work(site, &mut works.delay);
            }
        }
        if building && now.model.relief.activity(Activity::Building).is_some() {
            out.send(now.model.addresses().bureau(), BureauLetter::Committed { fen: committed });
        }
        instalments
    }

    /// Beds of its projects, planned and under construction, by type.
    pub(super) fn pipeline(&self, now: Now<'_>) -> [[u32; BED_TYPES]; 2] {
        let plan = &now.model.care.homes[usize::from(self.place)];
        let month = i32::from(now.number);
        let mut beds = [[0; BED_TYPES]; 2];
        if month >= self.closes - NOTICE {
            return beds;
        }
        let mut add = |begins: i32, project: &[u32; BED_TYPES]| {
            let stage = &mut beds[usize::from(month >= begins)];
            stage.iter_mut().zip(project).for_each(|(sum, beds)| *sum += beds);
        };
        if plan.opens > 0 && plan.opens != NEVER_BUILT && month < self.opens(now.model) {
            add(plan.opens - now.model.budget.building_months, &plan.beds);
        }
        let unfinished = plan.extensions.iter().zip(&self.extensions).filter(|(_, works)| !works.is_done);
        for (extension, _) in unfinished {
            add(dates(extension.date, now).0, &extension.beds);
        }
        beds
    }

    /// Opens what was built onto it; returns beds by type.
    pub(super) fn extend(&mut self, now: Now<'_>) -> [u32; BED_TYPES] {
        let plan = &now.model.care.homes[usize::from(self.place)];
        let mut opened = [0; BED_TYPES];
        for (extension, works) in plan.extensions.iter().zip(&mut self.extensions) {
            let opens = dates(extension.date, now).1 + months_put_off(works.delay);
            if !works.is_done && i32::from(now.number) >= opens {
                works.is_done = true;
                let types = self.built.iter_mut().zip(&mut opened).zip(extension.beds);
                for ((built, opened), beds) in types {
                    *built += beds;
                    *opened += beds;
                }
            }
        }
        opened
    }
}
