//! A run from request to folder.
use crate::error::ExperimentError;
use crate::folder::{Opened, open_folder};
use crate::history::{Branch, groups};
use crate::job::{Job, SCENARIOS_PER_TASK, replicates_per_task};
use crate::pool::{Pool, Threads};
use crate::worker::Watch;
use agents::parameters::ParameterChoice;
use findings::{FindingError, checked_before, planned_change, write_sanity, write_targets};
use outputs::{
    Checked, Detail, Earlier, Environment, INPUTS_FILE, Indicator, InputRecord, MANIFEST_VERSION, Manifest, OutputFile,
    Part, Plan, PlannedScenario, SUMMARY_FILE, Tables, Topic, merge, side_by_side, summarise, write_document,
};
use scenarios::Baseline;
use scenarios::scenario::{CompiledScenario, ScenarioSet};
use sim_core::{Month, Placement};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// What to run and where to put it.
#[derive(Clone)]
pub struct RunRequest {
    /// The district, without its shocks where they do not happen.
    pub baseline: Baseline,
    /// What is run.
    pub set: ScenarioSet,
    /// The same put together with that baseline, in the order of the outputs.
    pub scenarios: Vec<CompiledScenario>,
    /// Whether the baseline's dated shocks happen.
    pub shocks: bool,
    /// Seed of every draw.
    pub seed: u64,
    /// Replicates of each scenario.
    pub replicates: u32,
    /// Last simulated month.
    pub last: Month,
    /// Where replicates take their parameters from.
    pub parameters: ParameterChoice,
    /// How much of each month is kept.
    pub detail: Detail,
    /// Threads.
    pub threads: usize,
    /// Whether months that scenarios share are simulated once; no result depends on it.
    pub shares_history: bool,
    /// The run folder.
    pub folder: PathBuf,
    /// Whether to go on with what the folder holds.
    pub resume: bool,
}

/// The plan of a request.
pub fn plan_of(request: &RunRequest) -> Result<Plan, ExperimentError> {
    plan(request, &Job::of(request))
}

fn plan(request: &RunRequest, job: &Job) -> Result<Plan, ExperimentError> {
    let district = &request.baseline.district;
    let planned = |scenario: &CompiledScenario| PlannedScenario {
        id: scenario.id.clone(),
        name_zh: scenario.name.zh.clone(),
        name_en: scenario.name.en.clone(),
        description_zh: scenario.description.zh.clone(),
        description_en: scenario.description.en.clone(),
        changes: scenario.moved.iter().map(planned_change).collect(),
        identity: scenario.identity.clone(),
    };
    Ok(Plan {
        format_version: MANIFEST_VERSION,
        silverpeak_version: job.silverpeak_version.clone(),
        job: job.hash()?,
        scenarios: request.scenarios.iter().map(planned).collect(),
        district: district.id.clone(),
        seed: request.seed,
        replicates: request.replicates,
        replicates_per_task: replicates_per_task(request.scenarios.len()),
        start: district.start.to_string(),
        end: request.last.to_string(),
        parameters: request.parameters.into(),
        detail: request.detail,
        shocks: request.shocks,
        settings: request.set.changes(&request.baseline)?.iter().map(planned_change).collect(),
        inputs: request
            .baseline
            .files
            .iter()
            .map(|file| InputRecord { file: file.file.clone(), blake3: file.blake3.clone() })
            .collect(),
    })
}

/// The folder of a run that is put nowhere else: `runs/<district>-<fingerprint of the plan>-<replicates>`.
pub fn default_folder(request: &RunRequest) -> Result<PathBuf, ExperimentError> {
    let plan = plan_of(request)?;
    let identity = plan.identity()?;
    let name = format!("{}-{}-{}", plan.district, identity.get(..8).unwrap_or(&identity), plan.replicates);
    Ok(PathBuf::from("runs").join(name))
}

impl RunRequest {
    /// The baseline as `run` runs it when nothing else is asked for.
    pub fn of_baseline(baseline: Baseline, replicates: u32, folder: PathBuf) -> Self {
        RunRequest {
            set: ScenarioSet::baseline(),
            scenarios: vec![CompiledScenario::baseline(&baseline)],
            shocks: baseline.district.has_shocks(),
            seed: 1,
            replicates,
            last: baseline.district.end,
            parameters: baseline.usual_parameters(),
            detail: Detail::usual(1),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            shares_history: true,
            folder,
            resume: false,
            baseline,
        }
    }

