//! The register of severely disabled persons (重度残疾人名册) outside households in hardship, in columns: a person is an id,
//! a month of birth and a few properties. New certificates of elders follow the elders of the community who need help;
//! deaths follow the life table. No rule of policy moves who is on it but the rate of new certificates.
use super::tables::{MOST_AGE, REGISTER_CELLS, ReliefTables};
use crate::decision;
use crate::model::{Model, Now};
use crate::parameters::Parameters;
use crate::poisson::poisson;
use serde::{Deserialize, Serialize};
use sim_core::{Candidate, Digest, Month, screen};

/// Ids: room a community at the start, and a community and month later. Those of households are below them.
const FIRST_AT_START: u32 = 0xC000_0000 + (1 << 15);
const PLACES_APART: u32 = 1 << 16;
const FIRST_NEW: u32 = 0xD000_0000 + (1 << 7);
const MONTHS_APART: u32 = 1 << 8;
/// The most persons of a community at the start, and the most who are new in a community and month.
pub(super) const MOST_AT_START: u32 = 1 << 15;
pub(super) const MOST_NEW: u32 = 1 << 7;
/// The age from which on a person is an elder.
const ELDER: i16 = 720;
/// Years over which ages of elders with a certificate spread: 60 + 35 · (1 − √(1 − u)), so that most are below 75.
const ELDERS_SPREAD: f64 = 35.0;

/// A person's properties: a woman, at work, grade 1.
mod property {
    pub const WOMAN: u8 = 1;
    pub const WORKS: u8 = 2;
    pub const GRADE_ONE: u8 = 4;
}

/// What happened to a community's register in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flows {
    pub new: i64,
    pub deaths: i64,
}

/// The register of one community.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DisabilityRegister {
    ids: Vec<u32>,
    /// Month of birth, counted from the first simulated one.
    births: Vec<i16>,
    properties: Vec<u8>,
    /// Chance of death in a month.
    bounds: Vec<u32>,
    #[serde(skip)]
    found: Vec<Candidate>,
}

impl DisabilityRegister {
    /// The register of a community in the month before the start.
    pub(super) fn new(model: &Model, place: usize) -> Self {
        let p = model.parameters();
        let upto = |place: usize| libm::floor(p.disability_registered * model.share_before[place] + 0.5);
        let persons = ((upto(place + 1) - upto(place)).max(0.0) as u32).min(MOST_AT_START);
        let now = crate::workforce::BEFORE_START;
        let mut register = DisabilityRegister::default();
        for k in 0..persons {
            let id = FIRST_AT_START + place as u32 * PLACES_APART + k;
            let is_elder = attribute(model, id, 0) < p.disability_elders;
            register.add(model, id, is_elder, now);
        }
        register.bound(&model.relief, now, 0);
        register
    }

    fn add(&mut self, model: &Model, id: u32, is_elder: bool, now: i16) {
        let p = model.parameters();
        let u = attribute(model, id, 1);
        let years = if is_elder { 60.0 + ELDERS_SPREAD * (1.0 - libm::sqrt(1.0 - u)) } else { 60.0 * libm::sqrt(u) };
        let mut properties = 0;
        for (number, share, property) in [
            (2, if is_elder { 0.5 } else { 0.45 }, property::WOMAN),
            (3, 1.0 - p.disability_without_work, property::WORKS),
            (4, p.disability_grade_one, property::GRADE_ONE),
        ] {
            properties |= if attribute(model, id, number) < share { property } else { 0 };
        }
        self.ids.push(id);
        self.births.push((f64::from(now) - years * 12.0).max(-1_500.0) as i16);
        self.properties.push(properties);
        self.bounds.push(0);
    }

    /// Chances of death by the age of the month.
    pub(super) fn bound(&mut self, relief: &ReliefTables, now: i16, year: usize) {
        for ((bound, birth), properties) in self.bounds.iter_mut().zip(&self.births).zip(&self.properties) {
            let sex = usize::from(properties & property::WOMAN != 0);
            *bound = relief.dies(year, sex, i32::from((now - birth).max(0)) / 12);
        }
    }

