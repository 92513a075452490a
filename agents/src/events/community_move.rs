//! A move to another community of the district (区内迁移).
use super::{Ceiling, Consequences, LifeEvent, Outcome};
use crate::rates::Hazards;
use crate::text::Label;

pub(super) const EVENT: LifeEvent = LifeEvent {
    id: "community_move",
    name: Label::new("区内迁移", "move between communities"),
    source: "Assumed; 2020 census: 62,872 residents registered in another street of the district",
    hazard: |rates| Hazards::from_elem((1, 1, 1, 1, 1, 1), rates.parameters.migration_between_communities),
    effect: |_| Outcome::Moves,
    consequences: Consequences::NONE,
    story: None,
    flow: |counts| &mut counts.moved_out,
    ceiling: Ceiling { factor: 2.5, floor: 0.0, ..Ceiling::USUAL },
};
