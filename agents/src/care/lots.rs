//! Services given by lot: everybody who asks has the same chance, free places over those who asked
//! last month. Nobody gets more than there is: when more lots are drawn than places are left, the last
//! in the order of the cases go without.
use super::case::Case;
use super::community::{CommunityCare, ServiceState};
use super::report::{CARE_CELLS, CareCounts};
use super::services::{BY_LOT, Closing, MARK, Mode, SERVICES};
use super::sets::{SETS, bits, place_of};
use super::steady::Sums;
use crate::budget::FULL;
use crate::decision;
use crate::model::Now;
use sim_core::{ScreenKey, threshold};

/// Services: chances of those who ask for more than they have, and what is still free. One draw a case
/// names at most one service that is newly given this month; bands are stacked as those of life events.
pub(super) struct Lots {
    pub key: ScreenKey,
    /// Persons that can still be newly served, and the chance of each who asks.
    free: [u32; BY_LOT],
    chance: [u32; BY_LOT],
    /// Sum of the chances of every set of services.
    bounds: [u32; SETS],
    /// Services whose capacity fell below those who have a place, and the chance to keep it.
    pub shrunk: u16,
    kept: [u32; BY_LOT],
    /// Places that can still be kept.
    places: [u32; BY_LOT],
    new: [u32; BY_LOT],
    /// Hours met by what is newly given, by cell of the report and service.
    pub new_hours: [[i64; BY_LOT]; CARE_CELLS],
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
            // Chance may keep more than there are: the last in the order of the cases lose theirs.
            let keeps = key.draw(case.id) <= self.kept[number] && self.places[number] > 0;
            self.places[number] -= u32::from(keeps);
            case.has &= !(u16::from(!keeps) << number);
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
        for (number, service) in SERVICES.iter().enumerate().take(BY_LOT) {
            let Some(counted) = service.counted else { continue };
            let place = place_of(number);
            for (i, cell) in cells.iter_mut().enumerate() {
                let hours = self.new_hours[i][number] + place.map_or(0, |place| sums.kept_hours[i][place]);
                *counted(cell) += hours;
            }
        }
    }
}

/// Sums by service of counts by set.
fn by_service(sets: &[u32], number: usize) -> u32 {
    // Sets with the service are the upper halves of runs of sets: sums of neighbours, many at once.
    sets.chunks_exact(2 << number).map(|run| run[1 << number..].iter().sum::<u32>()).sum()
}

/// The chance, as a threshold, when `free` are shared by lot among `asking`.
pub(super) fn lot(free: u32, asking: u32) -> u32 {
    if free >= asking.max(1) { u32::MAX } else { threshold(f64::from(free) / f64::from(asking)) }
}

/// Notes in a case that a service is newly given, which takes away months of strain.
pub(super) fn newly_given(relief: u8, case: &mut Case, number: usize) {
    case.flags |= MARK[number];
    case.strain = case.strain.saturating_sub(relief);
    match SERVICES[number].mode {
        Mode::Place => case.has |= 1 << number,
        Mode::Once => case.asks &= !(1 << number),
        Mode::Visit | Mode::Ledger => (),
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
        let upto = |place: usize| libm::floor(whole * now.model.share_before[place] + 0.5);
        let place = self.place as usize;
        let part = (upto(place + 1) - upto(place)).max(0.0);
        libm::round(part * now.model.district().communities[place].services[service]) as u32
    }

    pub(super) fn lots(&mut self, now: Now<'_>) -> Lots {
        let mut lots = Lots {
            key: now.model.draws.screen_key(now.month, decision::SERVICE_LOT),
            free: [0; BY_LOT],
            chance: [0; BY_LOT],
            bounds: [0; SETS],
            shrunk: 0,
            kept: [u32::MAX; BY_LOT],
            places: [0; BY_LOT],
            new: [0; BY_LOT],
            new_hours: [[0; BY_LOT]; CARE_CELLS],
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
                lots.places[number] = capacity;
            }
        }
        for set in 1..SETS {
            // One service less, and that service.
            let lowest = set.trailing_zeros() as usize;
            lots.bounds[set] = lots.bounds[set & (set - 1)].saturating_add(lots.chance[lowest]);
        }
        lots
    }

    /// Ledgers of the services, and what next month must know of them.
    pub(super) fn close_services(&mut self, now: Now<'_>, lots: &Lots, sums: &Sums, unassessed: u32, elders: i64) {
        let in_need: i64 = self.month.cells.iter().map(|cell| cell.need_persons).sum();
        for (number, service) in SERVICES.iter().enumerate() {
            let counts = &mut self.month.services[number];
            let mut free = 0;
            counts.demanded = counts.served;
            if number < BY_LOT {
                (counts.served, counts.hours) = lots.served(sums, number);
                let (asking, held) = (by_service(&sums.asking, number), by_service(&sums.held, number));
                let kept = if service.mode == Mode::Place { lots.new[number] } else { 0 };
                self.services[number] = ServiceState { held: held + kept, asking: asking - kept };
                counts.demanded = i64::from(held + asking);
                free = i64::from(lots.free[number]);
            }
            counts.person_times = counts.served;
            let mut closing = Closing {
                parameters: now.model.parameters(),
                month: now.month,
                elders,
                in_need,
                unassessed: i64::from(unassessed),
                free,
                credits: &mut self.credits,
            };
            (service.close)(counts, &mut closing);
            counts.waiting = (counts.demanded - counts.served).max(0);
        }
    }
}
