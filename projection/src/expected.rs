//! Expected elders of a replicate: by sex, month of birth, ability, stage of dementia and income, month by
//! month, without persons and
//! without draws about them.
//!
//! The inputs are those of the agents: the hazards of [`LIFE_EVENTS`], the probabilities of shocks, the population at the
//! start, those who turn 60 and those who arrive, of one replicate's [`Model`]. The arithmetic is another: no bands, no
//! screened draws, no register, no letters. No hazard that moves ability, dementia or registration depends on the
//! household, so that nothing has to be averaged over it. Care is no part of it but for one number: adapted homes avert
//! declines, and how many were adapted is taken from the agents' report; they are spread evenly over all in need.
use agents::Model;
use agents::events::{DECLINE, LIFE_EVENTS, LifeEvent, Outcome, by_income};
use agents::rates::{Hazards, Shares};
use agents::report::{AGES, FIRST_AGE};
use agents::status::{ABILITIES, Ability, Dementia, INCOMES, Income, SEVERITIES, Severity, Status};
use ndarray::Axis;
use sim_core::Month;
use std::sync::Arc;

/// States of an elder: ability, within it without dementia and by its stage, within that income.
const STATES: usize = ABILITIES * SEVERITIES * INCOMES;
/// Months of birth of one age.
const YEAR: usize = 12;
/// Months from birth to the month in which an elder enters.
const MONTHS_AT_ENTRY: i32 = FIRST_AGE as i32 * 12;
/// What a threshold of a draw is of.
const WHOLE: f64 = 4_294_967_296.0;

/// Expected elders of a replicate at a month's end.
#[derive(Clone, Debug)]
pub struct Projection {
    /// Month of birth of the first column.
    first_birth: Month,
    /// Months of birth.
    births: usize,
    /// Persons, `[sex][state][month of birth]`.
    persons: Vec<f64>,
    /// The hazards from which the chances are.
    hazards: Arc<Vec<Hazards>>,
    chances: Chances,
    adapted: Adapted,
}

/// Expected elders of a sex from an age on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Elders {
    /// Persons by ability, independent to severely disabled.
    pub abilities: [f64; ABILITIES],
    /// Persons with dementia, on file or not.
    pub dementia: f64,
}

/// Monthly probabilities of a calendar year.
#[derive(Clone, Debug)]
struct Chances {
    year: i32,
    /// By the state to which they lead.
    flows: Vec<Flow>,
    /// Of each flow, and by how much it changes when all declines of those in need are averted, `[sex][age][flow]`.
    of_flows: Vec<[f64; 2]>,
    /// Of death or registration out, `[sex][age][state]`.
    exits: Vec<f64>,
    /// Persons who arrive in a month for each month of birth of an age, `[sex][age][state]`.
    arrivals: Vec<f64>,
}

/// From one state to another by an event, or from a state to the same.
#[derive(Clone, Copy, Debug)]
struct Flow {
    to: usize,
    from: usize,
    /// Position of the event; none of those who stay.
    event: Option<usize>,
}

/// Elders in homes that were adapted.
#[derive(Clone, Copy, Debug, Default)]
struct Adapted {
    /// Persons in need.
    persons: f64,
    /// Persons in need at the last year's end, and the monthly probability that one of them leaves the register or is
    /// in need no more.
    in_need: f64,
    leaving: f64,
    /// Share of the declines of those in need that was averted in the last month.
    averted: f64,
}

/// A person of a sex and state, for looking up hazards.
fn status(sex: usize, state: usize) -> Status {
    let (ability, severity, income) = parts(state);
    let status = Status::new(sex).with_ability(Ability::ALL[ability]).with_income(Income::ALL[income]);
    status.with_dementia(Dementia::Undiagnosed).with_severity(Severity::ALL[severity])
}

fn state_of(status: Status) -> usize {
    (status.ability() as usize * SEVERITIES + status.severity() as usize) * INCOMES + status.income() as usize
}

