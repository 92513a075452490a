//! The order in which free beds are offered (`care.placement_rule`).
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use agents::care::beds::PlacementRule;
use agents::district::District;
use agents::parameters::Quantity;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "care.placement_rule",
    group: Group::Beds,
    kind: Kind::Policy,
    unit: "rule",
    span: Span::Values([0.0, 3.0]),
    target: &Target {
        words: Some(&WORDS),
        unchanged: |_, district, _| {
            let rule = RULES.iter().position(|rule| *rule == district.care.placement_rule);
            Quantity::exactly(rule.unwrap_or(0) as f64)
        },
        ..Target::ratio(rule)
    },
    name: Label::new("轮候规则", "Placement rule"),
    help: Label::new(
        "空床先给谁：先到先得、失能优先、就近优先、按意愿与支付",
        "who is offered a free bed: first come, need first, nearest, or preference and price",
    ),
    source: "一(二)2-6",
    ..Lever::USUAL
};

const WORDS: [&str; 4] = ["first_come", "need_first", "nearest", "preference_and_price"];
const RULES: [PlacementRule; 4] =
    [PlacementRule::FirstCome, PlacementRule::NeedFirst, PlacementRule::Nearest, PlacementRule::PreferenceAndPrice];

fn rule(_: &str, district: &mut District, _: Element, _: &Selection, setting: Setting) {
    if let Some(rule) = RULES.get(setting.value.value as usize) {
        district.care.placement_rule = *rule;
    }
}
