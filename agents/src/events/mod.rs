//! What can happen to an elder in a month: one file an event, with its hazard, its effect and its
//! source, and one line in [`LIFE_EVENTS`].
mod bed_application;
mod case_finding;
mod child_leaves;
mod child_returns;
mod community_move;
mod death;
mod decline;
mod dementia_onset;
mod hardship;
mod recovery;
mod registration_out;
pub mod shock;
mod widowhood;

use crate::rates::{Hazards, Rates};
use crate::report::PopulationCounts;
use crate::status::Status;
use crate::text::Label;

/// An event of an elder's life.
#[derive(Clone, Copy)]
pub struct LifeEvent {
    /// Short id.
    pub id: &'static str,
    /// Name in Chinese and English.
    pub name: Label,
    /// Paper, table or report section the hazard comes from, and what is assumed.
    pub source: &'static str,
    /// Yearly hazard by year, age and state; 0 where the event cannot happen.
    pub hazard: fn(&Rates) -> Hazards,
    /// What it makes of an elder.
    pub effect: fn(Status) -> Outcome,
    /// The count it raises.
    pub flow: fn(&mut PopulationCounts) -> &mut i64,
    /// How much room its band has above the baseline.
    pub ceiling: Ceiling,
}

/// The width of an event's band: the largest of a multiple of the baseline's best estimate, room above
/// its ranges, and a floor wherever the event can happen; never above a limit. Wider bands cost time,
/// narrower ones refuse stronger policies and unlucky draws of many parameters together.
#[derive(Clone, Copy)]
pub struct Ceiling {
    /// Multiple of the largest hazard of any simulated year.
    pub factor: f64,
    /// Yearly hazard.
    pub floor: f64,
    /// Multiple of the largest hazard with any one parameter at either end of its range.
    pub room: f64,
    /// Yearly hazard that the event's own rates never exceed.
    pub most: f64,
}

impl Ceiling {
    /// What most events need.
    pub const USUAL: Ceiling = Ceiling { factor: 2.5, floor: 0.0, room: 2.0, most: f64::INFINITY };
}

/// What became of an elder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Lives on in another state.
    Becomes(Status),
    /// Died.
    Dies,
    /// Registered out of the district.
    Departs,
    /// Goes to another community of the district.
    Moves,
    /// Applies for a bed.
    Applies,
    /// Comes into hardship.
    ComesIntoHardship,
}

// ANCHOR: list
/// Every life event. Bands are stacked in this order, so the list only grows at its end.
pub const LIFE_EVENTS: &[LifeEvent] = &[
    death::EVENT,
    decline::EVENT,
    recovery::EVENT,
    dementia_onset::EVENT,
    case_finding::EVENT,
    widowhood::EVENT,
    child_leaves::EVENT,
    child_returns::EVENT,
    community_move::EVENT,
    registration_out::EVENT,
    bed_application::EVENT,
    hardship::EVENT,
];
// ANCHOR_END: list

const _: () = assert!(LIFE_EVENTS.len() <= crate::rates::MOST_EVENTS, "one row of bands has all events");

impl LifeEvent {
    /// The width of the event's band as a yearly hazard, one year deep, from the baseline's rates.
    pub fn band(&self, baseline: &Rates) -> Hazards {
        highest_year(&(self.hazard)(baseline))
            .mapv(|h| if h > 0.0 { (h * self.ceiling.factor).max(self.ceiling.floor) } else { 0.0 })
    }
}

/// Position of the decline of ability in [`LIFE_EVENTS`].
pub const DECLINE: usize = 1;
/// Position of the loss of a spouse.
pub const WIDOWHOOD: usize = 5;

/// The largest hazard of any year, one year deep.
pub(crate) fn highest_year(hazards: &Hazards) -> Hazards {
    hazards.fold_axis(ndarray::Axis(0), 0.0, |a: &f64, b: &f64| a.max(*b)).insert_axis(ndarray::Axis(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decline_is_where_its_position_says() {
        assert_eq!(LIFE_EVENTS[DECLINE].id, "decline");
        assert_eq!(LIFE_EVENTS[WIDOWHOOD].id, "widowhood");
    }
}
