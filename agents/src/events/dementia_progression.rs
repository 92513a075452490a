//! Dementia goes on to its next stage (认知障碍加重): mild to moderate, moderate to severe.
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story, severity};
use crate::rates::{AXES, Hazards};
use crate::status::Severity;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "dementia_progression",
    name: Label::new("认知障碍加重", "progression of dementia"),
    source: "Mild to moderate 15.8 % a year, moderate to severe 21.4 % (clinics, USA, Spackman 2012), 5 % and below 1 % \
             (HRS, Neurol Ther 2023); the same at every age (assumed)",
    hazard: |rates| {
        Hazards::from_shape_fn((1, 1, 1, 1, AXES[3], 1), |(_, _, _, _, dementia, _)| {
            rates.health.progression[severity(dementia)]
        })
    },
    effect: |status| {
        let next = match status.severity() {
            Severity::Mild => Severity::Moderate,
            Severity::Moderate => Severity::Severe,
            same => same,
        };
        Outcome::Becomes(status.with_severity(next))
    },
    consequences: Consequences::NEED,
    story: Some(Story {
        word: "dementia_stage",
        sentence: Label::new("认知障碍加重，{}", "dementia becomes {}"),
        about: About::Severity,
    }),
    flow: |counts| &mut counts.dementia_progressions,
    ceiling: Ceiling { factor: 2.5, floor: 0.0, ..Ceiling::USUAL },
};
