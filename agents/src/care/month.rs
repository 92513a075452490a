//! The month of a community's care: assessment, services, kin, what is left unmet, applications and
//! leavings, one case after another.
//!
//! Places and hours that are free are given by lot: everybody who asks has the same chance, free
//! places over those who asked last month, and nobody gets more than there is. So nobody's chance
//! depends on the order in which cases are held.
use super::beds::BedType;
use super::case::{Case, NEVER, UNPLACED, flag};
use super::community::{CommunityCare, HOUR_CLASSES, Now, ServiceState};
use super::preferences;
use super::report::{CareMonth, LeavingReason};
use super::services::{Counted, Mode, SERVICES};
use crate::decision;
use crate::district::CARE_LEVELS;
use crate::mail::Mail;
use crate::start::poisson;
use crate::status::Status;
use sim_core::{Address, Outbox, ScreenKey, threshold};

/// First person id of severely disabled children of elders, above all elders' ids.
const FIRST_DEPENDANT: u32 = 0xF000_0000;
/// Ids of dependants of one community.
const MOST_DEPENDANTS: u32 = 1 << 16;
/// Months between two looks at what else could be had, while on a list.
const LOOK_AROUND: u32 = 6;
/// Months after the loss of a carer in which a bed is asked for more often.
const AFTER_LOSS: i16 = 12;

/// The month's draws and what is still free, while the cases are gone through.
struct Supply {
    assessment: ScreenKey,
    home_care: ScreenKey,
    application: ScreenKey,
    give_up: ScreenKey,
    discharge: ScreenKey,
    exit: ScreenKey,
    /// Chance of an unprompted application for assessment, and of one brought about by an adviser.
    own: u64,
    adviser: u64,
    /// Hours of home care left, of these for those not yet served, and the chances of those served
    /// already and, by class of level, of others.
    hours: u32,
    hours_free: u32,
    hours_kept: u32,
    hours_chance: [u32; HOUR_CLASSES],
    /// Fen of a month in a home by care level: paid by insurance, paid by the resident.
    bed_rates: [[i64; 2]; CARE_LEVELS],
    lots: Lots,
    /// Hours of those served, and of those who asked in vain.
    served: u32,
    unserved: [u32; HOUR_CLASSES],
    unassessed: u32,
}

/// Services: chances of those who ask for more than they have, and what is still free. One draw a case
/// names at most one service that is newly given this month; bands are stacked as those of life events.
struct Lots {
    key: ScreenKey,
    /// Persons that can still be newly served, and the chance of each who asks.
    free: [u32; MOST_SERVICES],
    chance: [u32; MOST_SERVICES],
    /// Sum of the chances of every set of services, for the lower and the upper eight.
    bounds: [[u32; 256]; 2],
    /// Services whose capacity fell below those who have a place, and the chance to keep it.
    shrunk: u16,
    kept: [u32; MOST_SERVICES],
    hours: [u16; MOST_SERVICES],
    counted: [Counted; MOST_SERVICES],
    /// How many cases ask for each set of services that they do not have, and have each set, before
    /// anything is newly given.
    asking: [[u32; 256]; 2],
    held: [[u32; 256]; 2],
    new: [u32; MOST_SERVICES],
    given: [u32; MOST_SERVICES],
    given_hours: [i64; MOST_SERVICES],
}

impl Lots {
    /// The service newly given to somebody who asks for the services of `mask`.
    #[inline]
    fn draw(&mut self, mask: u16, id: u32) -> Option<usize> {
        let mut draw = self.key.draw(id);
        let bound = self.bounds[0][usize::from(mask & 255)].saturating_add(self.bounds[1][usize::from(mask >> 8)]);
        if draw >= bound {
            return None;
        }
        bits(mask)
            .find_map(|number| {
                if draw < self.chance[number] {
                    return Some(number);
                }
                draw -= self.chance[number];
                None
            })
            .filter(|number| self.free[*number] > 0)
            .inspect(|number| {
                self.free[*number] -= 1;
                self.new[*number] += 1;
            })
    }

    /// Sums by service of counts by set.
    fn by_service(sets: &[[u32; 256]; 2], number: usize) -> u32 {
        let sets = sets[number / 8].iter().enumerate();
        sets.filter(|(set, _)| set >> (number % 8) & 1 == 1).map(|(_, count)| count).sum()
    }
}

/// The positions of the bits of a set of services, lowest first.
fn bits(mut mask: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(bit)
    })
}

