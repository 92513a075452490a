//! Why an experiment ended early, by whose fault it is.
use agents::Unfit;
use findings::FindingError;
use outputs::OutputError;
use scenarios::Problems;
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
    /// A job's texts are no sound baseline and scenarios.
    #[error(transparent)]
    Input(#[from] Problems),
    /// A job is of another version of the program.
    #[error("the job is of silverpeak {0}, this is {here}", here = env!("CARGO_PKG_VERSION"))]
    OtherVersion(String),
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
    /// There is something that is no folder.
    #[error("{} is not a folder; name another with --out", .0.display())]
    NotFolder(PathBuf),
    /// The folder holds another run than the one asked for.
    #[error("{path} holds another run: {differences}", path = path.display(), differences = differences.join("; "))]
    OtherRun {
        /// The folder.
        path: PathBuf,
        /// What differs, a phrase each.
        differences: Vec<String>,
    },
    /// A finished run cannot be read.
    #[error(transparent)]
    Finding(#[from] FindingError),
    /// A file would be overwritten.
    #[error("{} is there already", .0.display())]
    FileExists(PathBuf),
    /// The run needs more memory than the machine lets it have.
    #[error("the run needs about {megabytes:.0} MB of memory, of which there are {available:.0}: {advice}",
        advice = fewer(*fitting_threads))]
    TooLittleMemory {
        /// Megabytes needed.
        megabytes: f64,
        /// Megabytes of the machine, or of what it lets the process have.
        available: f64,
        /// The most threads with which it would fit; 0 where one is too many.
        fitting_threads: usize,
    },
    /// The run needs more disk than is free.
    #[error(
        "the run needs about {megabytes:.0} MB of disk while it is made, of which {available:.0} are free: {FEWER_FILES}"
    )]
    TooLittleDisk {
        /// Megabytes needed.
        megabytes: f64,
        /// Megabytes that are free.
        available: f64,
    },
    /// The run was interrupted and can be resumed.
    #[error("interrupted with {done} of {tasks} tasks finished")]
    Interrupted {
        /// Tasks finished.
        done: usize,
        /// All tasks.
        tasks: usize,
    },
}

/// What helps where the disk is too small.
const FEWER_FILES: &str =
    "keep less (--detail headline), run fewer scenarios or replicates at once, or name another disk with --out";

fn fewer(fitting_threads: usize) -> String {
    match fitting_threads {
        0 => "run fewer scenarios at once".into(),
        most => format!("use fewer threads (--threads {most}) or run fewer scenarios at once"),
    }
}

impl ExperimentError {
    pub(crate) fn folder(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> ExperimentError {
        move |source| ExperimentError::Folder { path: path.to_path_buf(), source }
    }
}
