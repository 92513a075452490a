//! The hours of everybody in need in one month, by source, and what is left unmet.
//!
//! This is where the months of care are spent, so the pass is one flat function over the cases: what
//! happens to most of them does not branch, what is rare is only noted, and done afterwards (see
//! [`super::month`]).
use super::case::{Cases, NEVER, NOWHERE, flag};
use super::community::Now;
use super::lots::{RESPITE, newly_given};
use super::month::{Supply, assessment_stage, hour_class};
use super::report::{CARE_CELLS, CareCounts};

/// What is to be done for a case after the pass.
pub mod due {
    /// A resident, somebody on a list, or a dependant: everything that concerns beds.
    pub const TIED: u8 = 1;
    /// The assessment may be asked for, or end.
    pub const ASSESSMENT: u8 = 1 << 1;
    /// An application for a bed may be made.
    pub const APPLICATION: u8 = 1 << 2;
    /// The carer may give up.
    pub const EXIT: u8 = 1 << 3;
    /// The carer became strained, or no longer is.
    pub const STRAIN: u8 = 1 << 4;
}

/// Adds the hours of every case to `cells` and notes in `due` what is to be done for which afterwards.
/// Home care is counted as hours in `home_fund`: it becomes money when the month closes.
pub(super) fn count(
    now: Now<'_>,
    supply: &mut Supply,
    cells: &mut [CareCounts; CARE_CELLS],
    cases: &mut Cases,
    dues: &mut Vec<(u32, u8)>,
) {
    let care = &now.model.care;
    let month = now.number;
    let endurance = i64::from(care.endurance);
    let mut needs = [0i64; CARE_CELLS];
    for (at, case) in cases.iter_mut() {
        let class = care.class(case.status);
        if class.need == 0 || case.is(flag::DEPENDANT) {
            if case.waits() || case.in_bed() || case.is(flag::DEPENDANT) {
                dues.push((at, due::TIED));
            }
            continue;
        }
        // Two draws for four decisions: each half of a draw's bits is as good as a draw of its own.
        let draw = supply.decisions.draw(case.id);
        let cell_number = usize::from(class.cell);
        let cell = &mut cells[cell_number];
        let need = i64::from(class.need);
        let valid = case.assessed >= month;
        let entitled = valid && case.level >= 2;
        cell.need += need;
        needs[cell_number] += 1;
        cell.assessed += i64::from(entitled);
        cell.lapsed += i64::from(!valid && case.assessed != NEVER);
        let mut due = 0;
        let assessing = case.is(flag::ASSESSING);
        cell.assessing += i64::from(assessing);
        supply.unassessed += u32::from(!valid && !assessing);
        let stage = assessment_stage(valid && !case.is(flag::CHANGED), assessing, !valid && case.assessed != NEVER);
        due |= u8::from(u64::from(draw) < supply.assessment_most[stage]) * due::ASSESSMENT;
        let application = draw.rotate_left(16);
        if case.place != NOWHERE {
            cell.in_bed += 1;
            cell.served_bed += need;
            if entitled {
                let [fund, own] = supply.bed_rates[usize::from(case.level)];
                cell.bed_fund += fund;
                cell.bed_copayment += own;
            }
            if due != 0 || case.list != NOWHERE || application < supply.resident_most {
                dues.push((at, due | due::TIED));
            }
            continue;
        }
        let exit_draw = supply.carers.draw(case.id);
        // Home care: those served go on, others by lot.
        let asks = entitled && case.is(flag::WANTS_HOME_CARE);
        let is_served = case.served != NEVER;
        let months = if is_served { month - case.served + 1 } else { 0 };
        let asked = u32::from(care.home_hours(case.level, months)) * u32::from(asks);
        let hour_class = hour_class(case.level);
        let left = if is_served { supply.hours } else { supply.hours.min(supply.hours_free) };
        let chance = if is_served { supply.hours_kept } else { supply.hours_chance[hour_class] };
        let given = asks & (left >= asked) & (exit_draw.rotate_left(16) <= chance);
        let hours = asked * u32::from(given);
        supply.hours -= hours;
        supply.hours_free -= hours * u32::from(!is_served);
        supply.served += hours;
        supply.unserved[hour_class] += asked - hours;
        let since = if is_served { case.served } else { month };
        case.served = if given { since } else { NEVER };
        cell.home_persons += i64::from(given);
        cell.home_waiting += i64::from(asks & !given);
        cell.home_fund += i64::from(hours);
        let met = i64::from(hours).min(need);
        cell.served_home += met;
        let mut rest = need - met;
        // Services: places kept, then what is newly given.
        let lots = &mut supply.lots;
        if case.has & lots.shrunk != 0 {
            lots.take_back(now, case);
        }
        let asking = case.asks & !case.has;
        lots.note(asking, case.has);
        if case.has != 0 {
            for (place, number) in lots.places.iter().enumerate() {
                let held = i64::from(case.has >> number & 1);
                let hours = (lots.hours[place] * held).min(rest);
                rest -= hours;
                lots.kept_hours[cell_number][place] += hours;
            }
        }
        if let Some(number) = lots.draw(asking, case.id) {
            let mut hours = i64::from(care.services[number].hours).min(rest);
            if number == RESPITE {
                hours = hours.min(need / 2); // a stay is shorter than a month
            }
            rest -= hours;
            lots.new_hours[cell_number][number] += hours;
            newly_given(care.respite_relief, case, number);
        }
        // Kin give what is left, as far as they can.
        let supplied = if case.flags & (flag::SPOUSE_GAVE_UP | flag::CHILDREN_GAVE_UP) == 0 {
            class.kin
        } else {
            care.kin(case.status, case.is(flag::SPOUSE_GAVE_UP), case.is(flag::CHILDREN_GAVE_UP))
        };
        let kin = rest.min(i64::from(supplied));
        rest -= kin;
        cell.served_kin += kin;
        cell.kin_persons += i64::from(kin > 0);
        cell.gap += rest;
        cell.gap_persons += i64::from(rest > 0);
        // Months above endurance.
        let was = case.strain >= care.strain_months;
        let over = u8::from(kin > endurance);
        case.strain = case.strain.saturating_add(over).saturating_sub(1 - over);
        let strained = case.strain >= care.strain_months;
        cell.strained += i64::from(strained);
        let exit = if strained { care.carer_exit[usize::from(case.is(flag::TRAINED))] } else { 0 };
        due |= u8::from(exit_draw < exit) * due::EXIT;
        due |= u8::from(strained != was) * due::STRAIN;
        due |= u8::from(case.list != NOWHERE) * due::TIED;
        due |= u8::from(application < class.entry_most) * due::APPLICATION;
        if due != 0 {
            dues.push((at, due));
        }
    }
    for (cell, persons) in cells.iter_mut().zip(needs) {
        cell.need_persons += persons;
    }
}