/// Services that a case has bits for.
const MOST_SERVICES: usize = 16;
/// Sources under which services count their hours.
const COUNTED: usize = Counted::None as usize + 1;

/// The class of hours of a care level.
pub(super) fn hour_class(level: u8) -> usize {
    match level {
        ..=3 => 0,
        4 => 1,
        _ => 2,
    }
}

/// The chance, as a threshold, when `free` are shared by lot among `asking`.
pub(super) fn lot(free: u32, asking: u32) -> u32 {
    if free >= asking.max(1) { u32::MAX } else { threshold(f64::from(free) / f64::from(asking)) }
}

impl CommunityCare {
    /// Capacity of the service in this community and month: the district's, shared out by size, whole
    /// persons that add up over communities and months.
    pub(super) fn capacity(&self, now: Now<'_>, service: usize) -> u32 {
        let capacity = now.model.care.services[service].capacity;
        let whole = match SERVICES[service].mode {
            Mode::Place => libm::floor(capacity + 0.5),
            _ => libm::floor(capacity * f64::from(now.number + 1)) - libm::floor(capacity * f64::from(now.number)),
        };
        let upto = |place: usize| libm::floor(whole * now.model.community_share[..place].iter().sum::<f64>() + 0.5);
        let place = self.place as usize;
        (upto(place + 1) - upto(place)).max(0.0) as u32
    }

    fn supply(&mut self, now: Now<'_>) -> Supply {
        let key = |decision| now.model.draws.screen_key(now.month, decision);
        let free = self.granted.saturating_sub(self.served);
        let mut supply = Supply {
            assessment: key(decision::ASSESSMENT),
            home_care: key(decision::HOME_CARE),
            application: key(decision::BED_APPLICATION),
            give_up: key(decision::GIVE_UP),
            discharge: key(decision::DISCHARGE),
            exit: key(decision::CARER_EXIT),
            own: u64::from(now.model.care.assessment_own),
            adviser: u64::from(lot(self.capacity(now, ADVICE), self.unassessed)),
            hours: self.granted,
            hours_free: free,
            hours_kept: lot(self.granted, self.served),
            hours_chance: [0; HOUR_CLASSES],
            bed_rates: std::array::from_fn(|level| {
                now.model.care.bed_rates(level as u8, now.month, now.model.district().start)
            }),
            lots: self.lots(now),
            served: 0,
            unserved: [0; HOUR_CLASSES],
            unassessed: 0,
        };
        // Free hours go to the highest levels first.
        let mut free = free;
        for class in (0..HOUR_CLASSES).rev() {
            supply.hours_chance[class] = lot(free, self.unserved[class]);
            free = free.saturating_sub(self.unserved[class]);
        }
        supply
    }

    fn lots(&mut self, now: Now<'_>) -> Lots {
        let mut lots = Lots {
            key: now.model.draws.screen_key(now.month, decision::SERVICE_LOT),
            free: [0; MOST_SERVICES],
            chance: [0; MOST_SERVICES],
            bounds: [[0; 256]; 2],
            shrunk: 0,
            kept: [u32::MAX; MOST_SERVICES],
            hours: [0; MOST_SERVICES],
            counted: [Counted::None; MOST_SERVICES],
            asking: [[0; 256]; 2],
            held: [[0; 256]; 2],
            new: [0; MOST_SERVICES],
            given: [0; MOST_SERVICES],
            given_hours: [0; MOST_SERVICES],
        };
        for (number, service) in SERVICES.iter().enumerate() {
            let capacity = self.capacity(now, number);
            self.month.services[number].capacity = i64::from(capacity);
            if service.mode == Mode::Ledger {
                continue;
            }
            let state = self.services[number];
            lots.hours[number] = now.model.care.services[number].hours;
            lots.counted[number] = service.counted;
            lots.free[number] = capacity.saturating_sub(state.held);
            lots.chance[number] = lot(lots.free[number], state.asking);
            if capacity < state.held {
                lots.shrunk |= 1 << number;
                lots.kept[number] = lot(capacity, state.held);
            }
        }
        for (half, bounds) in lots.bounds.iter_mut().enumerate() {
            for (set, bound) in bounds.iter_mut().enumerate() {
                *bound = bits((set as u16) << (8 * half)).fold(0, |sum: u32, n| sum.saturating_add(lots.chance[n]));
            }
        }
        lots
    }

