//! `silverpeak validate`
use super::ensemble::once;
use super::{baseline, print, print_json};
use crate::arguments::Validate;
use crate::exit::{Exit, Failure};
use crate::results::validation::{Validated, json, page};
use agents::text::Language;
use experiments::{BASELINE, ExperimentError, RunRequest, backtest, finished_plan};
use outputs::{OutputError, Plan, VALIDATION_FILE, write_validation_rows};
use scenarios::Baseline;
use std::path::{Path, PathBuf};

pub fn execute(asked: &Validate, language: Language) -> Result<(), Failure> {
    let experiment = |error: ExperimentError| Failure::experiment(&error, language);
    let output = |error: OutputError| Failure::experiment(&error.into(), language);
    let baseline = baseline(&asked.district, language)?.map_err(|p| Failure::bad_input(&p, language))?;
    if let Some(file) = asked.out.as_ref().filter(|file| file.exists()) {
        return Err(Failure::new(Exit::Usage, exists(file, language)));
    }
    let (folder, plan) = match &asked.run {
        Some(folder) => (folder.clone(), finished(folder, &baseline, language)?),
        None => run_baseline(asked, &baseline, language)?,
    };
    let validation = experiments::validate(&folder, BASELINE, &baseline).map_err(experiment)?;
    let backtest = backtest(&baseline);
    let mut rows = validation.facts.clone();
    rows.extend(backtest.iter().flat_map(|backtest| backtest.rows()));
    // The table of a run's own folder follows from the run: written again it is the same.
    let file = asked.out.clone().unwrap_or_else(|| folder.join(VALIDATION_FILE));
    write_validation_rows(&rows, &file).map_err(output)?;
    let validated = Validated { baseline: &baseline, folder, plan, validation, backtest, file };
    if asked.json { print_json(&json(&validated)) } else { print(&page(&validated, language)) }
}

/// The plan of a finished run of the district in `folder`.
fn finished(folder: &Path, baseline: &Baseline, language: Language) -> Result<Plan, Failure> {
    let plan = finished_plan(folder).map_err(|error| Failure::experiment(&error, language))?;
    let (found, asked) = (&plan.district, &baseline.district.id);
    if found != asked || !plan.scenarios.iter().any(|scenario| scenario.id == BASELINE) {
        let message = match language {
            Language::Zh => format!("错误：{} 是 {found} 的运行，其中没有 {asked} 的基线", folder.display()),
            Language::En => {
                format!("error: {} is a run of {found} without a baseline of {asked}", folder.display())
            }
        };
        return Err(Failure::new(Exit::Usage, message));
    }
    Ok(plan)
}

/// Runs the baseline as `run` does, or finds that this was done before.
fn run_baseline(asked: &Validate, baseline: &Baseline, language: Language) -> Result<(PathBuf, Plan), Failure> {
    let mut request = RunRequest::of_baseline(baseline.clone(), asked.replicates, PathBuf::new());
    let finished = once(&mut request, None, language)?;
    Ok((request.folder, finished.manifest.plan))
}

fn exists(file: &Path, language: Language) -> String {
    match language {
        Language::Zh => format!("错误：{} 已存在，不会覆盖", file.display()),
        Language::En => format!("error: {} is there already and is not overwritten", file.display()),
    }
}
