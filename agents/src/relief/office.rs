//! The relief office of a community (街镇救助): its households, what it knows of them, and the month.
//!
//! Order inside a month: what happens to households; who applies or is found; what is due: books brought up to
//! date, re-checks, grants; newcomers; then claims, which the bureau pays next month.
use super::household::{Grants, Household, Member, NOBODY, flag, member_flag};
use super::life::{self, Happening};
use super::programme::{Amount, Index, Over};
use super::report::{HardshipCounts, ProgrammeCounts, ReliefMonth};
use super::start;
use super::tables::{NO_BAND, ONE_TIME};
use super::tallies::{Tallies, is_caseload, is_unknown};
use crate::budget::{Claim, Claimant, FULL};
use crate::care::Now;
use crate::care::case::NEVER;
use crate::decision;
use crate::mail::Mail;
use crate::model::Model;
use crate::start::poisson;
use crate::status::Status;
use serde::{Deserialize, Serialize};
use sim_core::{Candidate, Digest, Letter, Month, name_hash, screen, threshold};
use std::collections::BTreeMap;

/// Every how many years running sums are compared with a recount.
const RECOUNTED: i32 = 5;
/// Times the standard above which income no longer decides anything a year later.
const WELL_ABOVE: i64 = 4;

/// Why the books of a household are brought up to date: the last reason to come decides nothing but the count of
/// exits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Update {
    Death,
    Income,
    Report,
}

/// A community's relief.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommunityRelief {
    place: u32,
    rows: Vec<Household>,
    ids: Vec<u32>,
    /// Upper bound of the chance that anything happens.
    bounds: Vec<u32>,
    /// Month in which the office has to do something, or [`i16::MAX`].
    due: Vec<i16>,
    /// 0, or 1 for those entitled and unknown, 2 if data show their hardship too.
    unknown: Vec<u8>,
    /// Month of birth of the head of a poor household, if there is one that the register does not know; else 0.
    heads: Vec<i16>,
    /// Rows of households by the elder at their head.
    linked: BTreeMap<u32, u32>,
    tallies: Tallies,
    /// By band of all programmes: millionths of a time not yet claimed.
    carried: Vec<i64>,
    /// By programme: fen claimed last month.
    claimed: Vec<i64>,
    /// Millionths of an adviser's visit not yet made, and of one that found somebody in hardship.
    visits: [i64; 2],
    claimant: Claimant,
    /// Households of which nobody is left.
    #[serde(skip)]
    gone: Vec<u32>,
    #[serde(skip)]
    found: Vec<Candidate>,
    /// Households for which the office has to do something this month.
    #[serde(skip)]
    attended: Vec<u32>,
    #[serde(skip)]
    month: ReliefMonth,
}

impl CommunityRelief {
    /// The office in the month before the start, with its households; `elders` are the community's.
    pub fn new(model: &Model, place: usize, elders: &[(u32, Month, Status)]) -> Self {
        let programmes = model.district().relief.programmes.len();
        let mut office = CommunityRelief {
            place: place as u32,
            rows: Vec::new(),
            ids: Vec::new(),
            bounds: Vec::new(),
            due: Vec::new(),
            unknown: Vec::new(),
            heads: Vec::new(),
            linked: BTreeMap::new(),
            tallies: Tallies::new(&model.relief),
            carried: vec![0; model.relief.first_band().last().copied().unwrap_or(0)],
            claimed: vec![0; programmes],
            visits: [0; 2],
            claimant: Claimant::new(programmes),
            gone: Vec::new(),
            found: Vec::new(),
            attended: Vec::new(),
            month: ReliefMonth::default(),
        };
        let now = Now::new(model, model.district().start - 1);
        let known = model.rates.parameters.relief_take_up_at_start;
        for mut household in start::households(model, place, elders) {
            household.entitled = household.grants(now, &household.members, false);
            let u = model.draws.uniform(household.id.into(), now.month, decision::HOUSEHOLD_FOUND);
            if !household.entitled.is_empty() && u < known {
                household.set(flag::ON_BOOKS, true);
                household.books = household.members;
            }
            office.add(now, household);
        }
        office.begin(now);
        office
    }

    /// The households.
    pub fn households(&self) -> &[Household] {
        &self.rows
    }

