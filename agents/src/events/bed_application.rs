//! An independent elder applies for a bed (自理老人申请入住). Those in need apply from their case.
use super::{Ceiling, Consequences, LifeEvent, Outcome};
use crate::rates::{AXES, Hazards, Rates};
use crate::report::FIRST_AGE;
use crate::status::{Ability, Living, Status};
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "bed_application",
    name: Label::new("自理老人申请床位", "bed application"),
    source: "Level assumed inside 0.1 to 0.5 % a year, calibrated to the stock of residents; living alone OR 1.54 \
             (BMC HSR 2019 s12913-019-4259-y, Table 2); rise with age assumed",
    hazard,
    effect: |_| Outcome::Applies,
    consequences: Consequences::NONE,
    story: None,
    flow: |counts| &mut counts.bed_applications,
    ceiling: Ceiling { factor: 3.0, floor: 0.0, ..Ceiling::USUAL },
};

fn hazard(rates: &Rates) -> Hazards {
    let p = &rates.parameters;
    Hazards::from_shape_fn((1, AXES[0], 1, AXES[2], AXES[3], AXES[4]), |(_, age, _, ability, dementia, household)| {
        if ability != Ability::Independent as usize || dementia != 0 {
            return 0.0;
        }
        let age = (FIRST_AGE + age) as f64 + 0.5;
        // No faster than the very old of today: beyond 100 the doubling has no meaning.
        let older = f64::min(age, 100.0) - 75.0;
        let alone = Status::of_household(household).living() == Living::Alone;
        let ratio = if alone { p.bed_entry_alone } else { 1.0 };
        p.bed_entry_independent * libm::exp2(older / p.bed_entry_age_doubling) * ratio
    })
}