/// Ability, stage of dementia and income of a state.
fn parts(state: usize) -> (usize, usize, usize) {
    (state / (SEVERITIES * INCOMES), state / INCOMES % SEVERITIES, state % INCOMES)
}

/// Whether those of a state need care: all but the independent without dementia.
fn is_in_need(state: usize) -> bool {
    state >= INCOMES
}

/// What an event does to an elder in some state, as far as it matters here.
enum Effect {
    Nothing,
    Exit,
    To(usize),
}

fn effect(event: &LifeEvent, from: usize) -> Effect {
    match (event.effect)(status(0, from)) {
        Outcome::Dies | Outcome::Departs => Effect::Exit,
        Outcome::Becomes(next) if state_of(next) != from => Effect::To(state_of(next)),
        _ => Effect::Nothing,
    }
}

/// Those who stay, and the moves between states that the life events are.
fn flows() -> Vec<Flow> {
    let stay = (0..STATES).map(|state| Flow { to: state, from: state, event: None });
    let of_event = |(event, life): (usize, &'static LifeEvent)| {
        (0..STATES).filter_map(move |from| match effect(life, from) {
            Effect::To(to) => Some(Flow { to, from, event: Some(event) }),
            _ => None,
        })
    };
    let mut flows: Vec<Flow> = stay.chain(LIFE_EVENTS.iter().enumerate().flat_map(of_event)).collect();
    flows.sort_by_key(|flow| flow.to);
    flows
}

/// The monthly probability of an event from its hazards and factors of incomes at a year, age and state.
fn chance((hazards, by_income): &(&Hazards, [f64; INCOMES]), year: usize, sex: usize, age: usize, state: usize) -> f64 {
    // Not on file: no rate that matters here depends on it.
    let (ability, dementia, income) = parts(state);
    let at = |axis: usize, i: usize| i.min(hazards.len_of(Axis(axis)) - 1);
    let hazard = hazards[[at(0, year), at(1, age), at(2, sex), at(3, ability), at(4, dementia), 0]];
    -libm::expm1(-hazard / 12.0) * by_income[income]
}

fn spread(persons: f64, shares: &Shares) -> impl Iterator<Item = f64> {
    shares.iter().flatten().flatten().map(move |share| persons * share)
}

impl Chances {
    fn of(model: &Model, month: Month) -> Self {
        let flows = flows();
        let year = (month.year() - model.rates.first_year).max(0) as usize;
        let mut chances = Chances {
            year: month.year(),
            of_flows: Vec::with_capacity(2 * AGES * flows.len()),
            exits: Vec::with_capacity(2 * AGES * STATES),
            arrivals: Vec::with_capacity(2 * AGES * STATES),
            flows,
        };
        let rates = LIFE_EVENTS.iter().zip(model.hazards.iter());
        let rates: Vec<(&Hazards, [f64; INCOMES])> =
            rates.map(|(event, hazards)| (hazards, by_income(event, &model.rates))).collect();
        let exits = LIFE_EVENTS.iter().zip(&rates).filter(|(event, _)| matches!(effect(event, 0), Effect::Exit));
        let exits: Vec<_> = exits.map(|(_, rates)| rates).collect();
        for (sex, age) in (0..2).flat_map(|sex| (0..AGES).map(move |age| (sex, age))) {
            let mut leave: [f64; STATES] =
                std::array::from_fn(|state| exits.iter().map(|of| chance(of, year, sex, age, state)).sum());
            chances.exits.extend(leave);
            let mut averted = [0.0; STATES];
            let first = chances.of_flows.len();
            for flow in &chances.flows {
                let Some(event) = flow.event else {
                    chances.of_flows.push([1.0, 0.0]);
                    continue;
                };
                let chance = chance(&rates[event], year, sex, age, flow.from);
                let is_averted = LIFE_EVENTS[event] == *DECLINE && is_in_need(flow.from);
                leave[flow.from] += chance;
                averted[flow.from] += if is_averted { chance } else { 0.0 };
                chances.of_flows.push([chance, if is_averted { -chance } else { 0.0 }]);
            }
            for (flow, of) in chances.flows.iter().zip(&mut chances.of_flows[first..]) {
                if flow.event.is_none() {
                    *of = [1.0 - leave[flow.from], averted[flow.from]];
                }
            }
            let (persons, shares) = model.expected_arrivals(sex, age, model.rates.year(year));
            chances.arrivals.extend(spread(persons / YEAR as f64, &shares));
        }
        chances
    }

