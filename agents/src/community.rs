//! The community (街镇): holds its elders in columns and lives their months.
use crate::budget::{self, Claim};
use crate::care::case::{NO_CASE, in_need};
use crate::care::report::CareMonth;
use crate::care::services::SERVICES;
use crate::care::{CommunityCare, End, Now};
use crate::decision;
use crate::events::{DECLINE, LIFE_EVENTS, Outcome, WIDOWHOOD};
use crate::mail::{Mail, Move};
use crate::model::Model;
use crate::register::{BirthdayGroup, Tallies, recount};
use crate::relief::CommunityRelief;
use crate::relief::programme::Activity;
use crate::report::{AGES, Books, CommunityMonth, PopulationCounts, Pyramid};
use crate::start::{self, Newcomer, age_index};
use crate::status::{Income, Status};
use crate::view::{ElderView, Gone};
use crate::workforce::{Employer, Need, office_posts};
use serde::{Deserialize, Serialize};
use sim_core::{Address, Candidate, Digest, Letter, Month, Outbox, screen};

/// One of the district's communities, with all its registered elders.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Community {
    id: String,
    place: u32,
    groups: Vec<BirthdayGroup>,
    tallies: Tallies,
    /// Those who moved last month: they belong here until the month's end and to the other community
    /// from the next month's start.
    leaving: Vec<Leaving>,
    /// Deaths and months lived of the year so far, `[sex * AGES + age at the month's start]`.
    deaths: Vec<i64>,
    months_lived: Vec<i64>,
    care: CommunityCare,
    office: Employer,
    relief: CommunityRelief,
    /// Who died or left the register last month, for whoever looks on; no month reads it.
    #[serde(skip)]
    gone: Vec<(u32, Gone)>,
    #[serde(skip)]
    candidates: Vec<Candidate>,
    #[serde(skip)]
    happenings: Vec<Happening>,
}

/// An elder of a group to whom a life event happens.
#[derive(Clone, Copy, Debug, Default)]
struct Happening {
    position: u32,
    /// Position of the event.
    event: u8,
    /// Place of the elder's case.
    case: u32,
}

/// Somebody on the way to another community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Leaving {
    group: u8,
    id: u32,
    /// Where the person was in the group when deciding; others may have been put there since.
    position: u32,
    /// Position of the other community.
    to: u32,
}

/// Candidates that are sifted together.
const SIFTED: usize = 64;

/// Appends to `happenings` whoever is named by an event that happens. What must be fetched is fetched for
/// many at once, one thing after the other, so that nobody's waits for another's.
fn sift(model: &Model, month: Month, group: &BirthdayGroup, candidates: &[Candidate], happenings: &mut Vec<Happening>) {
    let year = (month.year() - model.rates.first_year) as usize;
    let tables = model.tables.of_year(year);
    for candidates in candidates.chunks(SIFTED) {
        let mut kinds = [(0u8, 0u8); SIFTED];
        for (kind, candidate) in kinds.iter_mut().zip(candidates) {
            let position = candidate.position as usize;
            let age = age_index(month - 1 - Month::from_index(group.births[position]));
            *kind = (age as u8, group.statuses[position].class() as u8);
        }
        let mut named = [(0u32, 0u32, 0u8); SIFTED];
        for ((named, (age, class)), candidate) in named.iter_mut().zip(kinds).zip(candidates) {
            let (age, class) = (usize::from(age), usize::from(class));
            let (event, from) = model.reference.bands.row(age, class).event(candidate.draw);
            *named = (tables.at(event, age, class), candidate.draw - from, event as u8);
        }
        let mut happening = [Happening::default(); SIFTED];
        let mut number = 0;
        for ((at, draw, event), candidate) in named.into_iter().zip(candidates) {
            happening[number % SIFTED] = Happening { position: candidate.position, event, case: NO_CASE };
            number += usize::from(draw < tables.value(at));
        }
        for happening in &mut happening[..number] {
            happening.case = group.cases[happening.position as usize];
        }
        happenings.extend_from_slice(&happening[..number]);
    }
}

