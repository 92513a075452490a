//! Which bed somebody wants, and where.
use super::beds::BedType;
use super::case::{Case, flag};
use crate::decision;
use crate::district::CareSystem;
use crate::mail::{Bulletin, Requirement};
use crate::model::Model;
use crate::status::{Ability, Dementia, Income};
use sim_core::Month;

/// How applicants weigh homes, in months of waiting (assumed: nobody has measured it here).
mod weight {
    /// A home in another community.
    pub const AWAY: f64 = 4.0;
    /// A price as high as one is willing to pay, against none.
    pub const PRICE: f64 = 6.0;
    /// The largest difference of taste between two homes.
    pub const TASTE: f64 = 6.0;
    /// A bed of the second choice of type.
    pub const SECOND_CHOICE: f64 = 3.0;
    /// Months that a bed stays taken, as applicants guess.
    pub const STAY: f64 = 28.0;
}

/// Homes as seen from a community.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomesFrom {
    /// Positions of the homes in it.
    pub mine: Vec<u16>,
    /// Positions of all others.
    pub others: Vec<u16>,
}

/// The homes of a district as seen from its `place`-th community.
pub fn homes_from(system: &CareSystem, place: usize) -> HomesFrom {
    let (mine, others) =
        (0..system.facilities.len() as u16).partition(|home| system.facilities[usize::from(*home)].community == place);
    HomesFrom { mine, others }
}

/// Which homes are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Every home with beds of a fitting type.
    All,
    /// Those where one is vacant.
    Vacant,
}

/// The choice of a home and a type of bed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Position of the home.
    pub home: u16,
    /// Type of bed.
    pub bed: BedType,
    /// Yuan a month left of what one is willing to pay.
    pub surplus: u32,
}

/// The types of bed that fit, best first.
pub fn fitting(model: &Model, case: &Case) -> (BedType, Option<BedType>) {
    let status = case.status;
    if case.is(flag::DEPENDANT) {
        return (BedType::SevereDisability, None);
    }
    if status.dementia() == Dementia::OnFile
        || (status.dementia() == Dementia::Undiagnosed && status.ability() >= Ability::Moderate)
    {
        let accepts = preference(model, case.id, 2) < model.care.dementia_accepts_nursing;
        return (BedType::Dementia, accepts.then_some(BedType::Nursing));
    }
    match (status.ability(), status.income()) {
        (Ability::Severe, Income::Low) => (BedType::SevereDisability, Some(BedType::Nursing)),
        (Ability::Severe, _) => (BedType::Nursing, None),
        (Ability::Moderate, _) => (BedType::Nursing, Some(BedType::Ordinary)),
        _ => (BedType::Ordinary, None),
    }
}

/// Whether somebody needs more care than the bed lived in is made for. Nobody is asked to leave a bed
/// with more care than needed, or one of a second choice that fits the care.
pub fn is_unsuited(model: &Model, case: &Case) -> bool {
    case.bed == BedType::Ordinary as u8 && fitting(model, case).0 != BedType::Ordinary
}

/// A lasting preference of a person, uniform.
fn preference(model: &Model, person: u32, which: i32) -> f64 {
    model.draws.uniform(person.into(), Month::from_index(which), decision::BED_PREFERENCES)
}

/// What a home must know.
pub fn requirement(model: &Model, case: &Case) -> Requirement {
    let demented = case.status.dementia() != Dementia::None;
    Requirement {
        rank: case.status.ability() as u8 * 2 + u8::from(demented),
        staff: model.care.staffing(case.status).min(u32::from(u16::MAX)) as u16,
    }
}

/// The best acceptable home: of a fitting type, at a price one is willing to pay, in a place one is
/// willing to go to; weighed by waiting time as advisers see it, distance, price and taste.
pub fn choose(
    model: &Model,
    place: u32,
    case: &Case,
    month: Month,
    bulletins: &[Bulletin],
    among: Among,
) -> Option<Choice> {
    let start = model.district().start;
    let now = (month - start) as i16;
    let year = (month.year() - start.year()) as usize;
    let dependant = case.is(flag::DEPENDANT);
    let willing = if dependant {
        i64::MAX / 2
    } else {
        let own = model.care.willing_to_pay(case.status, preference(model, case.id, 0), year);
        own + if case.entitled(now) { model.care.bed_rates(case.level, month, start)[0] } else { 0 }
    };
    let own_community_only = !dependant && preference(model, case.id, 1) < model.care.own_community_only;
    let (first, second) = fitting(model, case);
    let prices = model.care.prices_of(year);
    let mut best: Option<(f64, Choice)> = None;
    let homes = &model.reference.homes_from[place as usize];
    let (mine, others) = (&homes.mine, &homes.others);
    let near = mine.iter().map(|home| (*home, false));
    let far = others.iter().take(if own_community_only { 0 } else { others.len() }).map(|home| (*home, true));
    for (home, away) in near.chain(far) {
        let home = usize::from(home);
        let Some(bulletin) = bulletins.get(home) else { continue };
        for (bed, second_choice) in [(Some(first), 0.0), (second, weight::SECOND_CHOICE)] {
            let Some(bed) = bed else { continue };
            let i = bed as usize;
            let none = match among {
                Among::All => bulletin.built[i] == 0,
                Among::Vacant => bulletin.vacant[i] == 0,
            };
            // Residents look for another type of bed, not for another home.
            let has_it = case.in_bed() && case.bed == bed as u8;
            let price = prices[home][i];
            if none || has_it || price > willing {
                continue;
            }
            let months = if bulletin.vacant[i] > 0 {
                0.0
            } else {
                f64::from(bulletin.queue[i] + 1) * weight::STAY / f64::from(bulletin.built[i])
            };
            let least = months + if away { weight::AWAY } else { 0.0 };
            // What is added below is never negative: most homes are too far or too full already.
            if best.is_some_and(|(lowest, _)| least >= lowest) {
                continue;
            }
            let taste = f64::from(model.care.tastes[home].draw(case.id)) / 4_294_967_296.0;
            let cost = least + weight::PRICE * price as f64 / willing as f64 + weight::TASTE * taste + second_choice;
            if best.is_none_or(|(lowest, _)| cost < lowest) {
                let surplus = ((willing - price) / 100).min(i64::from(u32::MAX)) as u32;
                best = Some((cost, Choice { home: home as u16, bed, surplus }));
            }
        }
    }
    best.map(|(_, choice)| choice)
}
