//! The community (街镇): holds its elders in columns and lives their months.
use crate::decision;
use crate::events::{LIFE_EVENTS, Outcome};
use crate::model::Model;
use crate::register::{BirthdayGroup, Tallies, recount};
use crate::report::{AGES, Books, CommunityMonth, PopulationCounts, Pyramid};
use crate::start::{self, Newcomer, age_index};
use crate::status::Status;
use serde::{Deserialize, Serialize};
use sim_core::{Actor, Address, Candidate, Digest, Imbalance, Letter, Month, Outbox, screen};

/// An elder on the way to another community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Person id.
    pub id: u32,
    /// Month of birth.
    pub birth: Month,
    /// State.
    pub status: Status,
}

/// One of the district's communities, with all its registered elders.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Community {
    id: String,
    place: u32,
    groups: Vec<BirthdayGroup>,
    tallies: Tallies,
    /// Group and id of those who moved last month: they belong here until the month's end and to
    /// the other community from the next month's start.
    leaving: Vec<(u8, u32)>,
    /// Deaths and months lived of the year so far, `[sex * AGES + age at the month's start]`.
    deaths: Vec<i64>,
    months_lived: Vec<i64>,
    #[serde(skip)]
    candidates: Vec<Candidate>,
}

fn birthday_group(birth: Month) -> usize {
    birth.index().rem_euclid(12) as usize
}

