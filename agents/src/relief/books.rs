//! What the office knows of households: who applies or is found, books that lag behind, re-checks, grants.
use super::household::{Grants, Household, flag, member_flag};
use super::life;
use super::office::{CommunityRelief, unknown};
use super::tables::ONE_TIME;
use super::tallies::Tallies;
use crate::care::case::NEVER;
use crate::decision;
use crate::model::Now;
use sim_core::threshold;

/// Every how many years running sums are compared with a recount.
const RECOUNTED: i32 = 5;
/// Why the books of a household are brought up to date: the last reason to come decides nothing but the count of
/// exits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Update {
    /// The cross-check showed a death, or that nobody is left.
    Death,
    /// It showed a rise of income.
    Income,
    /// The household told of a loss.
    Report,
}

/// Why households come onto the relief caseload or leave it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Why {
    /// Granted for the first time.
    #[default]
    Found,
    /// Reported a loss.
    Report,
    /// The cross-check showed a death.
    Death,
    /// The cross-check showed a rise of income.
    Income,
    /// Standards, pensions, pay, ages and savings of another year.
    Review,
    /// A re-check.
    Recheck,
}

impl CommunityRelief {
    /// Notes a household that comes onto the caseload, or leaves it.
    pub(super) fn note_caseload(&mut self, before: &Household, comes: bool, leaves: bool) {
        let hardship = &mut self.month.hardship;
        if comes {
            hardship.caseload_entries += 1;
            *match self.why {
                Why::Found => &mut hardship.caseload_in_found,
                Why::Report => &mut hardship.caseload_in_loss,
                Why::Review => &mut hardship.caseload_in_standard,
                Why::Death | Why::Income | Why::Recheck => &mut hardship.caseload_in_recheck,
            } += 1;
        }
        if leaves {
            let has_pension = before.books.iter().any(|member| member.is(member_flag::PRESENT) && member.pension > 0);
            hardship.caseload_exits += 1;
            *match self.why {
                Why::Death => &mut hardship.caseload_out_death,
                Why::Income => &mut hardship.caseload_out_income,
                Why::Review if has_pension => &mut hardship.caseload_out_pensions,
                Why::Review => &mut hardship.caseload_out_pay,
                Why::Found | Why::Report | Why::Recheck => &mut hardship.caseload_out_recheck,
            } += 1;
        }
    }

    /// Who applies unprompted, or is found by advisers or data.
    pub(super) fn take_up(&mut self, now: Now<'_>) {
        let relief = &now.model.relief;
        let share = now.model.community_share[self.place as usize];
        self.visits[0] += (relief.screenings * share * ONE_TIME as f64) as i64;
        let screened = self.visits[0] / ONE_TIME;
        self.visits[0] %= ONE_TIME;
        self.visits[1] += (screened as f64 * relief.targeting * ONE_TIME as f64) as i64;
        let served = (self.visits[1] / ONE_TIME).min(self.tallies.poor);
        self.visits[1] %= ONE_TIME;
        (self.month.hardship.screened, self.month.hardship.served) = (screened, served);
        // A visit to a household in hardship meets any of them with the same chance.
        let adviser = threshold(served as f64 / self.tallies.poor.max(1) as f64);
        let key = now.model.draws.screen_key(now.month, decision::HOUSEHOLD_FOUND);
        for row in 0..self.rows.len() {
            let unknown = self.unknown[row];
            if unknown == 0 {
                continue;
            }
            let u = key.draw(self.ids[row]);
            let [own, visited] = [relief.applies, relief.applies.saturating_add(adviser)];
            let matched =
                if unknown & unknown::SEEN_BY_DATA != 0 { visited.saturating_add(relief.matched) } else { visited };
            let hardship = &mut self.month.hardship;
            let how = match u {
                u if u < own => {
                    hardship.applied += 1;
                    0
                }
                u if u < visited => {
                    hardship.found_by_advisers += 1;
                    flag::BY_ADVISER
                }
                u if u < matched => {
                    hardship.found_by_data += 1;
                    flag::BY_DATA
                }
                _ => continue,
            };
            let mut household = self.rows[row];
            household.set(flag::BY_ADVISER | flag::BY_DATA, false);
            household.set(flag::PENDING | how, true);
            household.set(flag::UNDERSTATED, household.is(flag::UNDERSTATES));
            household.books = household.members;
            household.granted = now.number + relief.processing[usize::from(household.is(flag::DECLARES))];
            self.enter(now, row, household);
        }
    }

    /// What the office has to do for a household this month, and when it has to again.
    pub(super) fn attend(&mut self, now: Now<'_>, row: usize) {
        self.do_for(now, row);
        self.due[row] = due(now, &self.rows[row], now.number + 1);
    }

