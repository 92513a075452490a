//! The lists: who waits for which type of bed, who is offered one, and who is sent away.
use super::Facility;
use crate::care::beds::{BED_TYPES, BedType, PlacementRule};
use crate::care::report::BedCounts;
use crate::mail::{Application, CareLetter, HomeLetter, Incoming, Outgoing, Requirement};
use crate::model::Now;
use serde::{Deserialize, Serialize};

/// Somebody on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waiting {
    pub(super) application: Application,
    pub(super) community: u32,
}

impl Facility {
    /// Letters of last month: applications, withdrawals, leavings, changes.
    pub(super) fn read(&mut self, mail: &mut Incoming) {
        for letter in mail.home.drain(..) {
            match letter.body {
                HomeLetter::Apply { application } => {
                    self.queue[application.bed as usize].push(Waiting { application, community: letter.from.0 })
                }
                HomeLetter::Withdraw { person, bed } if self.strike(person, bed) => (),
                HomeLetter::Withdraw { person, bed } | HomeLetter::Leave { person, bed } => {
                    self.residents.remove(person, bed);
                }
                HomeLetter::Change { person, requirement } => self.change(person, requirement),
            }
        }
    }

    /// Takes somebody off a list; false when not on it.
    fn strike(&mut self, person: u32, bed: BedType) -> bool {
        let queue = &mut self.queue[bed as usize];
        let found = queue.iter().position(|waiting| waiting.application.person.id == person);
        found.map(|at| queue.remove(at)).is_some()
    }

    fn change(&mut self, person: u32, requirement: Requirement) {
        self.residents.change(person, requirement.staff);
        let waiting = self.queue.iter_mut().flatten().filter(|waiting| waiting.application.person.id == person);
        for waiting in waiting {
            waiting.application.requirement = requirement;
        }
    }

    /// Everybody is told to go.
    pub(super) fn give_notice(&mut self, now: Now<'_>, out: &mut Outgoing<'_>) -> [i64; BED_TYPES] {
        let mut put_out = [0; BED_TYPES];
        for resident in self.residents.iter() {
            out.send(now.model.addresses().care(resident.community), CareLetter::PutOut { person: resident.person });
            put_out[resident.bed as usize] += 1;
        }
        self.turn_away(now, out);
        put_out
    }

    /// Those on the list are told to look elsewhere.
    pub(super) fn turn_away(&mut self, now: Now<'_>, out: &mut Outgoing<'_>) {
        for waiting in self.queue.iter_mut().flat_map(|queue| queue.drain(..)) {
            let person = waiting.application.person;
            out.send(now.model.addresses().care(waiting.community), CareLetter::PutOut { person });
        }
    }

    /// The place on the list of whoever comes next under the rule.
    fn next(&self, rule: PlacementRule, bed: BedType) -> Option<usize> {
        let key = |waiting: &Waiting| {
            let a = &waiting.application;
            let first = match rule {
                PlacementRule::FirstCome => 0,
                PlacementRule::NeedFirst => -i64::from(a.requirement.rank),
                PlacementRule::Nearest => i64::from(waiting.community != self.community),
                PlacementRule::PreferenceAndPrice => -i64::from(a.surplus),
            };
            (first, a.applied, a.person.id)
        };
        let queue = &self.queue[bed as usize];
        (0..queue.len()).min_by_key(|at| key(&queue[*at]))
    }

    /// Offers every usable bed that nobody has.
    pub(super) fn offer(&mut self, now: Now<'_>, out: &mut Outgoing<'_>, counts: &mut [BedCounts; BED_TYPES]) {
        let rule = now.model.district().care.placement_rule;
        let funded = self.funded(now);
        let mut taken = self.taken();
        let mut spare = self.staff_spare();
        for bed in BedType::ALL.into_iter().rev() {
            let i = bed as usize;
            while taken[i] < self.built[i].min(funded[i]) {
                let Some(at) = self.next(rule, bed) else { break };
                let Waiting { application, community } = self.queue[i][at];
                let staff = i64::from(application.requirement.staff);
                if staff > spare {
                    break; // nobody jumps the list for being easier to care for
                }
                self.queue[i].remove(at);
                spare -= staff;
                taken[i] += 1;
                self.take(community, &application);
                out.send(now.model.addresses().care(community), CareLetter::Offer { person: application.person, bed });
                counts[i].offers += 1;
            }
        }
    }
}