    /// A month: deaths, then new certificates; `in_need` are the community's elders who are moderately or severely
    /// disabled.
    pub(super) fn live(&mut self, now: Now<'_>, place: usize, in_need: i64) -> Flows {
        let model = now.model;
        if now.month.of_year() == 1 {
            self.bound(&model.relief, now.number, now.year());
        }
        let key = model.draws.screen_key(now.month, decision::HOUSEHOLD_LIFE);
        self.found.clear();
        screen(key, &self.ids, &self.bounds, &mut self.found);
        // Backwards, so that taking one out moves nobody who is still to come.
        for candidate in self.found.iter().rev() {
            let row = candidate.position as usize;
            self.ids.swap_remove(row);
            self.births.swap_remove(row);
            self.properties.swap_remove(row);
            self.bounds.swap_remove(row);
        }
        let deaths = self.found.len() as i64;
        let first = FIRST_NEW
            + (now.number.max(0) as u32 * model.district().communities.len() as u32 + place as u32) * MONTHS_APART;
        let p = model.parameters();
        let means = [
            p.disability_new_below_60 / 12.0 * model.community_share[place],
            p.disability_new_elders / 12.0 * in_need as f64,
        ];
        let mut new = 0;
        for (which, mean) in means.into_iter().enumerate() {
            let address = (which as u64 + 1) << 32 | place as u64;
            let u = model.draws.uniform(address, now.month, decision::HOUSEHOLDS_NEW);
            for _ in 0..poisson(mean, u).min(MOST_NEW - new) {
                self.add(model, first + new, which == 1, now.number);
                new += 1;
            }
        }
        let from = self.ids.len() - new as usize;
        for row in from..self.ids.len() {
            let sex = usize::from(self.properties[row] & property::WOMAN != 0);
            self.bounds[row] = model.relief.dies(now.year(), sex, i32::from(now.number - self.births[row]) / 12);
        }
        Flows { new: new.into(), deaths }
    }

    /// Persons on it.
    pub fn persons(&self) -> i64 {
        self.ids.len() as i64
    }

    /// Those of 60 and over.
    pub fn elders(&self, now: i16) -> i64 {
        self.births.iter().map(|birth| i64::from(now - birth >= ELDER)).sum()
    }

    /// Persons by cell: the register of [`ReliefTables`].
    pub fn by_cell(&self, now: i16) -> [i64; REGISTER_CELLS] {
        let mut cells = [0; REGISTER_CELLS];
        for (birth, properties) in self.births.iter().zip(&self.properties) {
            let age = usize::from((now - birth).max(0) as u16) / 12;
            cells[age.min(MOST_AGE) * 8 + usize::from(properties & 7)] += 1;
        }
        cells
    }

    /// Takes all state into `digest`.
    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.column(&self.ids);
        digest.column(&self.births);
        digest.column(&self.properties);
        digest.column(&self.bounds);
    }
}

/// What a cell of the register says: age, a woman, at work, grade.
pub(super) fn of_cell(cell: usize) -> (i32, bool, bool, i32) {
    let is = |property: u8| (cell % 8) & usize::from(property) != 0;
    let grade = if is(property::GRADE_ONE) { 1 } else { 2 };
    ((cell / 8) as i32, is(property::WOMAN), is(property::WORKS), grade)
}

fn attribute(model: &Model, id: u32, number: i32) -> f64 {
    model.draws.uniform(id.into(), Month::from_index(number), decision::HOUSEHOLD_ATTRIBUTES)
}

/// The most persons expected of a community at the start and in a month, of which there are ids for `MOST_*`.
pub(super) fn expected(p: &Parameters) -> [f64; 2] {
    [p.disability_registered, p.disability_new_below_60 / 12.0]
}
