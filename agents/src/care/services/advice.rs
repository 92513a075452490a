//! Care advisers (养老顾问): bring needs to an assessment.
use super::{Counted, Mode, Service};
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "advice",
    name: Label::new("养老顾问", "care advice"),
    source: "Report 一(二)2-1: 255 points, 351 advisers; applications an adviser brings about assumed",
    mode: Mode::Ledger,
    capacity: |p, _| p.advisers_number * p.advisers_applications,
    asks: |_, _| 0.0,
    hours: |_| 0.0,
    counted: Counted::None,
    activity: None,
};
