//! Care advisers (养老顾问): bring needs to an assessment.
use super::{Effects, Mode, Service, Told};
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "advice",
    name: Label::new("养老顾问", "care advice"),
    source: "Report 一(二)2-1: 255 points, 351 advisers; applications an adviser brings about assumed",
    mode: Mode::Ledger,
    capacity: |p, _| p.advisers_number * p.advisers_applications,
    shared: Some("advisers.number"),
    asks: |_, _| 0.0,
    hours: |_| 0.0,
    counted: None,
    effects: Effects::NONE,
    close: |counts, closing| counts.demanded = closing.unassessed,
    activity: None,
    told: Told::BY_NAME,
};

/// Its number: who is advised is decided with the assessments.
pub(in crate::care) const NUMBER: usize = super::numbers::number_of(&SERVICE);
