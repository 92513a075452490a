//! The community (街镇): holds its elders in columns and lives their months.
mod books;
mod deaths;
mod life;
mod moves;

use deaths::Outside;
use life::Happening;
use moves::Leaving;

use crate::ages::age_index;
use crate::budget;
use crate::care::CommunityCare;
use crate::care::case::{NO_CASE, in_need};
use crate::events::{LIFE_EVENTS, LifeEvent};
use crate::mail::{Incoming, Outgoing};
use crate::model::{Model, Now};
use crate::register::{BirthdayGroup, Tallies};
use crate::relief::CommunityRelief;
use crate::report::{AGES, Books, CommunityMonth, PopulationCounts};
use crate::start::{self, Newcomer};
use crate::status::{Income, Status};
use crate::view::{ElderView, Gone};
use crate::workforce::{Employer, Need, office_posts};
use serde::{Deserialize, Serialize};
use sim_core::{Candidate, Digest, Month};

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
    /// How often elders outside homes die, against the life table.
    outside: Outside,
    care: CommunityCare,
    office: Employer,
    relief: CommunityRelief,
    /// Elders who died or left the register last month, for observers; the model does not read it.
    #[serde(skip)]
    gone: Vec<(u32, Gone)>,
    /// To whom what happened last month that stories tell, by position; no month reads it.
    #[serde(skip)]
    told: Vec<(u32, u8)>,
    #[serde(skip)]
    candidates: Vec<Candidate>,
    #[serde(skip)]
    happenings: Vec<Happening>,
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
            outside: Outside::default(),
            care: CommunityCare::new(model, place as u32),
            office,
            relief: CommunityRelief::new(model, place, &known),
            gone: Vec::new(),
            told: Vec::new(),
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
            // Heads of households in hardship have a low income.
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

    /// To whom what happened in the month last simulated, of the events that stories tell.
    pub fn told(&self) -> impl Iterator<Item = (u32, &'static LifeEvent)> + '_ {
        self.told.iter().map(|(id, event)| (*id, &LIFE_EVENTS[usize::from(*event)]))
    }

    /// The care half.
    pub fn care(&self) -> &CommunityCare {
        &self.care
    }

    /// Adds somebody whose age is counted at the end of `month`; a case is opened for those in need.
    fn add(&mut self, model: &Model, person: Newcomer, month: Month) {
        let case = if in_need(person.status) {
            self.care.open(model, person.id, person.birth, person.status)
        } else {
            NO_CASE
        };
        self.add_with_case(model, person, month, case);
    }

    fn add_with_case(&mut self, model: &Model, person: Newcomer, month: Month, case: u32) {
        let age = age_index(month - person.birth);
        let bound = model.bound(age, person.status);
        self.groups[birthday_group(person.birth)].push(person.id, person.birth, person.status, bound, case);
        self.tallies.count(person.status, age, 1);
    }

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
    pub fn step(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) -> CommunityMonth {
        let Now { model, month, .. } = now;
        let mut counts = PopulationCounts::default();
        let opening = self.tallies.elders();
        self.gone.clear();
        self.told.clear();
        self.care.begin();
        self.relief.open_month(now, mail);
        self.care.serve(now, self.relief.claimant());
        self.office.live(now, mail, out);
        self.exchange(model, month, mail, &mut counts);
        self.care.read(now, mail, out);
        let by_age = self.tallies.by_age();
        for (lived, elders) in self.months_lived.iter_mut().zip(by_age) {
            *lived += elders;
        }
        self.outside.renew(now, self.tallies.by_means(), &self.care);
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
        self.send_movers(now, out);
        self.tallies.stocks(&mut counts);
        let (pyramid, recount_difference) = self.close_year(now);
        if month.is_december() {
            care.equity = self.care.equity(now, self.tallies.by_group());
            care.recount_difference = self.unmatched_cases() + i64::from(!self.care.steady_is_right(now));
        }
        let posts = office_posts(model, place, now.number);
        let need = Need { required_milli: posts * 1000, work_milli: posts * 1000, posts };
        let office = self.office.close_month(now, need, out);
        let books = Books { opening, closing: self.tallies.elders(), recount_difference };
        self.meet_the_register(now);
        let in_need = counts.moderate + counts.severe;
        self.relief.live(now, self.tallies.by_means(), self.care.assessed(now), in_need);
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

    /// Its households in hardship and the office that looks after them.
    pub fn relief(&self) -> &CommunityRelief {
        &self.relief
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
        self.outside.digest(digest);
        self.care.digest(digest);
        self.office.digest(digest);
        self.relief.digest(digest);
    }

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

    /// Id, month of birth and state of an elder.
    pub(crate) fn elder_at(&self, group: u8, position: u32) -> (u32, Month, Status) {
        let (group, at) = (&self.groups[usize::from(group)], position as usize);
        (group.ids[at], Month::from_index(group.births[at]), group.statuses[at])
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
