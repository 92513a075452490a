//! `silverpeak report`
use super::{print, refuse_existing, results};
use crate::arguments::Report;
use crate::exit::{Exit, Failure};
use agents::text::Language;
use outputs::{write_new, write_whole};

pub fn execute(asked: &Report, language: Language) -> Result<(), Failure> {
    asked.out.as_ref().map_or(Ok(()), |file| refuse_existing(file, language))?;
    let results = results(&asked.run, &asked.scenarios, language)?;
    let page = report::report(&results, language).map_err(|error| Failure::new(Exit::Bug, error.to_string()))?;
    // The page in a run's own folder follows from the run: made again it is the same.
    let file = asked.out.clone().unwrap_or_else(|| {
        asked.run.join(match language {
            Language::Zh => "report-zh.html",
            Language::En => "report-en.html",
        })
    });
    let write = if asked.out.is_some() { write_new } else { write_whole };
    let record = write(&file, page.as_bytes()).map_err(|error| Failure::experiment(error, language))?;
    let megabytes = record.bytes as f64 / 1e6;
    print(&match language {
        Language::Zh => format!("报告：{}（{megabytes:.1} MB，用浏览器打开，无需联网）\n", file.display()),
        Language::En => {
            format!("Report: {} ({megabytes:.1} MB; open it in a browser, no network needed)\n", file.display())
        }
    })
}