    /// Those of the flows of a sex and age, by place.
    fn of_cell(&self, sex: usize, age: usize) -> &[[f64; 2]] {
        let flows = self.flows.len();
        &self.of_flows[(sex * AGES + age) * flows..][..flows]
    }
}

impl Projection {
    /// The expected elders of the month before the start of the replicate of `model`.
    pub fn new(model: &Model) -> Self {
        // One year more than there are births, so that the oldest of all fill no year of age in part.
        let (first, last) = model.births().into_inner();
        let first_birth = first - YEAR as i32;
        let births = (last - first_birth + 1).max(0) as usize;
        let chances = Chances::of(model, model.district().start);
        let mut projection = Projection {
            first_birth,
            births,
            persons: vec![0.0; 2 * STATES * births],
            hazards: Arc::clone(&model.hazards),
            chances,
            adapted: Adapted::default(),
        };
        for sex in 0..2 {
            for birth in 0..births {
                let (persons, shares) = model.expected_at_start(sex, first_birth + birth as i32);
                projection.add(sex, birth, persons, &shares);
            }
        }
        projection.count_need(model.district().start);
        projection
    }

    /// One month by the rates of `model`, which may be another than in the month before. `adapted` homes were adapted for
    /// elders in the month; what that averts begins a month later.
    pub fn advance(&mut self, model: &Model, month: Month, adapted: i64) {
        if !Arc::ptr_eq(&self.hazards, &model.hazards) || month.year() != self.chances.year {
            self.hazards = Arc::clone(&model.hazards);
            self.chances = Chances::of(model, month);
        }
        let adapted_share = f64::min(self.adapted.persons / f64::max(self.adapted.in_need, 1.0), 1.0);
        self.adapted.averted = adapted_share * (1.0 - model.parameters().adaptation_decline);
        self.shock(model, month);
        for sex in 0..2 {
            self.live(sex, month);
        }
        self.enter(model, month);
        self.adapted.persons = self.adapted.persons * (1.0 - self.adapted.leaving) + adapted as f64;
        if month.is_december() {
            self.count_need(month + 1);
        }
    }

    /// The elders of a sex who are of age `from` or older at the end of `month`, the last that was projected.
    pub fn elders(&self, month: Month, sex: usize, from: usize) -> Elders {
        let births = (month - 12 * from as i32 - self.first_birth + 1).clamp(0, self.births as i32) as usize;
        let mut elders = Elders::default();
        for state in 0..STATES {
            let persons: f64 = self.row(sex, state)[..births].iter().sum();
            let (ability, severity, _) = parts(state);
            elders.abilities[ability] += persons;
            elders.dementia += if severity > 0 { persons } else { 0.0 };
        }
        elders
    }

    /// The share of the declines of elders in need that adapted homes averted in the last month.
    pub fn averted(&self) -> f64 {
        self.adapted.averted
    }

    fn row(&self, sex: usize, state: usize) -> &[f64] {
        &self.persons[(sex * STATES + state) * self.births..][..self.births]
    }

    fn add(&mut self, sex: usize, birth: usize, persons: f64, shares: &Shares) {
        for (state, persons) in spread(persons, shares).enumerate() {
            self.persons[(sex * STATES + state) * self.births + birth] += persons;
        }
    }

