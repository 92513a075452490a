//! Training and home visits for family carers (老吾老计划).
use super::{Effects, Mode, Service, Told};
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "carer_training",
    name: Label::new("老吾老计划（照护者培训）", "carer training"),
    source: "Report 一(二)2-1: 232 class hours and 638 visits in thirty months; no effect on giving up by default",
    mode: Mode::Visit,
    capacity: |p, _| p.carer_training_visits,
    shared: Some("carer_training.visits"),
    asks: |_, s| if s.has_kin { 0.2 } else { 0.0 },
    hours: |_| 0.0,
    counted: None,
    effects: Effects { mark: Some(0), exit: Some(|p| p.carer_training_exit), ..Effects::NONE },
    close: |_, _| (),
    activity: Some(Activity::CarerTraining),
    told: Told::BY_NAME,
};
