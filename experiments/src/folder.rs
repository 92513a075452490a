//! The run folder: made, gone on with, kept from others, closed.
use crate::error::ExperimentError;
use outputs::{
    MANIFEST_FILE, Manifest, PLAN_FILE, Plan, SANITY_FILE, SUMMARY_FILE, TARGETS_FILE, Topic, is_partial_of,
};
use std::fs::{self, File, TryLockError};
use std::path::Path;

pub(crate) const PARTS: &str = "parts";
const LOCK: &str = ".lock";
/// The manifest of a run to which replicates are being added.
pub(crate) const BEFORE_FILE: &str = "manifest.before.json";

/// An open run folder.
pub(crate) struct Opened {
    /// Keeps others out as long as it lives.
    pub lock: File,
    /// Replicates that the merged files hold already.
    pub replicates_before: u32,
}

/// Makes or reopens the run folder, and keeps other processes out as long as the file lives.
pub(crate) fn open_folder(folder: &Path, plan: &Plan, resume: bool) -> Result<Opened, ExperimentError> {
    if folder.metadata().is_ok_and(|found| !found.is_dir()) {
        return Err(ExperimentError::NotFolder(folder.to_path_buf()));
    }
    let plan_file = folder.join(PLAN_FILE);
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    let is_there = occupied && plan_file.exists();
    // What is finished is shown; only what is not needs to be told to go on.
    let is_finished = is_there && folder.join(MANIFEST_FILE).exists() && Plan::read(&plan_file)? == *plan;
    if occupied && !resume && !is_finished {
        return Err(ExperimentError::Exists(folder.to_path_buf()));
    }
    if is_there {
        let there = Plan::read(&plan_file)?;
        let differences = differences(&there, plan);
        let grows = there.replicates < plan.replicates && there.identity()? == plan.identity()?;
        if !differences.is_empty() && !grows {
            return Err(ExperimentError::OtherRun { path: folder.to_path_buf(), differences });
        }
    } else if occupied && !only_leftovers(folder) {
        return Err(ExperimentError::Exists(folder.to_path_buf()));
    }
    fs::create_dir_all(folder).map_err(ExperimentError::folder(folder))?;
    let path = folder.join(LOCK);
    // Neither followed nor opened: a link or a pipe of that name is not ours.
    if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
        return Err(ExperimentError::Exists(folder.to_path_buf()));
    }
    let lock = File::options().write(true).create(true).truncate(false).open(&path);
    let lock = lock.map_err(ExperimentError::folder(&path))?;
    match lock.try_lock() {
        Ok(()) => (),
        Err(TryLockError::WouldBlock) => return Err(ExperimentError::Busy(folder.to_path_buf())),
        Err(TryLockError::Error(error)) => return Err(ExperimentError::folder(&path)(error)),
    }
    remove_leftovers(folder)?;
    if !plan_file.exists() {
        plan.write(&plan_file)?;
    }
    let replicates_before = grow(folder, plan)?;
    Ok(Opened { lock, replicates_before })
}

/// Replicates that the folder's merged files hold: those of a finished run with fewer than are planned now. Its manifest
/// is put aside, so that the folder counts as unfinished until the new one is written.
fn grow(folder: &Path, plan: &Plan) -> Result<u32, ExperimentError> {
    let (manifest, before) = (folder.join(MANIFEST_FILE), folder.join(BEFORE_FILE));
    if !before.exists() {
        if !manifest.exists() || Manifest::read(&manifest)?.plan.replicates >= plan.replicates {
            return Ok(0);
        }
        fs::rename(&manifest, &before).map_err(ExperimentError::folder(&before))?;
    }
    plan.write(&folder.join(PLAN_FILE))?;
    Ok(Manifest::read(&before)?.plan.replicates.min(plan.replicates))
}

pub(crate) fn remove_parts(folder: &Path) -> Result<(), ExperimentError> {
    if folder.exists() { fs::remove_dir_all(folder).map_err(ExperimentError::folder(folder)) } else { Ok(()) }
}

pub(crate) fn close_folder(folder: &Path, lock: File) -> Result<(), ExperimentError> {
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
        name == LOCK || name.to_str().is_some_and(|name| is_partial_of(name, PLAN_FILE))
    })
}

/// Removes temporaries of a killed run. Only a run writes these files, and only one run at once is in the folder.
fn remove_leftovers(folder: &Path) -> Result<(), ExperimentError> {
    let topics = Topic::ALL.iter().map(|topic| topic.file_name());
    let others = [MANIFEST_FILE, PLAN_FILE, SUMMARY_FILE, SANITY_FILE, TARGETS_FILE].map(String::from);
    let written: Vec<String> = topics.chain(others).collect();
    for entry in fs::read_dir(folder).map_err(ExperimentError::folder(folder))?.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| written.iter().any(|file| is_partial_of(name, file)));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            fs::remove_file(entry.path()).map_err(ExperimentError::folder(&entry.path()))?;
        }
    }
    Ok(())
}

/// The beginning of a hash. One that was read may be no hash.
fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
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
    let ids = |plan: &Plan| plan.scenario_ids().join(", ");
    compare("scenarios", ids(there), ids(asked));
    for (a, b) in there.scenarios.iter().zip(&asked.scenarios).filter(|(a, b)| a.identity != b.identity) {
        compare(&format!("scenario {}", a.id), short(&a.identity), short(&b.identity));
    }
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
    let settings = |plan: &Plan| plan.typed_settings().join(" ");
    compare("values set by hand", settings(there), settings(asked));
    for (a, b) in there.inputs.iter().zip(&asked.inputs).filter(|(a, b)| a != b) {
        compare(&format!("the hash of {}", a.file), short(&a.blake3), short(&b.blake3));
    }
    if differences.is_empty() && there.job != asked.job {
        differences.push("the texts of its scenarios".into());
    }
    if differences.is_empty() && there != asked {
        differences.push("its plan".into());
    }
    differences
}

/// Replicates of the finished run in `folder`, or of the one that is being grown, and `more`.
pub fn replicates_of(folder: &Path, more: u32) -> Result<u32, ExperimentError> {
    let found = [MANIFEST_FILE, BEFORE_FILE].map(|name| folder.join(name)).into_iter().find(|path| path.exists());
    let Some(path) = found else { return Err(ExperimentError::NothingToExtend(folder.to_path_buf())) };
    Ok(Manifest::read(&path)?.plan.replicates.saturating_add(more))
}