    fn do_for(&mut self, now: Now<'_>, row: usize) {
        let relief = &now.model.relief;
        let mut household = self.rows[row];
        let is_check = is_check(now, &household);
        let is_update = household.update != NEVER && household.update <= now.number;
        let is_granted = household.is(flag::PENDING) && household.granted <= now.number;
        if !is_check && !is_update && !is_granted {
            return;
        }
        let why = household.flags >> flag::WHY & 3;
        self.why = match why {
            _ if is_granted => Why::Found,
            _ if !is_update => Why::Recheck,
            why if why == Update::Death as u16 => Why::Death,
            why if why == Update::Income as u16 => Why::Income,
            _ => Why::Report,
        };
        if is_check || is_update {
            household.books = household.members;
            household.update = NEVER;
            // A report of a loss does not show what was understated; data and re-checks do.
            let reported = why == Update::Report as u16;
            household.set(flag::UNDERSTATED, household.is(flag::UNDERSTATED) && !is_check && reported);
        }
        household.claimed = claimed(now, &household);
        let hardship = &mut self.month.hardship;
        if (is_check || is_update) && household.claimed.is_empty() {
            if household.is(flag::ON_BOOKS) {
                *match why {
                    why if is_update && why == Update::Death as u16 => &mut hardship.exits_death,
                    why if is_update && why == Update::Income as u16 => &mut hardship.exits_income,
                    _ => &mut hardship.exits_recheck,
                } += 1;
            }
            household.set(flag::ON_BOOKS | flag::PENDING | flag::UNDERSTATED, false);
            self.commit(now, row, household);
            self.note_empty(row);
            return;
        }
        if is_granted {
            let declares = household.is(flag::DECLARES);
            hardship.granted += 1;
            hardship.months_to_grant += i64::from(relief.processing[usize::from(declares)]);
            hardship.declared += i64::from(declares);
            if household.is(flag::BY_ADVISER) || household.is(flag::BY_DATA) {
                for grant in household.claimed.iter() {
                    self.month.programmes[grant.programme()].found += grant.persons();
                }
            }
            household.set(flag::PENDING, false);
            household.set(flag::ON_BOOKS, true);
        }
        self.commit(now, row, household);
    }

    /// Everybody is looked at anew: standards, amounts or ages have changed. Every fifth year running sums are
    /// compared with a recount.
    pub(super) fn review(&mut self, now: Now<'_>) {
        let relief = &now.model.relief;
        let is_july = now.month.of_year() == 7;
        self.why = Why::Review;
        for row in 0..self.rows.len() {
            if is_july {
                let savings = u32::from(self.rows[row].savings);
                self.rows[row].savings = (savings - savings * relief.savings_spent / 1000) as u16;
            }
            let household = &self.rows[row];
            let entitled = household.grants(now, &household.members, false);
            if entitled != household.entitled || household.books != household.members || household.is(flag::UNDERSTATED)
            {
                let mut household = *household;
                household.entitled = entitled;
                household.claimed = claimed(now, &household);
                self.commit(now, row, household);
                continue;
            }
            if self.changed {
                self.note(now, row);
            }
            self.bounds[row] = life::bound(relief, &self.rows[row], now.number, now.year());
        }
        if std::mem::take(&mut self.changed) {
            // What a grant is worth may be another: sums that compare grants are made anew.
            self.tallies = self.counted_anew(now);
        }
        if now.month.year() % RECOUNTED == 0 {
            self.month.recount_difference = i64::from(self.counted_anew(now) != self.tallies);
        }
    }

    fn counted_anew(&self, now: Now<'_>) -> Tallies {
        let relief = &now.model.relief;
        let mut tallies = Tallies::new(relief);
        self.rows.iter().for_each(|household| tallies.count(relief, household, 1));
        tallies
    }
}

/// The month of the next re-check, from `month` on. It hangs on the household alone, so that it does not hang on
/// when it was found.
fn next_check(now: Now<'_>, household: &Household, month: i16) -> i16 {
    let interval = now.model.relief.check_interval;
    let phase = (household.id.wrapping_mul(0x9e37_79b9) >> 17) as i16 % interval;
    month + (phase - month).rem_euclid(interval)
}

/// Whether the household is re-checked this month.
fn is_check(now: Now<'_>, household: &Household) -> bool {
    let known = household.is(flag::ON_BOOKS) || household.is(flag::PENDING);
    known && next_check(now, household, now.number) == now.number
}

/// The month, from `month` on, in which the office next has to do something for a household.
pub(super) fn due(now: Now<'_>, household: &Household, month: i16) -> i16 {
    if (!household.is(flag::ON_BOOKS) && !household.is(flag::PENDING)) || is_right(household) {
        return i16::MAX;
    }
    let mut due = next_check(now, household, month);
    if household.is(flag::PENDING) {
        due = due.min(household.granted);
    }
    if household.update != NEVER {
        due = due.min(household.update);
    }
    due
}

/// What a household that the office knows, or will, is granted by the books.
pub(super) fn claimed(now: Now<'_>, household: &Household) -> Grants {
    if !household.is(flag::ON_BOOKS) && !household.is(flag::PENDING) {
        return Grants::default();
    }
    let understated = household.is(flag::UNDERSTATED);
    match household.books == household.members && !understated {
        true => household.entitled,
        false => household.grants(now, &household.books, understated),
    }
}

/// Whether a re-check would find nothing.
fn is_right(household: &Household) -> bool {
    let known = household.is(flag::ON_BOOKS) && !household.is(flag::UNDERSTATED) && household.update == NEVER;
    known && !household.claimed.is_empty() && household.books == household.members
}

/// The books of a household that the office knows, or will, are brought up to date after `lag` months; the
/// earliest month holds.
pub(super) fn bring_up(household: &mut Household, now: Now<'_>, why: Update, lag: i16) {
    let known = household.is(flag::ON_BOOKS) || household.is(flag::PENDING);
    if !known || lag == i16::MAX {
        return;
    }
    let month = now.number.saturating_add(lag);
    if household.update == NEVER || month <= household.update {
        household.update = month;
        household.flags = household.flags & !(3 << flag::WHY) | (why as u16) << flag::WHY;
    }
}
