//! Amounts of a programme (`programme.amount`).
use crate::levers::target::{Element, Selection, Setting, Target, each, scaled};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::relief::programme::Amount;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "programme.amount",
    group: Group::Budget,
    kind: Kind::Policy,
    unit: "ratio",
    span: Span::Values([0.0, 5.0]),
    target: &Target {
        selectors: &["programme"],
        needs: Some("programme"),
        elements: |district, selection| each(selection.programme, district.relief.programmes.len(), Element::Programme),
        ..Target::ratio(pay)
    },
    name: Label::new("项目标准", "Amounts of programmes"),
    help: Label::new("津贴、补贴金额相对基线的比例；须指定项目", "relative to the baseline; of one programme"),
    source: "programmes.toml",
    ..Lever::USUAL
};

fn pay(_: &str, district: &mut District, element: Element, _: &Selection, setting: Setting) {
    let Element::Programme(programme) = element else { return };
    let bands = district.relief.programmes.get_mut(programme).map(|programme| &mut programme.bands);
    for band in bands.into_iter().flatten() {
        if let Amount::Yuan(q) | Amount::Standard(q) | Amount::TopUp(q) | Amount::Bill(q, _) = &mut band.amount {
            *q = scaled(*q, setting.value.value);
        }
    }
}
