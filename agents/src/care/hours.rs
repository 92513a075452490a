//! The hours of everybody in need in one month, by source, and what is left unmet.
//!
//! This is where the months of care are spent, so the pass is one flat function over the cases: what
//! happens to most of them does not branch, what is rare is only noted, and done afterwards (see
//! [`super::month`]).
use super::case::{Case, Cases, NEVER, NOWHERE, flag};
use super::community::Now;
use super::lots::{RESPITE, newly_given};
use super::month::{Supply, assessment_stage, hour_class};
use super::report::{CARE_CELLS, CareCounts};
use super::steady::{Part, Steady, count_part, kin};
use super::tables::{CareTables, EXTRA_MONTHS};

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
    steady: &mut Steady,
    cases: &mut Cases,
    dues: &mut Vec<(u32, u8)>,
) {
    let care = &now.model.care;
    let month = now.number;
    for (cell, steady) in cells.iter_mut().zip(&steady.cells) {
        *cell += steady;
    }
    // Steady cases go on being served, unless hours are fewer than before.
    let hours_are_short = supply.hours_kept != u32::MAX;
    supply.hours -= i64::from(steady.hours);
    supply.served += steady.hours;
    // Persons by cell and stage of assessment, entitled or not: sums are made of them at the end.
    let mut stages = [[0u32; 64]; CARE_CELLS];
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
        let cell = &mut cells[usize::from(class.cell)];
        let valid = case.assessed >= month;
        let entitled = valid && case.level >= 2;
        let stage = assessment_stage(case, month);
        stages[usize::from(class.cell)][stage | usize::from(entitled) << 5] += 1;
        let (own, prompted) = supply.assessment[stage];
        let mut due = u8::from(u64::from(draw) < own + prompted) * due::ASSESSMENT;
        let application = draw.rotate_left(16);
        if case.place != NOWHERE {
            let need = i64::from(class.need);
            cell.need += need;
            cell.need_persons += 1;
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
        due |= u8::from(application < class.entry_most) * due::APPLICATION;
        let carers = supply.carers.draw(case.id);
        let is_served = case.served != NEVER;
        let asks = entitled && case.is(flag::WANTS_HOME_CARE);
        let hour_class = hour_class(case.level);
        if case.is(flag::STEADY) {
            let waits = asks && !is_served;
            let begins = waits && carers.rotate_left(16) <= supply.hours_chance[hour_class];
            let ends = begins || is_served && (!asks || hours_are_short);
            let changes = supply.lots.hits(case.asks & !case.has, case.id) || case.has & supply.lots.shrunk != 0;
            if !ends && !changes {
                due |= u8::from(carers < exit_chance(care, case)) * due::EXIT;
                if waits {
                    supply.unserved[hour_class] += u32::from(care.home_hours(case.level, 0));
                    cell.home_waiting += 1;
                }
                if due != 0 {
                    dues.push((at, due));
                }
                continue;
            }
            if let Some(part) = steady.let_go(care, case) {
                // It is gone through like any other below.
                count_part(cell, care, case, &part, -1);
                supply.lots.forget(&part);
                supply.hours += i64::from(part.billed);
                supply.served -= part.billed;
            }
        }
        // Home care: those served go on, others by lot.
        let months = if is_served { month - case.served + 1 } else { 0 };
        let asked = if asks { u32::from(care.home_hours(case.level, months)) } else { 0 };
        let left = if is_served { supply.hours } else { supply.hours.min(i64::from(supply.hours_free)) };
        let chance = if is_served { supply.hours_kept } else { supply.hours_chance[hour_class] };
        let given = asks & (left >= i64::from(asked)) & (carers.rotate_left(16) <= chance);
        let billed = if given { asked } else { 0 };
        supply.hours -= i64::from(billed);
        supply.hours_free -= if is_served { 0 } else { billed };
        supply.served += billed;
        supply.unserved[hour_class] += asked - billed;
        let since = if is_served { case.served } else { month };
        case.served = if given { since } else { NEVER };
        cell.home_waiting += i64::from(asks & !given);
        // Services: places kept, then what is newly given.
        let lots = &mut supply.lots;
        if case.has & lots.shrunk != 0 {
            lots.take_back(now, case);
        }
        let mut part = Part::of(care, case, billed);
        lots.note(&part);
        let new = lots.draw(part.asking, case.id);
        if let Some(number) = new {
            let mut hours = i64::from(care.services[number].hours).min(part.rest);
            if number == RESPITE {
                hours = hours.min(part.need / 2); // a stay is shorter than a month
            }
            part.rest -= hours;
            lots.new_hours[part.cell][number] += hours;
        }
        // Kin give what is left, as far as they can; months above endurance strain them.
        let over = part.rest.min(kin(care, case)) > i64::from(care.endurance);
        let was = case.strain >= care.strain_months;
        let most = care.strain_months.saturating_mul(2);
        case.strain = if over { case.strain.saturating_add(1).min(most) } else { case.strain.saturating_sub(1) };
        let strained = case.strain >= care.strain_months;
        count_part(cell, care, case, &part, 1);
        due |= u8::from(carers < exit_chance(care, case)) * due::EXIT;
        due |= u8::from(strained != was) * due::STRAIN;
        due |= u8::from(case.list != NOWHERE) * due::TIED;
        if let Some(number) = new {
            newly_given(care.respite_relief, case, number);
        }
        let settled = case.strain == if over { most } else { 0 };
        let regular = !given || months > EXTRA_MONTHS || case.level < 5;
        if due != 0 {
            dues.push((at, due));
        }
        if due & !due::ASSESSMENT == 0 && settled && regular && new.is_none() {
            steady.add(care, case);
        }
    }
    for (cell, stages) in cells.iter_mut().zip(&stages) {
        for (stage, persons) in stages.iter().enumerate().filter(|(_, persons)| **persons > 0) {
            let [valid, assessing, made] = std::array::from_fn(|bit| stage >> bit & 1 == 1);
            let count = |yes: bool| if yes { i64::from(*persons) } else { 0 };
            cell.assessed += count(stage >> 5 == 1);
            cell.assessing += count(assessing);
            cell.lapsed += count(made && !valid);
            supply.unassessed += if valid || assessing { 0 } else { *persons };
        }
    }
}

/// Chance, as a threshold, that the carer gives up this month.
#[inline]
fn exit_chance(care: &CareTables, case: &Case) -> u32 {
    if case.strain >= care.strain_months { care.carer_exit[usize::from(case.is(flag::TRAINED))] } else { 0 }
}
