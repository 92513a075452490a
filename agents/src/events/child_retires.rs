//! The child who would care retires (子女退休), and has more time.
use super::{Ceiling, Consequences, LifeEvent, Outcome};
use crate::rates::{AXES, Hazards};
use crate::status::Status;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "child_retires",
    name: Label::new("子女退休", "child retires"),
    source: "Pensionable ages of women (50, 55) and men (60) and the age of parents at birth; their spread assumed. Whether \
             a child is at work is not part of the class, so elders whose child has retired are passed over",
    hazard: |rates| {
        Hazards::from_shape_fn((1, AXES[0], 1, 1, 1, AXES[4]), |(_, age, _, _, _, household)| {
            if Status::of_household(household).has_children() { rates.household.child_retires(age) } else { 0.0 }
        })
    },
    effect: |status| Outcome::Becomes(status.with_child_working(false)),
    consequences: Consequences::NONE,
    story: None,
    flow: |counts| &mut counts.children_retired,
    ceiling: Ceiling { factor: 1.2, floor: 0.0, room: 1.6, ..Ceiling::USUAL },
};
