//! Growth of appropriations (`account.growth`).
use super::account;
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "account.growth",
    group: Group::Budget,
    kind: Kind::Policy,
    unit: "per year",
    span: Span::Values([-0.2, 0.3]),
    target: &Target {
        selectors: &["account"],
        elements: super::accounts,
        unchanged: |_, district, element| super::of_account(district, element, |account| account.growth),
        ..Target::ratio(put)
    },
    name: Label::new("拨款年增长", "Growth of appropriations"),
    help: Label::new("年增长；可指定账户", "a year; all accounts or one"),
    source: "assumed",
    ..Lever::USUAL
};

fn put(_: &str, district: &mut District, element: Element, _: &Selection, setting: Setting) {
    if let Some(account) = account(district, element) {
        account.growth = setting.value;
    }
}
