//! Whether what is here now is what a finished run was made of.
use crate::compare::Unlikeness;
use crate::error::ExperimentError;
use agents::text::Label;
use outputs::Plan;
use scenarios::Baseline;
use scenarios::scenario::CompiledScenario;
use std::path::Path;

/// An error, with all that differs, unless the run of `plan` in `folder` was made by this version from the files of
/// `baseline`, before any overrides.
pub fn check_baseline(folder: &Path, plan: &Plan, baseline: &Baseline) -> Result<(), ExperimentError> {
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
pub fn check_scenario(folder: &Path, plan: &Plan, scenario: &CompiledScenario) -> Result<(), ExperimentError> {
    let Some(planned) = plan.scenarios.iter().find(|planned| planned.id == scenario.id) else {
        let (path, scenario) = (folder.to_path_buf(), scenario.id.clone());
        return Err(ExperimentError::NoScenario { path, scenario, known: plan.scenario_ids() });
    };
    if planned.identity == scenario.identity {
        return Ok(());
    }
    let what = Label::new("情景内容", "contents of a scenario");
    refuse(folder, vec![Unlikeness { what, values: [scenario.id.clone(), String::new()] }])
}

fn refuse(folder: &Path, differences: Vec<Unlikeness>) -> Result<(), ExperimentError> {
    match differences.is_empty() {
        true => Ok(()),
        false => Err(ExperimentError::MadeOfOther { path: folder.to_path_buf(), differences }),
    }
}
