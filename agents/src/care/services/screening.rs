//! Dementia screening (认知障碍风险筛查); case files follow from the life event.
use super::{Counted, Mode, Service};
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "screening",
    name: Label::new("认知障碍风险筛查", "dementia screening"),
    source: "Report 一(二)2-3: 67,361 screenings and 1,061 case files in thirty months",
    mode: Mode::Ledger,
    capacity: |p, _| p.dementia_screenings,
    asks: |_, _| 0.0,
    hours: |_| 0.0,
    counted: Counted::None,
    activity: Some(Activity::Screening),
};
