//! A home-care agency (居家养老服务机构): its care workers are the hours it can give.
mod hours;

use crate::budget::{self, Claimant};
use crate::care::report::AgencyMonth;
use crate::mail::{AgencyLetter, CareLetter, HoursWanted, Incoming, Outgoing};
use crate::model::{Model, Now};
use crate::relief::programme::Activity;
use crate::workforce::Employer;
use serde::{Deserialize, Serialize};
use sim_core::Digest;

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

    /// One month: workers come and go, hours are granted, open posts told.
    pub fn step(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) -> AgencyMonth {
        let model = now.model;
        mail.claimant.clear(); // its claims are made in full, whatever the bureau can serve
        self.workers.live(now, mail, out);
        let wanted: Vec<(u32, HoursWanted)> = mail
            .agency
            .drain(..)
            .map(|letter| {
                let AgencyLetter::HoursWanted { hours } = letter.body;
                (letter.from.0, hours)
            })
            .collect();
        let (grants, mut report) = self.grant(model, &wanted);
        for ((community, _), hours) in wanted.iter().zip(grants) {
            out.send(model.addresses().care(*community), CareLetter::HoursGranted { hours });
        }
        self.workers.note_lost(0, report.wanted - report.granted);
        report.workforce = self.workers.close_month(now, self.need(model, report.granted), out);
        let subsidy = report.workforce.counts.entry_subsidy;
        let claim = self.claimant.claim(now, Activity::EntrySubsidy, i64::from(subsidy > 0), subsidy);
        budget::send(now, claim, out);
        report
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
