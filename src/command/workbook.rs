//! `silverpeak workbook`
use super::{open, print, refuse_existing};
use crate::arguments::Workbook;
use crate::exit::{BUG, Exit, Failure};
use agents::text::Language;
use findings::{FindingError, Results};
use outputs::write_new;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use workbook::{MOST_SCENARIOS, Request, WorkbookError, check_scenarios};

pub fn execute(asked: &Workbook, language: Language) -> Result<(), Failure> {
    let finding = |error: FindingError| Failure::experiment(error, language);
    let out = asked.out.clone().unwrap_or_else(|| beside(&asked.run));
    refuse_existing(&out, language)?;
    let run = open(&asked.run, language)?;
    // Before anything is read: a grid of thousands takes long.
    let chosen = run.choose(&asked.scenarios).map_err(finding)?;
    check_scenarios(chosen.len()).map_err(|error| failure(&error, language))?;
    let baseline = run.district().map_err(finding)?;
    let results = Results::read(run, baseline, &asked.scenarios).map_err(finding)?;
    let bytes = workbook::bytes(&Request { results: &results, language }).map_err(|error| failure(&error, language))?;
    let record = write_new(&out, &bytes).map_err(|error| Failure::experiment(error, language))?;
    print(&match language {
        Language::Zh => format!("工作簿：{}（{} KB）\n", out.display(), record.bytes.div_ceil(1000)),
        Language::En => format!("Workbook: {} ({} KB)\n", out.display(), record.bytes.div_ceil(1000)),
    })
}

/// `<RUN>.xlsx`: beside the folder, which holds what its manifest says and nothing else.
fn beside(run: &Path) -> PathBuf {
    // `.` and `..` have no name of their own.
    let resolved = run.canonicalize().unwrap_or_else(|_| run.to_path_buf());
    let mut name = run.file_name().or(resolved.file_name()).unwrap_or(OsStr::new("run")).to_os_string();
    name.push(".xlsx");
    match run.file_name() {
        Some(_) => run.with_file_name(name),
        None => resolved.with_file_name(name),
    }
}

fn failure(error: &WorkbookError, language: Language) -> Failure {
    match (error, language) {
        (WorkbookError::TooManyScenarios { asked }, Language::Zh) => Failure::new(
            Exit::Usage,
            format!("错误：有 {asked} 个情景，一个工作簿最多列 {MOST_SCENARIOS} 个；请用 --scenario 选择"),
        ),
        (WorkbookError::TooManyScenarios { .. }, Language::En) => Failure::new(Exit::Usage, format!("error: {error}")),
        (WorkbookError::Xlsx(_), _) => Failure::new(Exit::Bug, format!("{}\n{error}", BUG.get(language))),
    }
}
