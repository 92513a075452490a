//! A district and scenarios, ready to simulate.
use crate::error::ExperimentError;
use crate::history::Branch;
use agents::district::District;
use agents::parameters::ParameterChoice;
use agents::{Model, Reference, Unfit};
use outputs::Areas;
use scenarios::scenario::CompiledScenario;
use sim_core::{Draws, Month};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A prepared district, its scenarios, and what all their replicates share.
#[derive(Clone)]
pub struct Prepared {
    /// The scenarios, in the order of the outputs.
    pub scenarios: Vec<CompiledScenario>,
    /// Last simulated month.
    pub last: Month,
    /// Ids of communities of which the headline rows of every month are needed.
    pub watched: Vec<String>,
    /// The district, prepared.
    reference: Arc<Reference>,
    /// The districts of first stretches, by signature.
    references: BTreeMap<String, Arc<Reference>>,
    seed: u64,
    parameters: ParameterChoice,
}

impl Prepared {
    /// Prepares `district` and the districts with which `scenarios` begin. Fails when one cannot be simulated.
    pub fn new(
        district: District,
        scenarios: Vec<CompiledScenario>,
        seed: u64,
        last: Month,
        parameters: ParameterChoice,
    ) -> Result<Self, ExperimentError> {
        let reference = Arc::new(Reference::new(district)?);
        let mut references = BTreeMap::from([(String::new(), Arc::clone(&reference))]);
        for scenario in &scenarios {
            let Some(first) = scenario.stretches.first() else { continue };
            if !references.contains_key(&first.signature) {
                let of_scenario = reference.with_district(Arc::clone(&first.district)).map_err(unfit(scenario))?;
                references.insert(first.signature.clone(), Arc::new(of_scenario));
            }
        }
        Ok(Prepared { scenarios, last, watched: Vec::new(), reference, references, seed, parameters })
    }

    /// The same district with the first scenario alone, prepared again.
    pub(crate) fn again_alone(&self) -> Result<Self, ExperimentError> {
        let scenarios = self.scenarios.iter().take(1).cloned().collect();
        Prepared::new(self.reference.district.as_ref().clone(), scenarios, self.seed, self.last, self.parameters)
    }

    /// What differs from the baseline's district in the first stretch of the first scenario.
    pub(crate) fn first_signature(&self) -> &str {
        self.scenarios.first().and_then(|one| one.stretches.first()).map_or("", |stretch| &stretch.signature)
    }

    /// The model of a replicate of the scenarios that begin with the district of a signature.
    pub fn model(&self, signature: &str, replicate: u32) -> Result<Model, Unfit> {
        let reference = self.references.get(signature).unwrap_or(&self.reference);
        Model::new(Arc::clone(reference), self.parameters, Draws::new(self.seed, replicate))
    }

    /// Fails when the first replicate of a scenario cannot be simulated, as any could not with the same values.
    pub fn check_first(&self) -> Result<(), ExperimentError> {
        for scenario in &self.scenarios {
            let mut stretches = scenario.stretches.iter().filter(|stretch| stretch.from <= self.last);
            let Some(first) = stretches.next() else { continue };
            let mut model = self.model(&first.signature, 0).map_err(unfit(scenario))?;
            for stretch in stretches {
                model = model.then(stretch.from, Arc::clone(&stretch.district)).map_err(unfit(scenario))?;
            }
        }
        Ok(())
    }

    /// The areas of the tables.
    pub fn areas(&self) -> Areas {
        Areas::of(&self.reference.district)
    }

    /// The histories of the scenarios at `chosen` positions.
    pub fn branches(&self, chosen: &[usize], shares_history: bool) -> Vec<Branch> {
        Branch::of(&self.scenarios, chosen, self.last, shares_history)
    }

    /// Months of one scenario in one replicate.
    pub fn months_alone(&self) -> u64 {
        (self.last - self.reference.district.start + 1).max(0) as u64
    }
}

pub(crate) fn unfit(scenario: &CompiledScenario) -> impl Fn(Unfit) -> ExperimentError {
    |unfit| ExperimentError::UnfitScenario { scenario: scenario.id.clone(), unfit }
}
