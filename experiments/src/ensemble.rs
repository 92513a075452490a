//! Replicates in parallel.
use crate::error::ExperimentError;
use crate::task::Task;
use agents::parameters::ParameterChoice;
use agents::{Model, Reference};
use outputs::{Areas, Part, PartWriter};
use sim_core::{Draws, Month, Placement, RunError, Runtime};
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
    /// Runs `tasks`, writes their parts into `folder` and returns them in the order of `tasks`, with
    /// the number of those that were there already. `progress` hears of every finished month of a
    /// replicate; `stop` ends the run after the month in hand.
    pub fn run(
        &self,
        tasks: &[Task],
        folder: &Path,
        progress: &(dyn Fn(u64) + Sync),
        stop: &AtomicBool,
    ) -> Result<(Vec<Part>, usize), ExperimentError> {
        let slots: Mutex<Vec<Option<Part>>> = Mutex::new(vec![None; tasks.len()]);
        let (broken, failed) = (Mutex::new(Vec::new()), Mutex::new(None));
        let (next, resumed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            while !stop.load(Ordering::Relaxed) && lock(&failed).is_none() {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some(task) = tasks.get(i) else { break };
                let found = Part::find(folder, &task.key);
                if found.is_some() {
                    resumed.fetch_add(1, Ordering::Relaxed);
                    progress(self.months(task));
                }
                match found.map_or_else(|| self.run_task(task, folder, progress, stop), Ok) {
                    Ok(part) => lock(&slots)[i] = Some(part),
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

    /// Fails when the first replicate cannot be simulated, as any could not with the same override.
    pub fn check_first(&self) -> Result<(), ExperimentError> {
        Model::new(Arc::clone(&self.reference), self.parameters, Draws::new(self.seed, 0))?;
        Ok(())
    }

    /// Replicate-months of a task.
    pub fn months(&self, task: &Task) -> u64 {
        let months = (self.last - self.reference.district.start + 1).max(0) as u64;
        u64::from(task.end - task.first) * months
    }

    fn run_task(
        &self,
        task: &Task,
        folder: &Path,
        progress: &(dyn Fn(u64) + Sync),
        stop: &AtomicBool,
    ) -> Result<Part, TaskEnd> {
        let failed = |error: ExperimentError| TaskEnd::Failed(error);
        let areas = Areas::of(&self.reference.district);
        let mut writer = PartWriter::create(folder, &task.key, areas).map_err(|e| failed(e.into()))?;
        for replicate in task.first..task.end {
            self.run_replicate(&task.scenario, replicate, &mut writer, progress, stop)?;
        }
        writer.finish().map_err(|e| failed(e.into()))
    }

    fn run_replicate(
        &self,
        scenario: &str,
        replicate: u32,
        writer: &mut PartWriter,
        progress: &(dyn Fn(u64) + Sync),
        stop: &AtomicBool,
    ) -> Result<(), TaskEnd> {
        let draws = Draws::new(self.seed, replicate);
        let model = Model::new(Arc::clone(&self.reference), self.parameters, draws)
            .map_err(|unfit| TaskEnd::Failed(unfit.into()))?;
        let placement = match self.placing {
            Placing::Packed => Placement::Packed,
            Placing::Spread => Placement::Spread(self.threads.max(1)),
        };
        let runtime = Runtime { placement, fingerprint_after: Month::is_december };
        let mut unwritten = None;
        let ended = runtime.run(model.world(), self.last, |month| {
            let written = writer.month(scenario, replicate, month.month, month.reports, month.fingerprint);
            progress(1);
            if let Err(error) = written {
                unwritten = Some(error);
                return ControlFlow::Break(());
            }
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(error) = unwritten {
            return Err(TaskEnd::Failed(error.into()));
        }
        match ended {
            Ok(_) => Ok(()),
            Err(RunError::Stopped { .. }) => Err(TaskEnd::Stopped),
            Err(error) => Err(TaskEnd::Broken(error)),
        }
    }
}

/// A lock whose data is whole at every moment, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
