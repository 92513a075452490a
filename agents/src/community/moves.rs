//! Moves between communities.
use super::Community;
use crate::ages::age_index;
use crate::care::case::NO_CASE;
use crate::mail::{Incoming, Move, Outgoing, RegisterLetter};
use crate::model::{Model, Now};
use crate::register::BirthdayGroup;
use crate::report::PopulationCounts;
use crate::start::Newcomer;
use serde::{Deserialize, Serialize};
use sim_core::Month;

/// Somebody on the way to another community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Leaving {
    pub(super) group: u8,
    pub(super) id: u32,
    /// Where the person was in the group when deciding; others may have been put there since.
    pub(super) position: u32,
    /// Position of the other community.
    pub(super) to: u32,
}

impl Leaving {
    /// Where the person is in the group.
    fn find(&self, group: &BirthdayGroup) -> Option<usize> {
        let hint = self.position as usize;
        if group.ids.get(hint) == Some(&self.id) {
            return Some(hint);
        }
        group.ids.iter().position(|other| *other == self.id)
    }
}

impl Community {
    /// Those who moved away last month go, those who moved here come.
    pub(super) fn exchange(&mut self, model: &Model, month: Month, mail: &mut Incoming, counts: &mut PopulationCounts) {
        for leaving in std::mem::take(&mut self.leaving) {
            let group = &mut self.groups[usize::from(leaving.group)];
            if let Some(position) = leaving.find(group) {
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                self.tallies.count(group.statuses[position], age, -1);
                if group.cases[position] != NO_CASE {
                    self.care.release(model, group.cases[position]);
                }
                group.swap_remove(position);
                counts.moved_out += 1;
            }
        }
        for letter in mail.register.drain(..) {
            let RegisterLetter::Move { elder: Move { id, birth, status, case } } = letter.body;
            let case = case.map_or(NO_CASE, |case| self.care.take_in(model, case));
            self.add_with_case(model, Newcomer { id, birth, status }, month - 1, case);
            counts.moved_in += 1;
        }
    }

    /// Sends those who move to their new communities, as they are at the month's end.
    pub(super) fn send_movers(&self, now: Now<'_>, out: &mut Outgoing<'_>) {
        for leaving in &self.leaving {
            let group = &self.groups[usize::from(leaving.group)];
            if let Some(at) = leaving.find(group) {
                let case = self.care.cases().get(group.cases[at]).copied();
                let (birth, status) = (Month::from_index(group.births[at]), group.statuses[at]);
                let elder = Move { id: leaving.id, birth, status, case };
                out.send(now.model.addresses().register(leaving.to), RegisterLetter::Move { elder });
            }
        }
    }
}
