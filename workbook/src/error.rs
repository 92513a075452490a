//! Reasons for which no workbook is made.
use crate::MOST_SCENARIOS;
use rust_xlsxwriter::XlsxError;

/// Reason for which no workbook is made.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// More scenarios than a workbook can show.
    #[error("{asked} scenarios; a workbook shows {MOST_SCENARIOS} at the most: name some with --scenario")]
    TooManyScenarios {
        /// Their number.
        asked: usize,
    },
    /// Content that a workbook cannot hold.
    #[error("the workbook cannot be made: {0}")]
    Xlsx(#[from] XlsxError),
}
