//! Whether a baseline can be simulated everywhere inside its ranges, found out before a long run.
use crate::error::ExperimentError;
use crate::prepared::Prepared;
use agents::parameters::{PARAMETERS, ParameterChoice, Parameters};
use agents::{Model, Reference, Unfit};
use scenarios::Baseline;
use scenarios::scenario::CompiledScenario;
use sim_core::Draws;
use std::sync::Arc;

/// Outcome of [`try_parameters`].
pub struct Trial {
    /// Parameter sets tried.
    pub sets: usize,
    /// What cannot be simulated; one finding an event at the most.
    pub unfit: Vec<Unfit>,
}

/// Whether scenarios can be simulated in a district: the models of their stretches at the best estimates.
pub fn check_scenarios(baseline: &Baseline, scenarios: &[CompiledScenario]) -> Result<(), ExperimentError> {
    let district = baseline.district.clone();
    let last = district.end;
    Prepared::new(district, scenarios.to_vec(), 0, last, ParameterChoice::Fixed)?.check_first()
}

/// Random sets tried beside each parameter's two ends.
const RANDOM_SETS: u32 = 64;

/// Makes the tables of the best estimates with each parameter at either end of its range, and of
/// random draws from all ranges together.
pub fn try_parameters(baseline: &Baseline) -> Trial {
    let mut trial = Trial { sets: 0, unfit: Vec::new() };
    let reference = match Reference::new(baseline.district.clone()) {
        Ok(reference) => Arc::new(reference),
        Err(unfit) => {
            trial.unfit.push(unfit);
            return trial;
        }
    };
    let quantities = &baseline.district.quantities;
    let mut set = |parameters: Parameters| {
        trial.sets += 1;
        let model =
            Model::with_parameters(Arc::clone(&reference), parameters, ParameterChoice::Fixed, Draws::new(0, 0));
        if let Err(unfit) = model {
            let same = |known: &Unfit| std::mem::discriminant(known) == std::mem::discriminant(&unfit);
            let same_event = |known: &Unfit| match (known, &unfit) {
                (Unfit::AboveBand { event: a, .. }, Unfit::AboveBand { event: b, .. }) => a == b,
                _ => same(known),
            };
            if !trial.unfit.iter().any(same_event) {
                trial.unfit.push(unfit);
            }
        }
    };
    for changed in 0..PARAMETERS.len() {
        let quantity = &quantities[changed];
        for end in [quantity.low, quantity.high] {
            set(Parameters::from_each(|i, _| if i == changed { end } else { quantities[i].value }));
        }
    }
    for replicate in 0..RANDOM_SETS {
        set(baseline.district.parameters(ParameterChoice::Prior, &Draws::new(0, replicate)));
    }
    trial
}
