//! Services given by lot: everybody who asks has the same chance, free places over those who asked
//! last month. Nobody gets more than there is: when more lots are drawn than places are left, the last
//! in the order of the cases go without.
use super::case::{Case, flag};
use super::community::{CommunityCare, Now, ServiceState};
use super::report::{CARE_CELLS, CareCounts};
use super::services::{Counted, Mode, SERVICES};
use super::steady::Sums;
use crate::budget::FULL;
use crate::decision;
use sim_core::{ScreenKey, threshold};

// Positions in [`SERVICES`] of those with rules of their own.
pub(super) const DAY_CARE: usize = 1;
const MEALS: usize = 2;
const TIME_BANK: usize = 4;
pub(super) const RESPITE: usize = 5;
const TRAINING: usize = 6;
pub(super) const ADAPTATION: usize = 7;
const SCREENING: usize = 8;
pub(super) const ADVICE: usize = 9;

/// Services that a case has bits for.
pub(super) const MOST_SERVICES: usize = 8;
/// Sets of them.
pub(super) const SETS: usize = 1 << MOST_SERVICES;
/// Services with places to keep.
pub(super) const MOST_PLACES: usize = 4;
/// A bit that no case has.
pub(super) const NO_SERVICE: u8 = MOST_SERVICES as u8;

/// Services: chances of those who ask for more than they have, and what is still free. One draw a case
/// names at most one service that is newly given this month; bands are stacked as those of life events.
pub(super) struct Lots {
    pub key: ScreenKey,
    /// Persons that can still be newly served, and the chance of each who asks.
    free: [u32; MOST_SERVICES],
    chance: [u32; MOST_SERVICES],
    /// Sum of the chances of every set of services.
    bounds: [u32; SETS],
    /// Services whose capacity fell below those who have a place, and the chance to keep it.
    pub shrunk: u16,
    kept: [u32; MOST_SERVICES],
    new: [u32; MOST_SERVICES],
    /// Hours met by what is newly given, by cell of the report and service.
    pub new_hours: [[i64; MOST_SERVICES]; CARE_CELLS],
}

impl Lots {
    /// The service newly given to somebody who asks for the services of `mask`.
    #[inline]
    pub fn draw(&mut self, mask: u16, id: u32) -> Option<usize> {
        let mut draw = self.key.draw(id);
        let bound = self.bounds[usize::from(mask) % SETS];
        if draw >= bound {
            return None;
        }
        bits(mask)
            .find(|number| {
                let chance = self.chance[*number];
                let named = draw < chance;
                draw = draw.wrapping_sub(chance);
                named
            })
            .filter(|number| self.free[*number] > 0)
            .inspect(|number| {
                self.free[*number] -= 1;
                self.new[*number] += 1;
            })
    }

    /// Whether the draw of somebody who asks for the services of `mask` falls below their chances.
    #[inline]
    pub fn hits(&self, mask: u16, id: u32) -> bool {
        self.key.draw(id) < self.bounds[usize::from(mask) % SETS]
    }

    /// The chances of every set of services.
    pub fn bounds(&self) -> &[u32; SETS] {
        &self.bounds
    }

    /// Lots for the places of a service that lost some.
    #[cold]
    pub fn take_back(&mut self, now: Now<'_>, case: &mut Case) {
        for number in bits(case.has & self.shrunk) {
            let key = now.model.draws.screen_key(now.month, decision::SERVICE_LOT + 1 + number as u16);
            case.has &= !(u16::from(key.draw(case.id) > self.kept[number]) << number);
        }
    }

    /// Persons served and hours met by a service, in all cells.
    fn served(&self, sums: &Sums, number: usize) -> (i64, i64) {
        let place = place_of(number);
        let kept = place.map_or(0, |_| by_service(&sums.held, number));
        let kept_hours: i64 = place.map_or(0, |place| sums.kept_hours.iter().map(|cell| cell[place]).sum());
        let new_hours: i64 = self.new_hours.iter().map(|cell| cell[number]).sum();
        (i64::from(kept + self.new[number]), kept_hours + new_hours)
    }

