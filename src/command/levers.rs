//! `silverpeak levers`
use super::{baseline, print, print_json};
use crate::exit::Failure;
use crate::pages::levers;
use agents::text::Language;

pub fn execute(district: &str, json: bool, language: Language) -> Result<(), Failure> {
    let baseline = baseline(district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
    if json { print_json(&levers::json(&baseline)) } else { print(&levers::page(&baseline, language)) }
}
