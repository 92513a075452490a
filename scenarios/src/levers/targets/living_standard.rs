//! The minimum living standard (`relief.standard`).
use crate::levers::target::Target;
use crate::levers::{Group, Kind, Lever, Span};
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "relief.standard",
    group: Group::Relief,
    kind: Kind::Policy,
    unit: "ratio",
    span: Span::Values([0.5, 2.0]),
    target: &Target::ratio(|_, district, _, _, setting| district.relief.standard_ratio = setting.value.value),
    name: Label::new("低保标准", "Minimum living standard"),
    help: Label::new("相对公布和预计标准的比例", "relative to the standard published or projected"),
    source: "一(一)1",
    ..Lever::USUAL
};
