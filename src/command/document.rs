//! `silverpeak document`
use super::{baseline, baseline_of, print};
use crate::arguments::{Document, Page};
use crate::exit::Failure;
use crate::results::document::{Subject, assumptions, stress};
use agents::text::Language;
use experiments::finished_manifest;

pub fn execute(asked: &Document, language: Language) -> Result<(), Failure> {
    let subject = match &asked.run {
        Some(run) => {
            let manifest = finished_manifest(run).map_err(|error| Failure::experiment(&error, language))?;
            let baseline = baseline_of(run, &manifest.plan, asked.district.as_deref(), language)?;
            Subject { baseline, manifest: Some(manifest) }
        }
        None => {
            let district = asked.district.as_deref().unwrap_or("changning");
            let baseline = baseline(district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
            Subject { baseline, manifest: None }
        }
    };
    print(&match asked.page {
        Page::Assumptions => assumptions::page(&subject, language),
        Page::Stress => stress::page(&subject, language),
    })
}
