//! Appropriations of accounts (`account.appropriation`).
use super::account;
use crate::levers::target::{Element, Selection, Setting, Target, scaled};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "account.appropriation",
    group: Group::Budget,
    kind: Kind::Policy,
    unit: "ratio",
    span: Span::Values([0.0, 5.0]),
    target: &Target { selectors: &["account"], elements: super::accounts, ..Target::ratio(appropriate) },
    name: Label::new("账户拨款", "Appropriations"),
    help: Label::new(
        "相对基线的比例，下一个一月起生效；可指定账户",
        "relative to the baseline, from the next January on; all accounts or one",
    ),
    source: "assumed",
    ..Lever::USUAL
};

fn appropriate(_: &str, district: &mut District, element: Element, _: &Selection, setting: Setting) {
    if let Some(account) = account(district, element) {
        account.appropriation = scaled(account.appropriation, setting.value.value);
    }
}
