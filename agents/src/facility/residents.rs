//! Who lives in a home, with the sums that the month asks for again and again.
use crate::care::beds::{BED_TYPES, BedType};
use crate::mail::Person;
use serde::{Deserialize, Serialize};

/// A resident, or somebody with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Resident {
    pub(super) person: Person,
    pub(super) community: u32,
    pub(super) bed: BedType,
    /// Thousandths of a care worker that the resident demands.
    pub(super) staff: u16,
}

/// All of them, in the order of moving in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Residents {
    rows: Vec<Resident>,
    taken: [u32; BED_TYPES],
    staff: i64,
}

impl Residents {
    pub fn iter(&self) -> std::slice::Iter<'_, Resident> {
        self.rows.iter()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Beds taken by type.
    pub fn taken(&self) -> [u32; BED_TYPES] {
        self.taken
    }

    /// Thousandths of care workers that all of them demand.
    pub fn staff(&self) -> i64 {
        self.staff
    }

    pub fn add(&mut self, resident: Resident) {
        self.taken[resident.bed as usize] += 1;
        self.staff += i64::from(resident.staff);
        self.rows.push(resident);
    }

    /// Takes out a person who lives in a bed of this type, if there is one.
    pub fn remove(&mut self, person: u32, bed: BedType) {
        let gone = |resident: &Resident| resident.person.id == person && resident.bed == bed;
        if let Some(at) = self.rows.iter().position(gone) {
            let resident = self.rows.remove(at);
            self.taken[bed as usize] -= 1;
            self.staff -= i64::from(resident.staff);
        }
    }

    /// A person demands another part of a care worker.
    pub fn change(&mut self, person: u32, staff: u16) {
        for resident in self.rows.iter_mut().filter(|resident| resident.person.id == person) {
            self.staff += i64::from(staff) - i64::from(resident.staff);
            resident.staff = staff;
        }
    }
}
