//! Weekly hours that insurance grants (`insurance.hours`).
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "insurance.hours",
    group: Group::HomeCare,
    kind: Kind::Policy,
    unit: "ratio",
    span: Span::Values([0.2, 3.0]),
    target: &Target::ratio(grant),
    name: Label::new("长护险居家照护时数", "Hours of home care by insurance"),
    help: Label::new("各等级每周时数相对现行规定的比例", "weekly hours of every level relative to those in force"),
    source: "city policy",
    ..Lever::USUAL
};

fn grant(_: &str, district: &mut District, _: Element, _: &Selection, setting: Setting) {
    let insurance = &mut district.care.insurance;
    insurance.weekly_hours = insurance.weekly_hours.map(|hours| (hours * setting.value.value).min(168.0));
}
