//! `silverpeak verify`
use super::{print, print_json};
use crate::arguments::Verify;
use crate::exit::{Exit, Failure};
use crate::results::verify::{json, page, wrong};
use agents::text::Language;
use experiments::{ExperimentError, finished_manifest};

pub fn execute(asked: &Verify, language: Language) -> Result<(), Failure> {
    let experiment = |error: ExperimentError| Failure::experiment(&error, language);
    let manifest = finished_manifest(&asked.run).map_err(experiment)?;
    let verification = outputs::verify(&asked.run, &manifest).map_err(|error| experiment(error.into()))?;
    if asked.json {
        print_json(&json(&verification))?;
    } else {
        print(&page(&verification, &manifest, language))?;
    }
    match verification.holds() {
        true => Ok(()),
        // What is wrong is on standard output already: this is for whoever reads only errors.
        false => Err(Failure::new(Exit::BadInput, wrong(&asked.run, &verification, language))),
    }
}