    /// What the finished run `of` was made from, to be made again in `folder`: the same bytes. Errors: the run is of another
    /// version of the program, or its inputs are not those that it wrote.
    pub fn again(of: &findings::Run, folder: PathBuf) -> Result<Self, ExperimentError> {
        let plan = &of.manifest.plan;
        let inputs = of.inputs()?;
        let baseline = inputs.baseline()?;
        let request = RunRequest {
            scenarios: inputs.compile(&baseline)?,
            set: inputs.scenarios,
            shocks: inputs.shocks,
            seed: plan.seed,
            last: of.last,
            parameters: plan.parameters.into(),
            detail: plan.detail,
            ..RunRequest::of_baseline(baseline, plan.replicates, folder)
        };
        match plan_of(&request)? == *plan {
            true => Ok(request),
            false => Err(FindingError::Plan(of.folder.clone()).into()),
        }
    }

    pub(crate) fn pool(&self) -> Threads {
        Threads { number: self.threads, shares_history: self.shares_history }
    }
}

/// Months that a request simulates: what its progress is counted in.
pub fn months_of(request: &RunRequest) -> u64 {
    let of_group = |group: Vec<usize>| {
        let branches = Branch::of(&request.scenarios, &group, request.last, request.shares_history);
        branches.iter().map(|branch| branch.months(request.last)).sum::<u64>()
    };
    let of_each: u64 = groups(&request.scenarios, SCENARIOS_PER_TASK).into_iter().map(of_group).sum();
    u64::from(request.replicates) * of_each
}

