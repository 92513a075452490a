//! What a run will cost, found by a trial: a few replicates of its first scenario go the whole road, in a folder of their
//! own that is removed. What a phase takes is solved for its parts, and multiplied by what the run has of them.
use crate::error::ExperimentError;
use crate::history::Branch;
use crate::job::{Job, Task};
use crate::machine::{Resident, free_disk, memory_limit};
use crate::pool::{Pool, Threads};
use crate::prepared::Prepared;
use crate::run::{RunRequest, execute};
use agents::DistrictActor;
use findings::{MOST_SHOWN, Results, Run};
use outputs::Topic;
use serde::Serialize;
use sim_core::{Month, Placement, Runtime};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
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
    /// Wall-clock seconds, on a machine where nothing else runs.
    pub seconds: f64,
    /// Peak memory in megabytes, roughly.
    pub megabytes: f64,
    /// Megabytes that this machine lets the run have, where that is known.
    pub available_megabytes: Option<f64>,
    /// Megabytes of the finished run's files, roughly.
    pub disk_megabytes: f64,
    /// Megabytes of disk while it is made, when parts lie beside the files that they become.
    pub most_disk_megabytes: f64,
    /// Megabytes that are free where the run is put, where that is known.
    pub available_disk_megabytes: Option<f64>,
    /// The most threads, up to those asked for, with which the run fits into that; 0 where one is too many.
    pub fitting_threads: usize,
}

impl Cost {
    /// The megabytes that the machine has, where the run needs more.
    pub fn exceeds(&self) -> Option<f64> {
        self.available_megabytes.filter(|available| self.megabytes > *available)
    }

    /// The megabytes of disk that are free, where the run needs more.
    pub fn exceeds_disk(&self) -> Option<f64> {
        self.available_disk_megabytes.filter(|available| self.most_disk_megabytes > *available)
    }
}

/// Months of the short trials.
const SHORT: u64 = 12;
/// Replicates of the trial of several.
const SEVERAL: u32 = 8;
/// Elders of a district of which the trial of several goes over all months: little of it is lost in what a run takes once.
const SMALL_DISTRICT: f64 = 20_000.0;
/// Megabytes of the batches that readers of a finished run decode at once, and replicates from which on they are full.
const DECODED: (f64, f64) = (55.0, 20.0);
/// Megabytes that the figures keep of a replicate of a scenario.
const KEPT: f64 = 0.7;
/// Megabytes of a month's rows of a scenario, more than any district has: what is far below the machine's memory with this
/// is tried no further.
const MOST_A_MONTH: f64 = 0.2;
/// Megabytes that a month of a scenario and replicate takes on disk, parts among them, more than any district has.
const MOST_WRITTEN_A_MONTH: f64 = 0.1;

/// Seconds of the phases of a run.
#[derive(Clone, Copy, Debug, Default)]
struct Phases {
    simulate: f64,
    /// Merging, summarising, sanity rules, reading for the page.
    after: [f64; 4],
    /// Megabytes of the files of replicates, and of the others.
    files: [f64; 2],
}

/// Megabytes of a trial.
#[derive(Clone, Copy, Debug, Default)]
struct Memory {
    /// Before it, with its first world, after its first replicate, and after its last.
    before: f64,
    world: f64,
    first: f64,
    last: f64,
    /// When its figures are read.
    reading: f64,
}

