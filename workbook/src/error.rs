//! Why there is no workbook.
use crate::MOST_SCENARIOS;
use experiments::ExperimentError;
use outputs::OutputError;
use rust_xlsxwriter::XlsxError;

/// Why a workbook was not written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// The run could not be read, or the workbook not written.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// More scenarios than a workbook can show.
    #[error("{asked} scenarios; a workbook shows {MOST_SCENARIOS} at the most: name some with --scenario")]
    TooManyScenarios {
        /// Their number.
        asked: usize,
    },
    /// Something that a workbook cannot hold.
    #[error("the workbook cannot be made: {0}")]
    Xlsx(#[from] XlsxError),
}

impl From<OutputError> for WorkbookError {
    fn from(error: OutputError) -> Self {
        WorkbookError::Experiment(error.into())
    }
}