/// Runs what was asked for on this machine's threads, or goes on with it; adds replicates to a finished run of the same
/// plan with fewer. What is there already is left as it is. `progress` hears of months that were simulated; `stop`
/// interrupts after the month in hand.
pub fn execute(
    request: &RunRequest,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Result<Manifest, ExperimentError> {
    execute_on(&request.pool(), request, Watch { progress, stop })
}

/// The same on any pool.
pub fn execute_on(pool: &dyn Pool, request: &RunRequest, watch: Watch<'_>) -> Result<Manifest, ExperimentError> {
    let begin = Instant::now();
    let job = Job::of(request);
    let plan = plan(request, &job)?;
    job.prepare(request)?.check_first()?; // before anything is written
    let work = match open_folder(&request.folder, &plan, request.resume)? {
        Opened::Finished(finished) => return Ok(*finished),
        Opened::Unfinished(work) => work,
    };
    let (earlier, folder) = (work.earlier.as_ref(), work.into.as_path());
    let identity = plan.identity()?;
    tracing::info!(folder = %request.folder.display(), %identity, replicates = plan.replicates, "run opened");
    // A block that was cut short is run again whole, so that the bytes are those of a run made at once.
    let before = earlier.map_or(0, |manifest| manifest.plan.replicates);
    let whole = before / plan.replicates_per_task * plan.replicates_per_task;
    // What the checks found in the first replicates alone is known where they found nothing wrong in any.
    let known = checked_before(&request.folder, &plan.scenario_ids(), (whole, before))?;
    let taken = if known.is_some() { whole } else { 0 };
    let mut checked: Vec<Vec<Checked>> = known.unwrap_or_else(|| vec![Vec::new(); plan.scenarios.len()]);
    let tasks = job.tasks(taken..plan.replicates)?;
    let mut timings = BTreeMap::new();

    (watch.progress)(months_of(request) * u64::from(taken) / u64::from(request.replicates.max(1)));
    let made = pool.run(&job, &tasks, &work.parts(), watch)?;
    timings.insert("simulate".to_string(), begin.elapsed().as_secs_f64());
    tracing::info!(tasks = tasks.len(), seconds = begin.elapsed().as_secs_f64(), "tasks made");

    let begin = Instant::now();
    let mut files = Vec::new();
    // Of each scenario; tasks are in the order of their replicates.
    let mut parts: Vec<Vec<Part>> = vec![Vec::new(); plan.scenarios.len()];
    for (scenario, part) in tasks.iter().zip(&made).flat_map(|(task, made)| task.scenarios.iter().zip(&made.parts)) {
        if let (Some(parts), Some(checked)) = (parts.get_mut(*scenario), checked.get_mut(*scenario)) {
            parts.push(part.clone());
            checked.resize(part.checked().len(), Checked::default());
            checked.iter_mut().zip(part.checked()).for_each(|(sum, of_part)| sum.add(of_part));
        }
    }
    let mut sources: Vec<(Option<Earlier<'_>>, Vec<Part>)> = Vec::with_capacity(parts.len());
    for (scenario, parts) in plan.scenarios.iter().zip(parts) {
        let (folder, scenario) = (request.folder.as_path(), scenario.id.as_str());
        let earlier = earlier.filter(|_| taken > 0);
        let earlier = earlier.map(|grown| Earlier { folder, files: &grown.files, scenario, replicates: taken });
        sources.push((earlier, parts));
    }
    let topics: Vec<Topic> = plan.detail.topics().collect();
    let merge = |topic: &Topic| {
        let record = merge(*topic, plan.detail, &sources, &folder.join(topic.file_name()))?;
        Ok::<_, ExperimentError>(OutputFile::topic(*topic, record))
    };
    files.extend(side_by_side(&topics, pool.threads(), merge)?);
    timings.insert("merge".to_string(), begin.elapsed().as_secs_f64());
    tracing::info!(seconds = begin.elapsed().as_secs_f64(), "parts merged");

    let begin = Instant::now();
    let inputs = write_document(&job.inputs, &folder.join(INPUTS_FILE))?;
    let (tables, ids) = (Tables::of(folder), plan.scenario_ids());
    let kept = (plan.detail, request.last);
    let discrepancy = &request.baseline.discrepancy;
    let bands = |of: &Indicator, month, values: &[f64]| findings::bands(discrepancy, of, month, values);
    let summary = summarise(&tables, &ids, kept, &bands, pool.threads(), &folder.join(SUMMARY_FILE))?;
    files.push(OutputFile::summary(summary));
    let has_targets = !request.baseline.targets.targets.is_empty() || !request.baseline.targets.triggers.is_empty();
    if has_targets {
        let record = write_targets(&tables, &ids, &request.baseline, pool.threads())?;
        files.push(OutputFile::targets(record));
    }
    timings.insert("summarise".to_string(), begin.elapsed().as_secs_f64());
    tracing::info!(seconds = begin.elapsed().as_secs_f64(), "summary and targets written");

    let begin = Instant::now();
    let record = write_sanity(&tables, plan.detail, &request.scenarios, &request.baseline, &checked)?;
    files.push(OutputFile::sanity(record));
    timings.insert("sanity".to_string(), begin.elapsed().as_secs_f64());
    tracing::info!(seconds = begin.elapsed().as_secs_f64(), "sanity rules checked");

    let manifest = Manifest {
        format_version: MANIFEST_VERSION,
        identity,
        created: jiff::Timestamp::now().to_string(),
        threads: request.threads as u32,
        placement: match pool.placement(tasks.len()) {
            Placement::Packed => "packed".to_string(),
            Placement::Spread(_) => "spread".to_string(),
        },
        timings,
        tasks_resumed: made.iter().map(|of_task| of_task.found as u32).sum(),
        inputs,
        files,
        environment: Environment::here(),
        plan,
    };
    work.finish(&manifest, &|| watch.stop.load(Ordering::Relaxed))?;
    Ok(manifest)
}

#[cfg(test)]
mod tests {
    #[test]
    fn targets_of_a_run_are_written_the_same_twice() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("run");
        let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        findings::check_known(&baseline).expect("known indicators");
        let request = crate::RunRequest {
            last: sim_core::Month::january(2026),
            threads: 1,
            ..crate::RunRequest::of_baseline(baseline.clone(), 3, folder.clone())
        };
        crate::execute(&request, &|_| (), &std::sync::atomic::AtomicBool::new(false)).expect("runs");
        let tables = outputs::Tables::of(&folder);
        let rows = findings::target_rows(&findings::Numbers::of(&tables, crate::BASELINE), &baseline).expect("read");
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, ["certified-care-workers", "beds", "space", "sufficiency"]);
        assert_eq!((rows[0].n, rows[0].met.is_some()), (3, true));
        // The span ends beyond the run, but the ratio was reached or not.
        assert_eq!((rows[1].n, rows[1].probability, rows[1].unit.as_deref()), (0, None, Some("ratio")));
        assert_eq!((rows[2].indicator.as_ref(), rows[2].value, rows[2].n), (None, Some(50.0), 0));
        assert!(rows[3].probability.is_some() && rows[3].n == 3);
        let first = findings::write_targets(&tables, &[crate::BASELINE], &baseline, 1).expect("written");
        assert_eq!(findings::write_targets(&tables, &[crate::BASELINE], &baseline, 1).expect("written"), first);
        assert_eq!(first.rows, 4);
    }
}
