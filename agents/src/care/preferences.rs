//! Which bed somebody wants, and where.
use super::beds::{BED_TYPES, BedType, PLANNED_PRICE};
use super::case::{Case, flag};
use super::columns::{HOMES_AT_ONCE, filled_up};
use crate::decision;
use crate::mail::{Bulletin, Requirement};
use crate::model::Model;
use crate::status::{Ability, Dementia, Income};
use multiversion::multiversion;
use serde::{Deserialize, Serialize};
use sim_core::{Month, ScreenKey};
use std::ops::Range;

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

/// What the homes of a zone last said of their vacancies, and the months of waiting that advisers make of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Board {
    /// Position of the first home.
    first: usize,
    bulletins: Vec<Bulletin>,
    /// By type of bed and home; infinite where there is none.
    months: [Vec<f64>; BED_TYPES],
    /// By home: its price relative to the planned one.
    prices: Vec<f64>,
}

impl Board {
    /// A board of the homes at these positions, none of which has beds.
    pub fn new(homes: Range<usize>) -> Self {
        let months = std::array::from_fn(|_| vec![f64::INFINITY; filled_up(homes.len())]);
        let prices = vec![1.0; filled_up(homes.len())];
        Board { first: homes.start, bulletins: vec![Bulletin::default(); homes.len()], months, prices }
    }

    /// What a home said.
    pub fn of(&self, home: u16) -> &Bulletin {
        &self.bulletins[usize::from(home) - self.first]
    }

    /// What all of them said.
    pub fn bulletins(&self) -> &[Bulletin] {
        &self.bulletins
    }

    /// Puts up what a home says.
    pub fn put(&mut self, home: u16, news: Bulletin) {
        let home = usize::from(home) - self.first;
        self.bulletins[home] = news;
        self.prices[home] = f64::from(news.price) / f64::from(PLANNED_PRICE);
        for (i, months) in self.months.iter_mut().enumerate() {
            months[home] = match (news.built[i], news.vacant[i]) {
                (0, _) => f64::INFINITY,
                (_, 1..) => 0.0,
                (built, 0) => f64::from(news.queue[i] + 1) * weight::STAY / f64::from(built),
            };
        }
    }
}

/// What beds of one type are weighed by.
struct Terms {
    person: u32,
    willing: f64,
    /// What another community counts; infinite when only the own is acceptable.
    away: f64,
    second_choice: f64,
    /// The most months of waiting.
    patience: f64,
}

/// The homes of one type of bed, a column each.
#[derive(Clone, Copy)]
struct Homes<'a> {
    months: &'a [f64],
    away: &'a [bool],
    prices: &'a [f64],
    ratios: &'a [f64],
    tastes: &'a [ScreenKey],
}

/// The cheapest home, if any is acceptable: every home is weighed, many at once, without a branch.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn cheapest(terms: &Terms, homes: Homes<'_>) -> Option<(f64, usize)> {
    let mut costs = [f64::INFINITY; HOMES_AT_ONCE];
    let mut blocks = [0u32; HOMES_AT_ONCE];
    let columns = homes.months.as_chunks::<HOMES_AT_ONCE>().0.iter().zip(homes.away.as_chunks::<HOMES_AT_ONCE>().0);
    let prices = homes.prices.as_chunks::<HOMES_AT_ONCE>().0.iter().zip(homes.ratios.as_chunks::<HOMES_AT_ONCE>().0);
    let columns = columns.zip(prices).zip(homes.tastes.as_chunks::<HOMES_AT_ONCE>().0);
    for (block, (((months, away), (prices, ratios)), tastes)) in columns.enumerate() {
        for i in 0..HOMES_AT_ONCE {
            let least = months[i] + if away[i] { terms.away } else { 0.0 };
            let taste = f64::from(tastes[i].draw(terms.person)) / 4_294_967_296.0;
            let asked = prices[i] * ratios[i];
            let price = weight::PRICE * asked / terms.willing;
            let cost = least + price + weight::TASTE * taste + terms.second_choice;
            let acceptable = (asked <= terms.willing) & (months[i] <= terms.patience);
            let cost = if acceptable { cost } else { f64::INFINITY };
            let better = cost < costs[i];
            costs[i] = if better { cost } else { costs[i] };
            blocks[i] = if better { block as u32 } else { blocks[i] };
        }
    }
    // Of equals, a home nearby and then the first in the zone.
    let home = |i: usize| blocks[i] as usize * HOMES_AT_ONCE + i;
    let order = |i: usize| (homes.away[home(i)], home(i));
    let mut best = 0;
    for i in 1..HOMES_AT_ONCE {
        let equal = costs[i] == costs[best] && costs[i] < f64::INFINITY;
        if costs[i] < costs[best] || (equal && order(i) < order(best)) {
            best = i;
        }
    }
    (costs[best] < f64::INFINITY).then(|| (costs[best], home(best)))
}

/// Which homes are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Every home with beds of a fitting type.
    All,
    /// Those where one is vacant.
    Vacant,
    /// Those where one is vacant, but not the home lived in: for residents who want to move.
    OtherHomes,
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
        _ => {
            let accepts = preference(model, case.id, 3) < model.care.ordinary_accepts_nursing;
            (BedType::Ordinary, accepts.then_some(BedType::Nursing))
        }
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
pub fn choose(model: &Model, place: u32, case: &Case, month: Month, board: &Board, among: Among) -> Option<Choice> {
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
    let mut best: Option<(f64, Choice)> = None;
    for (bed, second_choice) in [(Some(first), 0.0), (second, weight::SECOND_CHOICE)] {
        // Residents look for another type of bed, unless they want to move.
        let is_new = |bed: &BedType| !case.in_bed() || case.bed != *bed as u8 || among == Among::OtherHomes;
        let Some(bed) = bed.filter(is_new) else { continue };
        let prices = &model.care.prices_of(year, bed)[board.first..];
        let terms = Terms {
            person: case.id,
            willing: willing as f64,
            away: if own_community_only { f64::INFINITY } else { weight::AWAY },
            second_choice,
            patience: if among == Among::All { f64::MAX } else { 0.0 },
        };
        let homes = Homes {
            months: &board.months[bed as usize],
            away: &model.reference.zones.homes_away[place as usize],
            prices,
            ratios: &board.prices,
            tastes: &model.care.tastes[board.first..],
        };
        let Some((cost, home)) = cheapest(&terms, homes) else { continue };
        if best.is_none_or(|(lowest, _)| cost < lowest) {
            let surplus =
                ((willing - (prices[home] * board.prices[home]) as i64) / 100).min(i64::from(u32::MAX)) as u32;
            best = Some((cost, Choice { home: (board.first + home) as u16, bed, surplus }));
        }
    }
    let stays = |choice: &Choice| among == Among::OtherHomes && choice.home == case.place;
    best.map(|(_, choice)| choice).filter(|choice| !stays(choice))
}
