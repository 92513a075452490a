//! A home-care agency (居家养老服务机构): its care workers are the hours it can give.
use crate::budget::{self, Claimant};
use crate::care::Now;
use crate::care::report::AgencyMonth;
use crate::mail::{HoursWanted, Mail};
use crate::model::Model;
use crate::relief::programme::Activity;
use crate::workforce::{Employer, Need};
use serde::{Deserialize, Serialize};
use sim_core::{Address, Digest, Letter, Month, Outbox};

/// A home-care agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HomeCareAgency {
    place: u16,
    id: String,
    workers: Employer,
    /// Hours last asked for: of those served, and of those who are not.
    wanted: HoursWanted,
    /// Its communities.
    communities: Vec<u32>,
    claimant: Claimant,
}

impl HomeCareAgency {
    /// The `place`-th agency before the first month, with its workers.
    pub fn new(model: &Model, place: usize, workers: Employer) -> Self {
        let profile = &model.district().care.agencies[place];
        HomeCareAgency {
            place: place as u16,
            id: profile.id.clone(),
            workers,
            wanted: HoursWanted::default(),
            communities: profile.communities.iter().map(|community| *community as u32).collect(),
            claimant: Claimant::new(model.district().relief.programmes.len()),
        }
    }

    /// A name for people.
    pub fn name(&self) -> String {
        format!("home-care agency {}", self.id)
    }

    /// Hours that its workers can give in a month.
    fn capacity(&self, model: &Model) -> i64 {
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

    /// One month: workers come and go, hours are granted, open posts told.
    pub fn step(&mut self, model: &Model, month: Month, mail: &[Letter<Mail>], out: &mut Outbox<Mail>) -> AgencyMonth {
        let now = Now::new(model, month);
        self.workers.live(now, mail, out);
        let wanted: Vec<(u32, HoursWanted)> = mail
            .iter()
            .filter_map(|letter| match letter.body {
                Mail::HoursWanted(hours) => Some((letter.from.0, hours)),
                _ => None,
            })
            .collect();
        let (grants, mut report) = self.grant(model, &wanted);
        for ((community, _), hours) in wanted.iter().zip(grants) {
            out.send(Address(*community), Mail::HoursGranted(hours));
        }
        self.workers.note_lost(0, report.wanted - report.granted);
        report.workforce = self.workers.close_month(now, self.need(model, report.granted), out);
        let subsidy = report.workforce.counts.entry_subsidy;
        let claim = self.claimant.claim(now, Activity::EntrySubsidy, i64::from(subsidy > 0), subsidy);
        budget::send(now, claim, out);
        report
    }

    /// Workers for all hours asked for, and posts for those served and a part of the others: an agency
    /// grows by steps. In the first month, which has no letters yet, by what was asked at the start.
    fn need(&self, model: &Model, granted: i64) -> Need {
        let tables = &model.workforce;
        let workers_milli = |hours: f64| hours * 1000.0 / tables.hours_a_worker;
        let [served, unserved] = [self.wanted.served, self.wanted.unserved].map(f64::from);
        Need {
            required_milli: workers_milli(served + unserved) as i64,
            work_milli: workers_milli(granted as f64) as i64,
            posts: libm::ceil(workers_milli(served + unserved * tables.expansion) / 1000.0) as i64,
        }
    }

    /// Takes all state into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        self.workers.digest(digest);
        self.claimant.digest(digest);
        digest.number(u64::from(self.wanted.served) << 32 | u64::from(self.wanted.unserved));
    }

    /// Its care workers.
    pub fn workers(&self) -> &Employer {
        &self.workers
    }

    pub(crate) fn workers_mut(&mut self) -> &mut Employer {
        &mut self.workers
    }

    /// Positions of the communities it serves.
    pub fn communities(&self) -> &[u32] {
        &self.communities
    }
}