    /// Adds the hours met to the cells of the report, under the source of each service.
    pub fn add_hours(&self, sums: &Sums, cells: &mut [CareCounts]) {
        for (number, service) in SERVICES.iter().enumerate().take(MOST_SERVICES) {
            let place = place_of(number);
            for (i, cell) in cells.iter_mut().enumerate() {
                let hours = self.new_hours[i][number] + place.map_or(0, |place| sums.kept_hours[i][place]);
                match service.counted {
                    Counted::FamilyBed => cell.served_family_bed += hours,
                    Counted::Day => cell.served_day += hours,
                    Counted::Meals => cell.served_meals += hours,
                    Counted::Mutual => cell.served_mutual += hours,
                    Counted::Respite => cell.served_respite += hours,
                    Counted::None => (),
                }
            }
        }
    }
}

/// Sums by service of counts by set.
fn by_service(sets: &[u32], number: usize) -> u32 {
    let of_service = |(set, count): (usize, &u32)| if set >> number & 1 == 1 { *count } else { 0 };
    sets.iter().enumerate().map(of_service).sum()
}

/// The services with places to keep, in order; [`NO_SERVICE`] when there are fewer than room for.
pub(super) fn places() -> [u8; MOST_PLACES] {
    let mut places = [NO_SERVICE; MOST_PLACES];
    let kept = SERVICES.iter().enumerate().filter(|(_, service)| service.mode == Mode::Place);
    for (place, (number, _)) in places.iter_mut().zip(kept) {
        *place = number as u8;
    }
    places
}

/// The position of a service among those with places.
fn place_of(number: usize) -> Option<usize> {
    places().iter().position(|place| usize::from(*place) == number)
}

/// The positions of the bits of a set of services, lowest first.
pub(super) fn bits(mut mask: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(bit)
    })
}

/// The chance, as a threshold, when `free` are shared by lot among `asking`.
pub(super) fn lot(free: u32, asking: u32) -> u32 {
    if free >= asking.max(1) { u32::MAX } else { threshold(f64::from(free) / f64::from(asking)) }
}

/// What a service newly given does to a case.
pub(super) fn newly_given(respite_relief: u8, case: &mut Case, number: usize) {
    match number {
        ADAPTATION => {
            case.set(flag::ADAPTED, true);
            case.asks &= !(1 << number);
        }
        RESPITE => {
            case.set(flag::RESPITE, true);
            case.strain = case.strain.saturating_sub(respite_relief);
        }
        TRAINING => case.set(flag::TRAINED, true),
        _ if SERVICES[number].mode == Mode::Place => case.has |= 1 << number,
        _ => (),
    }
}

impl CommunityCare {
    /// Capacity of the service in this community and month: the district's, shared out by size, whole
    /// persons that add up over communities and months.
    pub(super) fn capacity(&self, now: Now<'_>, service: usize) -> u32 {
        // Of what there could be, as much as there is money for.
        let capacity = now.model.care.services[service].capacity * f64::from(self.funded[service]) / f64::from(FULL);
        let whole = match SERVICES[service].mode {
            Mode::Place => libm::floor(capacity + 0.5),
            _ => libm::floor(capacity * f64::from(now.number + 1)) - libm::floor(capacity * f64::from(now.number)),
        };
        let upto = |place: usize| libm::floor(whole * now.model.community_share[..place].iter().sum::<f64>() + 0.5);
        let place = self.place as usize;
        let part = (upto(place + 1) - upto(place)).max(0.0);
        libm::round(part * now.model.district().communities[place].services[service]) as u32
    }

