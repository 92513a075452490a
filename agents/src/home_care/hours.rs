//! Hours: how many the workers can give, who gets them, and how many workers they need.
use super::HomeCareAgency;
use crate::care::report::AgencyMonth;
use crate::mail::HoursWanted;
use crate::model::Model;
use crate::workforce::Need;

impl HomeCareAgency {
    /// Hours that its workers can give in a month.
    pub(super) fn capacity(&self, model: &Model) -> i64 {
        (self.workers.heads() as f64 * model.workforce.hours_a_worker) as i64
    }

    /// Shares its hours out among its communities: those served go on being served, what is left goes
    /// to the others in proportion to what they ask for. Returns the grants in the order of `wanted`,
    /// which is (community, hours), and the month's report but for its workforce.
    pub fn grant(&mut self, model: &Model, wanted: &[(u32, HoursWanted)]) -> (Vec<u32>, AgencyMonth) {
        let capacity = self.capacity(model);
        let sum = |of: fn(&HoursWanted) -> u32| wanted.iter().map(|(_, hours)| i64::from(of(hours))).sum::<i64>();
        let (served, unserved) = (sum(|hours| hours.served), sum(|hours| hours.unserved));
        let kept = served.min(capacity);
        let free = (capacity - kept).min(unserved);
        let part = |hours: u32, given: i64, of: i64| i64::from(hours) * given / of.max(1);
        let share = |hours: &HoursWanted| part(hours.served, kept, served) + part(hours.unserved, free, unserved);
        let grants: Vec<u32> = wanted.iter().map(|(_, hours)| share(hours) as u32).collect();
        if !wanted.is_empty() {
            self.wanted = HoursWanted { served: served as u32, unserved: unserved as u32 };
        }
        let month = AgencyMonth {
            agency: self.place,
            capacity,
            wanted: served + unserved,
            granted: grants.iter().map(|hours| i64::from(*hours)).sum(),
            ..AgencyMonth::default()
        };
        (grants, month)
    }

    /// Workers for all hours asked for, and posts for those served and a part of the others: an agency
    /// grows by steps. In the first month, which has no letters yet, by what was asked at the start.
    pub(super) fn need(&self, model: &Model, granted: i64) -> Need {
        let tables = &model.workforce;
        let workers_milli = |hours: f64| hours * 1000.0 / tables.hours_a_worker;
        let [served, unserved] = [self.wanted.served, self.wanted.unserved].map(f64::from);
        Need {
            required_milli: workers_milli(served + unserved) as i64,
            work_milli: workers_milli(granted as f64) as i64,
            posts: libm::ceil(workers_milli(served + unserved * tables.expansion) / 1000.0) as i64,
        }
    }
}
