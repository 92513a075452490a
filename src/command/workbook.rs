//! `silverpeak workbook`
use super::{baseline_of, print, refuse_existing, scenario_of_run, verified_manifest};
use crate::arguments::Workbook;
use crate::exit::{BUG, Exit, Failure};
use agents::text::Language;
use outputs::PlannedScenario;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use workbook::{MOST_SCENARIOS, Request, WorkbookError};

pub fn execute(asked: &Workbook, language: Language) -> Result<(), Failure> {
    let (manifest, manifest_blake3) = verified_manifest(&asked.run, language)?;
    let plan = &manifest.plan;
    for id in &asked.scenarios {
        scenario_of_run(&asked.run, plan, id, language)?;
    }
    let out = match &asked.out {
        Some(out) => out.clone(),
        None => beside(&asked.run),
    };
    refuse_existing(&out, language)?;
    let baseline = baseline_of(&asked.run, plan, asked.district.as_deref(), language)?;
    let is_shown = |scenario: &&PlannedScenario| asked.scenarios.is_empty() || asked.scenarios.contains(&scenario.id);
    let scenarios = plan.scenarios.iter().filter(is_shown).collect();
    let folder = asked.run.as_path();
    let request = Request { folder, manifest: &manifest, manifest_blake3, baseline: &baseline, scenarios, language };
    let record = workbook::write(&request, &out).map_err(|error| failure(&error, language))?;
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
        (WorkbookError::Experiment(error), _) => Failure::experiment(error, language),
        (WorkbookError::TooManyScenarios { asked }, Language::Zh) => Failure::new(
            Exit::Usage,
            format!("错误：有 {asked} 个情景，一个工作簿最多列 {MOST_SCENARIOS} 个；请用 --scenario 选择"),
        ),
        (WorkbookError::TooManyScenarios { .. }, Language::En) => Failure::new(Exit::Usage, format!("error: {error}")),
        (WorkbookError::Xlsx(_), _) => Failure::new(Exit::Bug, format!("{}\n{error}", BUG.get(language))),
    }
}
