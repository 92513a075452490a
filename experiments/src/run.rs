//! A run from request to folder.
use crate::certification::{Certification, certification};
use crate::ensemble::{Ensemble, Placing};
use crate::error::ExperimentError;
use crate::folder::{BEFORE_FILE, PARTS, close_folder, open_folder, remove_parts};
use crate::money::{MoneyOutlook, money_outlook};
use crate::peak::{Peak, peak};
use crate::sanity::write_sanity;
use crate::targets::{target_rows, write_targets};
use crate::task::{Task, replicates_per_task, tasks};
use agents::Reference;
use agents::parameters::ParameterChoice;
use outputs::{
    Earlier, Environment, FORMAT_VERSION, InputRecord, MANIFEST_FILE, Manifest, OutputFile, ParameterMode, Part, Plan,
    PlannedScenario, SANITY_FILE, SUMMARY_FILE, SanityRow, Summary, TargetRow, Topic, merge, read_sanity_rows,
    summarise,
};
use scenarios::Baseline;
use scenarios::scenario::CompiledScenario;
use sim_core::Month;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// What to run and where to put it.
pub struct RunRequest {
    /// The district, with whatever the run overrides.
    pub baseline: Baseline,
    /// What is run, in the order of the outputs: put together with that baseline.
    pub scenarios: Vec<CompiledScenario>,
    /// Values set by hand, by parameter id.
    pub overrides: BTreeMap<String, f64>,
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
    /// Threads.
    pub threads: usize,
    /// How replicates are placed on them.
    pub placing: Placing,
    /// Whether what scenarios have in common is lived once; no result depends on it.
    pub shares_history: bool,
    /// The run folder.
    pub folder: PathBuf,
    /// Whether to go on with what the folder holds.
    pub resume: bool,
}

/// A finished run.
pub struct Finished {
    /// What was done.
    pub manifest: Manifest,
    /// Medians and bands.
    pub summary: Summary,
    /// What is told of a run of one scenario; none of many.
    pub outcome: Option<Outcome>,
    /// Targets and triggers, by scenario.
    pub judged: Vec<Judged>,
    /// What the sanity rules found.
    pub sanity: Vec<SanityRow>,
}

/// What is told of one scenario beside its summary.
pub struct Outcome {
    /// Its id.
    pub scenario: String,
    /// The peak of the registered elders, if a December was simulated.
    pub peak: Option<Peak>,
    /// Whether and when enough care workers are certified; none where a month had none.
    pub certification: Option<Certification>,
    /// What relief and allowances cost, what moves it, and which accounts run short.
    pub money: MoneyOutlook,
}

/// How likely the targets of the baseline are met in a scenario, and when its triggers are.
pub struct Judged {
    /// The scenario's id.
    pub scenario: String,
    /// Targets, then triggers, in the order of the file.
    pub rows: Vec<TargetRow>,
}

/// The plan of a request.
pub fn plan_of(request: &RunRequest) -> Plan {
    let district = &request.baseline.district;
    let planned = |scenario: &CompiledScenario| PlannedScenario {
        id: scenario.id.clone(),
        name_zh: scenario.name.zh.clone(),
        name_en: scenario.name.en.clone(),
        description_zh: scenario.description.zh.clone(),
        description_en: scenario.description.en.clone(),
        changes: scenario.moved.iter().map(ToString::to_string).collect(),
        identity: scenario.identity.clone(),
    };
    Plan {
        format_version: FORMAT_VERSION,
        silverpeak_version: env!("CARGO_PKG_VERSION").to_string(),
        scenarios: request.scenarios.iter().map(planned).collect(),
        district: district.id.clone(),
        seed: request.seed,
        replicates: request.replicates,
        replicates_per_task: replicates_per_task(request.scenarios.len()),
        start: district.start.to_string(),
        end: request.last.to_string(),
        parameters: match request.parameters {
            ParameterChoice::Drawn => ParameterMode::Drawn,
            ParameterChoice::Fixed => ParameterMode::Fixed,
        },
        shocks: request.shocks,
        overrides: request.overrides.clone(),
        inputs: request
            .baseline
            .files
            .iter()
            .map(|file| InputRecord { file: file.file.clone(), blake3: file.blake3.clone() })
            .collect(),
    }
}