/// The cost of the `tasks` of a prepared `request` on `threads`.
pub(crate) fn cost(
    request: &RunRequest,
    prepared: &Prepared,
    tasks: &[Task],
    threads: Threads,
    preparing: f64,
) -> Result<Cost, ExperimentError> {
    let months = prepared.months_alone();
    let short = months.min(SHORT);
    let several = request.replicates.clamp(1, SEVERAL);
    let pair = request.replicates.clamp(1, 2);
    // The first: memory that was used before is used again, and would not be seen.
    let (long, memory) = trial(request, pair, months)?;
    let (brief, _) = if short < months || pair > 1 { trial(request, 1, short)? } else { (long, memory) };
    let is_small = request.baseline.district.pyramid.elders() < SMALL_DISTRICT;
    let (wide, _) = match is_small {
        true if several > pair => trial(request, several, months)?,
        true => (long, memory),
        false if several > 1 => trial(request, several, short)?,
        false => (brief, memory),
    };
    let alone = Simulated::measured(prepared, Placement::Packed, short)?;
    let placement = threads.placement(tasks.len());
    let hosted = match placement {
        Placement::Packed => alone,
        spread => Simulated::measured(prepared, spread, short)?,
    };

    let scenarios = prepared.scenarios.len();
    let of_each = u64::from(request.replicates);
    let months_of = |branches: &[Branch]| branches.iter().map(|branch| branch.months(prepared.last)).sum::<u64>();
    let branches: BTreeMap<&[usize], Vec<Branch>> = tasks
        .iter()
        .map(|task| (&task.scenarios[..], prepared.branches(&task.scenarios, threads.shares_history)))
        .collect();
    let simulated: u64 = branches.values().map(|branches| months_of(branches)).sum();
    let workers = threads.started().clamp(1, tasks.len().max(1));

    // Of a task: what each part takes, what a replicate's months take to simulate, what they take to write.
    let further = (u64::from(pair) * months - short) as f64;
    let unwritten = f64::from(pair) * (alone.making + alone.whole) - alone.making - alone.brief;
    let written = ratio((long.simulate - brief.simulate) - unwritten, further);
    let part = (brief.simulate - alone.preparing - alone.making - alone.brief - written * short as f64).max(0.0);
    let of_task = |task: &Task| {
        let (scenarios, branches) =
            (task.scenarios.len(), branches.get(&task.scenarios[..]).map_or(&[][..], Vec::as_slice));
        let replicate = branches.len() as f64 * hosted.making
            + months_of(branches) as f64 * hosted.whole / months.max(1) as f64
            + written * (scenarios as u64 * months) as f64;
        part * scenarios as f64 + f64::from(task.end - task.first) * replicate
    };
    let simulating = preparing + busiest(workers, tasks.iter().map(of_task));

    let after: f64 = (0..long.after.len())
        .map(|phase| {
            let [long, brief, wide] = [long, brief, wide].map(|phases| phases.after[phase]);
            // What grows with the replicates' months, and what grows with the months alone.
            let of_replicate = match is_small {
                true => ratio(wide - long, (u64::from(several - pair) * months) as f64),
                false => ratio(wide - brief, (u64::from(several - 1) * short) as f64),
            };
            let of_month = match months - short {
                0 => ratio(brief, short as f64),
                more => ratio(long - brief - of_replicate * further, more as f64),
            };
            let once = (brief - (of_month + of_replicate) * short as f64).max(0.0);
            let rows = (scenarios as u64 * months) as f64;
            once + rows * of_month + rows * of_each as f64 * of_replicate
        })
        .sum();

    // Files of replicates grow with their months, the summary with months alone.
    let [rows_of, once_of] = {
        let rate = ratio(long.files[0] - brief.files[0], further);
        [rate, (brief.files[0] - rate * short as f64).max(0.0)]
    };
    let all_months = (scenarios as u64 * months) as f64;
    let tables = once_of + rows_of * all_months * of_each as f64;
    let disk_megabytes = tables + long.files[1] * scenarios as f64;
    let parts: usize = tasks.iter().map(|task| task.scenarios.len()).sum();
    let most_disk_megabytes = disk_megabytes + tables + parts as f64 * once_of;

    let block = tasks.iter().map(|task| task.end - task.first).max().unwrap_or(0);
    // Tables grow by doubling: of the two ways to measure a replicate's rows the smaller is nearer to many.
    let of_last = if pair > 1 { memory.last - memory.first } else { f64::INFINITY };
    let rows = ((memory.last - memory.world) / f64::from(pair)).min(of_last).max(0.0);
    let world = (memory.first - rows - memory.before).max(alone.megabytes);
    // Two worlds at a time are forked from the one that goes on.
    let forks = branches.values().flatten().any(|branch| !branch.branches.is_empty());
    let worlds = if forks { 3.0 } else { 1.0 };
    let of_task = tasks.iter().map(|task| task.scenarios.len()).max().unwrap_or(0);
    let megabytes = |workers: usize| {
        let held = workers as f64 * (of_task as f64 * f64::from(block) * rows + worlds * world);
        let simulating = memory.before + held;
        let decoded = DECODED.0 * (of_each as f64 / DECODED.1).min(1.0);
        let reading = memory.reading + decoded + KEPT * (of_each * scenarios.min(MOST_SHOWN) as u64) as f64;
        simulating.max(reading)
    };
    let available_megabytes = memory_limit();
    let fits = |workers: &usize| available_megabytes.is_none_or(|available| megabytes(*workers) <= available);
    let most = (1..=workers).rev().find(fits).unwrap_or(0);
    Ok(Cost {
        tasks: tasks.len(),
        replicates: of_each * scenarios as u64,
        months,
        shared: 1.0 - simulated as f64 / ((scenarios as u64 * months) as f64).max(1.0),
        elders: alone.elders,
        seconds: simulating + after,
        megabytes: megabytes(workers),
        available_megabytes,
        disk_megabytes,
        most_disk_megabytes,
        available_disk_megabytes: free_disk(&request.folder),
        fitting_threads: if most == workers { threads.number } else { most },
    })
}

