//! What all replicates of a district have in common.
use super::population::StartPopulation;
use super::unfit::Unfit;
use super::zones::Zones;
use crate::course::Course;
use crate::district::District;
use crate::events::{LIFE_EVENTS, LifeEvent};
use crate::parameters::{Domain, PARAMETERS, ParameterChoice, Parameters, Quantity};
use crate::rates::{AbilityCurves, Bands, Hazards, Rates, monthly_threshold};
use crate::report::FIRST_AGE;
use ndarray::Axis;
use sim_core::Draws;
use std::sync::Arc;

/// What all replicates of a district have in common. Made once.
#[derive(Debug)]
pub struct Reference {
    /// The district.
    pub district: Arc<District>,
    /// Ability by age.
    pub(crate) curves: AbilityCurves,
    /// Bands of the baseline.
    pub(crate) bands: Arc<Bands>,
    /// Their widths by event, as yearly hazards one year deep.
    widths: Arc<Vec<Hazards>>,
    /// Whom replicates start from.
    pub(crate) start: StartPopulation,
    /// Cumulated shares of the elders at the start by sex and age, men first.
    pub(super) arrival_ages: Vec<f64>,
    pub(super) elders_at_start: f64,
    /// Among which communities elders look for homes and move.
    pub(crate) zones: Zones,
}

impl Reference {
    /// Prepares `district`: fits the ability curves, cuts the bands from the baseline's own values
    /// (not from what a run overrides), survives the pyramid backwards.
    pub fn new(district: District) -> Result<Self, Unfit> {
        let district = Arc::new(district);
        let baseline = best(&district.baseline_quantities);
        let curves = AbilityCurves::fit(&district, baseline.ability_female_odds);
        let widths = band_widths(&district, &curves, baseline);
        let bands = Bands::stack(&widths).map_err(|over| Unfit::Overfull { age: over.age, sum: over.sum })?;
        Self::with_start(district, curves, Arc::new(bands), Arc::new(widths))
    }

    /// The same for another district of the same baseline, whose values differ from the first month on.
    pub fn with_district(&self, district: Arc<District>) -> Result<Self, Unfit> {
        Self::with_start(district, self.curves.clone(), Arc::clone(&self.bands), Arc::clone(&self.widths))
    }

    fn with_start(
        district: Arc<District>,
        curves: AbilityCurves,
        bands: Arc<Bands>,
        widths: Arc<Vec<Hazards>>,
    ) -> Result<Self, Unfit> {
        let current = [&district.quantities, &district.baseline_quantities].map(|quantities| best(quantities));
        let start = StartPopulation::new(&district, &Rates::new(&best_course(&district, current), &curves))?;
        let by_age = start.elders_by_age(district.start);
        let elders_at_start: f64 = by_age.iter().flatten().sum();
        let mut cumulated = 0.0;
        let arrival_ages = by_age
            .iter()
            .flatten()
            .map(|persons| {
                cumulated += persons / f64::max(elders_at_start, 1e-9);
                cumulated
            })
            .collect();
        let zones = Zones::new(&district);
        Ok(Reference { district, curves, bands, widths, start, arrival_ages, elders_at_start, zones })
    }

    /// Refuses a rate above its band.
    pub(super) fn check_band(
        &self,
        position: usize,
        event: &LifeEvent,
        hazards: &Hazards,
        by_income: &[f64],
    ) -> Result<(), Unfit> {
        let most = by_income.iter().copied().fold(1.0, f64::max);
        let widths = &self.widths[position];
        for ((year, age, sex, ability, dementia, household), rate) in hazards.indexed_iter() {
            let at = |axis: usize, i: usize| i.min(widths.len_of(Axis(axis)) - 1);
            let band = widths[[0, at(1, age), at(2, sex), at(3, ability), at(4, dementia), at(5, household)]];
            let (age, year) = (FIRST_AGE + age, self.district.start.year() + year as i32);
            if !rate.is_finite() {
                return Err(Unfit::NoRate { event: event.id, age, year });
            }
            if most * f64::from(monthly_threshold(*rate)) > f64::from(monthly_threshold(band)) {
                return Err(Unfit::AboveBand {
                    event: event.id,
                    age,
                    year,
                    rate: *rate * most,
                    band,
                    factor: event.ceiling.factor,
                });
            }
        }
        Ok(())
    }
}

/// The best estimates.
fn best(quantities: &[Quantity]) -> Parameters {
    Parameters::from_each(|i, _| quantities[i].value)
}

/// A course of best estimates: those that hold, and those before they were moved.
fn best_course(district: &Arc<District>, parameters: [Parameters; 2]) -> Course {
    Course::with(Arc::clone(district), parameters, ParameterChoice::Fixed, Draws::new(0, 0))
}

/// Groups of parameters on which mortality and health depend: their rates take most of the time that bands take.
const OF_HEALTH: [&str; 4] = ["mortality.", "ability.", "dementia.", "income."];

/// How wide each event's band must be: what the event asks for above the baseline's best estimates,
/// and room above its rate with any one parameter at either end of the baseline's range.
fn band_widths(district: &Arc<District>, curves: &AbilityCurves, baseline: Parameters) -> Vec<Hazards> {
    let values = baseline.values();
    let best = Rates::new(&best_course(district, [baseline.clone(), baseline]), curves);
    let mut widths: Vec<Hazards> = LIFE_EVENTS.iter().map(|event| event.band(&best)).collect();
    for (changed, quantity) in district.baseline_quantities.iter().enumerate() {
        if PARAMETERS[changed].domain != Domain::Life {
            continue;
        }
        for end in [quantity.low, quantity.high] {
            if end == quantity.value {
                continue;
            }
            let parameters = Parameters::from_each(|i, _| if i == changed { end } else { values[i] });
            let course = best_course(district, [parameters.clone(), parameters]);
            let of_health = OF_HEALTH.iter().any(|group| PARAMETERS[changed].id.starts_with(group));
            let rates = if of_health { Rates::new(&course, curves) } else { best.beside(&course) };
            for (event, width) in LIFE_EVENTS.iter().zip(&mut widths) {
                let highest = event.highest(&rates);
                width.zip_mut_with(&highest, |width, hazard| *width = width.max(hazard * event.ceiling.room));
            }
        }
    }
    for (event, width) in LIFE_EVENTS.iter().zip(&mut widths) {
        width.mapv_inplace(|hazard| hazard.min(event.ceiling.most));
    }
    widths
}
