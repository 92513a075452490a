//! Family care beds (家庭照护床位): professional care at home for those who could be in a nursing bed.
use super::{Effects, Mode, Service, Told};
use crate::relief::programme::Activity;
use crate::status::Ability;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "family_bed",
    name: Label::new("家庭照护床位", "family care beds"),
    source: "Report 一(二)2-2 names them without a number; places and hours assumed",
    mode: Mode::Place,
    capacity: |p, _| p.family_bed_places,
    shared: Some("family_bed.places"),
    asks: |_, s| if s.status.ability() >= Ability::Moderate { 0.3 } else { 0.0 },
    hours: |p| p.family_bed_hours * crate::care::WEEKS_A_MONTH,
    counted: Some(|cell| &mut cell.served_family_bed),
    effects: Effects::NONE,
    close: |_, _| (),
    activity: Some(Activity::FamilyBeds),
    told: Told {
        place: Some(Label::new("家庭照护床位", "a family care bed")), is_care_at_home: true, ..Told::BY_NAME
    },
};
