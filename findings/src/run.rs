//! The gate to a finished run: everything that shows a run opens it here.
use crate::compare::Unlikeness;
use crate::error::FindingError;
use crate::facts::check_facts;
use agents::text::Label;
use outputs::{MANIFEST_FILE, Manifest, Plan, PlannedScenario, Simulated};
use scenarios::Baseline;
use scenarios::scenario::{BASELINE, CompiledScenario};
use sim_core::Month;
use std::path::{Path, PathBuf};

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
}

impl Run {
    /// Opens the run in `folder`. Errors: it is unfinished, or a file of it is not the one that it wrote.
    pub fn open(folder: &Path) -> Result<Run, FindingError> {
        let manifest = finished_manifest(folder)?;
        let verification = outputs::verify(folder, &manifest)?;
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
            manifest,
        })
    }

    /// The district as it was run: that in the folder or of the name `named`, else the embedded one of the plan, with the
    /// values set by hand. Errors: it is another one, or was changed after the run.
    pub fn district(&self, named: Option<&str>) -> Result<Baseline, FindingError> {
        let plan = &self.manifest.plan;
        let name = named.unwrap_or(&plan.district);
        let read = match scenarios::embedded(name) {
            Some(embedded) => embedded,
            None if named.is_some() => scenarios::load(Path::new(name)),
            None => {
                let (path, district) = (self.folder.clone(), name.to_string());
                return Err(FindingError::DistrictUnknown { path, district });
            }
        };
        let checked = |baseline: Baseline| check_facts(&baseline).map(|()| baseline);
        let baseline = read.and_then(checked).map_err(FindingError::Baseline)?;
        self.as_run(baseline)
    }

    /// `baseline` as it was run. Errors: the run was made of another one, or of other files.
    pub fn as_run(&self, baseline: Baseline) -> Result<Baseline, FindingError> {
        let plan = &self.manifest.plan;
        check_baseline(&self.folder, plan, &baseline)?;
        let set: Vec<(&str, f64)> = plan.overrides.iter().map(|(id, value)| (id.as_str(), *value)).collect();
        let baseline =
            if set.is_empty() { baseline } else { baseline.with_overrides(&set).map_err(FindingError::Baseline)? };
        Ok(if plan.shocks { baseline } else { baseline.without_shocks() })
    }

    /// Ids of the scenarios asked for, each once; all, the baseline first, where none is.
    pub fn choose(&self, chosen: &[String]) -> Result<Vec<String>, FindingError> {
        let mut known = self.manifest.plan.scenario_ids();
        // A stable sort: all else stays as it was run.
        known.sort_by_key(|id| id != BASELINE);
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

/// The manifest of the finished run in `folder`.
pub fn finished_manifest(folder: &Path) -> Result<Manifest, FindingError> {
    let path = folder.join(MANIFEST_FILE);
    if !path.exists() {
        return Err(FindingError::Unfinished(folder.to_path_buf()));
    }
    Ok(Manifest::read(&path)?)
}

/// The plan of the finished run in `folder`.
pub fn finished_plan(folder: &Path) -> Result<Plan, FindingError> {
    Ok(finished_manifest(folder)?.plan)
}

/// An error, with all that differs, unless the run of `plan` in `folder` was made by this version from the files of
/// `baseline`, before any overrides.
pub fn check_baseline(folder: &Path, plan: &Plan, baseline: &Baseline) -> Result<(), FindingError> {
    let mut differences = Vec::new();
    let mut compare = |what: Label, then: &str, now: &str| {
        if then != now {
            differences.push(Unlikeness { what, values: [then.to_string(), now.to_string()] });
        }
    };
    compare(Label::new("版本", "version"), &plan.silverpeak_version, env!("CARGO_PKG_VERSION"));
    compare(Label::new("区", "district"), &plan.district, &baseline.district.id);
    let is_same =
        |file: &str, blake3: &str| baseline.files.iter().any(|here| here.file == file && here.blake3 == blake3);
    let changed = plan.inputs.iter().filter(|input| !is_same(&input.file, &input.blake3)).map(|input| &input.file);
    let is_known = |file: &str| plan.inputs.iter().any(|input| input.file == file);
    let added = baseline.files.iter().map(|file| &file.file).filter(|file| !is_known(file));
    let files: Vec<&str> = changed.chain(added).map(String::as_str).collect();
    if !files.is_empty() {
        let what = Label::new("输入文件", "input files");
        differences.push(Unlikeness { what, values: [files.join(" "), String::new()] });
    }
    refuse(folder, differences)
}

/// An error unless the scenario is the one of its id in the run of `plan` in `folder`.
pub fn check_scenario(folder: &Path, plan: &Plan, scenario: &CompiledScenario) -> Result<(), FindingError> {
    let Some(planned) = plan.scenarios.iter().find(|planned| planned.id == scenario.id) else {
        let (path, scenario) = (folder.to_path_buf(), scenario.id.clone());
        return Err(FindingError::NoScenario { path, scenario, known: plan.scenario_ids() });
    };
    if planned.identity == scenario.identity {
        return Ok(());
    }
    let what = Label::new("情景内容", "contents of a scenario");
    refuse(folder, vec![Unlikeness { what, values: [scenario.id.clone(), String::new()] }])
}

fn refuse(folder: &Path, differences: Vec<Unlikeness>) -> Result<(), FindingError> {
    match differences.is_empty() {
        true => Ok(()),
        false => Err(FindingError::MadeOfOther { path: folder.to_path_buf(), differences }),
    }
}
