//! Respite stays (喘息服务): a short stay in a home, so that the carer can rest.
use super::{Counted, Mode, Service};
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "respite",
    name: Label::new("喘息服务", "respite stays"),
    source: "Report 一(二)2-1: 14 homes; beds and take-up assumed; no effect shown (Cochrane CD004396), so none on entry by default",
    mode: Mode::Visit,
    capacity: |p, homes| p.respite_beds * homes as f64,
    asks: |p, s| if s.strained && s.has_kin { p.respite_take_up } else { 0.0 },
    hours: |_| 0.5 * 24.0 * crate::care::DAYS_A_MONTH,
    counted: Counted::Respite,
    activity: Some(Activity::Respite),
};
