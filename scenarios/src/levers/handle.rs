//! What a lever takes hold of in a district: how its value is read, and how it is put.
use agents::NOTICE;
use agents::care::beds::{BED_TYPES, BedType, PlacementRule};
use agents::care::services::SERVICES;
use agents::district::{District, Extension};
use agents::parameters::{PARAMETERS, Quantity, parameter_position};
use agents::relief::programme::{Amount, Overspend};
use sim_core::Month;

/// How a lever moves a district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handle {
    /// The parameter of the lever's id; of a service also its part in one community.
    Quantity,
    /// The parameter of the lever's id, as a ratio to the baseline.
    Ratio,
    /// Beds built onto homes.
    BedsAdded,
    /// Whether a home stays open.
    HomeOpen,
    /// Months by which planned homes are put off.
    OpeningDelay,
    /// The order in which free beds are offered.
    PlacementRule,
    /// Weekly hours that insurance grants.
    InsuredHours,
    /// The entry subsidy.
    EntrySubsidy,
    /// The minimum living standard.
    StandardRatio,
    /// Amounts of a programme.
    Amount,
    /// What happens when money runs out.
    Overspend,
    /// The appropriation of an account.
    Appropriation,
    /// Its growth.
    AppropriationGrowth,
    /// Most that the district adds.
    Reserve,
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
}

/// The keys that confine a change.
pub const SELECTORS: [&str; 5] = ["community", "facility", "type", "programme", "account"];
const RULES: [&str; 4] = ["first_come", "need_first", "nearest", "preference_and_price"];
const OVERSPEND: [&str; 3] = ["top_up", "queue", "ration"];
const ALL_RULES: [PlacementRule; 4] =
    [PlacementRule::FirstCome, PlacementRule::NeedFirst, PlacementRule::Nearest, PlacementRule::PreferenceAndPrice];

