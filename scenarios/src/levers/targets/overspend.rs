//! The rule for claims when the account is empty (`programme.overspend`).
use crate::levers::target::{Element, Selection, Setting, Target, each};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::parameters::Quantity;
use agents::relief::programme::Overspend;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "programme.overspend",
    group: Group::Budget,
    kind: Kind::Policy,
    unit: "rule",
    span: Span::Values([0.0, 2.0]),
    target: &Target {
        words: Some(&WORDS),
        selectors: &["programme"],
        elements: |district, selection| each(selection.programme, district.relief.programmes.len(), Element::Programme),
        unchanged: |_, district, element| {
            let Element::Programme(programme) = element else { return Quantity::exactly(1.0) };
            let programme = district.relief.programmes.get(programme);
            let rule = programme.and_then(|p| Overspend::ALL.iter().position(|rule| *rule == p.overspend));
            Quantity::exactly(rule.unwrap_or(0) as f64)
        },
        ..Target::ratio(rule)
    },
    name: Label::new("超支规则", "What happens when money runs out"),
    help: Label::new("追加、拖欠或限量；可指定项目", "top up, queue or ration; all programmes or one"),
    source: "programmes.toml",
    ..Lever::USUAL
};

const WORDS: [&str; 3] = [Overspend::ALL[0].id(), Overspend::ALL[1].id(), Overspend::ALL[2].id()];

fn rule(_: &str, district: &mut District, element: Element, _: &Selection, setting: Setting) {
    let Element::Programme(programme) = element else { return };
    let programme = district.relief.programmes.get_mut(programme);
    if let (Some(programme), Some(rule)) = (programme, Overspend::ALL.get(setting.value.value as usize)) {
        programme.overspend = *rule;
    }
}
