//! Targets of levers: what a change is confined to, the value that a district has, and how another is put.
use crate::problem::ProblemKind;
use agents::care::beds::BedType;
use agents::district::District;
use agents::parameters::Quantity;
use sim_core::Month;

/// What a lever moves in a district, and how. Functions take the lever's id first.
#[derive(Debug)]
pub struct Target {
    /// The words of a rule; none where the value is a number.
    pub words: Option<&'static [&'static str]>,
    /// The keys that may confine a change.
    pub selectors: &'static [&'static str],
    /// The key without which a change says nothing.
    pub needs: Option<&'static str>,
    /// Whether what was done stays done: such changes have a first month and no last.
    pub is_permanent: bool,
    /// Whether what is built can be said by the month of opening.
    pub can_open: bool,
    /// Whether the value of a community is a ratio to its share of the district's: it can only be multiplied.
    pub is_shared: bool,
    /// What a change of the selection is applied to.
    pub elements: fn(&District, &Selection) -> Vec<Element>,
    /// The value of an element in a district that no scenario changed.
    pub unchanged: fn(&str, &District, Element) -> Quantity,
    /// What forbids a permanent change from a month on.
    pub forbids: fn(&District, &Selection, Month) -> Option<ProblemKind>,
    /// Puts a value into a district.
    pub apply: Apply,
}

/// See [`Target::apply`].
pub type Apply = fn(&str, &mut District, Element, &Selection, Setting);

impl Target {
    /// A ratio to the baseline, for the whole district.
    pub const fn ratio(apply: Apply) -> Target {
        Target {
            words: None,
            selectors: &[],
            needs: None,
            is_permanent: false,
            can_open: false,
            is_shared: false,
            elements: whole,
            unchanged: |_, _, _| Quantity { value: 1.0, low: 1.0, high: 1.0 },
            forbids: |_, _, _| None,
            apply,
        }
    }
}

/// The community of the selection, or the whole district.
pub(super) fn whole(_: &District, selection: &Selection) -> Vec<Element> {
    vec![selection.community.map_or(Element::District, Element::Community)]
}

/// One of so many, or all of them.
pub(super) fn each(one: Option<usize>, count: usize, element: fn(usize) -> Element) -> Vec<Element> {
    one.map_or(0..count, |at| at..at + 1).map(element).collect()
}

/// To which part of a district a change is confined, as positions; none: to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// A community.
    pub community: Option<usize>,
    /// A home.
    pub facility: Option<usize>,
    /// A bed type.
    pub bed_type: Option<BedType>,
    /// A programme.
    pub programme: Option<usize>,
    /// An account.
    pub account: Option<usize>,
}

/// One thing that a lever has a value for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// The district.
    District,
    /// A service's part in a community.
    Community(usize),
    /// A home.
    Facility(usize),
    /// A programme.
    Programme(usize),
    /// An account.
    Account(usize),
}

/// A value as a scenario sets it, and the month from which it holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Best estimate and range.
    pub value: Quantity,
    /// The first month of the change that set it.
    pub since: Month,
    /// The month in which what is built is planned to open, where that was said.
    pub opens: Option<Month>,
}

/// The keys that confine a change.
pub const SELECTORS: [&str; 5] = ["community", "facility", "type", "programme", "account"];
/// A quantity times a ratio that is not negative.
pub(crate) fn scaled(quantity: Quantity, ratio: f64) -> Quantity {
    Quantity { value: quantity.value * ratio, low: quantity.low * ratio, high: quantity.high * ratio }
}

/// A quantity with its range moved.
pub(crate) fn shifted(quantity: Quantity, by: f64) -> Quantity {
    Quantity { value: quantity.value + by, low: quantity.low + by, high: quantity.high + by }
}
