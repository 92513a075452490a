//! Deaths of residents of care homes and long-stay hospitals (入住者死亡).
//!
//! Residents die by age, sex, ability, dementia and time since entry; elders outside die less in exchange, so that the
//! deaths of all elders of an age, sex and state are as the life table and the ratios by state say. Being a resident
//! therefore says who dies, not how many.
use super::{Health, Mortality};
use crate::parameters::Parameters;
use crate::report::{AGES, FIRST_AGE};
use crate::status::{ABILITIES, Dementia, Status};

/// Age from which the level of residents' death rates is counted.
const REFERENCE_AGE: usize = 85;
/// Months of the stay after which the excess of the first year ends.
const FIRST_YEAR: i32 = 12;

/// Hazard of death of residents relative to the life table.
#[derive(Clone, Debug)]
pub struct ResidentDeaths {
    /// By sex and age from 60, `[sex * AGES + age]`: the age slope inside homes against that of the table.
    by_age: Vec<f64>,
    /// By ability and whether demented.
    by_state: [[f64; 2]; ABILITIES],
    /// In the first year of the stay and later.
    by_stay: [f64; 2],
    /// The same ratio of a person in a long-stay hospital.
    hospital: f64,
}

impl ResidentDeaths {
    /// From the parameters, and the slope of the table in a year.
    pub fn new(p: &Parameters, mortality: &Mortality, year: i32) -> Self {
        let slope = |sex: usize, age: usize| {
            let relative = mortality.rate(year, sex, FIRST_AGE + age) / mortality.rate(year, sex, REFERENCE_AGE);
            if relative > 0.0 { libm::pow(relative, p.resident_age_slope - 1.0) } else { 1.0 }
        };
        let by_ability = [1.0, p.resident_death_mild, p.resident_death_moderate, p.resident_death_severe];
        ResidentDeaths {
            by_age: (0..2 * AGES).map(|cell| slope(cell / AGES, cell % AGES)).collect(),
            by_state: by_ability.map(|ratio| {
                [1.0, p.resident_death_dementia].map(|demented| p.resident_death_level * ratio * demented)
            }),
            by_stay: [p.resident_death_first_year, p.resident_death_later],
            hospital: p.hospital_death,
        }
    }

    /// Hazard relative to the life table's rate of the age (from 60) and sex, after months in a home.
    pub fn in_home(&self, age: usize, status: Status, months: i32) -> f64 {
        let state = self.by_state[status.ability() as usize][usize::from(status.dementia() != Dementia::None)];
        self.by_age[status.sex() * AGES + age] * state * self.by_stay[usize::from(months >= FIRST_YEAR)]
    }

    /// The same in a long-stay hospital.
    pub fn in_hospital(&self, age: usize, status: Status) -> f64 {
        self.in_home(age, status, FIRST_YEAR) * self.hospital
    }
}

impl Health {
    /// Hazard of death of a state relative to the life table's rate of the age (from 60) and sex in a simulated year,
    /// of elders who do not live in homes.
    pub fn relative(&self, year: usize, age: usize, status: Status) -> f64 {
        let state = self.ratio(status.ability() as usize, status.severity() as usize);
        state * self.death_by_income[status.income() as usize] / self.normaliser[[year, age, status.sex()]]
    }
}
