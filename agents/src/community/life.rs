//! Life events: who dies, declines, recovers, moves, applies. The hot loop of the elders.
use super::deaths::{most_outside, scaled};
use super::moves::Leaving;
use super::{Community, birthday_group};
use crate::ages::age_index;
use crate::care::End;
use crate::care::case::{NO_CASE, in_need};
use crate::decision;
use crate::events::{LIFE_EVENTS, Outcome};
use crate::mail::Outgoing;
use crate::model::{Model, Now};
use crate::rates::SCALE;
use crate::register::BirthdayGroup;
use crate::report::{AGES, PopulationCounts};
use crate::start;
use crate::status::Income;
use crate::view::Gone;
use sim_core::{Candidate, Month, screen};
use std::hint::black_box;

/// An elder of a group to whom a life event happens.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Happening {
    position: u32,
    /// Position of the event.
    event: u8,
    /// Place of the elder's case.
    case: u32,
    /// Where in the event's band the draw is, and the event's own threshold.
    draw: u32,
    threshold: u32,
}

/// Position of death among the events: its threshold also depends on where an elder lives, which is known later.
pub(super) const DEATH: u8 = 0;

/// Candidates that are sifted together.
const SIFTED: usize = 64;

/// Appends to `happenings` every elder to whom an event happens and whom it names. What must be fetched is fetched for
/// many at once, one thing after the other, so that nobody's waits for another's.
fn sift(model: &Model, month: Month, group: &BirthdayGroup, candidates: &[Candidate], happenings: &mut Vec<Happening>) {
    let year = (month.year() - model.rates.first_year) as usize;
    let tables = model.tables.of_year(year);
    for candidates in candidates.chunks(SIFTED) {
        let mut kinds = [(0u8, 0u16, 0u8); SIFTED];
        for (kind, candidate) in kinds.iter_mut().zip(candidates) {
            let position = candidate.position as usize;
            let age = age_index(month - 1 - Month::from_index(group.births[position]));
            let status = group.statuses[position];
            *kind = (age as u8, status.class() as u16, status.income() as u8);
        }
        // All rows at once: the search below would wait for each.
        let touched =
            |(age, class, _): &(u8, u16, u8)| model.reference.bands.touch(usize::from(*age), usize::from(*class));
        black_box(kinds[..candidates.len()].iter().map(touched).fold(0, |all, row| all | row));
        let mut named = [(0u32, 0u32, 0u8, 0u64); SIFTED];
        for ((named, (age, class, income)), candidate) in named.iter_mut().zip(kinds).zip(candidates) {
            let (age, class) = (usize::from(age), usize::from(class));
            let (event, from) = model.reference.bands.row(age, class).event(candidate.draw);
            let scale = model.tables.by_income(event, usize::from(income));
            *named = (tables.at(event, age, class), candidate.draw - from, event as u8, scale);
        }
        let mut happening = [Happening::default(); SIFTED];
        let mut number = 0;
        for ((at, draw, event, scale), candidate) in named.into_iter().zip(candidates) {
            let scaled = u64::from(tables.value(at)) * scale;
            let threshold = (scaled / SCALE).min(u32::MAX.into()) as u32;
            happening[number % SIFTED] =
                Happening { position: candidate.position, event, case: NO_CASE, draw, threshold };
            number += usize::from((u64::from(draw) * SCALE < scaled) | (event == DEATH));
        }
        for happening in &mut happening[..number] {
            happening.case = group.cases[happening.position as usize];
        }
        // A draw far above the threshold of death matters to residents of homes alone, who have cases.
        let may_happen = |of: &&Happening| of.case != NO_CASE || u64::from(of.draw) < most_outside(of.threshold);
        happenings.extend(happening[..number].iter().filter(may_happen));
    }
}

impl Community {
    /// Deaths of a shock, everybody at risk.
    pub(super) fn shock(&mut self, now: Now<'_>, out: &mut Outgoing<'_>, counts: &mut PopulationCounts) {
        let Now { model, month, .. } = now;
        let Some(table) = model.shocks.get(month) else { return };
        let key = model.draws.screen_key(month, decision::SHOCK_DEATH);
        for group in &mut self.groups {
            for position in (0..group.ids.len()).rev() {
                let status = group.statuses[position];
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                if key.draw(group.ids[position]) < model.shock_death(table, age, status) {
                    self.tallies.count(status, age, -1);
                    self.deaths[status.sex() * AGES + age] += 1;
                    if group.cases[position] != NO_CASE {
                        self.care.end(now, group.cases[position], End::Death, out);
                    }
                    if status.income() == Income::Low {
                        self.relief.elder_gone(now, group.ids[position], true);
                    }
                    self.gone.push((group.ids[position], Gone::Died));
                    group.swap_remove(position);
                    counts.shock_deaths += 1;
                    counts.deaths += 1;
                }
            }
        }
    }

