//! One replicate's rates: everything events read to say how likely they are.
mod health;
mod household;
mod mortality;
mod residents;
mod table;
mod walk;

pub use health::{AbilityCurves, Health, Shares};
pub use household::Household;
pub use mortality::Mortality;
pub use residents::ResidentDeaths;
pub use table::{AXES, Bands, EventTables, Hazards, MOST_EVENTS, Overfull, ProbabilityTable, SCALE, monthly_threshold};
pub use walk::Walk;

use crate::course::Course;
use crate::parameters::Parameters;

/// The rates of one set of parameters in one district.
#[derive(Clone, Debug)]
pub struct Rates {
    /// First simulated year.
    pub first_year: i32,
    /// Number of simulated years.
    pub years: usize,
    /// The values from which all else is made.
    pub parameters: Parameters,
    /// Death rates of the whole population.
    pub mortality: Mortality,
    /// Ability and dementia.
    pub health: Health,
    /// Spouses and children.
    pub household: Household,
    /// Rate a year of children moving out with which moving in is in balance.
    pub leaving_in_balance: f64,
    /// Elders of the pyramid, over whom screenings spread.
    elders: f64,
}

impl Rates {
    /// The rates of a course that differs from another one in parameters on which neither mortality nor health depends.
    pub fn beside(&self, course: &Course) -> Self {
        Self::of(course, self.mortality.clone(), self.health.clone())
    }

    /// Works out the rates of a course. A few milliseconds; made once a replicate and change of these rates.
    pub fn new(course: &Course, curves: &AbilityCurves) -> Self {
        let mortality = Mortality::new(course);
        let health = Health::calibrate(course, curves, &mortality);
        Self::of(course, mortality, health)
    }

    fn of(course: &Course, mortality: Mortality, health: Health) -> Self {
        let (district, parameters) = (course.district(), course.parameters().clone());
        let household = Household::new(district, &mortality, &parameters);
        Rates {
            first_year: district.start.year(),
            years: (district.end.year() - district.start.year() + 1) as usize,
            parameters,
            mortality,
            health,
            household,
            leaving_in_balance: course.unmoved().household_child_leaves,
            elders: district.pyramid.elders(),
        }
    }

    /// Rate a year at which elders with undiagnosed dementia get a case file.
    pub fn case_finding(&self) -> f64 {
        let p = &self.parameters;
        p.dementia_screenings * 12.0 / f64::max(self.elders, 1.0) * p.dementia_case_files_per_screening
    }

    /// Calendar year of the `year`-th simulated year.
    pub fn year(&self, year: usize) -> i32 {
        self.first_year + year as i32
    }
}