/// The folder of a run that is put nowhere else: `runs/<district>-<fingerprint of the plan>-<replicates>`.
pub fn default_folder(request: &RunRequest) -> Result<PathBuf, ExperimentError> {
    let plan = plan_of(request);
    let identity = plan.identity()?;
    let name = format!("{}-{}-{}", plan.district, identity.get(..8).unwrap_or(&identity), plan.replicates);
    Ok(PathBuf::from("runs").join(name))
}

/// The ensemble of a request. Fails when the district cannot be simulated.
pub(crate) fn ensemble_of(request: &RunRequest) -> Result<Ensemble, ExperimentError> {
    Ok(Ensemble {
        reference: Arc::new(Reference::new(request.baseline.district.clone())?),
        scenarios: request.scenarios.clone(),
        shares_history: request.shares_history,
        seed: request.seed,
        last: request.last,
        parameters: request.parameters,
        threads: request.threads,
        placing: request.placing,
    })
}

/// The tasks of a plan for the replicates from `first` on.
fn tasks_of(plan: &Plan, first: u32) -> Result<Vec<Task>, ExperimentError> {
    let scenarios: Vec<(String, String)> =
        plan.scenarios.iter().map(|scenario| (scenario.id.clone(), scenario.identity.clone())).collect();
    Ok(tasks(&plan.common_identity()?, &scenarios, first..plan.replicates, plan.replicates_per_task))
}

impl RunRequest {
    /// The baseline as `run` runs it when nothing else is asked for.
    pub fn of_baseline(baseline: Baseline, replicates: u32, folder: PathBuf) -> Self {
        RunRequest {
            scenarios: vec![CompiledScenario::baseline(&baseline)],
            overrides: BTreeMap::new(),
            shocks: !baseline.district.shocks.is_empty(),
            seed: 1,
            replicates,
            last: baseline.district.end,
            parameters: ParameterChoice::Drawn,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            placing: Placing::Packed,
            shares_history: true,
            folder,
            resume: false,
            baseline,
        }
    }

    /// What the run will cost; writes nothing.
    pub fn estimate(&self) -> Result<crate::Estimate, ExperimentError> {
        crate::estimate(&ensemble_of(self)?, &tasks_of(&plan_of(self), 0)?)
    }
}

/// Months that a request lives: what its progress is counted in.
pub fn months_of(request: &RunRequest) -> u64 {
    let chosen: Vec<usize> = (0..request.scenarios.len()).collect();
    let all = |chosen: &[usize]| crate::history::Branch::of(&request.scenarios, chosen, request.last);
    let branches =
        if request.shares_history { all(&chosen) } else { chosen.iter().flat_map(|one| all(&[*one])).collect() };
    u64::from(request.replicates) * branches.iter().map(|branch| branch.months(request.last)).sum::<u64>()
}

