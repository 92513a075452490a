//! The run folder: made, gone on with, kept from others, closed. Its states and moves are in `outputs::FolderState`.
use crate::error::ExperimentError;
use findings::FindingError;
use outputs::{FolderState, MANIFEST_FILE, Manifest, NEXT, PARTS, PLAN_FILE, Plan, ReadLock, WriteLock};
use std::fs;
use std::path::{Path, PathBuf};

/// What a folder is opened for.
pub(crate) enum Opened {
    /// To show what is finished.
    Finished(Box<Manifest>),
    /// To make what is not.
    Unfinished(Box<Work>),
}

/// A run folder in which a run is made.
pub(crate) struct Work {
    lock: WriteLock,
    folder: PathBuf,
    /// Where everything new is written: the folder, or the folder in it in which a finished run grows.
    pub into: PathBuf,
    /// The finished run to which replicates are added.
    pub earlier: Option<Manifest>,
}

/// What is to be done with a folder.
enum Task {
    Show(Box<Manifest>),
    Begin,
    GoOn,
    Grow(Box<Manifest>),
}

/// Opens `folder` for the run of `plan`. A finished one is shown: nothing is written, and nobody kept out. What is not
/// finished is kept from other processes as long as the work lives; `resume` says that it may be there already.
pub(crate) fn open_folder(folder: &Path, plan: &Plan, resume: bool) -> Result<Opened, ExperimentError> {
    if folder.metadata().is_ok_and(|found| !found.is_dir()) {
        return Err(ExperimentError::NotFolder(folder.to_path_buf()));
    }
    // Before anything is written, so that a refusal leaves no trace.
    if let Task::Show(manifest) = task(folder, plan, resume)? {
        outputs::tidy(folder);
        return Ok(Opened::Finished(manifest));
    }
    fs::create_dir_all(folder).map_err(ExperimentError::folder(folder))?;
    let lock = WriteLock::take(folder)?;
    // Again: another process may have been here since.
    let (into, earlier) = match task(folder, plan, resume)? {
        Task::Show(manifest) => return Ok(Opened::Finished(manifest)),
        Task::Begin | Task::GoOn => (folder.to_path_buf(), None),
        Task::Grow(manifest) => {
            check_whole(folder, &manifest)?;
            lock.tidy_parts()?;
            (folder.join(NEXT), Some(*manifest))
        }
    };
    fs::create_dir_all(&into).map_err(ExperimentError::folder(&into))?;
    lock.sweep(folder)?;
    lock.sweep(&into)?;
    // Parts are named by what they hold: those of another number of replicates are found, or stay unused.
    let plan_file = into.join(PLAN_FILE);
    if !Plan::read(&plan_file).is_ok_and(|there| there == *plan) {
        plan.write(&plan_file)?;
    }
    Ok(Opened::Unfinished(Box::new(Work { lock, folder: folder.to_path_buf(), into, earlier })))
}

/// What the state of the folder asks for.
fn task(folder: &Path, plan: &Plan, resume: bool) -> Result<Task, ExperimentError> {
    let reading = ReadLock::take(folder)?; // settles what is moving
    let there = match FolderState::of(folder) {
        FolderState::Empty => return Ok(Task::Begin),
        FolderState::Foreign => return Err(ExperimentError::Exists(folder.to_path_buf())),
        FolderState::Begun if !resume => return Err(ExperimentError::Exists(folder.to_path_buf())),
        FolderState::Begun => {
            let there = Plan::read(&folder.join(PLAN_FILE))?;
            check_same(folder, &there, plan)?;
            return Ok(Task::GoOn);
        }
        FolderState::Finished | FolderState::Growing | FolderState::Moving => {
            Box::new(Manifest::read(&folder.join(MANIFEST_FILE))?)
        }
    };
    drop(reading);
    if there.plan == *plan {
        return Ok(Task::Show(there));
    }
    if !resume {
        return Err(ExperimentError::Exists(folder.to_path_buf()));
    }
    check_same(folder, &there.plan, plan)?;
    Ok(Task::Grow(there))
}

/// An error, with all that differs, unless `plan` is that of `there` or of more replicates.
fn check_same(folder: &Path, there: &Plan, plan: &Plan) -> Result<(), ExperimentError> {
    let grows = there.replicates < plan.replicates && there.identity()? == plan.identity()?;
    let differences = differences(there, plan);
    if differences.is_empty() || grows {
        return Ok(());
    }
    Err(ExperimentError::OtherRun { path: folder.to_path_buf(), differences })
}

/// An error unless the finished run is what its manifest says: damage that is grown over would be certified.
fn check_whole(folder: &Path, manifest: &Manifest) -> Result<(), ExperimentError> {
    let verification = outputs::verify(folder, manifest)?;
    if verification.holds() {
        return Ok(());
    }
    let (path, verification) = (folder.to_path_buf(), Box::new(verification));
    Err(FindingError::Damaged { path, verification }.into())
}

impl Work {
    /// Where the parts are.
    pub fn parts(&self) -> PathBuf {
        self.into.join(PARTS)
    }

    /// Writes the manifest, which finishes the run, and removes what it does not need any more. Errors: readers of the run
    /// as it was have not left before `stop` said so; everything is kept.
    pub fn finish(self, manifest: &Manifest, stop: &dyn Fn() -> bool) -> Result<(), ExperimentError> {
        let path = self.into.join(MANIFEST_FILE);
        if self.earlier.is_none() {
            // Until the manifest is there, the parts are what a resumed run goes on with.
            manifest.write(&path)?;
            self.lock.tidy()?;
            return Ok(());
        }
        let alone = self.lock.without_readers(stop)?;
        manifest.write(&path)?;
        alone.settle()?;
        tracing::debug!(folder = %self.folder.display(), "grown");
        Ok(())
    }
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
    compare("parameters", there.parameters.word().to_string(), asked.parameters.word().to_string());
    compare("detail", there.detail.word().to_string(), asked.detail.word().to_string());
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

/// Replicates of the finished run in `folder`, and `more`.
pub fn replicates_of(folder: &Path, more: u32) -> Result<u32, ExperimentError> {
    match finished_plan(folder)? {
        Some(plan) => Ok(plan.replicates.saturating_add(more)),
        None => Err(ExperimentError::NothingToExtend(folder.to_path_buf())),
    }
}

/// The plan of the finished run in `folder`, if there is one.
pub(crate) fn finished_plan(folder: &Path) -> Result<Option<Plan>, ExperimentError> {
    let _reading = ReadLock::take(folder)?;
    let path = folder.join(MANIFEST_FILE);
    if path.exists() { Ok(Some(Manifest::read(&path)?.plan)) } else { Ok(None) }
}
