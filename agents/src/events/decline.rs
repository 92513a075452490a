//! Decline by one ability level (失能加重).
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story, severity};
use crate::care::services::adaptation;
use crate::rates::{AXES, Hazards, Rates};
use crate::status::Ability;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "decline",
    name: Label::new("失能加重", "decline of ability"),
    source: "Level solved at every age from the CLHLS 2018 prevalence (China CDC Weekly 2023;5(27):593, \
             Table 2); trend and the excess with dementia assumed",
    hazard,
    effect: |status| Outcome::Becomes(status.with_ability(Ability::ALL[(status.ability() as usize + 1).min(3)])),
    consequences: Consequences { averted: adaptation::averts_decline, ..Consequences::NEED },
    story: Some(Story {
        word: "ability",
        sentence: Label::new("能力下降，{}", "declines to {}"),
        about: About::Ability,
    }),
    flow: |counts| &mut counts.declines,
    ceiling: Ceiling { factor: 2.5, floor: 0.0, room: 3.5, most: 4.0 },
};

fn hazard(rates: &Rates) -> Hazards {
    Hazards::from_shape_fn(
        (rates.years, AXES[0], AXES[1], AXES[2], AXES[3], 1),
        |(y, age, sex, ability, dementia, _)| rates.health.decline_in(y, (age, sex), ability, severity(dementia)),
    )
}
