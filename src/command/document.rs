//! `silverpeak document`
use super::{baseline, open, print};
use crate::arguments::{Document, Page};
use crate::exit::Failure;
use crate::pages::document::{Subject, assumptions, stress};
use agents::text::Language;

pub fn execute(asked: &Document, language: Language) -> Result<(), Failure> {
    let subject = match &asked.run {
        Some(run) => {
            let run = open(run, language)?;
            let baseline = run.district();
            let baseline = baseline.map_err(|error| Failure::experiment(error, language))?;
            Subject { baseline, manifest: Some(run.manifest) }
        }
        None => {
            let baseline =
                baseline(&asked.district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
            Subject { baseline, manifest: None }
        }
    };
    print(&match asked.page {
        Page::Assumptions => assumptions::page(&subject, language),
        Page::Stress => stress::page(&subject, language),
    })
}