/// Runs what was asked for, or goes on with it; adds replicates to a finished run of the same plan with fewer. What is
/// there already is read and returned. `progress` hears of months that were lived; `stop` interrupts after the month in
/// hand.
pub fn execute(
    request: &RunRequest,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Result<Finished, ExperimentError> {
    let begin = Instant::now();
    let plan = plan_of(request);
    let ensemble = ensemble_of(request)?;
    ensemble.check_first()?; // before anything is written
    let folder = &request.folder;
    let opened = open_folder(folder, &plan, request.resume)?;
    if let Some(finished) = finished(folder, &plan, &request.baseline)? {
        remove_parts(&folder.join(PARTS))?; // left by a run that was killed after its last file
        close_folder(folder, opened.lock)?;
        return Ok(finished);
    }
    let identity = plan.identity()?;
    // A block that was cut short is run again whole, so that the bytes are those of a run made at once.
    let taken = opened.replicates_before / plan.replicates_per_task * plan.replicates_per_task;
    let tasks = tasks_of(&plan, taken)?;
    let parts_folder = folder.join(PARTS);
    let mut timings = BTreeMap::new();

    progress(months_of(request) * u64::from(taken) / u64::from(request.replicates.max(1)));
    let (parts, resumed) = ensemble.run(&tasks, &parts_folder, progress, stop)?;
    timings.insert("simulate".to_string(), begin.elapsed().as_secs_f64());

    let begin = Instant::now();
    let mut files = Vec::new();
    let sources: Vec<(Option<Earlier<'_>>, Vec<Part>)> = plan
        .scenarios
        .iter()
        .enumerate()
        .map(|(at, scenario)| {
            let earlier = Earlier { folder, scenario: &scenario.id, replicates: taken };
            let parts = parts.iter().filter_map(|of_task| of_task.get(at).cloned()).collect();
            ((taken > 0).then_some(earlier), parts)
        })
        .collect();
    for topic in Topic::ALL {
        let record = merge(topic, &sources, &folder.join(topic.file_name()))?;
        files.push(OutputFile::topic(topic, record));
    }
    timings.insert("merge".to_string(), begin.elapsed().as_secs_f64());

    let begin = Instant::now();
    files.push(OutputFile::summary(summarise(folder, &folder.join(SUMMARY_FILE))?));
    let has_targets = !request.baseline.targets.targets.is_empty() || !request.baseline.targets.triggers.is_empty();
    if has_targets {
        let record = write_targets(folder, &plan.scenario_ids(), &request.baseline)?;
        files.push(OutputFile::targets(record));
    }
    timings.insert("summarise".to_string(), begin.elapsed().as_secs_f64());

    let begin = Instant::now();
    files.push(OutputFile::sanity(write_sanity(folder, &request.scenarios, &request.baseline)?));
    timings.insert("sanity".to_string(), begin.elapsed().as_secs_f64());

    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        identity,
        created: jiff::Timestamp::now().to_string(),
        threads: request.threads as u32,
        placement: match request.placing {
            Placing::Packed => "packed".to_string(),
            Placing::Spread => "spread".to_string(),
        },
        timings,
        tasks_resumed: resumed as u32,
        files,
        environment: Environment::here(),
        plan,
    };
    manifest.write(&folder.join(MANIFEST_FILE))?;
    // Only now: until the manifest is there, the parts are what a resumed run goes on with.
    remove_parts(&parts_folder)?;
    let before = folder.join(BEFORE_FILE);
    if before.exists() {
        fs::remove_file(&before).map_err(ExperimentError::folder(&before))?;
    }
    close_folder(folder, opened.lock)?;
    read_results(folder, manifest, &request.baseline)
}

/// The results of a folder that is finished.
fn finished(folder: &Path, plan: &Plan, baseline: &Baseline) -> Result<Option<Finished>, ExperimentError> {
    let path = folder.join(MANIFEST_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let manifest = Manifest::read(&path)?;
    if manifest.plan != *plan {
        return Ok(None); // fewer replicates than are asked for
    }
    read_results(folder, manifest, baseline).map(Some)
}

/// Reads what a finished run of `manifest` in `folder` says.
pub fn read_results(folder: &Path, manifest: Manifest, baseline: &Baseline) -> Result<Finished, ExperimentError> {
    let summary = Summary::read(&folder.join(SUMMARY_FILE))?;
    let outcome = match &manifest.plan.scenarios[..] {
        [scenario] => Some(Outcome {
            scenario: scenario.id.clone(),
            peak: peak(folder, &scenario.id)?,
            certification: certification(folder, &scenario.id)?,
            money: money_outlook(folder, &scenario.id, &baseline.district)?,
        }),
        _ => None,
    };
    let judged = manifest
        .plan
        .scenario_ids()
        .into_iter()
        .map(|scenario| Ok(Judged { rows: target_rows(folder, &scenario, baseline)?, scenario }))
        .collect::<Result<_, ExperimentError>>()?;
    let sanity = read_sanity_rows(&folder.join(SANITY_FILE))?;
    Ok(Finished { manifest, summary, outcome, judged, sanity })
}