    /// Age (from 60) at the start of `month` and the first of the twelve months of birth of that age, from the youngest.
    fn years(&self, month: Month) -> impl Iterator<Item = (usize, usize)> + use<> {
        let youngest = month - 1 - MONTHS_AT_ENTRY - self.first_birth;
        let first = move |age: usize| usize::try_from(youngest - (YEAR * (age + 1)) as i32 + 1).ok();
        (0..).map_while(move |age| Some((age.min(AGES - 1), first(age)?)))
    }

    /// Deaths of a shock, before anything else happens in a month.
    fn shock(&mut self, model: &Model, month: Month) {
        let Some(table) = model.shock_deaths(month) else { return };
        for (age, first) in self.years(month) {
            for (sex, state) in (0..2).flat_map(|sex| (0..STATES).map(move |state| (sex, state))) {
                let lives = 1.0 - f64::from(model.shock_death(table, age, status(sex, state))) / WHOLE;
                let row = (sex * STATES + state) * self.births + first;
                self.persons[row..row + YEAR].iter_mut().for_each(|persons| *persons *= lives);
            }
        }
    }

    /// The month's events: at most one a person, each with its own probability.
    fn live(&mut self, sex: usize, month: Month) {
        let averted = self.adapted.averted;
        for (age, first) in self.years(month) {
            let place = |state: usize| (sex * STATES + state) * self.births + first;
            let mut before = [[0.0; YEAR]; STATES];
            for (state, before) in before.iter_mut().enumerate() {
                before.copy_from_slice(&self.persons[place(state)..][..YEAR]);
            }
            let mut flows = self.chances.flows.iter().zip(self.chances.of_cell(sex, age)).peekable();
            for state in 0..STATES {
                let mut after = [0.0; YEAR];
                while let Some((flow, [chance, change])) = flows.next_if(|(flow, _)| flow.to == state) {
                    let (chance, before) = (chance + change * averted, &before[flow.from]);
                    for (after, before) in after.iter_mut().zip(before) {
                        *after += before * chance;
                    }
                }
                let row = place(state);
                self.persons[row..row + YEAR].copy_from_slice(&after);
            }
        }
    }

    /// Those who turn 60 and those who arrive, at the month's end.
    fn enter(&mut self, model: &Model, month: Month) {
        for sex in 0..2 {
            let (persons, shares) = model.expected_entrants(sex, month);
            let birth = month - MONTHS_AT_ENTRY - self.first_birth;
            if let Some(birth) = usize::try_from(birth).ok().filter(|birth| *birth < self.births) {
                self.add(sex, birth, persons, &shares);
            }
            // As old at this month's end as others at the next one's start.
            for (age, first) in self.years(month + 1).take(AGES) {
                for state in 0..STATES {
                    let arrivals = self.chances.arrivals[(sex * AGES + age) * STATES + state];
                    let row = (sex * STATES + state) * self.births + first;
                    self.persons[row..row + YEAR].iter_mut().for_each(|persons| *persons += arrivals);
                }
            }
        }
    }

    /// Counts those in need at the end of the month before `month`, and how likely they are to be so no more.
    fn count_need(&mut self, month: Month) {
        let (mut in_need, mut leaving) = (0.0, 0.0);
        for sex in 0..2 {
            for (age, first) in self.years(month) {
                let persons = |state: usize| self.row(sex, state)[first..first + YEAR].iter().sum::<f64>();
                for state in (0..STATES).filter(|state| is_in_need(*state)) {
                    let persons = persons(state);
                    in_need += persons;
                    leaving += persons * self.chances.exits[(sex * AGES + age) * STATES + state];
                }
                let flows = self.chances.flows.iter().zip(self.chances.of_cell(sex, age));
                for (flow, [chance, _]) in flows.filter(|(flow, _)| !is_in_need(flow.to) && is_in_need(flow.from)) {
                    leaving += persons(flow.from) * chance;
                }
            }
        }
        (self.adapted.in_need, self.adapted.leaving) = (in_need, leaving / f64::max(in_need, 1e-9));
    }
}