    /// Lives the month of all cases and returns its report. `elders` are all elders of the community.
    pub fn live(&mut self, now: Now<'_>, elders: i64, out: &mut Outbox<Mail>) -> CareMonth {
        let mut supply = self.supply(now);
        // Taken out while they are gone through, so that each is changed in its place.
        let mut cases = std::mem::take(&mut self.cases);
        let mut gone = Vec::new();
        for (at, case) in cases.iter_mut() {
            if case.is(flag::DEPENDANT) {
                if !self.dependant(now, &supply, at, case, out) {
                    gone.push(at);
                    continue;
                }
            } else {
                self.one(now, &mut supply, at, case, out);
            }
            if case.is_tied() {
                self.count_wish(case);
            }
        }
        for at in gone {
            cases.remove(at);
        }
        self.cases = cases;
        let [fund, own] = now.model.care.home_price;
        for cell in &mut self.month.cells {
            (cell.home_fund, cell.home_copayment) = (cell.home_fund * fund, cell.home_fund * own);
        }
        self.new_dependants(now);
        self.close_services(now, &supply, elders);
        (self.served, self.unserved, self.unassessed) = (supply.served, supply.unserved, supply.unassessed);
        self.ask_for_hours(now, out);
        std::mem::take(&mut self.month)
    }

    fn one(&mut self, now: Now<'_>, supply: &mut Supply, at: u32, case: &mut Case, out: &mut Outbox<Mail>) {
        let class = *now.model.care.class(case.status);
        let (place, need) = (usize::from(class.cell), class.need);
        if need > 0 {
            self.assess(now, supply, case);
            let cell = &mut self.month.cells[place];
            cell.need_persons += 1;
            cell.need += i64::from(need);
            cell.assessed += i64::from(case.entitled(now.number));
            cell.assessing += i64::from(case.is(flag::ASSESSING));
            cell.lapsed += i64::from(case.assessed != NEVER && case.assessed < now.number);
        }
        if case.in_bed() {
            if need > 0 {
                let cell = &mut self.month.cells[place];
                cell.served_bed += i64::from(need);
                if case.entitled(now.number) {
                    let [fund, own] = supply.bed_rates[usize::from(case.level)];
                    cell.bed_fund += fund;
                    cell.bed_copayment += own;
                }
            }
            self.resident(now, supply, at, case, out);
        } else {
            if need > 0 {
                self.at_home(now, supply, case, need, place);
            }
            self.applicant(now, supply, at, case, need, out);
        }
        if case.in_bed() && need > 0 {
            self.month.cells[place].in_bed += 1;
        }
    }

    /// The unified assessment: asked for, under way, found, lapsed.
    fn assess(&mut self, now: Now<'_>, supply: &mut Supply, case: &mut Case) {
        let care = &now.model.care;
        let valid = case.assessed >= now.number;
        if valid && !case.is(flag::CHANGED) {
            return;
        }
        supply.unassessed += u32::from(!valid && !case.is(flag::ASSESSING));
        let u = u64::from(supply.assessment.draw(case.id));
        if case.is(flag::ASSESSING) {
            if u < u64::from(care.assessment_done) {
                let draw = |which| now.model.draws.uniform(case.id.into(), which, decision::CARE_LEVEL);
                case.level = care.level(case.status, draw(now.month));
                let wants = draw(sim_core::Month::from_index(0)) < care.home_care_take_up;
                case.set(flag::WANTS_HOME_CARE, wants);
                case.assessed = now.number.saturating_add(care.validity);
                case.set(flag::CHANGED, false);
                case.set(flag::ASSESSING, false);
            }
        } else if !case.is(flag::MOVING) {
            let own = if case.assessed != NEVER && !valid { u64::from(care.assessment_renewal) } else { supply.own };
            let prompted = u >= own && u < own + supply.adviser;
            case.set(flag::ASSESSING, u < own || prompted);
            if prompted {
                self.month.services[ADVICE].served += 1;
            }
        }
    }

