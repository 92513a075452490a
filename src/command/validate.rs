//! `silverpeak validate`
use super::ensemble::once;
use super::{baseline, open, print, print_json, refuse_existing};
use crate::arguments::Validate;
use crate::exit::Failure;
use crate::terminal;
use agents::text::{Label, Language};
use experiments::{BASELINE, RunRequest};
use findings::figure::Figure;
use findings::{FindingError, Results, Run, View, backtest_rows};
use outputs::{OutputError, VALIDATION_FILE, write_validation_record, write_validation_rows};
use serde_json::json;
use std::path::{Path, PathBuf};

pub fn execute(asked: &Validate, language: Language) -> Result<(), Failure> {
    if let Some(file) = &asked.out {
        refuse_existing(file, language)?;
    }
    if asked.backtest {
        return backtest(asked, language);
    }
    let finding = |error: FindingError| Failure::experiment(error, language);
    let (run, baseline) = match &asked.run {
        Some(folder) => {
            let run = open(folder, language)?;
            let baseline = run.district().map_err(finding)?;
            (run, baseline)
        }
        None => run_baseline(asked, language)?,
    };
    let results = Results::read(run, baseline, &[BASELINE.to_string()]).map_err(finding)?;
    let mut rows = results.facts.facts.clone();
    rows.extend(results.backtest().map(backtest_rows).unwrap_or_default());
    // The table of a run's own folder follows from the run: written again it is the same.
    let file = asked.out.clone().unwrap_or_else(|| results.run.folder.join(VALIDATION_FILE));
    let output = |error: OutputError| Failure::experiment(error, language);
    let record = write_validation_rows(&rows, &file).map_err(output)?;
    if asked.out.is_none() {
        let run = &results.run;
        write_validation_record(&run.folder, &run.manifest_blake3, record).map_err(output)?;
    }
    let figures = findings::figures::validation(&View { results: &results, language });
    if asked.json {
        let run = &results.run;
        return print_json(&json!({
            "folder": run.folder.to_string_lossy(), "file": file.to_string_lossy(), "plan": run.manifest.plan, "figures": figures,
            "coverage": { "tests": results.facts.tests, "all": results.facts.all },
            "not_simulated": results.facts.not_simulated,
        }));
    }
    print(&page(&figures, Some(&file), language))
}

/// The backtest of a baseline, without a run.
fn backtest(asked: &Validate, language: Language) -> Result<(), Failure> {
    let baseline = baseline(&asked.district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
    let made = findings::figures::backtest(&baseline, language);
    let (backtest, figures) = made.map_err(|error| Failure::not_fitted(&error, language))?;
    if let Some(file) = &asked.out {
        write_validation_rows(&backtest_rows(&backtest), file).map_err(|error| Failure::experiment(error, language))?;
    }
    if asked.json {
        return print_json(&json!({ "district": baseline.district.id, "file": asked.out, "figures": figures }));
    }
    print(&page(&figures, asked.out.as_deref(), language))
}

/// Runs the baseline as `run` does, or finds that this was done before.
fn run_baseline(asked: &Validate, language: Language) -> Result<(Run, scenarios::Baseline), Failure> {
    let baseline = baseline(&asked.district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
    let mut request = RunRequest::of_baseline(baseline, asked.replicates, PathBuf::new());
    once(&mut request, None, language)?;
    Ok((open(&request.folder, language)?, request.baseline))
}

fn page(figures: &[Figure], file: Option<&Path>, language: Language) -> String {
    let title = Label::new("与公布数据对照", "Against published figures").get(language);
    terminal::headed(title, figures, language)
        + &file.map_or(String::new(), |file| match language {
            Language::Zh => format!("\n全部数据：{}\n", file.display()),
            Language::En => format!("\nAll of them: {}\n", file.display()),
        })
}
