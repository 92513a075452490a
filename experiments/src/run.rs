//! A run from request to folder.
use crate::BASELINE;
use crate::certification::{Certification, certification};
use crate::ensemble::{Ensemble, Placing};
use crate::error::ExperimentError;
use crate::money::{MoneyOutlook, money_outlook};
use crate::peak::{Peak, peak};
use crate::task::{REPLICATES_PER_TASK, tasks};
use agents::Reference;
use agents::district::District;
use agents::parameters::ParameterChoice;
use outputs::{
    Environment, FORMAT_VERSION, InputRecord, MANIFEST_FILE, Manifest, OutputFile, PLAN_FILE, ParameterMode, Plan,
    SUMMARY_FILE, Summary, Topic, merge, summarise,
};
use scenarios::Baseline;
use sim_core::Month;
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// What to run and where to put it.
pub struct RunRequest {
    /// The district, with whatever the run overrides.
    pub baseline: Baseline,
    /// Values set by hand, by parameter id.
    pub overrides: BTreeMap<String, f64>,
    /// Whether the baseline's dated shocks happen.
    pub shocks: bool,
    /// Seed of every draw.
    pub seed: u64,
    /// Replicates.
    pub replicates: u32,
    /// Last simulated month.
    pub last: Month,
    /// Where replicates take their parameters from.
    pub parameters: ParameterChoice,
    /// Threads.
    pub threads: usize,
    /// How replicates are placed on them.
    pub placing: Placing,
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
    /// The peak of the registered elders, if a December was simulated.
    pub peak: Option<Peak>,
    /// Whether and when enough care workers are certified; none where a month had none.
    pub certification: Option<Certification>,
    /// What relief and allowances cost, what moves it, and which accounts run short.
    pub money: MoneyOutlook,
}