    /// The hours of an elder in need at home, by source. Written so that what is rare branches and what
    /// is usual does not: this is where the months of care are spent.
    fn at_home(&mut self, now: Now<'_>, supply: &mut Supply, case: &mut Case, need: u16, place: usize) {
        let care = &now.model.care;
        let need = i64::from(need);
        let mut rest = need;
        let home = rest.min(self.home_care(now, supply, case, place));
        rest -= home;
        let mut met = [0i64; COUNTED];
        let lots = &mut supply.lots;
        if case.has & lots.shrunk != 0 {
            for number in bits(case.has & lots.shrunk) {
                let key = now.model.draws.screen_key(now.month, decision::SERVICE_LOT + 1 + number as u16);
                case.has &= !(u16::from(key.draw(case.id) > lots.kept[number]) << number);
            }
        }
        let asking = case.asks & !case.has;
        lots.asking[0][usize::from(asking & 255)] += 1;
        lots.asking[1][usize::from(asking >> 8)] += 1;
        lots.held[0][usize::from(case.has & 255)] += 1;
        lots.held[1][usize::from(case.has >> 8)] += 1;
        let mut served = case.has;
        if let Some(number) = lots.draw(asking, case.id) {
            served |= 1 << number;
            newly_given(care.respite_relief, case, number);
        }
        for number in bits(served) {
            let mut hours = i64::from(lots.hours[number]).min(rest);
            if number == RESPITE {
                hours = hours.min(need / 2); // a stay is shorter than a month
            }
            rest -= hours;
            met[lots.counted[number] as usize] += hours;
            lots.given[number] += 1;
            lots.given_hours[number] += hours;
        }
        let supplied = if case.flags & (flag::SPOUSE_GAVE_UP | flag::CHILDREN_GAVE_UP) == 0 {
            care.class(case.status).kin
        } else {
            care.kin(case.status, case.is(flag::SPOUSE_GAVE_UP), case.is(flag::CHILDREN_GAVE_UP))
        };
        let kin = rest.min(i64::from(supplied));
        rest -= kin;
        let cell = &mut self.month.cells[place];
        cell.served_home += home;
        if served != 0 {
            cell.served_family_bed += met[Counted::FamilyBed as usize];
            cell.served_day += met[Counted::Day as usize];
            cell.served_meals += met[Counted::Meals as usize];
            cell.served_mutual += met[Counted::Mutual as usize];
            cell.served_respite += met[Counted::Respite as usize];
        }
        cell.served_kin += kin;
        cell.kin_persons += i64::from(kin > 0);
        cell.gap += rest;
        cell.gap_persons += i64::from(rest > 0);
        self.strain(now, supply, case, kin, place);
    }

    /// Hours of home care this month: those served go on, others by lot.
    #[inline]
    fn home_care(&mut self, now: Now<'_>, supply: &mut Supply, case: &mut Case, place: usize) -> i64 {
        if !case.entitled(now.number) || !case.is(flag::WANTS_HOME_CARE) {
            case.served = NEVER;
            return 0;
        }
        let class = hour_class(case.level);
        let is_served = case.served != NEVER;
        let months = if is_served { now.number - case.served + 1 } else { 0 };
        let hours = now.model.care.home_hours(case.level, months);
        let asked = u32::from(hours);
        let left = if is_served { supply.hours } else { supply.hours.min(supply.hours_free) };
        let chance = if is_served { supply.hours_kept } else { supply.hours_chance[class] };
        let cell = &mut self.month.cells[place];
        if left < asked || supply.home_care.draw(case.id) > chance {
            supply.unserved[class] += asked;
            case.served = NEVER;
            cell.home_waiting += 1;
            return 0;
        }
        supply.hours -= asked;
        if !is_served {
            supply.hours_free -= asked;
            case.served = now.number;
        }
        supply.served += asked;
        let hours = i64::from(hours);
        cell.home_persons += 1;
        cell.home_fund += hours; // turned into money when the month closes
        hours
    }

    /// Burden of the carer: months above endurance, and giving up.
    #[inline]
    fn strain(&mut self, now: Now<'_>, supply: &Supply, case: &mut Case, kin: i64, place: usize) {
        let care = &now.model.care;
        let was = case.strain >= care.strain_months;
        let over = kin > i64::from(care.endurance);
        case.strain = case.strain.saturating_add(u8::from(over)).saturating_sub(u8::from(!over));
        let strained = case.strain >= care.strain_months;
        let cell = &mut self.month.cells[place];
        cell.strained += i64::from(strained);
        let exit = if strained { care.carer_exit[usize::from(case.is(flag::TRAINED))] } else { 0 };
        if supply.exit.draw(case.id) < exit {
            let spouse = case.status.has_spouse() && !case.is(flag::SPOUSE_GAVE_UP);
            case.set(if spouse { flag::SPOUSE_GAVE_UP } else { flag::CHILDREN_GAVE_UP }, true);
            (case.carer_lost, case.strain) = (now.number, 0);
            cell.carers_gave_up += 1;
            cell.carers_lost += 1;
            self.refresh_asking(now.model, case);
        } else if strained != was {
            self.refresh_asking(now.model, case);
        }
    }

