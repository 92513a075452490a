//! One replicate's rates: everything events read to say how likely they are.
mod health;
mod household;
mod mortality;
mod table;

pub use health::{AbilityCurves, DEMENTED, Health, Shares};
pub use household::Household;
pub use mortality::Mortality;
pub use table::{AXES, Bands, Hazards, Overfull, ProbabilityTable, monthly_threshold};

use crate::district::District;
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
}

impl Rates {
    /// Works out the rates. A few milliseconds; made once a replicate.
    pub fn new(district: &District, curves: &AbilityCurves, parameters: Parameters) -> Self {
        let mortality = Mortality::new(district, &parameters);
        let health = Health::calibrate(district, curves, &mortality, &parameters);
        let household = Household::new(district, &mortality, &parameters);
        Rates {
            first_year: district.start.year(),
            years: (district.end.year() - district.start.year() + 1) as usize,
            parameters,
            mortality,
            health,
            household,
        }
    }

    /// Calendar year of the `year`-th simulated year.
    pub fn year(&self, year: usize) -> i32 {
        self.first_year + year as i32
    }
}