/// Whether a run is so small that it needs no trial to fit into the memory of this machine.
pub(crate) fn is_small(prepared: &Prepared, tasks: &[Task], threads: Threads, folder: &Path) -> bool {
    let Some(available) = memory_limit() else { return true };
    let block = tasks.iter().map(|task| task.end - task.first).max().unwrap_or(0);
    let workers = threads.started().clamp(1, tasks.len().max(1));
    let scenarios = tasks.iter().map(|task| task.scenarios.len()).max().unwrap_or(0);
    let rows = (workers * scenarios) as f64 * f64::from(block) * prepared.months_alone() as f64;
    let parts: usize = tasks.iter().map(|task| task.scenarios.len() * (task.end - task.first) as usize).sum();
    let written = (parts as u64 * prepared.months_alone()) as f64 * MOST_WRITTEN_A_MONTH;
    let fits_disk = free_disk(folder).is_none_or(|free| 512.0 + written < free / 2.0);
    fits_disk && 512.0 + rows * MOST_A_MONTH < available / 2.0
}

/// The part of what is measured; none where noise makes it negative, or where there is nothing to measure it by.
fn ratio(measured: f64, by: f64) -> f64 {
    if by > 0.0 { (measured / by).max(0.0) } else { 0.0 }
}

/// When the last of some workers is done, each taking the next piece of work when it is free.
fn busiest(workers: usize, pieces: impl Iterator<Item = f64>) -> f64 {
    let mut busy = vec![0.0_f64; workers.max(1)];
    for piece in pieces {
        if let Some(first) = busy.iter_mut().min_by(|a, b| a.total_cmp(b)) {
            *first += piece;
        }
    }
    busy.into_iter().fold(0.0, f64::max)
}

/// Some replicates of the first scenario over some months, from the first file to the figures of a page.
fn trial(request: &RunRequest, replicates: u32, months: u64) -> Result<(Phases, Memory), ExperimentError> {
    let place = tempfile::tempdir().map_err(ExperimentError::folder(&std::env::temp_dir()))?;
    let last = request.baseline.district.start + (months.max(1) as i32 - 1);
    let request = RunRequest {
        set: request.set.first(),
        scenarios: request.scenarios.iter().take(1).cloned().collect(),
        replicates,
        last,
        threads: 1,
        folder: place.path().join("trial"),
        resume: false,
        ..request.clone()
    };
    let done = AtomicU64::new(0);
    let mut resident = Resident::new();
    let before = resident.megabytes();
    let memory = Mutex::new((resident, Memory { before, ..Memory::default() }));
    let follow = |more: u64| {
        let now = done.fetch_add(more, Ordering::Relaxed) + more;
        if let Ok(mut memory) = memory.lock()
            && more > 0
            && (now == 1 || now.is_multiple_of(months.max(1)))
        {
            let megabytes = memory.0.megabytes();
            memory.1.last = megabytes;
            if now == 1 {
                memory.1.world = megabytes;
            }
            if now == months {
                memory.1.first = megabytes;
            }
        }
    };
    let manifest = execute(&request, &follow, &AtomicBool::new(false))?;
    let begin = Instant::now();
    let results = Results::read(Run::open(&request.folder)?, request.baseline.clone(), &[])?;
    let reading = begin.elapsed().as_secs_f64();
    let (mut resident, mut memory) = memory.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    memory.reading = resident.megabytes();
    drop(results);
    let phase = |name: &str| manifest.timings.get(name).copied().unwrap_or(0.0);
    let after = [phase("merge"), phase("summarise"), phase("sanity"), reading];
    let mut files = [0.0; 2];
    for file in &manifest.files {
        files[usize::from(Topic::named(&file.topic).is_none())] += file.record.bytes as f64 / 1e6;
    }
    Ok((Phases { simulate: phase("simulate"), after, files }, memory))
}