    /// Households on the books that are granted a programme of the relief caseload.
    pub fn caseload(&self) -> i64 {
        self.tallies.caseload
    }

    /// What it claims with, for services and wages of the community.
    pub fn claimant(&self) -> &Claimant {
        &self.claimant
    }

    /// Empties the month's report and reads the bureau's letters.
    pub fn open_month(&mut self, now: Now<'_>, mail: &[Letter<Mail>]) {
        self.claimant.read(mail);
        self.begin(now);
    }

    fn begin(&mut self, now: Now<'_>) {
        let programmes = now.model.district().relief.programmes.len();
        self.month = ReliefMonth {
            hardship: HardshipCounts::default(),
            programmes: vec![ProgrammeCounts::default(); programmes],
            ..ReliefMonth::default()
        };
    }

    fn add(&mut self, now: Now<'_>, household: Household) {
        let row = self.rows.len() as u32;
        if household.elder != NOBODY {
            self.linked.insert(household.elder, row);
        }
        self.ids.push(household.id);
        self.rows.push(household);
        self.bounds.push(0);
        self.due.push(i16::MAX);
        self.unknown.push(0);
        self.heads.push(0);
        self.weigh(now, row as usize);
        self.tallies.count(&now.model.relief, &self.rows[row as usize], 1);
    }

    /// Whether an elder is at the head of a household in hardship.
    pub fn is_linked(&self, elder: u32) -> bool {
        self.linked.contains_key(&elder)
    }

    /// An elder comes into hardship; false when that is so already.
    pub fn elder_in_hardship(&mut self, now: Now<'_>, id: u32, birth: Month, status: Status) -> bool {
        if self.is_linked(id) {
            return false;
        }
        self.month.hardship.new_households += 1;
        self.add(now, start::of_elder(now.model, id, birth, status, now.number));
        true
    }

    /// The elder at a household's head died, or left the district and the household with it.
    pub fn elder_gone(&mut self, now: Now<'_>, id: u32, died: bool) {
        let Some(row) = self.linked.remove(&id).map(|row| row as usize) else { return };
        self.rows[row].elder = NOBODY;
        if died {
            // Who stays behind is not known to the register.
            self.change(now, row, |household| {
                household.members.iter_mut().for_each(|member| member.set(member_flag::SPOUSE, false));
            });
            self.member_died(now, row, 0);
        } else {
            self.nobody_left(now, row, Update::Death, now.model.relief.lags[0]);
        }
    }

    /// The elder at a household's head lost the spouse.
    pub fn elder_widowed(&mut self, now: Now<'_>, id: u32) {
        let Some(row) = self.linked.get(&id).copied() else { return };
        let spouse = self.rows[row as usize].members.iter();
        let spouse =
            spouse.clone().position(|member| member.is(member_flag::PRESENT) && member.is(member_flag::SPOUSE));
        if let Some(spouse) = spouse {
            self.member_died(now, row as usize, spouse);
        }
    }

    /// Households whose head turned 60 last month and is not known to the register: row, month of birth, sex.
    pub fn turned_60(&self, now: Now<'_>) -> Vec<(usize, Month, usize)> {
        let birth = now.number - 720;
        if !self.heads.contains(&birth) {
            return Vec::new(); // most months and communities have none
        }
        let rows = self.heads.iter().enumerate().filter(|(_, head)| **head == birth && birth != 0);
        rows.map(|(row, _)| {
            let woman = self.rows[row].members[0].is(member_flag::WOMAN);
            (row, now.model.district().start + i32::from(birth), usize::from(woman))
        })
        .collect()
    }

    /// The head of a household is this registered elder from now on.
    pub fn link(&mut self, now: Now<'_>, row: usize, elder: u32) {
        if !self.is_linked(elder) {
            self.linked.insert(elder, row as u32);
            self.change(now, row, |household| household.elder = elder);
        }
    }

    /// What is true of a household changes, and with it what it is entitled to; the books do not.
    fn change(&mut self, now: Now<'_>, row: usize, change: impl FnOnce(&mut Household)) {
        let mut household = self.rows[row];
        change(&mut household);
        household.entitled = household.grants(now, &household.members, false);
        self.commit(now, row, household);
    }

