//! Home adaptation (居家环境适老化改造).
use super::{Effects, Mode, Service, Told};
use crate::care::case::Case;
use crate::events::{About, Story};
use crate::model::Now;
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "adaptation",
    name: Label::new("适老化改造", "home adaptation"),
    source: "Report 一(二)2-1: 1,070 households in thirty months; falls RaR 0.74 (Cochrane CD013258), effect on decline assumed small",
    mode: Mode::Once,
    capacity: |p, _| p.adaptation_households,
    shared: Some("adaptation.households"),
    asks: |_, _| 0.3,
    hours: |_| 0.0,
    counted: None,
    effects: Effects { mark: Some(1), ..Effects::NONE },
    close: |_, _| (),
    activity: Some(Activity::Adaptation),
    told: Told {
        given: Some(Story {
            word: "home_adapted",
            sentence: Label::new("住房完成适老化改造", "the dwelling is adapted"),
            about: About::Nothing,
        }),
        ..Told::BY_NAME
    },
};

/// The flag of the cases of elders whose home was adapted.
const MARK: u16 = super::mark(&SERVICE);

/// Its number.
pub(crate) const NUMBER: usize = super::numbers::number_of(&SERVICE);

/// Whether the adapted home of an elder averts a decline of ability.
pub(crate) fn averts_decline(now: Now<'_>, case: &Case) -> bool {
    let draw = || now.model.draws.uniform(case.id.into(), now.month, crate::decision::ADAPTATION);
    case.is(MARK) && draw() >= now.model.parameters().adaptation_decline
}
