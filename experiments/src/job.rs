//! A job: everything that a run is made from, as data, so that a worker anywhere can make any part of it.
use crate::error::ExperimentError;
use crate::history::groups;
use crate::prepared::Prepared;
use crate::run::RunRequest;
use findings::watched_areas;
use outputs::{Detail, FORMAT_VERSION, ParameterMode, hash_without};
use scenarios::Inputs;
use scenarios::scenario::ScenarioSet;
use serde::{Deserialize, Serialize};
use sim_core::Month;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Replicates that a task simulates. A constant, so that the cut does not depend on threads or machines.
pub const REPLICATES_PER_TASK: u32 = 4;
/// The same where many scenarios are run together, each of which holds rows in memory.
pub const REPLICATES_PER_TASK_OF_MANY: u32 = 1;
/// Scenarios from which on there are many.
pub const MANY_SCENARIOS: usize = 5;
/// Scenarios that a task simulates at the most: it holds their rows in memory.
pub const SCENARIOS_PER_TASK: usize = 4;

/// Everything that determines the results of a run, but for the number of replicates.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// Version of the program.
    pub silverpeak_version: String,
    /// Version of the tables, see [`FORMAT_VERSION`].
    pub format_version: u32,
    /// What it is read from.
    pub inputs: Inputs,
    /// Seed of every draw.
    pub seed: u64,
    /// Where replicates take their parameters from.
    pub parameters: ParameterMode,
    /// Last simulated month.
    pub last: Month,
    /// How much of each month is kept. Rows do not depend on it.
    pub detail: Detail,
    /// The same, ready to simulate: made when it is first needed.
    #[serde(skip)]
    prepared: OnceLock<Prepared>,
}

/// A block of replicates of some scenarios of a job: independent, deterministic and idempotent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The scenarios, by position, in the order of the outputs.
    pub scenarios: Vec<usize>,
    /// First replicate.
    pub first: u32,
    /// One after the last replicate.
    pub end: u32,
    /// Names of the parts, one a scenario: hashes of all that determines their content, so that a scenario's part is the
    /// same whatever else is run with it.
    pub keys: Vec<String>,
}

impl Job {
    /// The job of a request.
    pub fn of(request: &RunRequest) -> Job {
        Job {
            silverpeak_version: env!("CARGO_PKG_VERSION").to_string(),
            format_version: FORMAT_VERSION,
            inputs: Inputs::of(&request.baseline, request.shocks, request.set.clone()),
            seed: request.seed,
            parameters: request.parameters.into(),
            last: request.last,
            detail: request.detail,
            prepared: OnceLock::new(),
        }
    }

    /// BLAKE3, hexadecimal, of its canonical JSON but for what only pictures read and how much is kept.
    pub fn hash(&self) -> Result<String, ExperimentError> {
        self.hash_without(|_| ())
    }

    fn hash_without(&self, leave_out: impl Fn(&mut Inputs)) -> Result<String, ExperimentError> {
        let mut inputs = Inputs { display: BTreeMap::new(), ..self.inputs.clone() };
        leave_out(&mut inputs);
        let (version, format) = (&self.silverpeak_version, self.format_version);
        let document = (version, format, inputs, self.seed, self.parameters, self.last);
        Ok(hash_without(&document, &[])?)
    }

    /// The district and the scenarios, ready to simulate. Errors: the job is of another version of the program, or its
    /// texts are no sound baseline and scenarios.
    pub fn prepared(&self) -> Result<&Prepared, ExperimentError> {
        if let Some(prepared) = self.prepared.get() {
            return Ok(prepared);
        }
        if (self.silverpeak_version.as_str(), self.format_version) != (env!("CARGO_PKG_VERSION"), FORMAT_VERSION) {
            return Err(ExperimentError::OtherVersion(self.silverpeak_version.clone()));
        }
        let baseline = self.inputs.baseline()?;
        let compiled = self.inputs.compile(&baseline)?;
        let watched = watched_areas(&baseline);
        let mut prepared = Prepared::new(baseline.district, compiled, self.seed, self.last, self.parameters.into())?;
        prepared.watched = watched;
        Ok(self.prepared.get_or_init(|| prepared))
    }

