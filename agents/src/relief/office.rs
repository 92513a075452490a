//! The relief office of a community (街镇救助): its households, what it knows of them, and the month.
//!
//! Order inside a month: what happens to households; who applies or is found; what is due: books brought up to
//! date, re-checks, grants; newcomers; then claims, which the bureau pays next month.
use super::books::{Update, Why, bring_up, claimed, due};
use super::disabled::DisabilityRegister;
use super::household::{Household, NOBODY, flag, member_flag};
use super::life::{self, Happening};
use super::report::{HardshipCounts, ProgrammeCounts, ReliefMonth};
use super::start;
use super::tallies::{Tallies, is_caseload, is_unknown};
use crate::budget::Claimant;
use crate::decision;
use crate::mail::Incoming;
use crate::model::{Model, Now};
use crate::status::Status;
use crate::view::HardshipView;
use serde::{Deserialize, Serialize};
use sim_core::{Candidate, Digest, Month, screen};
use std::collections::BTreeMap;

/// Bits of the column of households entitled and unknown: what their draw is compared by.
pub(super) mod unknown {
    /// Entitled and unknown.
    pub const IS: u8 = 1;
    /// Data show its hardship.
    pub const SEEN_BY_DATA: u8 = 2;
}

/// A community's relief.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommunityRelief {
    pub(super) place: u32,
    pub(super) rows: Vec<Household>,
    pub(super) ids: Vec<u32>,
    /// Upper bound of the chance that anything happens.
    pub(super) bounds: Vec<u32>,
    /// Month in which the office has to do something, or [`i16::MAX`].
    pub(super) due: Vec<i16>,
    /// 0, or for those entitled and unknown a bit of [`unknown`] each.
    pub(super) unknown: Vec<u8>,
    /// Month of birth of the head, if there is one that the register of elders does not know; else 0.
    pub(super) heads: Vec<i16>,
    /// Rows of households by the elder at their head.
    pub(super) linked: BTreeMap<u32, u32>,
    pub(super) tallies: Tallies,
    /// Severely disabled persons of other households.
    pub(super) register: DisabilityRegister,
    /// By band of all programmes: millionths of a time not yet claimed.
    pub(super) carried: Vec<i64>,
    /// By programme: fen claimed last month.
    pub(super) claimed: Vec<i64>,
    /// Millionths of an adviser's visit not yet made, and of one that found somebody in hardship.
    pub(super) visits: [i64; 2],
    pub(super) claimant: Claimant,
    /// The tables became others since everybody was last looked at.
    pub(super) changed: bool,
    /// Households of which nobody is left.
    #[serde(skip)]
    pub(super) gone: Vec<u32>,
    #[serde(skip)]
    pub(super) found: Vec<Candidate>,
    /// Households for which the office has to do something this month.
    #[serde(skip)]
    pub(super) attended: Vec<u32>,
    /// By band of all programmes: persons of the register who are granted it.
    #[serde(skip)]
    pub(super) registered: Vec<i64>,
    /// Why the books are being changed.
    #[serde(skip)]
    pub(super) why: Why,
    #[serde(skip)]
    pub(super) month: ReliefMonth,
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
            register: DisabilityRegister::new(model, place),
            carried: vec![0; model.relief.first_band().last().copied().unwrap_or(0)],
            claimed: vec![0; programmes],
            visits: [0; 2],
            claimant: Claimant::new(programmes),
            changed: false,
            gone: Vec::new(),
            found: Vec::new(),
            attended: Vec::new(),
            registered: Vec::new(),
            why: Why::Found,
            month: ReliefMonth::default(),
        };
        let now = Now::new(model, model.district().start - 1);
        let known = model.parameters().relief_take_up_at_start;
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

    /// Severely disabled persons of other households.
    pub fn register(&self) -> &DisabilityRegister {
        &self.register
    }

    /// Households on the books that are granted a programme of the relief caseload.
    pub fn caseload(&self) -> i64 {
        self.tallies.caseload
    }

    /// What it claims with, for services and wages of the community.
    pub fn claimant(&self) -> &Claimant {
        &self.claimant
    }

    /// The tables became others. Where that moves what anybody is entitled to, everybody is looked at anew this month.
    pub fn adopt(&mut self, before: &Model, now: Now<'_>) {
        self.changed = !now.model.relief.entitles_as(&before.relief, now.number);
        let same_lives = now.model.relief.lives_as(&before.relief);
        if !same_lives {
            self.register.bound(&now.model.relief, now.number, now.year());
        }
        let same_checks = now.model.relief.check_interval == before.relief.check_interval;
        for (row, household) in self.rows.iter().enumerate() {
            if !same_checks {
                self.due[row] = due(now, household, now.number);
            }
            // Else chances that hang on age are those of the last July.
            if !same_lives {
                self.bounds[row] = life::bound(&now.model.relief, household, now.number, now.year());
            }
        }
    }

    /// Empties the month's report and reads the bureau's letters.
    pub fn open_month(&mut self, now: Now<'_>, mail: &mut Incoming) {
        self.claimant.read(mail);
        self.begin(now);
    }

    pub(super) fn begin(&mut self, now: Now<'_>) {
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

    /// What may be seen of the household that an elder leads.
    pub fn view_of(&self, elder: u32) -> HardshipView {
        match self.linked.get(&elder).and_then(|row| self.rows.get(*row as usize)) {
            None => HardshipView::None,
            Some(household) if household.is(flag::ON_BOOKS) => HardshipView::OnBooks,
            Some(_) => HardshipView::Unknown,
        }
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
    pub(super) fn enter(&mut self, now: Now<'_>, row: usize, mut household: Household) {
        household.claimed = claimed(now, &household);
        self.commit(now, row, household);
    }

    /// A household as it is from now on, with whatever follows.
    pub(super) fn commit(&mut self, now: Now<'_>, row: usize, household: Household) {
        let relief = &now.model.relief;
        let before = std::mem::replace(&mut self.rows[row], household);
        self.tallies.replace(relief, &before, &household);
        let [was, is] = [&before, &household].map(|household| is_caseload(relief, household));
        if was != is {
            self.note_caseload(&before, is, was);
        }
        self.note(now, row);
    }

    /// Works out what a household is entitled to and granted, and all that follows.
    fn weigh(&mut self, now: Now<'_>, row: usize) {
        let household = &mut self.rows[row];
        household.entitled = household.grants(now, &household.members, false);
        household.claimed = claimed(now, household);
        self.note(now, row);
    }

    /// The columns: bound, when it is due, whether it is to be found.
    pub(super) fn note(&mut self, now: Now<'_>, row: usize) {
        let household = &self.rows[row];
        self.bounds[row] = life::bound(&now.model.relief, household, now.number, now.year());
        let bit = |is: bool, bit: u8| if is { bit } else { 0 };
        self.unknown[row] = match is_unknown(household) {
            false => 0,
            true => unknown::IS | bit(household.is(flag::SEEN_BY_DATA), unknown::SEEN_BY_DATA),
        };
        self.due[row] = due(now, household, now.number);
        let head = household.members[0];
        let is_unregistered = household.elder == NOBODY && head.is(member_flag::PRESENT);
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
    pub(super) fn note_empty(&mut self, row: usize) {
        let household = &self.rows[row];
        let known = household.is(flag::ON_BOOKS) || household.is(flag::PENDING);
        if !known && Household::present(&household.members).next().is_none() {
            self.gone.push(row as u32);
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

    /// The month; `elders` are the community's by income, sex and age, `cases` its assessed elders by cell, `in_need` its
    /// elders who are moderately or severely disabled.
    pub fn live(&mut self, now: Now<'_>, elders: &[i64], cases: &[i64], in_need: i64) {
        self.month.registered_opening = self.register.persons();
        let flows = self.register.live(now, self.place as usize, in_need);
        (self.month.hardship.registered_new, self.month.hardship.registered_deaths) = (flows.new, flows.deaths);
        if now.model.relief.is_review(now.number) || self.changed {
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

    /// What it claims with, to claim for services and wages.
    pub fn claimant_mut(&mut self) -> &mut Claimant {
        &mut self.claimant
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.number(self.rows.len() as u64);
        self.rows.iter().for_each(|household| household.digest(digest));
        self.register.digest(digest);
        digest.column(&self.bounds);
        digest.column(&self.due);
        digest.column(&self.carried);
        digest.column(&self.claimed);
        digest.column(&self.visits);
        self.claimant.digest(digest);
    }
}
