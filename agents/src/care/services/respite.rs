//! Respite stays (喘息服务): a short stay in a home, so that the carer can rest.
use super::{Effects, Mode, Service, Told};
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "respite",
    name: Label::new("喘息服务", "respite stays"),
    source: "Report 一(二)2-1: 14 homes; beds and take-up assumed; no effect shown (Cochrane CD004396), so none on entry by default",
    mode: Mode::Visit,
    capacity: |p, homes| p.respite_beds * homes as f64,
    shared: None,
    asks: |p, s| if s.strained && s.has_kin { p.respite_take_up } else { 0.0 },
    hours: |_| 0.5 * 24.0 * crate::care::DAYS_A_MONTH,
    counted: Some(|cell| &mut cell.served_respite),
    effects: Effects {
        mark: Some(2),
        entry: Some(|p| p.respite_entry),
        relief: |p| p.respite_relief,
        most_hours: |need| need / 2, // a stay is shorter than a month
        ..Effects::NONE
    },
    close: |_, _| (),
    activity: Some(Activity::Respite),
    told: Told::BY_NAME,
};
