//! Whether a home stays open (`facility.open`).
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use agents::NOTICE;
use agents::district::District;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "facility.open",
    group: Group::Beds,
    kind: Kind::Policy,
    unit: "open or closed",
    span: Span::Values([0.0, 1.0]),
    target: &Target {
        selectors: &["facility"],
        needs: Some("facility"),
        is_permanent: true,
        elements: |_, selection| selection.facility.map(Element::Facility).into_iter().collect(),
        ..Target::ratio(close)
    },
    name: Label::new("机构存续", "A home stays open"),
    help: Label::new(
        "设为 0 即关停：当月通知，两个月后无床位；须指定机构",
        "at 0 the home gives notice in the month and has no beds two months later; needs a home",
    ),
    source: "一(二)2-6",
    ..Lever::USUAL
};

fn close(_: &str, district: &mut District, element: Element, _: &Selection, setting: Setting) {
    let Element::Facility(home) = element else { return };
    if let Some(home) = district.care.facilities.get_mut(home).filter(|_| setting.value.value < 0.5) {
        let closes = setting.since + NOTICE;
        home.closes = Some(home.closes.map_or(closes, |earlier| earlier.min(closes)));
    }
}