impl Handle {
    /// The words of a rule.
    pub const fn words(self) -> Option<&'static [&'static str]> {
        match self {
            Handle::PlacementRule => Some(&RULES),
            Handle::Overspend => Some(&OVERSPEND),
            _ => None,
        }
    }

    /// The keys that may confine a change of the lever called `id`.
    pub fn selectors(self, id: &str) -> &'static [&'static str] {
        match self {
            Handle::Quantity if service(id).is_some() => &["community"],
            Handle::BedsAdded => &["community", "facility", "type"],
            Handle::HomeOpen | Handle::OpeningDelay => &["facility"],
            Handle::Amount | Handle::Overspend => &["programme"],
            Handle::Appropriation | Handle::AppropriationGrowth | Handle::Reserve => &["account"],
            _ => &[],
        }
    }

    /// The key without which a change says nothing.
    pub const fn needs(self) -> Option<&'static str> {
        match self {
            Handle::HomeOpen => Some("facility"),
            Handle::Amount => Some("programme"),
            _ => None,
        }
    }

    /// Whether what was done stays done: such changes have a first month and no last.
    pub const fn is_for_good(self) -> bool {
        matches!(self, Handle::BedsAdded | Handle::HomeOpen | Handle::OpeningDelay)
    }

    /// What a change of the selection is applied to.
    pub fn elements(self, district: &District, selection: &Selection) -> Vec<Element> {
        let all = |one: Option<usize>, count: usize| one.map_or(0..count, |at| at..at + 1);
        match self {
            Handle::HomeOpen => selection.facility.map(Element::Facility).into_iter().collect(),
            Handle::OpeningDelay => {
                all(selection.facility, district.care.facilities.len()).map(Element::Facility).collect()
            }
            Handle::Amount | Handle::Overspend => {
                all(selection.programme, district.relief.programmes.len()).map(Element::Programme).collect()
            }
            Handle::Appropriation | Handle::AppropriationGrowth | Handle::Reserve => {
                all(selection.account, district.budget.accounts.len()).map(Element::Account).collect()
            }
            _ => vec![selection.community.map_or(Element::District, Element::Community)],
        }
    }

    /// The baseline's value for an element.
    pub fn default(self, id: &str, district: &District, element: Element) -> Quantity {
        let account = |position: usize| district.budget.accounts.get(position);
        let none = Quantity::exactly(0.0);
        match (self, element) {
            (Handle::Quantity, Element::District) => {
                parameter_position(id).and_then(|position| district.quantities.get(position)).copied().unwrap_or(none)
            }
            (Handle::BedsAdded | Handle::OpeningDelay, _) => none,
            (Handle::PlacementRule, _) => {
                let rule = ALL_RULES.iter().position(|rule| *rule == district.care.placement_rule);
                Quantity::exactly(rule.unwrap_or(0) as f64)
            }
            (Handle::Overspend, Element::Programme(position)) => {
                let programme = district.relief.programmes.get(position);
                let rule = programme.and_then(|p| Overspend::ALL.iter().position(|rule| *rule == p.overspend));
                Quantity::exactly(rule.unwrap_or(0) as f64)
            }
            (Handle::AppropriationGrowth, Element::Account(position)) => account(position).map_or(none, |a| a.growth),
            (Handle::Reserve, Element::Account(position)) => account(position).map_or(none, |a| a.reserve),
            // All else is relative to the baseline.
            _ => Quantity::exactly(1.0),
        }
    }

    /// Puts a value into a district.
    pub fn apply(self, id: &str, district: &mut District, element: Element, selection: &Selection, setting: Setting) {
        let Setting { value, since } = setting;
        let ratio = value.value;
        match (self, element) {
            (Handle::Quantity, Element::District) => put(id, district, value),
            (Handle::Quantity, Element::Community(community)) => {
                if let (Some(service), Some(profile)) = (service(id), district.communities.get_mut(community)) {
                    profile.services[service] = ratio;
                }
            }
            (Handle::Ratio, _) => {
                let before = parameter_position(id).and_then(|position| district.quantities.get(position)).copied();
                if let Some(before) = before {
                    put(id, district, scaled(before, ratio));
                }
            }
            (Handle::BedsAdded, _) => add_beds(district, selection, ratio, since),
            (Handle::HomeOpen, Element::Facility(home)) => {
                if let Some(home) = district.care.facilities.get_mut(home).filter(|_| ratio < 0.5) {
                    let closes = since + NOTICE;
                    home.closes = Some(home.closes.map_or(closes, |earlier| earlier.min(closes)));
                }
            }
            (Handle::OpeningDelay, Element::Facility(home)) => {
                let planned = district.care.facilities.get_mut(home).and_then(|home| home.opens.as_mut());
                if let Some(opens) = planned.filter(|opens| opens.low > f64::from(since.index())) {
                    *opens = shifted(*opens, ratio.round());
                }
            }
            (Handle::PlacementRule, _) => {
                if let Some(rule) = ALL_RULES.get(ratio as usize) {
                    district.care.placement_rule = *rule;
                }
            }
            (Handle::InsuredHours, _) => {
                let insurance = &mut district.care.insurance;
                insurance.weekly_hours = insurance.weekly_hours.map(|hours| (hours * ratio).min(168.0));
            }
            (Handle::EntrySubsidy, _) => {
                let subsidy = &mut district.workforce.entry_subsidy;
                subsidy.fen = subsidy.fen.map(|fen| (fen as f64 * ratio).round() as i64);
            }
            (Handle::StandardRatio, _) => district.relief.standard_ratio = ratio,
            (Handle::Amount, Element::Programme(programme)) => {
                let bands = district.relief.programmes.get_mut(programme).map(|programme| &mut programme.bands);
                for band in bands.into_iter().flatten() {
                    if let Amount::Yuan(q) | Amount::Standard(q) | Amount::TopUp(q) = &mut band.amount {
                        *q = scaled(*q, ratio);
                    }
                }
            }
            (Handle::Overspend, Element::Programme(programme)) => {
                let programme = district.relief.programmes.get_mut(programme);
                if let (Some(programme), Some(rule)) = (programme, Overspend::ALL.get(ratio as usize)) {
                    programme.overspend = *rule;
                }
            }
            (Handle::Appropriation | Handle::AppropriationGrowth | Handle::Reserve, Element::Account(account)) => {
                let Some(account) = district.budget.accounts.get_mut(account) else { return };
                match self {
                    Handle::Appropriation => account.appropriation = scaled(account.appropriation, ratio),
                    Handle::AppropriationGrowth => account.growth = value,
                    _ => account.reserve = value,
                }
            }
            _ => (),
        }
    }
}

