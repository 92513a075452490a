//! `silverpeak report`
use super::{baseline, print, verified_manifest};
use crate::arguments::Report;
use crate::exit::{Exit, Failure};
use agents::text::Language;
use experiments::ExperimentError;
use outputs::write_whole;
use report::{ReportError, Request};
use scenarios::Baseline;

pub fn execute(asked: &Report, language: Language) -> Result<(), Failure> {
    let experiment = |error: ExperimentError| Failure::experiment(&error, language);
    if let Some(file) = asked.out.as_ref().filter(|file| file.exists()) {
        return Err(experiment(ExperimentError::FileExists(file.clone())));
    }
    let baseline = district(asked, language)?;
    let request = Request { folder: &asked.run, baseline: &baseline, scenarios: &asked.scenarios, language };
    let page = report::report(&request).map_err(|error| failure(error, language))?;
    // The page in a run's own folder follows from the run: made again it is the same.
    let file = asked.out.clone().unwrap_or_else(|| {
        asked.run.join(match language {
            Language::Zh => "report-zh.html",
            Language::En => "report-en.html",
        })
    });
    let record = write_whole(&file, page.as_bytes()).map_err(|error| experiment(error.into()))?;
    let megabytes = record.bytes as f64 / 1e6;
    print(&match language {
        Language::Zh => format!("报告：{}（{megabytes:.1} MB，用浏览器打开，无需联网）\n", file.display()),
        Language::En => {
            format!("Report: {} ({megabytes:.1} MB; open it in a browser, no network needed)\n", file.display())
        }
    })
}

/// The baseline of the run's district.
fn district(asked: &Report, language: Language) -> Result<Baseline, Failure> {
    let (manifest, _) = verified_manifest(&asked.run, language)?;
    let found = manifest.plan.district;
    let baseline = baseline(asked.district.as_deref().unwrap_or(&found), language)?;
    let baseline = baseline.map_err(|problems| Failure::bad_input(&problems, language))?;
    if baseline.district.id == found {
        return Ok(baseline);
    }
    let (folder, other) = (asked.run.display(), &baseline.district.id);
    Err(Failure::new(
        Exit::Usage,
        match language {
            Language::Zh => format!("错误：{folder} 是 {found} 的运行，不是 {other} 的"),
            Language::En => format!("error: {folder} is a run of {found}, not of {other}"),
        },
    ))
}

fn failure(error: ReportError, language: Language) -> Failure {
    match error {
        ReportError::Experiment(error) => Failure::experiment(&error, language),
        ReportError::Baseline(problems) => Failure::bad_input(&problems, language),
        ReportError::Plan(_) => Failure::new(Exit::Io, error.to_string()),
        ReportError::Page(_) => Failure::new(Exit::Bug, error.to_string()),
    }
}
