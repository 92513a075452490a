//! `silverpeak validate`
use super::{baseline, print, print_json};
use crate::arguments::Validate;
use crate::exit::{Exit, Failure};
use crate::results::validation::{Validated, json, page};
use agents::text::Language;
use experiments::{BASELINE, ExperimentError, RunRequest, backtest, execute as run, plan_of};
use outputs::{MANIFEST_FILE, Manifest, OutputError, Plan, VALIDATION_FILE, write_validation_rows};
use scenarios::Baseline;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
    let path = folder.join(MANIFEST_FILE);
    if !path.exists() {
        let message = match language {
            Language::Zh => format!("错误：{} 不是已完成的结果文件夹", folder.display()),
            Language::En => format!("error: {} holds no finished run", folder.display()),
        };
        return Err(Failure::new(Exit::Usage, message));
    }
    let manifest = Manifest::read(&path).map_err(|error| Failure::experiment(&error.into(), language))?;
    let (found, asked) = (&manifest.plan.district, &baseline.district.id);
    if found != asked || !manifest.plan.scenarios.iter().any(|scenario| scenario.id == BASELINE) {
        let message = match language {
            Language::Zh => format!("错误：{} 是 {found} 的运行，其中没有 {asked} 的基线", folder.display()),
            Language::En => {
                format!("error: {} is a run of {found} without a baseline of {asked}", folder.display())
            }
        };
        return Err(Failure::new(Exit::Usage, message));
    }
    Ok(manifest.plan)
}

/// Runs the baseline as `run` does, or finds that this was done before.
fn run_baseline(asked: &Validate, baseline: &Baseline, language: Language) -> Result<(PathBuf, Plan), Failure> {
    let mut request =
        RunRequest { resume: true, ..RunRequest::of_baseline(baseline.clone(), asked.replicates, PathBuf::new()) };
    let plan = plan_of(&request);
    let identity = plan.identity().map_err(|error| Failure::new(Exit::Bug, error.to_string()))?;
    let name = format!("{}-{}-{}", plan.district, identity.get(..8).unwrap_or(&identity), request.replicates);
    request.folder = PathBuf::from("runs").join(name);
    let stop = Arc::new(AtomicBool::new(false));
    let interrupted = Arc::clone(&stop);
    // Without a handler an interrupt still leaves whole files only.
    let _ = ctrlc::set_handler(move || interrupted.store(true, Ordering::Relaxed));
    run(&request, &|_| (), &stop).map_err(|error| Failure::experiment(&error, language))?;
    Ok((request.folder, plan))
}

fn exists(file: &Path, language: Language) -> String {
    match language {
        Language::Zh => format!("错误：{} 已存在，不会覆盖", file.display()),
        Language::En => format!("error: {} is there already and is not overwritten", file.display()),
    }
}
