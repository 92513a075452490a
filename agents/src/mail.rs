//! What actors of a district tell each other.
use crate::budget::Claim;
use crate::care::beds::{BED_TYPES, BedType};
use crate::care::case::Case;
use crate::status::Status;
use crate::workforce::{Candidate, EmployerKind, News, Worker};
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
    /// Month in which the wait began, counted from the first simulated one.
    pub applied: i16,
    /// Yuan a month by which the person's willingness to pay exceeds the price.
    pub surplus: u32,
}

/// A home's vacancies and list, for those who advise applicants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulletin {
    /// Beds by type.
    pub built: [u16; BED_TYPES],
    /// Usable beds that nobody has, by type.
    pub vacant: [u16; BED_TYPES],
    /// Persons on the list by type.
    pub queue: [u16; BED_TYPES],
}

/// What a community asks of its agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursWanted {
    /// Hours of those served already.
    pub served: u32,
    /// Hours of those who ask and are not served.
    pub unserved: u32,
}

/// A letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mail {
    /// Community to community.
    Move(Move),
    /// Community to home.
    Apply(Application),
    /// Community to home: off the list, or an offer that was not taken.
    Withdraw {
        /// Who.
        person: u32,
        /// From which beds.
        bed: BedType,
    },
    /// Community to home: the bed is free.
    Leave {
        /// Who.
        person: u32,
        /// Which kind of bed.
        bed: BedType,
    },
    /// Community to home: care demanded changed.
    Change {
        /// Who.
        person: u32,
        /// Now.
        requirement: Requirement,
    },
    /// Home to community. Silence accepts.
    Offer {
        /// To whom.
        person: Person,
        /// Bed type.
        bed: BedType,
    },
    /// Home to community: the home closes, the person must look elsewhere.
    PutOut {
        /// Who.
        person: Person,
    },
    /// Home to every community.
    Bulletin(Bulletin),
    /// Community to agency: hours of home care for next month.
    HoursWanted(HoursWanted),
    /// Agency to community.
    HoursGranted(u32),
    /// Employer to labour market: posts that nobody has.
    Vacancies {
        /// Who employs.
        kind: EmployerKind,
        /// How many.
        posts: u32,
    },
    /// Employer to labour market: somebody who left and seeks work in the trade again from a month on.
    Jobseeker {
        /// Who.
        worker: Worker,
        /// First month, counted from the first simulated one.
        from: i16,
    },
    /// Labour market to employer: begins to work there.
    Hired(Worker),
    /// Employer to training centre.
    Enrol(Candidate),
    /// Employer to training centre: left, and with it queue, course and exam.
    DropOut {
        /// Which worker.
        worker: u32,
    },
    /// Employer to training centre: somebody who left another employer while enrolled begins here. Is there
    /// a result?
    AskResult {
        /// Which worker.
        worker: u32,
    },
    /// Training centre to employer.
    Training {
        /// Which worker.
        worker: u32,
        /// What about.
        news: News,
    },
    /// Training centre to labour market: left school.
    Graduate(Worker),
    /// Whoever spends to the bureau: to be paid next month.
    Claim(Claim),
    /// Home to bureau: what it will still claim for its construction.
    Committed {
        /// Fen.
        fen: i64,
    },
    /// Bureau to everybody who claims: how far a programme that rations is served from now on.
    Rate {
        /// Position of the programme.
        programme: u8,
        /// Of [`crate::budget::FULL`].
        rate: u16,
    },
}
