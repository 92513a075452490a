//! Replicates in parallel.
use crate::error::ExperimentError;
use crate::history::Branch;
use crate::task::Task;
use agents::parameters::ParameterChoice;
use agents::{DistrictActor, Model, Reference};
use outputs::{Areas, Part, PartWriter};
use scenarios::scenario::CompiledScenario;
use sim_core::{Draws, Month, Placement, RunError, Runtime, World};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How replicates are placed on threads. No result depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// One replicate a thread: the ensemble is finished soonest.
    Packed,
    /// One replicate over all threads: the first replicate is finished soonest.
    Spread,
}

/// What all replicates of an ensemble share.
pub struct Ensemble {
    /// The district, prepared.
    pub reference: Arc<Reference>,
    /// What is lived, in the order of the outputs.
    pub scenarios: Vec<CompiledScenario>,
    /// Whether what scenarios have in common is lived once. No result depends on it.
    pub shares_history: bool,
    /// Seed of every draw.
    pub seed: u64,
    /// Last simulated month.
    pub last: Month,
    /// Where replicates take their parameters from.
    pub parameters: ParameterChoice,
    /// Threads to use.
    pub threads: usize,
    /// How.
    pub placing: Placing,
}

/// Why a task was not finished.
enum TaskEnd {
    Stopped,
    Broken(RunError),
    Failed(ExperimentError),
}

impl Ensemble {
    /// Runs `tasks`, writes their parts into `folder` and returns them, each with the number of those that were there
    /// already: by task, then by scenario. `progress` hears of every month that was lived; `stop` ends the run after the
    /// month in hand.
    pub fn run(
        &self,
        tasks: &[Task],
        folder: &Path,
        progress: &(dyn Fn(u64) + Sync),
        stop: &AtomicBool,
    ) -> Result<(Vec<Vec<Part>>, usize), ExperimentError> {
        let references = self.references()?;
        let slots: Mutex<Vec<Option<Vec<Part>>>> = Mutex::new(vec![None; tasks.len()]);
        let (broken, failed) = (Mutex::new(Vec::new()), Mutex::new(None));
        let (next, resumed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            while !stop.load(Ordering::Relaxed) && lock(&failed).is_none() {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some(task) = tasks.get(i) else { break };
                let found: Vec<Option<Part>> = task.keys.iter().map(|key| Part::find(folder, key)).collect();
                let missing: Vec<usize> = (0..found.len()).filter(|at| found[*at].is_none()).collect();
                resumed.fetch_add(found.len() - missing.len(), Ordering::Relaxed);
                progress(self.months(task, &(0..found.len()).collect::<Vec<_>>()) - self.months(task, &missing));
                match self.run_task(task, &missing, &references, folder, progress, stop) {
                    Ok(made) => {
                        let mut made = made.into_iter();
                        let parts = found.into_iter().filter_map(|part| part.or_else(|| made.next())).collect();
                        lock(&slots)[i] = Some(parts);
                    }
                    Err(TaskEnd::Broken(error)) => lock(&broken).push(error),
                    Err(TaskEnd::Failed(error)) => *lock(&failed) = Some(error),
                    Err(TaskEnd::Stopped) => break,
                }
            }
        };
        let workers = match self.placing {
            Placing::Packed => self.threads.clamp(1, tasks.len().max(1)),
            Placing::Spread => 1,
        };
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(work);
            }
        });
        if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let broken = broken.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !broken.is_empty() {
            return Err(ExperimentError::Broken(broken));
        }
        let slots = slots.into_inner().unwrap_or_else(PoisonError::into_inner);
        let done = slots.iter().flatten().count();
        match slots.into_iter().collect() {
            Some(parts) => Ok((parts, resumed.into_inner())),
            None => Err(ExperimentError::Interrupted { done, tasks: tasks.len() }),
        }
    }

    /// Fails when the first replicate of a scenario cannot be simulated, as any could not with the same values.
    pub fn check_first(&self) -> Result<(), ExperimentError> {
        let references = self.references()?;
        for scenario in &self.scenarios {
            let unfit = |unfit| ExperimentError::UnfitScenario { scenario: scenario.id.clone(), unfit };
            let mut stretches = scenario.stretches.iter().filter(|stretch| stretch.from <= self.last);
            let Some(first) = stretches.next() else { continue };
            let reference = references.get(&first.signature).unwrap_or(&self.reference);
            let draws = Draws::new(self.seed, 0);
            let mut model = Model::new(Arc::clone(reference), self.parameters, draws).map_err(unfit)?;
            for stretch in stretches {
                model = model.then(stretch.from, Arc::clone(&stretch.district)).map_err(unfit)?;
            }
        }
        Ok(())
    }

    /// The references of all first stretches, by signature.
    pub(crate) fn references(&self) -> Result<BTreeMap<String, Arc<Reference>>, ExperimentError> {
        let mut references = BTreeMap::new();
        for scenario in &self.scenarios {
            let Some(first) = scenario.stretches.first() else { continue };
            if first.signature.is_empty() {
                references.insert(String::new(), Arc::clone(&self.reference));
            } else if !references.contains_key(&first.signature) {
                let unfit = |unfit| ExperimentError::UnfitScenario { scenario: scenario.id.clone(), unfit };
                let reference = self.reference.with_district(Arc::clone(&first.district)).map_err(unfit)?;
                references.insert(first.signature.clone(), Arc::new(reference));
            }
        }
        Ok(references)
    }

    fn branches(&self, chosen: &[usize]) -> Vec<Branch> {
        if self.shares_history {
            Branch::of(&self.scenarios, chosen, self.last)
        } else {
            chosen.iter().flat_map(|one| Branch::of(&self.scenarios, &[*one], self.last)).collect()
        }
    }

    /// Months that are lived for the scenarios at `chosen` positions of a task.
    pub fn months(&self, task: &Task, chosen: &[usize]) -> u64 {
        let a_replicate: u64 = self.branches(chosen).iter().map(|branch| branch.months(self.last)).sum();
        u64::from(task.end - task.first) * a_replicate
    }

    /// Months of all scenarios of a task, were each lived alone.
    pub fn months_alone(&self, task: &Task) -> u64 {
        let months = (self.last - self.reference.district.start + 1).max(0) as u64;
        u64::from(task.end - task.first) * months * self.scenarios.len() as u64
    }

    /// The parts of the scenarios at `missing` positions.
    fn run_task(
        &self,
        task: &Task,
        missing: &[usize],
        references: &BTreeMap<String, Arc<Reference>>,
        folder: &Path,
        progress: &(dyn Fn(u64) + Sync),
        stop: &AtomicBool,
    ) -> Result<Vec<Part>, TaskEnd> {
        let failed = |error: outputs::OutputError| TaskEnd::Failed(error.into());
        let mut writers = Vec::with_capacity(missing.len());
        for at in missing {
            let areas = Areas::of(&self.reference.district);
            writers.push((*at, PartWriter::create(folder, &task.keys[*at], areas).map_err(failed)?));
        }
        let branches = self.branches(missing);
        for replicate in task.first..task.end {
            for branch in &branches {
                let reference = references.get(branch.signature()).unwrap_or(&self.reference);
                let draws = Draws::new(self.seed, replicate);
                let model = Model::new(Arc::clone(reference), self.parameters, draws)
                    .map_err(|unfit| TaskEnd::Failed(unfit.into()))?;
                let mut lived = Lived { ensemble: self, replicate, writers: &mut writers, progress, stop };
                lived.branch(branch, model.world())?;
            }
        }
        writers.into_iter().map(|(_, writer)| writer.finish().map_err(failed)).collect()
    }
}

