//! A finished run as one Excel workbook, a sheet a topic: the numbers of its Parquet files with units, definitions and
//! sources. The same run makes the same bytes.
mod areas;
mod definitions;
mod error;
mod facts;
mod findings;
mod flows;
mod layout;
mod overview;
mod sheet;
mod side_by_side;
mod sources;
mod topics;
mod units;
mod year;

pub use error::WorkbookError;

use agents::text::{Label, Language, Text};
use flows::Flows;
use outputs::{DISTRICT_AREA, FileRecord, Manifest, PlannedScenario, SUMMARY_FILE, Summary, WholeFile};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use scenarios::Baseline;
use std::io::Write;
use std::path::Path;
use year::Year;

/// Scenarios of one workbook at the most: beyond, its sheets are too long to be read, and for Excel.
pub const MOST_SCENARIOS: usize = 60;

/// What a workbook is made of.
pub struct Request<'a> {
    /// The run folder.
    pub folder: &'a Path,
    /// Its manifest.
    pub manifest: &'a Manifest,
    /// BLAKE3 of the manifest, which the caller held the files of the run against.
    pub manifest_blake3: String,
    /// The baseline that the run was made of, with what it overrides.
    pub baseline: &'a Baseline,
    /// The scenarios shown, in order of the run.
    pub scenarios: Vec<&'a PlannedScenario>,
    /// The language of texts; headings are in both.
    pub language: Language,
}

/// What the sheets are filled from.
pub(crate) struct Content<'a> {
    pub request: &'a Request<'a>,
    pub summary: Summary,
    pub flows: Flows,
    pub years: Vec<Year>,
}

impl Content<'_> {
    /// A label in the language of the workbook.
    pub fn say(&self, label: Label) -> &'static str {
        label.get(self.request.language)
    }

    /// A text of the baseline in the language of the workbook.
    pub fn text(&self, text: &Text) -> String {
        text.get(self.request.language).to_string()
    }

    /// The name of a scenario; its id where the run has none of it.
    pub fn scenario_name<'a>(&'a self, id: &'a str) -> &'a str {
        let scenario = self.request.manifest.plan.scenarios.iter().find(|scenario| scenario.id == id);
        match (scenario, self.request.language) {
            (Some(scenario), Language::Zh) => &scenario.name_zh,
            (Some(scenario), Language::En) => &scenario.name_en,
            (None, _) => id,
        }
    }

    /// The name of a community or of the whole district.
    pub fn area_name<'a>(&'a self, id: &'a str) -> &'a str {
        if id == DISTRICT_AREA {
            return self.say(Label::new("全区", "whole district"));
        }
        let community = self.request.baseline.district.communities.iter().find(|community| community.id == id);
        community.map_or(id, |community| community.name.get(self.request.language))
    }
}

/// Writes the workbook as `target`, whole or not at all.
pub fn write(request: &Request<'_>, target: &Path) -> Result<FileRecord, WorkbookError> {
    let bytes = bytes(request)?;
    let mut file = WholeFile::create(target)?;
    file.write_all(&bytes).map_err(|source| outputs::OutputError::Io { path: target.to_path_buf(), source })?;
    Ok(file.finish(0)?)
}

/// The bytes of the workbook.
pub fn bytes(request: &Request<'_>) -> Result<Vec<u8>, WorkbookError> {
    let asked = request.scenarios.len();
    if asked > MOST_SCENARIOS {
        return Err(WorkbookError::TooManyScenarios { asked });
    }
    let plan = &request.manifest.plan;
    let ids: Vec<&str> = request.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    let flows = match year::months(plan) {
        Some(months) => Flows::read(request.folder, &ids, plan.replicates, months)?,
        None => Flows::default(),
    };
    let summary = Summary::read(&request.folder.join(SUMMARY_FILE))?;
    let years = Year::of_plan(plan);
    let content = Content { request, summary, flows, years };
    let mut workbook = Workbook::new();
    // The library would write today's date.
    let created = creation(&request.manifest.created);
    workbook.set_properties(
        &DocProperties::new()
            .set_title(overview::title(&content))
            .set_author("silverpeak")
            .set_creation_datetime(&created),
    );
    let mut add = |sheet: rust_xlsxwriter::Worksheet| workbook.push_worksheet(sheet);
    add(overview::sheet(&content)?);
    for topic in topics::SHEETS {
        add(topics::sheet(&content, topic)?);
    }
    add(areas::sheet(&content)?);
    add(findings::targets(&content)?);
    add(findings::sanity(&content)?);
    add(side_by_side::sheet(&content)?);
    add(definitions::sheet(&content)?);
    add(sources::sheet(&content)?);
    add(facts::sheet(&content)?);
    Ok(workbook.save_to_buffer()?)
}

/// The moment of the manifest to the second; the beginning of 2000 where a manifest tells none.
fn creation(created: &str) -> ExcelDateTime {
    let to_second = created.get(..19).unwrap_or_default();
    ExcelDateTime::parse_from_str(to_second).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1)).unwrap_or_default()
}
