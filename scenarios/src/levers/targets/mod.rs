//! Levers that move no parameter: one file a lever, one line in [`LEVERS`]; and how levers on parameters move them.
mod account_reserve;
mod appropriation;
mod appropriation_growth;
mod beds_added;
mod certified_required;
mod entry_subsidy;
mod home_open;
mod insured_hours;
mod living_standard;
mod opening_delay;
mod overspend;
pub(super) mod parameter;
mod placement_rule;
mod programme_amount;

use super::Lever;
use super::target::{Element, Selection, each};
use agents::budget::Account;
use agents::district::District;
use agents::parameters::Quantity;

// ANCHOR: list
/// Every lever that moves no parameter.
pub(super) const LEVERS: &[Lever] = &[
    beds_added::LEVER,
    home_open::LEVER,
    opening_delay::LEVER,
    placement_rule::LEVER,
    insured_hours::LEVER,
    entry_subsidy::LEVER,
    certified_required::LEVER,
    living_standard::LEVER,
    programme_amount::LEVER,
    overspend::LEVER,
    appropriation::LEVER,
    appropriation_growth::LEVER,
    account_reserve::LEVER,
];
// ANCHOR_END: list

/// The account of the selection, or all.
fn accounts(district: &District, selection: &Selection) -> Vec<Element> {
    each(selection.account, district.budget.accounts.len(), Element::Account)
}

fn account(district: &mut District, element: Element) -> Option<&mut Account> {
    let Element::Account(account) = element else { return None };
    district.budget.accounts.get_mut(account)
}

/// A quantity of an account.
fn of_account(district: &District, element: Element, quantity: fn(&Account) -> Quantity) -> Quantity {
    let Element::Account(account) = element else { return Quantity::exactly(1.0) };
    district.budget.accounts.get(account).map_or(Quantity::exactly(0.0), quantity)
}
