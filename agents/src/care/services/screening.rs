//! Dementia screening (认知障碍风险筛查); case files follow from the life event.
use super::{Closing, Effects, Mode, Service, Told};
use crate::care::report::ServiceCounts;
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "screening",
    name: Label::new("认知障碍风险筛查", "dementia screening"),
    source: "Report 一(二)2-3: 67,361 screenings and 1,061 case files in thirty months",
    mode: Mode::Ledger,
    capacity: |p, _| p.dementia_screenings,
    shared: None,
    asks: |_, _| 0.0,
    hours: |_| 0.0,
    counted: None,
    effects: Effects::NONE,
    close: screen,
    activity: Some(Activity::Screening),
    told: Told::BY_NAME,
};

/// All that there is capacity for is done.
fn screen(counts: &mut ServiceCounts, closing: &mut Closing<'_>) {
    counts.served = counts.capacity.min(closing.elders);
    counts.demanded = counts.served;
    counts.person_times = counts.capacity;
}
