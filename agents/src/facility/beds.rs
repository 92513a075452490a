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
        let funded = now.model.care.funded * (1.0 - missing * now.model.budget.subsidy_dependence);
        self.built.map(|built| (f64::from(built) * funded + 1e-9) as u32)
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

    /// Converts vacant ordinary beds to nursing beds until the goal is reached; returns how many.
    pub(super) fn convert(&mut self, now: Now<'_>) -> u32 {
        let model = now.model;
        let funded = self.claimant.served(now, Activity::Conversion);
        let rate = f64::from(self.convertible) * model.care.conversions_a_bed * funded;
        self.conversion_micro += libm::round(rate * 1e6) as i64;
        let mut converted = 0;
        if self.conversion_micro < 1_000_000 {
            return converted;
        }
        let taken = self.taken();
        while self.conversion_micro >= 1_000_000 {
            let beds: u32 = self.built.iter().sum();
            let nursing = beds - self.built[BedType::Ordinary as usize];
            let vacant = self.built[0] > taken[0];
            if f64::from(nursing) >= model.care.conversion_goal * f64::from(beds) {
                self.conversion_micro = 0;
                break;
            }
            if !vacant {
                break; // kept for later
            }
            self.built[BedType::Ordinary as usize] -= 1;
            self.built[BedType::Nursing as usize] += 1;
            self.conversion_micro -= 1_000_000;
            converted += 1;
        }
        converted
    }

    pub(super) fn news(&self, usable: &[u32; BED_TYPES], taken: &[u32; BED_TYPES]) -> Bulletin {
        let small = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        let mut news = Bulletin::default();
        for i in 0..BED_TYPES {
            news.built[i] = small(self.built[i]);
            news.vacant[i] = small(usable[i].saturating_sub(taken[i]));
            news.queue[i] = small(self.queue[i].len() as u32);
        }
        news
    }
}
