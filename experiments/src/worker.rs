//! A worker: makes the parts of one task of a job. What it makes depends on the job and the task alone.
use crate::error::ExperimentError;
use crate::history::Branch;
use crate::job::{Job, Task};
use crate::prepared::Prepared;
use agents::report::CommunityMonth;
use agents::{ActorMonth, DistrictActor, Unfit};
use outputs::{EXPECTED_FROM, Expected, ExpectedElders, Keeping, OutputError, Part, PartWriter};
use projection::expected::Projection;
use sim_core::{Month, Placement, RunError, Runtime, World};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Who follows the work, and ends it.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Hears how many months were simulated since it was last called.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Ends the work after the month in hand.
    pub stop: &'a AtomicBool,
}

/// How a task is simulated. No result depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hosting {
    /// Where the actors of a replicate live.
    pub placement: Placement,
    /// Whether months that scenarios share are simulated once.
    pub shares_history: bool,
}

/// The parts of a task.
#[derive(Clone, Debug)]
pub struct Made {
    /// By scenario of the task.
    pub parts: Vec<Part>,
    /// How many of them were there already.
    pub found: usize,
}

/// Why a task has no parts.
#[derive(Debug)]
pub enum Unmade {
    /// It was stopped.
    Stopped,
    /// A bug: a replicate broke. Other tasks can be made.
    Broken(RunError),
    /// Nothing can be made.
    Failed(ExperimentError),
}

/// Makes the parts of `task` that `folder` lacks, each whole under its own name.
pub fn make(job: &Job, task: &Task, folder: &Path, hosting: Hosting, watch: Watch<'_>) -> Result<Made, Unmade> {
    let prepared = job.prepared().map_err(Unmade::Failed)?;
    let mut parts: Vec<Option<Part>> = task.keys.iter().map(|key| Part::find(folder, key, job.detail)).collect();
    let missing: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].is_none()).collect();
    let of_missing: Vec<usize> = missing.iter().map(|at| task.scenarios[*at]).collect();
    let branches = prepared.branches(&of_missing, hosting.shares_history);
    let months = |branches: &[Branch]| branches.iter().map(|branch| branch.months(prepared.last)).sum::<u64>();
    let found = months(&prepared.branches(&task.scenarios, hosting.shares_history)) - months(&branches);
    (watch.progress)(u64::from(task.end - task.first) * found);

    let mut writers = Vec::with_capacity(missing.len());
    let keeping = Keeping { detail: job.detail, last: prepared.last, watched: prepared.watched.clone() };
    let checks = findings::checks();
    for at in &missing {
        let writer = PartWriter::create(folder, &task.keys[*at], prepared.areas(), keeping.clone(), &checks)?;
        writers.push((task.scenarios[*at], writer));
    }
    for replicate in task.first..task.end {
        for branch in &branches {
            let model = prepared.model(branch.signature(), replicate)?;
            let mut simulation = Simulation { prepared, replicate, writers: &mut writers, hosting, watch };
            let projection = Projection::new(&model);
            simulation.branch(branch, model.world(), projection)?;
        }
    }
    for (at, (_, writer)) in missing.iter().zip(writers) {
        parts[*at] = Some(writer.finish()?);
    }
    Ok(Made { found: parts.len() - missing.len(), parts: parts.into_iter().flatten().collect() })
}

/// A replicate of some scenarios while it is simulated.
struct Simulation<'a> {
    prepared: &'a Prepared,
    replicate: u32,
    writers: &'a mut [(usize, PartWriter)],
    hosting: Hosting,
    watch: Watch<'a>,
}

impl Simulation<'_> {
    /// Simulates a branch and those that part from it.
    fn branch(
        &mut self,
        branch: &Branch,
        world: World<DistrictActor>,
        mut projection: Projection,
    ) -> Result<(), Unmade> {
        let mut staying = branch.scenarios.clone();
        let mut world = Some(world);
        for next in &branch.branches {
            let Some(here) = world.take() else { break };
            let mut here = self.months(here, &mut projection, next.from - 1, &staying)?;
            staying.retain(|scenario| !next.scenarios.contains(scenario));
            let model = Arc::new(here.shared().then(next.from, Arc::clone(&next.district))?);
            if staying.is_empty() {
                here.adopt(model);
                return self.branch(next, here, projection);
            }
            self.branch(next, here.fork(model), projection.clone())?;
            world = Some(here);
        }
        let last = self.prepared.last;
        world.map_or(Ok(()), |world| self.months(world, &mut projection, last, &staying).map(|_| ()))
    }

    /// Simulates months up to `until` beside the projection, and writes them for some scenarios.
    fn months(
        &mut self,
        world: World<DistrictActor>,
        projection: &mut Projection,
        until: Month,
        scenarios: &[usize],
    ) -> Result<World<DistrictActor>, Unmade> {
        if world.month() > until {
            return Ok(world);
        }
        let Watch { progress, stop } = self.watch;
        let last = self.prepared.last;
        let model = Arc::clone(world.shared());
        let runtime = Runtime { placement: self.hosting.placement, fingerprint_after: Month::is_december };
        let mut unwritten = None;
        let ended = runtime.run(world, until, |month| {
            // What is written must not depend on where the history was cut.
            let is_written = month.month.is_december() || month.month == last;
            let fingerprint = month.fingerprint.filter(|_| is_written);
            let communities = month.reports.iter().filter_map(ActorMonth::community);
            projection.advance(&model, month.month, communities.map(CommunityMonth::homes_adapted).sum());
            let expected = month.month.is_december().then(|| expected(projection, month.month));
            for (at, writer) in self.writers.iter_mut().filter(|(at, _)| scenarios.contains(at)) {
                let scenario = &self.prepared.scenarios[*at].id;
                if let Some(expected) = expected {
                    writer.expect(expected);
                }
                if let Err(error) = writer.month(scenario, self.replicate, month.month, month.reports, fingerprint) {
                    unwritten = Some(error);
                    return ControlFlow::Break(());
                }
            }
            progress(1);
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(error) = unwritten {
            return Err(error.into());
        }
        match ended {
            Ok(_) if stop.load(Ordering::Relaxed) && until < last => Err(Unmade::Stopped),
            Ok(world) => Ok(world),
            Err(RunError::Stopped { .. }) => Err(Unmade::Stopped),
            Err(error) => Err(Unmade::Broken(error)),
        }
    }
}

/// What a projection expects at a December's end.
fn expected(projection: &Projection, december: Month) -> Expected {
    let elders = |sex: usize, from: usize| {
        let elders = projection.elders(december, sex, from);
        ExpectedElders { abilities: elders.abilities, dementia: elders.dementia }
    };
    Expected { elders: [0, 1].map(|sex| EXPECTED_FROM.map(|from| elders(sex, from))), averted: projection.averted() }
}

impl From<Unfit> for Unmade {
    fn from(unfit: Unfit) -> Self {
        Unmade::Failed(unfit.into())
    }
}

impl From<OutputError> for Unmade {
    fn from(error: OutputError) -> Self {
        Unmade::Failed(error.into())
    }
}
