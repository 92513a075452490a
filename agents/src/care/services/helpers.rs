//! Younger-old helpers (老伙伴计划): younger elders look after older ones.
use super::{Effects, Mode, Service, Told};
use crate::relief::programme::Activity;
use crate::status::Living;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "helpers",
    name: Label::new("老伙伴计划", "younger-old helpers"),
    source: "Report 一(二)2-1 names the plan without a number; places and hours assumed",
    mode: Mode::Place,
    capacity: |p, _| p.helpers_places,
    shared: Some("helpers.places"),
    asks: |_, s| if s.status.living() == Living::WithFamily { 0.0 } else { 0.2 },
    hours: |p| p.helpers_hours * crate::care::WEEKS_A_MONTH,
    counted: Some(|cell| &mut cell.served_mutual),
    effects: Effects::NONE,
    close: |_, _| (),
    activity: Some(Activity::Helpers),
    told: Told { place: Some(Label::new("老伙伴结对", "visits of a younger-old helper")), ..Told::BY_NAME },
};
