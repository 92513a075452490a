//! Services beside beds and home care, each with a capacity and a ledger of its own: one file a
//! service, one line in [`SERVICES`].
pub(crate) mod adaptation;
pub(crate) mod advice;
mod carer_training;
mod day_care;
mod family_bed;
mod helpers;
mod live_in;
mod meals;
mod numbers;
mod paid_care;
mod respite;
mod screening;
mod time_bank;

pub(crate) use numbers::ONCE_MARKS;
pub use numbers::mark;
pub(super) use numbers::{BY_LOT, EXIT_MARK, MARK, PLACES, given_once};

use super::report::{CareCounts, ServiceCounts};
use crate::events::Story;
use crate::parameters::Parameters;
use crate::relief::programme::Activity;
use crate::status::Status;
use crate::text::Label;
use sim_core::Month;

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
    /// Id of the parameter that is its capacity, if a scenario may change a community's part of it.
    pub shared: Option<&'static str>,
    /// Probability that somebody in this situation asks for it.
    pub asks: fn(&Parameters, Situation) -> f64,
    /// Hours of need a month that it meets for each person served.
    pub hours: fn(&Parameters) -> f64,
    /// The source of care under which its hours are counted; none where it meets no hours.
    pub counted: Option<fn(&mut CareCounts) -> &mut i64>,
    /// Its effects beside hours.
    pub effects: Effects,
    /// Completes its counts of the month, in which all persons served count as asked for and served once.
    pub close: fn(&mut ServiceCounts, &mut Closing<'_>),
    /// As what the bureau may pay for it.
    pub activity: Option<Activity>,
    /// How stories tell it.
    pub told: Told,
}

impl PartialEq for Service {
    /// There is one of each id.
    fn eq(&self, other: &Service) -> bool {
        self.id == other.id
    }
}

/// Yuan as fen.
fn fen(yuan: f64) -> i64 {
    libm::round(yuan * 100.0) as i64
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

/// Effects of a service beside hours.
#[derive(Clone, Copy, Debug)]
pub struct Effects {
    /// Which of the [marks](super::case::flag::MARKS) a case keeps of it: of what is given once, and of visits that change
    /// `entry` or `exit`.
    pub mark: Option<usize>,
    /// Ratio by which elders who have a place, or were ever given it, apply for a bed.
    pub entry: Option<fn(&Parameters) -> f64>,
    /// Ratio by which strained carers who were ever given it give up. One service may have it, and no place.
    pub exit: Option<fn(&Parameters) -> f64>,
    /// Months of strain that it takes away when it is given.
    pub relief: fn(&Parameters) -> f64,
    /// Most hours a month that it meets when newly given, of the hours needed.
    pub most_hours: fn(i64) -> i64,
}

impl Effects {
    /// None.
    pub const NONE: Effects = Effects { mark: None, entry: None, exit: None, relief: |_| 0.0, most_hours: |need| need };
}

/// What a service reads when its counts of a month are completed.
#[derive(Debug)]
pub struct Closing<'a> {
    /// The replicate's parameters.
    pub parameters: &'a Parameters,
    /// The month.
    pub month: Month,
    /// Elders of the community.
    pub elders: i64,
    /// Of these: in need of care.
    pub in_need: i64,
    /// Of these: neither assessed nor being so.
    pub unassessed: i64,
    /// Persons who could still have been served, after those in need who asked.
    pub free: i64,
    /// Hours that volunteers of the community earned and did not spend yet.
    pub credits: &'a mut i64,
}

/// How stories tell a service.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Name of one place, where it differs from that of the service.
    pub place: Option<Label>,
    /// Whether months with a place count as months with care at home.
    pub is_care_at_home: bool,
    /// How it is told that an elder was given it, if it is given once.
    pub given: Option<Story>,
}

impl Told {
    /// By the service's name.
    pub const BY_NAME: Told = Told { place: None, is_care_at_home: false, given: None };
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

// ANCHOR: list
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
    live_in::SERVICE,
    paid_care::SERVICE,
    screening::SERVICE,
    advice::SERVICE,
];
// ANCHOR_END: list