/// A replicate of some scenarios while it is lived.
struct Lived<'a> {
    ensemble: &'a Ensemble,
    replicate: u32,
    writers: &'a mut [(usize, PartWriter)],
    progress: &'a (dyn Fn(u64) + Sync),
    stop: &'a AtomicBool,
}

impl Lived<'_> {
    /// Lives a branch and those that part from it.
    fn branch(&mut self, branch: &Branch, world: World<DistrictActor>) -> Result<(), TaskEnd> {
        let mut staying = branch.scenarios.clone();
        let mut world = Some(world);
        for next in &branch.branches {
            let Some(here) = world.take() else { break };
            let here = self.months(here, next.from - 1, &staying)?;
            staying.retain(|scenario| !next.scenarios.contains(scenario));
            let model = here.shared().then(next.from, Arc::clone(&next.district));
            let model = Arc::new(model.map_err(|unfit| TaskEnd::Failed(unfit.into()))?);
            if staying.is_empty() {
                let mut here = here;
                here.adopt(model);
                return self.branch(next, here);
            }
            self.branch(next, here.fork(model))?;
            world = Some(here);
        }
        let last = self.ensemble.last;
        world.map_or(Ok(()), |world| self.months(world, last, &staying).map(|_| ()))
    }

    /// Lives months up to `until` and writes them for the scenarios of `whose`.
    fn months(
        &mut self,
        world: World<DistrictActor>,
        until: Month,
        whose: &[usize],
    ) -> Result<World<DistrictActor>, TaskEnd> {
        if world.month() > until {
            return Ok(world);
        }
        let ensemble = self.ensemble;
        let placement = match ensemble.placing {
            Placing::Packed => Placement::Packed,
            Placing::Spread => Placement::Spread(ensemble.threads.max(1)),
        };
        let runtime = Runtime { placement, fingerprint_after: Month::is_december };
        let mut unwritten = None;
        let ended = runtime.run(world, until, |month| {
            // What is written must not depend on where the history was cut.
            let told = month.month.is_december() || month.month == ensemble.last;
            let fingerprint = month.fingerprint.filter(|_| told);
            for (at, writer) in self.writers.iter_mut().filter(|(at, _)| whose.contains(at)) {
                let scenario = &ensemble.scenarios[*at].id;
                if let Err(error) = writer.month(scenario, self.replicate, month.month, month.reports, fingerprint) {
                    unwritten = Some(error);
                    return ControlFlow::Break(());
                }
            }
            (self.progress)(1);
            if self.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(error) = unwritten {
            return Err(TaskEnd::Failed(error.into()));
        }
        match ended {
            Ok(_) if self.stop.load(Ordering::Relaxed) && until < ensemble.last => Err(TaskEnd::Stopped),
            Ok(world) => Ok(world),
            Err(RunError::Stopped { .. }) => Err(TaskEnd::Stopped),
            Err(error) => Err(TaskEnd::Broken(error)),
        }
    }
}

/// A lock whose data is whole at every moment, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
