//! Who dies of those of an age, sex and state: residents of homes and hospitals more often than others, elders outside
//! less often in exchange, so that rates by state, and with them the life table and prevalence, are kept.
use super::life::DEATH;
use crate::care::CommunityCare;
use crate::care::case::{Case, flag};
use crate::model::Now;
use crate::rates::SCALE;
use crate::report::{AGES, FIRST_AGE};
use crate::status::{ABILITIES, Income, SEVERITIES, Status};
use serde::{Deserialize, Serialize};
use sim_core::Digest;

/// Ages that share a ratio.
const BAND: usize = 5;
/// Ratios: by sex, band of ages, ability and stage of dementia.
const CELLS: usize = 2 * AGES.div_ceil(BAND) * ABILITIES * SEVERITIES;
/// One, in the ratios.
const ONE: f64 = 65_536.0;
/// Bounds of the ratio for elders outside homes. They bind only in cells where nearly everybody is a resident.
const RATIOS: [f64; 2] = [0.1, 2.0];
/// Months after which the ratios are worked out again.
const INTERVAL: i16 = 6;

/// How much less often elders outside homes die than their state says, so that with residents their state's rate holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outside {
    /// By [`cell`], parts of [`ONE`].
    ratios: Vec<u32>,
}

impl Default for Outside {
    fn default() -> Self {
        Outside { ratios: vec![ONE as u32; CELLS] }
    }
}

/// Where the ratio of an age (from 60) and state is.
fn cell(age: usize, status: Status) -> usize {
    ((age / BAND * 2 + status.sex()) * ABILITIES + status.ability() as usize) * SEVERITIES + status.severity() as usize
}

/// Hazard of death relative to the life table: as a resident, and as the same elder outside. A resident's is no higher
/// than the band of deaths allows.
fn relative(now: Now<'_>, age: usize, status: Status, case: &Case) -> [f64; 2] {
    let (model, year) = (now.model, (now.month.year() - now.model.rates.first_year) as usize);
    let deaths = &model.resident_deaths;
    let inside = if case.in_hospital() {
        deaths.in_hospital(age, status)
    } else {
        deaths.in_home(age, status, i32::from(now.number) - i32::from(case.since))
    };
    let outside = model.rates.health.relative(year, age, status);
    let class = status.class();
    let scale = model.tables.by_income(usize::from(DEATH), status.income() as usize) as f64 / SCALE as f64;
    let threshold = f64::from(model.tables.of_year(year).get(usize::from(DEATH), age, class)) * scale;
    let band = f64::from(model.reference.bands.row(age, class).width(usize::from(DEATH)));
    [inside.min(outside * band / threshold.max(1.0)), outside]
}

/// Age from 60 at the start of the month.
fn age_of(now: Now<'_>, case: &Case) -> usize {
    (case.age(now.number - 1).max(FIRST_AGE) - FIRST_AGE).min(AGES - 1)
}

fn is_resident(case: &Case) -> bool {
    !case.at_home() && !case.is(flag::DEPENDANT)
}

impl Outside {
    /// Works the ratios out again when it is time to; `elders` by income, sex and age, `[(income * 2 + sex) * AGES + age]`.
    pub fn renew(&mut self, now: Now<'_>, elders: &[i64], care: &CommunityCare) {
        if now.number % INTERVAL != 0 {
            return;
        }
        let year = (now.month.year() - now.model.rates.first_year) as usize;
        let rates = &now.model.rates;
        let rate = |sex: usize, age: usize| rates.mortality.rate(now.month.year(), sex, FIRST_AGE + age);
        // Deaths a year of an elder who is well and of middle income, by sex and age.
        let of_well: [f64; 2 * AGES] = std::array::from_fn(|at| {
            rate(at / AGES, at % AGES) / rates.health.normaliser[[year, at % AGES, at / AGES]]
        });
        let ratio = |status: Status| {
            let of_state = rates.health.ratio(status.ability() as usize, status.severity() as usize);
            of_state * rates.health.death_by_income[status.income() as usize]
        };
        // Yearly deaths expected of elders outside homes by their state, and by how many residents' exceed that.
        let mut expected = vec![[0.0; 2]; CELLS];
        let mut well = elders.to_vec();
        for (_, case) in care.cases().iter().filter(|(_, case)| !case.is(flag::DEPENDANT)) {
            let (status, age) = (case.status, age_of(now, case));
            well[(status.income() as usize * 2 + status.sex()) * AGES + age] -= 1;
            let [others, excess] = &mut expected[cell(age, status)];
            if is_resident(case) {
                let [inside, outside] = relative(now, age, status, case);
                *excess += (inside - outside) * rate(status.sex(), age);
            } else {
                *others += ratio(status) * of_well[status.sex() * AGES + age];
            }
        }
        for (at, persons) in well.iter().enumerate().filter(|(_, persons)| **persons > 0) {
            let (sex, age) = (at / AGES % 2, at % AGES);
            let status = Status::new(sex).with_income(Income::ALL[at / AGES / 2]);
            expected[cell(age, status)][0] += *persons as f64 * ratio(status) * of_well[sex * AGES + age];
        }
        for (ratio, [others, excess]) in self.ratios.iter_mut().zip(expected) {
            let left = if excess == 0.0 { 1.0 } else { 1.0 - excess / f64::max(others, 1e-9) };
            *ratio = (left.clamp(RATIOS[0], RATIOS[1]) * ONE) as u32;
        }
    }

    /// Ratio by which the threshold of an elder's death is multiplied, parts of [`ONE`].
    pub fn ratio(&self, now: Now<'_>, age: usize, status: Status, case: Option<&Case>) -> u64 {
        match case.filter(|case| is_resident(case)) {
            Some(case) => {
                let [inside, outside] = relative(now, age, status, case);
                (inside / outside * ONE) as u64
            }
            None => u64::from(self.ratios[cell(age, status)]),
        }
    }

    pub fn digest(&self, digest: &mut Digest) {
        digest.column(&self.ratios);
    }
}

/// The highest threshold of an elder outside homes.
pub(super) fn most_outside(threshold: u32) -> u64 {
    scaled(threshold, (RATIOS[1] * ONE) as u64)
}

/// A threshold times a ratio.
pub(super) fn scaled(threshold: u32, ratio: u64) -> u64 {
    (u64::from(threshold) * ratio) >> 16
}
