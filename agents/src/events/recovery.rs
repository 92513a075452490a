//! Recovery by one ability level (恢复).
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story};
use crate::rates::{AXES, Hazards, Rates};
use crate::status::Ability;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "recovery",
    name: Label::new("能力恢复", "recovery of ability"),
    source: "Sigmoid by age of Nusselder et al. 2000, Table A1; level at 75 and ratios of the lower levels assumed",
    hazard,
    effect: |status| Outcome::Becomes(status.with_ability(Ability::ALL[(status.ability() as usize).saturating_sub(1)])),
    consequences: Consequences::NEED,
    story: Some(Story {
        word: "ability",
        sentence: Label::new("能力恢复，{}", "recovers to {}"),
        about: About::Ability,
    }),
    flow: |counts| &mut counts.recoveries,
    ceiling: Ceiling { factor: 2.5, floor: 0.0, ..Ceiling::USUAL },
};

fn hazard(rates: &Rates) -> Hazards {
    Hazards::from_shape_fn((1, AXES[0], AXES[1], AXES[2], 1, 1), |(_, age, sex, ability, _, _)| {
        rates.health.recovery[[age, sex, ability]]
    })
}
