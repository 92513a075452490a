//! The lists: who waits for which type of bed, who is offered one, and who is sent away.
//!
//! Communities report applications and leavings with their moments. A home goes through those of last month in order of
//! time, and offers a bed in the moment in which somebody leaves it or asks for it: the wait does not depend on the month
//! being the step of the simulation. What changes the home's own capacity counts from the start of the month.
use super::Facility;
use crate::care::beds::{BED_TYPES, BedType, PlacementRule};
use crate::care::report::BedCounts;
use crate::mail::{Application, CareLetter, HomeLetter, Incoming, Outgoing, Person, Requirement};
use crate::model::Now;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Somebody on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waiting {
    pub(super) application: Application,
    pub(super) community: u32,
}

/// An offer that is not sent yet.
#[derive(Clone, Copy, Debug)]
struct Offer {
    person: Person,
    community: u32,
    bed: BedType,
    at: Moment,
}

/// Something of last month that concerns the lists.
#[derive(Clone, Copy, Debug)]
enum Event {
    Comes(Waiting),
    Goes { person: u32, bed: BedType, waits: bool },
}

/// Beds and care workers that are there for newcomers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capacity {
    /// Beds that stand and are paid for, by type.
    pub(super) beds: [u32; BED_TYPES],
    /// Thousandths of the home's care workers.
    pub(super) staff: i64,
}

impl Facility {
    /// Letters of last month: applications, withdrawals, leavings, changes; beds are offered by the capacity of that month.
    /// Returns the offers, by type.
    pub(super) fn read(
        &mut self,
        now: Now<'_>,
        admits: bool,
        mail: &mut Incoming,
        out: &mut Outgoing<'_>,
        counts: &mut Counts,
    ) {
        let mut events: Vec<(Moment, u32, Event)> = Vec::with_capacity(mail.home.len());
        // Of one person, events keep the order of the letters.
        let mut note = |at: Moment, person: u32, event: Event| {
            let earlier = events.iter().filter(|(_, other, _)| *other == person).map(|(at, ..)| *at);
            events.push((earlier.fold(at, Moment::max), person, event));
        };
        for letter in mail.home.drain(..) {
            match letter.body {
                HomeLetter::Apply { application } => {
                    let waiting = Waiting { application, community: letter.from.0 };
                    note(application.listed, application.person.id, Event::Comes(waiting));
                }
                HomeLetter::Withdraw { person, bed, at } => {
                    note(at, person, Event::Goes { person, bed, waits: true });
                }
                HomeLetter::Leave { person, bed, at } => {
                    note(at, person, Event::Goes { person, bed, waits: false });
                }
                HomeLetter::Change { person, requirement } => self.change(person, requirement),
            }
        }
        events.sort_by_key(|(at, person, _)| (*at, *person));
        let capacity = Capacity { beds: self.capacity_before, staff: self.workers.heads() * 1000 };
        let mut offers = Vec::new();
        for (at, _, event) in events {
            match event {
                Event::Comes(mut waiting) => {
                    waiting.application.listed = at;
                    self.queue[waiting.application.bed as usize].push(waiting);
                }
                Event::Goes { person, bed, waits } => {
                    if !waits || !self.strike(person, bed) {
                        self.residents.remove(person, bed);
                        // Whose offer is not on its way yet gets none.
                        offers.retain(|offer: &Offer| offer.person.id != person || offer.bed != bed);
                    }
                }
            }
            if admits {
                self.offer(now, at, capacity, &mut offers);
            }
        }
        self.send(now, offers, out, counts);
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

    /// The place on the list of the next under the rule, of those for whom there are care workers: nobody who needs more
    /// of them than are spare holds up the others.
    fn next(&self, rule: PlacementRule, bed: BedType, spare: i64) -> Option<usize> {
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
        let can_be_served = |at: &usize| i64::from(queue[*at].application.requirement.staff) <= spare;
        (0..queue.len()).filter(can_be_served).min_by_key(|at| key(&queue[*at]))
    }

    /// Offers every bed of the capacity that nobody has, types of the heaviest care first.
    fn offer(&mut self, now: Now<'_>, at: Moment, capacity: Capacity, offers: &mut Vec<Offer>) {
        let rule = now.model.district().care.placement_rule;
        for bed in BedType::ALL.into_iter().rev() {
            let i = bed as usize;
            while self.taken()[i] < capacity.beds[i] {
                let spare = capacity.staff - self.staff_required();
                let Some(place) = self.next(rule, bed, spare) else { break };
                let Waiting { application, community } = self.queue[i].remove(place);
                self.take(community, &application);
                // A refusal is heard of late: who applied since then is offered the bed when applying.
                let at = at.max(application.listed);
                offers.push(Offer { person: application.person, community, bed, at });
            }
        }
    }

    /// Offers what there is at the start of the month.
    pub(super) fn offer_now(&mut self, now: Now<'_>, out: &mut Outgoing<'_>, counts: &mut Counts) {
        let mut offers = Vec::new();
        let capacity = Capacity { beds: self.capacity(now), staff: self.workers.heads() * 1000 };
        self.offer(now, Moment::start_of(now.number), capacity, &mut offers);
        self.send(now, offers, out, counts);
    }

    fn send(&self, now: Now<'_>, offers: Vec<Offer>, out: &mut Outgoing<'_>, counts: &mut Counts) {
        for Offer { person, community, bed, at } in offers {
            out.send(now.model.addresses().care(community), CareLetter::Offer { person, bed, at });
            counts[bed as usize].offers += 1;
        }
    }
}

/// Counts of a month, by type of bed.
pub(super) type Counts = [BedCounts; BED_TYPES];
