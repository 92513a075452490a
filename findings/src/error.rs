//! Why a finished run cannot be read.
use crate::compare::Unlikeness;
use outputs::{OutputError, Verification};
use scenarios::Problems;
use std::path::PathBuf;

/// Why a finished run cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FindingError {
    /// A file could not be read or written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The folder holds no finished run.
    #[error("{} holds no finished run", .0.display())]
    Unfinished(PathBuf),
    /// Files of the run are not those that it wrote.
    #[error("{}: files were changed after the run", .path.display())]
    Damaged {
        /// The run folder.
        path: PathBuf,
        /// Which, and how.
        verification: Box<Verification>,
    },
    /// The run is of another version of the program.
    #[error("{} is of silverpeak {version}, this is {here}; run it again with this version", .path.display(), here = env!("CARGO_PKG_VERSION"))]
    OtherVersion {
        /// The run folder.
        path: PathBuf,
        /// The version.
        version: String,
    },
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
    /// The baseline cannot be read, or does not take the values that the run set by hand.
    #[error("{} mistakes in the baseline", .0.0.len())]
    Baseline(Problems),
    /// A file would be overwritten.
    #[error("{} is there already", .0.display())]
    FileExists(PathBuf),
    /// The table of published figures in the run folder is not the one that was made of this run.
    #[error("{}: the table of published figures is not that of this run; silverpeak validate --run {} makes it again", .0.display(), .0.display())]
    OtherValidation(PathBuf),
    /// The manifest names no months that can be read.
    #[error("the manifest of {} has no months", .0.display())]
    Plan(PathBuf),
}

fn join(differences: &[Unlikeness]) -> String {
    differences.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
