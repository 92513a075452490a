//! Time bank (时间银行): volunteers earn hours that they may spend later.
use super::{Counted, Mode, Service};
use crate::relief::programme::Activity;
use crate::status::Living;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "time_bank",
    name: Label::new("时间银行", "time bank"),
    source: "Report 一(二)2-1: 2,523 providers, 877 elders served, 8,177 services by mid-2023; hours of a service assumed",
    mode: Mode::Visit,
    capacity: |p, _| p.time_bank_services,
    asks: |_, s| if s.status.living() == Living::WithFamily { 0.0 } else { 0.1 },
    hours: |p| p.time_bank_hours,
    counted: Counted::Mutual,
    activity: Some(Activity::TimeBank),
};