    /// What the office knows of a household changes, and with it what is granted; what is so does not.
    fn enter(&mut self, now: Now<'_>, row: usize, mut household: Household) {
        household.claimed = claimed(now, &household);
        self.commit(now, row, household);
    }

    /// A household as it is from now on, with whatever follows.
    fn commit(&mut self, now: Now<'_>, row: usize, household: Household) {
        let relief = &now.model.relief;
        let before = std::mem::replace(&mut self.rows[row], household);
        self.tallies.replace(relief, &before, &household);
        self.note_caseload(is_caseload(relief, &before), is_caseload(relief, &household));
        self.note(now, row);
    }

    fn note_caseload(&mut self, before: bool, after: bool) {
        self.month.hardship.caseload_entries += i64::from(!before && after);
        self.month.hardship.caseload_exits += i64::from(before && !after);
    }

    /// Works out what a household is entitled to and granted, and all that follows.
    fn weigh(&mut self, now: Now<'_>, row: usize) {
        let household = &mut self.rows[row];
        household.entitled = household.grants(now, &household.members, false);
        household.claimed = claimed(now, household);
        self.note(now, row);
    }

    /// The columns: bound, when it is due, whether it is to be found.
    fn note(&mut self, now: Now<'_>, row: usize) {
        let household = &self.rows[row];
        self.bounds[row] = life::bound(&now.model.relief, household, now.number, now.year());
        self.unknown[row] = match is_unknown(household) {
            false => 0,
            true => 1 + u8::from(household.is(flag::SEEN_BY_DATA)),
        };
        self.due[row] = due(now, household, now.number);
        let head = household.members[0];
        let is_unregistered = household.elder == NOBODY && household.is(flag::POOR) && head.is(member_flag::PRESENT);
        self.heads[row] = if is_unregistered { head.birth } else { 0 };
    }

    /// A member is no more: the office hears of it from the cross-check.
    fn member_died(&mut self, now: Now<'_>, row: usize, at: usize) {
        let on_books = self.rows[row].is(flag::ON_BOOKS);
        self.month.hardship.deaths_on_books += i64::from(on_books);
        if on_books {
            self.claim_funeral(now, row, at);
        }
        self.change(now, row, |household| {
            let member = &mut household.members[at];
            member.set(member_flag::PRESENT, false);
            member.set(member_flag::DEAD, true);
            let no_adult = Household::present(&household.members).all(|at| household.members[at].age(now.number) < 18);
            for member in household.members.iter_mut().filter(|member| member.is(member_flag::PRESENT)) {
                member.set(member_flag::NO_GUARDIAN, no_adult);
            }
            bring_up(household, now, Update::Death, now.model.relief.lags[0]);
        });
        self.note_empty(row);
    }

    /// Nobody of the household is left in the district, or it is no longer in hardship.
    fn nobody_left(&mut self, now: Now<'_>, row: usize, why: Update, lag: i16) {
        self.change(now, row, |household| {
            for member in &mut household.members {
                member.set(member_flag::PRESENT, false);
            }
            bring_up(household, now, why, lag);
        });
        self.note_empty(row);
    }

    /// A household that is nobody's any more, and that the books do not know, can be forgotten.
    fn note_empty(&mut self, row: usize) {
        let household = &self.rows[row];
        let known = household.is(flag::ON_BOOKS) || household.is(flag::PENDING);
        if !known && Household::present(&household.members).next().is_none() {
            self.gone.push(row as u32);
        }
    }

    fn claim_funeral(&mut self, now: Now<'_>, row: usize, at: usize) {
        let household = &self.rows[row];
        let understated = household.is(flag::UNDERSTATED);
        let Some((mut values, _)) = household.values(now, &household.books, understated) else { return };
        super::household::fill_member(&mut values, &household.members[at], now.number);
        for (position, programme) in now.model.relief.of_deaths() {
            if programme.is_for(&values)
                && let Some(band) = programme.band(&values, now.month)
            {
                let counts = &mut self.month.programmes[*position];
                counts.claim_times += 1;
                counts.claim_fen += now.model.relief.rate(now.number, *position, band).fen;
            }
        }
    }

