//! The share of care workers who must be certified (`workforce.certified_required`).
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::parameters::Quantity;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "workforce.certified_required",
    group: Group::Workforce,
    kind: Kind::Policy,
    unit: "share",
    span: Span::Values([0.0, 1.0]),
    target: &Target {
        unchanged: |_, district, _| {
            let required = district.workforce.certification.required.last();
            Quantity::exactly(required.map_or(0.0, |(_, share)| *share))
        },
        ..Target::ratio(require)
    },
    name: Label::new("持证率要求", "Certified share required"),
    help: Label::new(
        "年度检查时各单位护理员的持证率要求；0为不要求",
        "of the care workers of every employer, at the yearly inspection; 0 for no such rule",
    ),
    source: "四(二)4",
    ..Lever::USUAL
};

fn require(_: &str, district: &mut District, _: Element, _: &Selection, setting: Setting) {
    let required = &mut district.workforce.certification.required;
    required.retain(|(from, _)| *from < setting.since);
    required.push((setting.since, setting.value.value.clamp(0.0, 1.0)));
}
