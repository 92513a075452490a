//! What letters are about.
use crate::care::beds::{BED_TYPES, BedType, PLANNED_PRICE};
use crate::care::case::Case;
use crate::moment::Moment;
use crate::status::Status;
use serde::{Deserialize, Serialize};
use sim_core::Month;

/// An elder on the way to another community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Person id.
    pub id: u32,
    /// Month of birth.
    pub birth: Month,
    /// State.
    pub status: Status,
    /// The elder's case, if there is one.
    pub case: Option<Case>,
}

/// A person known to a home: who, and where the person's community keeps the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Person id.
    pub id: u32,
    /// Place among the cases of the community.
    pub case: u32,
}

/// What a home must know of an applicant or a resident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// How severe the need is: higher comes first by need.
    pub rank: u8,
    /// Thousandths of a care worker.
    pub staff: u16,
}

/// An application for a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Who.
    pub person: Person,
    /// For which type of bed.
    pub bed: BedType,
    /// Care demanded.
    pub requirement: Requirement,
    /// When the wait began.
    pub applied: Moment,
    /// When the person joined this list.
    pub listed: Moment,
    /// Yuan a month by which the person's willingness to pay exceeds the price.
    pub surplus: u32,
}

/// A home's vacancies and list, for those who advise applicants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulletin {
    /// Beds by type.
    pub built: [u16; BED_TYPES],
    /// Usable beds that nobody has, by type.
    pub vacant: [u16; BED_TYPES],
    /// Persons on the list by type.
    pub queue: [u16; BED_TYPES],
    /// Its price relative to the planned one, in thousandths.
    pub price: u16,
}

impl Default for Bulletin {
    /// No beds.
    fn default() -> Self {
        let none = [0; BED_TYPES];
        Bulletin { built: none, vacant: none, queue: none, price: PLANNED_PRICE }
    }
}

/// What a community asks of its agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursWanted {
    /// Hours of those served already.
    pub served: u32,
    /// Hours of those who ask and are not served.
    pub unserved: u32,
}