/// The plan of a request.
pub fn plan_of(request: &RunRequest) -> Plan {
    let district = &request.baseline.district;
    Plan {
        format_version: FORMAT_VERSION,
        silverpeak_version: env!("CARGO_PKG_VERSION").to_string(),
        scenarios: vec![BASELINE.to_string()],
        district: district.id.clone(),
        seed: request.seed,
        replicates: request.replicates,
        replicates_per_task: REPLICATES_PER_TASK,
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

/// The ensemble of a request. Fails when the district cannot be simulated.
pub(crate) fn ensemble_of(request: &RunRequest) -> Result<Ensemble, ExperimentError> {
    Ok(Ensemble {
        reference: Arc::new(Reference::new(request.baseline.district.clone())?),
        seed: request.seed,
        last: request.last,
        parameters: request.parameters,
        threads: request.threads,
        placing: request.placing,
    })
}

impl RunRequest {
    /// What the run will cost; writes nothing.
    pub fn estimate(&self) -> Result<crate::Estimate, ExperimentError> {
        let plan = plan_of(self);
        let tasks = tasks(&plan.identity()?, &plan.scenarios, plan.replicates);
        crate::estimate(&ensemble_of(self)?, &tasks)
    }
}

/// Runs what was asked for, or goes on with it. `progress` hears of finished replicate-months;
/// `stop` interrupts after the month in hand.
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
    let lock = open_folder(folder, &plan, request.resume)?;
    if let Some(finished) = finished(folder, &plan, &request.baseline.district)? {
        remove_parts(&folder.join(PARTS))?; // left by a run that was killed after its last file
        close_folder(folder, lock)?;
        return Ok(finished);
    }
    let identity = plan.identity()?;
    let tasks = tasks(&identity, &plan.scenarios, plan.replicates);
    let parts_folder = folder.join(PARTS);
    let mut timings = BTreeMap::new();

    let (parts, resumed) = ensemble.run(&tasks, &parts_folder, progress, stop)?;
    timings.insert("simulate".to_string(), begin.elapsed().as_secs_f64());

    let begin = Instant::now();
    let mut files = Vec::new();
    for topic in Topic::ALL {
        let record = merge(topic, &parts, &folder.join(topic.file_name()))?;
        files.push(OutputFile::topic(topic, record));
    }
    timings.insert("merge".to_string(), begin.elapsed().as_secs_f64());

    let begin = Instant::now();
    files.push(OutputFile::summary(summarise(folder, &folder.join(SUMMARY_FILE))?));
    timings.insert("summarise".to_string(), begin.elapsed().as_secs_f64());

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
    close_folder(folder, lock)?;
    read_results(folder, manifest, &request.baseline.district)
}

const PARTS: &str = "parts";
const LOCK: &str = ".lock";

/// Makes or reopens the run folder, and keeps other processes out as long as the file lives.
fn open_folder(folder: &Path, plan: &Plan, resume: bool) -> Result<File, ExperimentError> {
    let plan_file = folder.join(PLAN_FILE);
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file();
    if occupied && !resume {
        return Err(ExperimentError::Exists(folder.to_path_buf()));
    }
    if occupied && plan_file.exists() {
        let there = Plan::read(&plan_file)?;
        let differences = differences(&there, plan);
        if !differences.is_empty() {
            return Err(ExperimentError::OtherRun { path: folder.to_path_buf(), differences });
        }
    } else if occupied && !only_leftovers(folder) {
        return Err(ExperimentError::Exists(folder.to_path_buf()));
    }
    fs::create_dir_all(folder).map_err(ExperimentError::folder(folder))?;
    let path = folder.join(LOCK);
    let lock = File::create(&path).map_err(ExperimentError::folder(&path))?;
    match lock.try_lock() {
        Ok(()) => (),
        Err(TryLockError::WouldBlock) => return Err(ExperimentError::Busy(folder.to_path_buf())),
        Err(TryLockError::Error(error)) => return Err(ExperimentError::folder(&path)(error)),
    }
    if !plan_file.exists() {
        plan.write(&plan_file)?;
    }
    Ok(lock)
}

fn remove_parts(folder: &Path) -> Result<(), ExperimentError> {
    if folder.exists() { fs::remove_dir_all(folder).map_err(ExperimentError::folder(folder)) } else { Ok(()) }
}

fn close_folder(folder: &Path, lock: File) -> Result<(), ExperimentError> {
    let path = folder.join(LOCK);
    fs::remove_file(&path).map_err(ExperimentError::folder(&path))?;
    drop(lock);
    Ok(())
}

/// Whether a folder without a plan holds no more than a run that was killed before it wrote one.
fn only_leftovers(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().all(|entry| {
        let name = entry.file_name();
        name == LOCK || name.to_string_lossy().starts_with(&format!("{PLAN_FILE}.")) || name == PARTS
    })
}

/// What keeps a plan from being gone on with, in words.
fn differences(there: &Plan, asked: &Plan) -> Vec<String> {
    let mut differences = Vec::new();
    let mut compare = |what: &str, there: String, asked: String| {
        if there != asked {
            differences.push(format!("{what} is {there} there, {asked} was asked for"));
        }
    };
    compare("version", there.silverpeak_version.clone(), asked.silverpeak_version.clone());
    compare("district", there.district.clone(), asked.district.clone());
    compare("seed", there.seed.to_string(), asked.seed.to_string());
    compare("replicates", there.replicates.to_string(), asked.replicates.to_string());
    compare("last month", there.end.clone(), asked.end.clone());
    compare(
        "parameters",
        format!("{:?}", there.parameters).to_lowercase(),
        format!("{:?}", asked.parameters).to_lowercase(),
    );
    compare("shocks", there.shocks.to_string(), asked.shocks.to_string());
    compare("overrides", format!("{:?}", there.overrides), format!("{:?}", asked.overrides));
    for (a, b) in there.inputs.iter().zip(&asked.inputs).filter(|(a, b)| a != b) {
        compare(&format!("the hash of {}", a.file), a.blake3[..12].to_string(), b.blake3[..12].to_string());
    }
    if differences.is_empty() && there != asked {
        differences.push("its plan".into());
    }
    differences
}

/// The results of a folder that is finished.
fn finished(folder: &Path, plan: &Plan, district: &District) -> Result<Option<Finished>, ExperimentError> {
    let path = folder.join(MANIFEST_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let manifest = Manifest::read(&path)?;
    debug_assert_eq!(manifest.plan, *plan);
    read_results(folder, manifest, district).map(Some)
}

fn read_results(folder: &Path, manifest: Manifest, district: &District) -> Result<Finished, ExperimentError> {
    let summary = Summary::read(&folder.join(SUMMARY_FILE))?;
    let peak = peak(folder, BASELINE)?;
    let certification = certification(folder, BASELINE)?;
    let money = money_outlook(folder, BASELINE, district)?;
    Ok(Finished { manifest, summary, peak, certification, money })
}
