//! What a run will cost, found by starting one replicate of it.
use crate::ensemble::Ensemble;
use crate::error::ExperimentError;
use crate::task::Task;
use agents::{DistrictActor, Model};
use serde::Serialize;
use sim_core::Draws;
use std::sync::Arc;
use std::time::Instant;

/// What a run will cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Tasks.
    pub tasks: usize,
    /// Replicates of all scenarios together.
    pub replicates: u64,
    /// Simulated months of each.
    pub months: u64,
    /// Share of all months that is not lived, being the history of another scenario too.
    pub shared: f64,
    /// Elders in a replicate at the start.
    pub elders: usize,
    /// Wall-clock seconds, roughly: the first months of one replicate, extrapolated.
    pub seconds: f64,
    /// Peak memory in megabytes, roughly.
    pub megabytes: f64,
}

/// Months that are lived to measure a month's cost.
const TRIAL_MONTHS: u32 = 6;

/// Estimates `tasks` of `ensemble` by making one world and living its first months.
pub fn estimate(ensemble: &Ensemble, tasks: &[Task]) -> Result<Estimate, ExperimentError> {
    let begin = Instant::now();
    let model = Model::new(Arc::clone(&ensemble.reference), ensemble.parameters, Draws::new(ensemble.seed, 0))?;
    let mut world = model.world();
    let making = begin.elapsed().as_secs_f64();
    let elders: usize = world.actors().iter().filter_map(DistrictActor::community).map(|c| c.elders().count()).sum();
    let begin = Instant::now();
    for _ in 0..TRIAL_MONTHS {
        world.advance().map_err(|error| ExperimentError::Broken(vec![error]))?;
    }
    let month = begin.elapsed().as_secs_f64() / f64::from(TRIAL_MONTHS);
    let scenarios = ensemble.scenarios.len() as u64;
    let replicates: u64 = tasks.iter().map(|task| u64::from(task.end - task.first) * scenarios).sum();
    let chosen: Vec<usize> = (0..ensemble.scenarios.len()).collect();
    let all_months: u64 = tasks.iter().map(|task| ensemble.months(task, &chosen)).sum();
    let alone: u64 = tasks.iter().map(|task| ensemble.months_alone(task)).sum();
    let workers = ensemble.threads.clamp(1, tasks.len().max(1)) as f64;
    // Columns of 18 bytes an elder with room to grow, cases, a task's rows, and what any run needs.
    let per_worker = elders as f64 * 24.0 * 2.0 / 1e6 * if scenarios > 1 { 2.0 } else { 1.0 } + 60.0 * scenarios as f64;
    Ok(Estimate {
        tasks: tasks.len(),
        replicates,
        months: alone / replicates.max(1),
        shared: 1.0 - all_months as f64 / (alone as f64).max(1.0),
        elders,
        seconds: (replicates as f64 * making + all_months as f64 * month) / workers,
        megabytes: 25.0 + workers * per_worker,
    })
}
