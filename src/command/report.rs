//! `silverpeak report`
use super::{print, results};
use crate::arguments::Report;
use crate::exit::{Exit, Failure};
use agents::text::Language;
use experiments::ExperimentError;
use outputs::write_whole;

pub fn execute(asked: &Report, language: Language) -> Result<(), Failure> {
    if let Some(file) = asked.out.as_ref().filter(|file| file.exists()) {
        return Err(Failure::experiment(ExperimentError::FileExists(file.clone()), language));
    }
    let results = results(&asked.run, asked.district.as_deref(), &asked.scenarios, language)?;
    let page = report::report(&results, language).map_err(|error| Failure::new(Exit::Bug, error.to_string()))?;
    // The page in a run's own folder follows from the run: made again it is the same.
    let file = asked.out.clone().unwrap_or_else(|| {
        asked.run.join(match language {
            Language::Zh => "report-zh.html",
            Language::En => "report-en.html",
        })
    });
    let record = write_whole(&file, page.as_bytes()).map_err(|error| Failure::experiment(error, language))?;
    let megabytes = record.bytes as f64 / 1e6;
    print(&match language {
        Language::Zh => format!("报告：{}（{megabytes:.1} MB，用浏览器打开，无需联网）\n", file.display()),
        Language::En => {
            format!("Report: {} ({megabytes:.1} MB; open it in a browser, no network needed)\n", file.display())
        }
    })
}