/// The service whose capacity the parameter called `id` is.
fn service(id: &str) -> Option<usize> {
    let section = match id {
        "advisers.number" => "advice",
        "family_bed.places"
        | "day_care.places"
        | "meals.capacity"
        | "adaptation.households"
        | "carer_training.visits"
        | "helpers.places"
        | "time_bank.services" => id.split('.').next()?,
        _ => return None,
    };
    SERVICES.iter().position(|service| service.id == section)
}

/// Keeps a quantity inside the bounds of its parameter.
fn put(id: &str, district: &mut District, value: Quantity) {
    let Some(position) = parameter_position(id) else { return };
    let (Some(definition), Some(quantity)) = (PARAMETERS.get(position), district.quantities.get_mut(position)) else {
        return;
    };
    let within = |value: f64| value.clamp(definition.least, definition.most);
    *quantity = Quantity { value: within(value.value), low: within(value.low), high: within(value.high) };
}

/// A quantity times a ratio that is not negative.
pub(crate) fn scaled(quantity: Quantity, ratio: f64) -> Quantity {
    Quantity { value: quantity.value * ratio, low: quantity.low * ratio, high: quantity.high * ratio }
}

/// A quantity with its range moved.
pub(crate) fn shifted(quantity: Quantity, by: f64) -> Quantity {
    Quantity { value: quantity.value + by, low: quantity.low + by, high: quantity.high + by }
}

/// Homes of the selection that stand in a month and will not close.
fn standing(district: &District, selection: &Selection, month: Month) -> Vec<usize> {
    let stands = |(at, home): (usize, &agents::district::FacilityProfile)| {
        let chosen = selection.facility.is_none_or(|chosen| chosen == at)
            && selection.community.is_none_or(|community| community == home.community);
        let open = home.opens.as_ref().is_none_or(|opens| opens.high <= f64::from(month.index()));
        (chosen && open && home.closes.is_none()).then_some(at)
    };
    district.care.facilities.iter().enumerate().filter_map(stands).collect()
}

/// Whether any home of the selection could be built onto in a month.
pub(crate) fn can_add_beds(district: &District, selection: &Selection, month: Month) -> bool {
    !standing(district, selection, month).is_empty()
}

/// Beds are shared out over the homes by their size, along the running sum, so that they add up.
fn add_beds(district: &mut District, selection: &Selection, beds: f64, begins: Month) {
    let homes = standing(district, selection, begins);
    let sizes: Vec<f64> = homes.iter().map(|home| district.care.facilities[*home].beds.value.max(1.0)).collect();
    let total: f64 = sizes.iter().sum();
    let bed_type = selection.bed_type.unwrap_or(BedType::Nursing) as usize;
    let (mut before, mut given) = (0.0, 0u32);
    for (home, size) in homes.into_iter().zip(sizes) {
        before += size;
        let upto = (beds * before / total.max(1.0)).round() as u32;
        let mut added = [0; BED_TYPES];
        added[bed_type] = upto - given.min(upto);
        given = upto;
        if added[bed_type] > 0 {
            district.care.facilities[home].extensions.push(Extension { begins, beds: added });
        }
    }
}
