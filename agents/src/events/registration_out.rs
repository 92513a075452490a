//! Registration out of the district (户籍迁出).
use super::{Ceiling, Consequences, LifeEvent, Outcome};
use crate::rates::{AXES, Hazards};
use crate::report::FIRST_AGE;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "registration_out",
    name: Label::new("户籍迁出", "registration out"),
    source: "Net out-registration of elders is unknown, 0 to 0.2 % a year plausible; gross flow assumed",
    hazard: |rates| {
        let p = &rates.parameters;
        Hazards::from_shape_fn((1, AXES[0], 1, 1, 1, 1), |(_, age, ..)| {
            (p.migration_registration_in + p.net_out(FIRST_AGE + age)).max(0.0)
        })
    },
    effect: |_| Outcome::Departs,
    consequences: Consequences::NONE,
    story: None,
    flow: |counts| &mut counts.departures,
    ceiling: Ceiling { factor: 3.0, floor: 0.01, ..Ceiling::USUAL },
};
