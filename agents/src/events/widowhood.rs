//! Death of the spouse (丧偶).
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story};
use crate::rates::{AXES, Hazards, Rates};
use crate::report::FIRST_AGE;
use crate::status::Status;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "widowhood",
    name: Label::new("丧偶", "widowhood"),
    source: "The other sex's death rate at the spouse's age; age gap assumed",
    hazard,
    effect: |status| Outcome::Becomes(status.with_spouse(false)),
    consequences: Consequences {
        care: |case, month| case.lose_carer(month),
        relief: |relief, now, id| relief.elder_widowed(now, id),
        ..Consequences::NONE
    },
    story: Some(Story { word: "widowed", sentence: Label::new("丧偶，{}", "is widowed, {}"), about: About::Living }),
    flow: |counts| &mut counts.widowed,
    ceiling: Ceiling { factor: 2.0, floor: 0.0, ..Ceiling::USUAL },
};

fn hazard(rates: &Rates) -> Hazards {
    Hazards::from_shape_fn((rates.years, AXES[0], AXES[1], 1, 1, AXES[4]), |(y, age, sex, _, _, household)| {
        let status = Status::of_household(household);
        if status.has_spouse() {
            rates.household.widowhood(&rates.mortality, rates.year(y), sex, FIRST_AGE + age)
        } else {
            0.0
        }
    })
}
