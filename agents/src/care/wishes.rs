//! Applying for a bed, waiting, giving up, leaving: what is done for one case at a time.
use super::case::{Case, HOSPITAL, NEVER, NOWHERE, UNPLACED, flag};
use super::community::{CommunityCare, left};
use super::month::Supply;
use super::preferences::{self, Among};
use super::report::{LeavingReason, WaitEnd};
use crate::decision;
use crate::mail::Outgoing;
use crate::model::Now;
use crate::poisson::poisson;
use crate::status::{Ability, Status};

/// First person id of severely disabled children of elders, above all elders' ids.
const FIRST_DEPENDANT: u32 = 0xF000_0000;
/// Ids of dependants of one community.
const MOST_DEPENDANTS: u32 = 1 << 16;
/// Months between two looks at what else could be had, while on a list.
const LOOK_AROUND: u32 = 6;
/// Months after the loss of a carer in which a bed is asked for more often.
const AFTER_LOSS: i16 = 12;

impl CommunityCare {
    /// Somebody at home: applies for a bed, waits, looks around, gives up.
    pub(super) fn applicant(
        &mut self,
        now: Now<'_>,
        supply: &Supply,
        at: u32,
        case: &mut Case,
        out: &mut Outgoing<'_>,
    ) {
        if case.waits() {
            self.wait(now, supply, at, case, out);
            return;
        }
        let draw = supply.decisions.draw(case.id).rotate_left(16);
        let class = now.model.care.class(case.status);
        if class.need > 0 && draw < class.entry_most && !case.is(flag::MOVING) {
            let lost = case.carer_lost != NEVER && now.number - case.carer_lost < AFTER_LOSS;
            let chance = now.model.care.entry(case.status, lost, case.has, case.flags);
            if draw < chance {
                self.apply(now, at, case, out);
            }
        }
    }

    fn wait(&mut self, now: Now<'_>, supply: &Supply, at: u32, case: &mut Case, out: &mut Outgoing<'_>) {
        if supply.give_up.draw(case.id) < now.model.care.give_up {
            self.month.waiting[usize::from(case.wanted)].gave_up += 1;
            self.note_wait(now, case, WaitEnd::GaveUp, left(now, case.id));
            self.withdraw(now, case, out);
            return;
        }
        let look = (case.id.wrapping_add(now.number as u32)).is_multiple_of(LOOK_AROUND);
        if !look || now.number == case.listed {
            return;
        }
        let unplaced = case.list == UNPLACED;
        if !unplaced && self.board.of(case.list).vacant[usize::from(case.wanted)] > 0 {
            return; // soon to be had where one is on the list
        }
        let among = if unplaced { Among::All } else { Among::Vacant };
        let choice = preferences::choose(now.model, self.place, case, now.month, &self.board, among);
        let Some(choice) = choice else { return };
        if !unplaced {
            self.withdraw(now, case, out);
        }
        self.join(now, at, case, choice, out);
    }

    /// A resident: goes home to kin or to a long-stay hospital, or asks for a better suited bed or another home.
    pub(super) fn resident(&mut self, now: Now<'_>, supply: &Supply, at: u32, case: &mut Case, out: &mut Outgoing<'_>) {
        let care = &now.model.care;
        let draw = supply.decisions.draw(case.id).rotate_left(16);
        let [home, hospital, moves, transfer] = care.resident_bounds();
        if draw < hospital {
            let to_kin = draw < home;
            let goes = if to_kin {
                care.kin(case.status, case.is(flag::SPOUSE_GAVE_UP), case.is(flag::CHILDREN_GAVE_UP)) > 0
            } else {
                case.status.ability() >= Ability::Moderate
            };
            if goes {
                if case.waits() {
                    self.withdraw(now, case, out);
                }
                self.steady.let_go(care, at, case);
                self.leave(now, case, if to_kin { LeavingReason::Discharge } else { LeavingReason::Hospital }, out);
                if !to_kin {
                    (case.place, case.since) = (HOSPITAL, now.number);
                }
                self.refresh_asking(now.model, case);
                return;
            }
        }
        if case.waits() {
            self.wait(now, supply, at, case, out);
        } else if (hospital..moves).contains(&draw) {
            self.apply_elsewhere(now, at, case, Among::OtherHomes, out);
        } else if (moves..transfer).contains(&draw) && preferences::is_unsuited(now.model, case) {
            self.apply_elsewhere(now, at, case, Among::All, out);
        }
    }