    /// What happens to households this month, other than by the register and the office.
    fn happen(&mut self, now: Now<'_>) {
        let key = now.model.draws.screen_key(now.month, decision::HOUSEHOLD_LIFE);
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        screen(key, &self.ids, &self.bounds, &mut found);
        let relief = &now.model.relief;
        for candidate in &found {
            let row = candidate.position as usize;
            // The bound is that of the state at the month's start: a death since may have narrowed it.
            let happening = life::happening(relief, &self.rows[row], now.number, now.year(), candidate.draw);
            let Some(happening) = happening else { continue };
            let processing = relief.processing[usize::from(self.rows[row].is(flag::DECLARES))];
            let seen = || {
                let id = self.rows[row].id;
                let u = now.model.draws.bits(id.into(), now.month, decision::INCOME_SEEN) >> 32;
                (u as u32) < relief.income_seen
            };
            match happening {
                Happening::Death(at) => self.member_died(now, row, at),
                Happening::Escaped => {
                    let lag = if seen() { relief.lags[1] } else { i16::MAX };
                    self.linked.remove(&self.rows[row].elder);
                    self.rows[row].elder = NOBODY;
                    self.nobody_left(now, row, Update::Income, lag);
                }
                Happening::JobFound(at) => {
                    let lag = if seen() { relief.lags[1] } else { i16::MAX };
                    self.change(now, row, |household| {
                        household.members[at].set(member_flag::WORKS, true);
                        bring_up(household, now, Update::Income, lag);
                    });
                }
                Happening::JobLost(at) => self.change(now, row, |household| {
                    household.members[at].set(member_flag::WORKS, false);
                    bring_up(household, now, Update::Report, processing);
                }),
                Happening::FellIll(at) => self.change(now, row, |household| {
                    household.members[at].set(member_flag::ILL, true);
                    bring_up(household, now, Update::Report, processing);
                }),
                Happening::Recovered(at) => {
                    self.change(now, row, |household| household.members[at].set(member_flag::ILL, false));
                }
            }
        }
        self.found = found;
    }

