//! A case file for somebody with dementia (个案建档).
use super::{About, Ceiling, Consequences, LifeEvent, Outcome, Story};
use crate::rates::{AXES, Hazards, Rates};
use crate::status::{Dementia, Status};
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "case_finding",
    name: Label::new("认知障碍建档", "dementia case file"),
    source: "Report 一(二)2-3: 67,361 screenings and 1,061 case files in the first thirty months of the plan; \
             screenings meet elders at random (assumed), the share that ends in a file follows from the modelled stock",
    hazard,
    effect: |status| Outcome::Becomes(status.with_dementia(Dementia::OnFile)),
    consequences: Consequences::NEED,
    story: Some(Story {
        word: "dementia",
        sentence: Label::new("认知障碍建档", "dementia is put on file"),
        about: About::Dementia,
    }),
    flow: |counts| &mut counts.case_files,
    ceiling: Ceiling { factor: 4.0, floor: 0.5, ..Ceiling::USUAL },
};

fn hazard(rates: &Rates) -> Hazards {
    Hazards::from_shape_fn((1, 1, 1, 1, AXES[3], 1), |(_, _, _, _, dementia, _)| {
        if Status::of_dementia(dementia).dementia() == Dementia::Undiagnosed { rates.case_finding() } else { 0.0 }
    })
}
