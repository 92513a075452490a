//! The month of a community's care: the hours of everybody (see [`super::hours`]), then what is to be
//! done for some: assessments, carers who give up, applications, waiting and leaving.
use super::beds::BED_TYPES;
use super::case::{Case, NEVER, flag};
use super::community::{CommunityCare, HOUR_CLASSES, Now};
use super::hours::{self, due};
use super::lots::{ADVICE, Lots, lot};
use super::report::{CARE_CELLS, CareCounts, CareMonth};
use crate::decision;
use crate::district::CARE_LEVELS;
use crate::mail::{HoursWanted, Mail};
use sim_core::{Address, Outbox, ScreenKey};

/// The month's draws and what is still free, while the cases are gone through.
pub(super) struct Supply {
    /// One draw a case: its upper half decides on assessments, its lower half on beds.
    pub decisions: ScreenKey,
    /// One draw a case: its upper half decides on carers, its lower half on home care.
    pub carers: ScreenKey,
    pub give_up: ScreenKey,
    /// Chance that a resident does anything.
    pub resident_most: u32,
    /// Chance of an unprompted application for assessment, and of one brought about by an adviser.
    pub own: u64,
    pub adviser: u64,
    /// Chance that anything happens to an assessment, by [`assessment_stage`].
    pub assessment_most: [u64; 8],
    /// Hours of home care left, of these for those not yet served, and the chances of those served
    /// already and, by class of level, of others.
    pub hours: u32,
    pub hours_free: u32,
    pub hours_kept: u32,
    pub hours_chance: [u32; HOUR_CLASSES],
    /// Fen of a month in a home by care level: paid by insurance, paid by the resident.
    pub bed_rates: [[i64; 2]; CARE_LEVELS],
    pub lots: Lots,
    /// Hours of those served, and of those who asked in vain.
    pub served: u32,
    pub unserved: [u32; HOUR_CLASSES],
    pub unassessed: u32,
}

/// The stage of an assessment: settled (1), under way (2), lapsed (4), and none of these.
#[inline]
pub(super) fn assessment_stage(settled: bool, under_way: bool, lapsed: bool) -> usize {
    usize::from(settled) | usize::from(under_way) << 1 | usize::from(lapsed) << 2
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
        let own = u64::from(care.assessment_own);
        let adviser = u64::from(lot(self.capacity(now, ADVICE), self.unassessed));
        let mut supply = Supply {
            decisions: key(decision::CASE),
            carers: key(decision::CARERS),
            give_up: key(decision::GIVE_UP),
            resident_most: care.discharge.saturating_add(care.transfer),
            own,
            adviser,
            assessment_most: std::array::from_fn(|stage| match stage {
                stage if stage & 2 != 0 => u64::from(care.assessment_done),
                stage if stage & 1 != 0 => 0,
                stage if stage & 4 != 0 => u64::from(care.assessment_renewal) + adviser,
                _ => own + adviser,
            }),
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

    /// Lives the month of all cases and returns its report. `elders` are all elders of the community.
    pub fn live(&mut self, now: Now<'_>, elders: i64, out: &mut Outbox<Mail>) -> CareMonth {
        let mut supply = self.supply(now);
        // Taken out while they are gone through, so that each is changed in its place.
        let mut cases = std::mem::take(&mut self.cases);
        let mut dues = std::mem::take(&mut self.dues);
        dues.clear();
        let mut cells: [CareCounts; CARE_CELLS] = std::array::from_fn(|i| self.month.cells[i]);
        hours::count(now, &mut supply, &mut cells, &mut self.steady, &mut cases, &mut dues);
        supply.lots.add_hours(&mut cells);
        self.month.cells.copy_from_slice(&cells);
        for (at, due) in &dues {
            if !self.attend(now, &supply, *at, *due, cases.at(*at), out) {
                cases.remove(*at);
            }
        }
        (self.cases, self.dues) = (cases, dues);
        let [fund, own] = now.model.care.home_price;
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
        self.close_services(now, &supply, elders);
        (self.served, self.unserved, self.unassessed) = (supply.served, supply.unserved, supply.unassessed);
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
        out: &mut Outbox<Mail>,
    ) -> bool {
        if case.is(flag::DEPENDANT) {
            if !self.dependant(now, supply, at, case, out) {
                return false;
            }
        } else {
            // To ask for an assessment changes nothing yet; to have one does.
            let found = due & due::ASSESSMENT != 0 && case.is(flag::ASSESSING);
            if found || due & (due::EXIT | due::STRAIN) != 0 {
                self.steady.let_go(&now.model.care, case);
            }
            if due & due::ASSESSMENT != 0 {
                self.assess(now, supply, case);
            }
            if due & due::EXIT != 0 {
                self.give_up_caring(now, case);
            }
            if due & (due::EXIT | due::STRAIN) != 0 {
                self.refresh_asking(now.model, case);
            }
            if case.in_bed() {
                self.resident(now, supply, at, case, out);
            } else if due & (due::TIED | due::APPLICATION) != 0 {
                self.applicant(now, supply, at, case, out);
            }
        }
        if case.waits() {
            self.steady.let_go(&now.model.care, case);
            self.count_wish(case);
        }
        true
    }

    /// The carer gives up: the spouse if there is one who still cares, else the children.
    fn give_up_caring(&mut self, now: Now<'_>, case: &mut Case) {
        let spouse = case.status.has_spouse() && !case.is(flag::SPOUSE_GAVE_UP);
        case.set(if spouse { flag::SPOUSE_GAVE_UP } else { flag::CHILDREN_GAVE_UP }, true);
        (case.carer_lost, case.strain) = (now.number, 0);
        let cell = &mut self.month.cells[usize::from(now.model.care.class(case.status).cell)];
        cell.carers_gave_up += 1;
        cell.carers_lost += 1;
    }

    /// The unified assessment: asked for, or found. What it finds holds from next month on.
    fn assess(&mut self, now: Now<'_>, supply: &Supply, case: &mut Case) {
        let care = &now.model.care;
        let valid = case.assessed >= now.number;
        let u = u64::from(supply.decisions.draw(case.id));
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

    /// What the community's agency is asked for next month: hours of all who are entitled and ask.
    pub(super) fn ask_for_hours(&self, now: Now<'_>, out: &mut Outbox<Mail>) {
        let wanted = HoursWanted { served: self.served, unserved: self.unserved.iter().sum() };
        let system = &now.model.district().care;
        let mine = |agency: &crate::district::AgencyProfile| agency.communities.contains(&(self.place as usize));
        if let Some(agency) = system.agencies.iter().position(mine) {
            let first = now.model.district().communities.len() + system.facilities.len();
            out.send(Address((first + agency) as u32), Mail::HoursWanted(wanted));
        }
    }
}