    /// Somebody at home: applies for a bed, waits, looks around, gives up.
    fn applicant(
        &mut self,
        now: Now<'_>,
        supply: &Supply,
        at: u32,
        case: &mut Case,
        need: u16,
        out: &mut Outbox<Mail>,
    ) {
        if case.waits() {
            self.wait(now, supply, at, case, out);
            return;
        }
        let draw = supply.application.draw(case.id);
        if draw < now.model.care.class(case.status).entry_most && need > 0 && !case.is(flag::MOVING) {
            let lost = case.carer_lost != NEVER && now.number - case.carer_lost < AFTER_LOSS;
            let day_care = case.has & (1 << DAY_CARE) != 0;
            let chance = now.model.care.entry(case.status, lost, day_care, case.is(flag::RESPITE));
            if draw < chance {
                self.apply(now, at, case, out);
            }
        }
    }

    fn wait(&mut self, now: Now<'_>, supply: &Supply, at: u32, case: &mut Case, out: &mut Outbox<Mail>) {
        if supply.give_up.draw(case.id) < now.model.care.give_up {
            self.month.waiting[usize::from(case.wanted)].gave_up += 1;
            self.withdraw(now, case, out);
            return;
        }
        let look = (case.id.wrapping_add(now.number as u32)).is_multiple_of(LOOK_AROUND);
        if !look || now.number == case.listed {
            return;
        }
        let Some(choice) = preferences::choose(now.model, self.place, case, now.month, &self.bulletins) else {
            return;
        };
        let there_is = self.bulletins[usize::from(choice.home)].vacant[choice.bed as usize] > 0;
        if case.list == UNPLACED {
            self.join(now, at, case, choice, out);
        } else if there_is && (choice.home, choice.bed as u8) != (case.list, case.wanted) {
            let vacant_there = self.bulletins[usize::from(case.list)].vacant[usize::from(case.wanted)] > 0;
            if !vacant_there {
                self.withdraw(now, case, out);
                self.join(now, at, case, choice, out);
            }
        }
    }

    /// Somebody in a bed: goes home, or asks for a better suited bed.
    fn resident(&mut self, now: Now<'_>, supply: &Supply, at: u32, case: &mut Case, out: &mut Outbox<Mail>) {
        if supply.discharge.draw(case.id) < now.model.care.discharge {
            if case.waits() {
                self.withdraw(now, case, out);
            }
            self.leave(now, case, LeavingReason::Discharge, out);
            self.refresh_asking(now.model, case);
            return;
        }
        if case.waits() {
            self.wait(now, supply, at, case, out);
        } else if preferences::is_unsuited(now.model, case)
            && supply.application.draw(case.id) < now.model.care.transfer
        {
            self.apply_for_transfer(now, at, case, out);
        }
    }

    /// A resident asks for a bed of the fitting type; nothing happens when there is none to ask for.
    fn apply_for_transfer(&mut self, now: Now<'_>, at: u32, case: &mut Case, out: &mut Outbox<Mail>) {
        let wanted = preferences::fitting(now.model, case).0;
        let choice = preferences::choose(now.model, self.place, case, now.month, &self.bulletins);
        if let Some(choice) = choice.filter(|choice| choice.bed != BedType::Ordinary || wanted == BedType::Ordinary) {
            case.applied = now.number;
            self.join(now, at, case, choice, out);
            self.month.waiting[usize::from(case.wanted)].applications += 1;
        }
    }

    /// A severely disabled child of an elder. Returns false when gone.
    fn dependant(&mut self, now: Now<'_>, supply: &Supply, at: u32, case: &mut Case, out: &mut Outbox<Mail>) -> bool {
        let [entry, exit] = now.model.care.dependants;
        if supply.discharge.draw(case.id) < exit {
            if case.waits() {
                self.withdraw(now, case, out);
            }
            if case.in_bed() {
                self.leave(now, case, LeavingReason::Death, out);
            }
            return false;
        }
        if case.in_bed() {
            return true;
        }
        if case.waits() {
            self.wait(now, supply, at, case, out);
        } else if supply.application.draw(case.id) < entry {
            self.apply(now, at, case, out);
        }
        true
    }

