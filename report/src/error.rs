//! Why there is no report.
use experiments::ExperimentError;
use scenarios::Problems;
use std::path::PathBuf;
use thiserror::Error;

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The run folder is unfinished, damaged, or lacks a scenario.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// The plan makes no sense.
    #[error("{}: the plan names no months or no scenarios", .0.display())]
    Plan(PathBuf),
    /// What the run set by hand does not fit the baseline.
    #[error("{0}")]
    Baseline(Problems),
    /// The page could not be put together.
    #[error(transparent)]
    Page(#[from] askama::Error),
}
