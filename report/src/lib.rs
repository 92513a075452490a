//! A finished run as one page to read: charts, sentences, tables, sources.
//!
//! [`report`] reads a run folder and gives one HTML file that needs nothing else: no network, no other file. Everything
//! on it is computed from the run's Parquet, its manifest and the baseline, by what `experiments` knows already; the
//! same run is the same bytes. A section is one file in `sections/` and one line in its list.
mod cards;
pub mod charts;
mod error;
pub mod fan;
mod figure;
mod page;
mod report;
mod results;
mod sections;
pub mod words;

pub use error::ReportError;

use crate::report::Report;
use crate::results::Results;
use agents::text::Language;
use scenarios::Baseline;
use std::path::Path;

/// What a report is made of.
pub struct Request<'a> {
    /// The finished run.
    pub folder: &'a Path,
    /// The baseline of its district, without what the run overrides.
    pub baseline: &'a Baseline,
    /// Scenarios of the run, the first is what the others are held against; all, the baseline first, when none.
    pub scenarios: &'a [String],
    /// Language of the page.
    pub language: Language,
}

/// The page. Errors: an unfinished, damaged or foreign run folder, a scenario that it does not hold, and overrides that
/// the baseline does not take.
pub fn report(request: &Request<'_>) -> Result<String, ReportError> {
    let results = Results::read(request.folder, request.baseline, request.scenarios)?;
    page::page(&Report { results: &results, language: request.language })
}
