//! The month of a community's care: the hours of everybody (see [`super::hours`]), then what is to be
//! done for some: assessments, carers who give up, applications, waiting and leaving.
use super::beds::BED_TYPES;
use super::case::{Case, NEVER, flag};
use super::community::{CommunityCare, HOUR_CLASSES};
use super::hours::{self, due};
use super::lots::{Lots, lot};
use super::report::{CareMonth, WaitEnd};
use super::services::advice;
use super::steady::STAGES;
use super::tables::CareTables;
use crate::decision;
use crate::district::CARE_LEVELS;
use crate::mail::{AgencyLetter, HoursWanted, Outgoing};
use crate::model::{Model, Now};
use crate::moment::Moment;
use sim_core::{Month, ScreenKey};

/// The month's draws and what is still free, while the cases are gone through.
pub(super) struct Supply {
    /// One draw a case: its upper half decides on assessments, its lower half on beds.
    pub decisions: ScreenKey,
    /// One draw a case: its upper half decides on carers, its lower half on home care.
    pub carers: ScreenKey,
    pub give_up: ScreenKey,
    /// Chance that a resident does anything.
    pub resident_most: u32,
    /// What may happen to an assessment by [`stage`]: see [`assessment_chances`].
    pub assessment: [(u64, u64); STAGES],
    /// Hours of home care left, of these for those not yet served, and the chances of those served
    /// already and, by class of level, of others.
    pub hours: i64,
    pub hours_free: u32,
    pub hours_kept: u32,
    pub hours_chance: [u32; HOUR_CLASSES],
    /// Fen of a month in a home by care level: paid by insurance, paid by the resident.
    pub bed_rates: [[i64; 2]; CARE_LEVELS],
    pub lots: Lots,
}

/// Months before the end of an assessment from which on it is renewed.
pub(super) const RENEWAL_LEAD: i16 = 3;

/// The stage of an assessment, as the bits of a number: valid (1), under way (2), made before (4), the
/// state changed since (8), its end near or past (16), and whether it entitles to care (32).
#[inline]
pub(super) fn stage(case: &Case, month: i16) -> u8 {
    let made = case.assessed != NEVER;
    let valid = case.assessed >= month;
    u8::from(valid)
        | u8::from(case.is(flag::ASSESSING)) << 1
        | u8::from(made) << 2
        | u8::from(case.is(flag::CHANGED)) << 3
        | u8::from(made && case.assessed < month.saturating_add(RENEWAL_LEAD)) << 4
        | u8::from(valid && case.level >= 2) << 5
}

/// Whether an assessment of this stage entitles to care.
#[inline]
pub(super) fn is_entitled(stage: u8) -> bool {
    stage >> 5 & 1 == 1
}

/// The next month in which the stage is another if nothing happens.
pub(super) fn next_stage(case: &Case, month: i16) -> i16 {
    let ends_soon = case.assessed.saturating_sub(RENEWAL_LEAD - 1);
    let ended = case.assessed.saturating_add(1);
    if ends_soon > month {
        ends_soon
    } else if ended > month {
        ended
    } else {
        i16::MAX
    }
}

/// Chances, as thresholds, that an assessment of this stage ends, or that one is asked for unprompted
/// and by an adviser, who looks after those without a valid one.
fn assessment_chances(care: &CareTables, adviser: u64, stage: usize) -> (u64, u64) {
    let [valid, under_way, made, changed, ending] = std::array::from_fn(|bit| stage >> bit & 1 == 1);
    let prompted = if valid { 0 } else { adviser };
    if under_way {
        (u64::from(care.assessment_done), 0)
    } else if ending {
        (u64::from(care.assessment_renewal), prompted)
    } else if changed || !made {
        (u64::from(care.assessment_own), prompted)
    } else {
        (0, 0)
    }
}

/// Notes what an assessment finds, valid until a month. The same state gives the same level again: what
/// differs between persons lasts.
pub(super) fn find_level(model: &Model, case: &mut Case, until: i16) {
    let id = u64::from(case.id);
    let lasting = |which| model.draws.uniform(id, Month::from_index(which), decision::CARE_LEVEL);
    case.level = model.care.level(case.status, lasting(1));
    case.set(flag::WANTS_HOME_CARE, lasting(0) < model.care.home_care_take_up);
    case.assessed = until;
    case.set(flag::CHANGED, false);
    case.set(flag::ASSESSING, false);
}

/// The class of hours of a care level.
pub(super) fn hour_class(level: u8) -> usize {
    match level {
        ..=3 => 0,
        4 => 1,
        _ => 2,
    }
}

impl CommunityCare {
    fn supply(&mut self, now: Now<'_>) -> Supply {
        let key = |decision| now.model.draws.screen_key(now.month, decision);
        let free = self.granted.saturating_sub(self.served);
        let care = &now.model.care;
        let adviser = u64::from(lot(self.capacity(now, advice::NUMBER), self.unassessed));
        let mut supply = Supply {
            decisions: key(decision::CASE),
            carers: key(decision::CARERS),
            give_up: key(decision::GIVE_UP),
            resident_most: care.resident_most().max(care.hospital_leaves),
            assessment: std::array::from_fn(|stage| assessment_chances(care, adviser, stage)),
            hours: i64::from(self.granted),
            hours_free: free,
            hours_kept: lot(self.granted, self.served),
            hours_chance: [0; HOUR_CLASSES],
            bed_rates: std::array::from_fn(|level| {
                now.model.care.bed_rates(level as u8, now.month, now.model.district().start)
            }),
            lots: self.lots(now),
        };
        // Free hours go to the highest levels first.
        let mut free = free;
        for class in (0..HOUR_CLASSES).rev() {
            supply.hours_chance[class] = lot(free, self.unserved[class]);
            free = free.saturating_sub(self.unserved[class]);
        }
        supply
    }

