//! Care workers: how many the residents bind, and how many the home wants.
use super::{Facility, NOTICE};
use crate::care::beds::{BED_TYPES, BedType};
use crate::model::Now;
use crate::workforce::Need;

/// Months before its opening in which a home begins to hire.
const HIRING_LEAD: i32 = 4;
/// Months from its opening in which it keeps the posts with which it opened.
const FILLING_UP: i32 = 12;

impl Facility {
    pub(super) fn staff_required(&self) -> i64 {
        self.residents.staff()
    }

    /// Thousandths of a care worker not bound by those who live there.
    pub(super) fn staff_spare(&self) -> i64 {
        (self.workers.heads() * 1000 - self.staff_required()).max(0)
    }

    /// How many workers it wants: for its residents, for those on its list for whom there is a bed, and
    /// for the first residents of a home that opens.
    pub(super) fn need(&self, now: Now<'_>) -> Need {
        let care = &now.model.care;
        let plan = &care.homes[usize::from(self.place)];
        let month = i32::from(now.number);
        let work_milli = self.staff_required();
        if month >= self.closes - NOTICE {
            return Need { required_milli: work_milli, work_milli, posts: 0 };
        }
        let (taken, funded) = (self.taken(), self.funded(now));
        let mut required_milli = work_milli;
        for (i, queue) in self.queue.iter().enumerate() {
            let free = self.built[i].min(funded[i]).saturating_sub(taken[i]) as usize;
            let listed = queue.iter().take(free).map(|waiting| i64::from(waiting.application.requirement.staff));
            required_milli += listed.sum::<i64>();
        }
        let opens = self.opens(now.model);
        if opens > 0 && (opens - HIRING_LEAD..opens + FILLING_UP).contains(&month) {
            let beds = BedType::ALL.iter().map(|bed| plan.beds[*bed as usize] * care.typical_staffing(*bed));
            let opening = f64::from(beds.sum::<u32>()) * care.opening_staffed;
            required_milli = required_milli.max(opening as i64);
        }
        let posts = libm::ceil(required_milli as f64 * (1.0 + now.model.workforce.reserve) / 1000.0) as i64;
        Need { required_milli, work_milli, posts }
    }

    /// Beds that stand and are paid for, that somebody waits for, and that no worker can serve.
    pub(super) fn beds_lost(&self, now: Now<'_>) -> i64 {
        let (taken, funded) = (self.taken(), self.funded(now));
        let lost = |i: usize| self.built[i].min(funded[i]).saturating_sub(taken[i]).min(self.queue[i].len() as u32);
        (0..BED_TYPES).map(|i| i64::from(lost(i))).sum()
    }
}
