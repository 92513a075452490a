//! The gate to a finished run: everything that shows a run opens it here.
use crate::error::FindingError;
use agents::parameters::parameter_position;
use outputs::{
    Detail, INPUTS_FILE, MANIFEST_FILE, Manifest, PlannedChange, PlannedScenario, PlannedValue, ReadLock, Simulated,
    Tables, ValidationState, read_document,
};
use scenarios::scenario::BASELINE;
use scenarios::{Baseline, Inputs};
use sim_core::Month;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Scenarios that surfaces show where none is chosen.
pub const MOST_SHOWN: usize = 60;

/// A finished run whose files are those that it wrote.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its folder.
    pub folder: PathBuf,
    /// What was done.
    pub manifest: Manifest,
    /// BLAKE3 of the manifest.
    pub manifest_blake3: String,
    /// First simulated month.
    pub first: Month,
    /// Last simulated month.
    pub last: Month,
    /// What was found of its table of published figures.
    pub validation: ValidationState,
    /// Its merged files.
    pub tables: Arc<Tables>,
    /// Keeps its files as they are while they are read.
    _lock: Arc<ReadLock>,
}

impl Run {
    /// Opens the run in `folder`. Errors: it is unfinished, or a file of it is not the one that it wrote.
    pub fn open(folder: &Path) -> Result<Run, FindingError> {
        // Before the manifest: a run that is being replaced by a larger one is read whole, or not at all.
        let lock = ReadLock::take(folder)?;
        let manifest = finished_manifest(folder)?;
        let verification = outputs::verify_again(folder, &manifest)?;
        tracing::debug!(folder = %folder.display(), holds = verification.holds(), "run opened");
        if !verification.holds() {
            return Err(FindingError::Damaged { path: folder.to_path_buf(), verification: Box::new(verification) });
        }
        let month = |text: &str| text.parse::<Month>().map_err(|_| FindingError::Plan(folder.to_path_buf()));
        Ok(Run {
            folder: folder.to_path_buf(),
            first: month(&manifest.plan.start)?,
            last: month(&manifest.plan.end)?,
            manifest_blake3: verification.manifest_blake3,
            validation: verification.validation,
            tables: Arc::new(Tables::of(folder)),
            manifest,
            _lock: Arc::new(lock),
        })
    }

    /// What it was made from. Errors: it is of another version of the program, which would read it as something else.
    pub fn inputs(&self) -> Result<Inputs, FindingError> {
        let version = &self.manifest.plan.silverpeak_version;
        if version != env!("CARGO_PKG_VERSION") {
            return Err(FindingError::OtherVersion { path: self.folder.clone(), version: version.clone() });
        }
        Ok(read_document(&self.folder.join(INPUTS_FILE))?)
    }

    /// The district as it was run: with the parameters that were set by hand over the whole time.
    pub fn district(&self) -> Result<Baseline, FindingError> {
        let baseline = self.inputs()?.baseline().map_err(FindingError::Baseline)?;
        let set: Vec<(&str, f64)> = self.manifest.plan.settings.iter().filter_map(whole_time_parameter).collect();
        if set.is_empty() { Ok(baseline) } else { baseline.with_overrides(&set).map_err(FindingError::Baseline) }
    }

    /// Ids of the scenarios asked for, each once; where none is, as many as surfaces show, the baseline first.
    pub fn choose(&self, chosen: &[String]) -> Result<Vec<String>, FindingError> {
        let mut known = self.manifest.plan.scenario_ids();
        // A stable sort: all else stays as it was run.
        known.sort_by_key(|id| id != BASELINE);
        known.truncate(MOST_SHOWN);
        let mut ids: Vec<String> = Vec::new();
        for id in if chosen.is_empty() { &known } else { chosen } {
            self.scenario(id)?;
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Ok(ids)
    }

    /// The scenario of that id.
    pub fn scenario(&self, id: &str) -> Result<&PlannedScenario, FindingError> {
        let plan = &self.manifest.plan;
        plan.scenarios.iter().find(|planned| planned.id == id).ok_or_else(|| FindingError::NoScenario {
            path: self.folder.clone(),
            scenario: id.to_string(),
            known: plan.scenario_ids(),
        })
    }

    /// How much of each month it keeps.
    pub fn detail(&self) -> Detail {
        self.manifest.plan.detail
    }

    /// Last months of years, and of the run.
    pub fn year_ends(&self) -> Vec<Month> {
        let months = (0..=(self.last - self.first)).map(|at| self.first + at);
        months.filter(|month| month.is_december() || *month == self.last).collect()
    }

    /// What was simulated of a scenario.
    pub fn simulated<'a>(&self, scenario: &'a str) -> Simulated<'a> {
        Simulated { scenario, replicates: self.manifest.plan.replicates, first: self.first, last: self.last }
    }
}

/// The manifest of the finished run in `folder`, which may be damaged like its files: numbers are for those who open the
/// run.
pub fn finished_manifest(folder: &Path) -> Result<Manifest, FindingError> {
    let path = folder.join(MANIFEST_FILE);
    if !path.exists() {
        return Err(FindingError::Unfinished(folder.to_path_buf()));
    }
    Ok(Manifest::read(&path)?)
}

/// A parameter that was set by hand over the whole time, and its value.
fn whole_time_parameter(change: &PlannedChange) -> Option<(&str, f64)> {
    match (&change.value, &change.from) {
        (PlannedValue::Number(value), None) if parameter_position(&change.lever).is_some() => {
            Some((&change.lever, *value))
        }
        _ => None,
    }
}
