//! Death (死亡).
use super::{Ceiling, Consequences, LifeEvent, Outcome, severity};
use crate::rates::{AXES, Hazards, Rates};
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "death",
    name: Label::new("死亡", "death"),
    source: "Relational life table of the district; hazard ratios by ability and stage of dementia \
             assumed, divided by their average so that the total is the table's",
    hazard,
    effect: |_| Outcome::Dies,
    consequences: Consequences::NONE,
    story: None,
    flow: |counts| &mut counts.deaths,
    ceiling: Ceiling { factor: 3.0, floor: 0.0, room: 2.6, ..Ceiling::USUAL },
};

/// The table's rate times the state's hazard ratio over the average ratio of that year and age.
fn hazard(rates: &Rates) -> Hazards {
    Hazards::from_shape_fn(
        (rates.years, AXES[0], AXES[1], AXES[2], AXES[3], 1),
        |(y, age, sex, ability, dementia, _)| {
            let rate = rates.mortality.rate(rates.year(y), sex, crate::report::FIRST_AGE + age);
            rate * rates.health.ratio(ability, severity(dementia)) / rates.health.normaliser[[y, age, sex]]
        },
    )
}