impl Community {
    /// The `place`-th community of the district in the month before the start.
    pub fn new(model: &Model, place: usize) -> Self {
        let mut community = Community {
            id: model.district().communities[place].id.clone(),
            place: place as u32,
            groups: vec![BirthdayGroup::default(); 12],
            tallies: Tallies::default(),
            leaving: Vec::new(),
            deaths: vec![0; 2 * AGES],
            months_lived: vec![0; 2 * AGES],
            candidates: Vec::new(),
        };
        for elder in start::elders(model, place) {
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

    /// Adds somebody whose age is counted at the end of `month`.
    fn add(&mut self, model: &Model, person: Newcomer, month: Month) {
        let age = age_index(month - person.birth);
        let bound = model.bound(age, person.status);
        self.groups[birthday_group(person.birth)].push(person.id, person.birth, person.status, bound);
        self.tallies.count(person.status, age, 1);
    }

    /// Those who moved away last month go, those who moved here come.
    fn exchange(&mut self, model: &Model, month: Month, mail: &[Letter<Move>], counts: &mut PopulationCounts) {
        for (group, id) in std::mem::take(&mut self.leaving) {
            let group = &mut self.groups[usize::from(group)];
            if let Some(position) = group.ids.iter().position(|other| *other == id) {
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                self.tallies.count(group.statuses[position], age, -1);
                group.swap_remove(position);
                counts.moved_out += 1;
            }
        }
        for letter in mail {
            let Move { id, birth, status } = letter.body;
            self.add(model, Newcomer { id, birth, status }, month - 1);
            counts.moved_in += 1;
        }
    }

    /// Deaths of a shock, everybody at risk.
    fn shock(&mut self, model: &Model, month: Month, counts: &mut PopulationCounts) {
        let Some(table) = model.shocks.get(month) else { return };
        let key = model.draws.screen_key(month, decision::SHOCK_DEATH);
        for group in &mut self.groups {
            for position in (0..group.ids.len()).rev() {
                let status = group.statuses[position];
                let age = age_index(month - 1 - Month::from_index(group.births[position]));
                if key.draw(group.ids[position]) < table.get(0, age, status.class()) {
                    self.tallies.count(status, age, -1);
                    self.deaths[status.sex() * AGES + age] += 1;
                    group.swap_remove(position);
                    counts.shock_deaths += 1;
                    counts.deaths += 1;
                }
            }
        }
    }

    /// The screened month: one draw an elder, resolved where it falls into an event's band.
    fn live(&mut self, model: &Model, month: Month, out: &mut Outbox<Move>, counts: &mut PopulationCounts) {
        let key = model.draws.screen_key(month, decision::EVENT);
        let year = (month.year() - model.rates.first_year) as usize;
        let mut flows = [0i64; LIFE_EVENTS.len()];
        for (g, group) in self.groups.iter_mut().enumerate() {
            self.candidates.clear();
            screen(key, &group.ids, &group.bounds, &mut self.candidates);
            // Backwards, so that taking one out moves nobody who is still to come.
            for candidate in self.candidates.iter().rev() {
                let position = candidate.position as usize;
                let status = group.statuses[position];
                let birth = Month::from_index(group.births[position]);
                let age = age_index(month - 1 - birth);
                let ends = model.reference.bands.ends(age, status.class());
                let event = ends.iter().position(|end| candidate.draw < *end).unwrap_or(ends.len() - 1);
                let from = if event == 0 { 0 } else { ends[event - 1] };
                if candidate.draw - from >= model.tables[event].get(year, age, status.class()) {
                    continue;
                }
                let outcome = (LIFE_EVENTS[event].effect)(status);
                match outcome {
                    Outcome::Becomes(next) => {
                        group.statuses[position] = next;
                        group.bounds[position] = model.bound(age, next);
                        self.tallies.change(status, next);
                    }
                    Outcome::Dies | Outcome::Departs => {
                        if outcome == Outcome::Dies {
                            self.deaths[status.sex() * AGES + age] += 1;
                        }
                        self.tallies.count(status, age, -1);
                        group.swap_remove(position);
                    }
                    Outcome::Moves => {
                        let id = group.ids[position];
                        let to = start::destination(model, &model.draws, id, month, self.place as usize);
                        if to as u32 != self.place {
                            out.send(Address(to as u32), Move { id, birth, status });
                            self.leaving.push((g as u8, id));
                        }
                        continue; // counted when the move takes effect
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
                self.tallies.birthday(status.sex(), before);
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

impl Actor for Community {
    type Shared = Model;
    type Mail = Move;
    type Report = CommunityMonth;

    fn name(&self) -> String {
        format!("community {}", self.id)
    }

    fn step(&mut self, model: &Model, month: Month, mail: &[Letter<Move>], out: &mut Outbox<Move>) -> CommunityMonth {
        let mut counts = PopulationCounts::default();
        let opening = self.tallies.elders();
        self.exchange(model, month, mail, &mut counts);
        for (lived, elders) in self.months_lived.iter_mut().zip(self.tallies.by_age()) {
            *lived += elders;
        }
        self.shock(model, month, &mut counts);
        self.live(model, month, out, &mut counts);
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
        self.tallies.stocks(&mut counts);
        let (pyramid, recount_difference) = self.close_year(month);
        let books = Books { opening, closing: self.tallies.elders(), recount_difference };
        CommunityMonth { counts, books, pyramid }
    }

    fn digest(&self, digest: &mut Digest) {
        for group in &self.groups {
            group.digest(digest);
        }
        for (group, id) in &self.leaving {
            digest.number(u64::from(*group) << 32 | u64::from(*id));
        }
        digest.column(&self.deaths);
        digest.column(&self.months_lived);
    }

    fn audit(reports: &[CommunityMonth]) -> Result<(), Imbalance> {
        let (mut moved_out, mut moved_in) = (0, 0);
        for (place, CommunityMonth { counts: c, books, .. }) in reports.iter().enumerate() {
            let sum = books.opening + c.entrants + c.arrivals + c.moved_in - c.deaths - c.departures - c.moved_out;
            Imbalance::check(
                || format!("elders of community {place}"),
                ("opening + entrants + arrivals + moved in - deaths - departures - moved out", sum),
                ("closing", books.closing),
            )?;
            Imbalance::check(
                || format!("yearly recount of community {place}"),
                ("elders on whose state tallies and recount differ", books.recount_difference),
                ("none", 0),
            )?;
            moved_out += c.moved_out;
            moved_in += c.moved_in;
        }
        Imbalance::check(|| "moves between communities".into(), ("moved out", moved_out), ("moved in", moved_in))
    }
}