    pub(super) fn lots(&mut self, now: Now<'_>) -> Lots {
        let mut lots = Lots {
            key: now.model.draws.screen_key(now.month, decision::SERVICE_LOT),
            free: [0; MOST_SERVICES],
            chance: [0; MOST_SERVICES],
            bounds: [0; SETS],
            shrunk: 0,
            kept: [u32::MAX; MOST_SERVICES],
            new: [0; MOST_SERVICES],
            new_hours: [[0; MOST_SERVICES]; CARE_CELLS],
        };
        for (number, service) in SERVICES.iter().enumerate() {
            let capacity = self.capacity(now, number);
            self.month.services[number].capacity = i64::from(capacity);
            if service.mode == Mode::Ledger {
                continue;
            }
            let state = self.services[number];
            lots.free[number] = capacity.saturating_sub(state.held);
            lots.chance[number] = lot(lots.free[number], state.asking);
            if capacity < state.held {
                lots.shrunk |= 1 << number;
                lots.kept[number] = lot(capacity, state.held);
            }
        }
        for (set, bound) in lots.bounds.iter_mut().enumerate() {
            *bound = bits(set as u16).fold(0, |sum: u32, n| sum.saturating_add(lots.chance[n]));
        }
        lots
    }

    /// Ledgers of the services, and what next month must know of them.
    pub(super) fn close_services(&mut self, now: Now<'_>, lots: &Lots, sums: &Sums, unassessed: u32, elders: i64) {
        for (number, service) in SERVICES.iter().enumerate() {
            let ledger = &mut self.month.services[number];
            if service.mode == Mode::Ledger {
                // What is done is all there is capacity for; of advice, what it brought about.
                if number == SCREENING {
                    ledger.served = ledger.capacity.min(elders);
                }
                ledger.demanded = if number == ADVICE { i64::from(unassessed) } else { ledger.served };
                ledger.person_times = if number == SCREENING { ledger.capacity } else { ledger.served };
                ledger.waiting = (ledger.demanded - ledger.served).max(0);
                continue;
            }
            (ledger.served, ledger.hours) = lots.served(sums, number);
            let (asking, held) = (by_service(&sums.asking, number), by_service(&sums.held, number));
            let kept = if service.mode == Mode::Place { lots.new[number] } else { 0 };
            self.services[number] = ServiceState { held: held + kept, asking: asking - kept };
            ledger.demanded = i64::from(held + asking);
            ledger.person_times = ledger.served;
            if number == MEALS {
                // Elders without need eat there too, after those in need.
                let in_need: i64 = self.month.cells.iter().map(|cell| cell.need_persons).sum();
                let others = ((elders - in_need) as f64 * now.model.care.meals_demand) as i64;
                ledger.demanded += others;
                ledger.served += others.min(i64::from(lots.free[number]));
                ledger.person_times = ledger.served * i64::from(now.month.days());
            }
            if number == TIME_BANK {
                let [hours, spent] = now.model.care.time_bank;
                ledger.credits_earned = (ledger.served as f64 * hours + 0.5) as i64;
                ledger.credits_spent = ((ledger.credits_earned as f64) * spent + 0.5) as i64;
                self.credits += ledger.credits_earned - ledger.credits_spent;
                ledger.credits_outstanding = self.credits;
            }
            ledger.waiting = (ledger.demanded - ledger.served).max(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_where_their_positions_say() {
        let ids = [
            (DAY_CARE, "day_care"),
            (MEALS, "meals"),
            (TIME_BANK, "time_bank"),
            (RESPITE, "respite"),
            (TRAINING, "carer_training"),
            (ADAPTATION, "adaptation"),
            (SCREENING, "screening"),
            (ADVICE, "advice"),
        ];
        for (position, id) in ids {
            assert_eq!(SERVICES[position].id, id);
        }
        let by_lot = SERVICES.iter().take_while(|service| service.mode != Mode::Ledger).count();
        assert!(by_lot <= MOST_SERVICES, "{by_lot} services by lot: raise MOST_SERVICES");
        assert!(SERVICES[by_lot..].iter().all(|service| service.mode == Mode::Ledger), "ledgers come last");
        let places = SERVICES.iter().filter(|service| service.mode == Mode::Place).count();
        assert!(places <= MOST_PLACES, "{places} services with places: raise MOST_PLACES");
    }
}
