//! A co-resident child moves out (子女迁出).
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story};
use crate::rates::{AXES, Hazards, Rates};
use crate::status::Status;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "child_leaves",
    name: Label::new("子女迁出", "child moves out"),
    source: "Assumed",
    hazard,
    effect: |status| Outcome::Becomes(status.with_child_at_home(false)),
    consequences: Consequences { care: |case, month| case.lose_carer(month), ..Consequences::NONE },
    story: Some(Story {
        word: "child_moved_out",
        sentence: Label::new("子女搬出，{}", "the child moves out, {}"),
        about: About::Living,
    }),
    flow: |counts| &mut counts.children_moved_out,
    ceiling: Ceiling { factor: 3.0, floor: 0.0, ..Ceiling::USUAL },
};

fn hazard(rates: &Rates) -> Hazards {
    Hazards::from_shape_fn((1, 1, 1, 1, 1, AXES[4]), |(_, _, _, _, _, household)| {
        if Status::of_household(household).child_at_home() { rates.parameters.household_child_leaves } else { 0.0 }
    })
}