fn birthday_group(birth: Month) -> usize {
    birth.index().rem_euclid(12) as usize
}

impl Community {
    /// The `place`-th community of the district in the month before the start, with the community
    /// workers of its office.
    pub fn new(model: &Model, place: usize, office: Employer) -> Self {
        let elders: Vec<Newcomer> = start::elders(model, place);
        let known: Vec<(u32, Month, Status)> =
            elders.iter().map(|elder| (elder.id, elder.birth, elder.status)).collect();
        let mut community = Community {
            id: model.district().communities[place].id.clone(),
            place: place as u32,
            groups: vec![BirthdayGroup::default(); 12],
            tallies: Tallies::default(),
            leaving: Vec::new(),
            deaths: vec![0; 2 * AGES],
            months_lived: vec![0; 2 * AGES],
            care: CommunityCare::new(model, place as u32),
            office,
            relief: CommunityRelief::new(model, place, &known),
            gone: Vec::new(),
            candidates: Vec::new(),
            happenings: Vec::new(),
        };
        for elder in elders {
            community.add(model, elder, model.district().start - 1);
        }
        community
    }

    /// The elders: id, month of birth and state of each, in the order in which they are held.
    pub fn elders(&self) -> impl Iterator<Item = (u32, Month, Status)> + '_ {
        self.groups.iter().flat_map(|g| {
            g.ids
                .iter()
                .zip(&g.births)
                .zip(&g.statuses)
                .map(|((id, birth), status)| (*id, Month::from_index(*birth), *status))
        })
    }

    /// What may be seen of each elder, in the order in which they are held; `start` is the first simulated month.
    pub fn views(&self, start: Month) -> impl Iterator<Item = ElderView> + '_ {
        let cases = self.groups.iter().flat_map(|group| &group.cases);
        self.elders().zip(cases).map(move |((id, birth, status), at)| {
            let mut view = ElderView::new(id, birth, status, self.place as u16);
            if let Some(case) = self.care.cases().get(*at) {
                view = view.with_case(case, start);
            }
            // Whoever leads a household in hardship is of low income.
            if status.income() == Income::Low {
                view.hardship = self.relief.view_of(id);
            }
            view
        })
    }

    /// Who died or left the register in the month last lived, and which of both.
    pub fn gone(&self) -> &[(u32, Gone)] {
        &self.gone
    }

    /// The care half.
    pub fn care(&self) -> &CommunityCare {
        &self.care
    }

    /// Adds somebody whose age is counted at the end of `month`; a case is opened for those in need.
    fn add(&mut self, model: &Model, person: Newcomer, month: Month) {
        let case = if in_need(person.status) { self.care.open(model, person.id, person.status) } else { NO_CASE };
        self.add_with_case(model, person, month, case);
    }

    fn add_with_case(&mut self, model: &Model, person: Newcomer, month: Month, case: u32) {
        let age = age_index(month - person.birth);
        let bound = model.bound(age, person.status);
        self.groups[birthday_group(person.birth)].push(person.id, person.birth, person.status, bound, case);
        self.tallies.count(person.status, age, 1);
    }

    /// Those who moved away last month go, those who moved here come.
    fn exchange(&mut self, model: &Model, month: Month, mail: &[Letter<Mail>], counts: &mut PopulationCounts) {
        for leaving in std::mem::take(&mut self.leaving) {
            let group = &mut self.groups[usize::from(leaving.group)];
            if let Some(position) = leaving.find(group) {
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                self.tallies.count(group.statuses[position], age, -1);
                if group.cases[position] != NO_CASE {
                    self.care.release(model, group.cases[position]);
                }
                group.swap_remove(position);
                counts.moved_out += 1;
            }
        }
        for letter in mail {
            let Mail::Move(Move { id, birth, status, case }) = letter.body else { continue };
            let case = case.map_or(NO_CASE, |case| self.care.take_in(model, case));
            self.add_with_case(model, Newcomer { id, birth, status }, month - 1, case);
            counts.moved_in += 1;
        }
    }

    /// Deaths of a shock, everybody at risk.
    fn shock(&mut self, now: Now<'_>, out: &mut Outbox<Mail>, counts: &mut PopulationCounts) {
        let Now { model, month, .. } = now;
        let Some(table) = model.shocks.get(month) else { return };
        let key = model.draws.screen_key(month, decision::SHOCK_DEATH);
        for group in &mut self.groups {
            for position in (0..group.ids.len()).rev() {
                let status = group.statuses[position];
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                if key.draw(group.ids[position]) < table.get(0, age, status.class()) {
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
    fn live(&mut self, now: Now<'_>, out: &mut Outbox<Mail>, counts: &mut PopulationCounts) {
        let Now { model, month, .. } = now;
        let key = model.draws.screen_key(month, decision::EVENT);
        let mut flows = [0i64; LIFE_EVENTS.len()];
        for (g, group) in self.groups.iter_mut().enumerate() {
            self.candidates.clear();
            screen(key, &group.ids, &group.bounds, &mut self.candidates);
            self.happenings.clear();
            sift(model, month, group, &self.candidates, &mut self.happenings);
            // Backwards, so that taking one out moves nobody who is still to come.
            for Happening { position: place, event, case } in self.happenings.iter().rev().copied() {
                let (position, event) = (place as usize, usize::from(event));
                let status = group.statuses[position];
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                let id = group.ids[position];
                if event == DECLINE && case != NO_CASE && self.care.prevents_decline(now, case) {
                    continue;
                }
                let outcome = (LIFE_EVENTS[event].effect)(status);
                match outcome {
                    Outcome::Becomes(next) => {
                        group.statuses[position] = next;
                        group.bounds[position] = model.bound(age, next);
                        self.tallies.change(status, next);
                        if event == WIDOWHOOD && status.income() == Income::Low {
                            self.relief.elder_widowed(now, id);
                        }
                        if case != NO_CASE {
                            if !self.care.changed(now, case, next, out) {
                                group.cases[position] = NO_CASE;
                            }
                        } else if in_need(next) {
                            group.cases[position] = self.care.open(model, id, next);
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
                        // Whoever leads a household in hardship is of low income.
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
                            group.cases[position] = self.care.open(model, id, status);
                        }
                        if !self.care.apply_unprompted(now, group.cases[position], out) {
                            continue;
                        }
                    }
                }
                flows[event] += 1;
            }
        }
        for (event, flow) in LIFE_EVENTS.iter().zip(flows) {
            *(event.flow)(counts) += flow;
        }
    }

    /// Everybody born in this calendar month turns a year older at the month's end.
    fn birthdays(&mut self, model: &Model, month: Month) {
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

    /// In Decembers: the pyramid, with the year's deaths and months lived, and how far the running
    /// tallies are from a recount of everybody.
    fn close_year(&mut self, month: Month) -> (Option<Pyramid>, i64) {
        if !month.is_december() {
            return (None, 0);
        }
        let (tallies, mut pyramid) = recount(&self.groups, month);
        for (i, cell) in pyramid.cells.iter_mut().enumerate() {
            cell.deaths = std::mem::take(&mut self.deaths[i]);
            cell.months_lived = std::mem::take(&mut self.months_lived[i]);
        }
        (Some(pyramid), tallies.difference(&self.tallies))
    }
}

impl Leaving {
    /// Where the person is in the group.
    fn find(&self, group: &BirthdayGroup) -> Option<usize> {
        let hint = self.position as usize;
        if group.ids.get(hint) == Some(&self.id) {
            return Some(hint);
        }
        group.ids.iter().position(|other| *other == self.id)
    }
}

impl Community {
    /// A name for people.
    pub fn name(&self) -> String {
        format!("community {}", self.id)
    }

    /// The tables became others: whatever is kept that follows from them is worked out anew.
    pub fn adopt(&mut self, before: &Model, model: &Model, month: Month) {
        if model.care != before.care {
            self.care.adopt(Now::new(model, month));
        }
        self.relief.adopt(before, Now::new(model, month));
    }

    /// One month.
    pub fn step(
        &mut self,
        model: &Model,
        month: Month,
        mail: &[Letter<Mail>],
        out: &mut Outbox<Mail>,
    ) -> CommunityMonth {
        let now = Now::new(model, month);
        let mut counts = PopulationCounts::default();
        let opening = self.tallies.elders();
        self.gone.clear();
        self.care.begin();
        self.relief.open_month(now, mail);
        self.care.serve(now, self.relief.claimant());
        self.office.live(now, mail, out);
        self.exchange(model, month, mail, &mut counts);
        self.care.read(now, mail, out);
        for (lived, elders) in self.months_lived.iter_mut().zip(self.tallies.by_age()) {
            *lived += elders;
        }
        let opening_households = [self.relief.households().len() as i64, self.relief.caseload()];
        self.shock(now, out, &mut counts);
        self.live(now, out, &mut counts);
        self.birthdays(model, month);
        // Newcomers are counted at this month's end and live their first month here in the next.
        let place = self.place as usize;
        start::entrants(model, place, month, |person| {
            self.add(model, person, month);
            counts.entrants += 1;
        });
        start::arrivals(model, place, month, |person| {
            self.add(model, person, month);
            counts.arrivals += 1;
        });
        let mut care = self.care.live(now, self.tallies.elders(), out);
        self.send_movers(out);
        self.tallies.stocks(&mut counts);
        let (pyramid, recount_difference) = self.close_year(month);
        if month.is_december() {
            care.recount_difference = self.unmatched_cases() + i64::from(!self.care.steady_is_right(now));
        }
        let posts = office_posts(model, place, now.number);
        let need = Need { required_milli: posts * 1000, work_milli: posts * 1000, posts };
        let office = self.office.close_month(now, need, out);
        let books = Books { opening, closing: self.tallies.elders(), recount_difference };
        self.meet_the_register(now);
        self.relief.live(now, self.tallies.by_means(), self.care.assessed(now));
        let activities = self.activities(now, &care, office.counts.wage_bill);
        let (claims, mut relief) = self.relief.close_month(activities);
        budget::send(now, claims, out);
        [relief.opening, relief.caseload_opening] = opening_households;
        CommunityMonth { counts, books, pyramid, care, office, relief }
    }

    /// Households in hardship whose head turned 60 last month are led by a registered elder from now on: one of
    /// the same month of birth and sex.
    fn meet_the_register(&mut self, now: Now<'_>) {
        for (row, birth, sex) in self.relief.turned_60(now) {
            let group = &self.groups[birthday_group(birth)];
            let is = |at: &usize| {
                let status = group.statuses[*at];
                let same = group.births[*at] == birth.index() && status.sex() == sex;
                same && status.income() == Income::Low && !self.relief.is_linked(group.ids[*at])
            };
            // The youngest were put in last.
            if let Some(at) = (0..group.ids.len()).rev().find(is) {
                self.relief.link(now, row, group.ids[at]);
            }
        }
    }

    /// Claims for what care and work cost the bureau this month.
    fn activities(&mut self, now: Now<'_>, care: &CareMonth, wages: i64) -> Vec<Claim> {
        let served = |service: usize| care.services[service].person_times;
        let mut claims = Vec::new();
        for (number, service) in SERVICES.iter().enumerate() {
            let Some(activity) = service.activity else { continue };
            claims.extend(self.relief.claimant_mut().claim(now, activity, served(number), 0));
        }
        let workers = self.office.heads();
        claims.extend(self.relief.claimant_mut().claim(now, Activity::CommunityWages, workers, wages));
        claims
    }

    /// The claims of the month before the start.
    pub(crate) fn claims_at_start(&mut self, model: &Model) -> Vec<Claim> {
        let now = Now::new(model, model.district().start - 1);
        self.relief.claims_at_start(now, self.tallies.by_means(), self.care.assessed(now))
    }

    /// Its households in hardship and the office that looks after them.
    pub fn relief(&self) -> &CommunityRelief {
        &self.relief
    }

    /// Sends those who move to their new communities, as they are at the month's end.
    fn send_movers(&self, out: &mut Outbox<Mail>) {
        for leaving in &self.leaving {
            let group = &self.groups[usize::from(leaving.group)];
            if let Some(at) = leaving.find(group) {
                let case = self.care.cases().get(group.cases[at]).copied();
                let (birth, status) = (Month::from_index(group.births[at]), group.statuses[at]);
                out.send(Address(leaving.to), Mail::Move(Move { id: leaving.id, birth, status, case }));
            }
        }
    }

    /// Elders in need without a case, elders and cases that differ, cases without an elder.
    fn unmatched_cases(&self) -> i64 {
        let (mut held, mut unmatched) = (0, 0);
        let cases = self.care.cases();
        for group in &self.groups {
            for ((id, status), at) in group.ids.iter().zip(&group.statuses).zip(&group.cases) {
                // Who has a case cannot be foretold: no branch.
                let has_case = *at != NO_CASE;
                let is_theirs = cases.is_of(if has_case { *at } else { 0 }, *id, *status);
                held += i64::from(has_case);
                unmatched += i64::from((has_case & !is_theirs) | (!has_case & in_need(*status)));
            }
        }
        let of_elders = |case: &crate::care::case::Case| !case.is(crate::care::case::flag::DEPENDANT);
        let cases = self.care.cases().iter().filter(|(_, case)| of_elders(case)).count() as i64;
        unmatched + (cases - held).abs()
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        for group in &self.groups {
            group.digest(digest);
        }
        for Leaving { group, id, .. } in &self.leaving {
            digest.number(u64::from(*group) << 32 | u64::from(*id));
        }
        digest.column(&self.deaths);
        digest.column(&self.months_lived);
        self.care.digest(digest);
        self.office.digest(digest);
        self.relief.digest(digest);
    }
}

impl Community {
    /// Calls `each` with group, position, id, age (from 60) at the end of `month` and state of every
    /// elder.
    pub(crate) fn each_elder(&self, month: Month, mut each: impl FnMut(u8, u32, u32, usize, Status)) {
        for (g, group) in self.groups.iter().enumerate() {
            for (position, (id, (birth, status))) in
                group.ids.iter().zip(group.births.iter().zip(&group.statuses)).enumerate()
            {
                each(g as u8, position as u32, *id, age_index(month.index() - birth), *status);
            }
        }
    }

    /// The place of an elder's case, or [`NO_CASE`].
    pub(crate) fn case_at(&mut self, group: u8, position: u32) -> &mut u32 {
        &mut self.groups[usize::from(group)].cases[position as usize]
    }

    /// Id and state of an elder.
    pub(crate) fn elder_at(&self, group: u8, position: u32) -> (u32, Status) {
        let group = &self.groups[usize::from(group)];
        (group.ids[position as usize], group.statuses[position as usize])
    }

    /// The community workers of its office (街镇社区工作者).
    pub fn office(&self) -> &Employer {
        &self.office
    }

    pub(crate) fn office_mut(&mut self) -> &mut Employer {
        &mut self.office
    }

    /// The care half, to bring it to the start.
    pub(crate) fn care_mut(&mut self) -> &mut CommunityCare {
        &mut self.care
    }
}