    /// Lives the month of all cases and returns its report. `elders` are all elders of the community.
    pub fn live(&mut self, now: Now<'_>, elders: i64, out: &mut Outgoing<'_>) -> CareMonth {
        let mut supply = self.supply(now);
        // Taken out while they are gone through, so that each is changed in its place.
        let mut cases = std::mem::take(&mut self.cases);
        let mut dues = std::mem::take(&mut self.dues);
        dues.clear();
        let mut visits = std::mem::take(&mut self.visits);
        let sums = hours::count(now, &mut supply, &mut self.steady, &mut cases, &mut visits, &mut dues);
        let unassessed = hours::report(&supply, &sums, &mut self.month.cells);
        for (at, due) in &dues {
            if !self.attend(now, &supply, *at, *due, cases.at(*at), out) {
                let mut case = cases.remove(*at);
                self.steady.let_go(&now.model.care, *at, &mut case);
            }
        }
        (self.cases, self.dues, self.visits) = (cases, dues, visits);
        let [fund, own] = now.model.care.home_price(now.year());
        for cell in &mut self.month.cells {
            (cell.home_fund, cell.home_copayment) = (cell.home_fund * fund, cell.home_fund * own);
        }
        self.month.residents.clone_from(&self.residents);
        for beds in self.residents.chunks_exact(BED_TYPES) {
            for (wanted, residents) in self.month.waiting.iter_mut().zip(beds) {
                wanted.residents += i64::from(*residents);
            }
        }
        self.new_dependants(now);
        self.close_services(now, &supply.lots, &sums, unassessed, elders);
        (self.served, self.unserved, self.unassessed) = (sums.hours, sums.denied, unassessed);
        self.ask_for_hours(now, out);
        std::mem::take(&mut self.month)
    }

    /// Does for a case what is due. Returns false when the case is gone.
    fn attend(
        &mut self,
        now: Now<'_>,
        supply: &Supply,
        at: u32,
        due: u8,
        case: &mut Case,
        out: &mut Outgoing<'_>,
    ) -> bool {
        if case.is(flag::DEPENDANT) {
            if !self.dependant(now, supply, at, case, out) {
                return false;
            }
        } else {
            // To ask for an assessment changes nothing yet; to have one does.
            let found = due & due::ASSESSMENT != 0 && case.is(flag::ASSESSING);
            if found || due & (due::EXIT | due::STRAIN) != 0 {
                self.steady.let_go(&now.model.care, at, case);
            }
            if due & due::ASSESSMENT != 0 {
                self.assess(now, supply, at, case);
            }
            if due & due::EXIT != 0 {
                self.give_up_caring(now, case);
            }
            if due & (due::EXIT | due::STRAIN) != 0 {
                self.refresh_asking(now.model, case);
            }
            if case.in_bed() {
                self.resident(now, supply, at, case, out);
            } else if case.in_hospital() {
                self.patient(now, supply, at, case, out);
            } else if due & (due::TIED | due::APPLICATION) != 0 {
                self.applicant(now, supply, at, case, out);
            }
        }
        if case.waits() {
            self.steady.let_go(&now.model.care, at, case);
            self.count_wish(case);
            if now.month.is_december() {
                self.note_wait(now, case, WaitEnd::Waiting, Moment::start_of(now.number + 1));
            }
        }
        true
    }

    /// The carer gives up: the spouse if there is one who still cares, else the children.
    fn give_up_caring(&mut self, now: Now<'_>, case: &mut Case) {
        let spouse = case.status.has_spouse() && !case.is(flag::SPOUSE_GAVE_UP);
        case.set(if spouse { flag::SPOUSE_GAVE_UP } else { flag::CHILDREN_GAVE_UP }, true);
        case.lose_carer(now.number);
        let cell = &mut self.month.cells[usize::from(now.model.care.class(case.status).cell)];
        cell.carers_gave_up += 1;
        cell.carers_lost += 1;
    }

    /// The unified assessment: asked for, or found. What it finds holds from next month on.
    fn assess(&mut self, now: Now<'_>, supply: &Supply, at: u32, case: &mut Case) {
        let care = &now.model.care;
        let u = u64::from(supply.decisions.draw(case.id));
        let (own, prompted) = supply.assessment[usize::from(stage(case, now.number))];
        if u >= own + prompted {
            return;
        }
        if case.is(flag::ASSESSING) {
            find_level(now.model, case, now.number.saturating_add(care.validity));
        } else if !case.is(flag::MOVING) {
            let advice = &mut self.month.services[advice::NUMBER];
            let prompted = u >= own;
            if prompted && advice.served == advice.capacity {
                return; // no adviser has time
            }
            advice.served += i64::from(prompted);
            case.set(flag::ASSESSING, true);
            self.steady.new_stage(care, at, case, now.number);
        }
    }

    /// What the community's agency is asked for next month: hours of all who are entitled and ask.
    pub(super) fn ask_for_hours(&self, now: Now<'_>, out: &mut Outgoing<'_>) {
        let hours = HoursWanted { served: self.served, unserved: self.unserved.iter().sum() };
        let system = &now.model.district().care;
        let mine = |agency: &crate::district::AgencyProfile| agency.communities.contains(&(self.place as usize));
        if let Some(agency) = system.agencies.iter().position(mine) {
            out.send(now.model.addresses().agency(agency), AgencyLetter::HoursWanted { hours });
        }
    }
}
