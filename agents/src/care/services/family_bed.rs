//! Family care beds (家庭照护床位): professional care at home for those who could be in a nursing bed.
use super::{Counted, Mode, Service};
use crate::relief::programme::Activity;
use crate::status::Ability;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "family_bed",
    name: Label::new("家庭照护床位", "family care beds"),
    source: "Report 一(二)2-2 names them without a number; places and hours assumed",
    mode: Mode::Place,
    capacity: |p, _| p.family_bed_places,
    asks: |_, s| if s.status.ability() >= Ability::Moderate { 0.3 } else { 0.0 },
    hours: |p| p.family_bed_hours * crate::care::WEEKS_A_MONTH,
    counted: Counted::FamilyBed,
    activity: Some(Activity::FamilyBeds),
};
