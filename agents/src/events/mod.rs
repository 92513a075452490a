//! What can happen to an elder in a month: one file an event, with its hazard, its effect and its
//! source, and one line in [`LIFE_EVENTS`].
mod bed_application;
mod case_finding;
mod child_leaves;
mod child_retires;
mod child_returns;
mod community_move;
mod death;
mod decline;
mod dementia_onset;
mod dementia_progression;
mod hardship;
mod recovery;
mod registration_out;
pub mod shock;
mod widowhood;

use crate::care::case::Case;
use crate::model::Now;
use crate::rates::{Hazards, Rates};
use crate::relief::CommunityRelief;
use crate::report::PopulationCounts;
use crate::status::{INCOMES, Status};
use crate::text::Label;

/// An event of an elder's life.
#[derive(Clone, Copy, Debug)]
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
    /// Its consequences beside the elder's state.
    pub consequences: Consequences,
    /// How a story tells it; none where the view of the elder tells it, or nothing does.
    pub story: Option<Story>,
    /// The count it raises.
    pub flow: fn(&mut PopulationCounts) -> &mut i64,
    /// How much room its band has above the baseline.
    pub ceiling: Ceiling,
}

impl PartialEq for LifeEvent {
    /// There is one of each id.
    fn eq(&self, other: &LifeEvent) -> bool {
        self.id == other.id
    }
}

impl Eq for LifeEvent {}

/// Consequences of an event for care and relief, of an elder whom it leaves in some state ([`Outcome::Becomes`]). Looked
/// up only for elders to whom it happens.
#[derive(Clone, Copy, Debug)]
pub struct Consequences {
    /// Whether care that the elder received averts it; asked of elders with a case.
    pub averted: fn(Now<'_>, &Case) -> bool,
    /// The change of the elder's case, which holds the new state already, in a month counted from the first simulated
    /// one: [`Case::lose_carer`], [`Case::change_need`] and the like.
    pub care: fn(&mut Case, i16),
    /// What the relief office is told of an elder of low income, by id.
    pub relief: fn(&mut CommunityRelief, Now<'_>, u32),
}

impl Consequences {
    /// No consequences.
    pub const NONE: Consequences = Consequences { averted: |_, _| false, care: |_, _| (), relief: |_, _, _| () };
    /// Those of any change of ability or dementia.
    pub const NEED: Consequences = Consequences { care: |case, _| case.change_need(), ..Consequences::NONE };
}

/// How a story tells an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its word in files.
    pub word: &'static str,
    /// The sentence; `{}` stands for the new state.
    pub sentence: Label,
    /// The part of the state that it tells.
    pub about: About,
}

/// A part of an elder's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Ability, before and after.
    Ability,
    /// Dementia.
    Dementia,
    /// Stage of dementia.
    Severity,
    /// Living arrangement.
    Living,
    /// None of it.
    Nothing,
}

/// The width of an event's band: the largest of a multiple of the baseline's best estimate, room above
/// its ranges, and a floor wherever the event can happen; never above a limit. Wider bands cost time,
/// narrower ones refuse stronger policies and unlucky draws of many parameters together.
#[derive(Clone, Copy, Debug)]
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
    dementia_progression::EVENT,
    child_retires::EVENT,
];
// ANCHOR_END: list

const _: () = assert!(LIFE_EVENTS.len() <= crate::rates::MOST_EVENTS, "one row of bands has all events");

/// The stage of a state of dementia, by number: 0 for none.
fn severity(dementia: usize) -> usize {
    Status::of_dementia(dementia).severity() as usize
}

/// The factors by which income changes the monthly probability of an event.
pub fn by_income(event: &LifeEvent, rates: &Rates) -> [f64; INCOMES] {
    if *event == death::EVENT {
        rates.health.death_by_income
    } else if *event == decline::EVENT {
        rates.health.decline_by_income
    } else {
        [1.0; INCOMES]
    }
}

/// The decline of ability, which care may avert.
pub const DECLINE: &LifeEvent = &decline::EVENT;

impl LifeEvent {
    /// The largest yearly hazard of any simulated year and income, one year deep.
    pub(crate) fn highest(&self, rates: &Rates) -> Hazards {
        let most = by_income(self, rates).into_iter().fold(0.0, f64::max);
        highest_year(&(self.hazard)(rates)) * most.max(1.0)
    }

    /// The width of the event's band as a yearly hazard, one year deep, from the baseline's rates.
    pub fn band(&self, baseline: &Rates) -> Hazards {
        self.highest(baseline).mapv(|h| if h > 0.0 { (h * self.ceiling.factor).max(self.ceiling.floor) } else { 0.0 })
    }
}

/// The largest hazard of any year, one year deep.
fn highest_year(hazards: &Hazards) -> Hazards {
    hazards.fold_axis(ndarray::Axis(0), 0.0, |a: &f64, b: &f64| a.max(*b)).insert_axis(ndarray::Axis(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::case::flag;
    use crate::status::CLASSES;

    /// Care reads these of the case alone, so an event that changes the state must say them.
    #[test]
    fn consequences_for_care_match_the_change_of_state() {
        const MONTH: i16 = 7;
        for event in LIFE_EVENTS {
            for before in (0..CLASSES).map(Status::of_class) {
                let Outcome::Becomes(now) = (event.effect)(before) else { continue };
                let mut case = Case::new(1, 0, now);
                case.strain = 3;
                case.set(flag::CHILDREN_GAVE_UP, true);
                (event.consequences.care)(&mut case, MONTH);
                if now.ability() != before.ability() || now.dementia_state() != before.dementia_state() {
                    assert!(case.is(flag::CHANGED), "{}: need", event.id);
                }
                let lost = |has: fn(Status) -> bool| has(before) && !has(now);
                if lost(Status::has_spouse) || lost(Status::child_at_home) {
                    assert_eq!((case.carer_lost, case.strain), (MONTH, 0), "{}: carer lost", event.id);
                }
                if now.child_at_home() && !before.child_at_home() {
                    assert!(!case.is(flag::CHILDREN_GAVE_UP), "{}: children care", event.id);
                }
            }
        }
    }
}
