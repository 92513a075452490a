//! What the model knows of a district before the first month: read by `scenarios`, checked there,
//! never changed afterwards.
use crate::parameters::{PARAMETERS, ParameterChoice, Parameters, Quantity};
use crate::text::Text;
use ndarray::{Array2, Array3};
use sim_core::{Draws, Month};

/// A district and everything its replicates start from.
#[derive(Clone, Debug)]
pub struct District {
    /// Short id, for folders and files.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// First simulated month. The stocks it starts from are those of the month before.
    pub start: Month,
    /// Last simulated month.
    pub end: Month,
    /// Communities (街镇), in the order of their addresses.
    pub communities: Vec<CommunityProfile>,
    /// Registered residents by sex and single age at a year's end.
    pub pyramid: RegisteredPyramid,
    /// Death rates.
    pub mortality: MortalityTable,
    /// Measured prevalence of disability, youngest band first.
    pub ability: Vec<AbilityPrevalence>,
    /// Value and range of every parameter, in the order of [`PARAMETERS`].
    pub quantities: Vec<Quantity>,
    /// The baseline's own values and ranges, in the order of [`PARAMETERS`], whatever a run overrides:
    /// the bands of the screened draw are cut from them.
    pub baseline_quantities: Vec<Quantity>,
    /// Dated shocks, in order of time.
    pub shocks: Vec<Shock>,
}

/// A community of the district.
#[derive(Clone, Debug)]
pub struct CommunityProfile {
    /// Short id, used as `area` in the outputs.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// Size relative to the other communities (any unit; shares are made by dividing by the sum).
    pub size: Quantity,
}

/// Registered residents at the end of December of `year`.
#[derive(Clone, Debug)]
pub struct RegisteredPyramid {
    /// The year at whose end they were counted.
    pub year: i32,
    /// Age of the first column, completed years.
    pub first_age: usize,
    /// Persons, fractional, `[sex, age - first_age]`; sex 0 men, 1 women.
    pub persons: Array2<f64>,
}

/// Death rates per person-year by calendar year, sex and single age. Years before the first and
/// after the last use the nearest; so do ages.
#[derive(Clone, Debug)]
pub struct MortalityTable {
    /// Year of the first layer.
    pub first_year: i32,
    /// Age of the first column.
    pub first_age: usize,
    /// `[year - first_year, sex, age - first_age]`; sex 0 men, 1 women.
    pub rates: Array3<f64>,
}

/// Measured shares of an age band at each disabled level, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub struct AbilityPrevalence {
    /// First age of the band, completed years.
    pub from_age: usize,
    /// Last age of the band; open-ended bands use 120.
    pub to_age: usize,
    /// Share mildly disabled.
    pub mild: f64,
    /// Share moderately disabled.
    pub moderate: f64,
    /// Share severely disabled.
    pub severe: f64,
}

/// A dated rise of mortality.
#[derive(Clone, Debug)]
pub struct Shock {
    /// Short id.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// First month.
    pub month: Month,
    /// How many months it lasts.
    pub months: i32,
    /// Mortality ratio by age band, without gaps from 60 up: (first age, ratio).
    pub mortality: Vec<(usize, Quantity)>,
}

impl District {
    /// The parameters of the replicate of `draws`.
    pub fn parameters(&self, choice: ParameterChoice, draws: &Draws) -> Parameters {
        debug_assert_eq!(self.quantities.len(), PARAMETERS.len());
        Parameters::from_each(|i, definition| choice.value(draws, definition.id, &self.quantities[i]))
    }
}

impl MortalityTable {
    /// The table's rate per person-year at `age` in `year`; sex 0 men, 1 women.
    pub fn rate(&self, year: i32, sex: usize, age: usize) -> f64 {
        let (years, _, ages) = self.rates.dim();
        let y = (year - self.first_year).clamp(0, years as i32 - 1) as usize;
        let a = age.saturating_sub(self.first_age).min(ages - 1);
        self.rates[[y, sex, a]]
    }
}
