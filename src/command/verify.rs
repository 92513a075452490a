//! `silverpeak verify`
use super::{print, print_json, reachable};
use crate::arguments::Verify;
use crate::exit::{Exit, Failure};
use crate::pages::verify::{json, page, wrong};
use agents::text::Language;
use findings::finished_manifest;
use outputs::{OutputError, ReadLock};

pub fn execute(asked: &Verify, language: Language) -> Result<(), Failure> {
    reachable(&asked.run)?;
    let output = |error: OutputError| Failure::experiment(error, language);
    let _lock = ReadLock::take(&asked.run).map_err(output)?;
    let manifest = finished_manifest(&asked.run).map_err(|error| Failure::experiment(error, language))?;
    let verification = outputs::verify(&asked.run, &manifest).map_err(output)?;
    if asked.json {
        print_json(&json(&verification))?;
    } else {
        print(&page(&verification, &manifest, language))?;
    }
    match verification.all_holds() {
        true => Ok(()),
        // What is wrong is on standard output already: this is for whoever reads only errors.
        false => Err(Failure::new(Exit::BadInput, wrong(&asked.run, &verification, language))),
    }
}