    /// A patient of a long-stay hospital: leaves it and applies for a bed again.
    pub(super) fn patient(&mut self, now: Now<'_>, supply: &Supply, at: u32, case: &mut Case, out: &mut Outgoing<'_>) {
        if supply.decisions.draw(case.id).rotate_left(16) < now.model.care.hospital_leaves {
            self.steady.let_go(&now.model.care, at, case);
            case.place = NOWHERE;
            self.refresh_asking(now.model, case);
            self.apply(now, at, case, out);
        }
    }

    /// A resident asks for a bed with more care, or one in another home; nothing happens when there is none to ask for.
    fn apply_elsewhere(&mut self, now: Now<'_>, at: u32, case: &mut Case, among: Among, out: &mut Outgoing<'_>) {
        let choice = preferences::choose(now.model, self.place, case, now.month, &self.board, among);
        if let Some(choice) = choice {
            case.applied = now.number;
            self.join(now, at, case, choice, out);
            self.month.waiting[usize::from(case.wanted)].applications += 1;
        }
    }

    /// A severely disabled child of an elder. Returns false when gone.
    pub(super) fn dependant(
        &mut self,
        now: Now<'_>,
        supply: &Supply,
        at: u32,
        case: &mut Case,
        out: &mut Outgoing<'_>,
    ) -> bool {
        let [entry, exit] = now.model.care.dependants;
        if supply.decisions.draw(case.id) < exit {
            self.steady.let_go(&now.model.care, at, case);
            if case.waits() {
                self.withdraw(now, case, out);
            }
            if case.in_bed() {
                self.leave(now, case, LeavingReason::Death, out);
            }
            return false;
        }
        if case.in_bed() {
            return true;
        }
        if case.waits() {
            self.wait(now, supply, at, case, out);
        } else if supply.decisions.draw(case.id).rotate_left(16) < entry {
            self.apply(now, at, case, out);
        }
        true
    }

    pub(super) fn new_dependants(&mut self, now: Now<'_>) {
        let mean = now.model.care.dependants_number[1] * now.model.community_share[self.place as usize];
        let number = poisson(mean, now.model.draws.uniform(self.place.into(), now.month, decision::DEPENDANTS));
        for _ in 0..number {
            self.add_dependant();
        }
    }

    /// Another severely disabled child of an elder of this community.
    pub(super) fn add_dependant(&mut self) {
        if self.dependants < MOST_DEPENDANTS {
            let id = FIRST_DEPENDANT + self.place * MOST_DEPENDANTS + self.dependants;
            self.dependants += 1;
            let mut case = Case::new(id, 0, Status::new(0).with_living_here(true));
            case.status = case.status.with_ability(Ability::Severe);
            case.set(flag::DEPENDANT, true);
            self.cases.add(case);
        }
    }

    /// What bed is wanted by somebody on a list, at the month's end.
    pub(super) fn count_wish(&mut self, case: &Case) {
        let unplaced = i64::from(case.list == UNPLACED);
        if case.in_bed() {
            self.month.waiting[usize::from(case.bed)].transfer_out += 1;
            self.month.waiting[usize::from(case.wanted)].transfer_in += 1;
        } else {
            self.month.waiting[usize::from(case.wanted)].waiting += 1;
        }
        self.month.waiting[usize::from(case.wanted)].unplaced += unplaced;
    }
}