    fn new_dependants(&mut self, now: Now<'_>) {
        let mean = now.model.care.dependants_number[1] * now.model.community_share[self.place as usize];
        let number = poisson(mean, now.model.draws.uniform(self.place.into(), now.month, decision::DEPENDANTS));
        for _ in 0..number {
            self.add_dependant();
        }
    }

    /// Another severely disabled child of an elder of this community.
    pub(super) fn add_dependant(&mut self) {
        if self.dependants < MOST_DEPENDANTS {
            let id = FIRST_DEPENDANT + self.place * MOST_DEPENDANTS + self.dependants;
            self.dependants += 1;
            let mut case = Case::new(id, Status::new(0).with_living_here(true));
            case.status = case.status.with_ability(crate::status::Ability::Severe);
            case.set(flag::DEPENDANT, true);
            self.cases.add(case);
        }
    }

    /// Where a person is and what bed is wanted, at the month's end.
    fn count_wish(&mut self, case: &Case) {
        let unplaced = i64::from(case.list == UNPLACED);
        if case.in_bed() {
            let i = usize::from(case.place) * super::beds::BED_TYPES + usize::from(case.bed);
            self.month.residents[i] += 1;
            self.month.waiting[usize::from(case.bed)].residents += 1;
            if case.waits() {
                self.month.waiting[usize::from(case.bed)].transfer_out += 1;
                self.month.waiting[usize::from(case.wanted)].transfer_in += 1;
                self.month.waiting[usize::from(case.wanted)].unplaced += unplaced;
            }
        } else if case.waits() {
            self.month.waiting[usize::from(case.wanted)].waiting += 1;
            self.month.waiting[usize::from(case.wanted)].unplaced += unplaced;
        }
    }

    /// Ledgers of the services, and what next month must know of them.
    fn close_services(&mut self, now: Now<'_>, supply: &Supply, elders: i64) {
        for (number, service) in SERVICES.iter().enumerate() {
            let ledger = &mut self.month.services[number];
            let lots = &supply.lots;
            ledger.served += i64::from(lots.given[number]);
            ledger.hours = lots.given_hours[number];
            let (asking, held) = (Lots::by_service(&lots.asking, number), Lots::by_service(&lots.held, number));
            let kept = if service.mode == Mode::Place { lots.new[number] } else { 0 };
            self.services[number] = ServiceState { held: held + kept, asking: asking - kept };
            match service.mode {
                Mode::Ledger => {
                    // What is done is all there is capacity for; of advice, what it brought about.
                    if number == SCREENING {
                        ledger.served = ledger.capacity.min(elders);
                    }
                    ledger.demanded = if number == ADVICE { i64::from(supply.unassessed) } else { ledger.served };
                    ledger.person_times = if number == SCREENING { ledger.capacity } else { ledger.served };
                }
                Mode::Place | Mode::Visit | Mode::Once => {
                    ledger.demanded = i64::from(held + asking);
                    ledger.person_times = ledger.served;
                }
            }
            if number == MEALS {
                // Elders without need eat there too, after those in need.
                let others = ((elders as f64) * now.model.care.meals_demand) as i64;
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

    /// What the community's agency is asked for next month: hours of all who are entitled and ask.
    pub(super) fn ask_for_hours(&self, now: Now<'_>, out: &mut Outbox<Mail>) {
        let wanted = self.served + self.unserved.iter().sum::<u32>();
        let system = &now.model.district().care;
        let mine = |agency: &crate::district::AgencyProfile| agency.communities.contains(&(self.place as usize));
        if let Some(agency) = system.agencies.iter().position(mine) {
            let first = now.model.district().communities.len() + system.facilities.len();
            out.send(Address((first + agency) as u32), Mail::HoursWanted(wanted));
        }
    }
}

/// What a service newly given does to a case.
fn newly_given(respite_relief: u8, case: &mut Case, number: usize) {
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

// Positions in [`SERVICES`] of those with rules of their own.
pub(super) const DAY_CARE: usize = 1;
const MEALS: usize = 2;
const TIME_BANK: usize = 4;
const RESPITE: usize = 5;
const TRAINING: usize = 6;
const ADAPTATION: usize = 7;
const SCREENING: usize = 8;
const ADVICE: usize = 9;

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
        assert!(SERVICES.len() <= MOST_SERVICES);
    }
}
