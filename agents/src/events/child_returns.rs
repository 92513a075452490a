//! A child moves in (子女迁入).
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story};
use crate::care::case::flag;
use crate::rates::{AXES, Hazards, Rates};
use crate::status::{Ability, Status};
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "child_returns",
    name: Label::new("子女迁入", "child moves in"),
    source: "The rate that keeps the assumed co-residence in balance with children moving out, more where the \
             parent is moderately or severely disabled (assumed)",
    hazard,
    effect: |status| Outcome::Becomes(status.with_child_at_home(true)),
    consequences: Consequences { care: |case, _| case.set(flag::CHILDREN_GAVE_UP, false), ..Consequences::NONE },
    story: Some(Story {
        word: "child_moved_in",
        sentence: Label::new("子女搬来同住", "a child moves in"),
        about: About::Nothing,
    }),
    flow: |counts| &mut counts.children_moved_in,
    ceiling: Ceiling { factor: 2.5, floor: 0.0, room: 3.0, ..Ceiling::USUAL },
};

fn hazard(rates: &Rates) -> Hazards {
    let (partnered, single) = rates.household.returning(rates.leaving_in_balance);
    Hazards::from_shape_fn((1, 1, 1, AXES[2], 1, AXES[4]), |(_, _, _, ability, _, household)| {
        let status = Status::of_household(household);
        if !status.has_children() || status.child_at_home() {
            return 0.0;
        }
        let disabled = ability >= Ability::Moderate as usize;
        let ratio = if disabled { rates.parameters.household_child_returns_when_disabled } else { 1.0 };
        ratio * if status.has_spouse() { partnered } else { single }
    })
}
