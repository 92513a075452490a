//! Most that the district adds to an account in a year (`account.reserve`).
use super::account;
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "account.reserve",
    group: Group::Budget,
    kind: Kind::Policy,
    unit: "share",
    span: Span::Values([0.0, 2.0]),
    target: &Target {
        selectors: &["account"],
        elements: super::accounts,
        unchanged: |_, district, element| super::of_account(district, element, |account| account.reserve),
        ..Target::ratio(put)
    },
    name: Label::new("区财政追加上限", "Most that the district adds"),
    help: Label::new("当年追加上限与拨款之比；可指定账户", "in a year, over the appropriation; all accounts or one"),
    source: "assumed",
    ..Lever::USUAL
};

fn put(_: &str, district: &mut District, element: Element, _: &Selection, setting: Setting) {
    if let Some(account) = account(district, element) {
        account.reserve = setting.value;
    }
}