    /// The screened month: one draw an elder, resolved where it falls into an event's band.
    pub(super) fn live(&mut self, now: Now<'_>, out: &mut Outgoing<'_>, counts: &mut PopulationCounts) {
        let Now { model, month, .. } = now;
        let key = model.draws.screen_key(month, decision::EVENT);
        let mut flows = [0i64; LIFE_EVENTS.len()];
        for (g, group) in self.groups.iter_mut().enumerate() {
            self.candidates.clear();
            screen(key, &group.ids, &group.bounds, &mut self.candidates);
            self.happenings.clear();
            sift(model, month, group, &self.candidates, &mut self.happenings);
            self.care.touch(self.happenings.iter().map(|happening| happening.case));
            // Backwards, so that taking one out moves nobody who is still to come.
            for Happening { position: place, event, case, draw, threshold } in self.happenings.iter().rev().copied() {
                let (position, number) = (place as usize, usize::from(event));
                let event = &LIFE_EVENTS[number];
                let status = group.statuses[position];
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                let id = group.ids[position];
                if number == usize::from(DEATH) {
                    let ratio = self.outside.ratio(now, age, status, self.care.cases().get(case));
                    if u64::from(draw) >= scaled(threshold, ratio) {
                        continue;
                    }
                }
                if case != NO_CASE && self.care.averts(now, case, event) {
                    continue;
                }
                let outcome = (event.effect)(status);
                match outcome {
                    // A child that has retired already: its work is no part of the class.
                    Outcome::Becomes(next) if next == status => continue,
                    Outcome::Becomes(next) => {
                        group.statuses[position] = next;
                        group.bounds[position] = model.bound(age, next);
                        self.tallies.change(status, next);
                        if status.income() == Income::Low {
                            (event.consequences.relief)(&mut self.relief, now, id);
                        }
                        if case != NO_CASE {
                            if !self.care.changed(now, case, event, next, out) {
                                group.cases[position] = NO_CASE;
                            }
                        } else if in_need(next) {
                            let birth = Month::from_index(group.births[position]);
                            group.cases[position] = self.care.open(model, id, birth, next);
                        }
                    }
                    Outcome::Dies | Outcome::Departs => {
                        let died = outcome == Outcome::Dies;
                        if died {
                            self.deaths[status.sex() * AGES + age] += 1;
                        }
                        self.tallies.count(status, age, -1);
                        if case != NO_CASE {
                            self.care.end(now, case, if died { End::Death } else { End::Departure }, out);
                        }
                        // Heads of households in hardship have a low income.
                        if status.income() == Income::Low {
                            self.relief.elder_gone(now, id, died);
                        }
                        self.gone.push((id, if died { Gone::Died } else { Gone::Departed }));
                        group.swap_remove(position);
                    }
                    Outcome::ComesIntoHardship => {
                        let birth = Month::from_index(group.births[position]);
                        let is_poor = status.income() == Income::Low;
                        if !is_poor || !self.relief.elder_in_hardship(now, id, birth, status) {
                            continue;
                        }
                    }
                    Outcome::Moves => {
                        if status.income() == Income::Low && self.relief.is_linked(id) {
                            continue; // the office that looks after them keeps them
                        }
                        let to = start::destination(model, &model.draws, id, month, self.place as usize);
                        if to as u32 != self.place {
                            if case != NO_CASE && !self.care.start_moving(case) {
                                continue; // a bed or a list in this community's books keeps them
                            }
                            self.leaving.push(Leaving { group: g as u8, id, position: place, to: to as u32 });
                        }
                        continue; // counted when the move takes effect
                    }
                    Outcome::Applies => {
                        let elsewhere = model.draws.uniform(id.into(), month, decision::ELSEWHERE);
                        if !status.lives_here() && elsewhere >= model.care.elsewhere {
                            continue;
                        }
                        if case == NO_CASE {
                            let birth = Month::from_index(group.births[position]);
                            group.cases[position] = self.care.open(model, id, birth, status);
                        }
                        if !self.care.apply_unprompted(now, group.cases[position], out) {
                            continue;
                        }
                    }
                }
                flows[number] += 1;
                if event.story.is_some() {
                    self.told.push((id, number as u8));
                }
            }
        }
        for (event, flow) in LIFE_EVENTS.iter().zip(flows) {
            *(event.flow)(counts) += flow;
        }
    }

    /// Everybody born in this calendar month turns a year older at the month's end.
    pub(super) fn birthdays(&mut self, model: &Model, month: Month) {
        let group = &mut self.groups[birthday_group(month)];
        for ((birth, status), bound) in group.births.iter().zip(&group.statuses).zip(&mut group.bounds) {
            let months = month.index() - birth;
            let (before, now) = (age_index(months - 1), age_index(months));
            if now > before {
                self.tallies.birthday(*status, before);
                *bound = model.bound(now, *status);
            }
        }
    }
}
