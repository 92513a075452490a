//! A home-care agency (居家养老服务机构): its workers are the hours it can give.
use crate::care::report::AgencyMonth;
use crate::mail::{HoursWanted, Mail};
use crate::model::Model;
use serde::{Deserialize, Serialize};
use sim_core::{Address, Digest, Letter, Month, Outbox};

/// A home-care agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HomeCareAgency {
    place: u16,
    id: String,
    /// Workers, in millionths: growth in a month is smaller than a worker.
    workers_micro: i64,
    /// Its communities.
    communities: Vec<u32>,
}

impl HomeCareAgency {
    /// The `place`-th agency before the first month. Workers are shared out by the size of the
    /// communities served.
    pub fn new(model: &Model, place: usize) -> Self {
        let profile = &model.district().care.agencies[place];
        let share: f64 = profile.communities.iter().map(|community| model.community_share[*community]).sum();
        HomeCareAgency {
            place: place as u16,
            id: profile.id.clone(),
            workers_micro: libm::round(model.care.home_care[0] * share * 1e6) as i64,
            communities: profile.communities.iter().map(|community| *community as u32).collect(),
        }
    }

    /// A name for people.
    pub fn name(&self) -> String {
        format!("home-care agency {}", self.id)
    }

    /// Hours that its workers can give in a month.
    fn capacity(&self, model: &Model) -> i64 {
        (self.workers_micro as f64 * 1e-6 * model.care.home_care[2]) as i64
    }

    /// Shares its hours out among its communities: those served go on being served, what is left goes
    /// to the others in proportion to what they ask for. Returns the grants in the order of `wanted`,
    /// which is (community, hours).
    pub fn grant(&self, model: &Model, wanted: &[(u32, HoursWanted)]) -> (Vec<u32>, AgencyMonth) {
        let capacity = self.capacity(model);
        let sum = |of: fn(&HoursWanted) -> u32| wanted.iter().map(|(_, hours)| i64::from(of(hours))).sum::<i64>();
        let (served, unserved) = (sum(|hours| hours.served), sum(|hours| hours.unserved));
        let kept = served.min(capacity);
        let free = (capacity - kept).min(unserved);
        let part = |hours: u32, given: i64, of: i64| i64::from(hours) * given / of.max(1);
        let share = |hours: &HoursWanted| part(hours.served, kept, served) + part(hours.unserved, free, unserved);
        let grants: Vec<u32> = wanted.iter().map(|(_, hours)| share(hours) as u32).collect();
        let month = AgencyMonth {
            agency: self.place,
            workers_milli: self.workers_micro / 1000,
            capacity,
            wanted: served + unserved,
            granted: grants.iter().map(|hours| i64::from(*hours)).sum(),
        };
        (grants, month)
    }

    /// One month: hears what is wanted, grants, hires.
    pub fn step(&mut self, model: &Model, _: Month, mail: &[Letter<Mail>], out: &mut Outbox<Mail>) -> AgencyMonth {
        let wanted: Vec<(u32, HoursWanted)> = mail
            .iter()
            .filter_map(|letter| match letter.body {
                Mail::HoursWanted(hours) => Some((letter.from.0, hours)),
                _ => None,
            })
            .collect();
        let (grants, month) = self.grant(model, &wanted);
        for ((community, _), hours) in wanted.iter().zip(grants) {
            out.send(Address(*community), Mail::HoursGranted(hours));
        }
        let growth = libm::round(self.workers_micro as f64 * model.care.home_care[1]) as i64;
        self.workers_micro = (self.workers_micro + growth).max(0);
        month
    }

    /// Takes all state into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.number(self.workers_micro as u64);
    }

    /// Positions of the communities it serves.
    pub fn communities(&self) -> &[u32] {
        &self.communities
    }
}
