//! An elder of low income comes into hardship (陷入困难): relief looks after the household from then on.
use super::{Ceiling, Consequences, LifeEvent, Outcome};
use crate::rates::{AXES, Hazards};
use crate::status::Status;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "hardship",
    name: Label::new("陷入困难", "onset of hardship"),
    source: "Assumed: keeps the share of elders among those on relief (25 to 50 %, no source); only elders of low \
             income, which is not part of the class, so others are passed over when it happens",
    hazard: |rates| {
        let p = &rates.parameters;
        Hazards::from_shape_fn((1, 1, 1, 1, 1, AXES[4]), |(.., household)| {
            let single = !Status::of_household(household).has_spouse();
            p.hardship_elder_onset * if single { p.hardship_elder_single } else { 1.0 }
        })
    },
    effect: |_| Outcome::ComesIntoHardship,
    consequences: Consequences::NONE,
    story: None,
    flow: |counts| &mut counts.hardship_onset,
    ceiling: Ceiling { factor: 3.0, floor: 0.01, ..Ceiling::USUAL },
};
