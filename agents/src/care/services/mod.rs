//! Services beside beds and home care, each with a capacity and a ledger of its own: one file a
//! service, one line in [`SERVICES`].
mod adaptation;
mod advice;
mod carer_training;
mod day_care;
mod family_bed;
mod helpers;
mod meals;
mod respite;
mod screening;
mod time_bank;

use crate::parameters::Parameters;
use crate::relief::programme::Activity;
use crate::status::Status;
use crate::text::Label;

/// A service for elders in need or for their carers.
#[derive(Debug)]
pub struct Service {
    /// Short id.
    pub id: &'static str,
    /// Name in Chinese and English.
    pub name: Label,
    /// Where its numbers come from and what is assumed.
    pub source: &'static str,
    /// How it is given.
    pub mode: Mode,
    /// Persons the district can serve in a month, given the number of homes that take respite stays.
    pub capacity: fn(&Parameters, usize) -> f64,
    /// Probability that somebody in this situation asks for it.
    pub asks: fn(&Parameters, Situation) -> f64,
    /// Hours of need a month that it meets for each person served.
    pub hours: fn(&Parameters) -> f64,
    /// Under which source its hours are counted.
    pub counted: Counted,
    /// As what the bureau may pay for it.
    pub activity: Option<Activity>,
}

impl PartialEq for Service {
    /// There is one of each id.
    fn eq(&self, other: &Service) -> bool {
        self.id == other.id
    }
}

/// How a service is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A place, kept as long as it is asked for; free places go by lot.
    Place,
    /// Given afresh every month, by lot when there is not enough.
    Visit,
    /// Given once.
    Once,
    /// No elder in need is picked: only what is done is counted.
    Ledger,
}

/// The source of care under which hours are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Family care beds.
    FamilyBed,
    /// Day care.
    Day,
    /// Meals.
    Meals,
    /// Mutual aid.
    Mutual,
    /// Respite stays.
    Respite,
    /// It meets no hours.
    None,
}

/// What is known of an elder in need at home when the asking is decided.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// The elder's state.
    pub status: Status,
    /// Whether kin could give any care.
    pub has_kin: bool,
    /// Whether the carer gives more than can be endured for long.
    pub strained: bool,
}

/// Every service: those given by lot, then those of which only what is done is counted. A service's
/// number is part of the address of its draws: each part only grows at its end.
pub const SERVICES: &[Service] = &[
    family_bed::SERVICE,
    day_care::SERVICE,
    meals::SERVICE,
    helpers::SERVICE,
    time_bank::SERVICE,
    respite::SERVICE,
    carer_training::SERVICE,
    adaptation::SERVICE,
    screening::SERVICE,
    advice::SERVICE,
];
