//! A pool: has the tasks of a job made by workers, in any order.
use crate::error::ExperimentError;
use crate::job::{Job, Task};
use crate::machine::most_threads;
use crate::worker::{self, Hosting, Made, Unmade, Watch};
use sim_core::Placement;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Workers that make the tasks of a job.
pub trait Pool {
    /// Where the workers place each replicate, with so many tasks.
    fn placement(&self, tasks: usize) -> Placement;

    /// Threads of this process that its parts may be read by.
    fn threads(&self) -> usize;

    /// Makes the parts of `tasks` that `folder` lacks, and returns all by task. Errors: it was stopped, or a task failed or
    /// broke; finished parts stay.
    fn run(&self, job: &Job, tasks: &[Task], folder: &Path, watch: Watch<'_>) -> Result<Vec<Made>, ExperimentError>;
}

/// The threads of this machine, a worker each; where there are fewer tasks than threads, several for each worker.
#[derive(Clone, Copy, Debug)]
pub struct Threads {
    /// How many.
    pub number: usize,
    /// Whether months that scenarios share are simulated once; no result depends on it.
    pub shares_history: bool,
}

/// Threads that are started at the most, and for each core: more would only take memory.
const MOST_THREADS: (usize, usize) = (16, 4);

impl Threads {
    /// As many as are started.
    pub fn started(&self) -> usize {
        let (least, of_core) = MOST_THREADS;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let most = (cores * of_core).max(least);
        self.number.min(most_threads().map_or(most, |threads| threads.min(most)))
    }
}

impl Pool for Threads {
    fn placement(&self, tasks: usize) -> Placement {
        match tasks {
            0 => Placement::Packed,
            _ if tasks < self.started() => Placement::Spread(self.started().div_ceil(tasks)),
            _ => Placement::Packed,
        }
    }

    fn threads(&self) -> usize {
        self.started()
    }

    fn run(&self, job: &Job, tasks: &[Task], folder: &Path, watch: Watch<'_>) -> Result<Vec<Made>, ExperimentError> {
        job.prepared()?; // once, before workers ask for it
        let hosting = Hosting { placement: self.placement(tasks.len()), shares_history: self.shares_history };
        let slots: Mutex<Vec<Option<Made>>> = Mutex::new(vec![None; tasks.len()]);
        let (broken, failed) = (Mutex::new(Vec::new()), Mutex::new(None));
        let next = AtomicUsize::new(0);
        let work = || {
            while !watch.stop.load(Ordering::Relaxed) && lock(&failed).is_none() {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(task) = tasks.get(at) else { break };
                match worker::make(job, task, folder, hosting, watch) {
                    Ok(made) => lock(&slots)[at] = Some(made),
                    Err(Unmade::Broken(error)) => lock(&broken).push(error),
                    Err(Unmade::Failed(error)) => *lock(&failed) = Some(error),
                    Err(Unmade::Stopped) => break,
                }
            }
        };
        std::thread::scope(|scope| {
            let workers = self.started().clamp(1, tasks.len().max(1));
            let started = (0..workers).take_while(|worker| {
                let thread = std::thread::Builder::new().name(format!("worker-{worker}"));
                let started = thread.spawn_scoped(scope, work);
                started.inspect_err(|error| tracing::warn!(%error, "fewer threads than asked for")).is_ok()
            });
            // Where the machine gives no thread, this one does the work.
            if started.count() == 0 {
                work();
            }
        });
        if let Some(error) = into_inner(failed) {
            return Err(error);
        }
        let broken = into_inner(broken);
        if !broken.is_empty() {
            return Err(ExperimentError::Broken(broken));
        }
        let slots = into_inner(slots);
        let done = slots.iter().flatten().count();
        let made: Option<Vec<Made>> = slots.into_iter().collect();
        made.ok_or(ExperimentError::Interrupted { done, tasks: tasks.len() })
    }
}

/// A lock whose data is whole at every moment, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_tasks_are_spread_over_the_threads_and_many_are_packed() {
        let placement = |number: usize, tasks: usize| Threads { number, shares_history: true }.placement(tasks);
        assert_eq!(placement(1, 1), Placement::Packed);
        assert_eq!(placement(2, 1), Placement::Spread(2));
        assert_eq!(placement(2, 2), Placement::Packed);
        assert_eq!(placement(8, 3), Placement::Spread(3), "no thread idles");
        assert_eq!(placement(8, 25), Placement::Packed);
        assert_eq!(placement(8, 0), Placement::Packed, "nothing to do");
        let Placement::Spread(most) = placement(1 << 20, 1) else { panic!("packed") };
        assert!((2..10_000).contains(&most), "{most}: a number that a machine has");
    }
}
