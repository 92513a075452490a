//! The file of one person in care: somebody in need, on a list or in a bed.
use crate::status::{Ability, Dementia, Status};
use serde::{Deserialize, Serialize};
use sim_core::Digest;

/// At home; on no list.
pub const NOWHERE: u16 = u16::MAX;
/// On the list of no home, for want of an acceptable one.
pub const UNPLACED: u16 = u16::MAX - 1;
/// A month that never was.
pub const NEVER: i16 = i16::MIN;
/// An elder without a case.
pub const NO_CASE: u32 = u32::MAX;
/// In a long-stay hospital, in place of a home's position.
pub const HOSPITAL: u16 = u16::MAX - 1;
/// The person of a vacant place among the cases.
const NOBODY: u32 = u32::MAX;

/// Yes-or-no properties of a case.
pub mod flag {
    /// A severely disabled child of an elder, no elder.
    pub const DEPENDANT: u16 = 1;
    /// The spouse gave up caring.
    pub const SPOUSE_GAVE_UP: u16 = 1 << 1;
    /// The children gave up caring.
    pub const CHILDREN_GAVE_UP: u16 = 1 << 2;
    /// Services that are remembered once they were given, each by a mark of its own ([`mark`](super::super::services::mark)).
    pub const MARKS: [u16; 8] = [1 << 3, 1 << 4, 1 << 5, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15];
    /// An assessment is under way.
    pub const ASSESSING: u16 = 1 << 6;
    /// Asks for home care when entitled.
    pub const WANTS_HOME_CARE: u16 = 1 << 7;
    /// The state changed since the assessment.
    pub const CHANGED: u16 = 1 << 8;
    /// The elder is on the way to another community.
    pub const MOVING: u16 = 1 << 9;
    /// Counted among the steady cases.
    pub const STEADY: u16 = 1 << 10;
}

/// One person in care. Months are counted from the first simulated one. Public fields: a row of a
/// table, changed by the month's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, bytemuck::NoUninit)]
#[repr(C)]
pub struct Case {
    /// The person.
    pub id: u32,
    /// Copy of the elder's state.
    pub status: Status,
    /// Month of birth.
    pub birth: i16,
    /// Position of the home lived in, [`HOSPITAL`] or [`NOWHERE`].
    pub place: u16,
    /// Position of the home on whose list the person is, [`UNPLACED`] or [`NOWHERE`].
    pub list: u16,
    /// Month of moving into the home or the hospital.
    pub since: i16,
    /// Month of the first application of this wait.
    pub applied: i16,
    /// Month of the application to `list`.
    pub listed: i16,
    /// Last month in which the assessment is valid, or [`NEVER`].
    pub assessed: i16,
    /// First month of home care, or [`NEVER`].
    pub served: i16,
    /// Month in which a carer was last lost, or [`NEVER`].
    pub carer_lost: i16,
    /// Services asked for, a bit each.
    pub asks: u16,
    /// Services with a place kept, a bit each.
    pub has: u16,
    /// See [`flag`].
    pub flags: u16,
    /// Type of the bed lived in.
    pub bed: u8,
    /// Type of bed applied for.
    pub wanted: u8,
    /// Care level of the last assessment.
    pub level: u8,
    /// Months above endurance.
    pub strain: u8,
    /// Fills the row up.
    pub spare: u16,
}

impl Case {
    /// A new case of `id`, born in a month counted from the first simulated one; at home, unknown to everybody.
    pub fn new(id: u32, birth: i16, status: Status) -> Self {
        Case {
            id,
            status,
            birth,
            place: NOWHERE,
            list: NOWHERE,
            since: NEVER,
            applied: NEVER,
            listed: NEVER,
            assessed: NEVER,
            served: NEVER,
            carer_lost: NEVER,
            asks: 0,
            has: 0,
            bed: 0,
            wanted: 0,
            level: 0,
            strain: 0,
            flags: 0,
            spare: 0,
        }
    }

