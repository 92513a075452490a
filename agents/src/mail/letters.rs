//! THE list of letters, by reader.
use super::contents::{Application, Bulletin, HoursWanted, Move, Person, Requirement};
use super::wire::letters;
use crate::budget::Claim;
use crate::care::beds::BedType;
use crate::moment::Moment;
use crate::workforce::{Candidate, EmployerKind, News, Worker};
use serde::de::{EnumAccess, Error, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sim_core::Letter;
use std::fmt;

/// Reads a letter by its number.
struct Numbered;

letters! {
    /// To the register of a community.
    Register register RegisterLetter {
        /// From another community.
        0 Move {
            /// Who comes.
            elder: Move,
        }
    }

    /// To the care half of a community.
    Care care CareLetter {
        /// From a home. Silence accepts.
        5 Offer {
            /// To whom.
            person: Person,
            /// Bed type.
            bed: BedType,
            /// When.
            at: Moment,
        }
        /// From a home that closes: the person must look elsewhere.
        6 PutOut {
            /// Who.
            person: Person,
        }
        /// From a home.
        7 Bulletin {
            /// What it tells.
            news: Bulletin,
        }
        /// From the agency.
        9 HoursGranted {
            /// Hours of home care of this month.
            hours: u32,
        }
    }

    /// To a home, from a community.
    Home home HomeLetter {
        /// Onto the list.
        1 Apply {
            /// Who, and for what.
            application: Application,
        }
        /// Off the list, or an offer that was not taken.
        2 Withdraw {
            /// Who.
            person: u32,
            /// From which beds.
            bed: BedType,
            /// When.
            at: Moment,
        }
        /// The bed is free.
        3 Leave {
            /// Who.
            person: u32,
            /// Which kind of bed.
            bed: BedType,
            /// When.
            at: Moment,
        }
        /// Care demanded changed.
        4 Change {
            /// Who.
            person: u32,
            /// Now.
            requirement: Requirement,
        }
    }

    /// To a home-care agency, from a community.
    Agency agency AgencyLetter {
        /// Hours of home care for next month.
        8 HoursWanted {
            /// How many.
            hours: HoursWanted,
        }
    }

    /// To the labour market.
    Market market MarketLetter {
        /// From an employer: posts that nobody has.
        10 Vacancies {
            /// Who employs.
            kind: EmployerKind,
            /// How many.
            posts: u32,
            /// Of these, kept for applicants who hold a certificate.
            reserved: u32,
        }
        /// From an employer: somebody who left and seeks work in the trade again from a month on.
        11 Jobseeker {
            /// Who.
            worker: Worker,
            /// First month, counted from the first simulated one.
            from: i16,
        }
        /// From the training centre: left school.
        17 Graduate {
            /// Who.
            worker: Worker,
        }
    }

    /// To an employer: a home, an agency or the office of a community.
    Employer employer EmployerLetter {
        /// From the labour market: begins to work here.
        12 Hired {
            /// Who.
            worker: Worker,
        }
        /// From the training centre.
        16 Training {
            /// Which worker.
            worker: u32,
            /// What about.
            news: News,
        }
    }

    /// To the training centre, from an employer.
    Centre centre CentreLetter {
        /// Asks for a seat.
        13 Enrol {
            /// Who.
            candidate: Candidate,
        }
        /// Left, and with it queue, course and exam.
        14 DropOut {
            /// Which worker.
            worker: u32,
        }
        /// Somebody who left another employer while enrolled begins here. Is there a result?
        15 AskResult {
            /// Which worker.
            worker: u32,
        }
    }

    /// To the bureau.
    Bureau bureau BureauLetter {
        /// To be paid next month.
        18 Claim {
            /// For what, how much.
            claim: Claim,
        }
        /// From a home: what it will still claim for its construction.
        19 Committed {
            /// Fen.
            fen: i64,
        }
    }

    /// To an actor that may claim, from the bureau.
    Claimant claimant ClaimantLetter {
        /// How far a programme that rations is served from now on.
        20 Rate {
            /// Position of the programme.
            programme: u8,
            /// Of [`crate::budget::FULL`].
            rate: u16,
        }
    }
}
