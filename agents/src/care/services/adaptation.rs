//! Home adaptation (居家环境适老化改造).
use super::{Counted, Mode, Service};
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "adaptation",
    name: Label::new("适老化改造", "home adaptation"),
    source: "Report 一(二)2-1: 1,070 households in thirty months; falls RaR 0.74 (Cochrane CD013258), effect on decline assumed small",
    mode: Mode::Once,
    capacity: |p, _| p.adaptation_households,
    asks: |_, _| 0.3,
    hours: |_| 0.0,
    counted: Counted::None,
    activity: Some(Activity::Adaptation),
};