    /// Whether the property is on.
    pub fn is(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Turns a property on or off.
    pub fn set(&mut self, flag: u16, on: bool) {
        if on { self.flags |= flag } else { self.flags &= !flag }
    }

    /// A carer is lost in a month, counted from the first simulated one: a bed is asked for more often for a while.
    pub fn lose_carer(&mut self, month: i16) {
        (self.carer_lost, self.strain) = (month, 0);
    }

    /// The need for care changed: what the last assessment found may not hold any more.
    pub fn change_need(&mut self) {
        self.set(flag::CHANGED, true);
    }

    /// Whether the person lives in a home's bed.
    pub fn in_bed(&self) -> bool {
        self.place < HOSPITAL
    }

    /// Whether the person is in a long-stay hospital.
    pub fn in_hospital(&self) -> bool {
        self.place == HOSPITAL
    }

    /// Whether the person lives at home.
    pub fn at_home(&self) -> bool {
        self.place == NOWHERE
    }

    /// Completed years of age in a month.
    pub fn age(&self, month: i16) -> usize {
        ((i32::from(month) - i32::from(self.birth)).max(0) / 12) as usize
    }

    /// Whether an application is open.
    pub fn waits(&self) -> bool {
        self.list != NOWHERE
    }

    /// Whether the person is tied to this community's books: in a bed, in hospital or on a list.
    pub fn is_tied(&self) -> bool {
        !self.at_home() || self.waits()
    }

    /// Whether the assessment entitles to care in `month`.
    pub fn entitled(&self, month: i16) -> bool {
        self.level >= 2 && self.assessed >= month
    }
}

/// Whether somebody in this state needs care.
pub fn in_need(status: Status) -> bool {
    status.ability() != Ability::Independent || status.dementia() != Dementia::None
}

/// The cases of a community, each in a place of its own as long as it lives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    rows: Vec<Case>,
    vacant: Vec<u32>,
}

impl Cases {
    /// Adds a case and says where.
    pub fn add(&mut self, case: Case) -> u32 {
        match self.vacant.pop() {
            Some(at) => {
                self.rows[at as usize] = case;
                at
            }
            None => {
                self.rows.push(case);
                self.rows.len() as u32 - 1
            }
        }
    }

    /// Takes a case out.
    pub fn remove(&mut self, at: u32) -> Case {
        let case = self.rows[at as usize];
        self.rows[at as usize].id = NOBODY;
        self.vacant.push(at);
        case
    }

    /// The case at a place that is known to be taken.
    #[inline]
    pub fn at(&mut self, at: u32) -> &mut Case {
        &mut self.rows[at as usize]
    }

    /// The case of `id`, if it is still at that place.
    pub fn of(&mut self, at: u32, id: u32) -> Option<&mut Case> {
        self.rows.get_mut(at as usize).filter(|case| case.id == id && id != NOBODY)
    }

    /// Number of places, taken or vacant.
    pub fn places(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The case at a place, if it is taken.
    #[inline]
    pub fn get(&self, at: u32) -> Option<&Case> {
        self.rows.get(at as usize).filter(|case| case.id != NOBODY)
    }

    /// Whether the case at a place is of this person in this state.
    #[inline]
    pub fn is_of(&self, at: u32, id: u32, status: Status) -> bool {
        self.get(at).is_some_and(|case| (case.id == id) & (case.status == status))
    }

    /// The same, to change it.
    #[inline]
    pub fn get_mut(&mut self, at: u32) -> Option<&mut Case> {
        self.rows.get_mut(at as usize).filter(|case| case.id != NOBODY)
    }

    /// All cases with their places, in order of place.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Case)> {
        self.rows.iter().enumerate().filter(|(_, case)| case.id != NOBODY).map(|(at, case)| (at as u32, case))
    }

    /// The same, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (u32, &mut Case)> {
        self.rows.iter_mut().enumerate().filter(|(_, case)| case.id != NOBODY).map(|(at, case)| (at as u32, case))
    }

    /// Takes all of them into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.column(&self.rows);
        digest.column(&self.vacant);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_again_and_never_twice_at_once() {
        let mut cases = Cases::default();
        let status = Status::new(1);
        let places: Vec<u32> = (10..15).map(|id| cases.add(Case::new(id, 0, status))).collect();
        assert_eq!(cases.remove(places[1]).id, 11);
        assert!(cases.get(places[1]).is_none() && cases.of(places[1], 11).is_none());
        assert_eq!(cases.add(Case::new(20, 0, status)), places[1]);
        assert!(cases.of(places[1], 11).is_none(), "the place belongs to somebody else now");
        let ids: Vec<u32> = cases.iter().map(|(_, case)| case.id).collect();
        assert_eq!(ids, [10, 20, 12, 13, 14]);
        assert_eq!(std::mem::size_of::<Case>(), 36);
    }
}