    /// The same from a request's own district and scenarios, which need not be read again.
    pub(crate) fn prepare(&self, request: &RunRequest) -> Result<&Prepared, ExperimentError> {
        let (district, scenarios) = (request.baseline.district.clone(), request.scenarios.clone());
        let mut prepared = Prepared::new(district, scenarios, request.seed, request.last, request.parameters)?;
        prepared.watched = watched_areas(&request.baseline);
        Ok(self.prepared.get_or_init(|| prepared))
    }

    /// The tasks of some replicates.
    pub fn tasks(&self, replicates: Range<u32>) -> Result<Vec<Task>, ExperimentError> {
        // A part does not depend on what is run with it.
        let common = self.hash_without(|inputs| inputs.scenarios = ScenarioSet::baseline())?;
        let common = format!("{common}\n{}", self.detail.word());
        let scenarios = &self.prepared()?.scenarios;
        let groups = groups(scenarios, SCENARIOS_PER_TASK);
        let scenarios: Vec<(&str, &str)> =
            scenarios.iter().map(|scenario| (scenario.id.as_str(), scenario.identity.as_str())).collect();
        Ok(tasks(&common, &scenarios, &groups, replicates))
    }
}

/// How many replicates of each scenario a task simulates.
pub fn replicates_per_task(scenarios: usize) -> u32 {
    if scenarios < MANY_SCENARIOS { REPLICATES_PER_TASK } else { REPLICATES_PER_TASK_OF_MANY }
}

/// Cuts replicates of groups of scenarios, each an id and an identity, into tasks. `common` stands for everything else that
/// determines the results.
fn tasks(common: &str, scenarios: &[(&str, &str)], groups: &[Vec<usize>], replicates: Range<u32>) -> Vec<Task> {
    let block = replicates_per_task(scenarios.len());
    let key = |first: u32, end: u32, at: usize| {
        let (id, own) = scenarios[at];
        let content = format!("{common}\n{id}\n{own}\n{first}..{end}");
        blake3::hash(content.as_bytes()).to_hex()[..16].to_string()
    };
    let of_block = |first: u32| {
        let end = (first + block).min(replicates.end);
        groups.iter().map(move |group| Task {
            scenarios: group.clone(),
            first,
            end,
            keys: group.iter().map(|at| key(first, end, *at)).collect(),
        })
    };
    replicates.clone().step_by(block as usize).flat_map(of_block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_cover_every_replicate_once_and_keep_their_keys_when_more_are_asked_for() {
        let one = [("baseline", "its identity")];
        let all = |number: usize| vec![(0..number).collect::<Vec<usize>>()];
        let few = tasks("job", &one, &all(1), 0..10);
        let blocks: Vec<_> = few.iter().map(|task| (task.first, task.end)).collect();
        assert_eq!(blocks, [(0, 4), (4, 8), (8, 10)]);
        let more = tasks("job", &one, &all(1), 0..16);
        assert_eq!(few[..2], more[..2]);
        assert_ne!(few[2].keys, more[2].keys);
        assert_ne!(tasks("other", &one, &all(1), 0..10)[0].keys, few[0].keys);
        let two = tasks("job", &[("dementia", "its own"), one[0]], &all(2), 0..10);
        assert_eq!(two[0].keys[1], few[0].keys[0], "a part does not depend on what is run with it");
        let many = tasks("job", &[one[0]; MANY_SCENARIOS], &all(MANY_SCENARIOS), 2..5);
        assert_eq!(many.len(), 3, "one replicate each");
        let [a, b] = [vec![2, 0], vec![1]];
        let parted = tasks("job", &[one[0]; 3], &[a.clone(), b.clone()], 0..8);
        let cut: Vec<_> = parted.iter().map(|task| (task.first, &task.scenarios)).collect();
        assert_eq!(cut, [(0, &a), (0, &b), (4, &a), (4, &b)]);
    }
}