    /// Who applies unprompted, or is found by advisers or data.
    fn take_up(&mut self, now: Now<'_>) {
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
            if self.unknown[row] == 0 {
                continue;
            }
            let u = key.draw(self.ids[row]);
            let [own, visited] = [relief.applies, relief.applies.saturating_add(adviser)];
            let matched = if self.unknown[row] == 2 { visited.saturating_add(relief.matched) } else { visited };
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
    fn attend(&mut self, now: Now<'_>, row: usize) {
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
    fn review(&mut self, now: Now<'_>) {
        let relief = &now.model.relief;
        let is_dated = relief.is_dated(now.number);
        for row in 0..self.rows.len() {
            let household = &self.rows[row];
            if is_dated || is_moved_by_time(now, household) {
                let entitled = household.grants(now, &household.members, false);
                if entitled != household.entitled
                    || household.books != household.members
                    || household.is(flag::UNDERSTATED)
                {
                    let mut household = *household;
                    household.entitled = entitled;
                    household.claimed = claimed(now, &household);
                    self.commit(now, row, household);
                    continue;
                }
            }
            self.bounds[row] = life::bound(relief, &self.rows[row], now.number, now.year());
        }
        if now.month.year() % RECOUNTED == 0 {
            let mut recount = Tallies::new(relief);
            self.rows.iter().for_each(|household| recount.count(relief, household, 1));
            self.month.recount_difference = i64::from(recount != self.tallies);
        }
    }

    fn forget(&mut self) {
        self.gone.sort_unstable();
        self.gone.dedup();
        for row in std::mem::take(&mut self.gone).into_iter().rev().map(|row| row as usize) {
            self.rows.swap_remove(row);
            self.ids.swap_remove(row);
            self.bounds.swap_remove(row);
            self.due.swap_remove(row);
            self.unknown.swap_remove(row);
            self.heads.swap_remove(row);
            if let Some(moved) = self.rows.get(row).filter(|household| household.elder != NOBODY) {
                self.linked.insert(moved.elder, row as u32);
            }
        }
    }

    /// The month; `elders` are the community's by income, sex and age, `cases` its assessed elders by cell.
    pub fn live(&mut self, now: Now<'_>, elders: &[i64], cases: &[i64]) {
        if now.model.relief.is_review(now.number) {
            self.review(now);
        }
        self.happen(now);
        self.take_up(now);
        let mut due = std::mem::take(&mut self.attended);
        due.clear();
        due.extend((0..).zip(&self.due).filter(|(_, due)| **due <= now.number).map(|(row, _): (u32, _)| row));
        for row in &due {
            self.attend(now, *row as usize);
        }
        self.attended = due;
        let mut new = 0;
        start::newcomers(now, self.place as usize, |household| {
            new += 1;
            self.add(now, household);
        });
        self.month.hardship.new_households += new;
        for at in 0..self.gone.len() {
            let row = self.gone[at] as usize;
            // Named twice when two things happened to it.
            if !self.gone[..at].contains(&self.gone[at]) {
                self.tallies.count(&now.model.relief, &self.rows[row], -1);
                self.month.hardship.ended += 1;
            }
        }
        self.forget();
        self.claim(now, elders, cases);
        self.count(now);
    }

    /// Claims of the month, before [`CommunityRelief::close_month`] sends them.
    fn claim(&mut self, now: Now<'_>, elders: &[i64], cases: &[i64]) {
        let relief = &now.model.relief;
        for (position, programme) in relief.of_households() {
            for band in 0..programme.bands.len() {
                let persons = self.tallies.by_band[relief.first_band()[*position] + band];
                let is_top_up = matches!(programme.bands[band].amount, Amount::TopUp(_));
                self.claim_band(now, *position, band, persons, is_top_up);
            }
        }
        let [of_elders, of_cases] = relief.cells(now.number);
        let counted = of_elders.iter().map(|cells| (cells, elders)).chain(of_cases.iter().map(|cells| (cells, cases)));
        for (cells, persons) in counted {
            let bands = now.model.district().relief.programmes[cells.programme].bands.len();
            let mut by_band = [0i64; super::programme::MOST_BANDS];
            for (band, persons) in cells.bands.iter().zip(persons) {
                if *band != NO_BAND {
                    by_band[usize::from(*band)] += persons;
                }
            }
            let take_up = relief.take_up[cells.programme];
            for (band, persons) in by_band.into_iter().enumerate().take(bands) {
                let claiming = persons * take_up / ONE_TIME;
                let counts = &mut self.month.programmes[cells.programme];
                counts.entitled += persons;
                counts.claiming += claiming;
                counts.households += claiming;
                self.claim_band(now, cells.programme, band, claiming, false);
            }
        }
        for programme in &relief.fixed {
            let rate = relief.rate(now.number, *programme, 0);
            let mean = rate.times as f64 / ONE_TIME as f64 * now.model.community_share[self.place as usize];
            let id = name_hash(&now.model.district().relief.programmes[*programme].id) ^ u64::from(self.place);
            let times = i64::from(poisson(mean, now.model.draws.uniform(id, now.month, decision::FIXED_PROGRAMME)));
            let times = times * i64::from(self.claimant.rate(*programme)) / i64::from(FULL);
            let counts = &mut self.month.programmes[*programme];
            counts.claim_times += times;
            counts.claim_fen += times * rate.fen;
        }
    }

    /// The claim of those of one band.
    fn claim_band(&mut self, now: Now<'_>, programme: usize, band: usize, persons: i64, is_top_up: bool) {
        let relief = &now.model.relief;
        let rate = relief.rate(now.number, programme, band);
        if rate.times == 0 {
            return;
        }
        let carried = &mut self.carried[relief.first_band()[programme] + band];
        let micro = persons * rate.times * i64::from(self.claimant.rate(programme)) / i64::from(FULL) + *carried;
        let times = micro / ONE_TIME;
        *carried = micro % ONE_TIME;
        let counts = &mut self.month.programmes[programme];
        counts.claim_times += times;
        counts.claim_fen += match is_top_up {
            true => self.tallies.top_up * i64::from(self.claimant.rate(programme)) / i64::from(FULL),
            false => times * rate.fen,
        };
    }

    fn count(&mut self, now: Now<'_>) {
        let indexed = |programme: &super::programme::Programme| {
            // What is a multiple of the standard, or tops up to one, grows with it.
            let with_standard =
                programme.bands.iter().any(|band| matches!(band.amount, Amount::Standard(_) | Amount::TopUp(_)));
            let index = if with_standard { Index::Standard } else { programme.index };
            (now.model.relief.growth(now.number, index) * 1e6) as i64
        };
        self.month.amount_index = now.model.district().relief.programmes.iter().map(indexed).collect();
        let t = &self.tallies;
        let hardship = &mut self.month.hardship;
        (hardship.households, hardship.poor_households, hardship.persons) = (t.households, t.poor, t.persons);
        (hardship.on_books, hardship.applying, hardship.unknown) = (t.on_books, t.pending, t.unknown);
        (hardship.entitled, hardship.dead_on_books) = (t.entitled_households, t.dead_on_books);
        hardship.caseload_households = t.caseload;
        let programmes = &now.model.district().relief.programmes;
        for (at, (programme, counts)) in programmes.iter().zip(&mut self.month.programmes).enumerate() {
            if programme.over.by_books() && programme.over != Over::Death {
                (counts.entitled, counts.claiming) = (t.entitled[at].persons, t.claiming[at].persons);
                counts.households = t.claiming[at].households;
                (counts.over_months, counts.under_months) = (t.over[at], t.under[at]);
            }
            if programme.caseload {
                hardship.caseload_persons += counts.claiming;
            }
        }
    }

    /// Adds the claims of the community's services and wages, and returns all claims and the report.
    pub fn close_month(&mut self, activities: impl IntoIterator<Item = Claim>) -> (Vec<Claim>, ReliefMonth) {
        let mut month = std::mem::take(&mut self.month);
        for claim in activities {
            let counts = &mut month.programmes[usize::from(claim.programme)];
            counts.claim_times += i64::from(claim.times);
            counts.claim_fen += claim.fen;
        }
        let mut claims = Vec::new();
        for (at, counts) in month.programmes.iter_mut().enumerate() {
            counts.last_claim_fen = std::mem::replace(&mut self.claimed[at], counts.claim_fen);
            if counts.claim_times > 0 || counts.claim_fen > 0 {
                let times = counts.claim_times.clamp(0, u32::MAX.into()) as u32;
                claims.push(Claim { programme: at as u8, times, fen: counts.claim_fen });
            }
        }
        (claims, month)
    }

    /// The claims of the month before the start.
    pub fn claims_at_start(&mut self, now: Now<'_>, elders: &[i64], cases: &[i64]) -> Vec<Claim> {
        self.begin(now);
        self.claim(now, elders, cases);
        let (claims, _) = self.close_month([]);
        self.begin(now);
        claims
    }

    /// What it claims with, to claim for services and wages.
    pub fn claimant_mut(&mut self) -> &mut Claimant {
        &mut self.claimant
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.number(self.rows.len() as u64);
        self.rows.iter().for_each(|household| household.digest(digest));
        digest.column(&self.carried);
        digest.column(&self.claimed);
        digest.column(&self.visits);
        self.claimant.digest(digest);
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
fn due(now: Now<'_>, household: &Household, month: i16) -> i16 {
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
fn claimed(now: Now<'_>, household: &Household) -> Grants {
    if !household.is(flag::ON_BOOKS) && !household.is(flag::PENDING) {
        return Grants::default();
    }
    let understated = household.is(flag::UNDERSTATED);
    match household.books == household.members && !understated {
        true => household.entitled,
        false => household.grants(now, &household.books, understated),
    }
}

/// Whether a year may have changed what a household is entitled to: income against the standard, or an age at which
/// something begins or ends.
fn is_moved_by_time(now: Now<'_>, household: &Household) -> bool {
    let relief = &now.model.relief;
    let crossed = |member: &Member| {
        let (before, age) = (member.age(now.number - 12), member.age(now.number));
        relief.ages().iter().any(|from| before < *from && *from <= age)
    };
    let above = relief.standard(now.number) * WELL_ABOVE * Household::present(&household.members).count() as i64;
    household.is(flag::POOR)
        || household.income(now, &household.members, false) < above
        || household.members.iter().any(|member| member.is(member_flag::PRESENT) && crossed(member))
}

/// Whether a re-check would find nothing.
fn is_right(household: &Household) -> bool {
    let known = household.is(flag::ON_BOOKS) && !household.is(flag::UNDERSTATED) && household.update == NEVER;
    known && !household.claimed.is_empty() && household.books == household.members
}

/// The books of a household that the office knows, or will, are brought up to date after `lag` months; the
/// earliest month holds.
fn bring_up(household: &mut Household, now: Now<'_>, why: Update, lag: i16) {
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
