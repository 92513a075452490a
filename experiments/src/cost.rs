//! What a run will cost, found by starting one replicate of it.
use crate::error::ExperimentError;
use crate::job::Task;
use crate::pool::{Pool, Threads};
use crate::prepared::Prepared;
use agents::DistrictActor;
use serde::Serialize;
use sim_core::Placement;
use std::time::Instant;

/// What a run will cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cost {
    /// Tasks.
    pub tasks: usize,
    /// Replicates of all scenarios together.
    pub replicates: u64,
    /// Simulated months of each.
    pub months: u64,
    /// Share of all months that need not be simulated, being the history of another scenario too.
    pub shared: f64,
    /// Elders in a replicate at the start.
    pub elders: usize,
    /// Wall-clock seconds, roughly: the first months of one replicate, extrapolated.
    pub seconds: f64,
    /// Peak memory in megabytes, roughly.
    pub megabytes: f64,
}

/// Months that are simulated to measure a month's cost.
const TRIAL_MONTHS: u32 = 6;

/// The cost of `tasks` on `threads`, by making one world and simulating its first months.
pub(crate) fn cost(prepared: &Prepared, tasks: &[Task], threads: Threads) -> Result<Cost, ExperimentError> {
    let begin = Instant::now();
    let mut world = prepared.model("", 0)?.world();
    let making = begin.elapsed().as_secs_f64();
    let elders: usize = world.actors().iter().filter_map(DistrictActor::community).map(|c| c.elders().count()).sum();
    let begin = Instant::now();
    for _ in 0..TRIAL_MONTHS {
        world.advance().map_err(|error| ExperimentError::Broken(vec![error]))?;
    }
    let month = begin.elapsed().as_secs_f64() / f64::from(TRIAL_MONTHS);
    let scenarios = prepared.scenarios.len() as u64;
    let of_each: u64 = tasks.iter().map(|task| u64::from(task.end - task.first)).sum();
    let replicates = of_each * scenarios;
    let all: Vec<usize> = (0..prepared.scenarios.len()).collect();
    let branches = prepared.branches(&all, threads.shares_history);
    let simulated = of_each * branches.iter().map(|branch| branch.months(prepared.last)).sum::<u64>();
    let alone = replicates * prepared.months_alone();
    let workers = threads.number.clamp(1, tasks.len().max(1));
    let busy = match threads.placement(tasks.len()) {
        Placement::Packed => workers,
        Placement::Spread(_) => threads.number,
    };
    // Columns of 18 bytes an elder with room to grow, cases, a task's rows, and what any run needs.
    let per_worker = elders as f64 * 24.0 * 2.0 / 1e6 * if scenarios > 1 { 2.0 } else { 1.0 } + 60.0 * scenarios as f64;
    Ok(Cost {
        tasks: tasks.len(),
        replicates,
        months: prepared.months_alone(),
        shared: 1.0 - simulated as f64 / (alone as f64).max(1.0),
        elders,
        seconds: (replicates as f64 * making + simulated as f64 * month) / busy as f64,
        megabytes: 25.0 + workers as f64 * per_worker,
    })
}
