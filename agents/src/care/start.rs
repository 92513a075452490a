//! The care of a community in the month before the start: assessments, strain, hours and services.
use super::case::{Case, flag, in_need};
use super::community::{CommunityCare, ServiceState};
use super::lots;
use super::month::{RENEWAL_LEAD, find_level, hour_class};
use super::services::{BY_LOT, Mode, SERVICES};
use crate::decision;
use crate::mail::HoursWanted;
use crate::model::{Model, Now};
use sim_core::Month;

/// Yearly rate at which people stop needing care, by death above all: how long stocks reach back.
pub(crate) const CARE_ENDS: f64 = 0.25;
/// Years of strain that lie behind the carers of the start.
const STRAIN_YEARS: f64 = 2.0;

impl CommunityCare {
    /// Assessments, strain and dependants of the start.
    pub(crate) fn assess_at_start(&mut self, model: &Model) {
        let care = &model.care;
        let p = model.parameters();
        let advised = p.advisers_number * p.advisers_applications * 12.0 * model.community_share[self.place as usize]
            / f64::max(f64::from(self.cases.places()), 1.0);
        let rate = p.assessment_own_rate + advised;
        let assessed = rate / (rate + CARE_ENDS);
        let gave_up = 1.0 - libm::exp(-p.kin_exit_rate * STRAIN_YEARS);
        for at in 0..self.cases.places() {
            let case = self.cases.at(at);
            let id = u64::from(case.id);
            let draw = |which| model.draws.uniform(id, Month::from_index(which), decision::INITIAL_CARE);
            if draw(0) < assessed {
                let until = (draw(1) * f64::from(care.validity)) as i16;
                find_level(model, case, until);
                // Whose assessment ends soon is being assessed again.
                case.set(flag::ASSESSING, until < RENEWAL_LEAD);
            }
            let kin = care.kin(case.status, false, false).min(care.need(case.status));
            if kin > care.endurance {
                case.strain = (draw(2) * 2.0 * f64::from(care.strain_months)) as u8;
                if draw(3) < gave_up {
                    let spouse = case.status.has_spouse();
                    case.set(if spouse { flag::SPOUSE_GAVE_UP } else { flag::CHILDREN_GAVE_UP }, true);
                    case.strain = 0;
                }
            }
        }
        let number = care.dependants_number[0] * model.community_share[self.place as usize];
        for _ in 0..libm::round(number) as u32 {
            self.add_dependant();
        }
    }

    /// Hours of home care that all who are entitled and ask for it would get.
    pub(crate) fn hours_wanted(&self, model: &Model) -> HoursWanted {
        let asks = |case: &Case| !case.in_bed() && case.entitled(0) && case.is(flag::WANTS_HOME_CARE);
        let hours = |case: &Case| u32::from(model.care.home_hours(case.level, 0));
        let unserved = self.cases.iter().filter(|(_, case)| asks(case)).map(|(_, case)| hours(case)).sum();
        HoursWanted { served: 0, unserved }
    }

    /// Serves as many as the agency's hours allow.
    pub(crate) fn serve_at_start(&mut self, model: &Model, granted: u32, asked: u32) {
        self.granted = granted;
        let share = f64::from(granted) / f64::from(asked.max(1));
        for at in 0..self.cases.places() {
            let case = self.cases.at(at);
            if case.in_bed() || !case.entitled(0) || !case.is(flag::WANTS_HOME_CARE) {
                continue;
            }
            let id = u64::from(case.id);
            let draw = |which| model.draws.uniform(id, Month::from_index(which), decision::INITIAL_CARE);
            let hours = model.care.home_hours(case.level, 0);
            if draw(4) < share && self.served + u32::from(hours) <= granted {
                case.served = -1 - (draw(5) * 24.0) as i16;
                self.served += u32::from(hours);
            } else {
                self.unserved[hour_class(case.level)] += u32::from(hours);
            }
        }
    }

    /// Who asks for services and who has a place, and how many are not assessed.
    pub(crate) fn services_at_start(&mut self, model: &Model) {
        let mut asking = [0u32; BY_LOT];
        for at in 0..self.cases.places() {
            let mut case = *self.cases.at(at);
            self.refresh_asking(model, &mut case);
            for (number, asking) in asking.iter_mut().enumerate() {
                *asking += u32::from(case.asks >> number & 1);
            }
            self.unassessed += u32::from(in_need(case.status) && !case.entitled(0) && !case.is(flag::DEPENDANT));
            *self.cases.at(at) = case;
        }
        // Places of the start go by lot.
        let now = Now::new(model, model.district().start);
        for (number, service) in SERVICES.iter().enumerate().take(BY_LOT) {
            let mut held = 0;
            if service.mode == Mode::Place {
                let capacity = self.capacity(now, number);
                let key = model.draws.screen_key(now.month - 1, decision::SERVICE_LOT + 1 + number as u16);
                let chance = lots::lot(capacity, asking[number]);
                for (_, case) in self.cases.iter_mut() {
                    if case.asks >> number & 1 == 1 && held < capacity && key.draw(case.id) <= chance {
                        case.has |= 1 << number;
                        held += 1;
                    }
                }
            }
            self.services[number] = ServiceState { held, asking: asking[number] - held };
        }
    }
}
