//! What commands that read a finished run ask of it.
use super::baseline;
use crate::exit::{Exit, Failure};
use crate::results::verify::wrong;
use agents::text::Language;
use experiments::{ExperimentError, check_baseline, finished_manifest};
use outputs::{Manifest, Plan, TableDescription};
use scenarios::{Baseline, Problems};
use std::path::Path;

/// The manifest of a finished run whose files are those that it wrote, and its BLAKE3: what is told of a run to others must
/// be the run's.
pub fn verified_manifest(folder: &Path, language: Language) -> Result<(Manifest, String), Failure> {
    let experiment = |error: ExperimentError| Failure::experiment(&error, language);
    let manifest = finished_manifest(folder).map_err(experiment)?;
    let verification = outputs::verify(folder, &manifest).map_err(|error| experiment(error.into()))?;
    match verification.holds() {
        true => Ok((manifest, verification.manifest_blake3)),
        false => Err(Failure::new(Exit::BadInput, wrong(folder, &verification, language))),
    }
}

/// The district that a run was made of, with what the run overrides: that of `named`, or the embedded one of the plan.
pub fn baseline_of(folder: &Path, plan: &Plan, named: Option<&str>, language: Language) -> Result<Baseline, Failure> {
    let bad_input = |problems: Problems| Failure::bad_input(&problems, language);
    let name = named.unwrap_or(&plan.district);
    if named.is_none() && scenarios::embedded(name).is_none() {
        let message = match language {
            Language::Zh => {
                format!("错误：{} 的区 {name} 不是内置基线，请用 --district 给出其文件夹", folder.display())
            }
            Language::En => {
                format!("error: {} is of {name}, a district from a folder: give it with --district", folder.display())
            }
        };
        return Err(Failure::new(Exit::Usage, message));
    }
    let mut baseline = baseline(name, language)?.map_err(bad_input)?;
    check_baseline(folder, plan, &baseline).map_err(|error| Failure::experiment(&error, language))?;
    if !plan.overrides.is_empty() {
        let overrides: Vec<(&str, f64)> = plan.overrides.iter().map(|(id, value)| (id.as_str(), *value)).collect();
        baseline = baseline.with_overrides(&overrides).map_err(bad_input)?;
    }
    Ok(if plan.shocks { baseline } else { baseline.without_shocks() })
}

/// The table called `name` among `known`, or an error with the nearest name.
pub fn topic(name: &str, known: &[TableDescription], language: Language) -> Result<TableDescription, Failure> {
    let stem = name.strip_suffix(".parquet").unwrap_or(name);
    if let Some(table) = known.iter().find(|table| table.name == stem) {
        return Ok(table.clone());
    }
    let near = scenarios::nearest(stem, known.iter().map(|table| table.name));
    let all: Vec<&str> = known.iter().map(|table| table.name).collect();
    let message = match (language, near) {
        (Language::Zh, Some(near)) => format!("错误：没有主题 {name}；是否指 {near}？"),
        (Language::En, Some(near)) => format!("error: there is no topic {name}; did you mean {near}?"),
        (Language::Zh, None) => format!("错误：没有主题 {name}；有 {}", all.join("、")),
        (Language::En, None) => format!("error: there is no topic {name}; there are {}", all.join(", ")),
    };
    Err(Failure::new(Exit::Usage, message))
}

/// An error unless the run has a scenario of that id.
pub fn scenario_of_run(folder: &Path, plan: &Plan, id: &str, language: Language) -> Result<(), Failure> {
    if plan.scenarios.iter().any(|scenario| scenario.id == id) {
        return Ok(());
    }
    let (path, scenario, known) = (folder.to_path_buf(), id.to_string(), plan.scenario_ids());
    Err(Failure::experiment(&ExperimentError::NoScenario { path, scenario, known }, language))
}

/// An error when there is something at `out` already.
pub fn refuse_existing(out: &Path, language: Language) -> Result<(), Failure> {
    match out.exists() {
        true => Err(Failure::experiment(&ExperimentError::FileExists(out.to_path_buf()), language)),
        false => Ok(()),
    }
}
