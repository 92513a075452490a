//! Beds: which are paid for, which can be used, which are converted, and what the communities are told of them.
use super::Facility;
use crate::care::beds::{BED_TYPES, BedType};
use crate::mail::Bulletin;
use crate::model::Now;
use crate::relief::programme::Activity;

impl Facility {
    /// Beds that are paid for: without the running subsidy a part of them is not.
    pub(super) fn funded(&self, now: Now<'_>) -> [u32; BED_TYPES] {
        let missing = 1.0 - self.claimant.served(now, Activity::OccupiedBeds);
        let funded = now.model.care.funded
            * self.workers.funded(&now.model.workforce)
            * (1.0 - missing * now.model.budget.subsidy_dependence);
        self.built.map(|built| (f64::from(built) * funded + 1e-9) as u32)
    }

    /// Beds that stand and are paid for.
    pub(super) fn capacity(&self, now: Now<'_>) -> [u32; BED_TYPES] {
        let funded = self.funded(now);
        std::array::from_fn(|bed| self.built[bed].min(funded[bed]))
    }

    /// By type: beds that the care workers can serve, and beds that are usable. Spare workers are
    /// counted for the beds of the heaviest care first, as a home would fill them.
    pub(super) fn usable(&self, now: Now<'_>, taken: &[u32; BED_TYPES]) -> [(u32, u32); BED_TYPES] {
        let funded = self.funded(now);
        let mut spare = self.staff_spare();
        let mut beds = [(0, 0); BED_TYPES];
        for bed in BedType::ALL.into_iter().rev() {
            let i = bed as usize;
            let free = i64::from(self.built[i].saturating_sub(taken[i]));
            let a_bed = i64::from(now.model.care.typical_staffing(bed).max(1));
            let staffed = free.min(spare / a_bed);
            spare -= staffed * a_bed;
            let staffed = taken[i] + staffed as u32;
            beds[i] = (staffed, staffed.min(funded[i]).min(self.built[i]).max(taken[i]));
        }
        beds
    }

    /// Converts vacant beds of less care to nursing and to dementia beds until the year's goals are reached; returns how
    /// many to each type.
    pub(super) fn convert(&mut self, now: Now<'_>) -> [u32; BED_TYPES] {
        let model = now.model;
        let funded = self.claimant.served(now, Activity::Conversion);
        let mut converted = [0; BED_TYPES];
        for (conversion, due) in model.care.conversions.iter().zip(0..) {
            let rate = f64::from(self.convertible) * conversion.a_bed * funded;
            self.conversion_micro[due] += libm::round(rate * 1e6) as i64;
            while self.conversion_micro[due] >= 1_000_000 {
                if self.share_towards(conversion.to) >= conversion.goal(now.month.year()) {
                    self.conversion_micro[due] = 0;
                    break;
                }
                // Kept for later where no bed is vacant.
                let Some(from) = self.vacant_below(conversion.to) else { break };
                self.built[from] -= 1;
                self.built[conversion.to as usize] += 1;
                self.conversion_micro[due] -= 1_000_000;
                converted[conversion.to as usize] += 1;
            }
        }
        converted
    }

    /// Share of beds that count towards the goal of a type: all but ordinary ones for nursing beds, its own for others.
    fn share_towards(&self, to: BedType) -> f64 {
        let all: u32 = self.built.iter().sum();
        let counted = if to == BedType::Nursing { all - self.built[0] } else { self.built[to as usize] };
        f64::from(counted) / f64::from(all.max(1))
    }

    /// The lightest type below another of which a bed is vacant.
    fn vacant_below(&self, to: BedType) -> Option<usize> {
        let taken = self.taken();
        (0..to as usize).find(|from| self.built[*from] > taken[*from])
    }

    pub(super) fn news(&self, usable: &[u32; BED_TYPES], taken: &[u32; BED_TYPES]) -> Bulletin {
        let small = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        let mut news = Bulletin { price: self.price, ..Bulletin::default() };
        for i in 0..BED_TYPES {
            news.built[i] = small(self.built[i]);
            news.vacant[i] = small(usable[i].saturating_sub(taken[i]));
            news.queue[i] = small(self.queue[i].len() as u32);
        }
        news
    }
}
