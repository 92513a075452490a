//! Why an experiment ended early, told apart by whose fault it is.
use crate::compare::Unlikeness;
use agents::Unfit;
use outputs::OutputError;
use sim_core::RunError;
use std::path::PathBuf;

/// Why an experiment ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// The input cannot be simulated.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// A scenario cannot be simulated.
    #[error("{scenario}: {unfit}")]
    UnfitScenario {
        /// Its id.
        scenario: String,
        /// Why.
        unfit: Unfit,
    },
    /// There is no run to add replicates to.
    #[error("{} holds no finished run to add replicates to", .0.display())]
    NothingToExtend(PathBuf),
    /// A bug: replicates that broke. The others were finished and their parts kept.
    #[error("{} of the replicates broke; the first: {}", .0.len(), .0.first().map_or(String::new(), ToString::to_string))]
    Broken(Vec<RunError>),
    /// A file could not be read or written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The run folder could not be made, locked or cleaned.
    #[error("{path}: {source}", path = path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder already holds something.
    #[error("{} already holds a run; name another folder with --out, or go on with --resume", .0.display())]
    Exists(PathBuf),
    /// The folder holds another run than the one asked for.
    #[error("{path} holds another run: {differences}", path = path.display(), differences = differences.join("; "))]
    OtherRun {
        /// The folder.
        path: PathBuf,
        /// What differs, a phrase each.
        differences: Vec<String>,
    },
    /// The folder holds no finished run.
    #[error("{} holds no finished run", .0.display())]
    Unfinished(PathBuf),
    /// The folder holds no such scenario.
    #[error("{path} holds no scenario `{scenario}`, but {known}", path = path.display(), known = known.join(", "))]
    NoScenario {
        /// The folder.
        path: PathBuf,
        /// The scenario asked for.
        scenario: String,
        /// Those that it holds.
        known: Vec<String>,
    },
    /// Two runs do not share their draws, so that they cannot be compared replicate by replicate.
    #[error("{} and {} cannot be compared: {differences}", folders[0].display(), folders[1].display(), differences = join(differences))]
    Unlike {
        /// Both folders.
        folders: [PathBuf; 2],
        /// What differs.
        differences: Vec<Unlikeness>,
    },
    /// A run cannot be lived again, because what it was made of is not what is here now.
    #[error("{} was made of something else: {}; give what it was run with: --district DIR, and scenarios as their files", path.display(), join(differences))]
    MadeOfOther {
        /// The run folder.
        path: PathBuf,
        /// What differs.
        differences: Vec<Unlikeness>,
    },
    /// A file would be overwritten.
    #[error("{} is there already", .0.display())]
    FileExists(PathBuf),
    /// Another process is working in the folder.
    #[error("another process is working in {}", .0.display())]
    Busy(PathBuf),
    /// The run was interrupted and can be resumed.
    #[error("interrupted with {done} of {tasks} tasks finished")]
    Interrupted {
        /// Tasks finished.
        done: usize,
        /// All tasks.
        tasks: usize,
    },
}

impl ExperimentError {
    pub(crate) fn folder(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> ExperimentError {
        move |source| ExperimentError::Folder { path: path.to_path_buf(), source }
    }
}

fn join(differences: &[Unlikeness]) -> String {
    differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
