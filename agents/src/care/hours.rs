//! The hours of everybody in need in one month, by source, and what is left unmet.
//!
//! This is where the months of care are spent, so the pass is one flat function over the cases: what
//! happens to most of them does not branch, what is rare is only noted, and done afterwards (see
//! [`super::month`]).
use super::case::{Case, Cases, NEVER, NOWHERE, flag};
use super::lots::newly_given;
use super::month::{Supply, hour_class, is_entitled, stage};
use super::report::CareCounts;
use super::services::{EXIT_MARK, SERVICES};
use super::steady::{Part, STAGES, Steady, Sums, is_counted};
use super::tables::{CareTables, EXTRA_MONTHS};
use crate::model::Now;

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

/// Counts the hours of every case and notes in `dues` what is to be done for which afterwards.
/// `visits` is scratch.
pub(super) fn count(
    now: Now<'_>,
    supply: &mut Supply,
    steady: &mut Steady,
    cases: &mut Cases,
    visits: &mut Vec<u32>,
    dues: &mut Vec<(u32, u8)>,
) -> Sums {
    let care = &now.model.care;
    let month = now.number;
    visits.clear();
    steady.watch.grow(cases.places() as usize);
    if supply.lots.shrunk != 0 {
        visits.extend(0..cases.places());
    } else {
        steady.watch.find(care, supply, month, visits);
    }
    cut_hours(care, supply, steady, cases, visits);
    // Other steady cases go on being served.
    supply.hours -= i64::from(steady.sums.hours);
    let mut sums = Sums::default();
    for at in visits.iter().copied() {
        let Some(case) = cases.get_mut(at) else { continue };
        if !is_counted(care, case) {
            if case.is_tied() || case.is(flag::DEPENDANT) {
                dues.push((at, due::TIED));
            }
            if !case.waits() && !steady.watch.keeps(at) {
                steady.keep(care, at, case, month);
            }
            continue;
        }
        // Two draws for four decisions: each half of a draw's bits is as good as a draw of its own.
        let class = care.class(case.status);
        let draw = supply.decisions.draw(case.id);
        let application = draw.rotate_left(16);
        let stage = stage(case, month);
        let entitled = is_entitled(stage);
        let (own, prompted) = supply.assessment[usize::from(stage)];
        let mut due = u8::from(u64::from(draw) < own + prompted) * due::ASSESSMENT;
        if !case.at_home() {
            if case.list != NOWHERE {
                sums.count_resident(care, case, stage, 1);
            } else if !steady.watch.keeps(at) {
                steady.keep(care, at, case, month);
            } else if !steady.watch.is_current(at, month) {
                steady.new_stage(care, at, case, month);
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
            let begins = asks && !is_served && carers.rotate_left(16) <= supply.hours_chance[hour_class];
            let ends = begins || is_served && !asks;
            let changes = supply.lots.hits(case.asks & !case.has, case.id) || case.has & supply.lots.shrunk != 0;
            if !ends && !changes {
                if !steady.watch.is_current(at, month) {
                    steady.new_stage(care, at, case, month);
                }
                due |= u8::from(carers < exit_chance(care, case)) * due::EXIT;
                if due != 0 {
                    dues.push((at, due));
                }
                continue;
            }
            // It is gone through like any other below, and its hours may be used by others.
            let hours = steady.sums.hours;
            steady.let_go(care, at, case);
            supply.hours += i64::from(hours - steady.sums.hours);
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
        let since = if is_served { case.served } else { month };
        case.served = if given { since } else { NEVER };
        // Services: places kept, then what is newly given.
        let lots = &mut supply.lots;
        if case.has & lots.shrunk != 0 {
            lots.take_back(now, case);
        }
        let mut part = Part::of(care, case, stage, billed, (asks & !given).then_some(asked));
        let new = lots.draw(part.asking, case.id);
        if let Some(number) = new {
            let most = (SERVICES[number].effects.most_hours)(part.need);
            let hours = i64::from(care.services[number].hours).min(part.rest).min(most);
            part.rest -= hours;
            lots.new_hours[part.cell][number] += hours;
        }
        // Kin give what is left, as far as they can; months above endurance strain them.
        let over = part.rest.min(part.kin) > i64::from(care.endurance);
        let was = case.strain >= care.strain_months;
        let most = care.strain_months.saturating_mul(2);
        case.strain = if over { case.strain.saturating_add(1).min(most) } else { case.strain.saturating_sub(1) };
        part.strained = case.strain >= care.strain_months;
        due |= u8::from(carers < exit_chance(care, case)) * due::EXIT;
        due |= u8::from(part.strained != was) * due::STRAIN;
        due |= u8::from(case.list != NOWHERE) * due::TIED;
        let settled = case.strain == if over { most } else { 0 };
        let regular = !given || months > EXTRA_MONTHS || case.level < 5;
        if due != 0 {
            dues.push((at, due));
        }
        if due & !due::ASSESSMENT == 0 && settled && regular && new.is_none() {
            if is_served && part.waits {
                // Whoever loses hours asks this month for those of the months served, then as a newcomer.
                let next = u32::from(care.home_hours(case.level, 0));
                sums.denied[part.hour_class] += part.denied - next;
                part.denied = next;
            }
            steady.keep_at_home(care, at, case, &part, month);
        } else {
            sums.count::<1>(&part);
        }
        if let Some(number) = new {
            newly_given(care.services[number].relief, case, number);
        }
    }
    sums.add(&steady.sums);
    sums
}

/// Lets go the steady cases that lose their hours because there are fewer than those served need: before
/// anybody is gone through, so that what they lose is not kept for them.
fn cut_hours(care: &CareTables, supply: &Supply, steady: &mut Steady, cases: &mut Cases, visits: &mut Vec<u32>) {
    if supply.hours_kept == u32::MAX {
        return;
    }
    let is_served = |case: &Case| case.is(flag::STEADY) && case.served != NEVER;
    for at in visits.iter().copied() {
        let Some(case) = cases.get_mut(at).filter(|case| is_served(case)) else { continue };
        if supply.carers.draw(case.id).rotate_left(16) > supply.hours_kept {
            steady.let_go(care, at, case);
        }
    }
    // Chance may keep more than there are hours for: then some are gone through like any other case.
    for at in 0..cases.places() {
        if i64::from(steady.sums.hours) <= supply.hours {
            break;
        }
        if let Some(case) = cases.get_mut(at).filter(|case| is_served(case)) {
            steady.let_go(care, at, case);
            visits.push(at);
        }
    }
    visits.sort_unstable();
    visits.dedup();
}

/// Writes the sums into the cells of the report. Returns how many are neither assessed nor being so.
pub(super) fn report(supply: &Supply, sums: &Sums, cells: &mut [CareCounts]) -> u32 {
    let mut unassessed = 0;
    for (i, cell) in cells.iter_mut().enumerate() {
        *cell += &sums.cells[i];
        for (stage, persons) in sums.stages[i * STAGES..][..STAGES].iter().enumerate().filter(|(_, n)| **n > 0) {
            let [valid, assessing, made] = std::array::from_fn(|bit| stage >> bit & 1 == 1);
            let count = |yes: bool| if yes { i64::from(*persons) } else { 0 };
            cell.assessed += count(is_entitled(stage as u8));
            cell.assessing += count(assessing);
            cell.lapsed += count(made && !valid);
            unassessed += if valid || assessing { 0 } else { *persons };
        }
        for ([fund, own], persons) in supply.bed_rates.iter().zip(sums.entitled_residents[i]) {
            cell.bed_fund += persons * fund;
            cell.bed_copayment += persons * own;
        }
    }
    supply.lots.add_hours(sums, cells);
    unassessed
}

/// Chance, as a threshold, that the carer gives up this month.
#[inline]
fn exit_chance(care: &CareTables, case: &Case) -> u32 {
    if case.strain >= care.strain_months { care.carer_exit[usize::from(case.is(EXIT_MARK))] } else { 0 }
}
