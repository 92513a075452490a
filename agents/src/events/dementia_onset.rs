//! Onset of dementia (认知障碍发病). Begins undiagnosed.
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story};
use crate::rates::{AXES, Hazards, Rates};
use crate::status::Dementia;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "dementia_onset",
    name: Label::new("认知障碍发病", "onset of dementia"),
    source: "Solved at every age and sex from a prevalence whose odds double every 5.3 years of age (assumed within \
             published estimates: Shanghai Aging Study, Jia 2020, Chan 2013)",
    hazard,
    effect: |status| Outcome::Becomes(status.with_dementia(Dementia::Undiagnosed)),
    consequences: Consequences::NEED,
    story: Some(Story {
        word: "dementia",
        sentence: Label::new("出现认知障碍，未确诊", "dementia begins, undiagnosed"),
        about: About::Dementia,
    }),
    flow: |counts| &mut counts.dementia_onsets,
    ceiling: Ceiling { factor: 3.5, floor: 0.0, room: 3.0, most: 3.0 },
};

fn hazard(rates: &Rates) -> Hazards {
    Hazards::from_shape_fn((1, AXES[0], AXES[1], 1, AXES[3], 1), |(_, age, sex, _, dementia, _)| {
        if dementia == 0 { rates.health.onset[[age, sex]] } else { 0.0 }
    })
}