/// A replicate of the first scenario of which nothing is written.
#[derive(Clone, Copy, Debug)]
struct Simulated {
    elders: usize,
    /// Seconds to prepare a job of this scenario alone, to make a world, and to simulate the short span and the whole.
    preparing: f64,
    making: f64,
    brief: f64,
    whole: f64,
    /// What the world takes, roughly.
    megabytes: f64,
}

/// Bytes of an elder with room to grow, and of a household's share and a case.
const BYTES_AN_ELDER: f64 = 48.0;

impl Simulated {
    fn measured(prepared: &Prepared, placement: Placement, short: u64) -> Result<Self, ExperimentError> {
        let begin = Instant::now();
        prepared.again_alone()?.check_first()?;
        let preparing = begin.elapsed().as_secs_f64();
        let begin = Instant::now();
        let world = prepared.model(prepared.first_signature(), 0)?.world();
        let making = begin.elapsed().as_secs_f64();
        let communities = world.actors().iter().filter_map(DistrictActor::community);
        let elders: usize = communities.map(|community| community.elders().count()).sum();
        let runtime = Runtime { placement, fingerprint_after: Month::is_december };
        let (begin, mut brief, mut months) = (Instant::now(), 0.0, 0);
        runtime
            .run(world, prepared.last, |_| {
                months += 1;
                if months == short {
                    brief = begin.elapsed().as_secs_f64();
                }
                ControlFlow::Continue(())
            })
            .map_err(|error| ExperimentError::Broken(vec![error]))?;
        let whole = begin.elapsed().as_secs_f64();
        Ok(Simulated { elders, preparing, making, brief, whole, megabytes: elders as f64 * BYTES_AN_ELDER / 1e6 })
    }
}

impl RunRequest {
    /// The cost of the run; writes nothing that stays.
    pub fn cost(&self) -> Result<Cost, ExperimentError> {
        let begin = Instant::now();
        let job = Job::of(self);
        let prepared = job.prepare(self)?;
        prepared.check_first()?;
        let preparing = begin.elapsed().as_secs_f64();
        cost(self, prepared, &job.tasks(0..self.replicates)?, self.pool(), preparing)
    }

    /// An error when the run needs more memory or disk than this machine lets it have.
    pub fn check_memory(&self) -> Result<(), ExperimentError> {
        let job = Job::of(self);
        let prepared = job.prepare(self)?;
        if is_small(prepared, &job.tasks(0..self.replicates)?, self.pool(), &self.folder) {
            return Ok(());
        }
        let cost = self.cost()?;
        if let Some(available) = cost.exceeds() {
            let (megabytes, fitting_threads) = (cost.megabytes, cost.fitting_threads);
            return Err(ExperimentError::TooLittleMemory { megabytes, available, fitting_threads });
        }
        match cost.exceeds_disk() {
            Some(available) => Err(ExperimentError::TooLittleDisk { megabytes: cost.most_disk_megabytes, available }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_worker_ends_a_run() {
        let check = |workers: usize, pieces: &[f64], expected: f64| {
            assert_eq!(busiest(workers, pieces.iter().copied()), expected, "{workers} {pieces:?}");
        };
        check(1, &[1.0, 2.0, 3.0], 6.0);
        check(2, &[4.0, 4.0, 4.0, 4.0, 4.0], 12.0);
        check(2, &[4.0, 1.0, 1.0, 1.0], 4.0);
        check(8, &[4.0], 4.0);
        check(3, &[], 0.0);
    }
}
