//! The entry subsidy of care workers (`workforce.entry_subsidy`).
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "workforce.entry_subsidy",
    group: Group::Workforce,
    kind: Kind::Policy,
    unit: "ratio",
    span: Span::Values([0.0, 5.0]),
    target: &Target::ratio(pay),
    name: Label::new("入职奖励", "Entry subsidy"),
    help: Label::new("相对现行标准的比例", "relative to the subsidy in force"),
    source: "city policy",
    ..Lever::USUAL
};

fn pay(_: &str, district: &mut District, _: Element, _: &Selection, setting: Setting) {
    let subsidy = &mut district.workforce.entry_subsidy;
    subsidy.fen = subsidy.fen.map(|fen| (fen as f64 * setting.value.value).round() as i64);
}
