//! `silverpeak describe`
use super::{open, print, print_json, topic};
use crate::arguments::Describe;
use crate::exit::Failure;
use crate::pages::describe::page;
use agents::text::Language;
use outputs::{Manifest, TableDescription, dictionary, dictionary_of, tables};

pub fn execute(asked: &Describe, language: Language) -> Result<(), Failure> {
    let run = asked.run.as_ref();
    let open = run.map(|run| open(run, language)).transpose()?;
    let manifest = open.map(|run| run.manifest);
    let is_there = |table: &TableDescription| match (&manifest, run) {
        (Some(manifest), Some(run)) => {
            rows(manifest, table.name).is_some() || run.join(format!("{}.parquet", table.name)).is_file()
        }
        _ => true,
    };
    let known: Vec<TableDescription> = tables().into_iter().filter(is_there).collect();
    let chosen = match asked.topics.is_empty() {
        true => known,
        false => {
            let named = asked.topics.iter().map(|name| topic(name, &known, language));
            named.collect::<Result<_, _>>()?
        }
    };
    if asked.json {
        // All of them are what `schema outputs` prints.
        let is_all = asked.topics.is_empty() && manifest.is_none();
        return print_json(&if is_all { dictionary() } else { dictionary_of(&chosen) });
    }
    print(&page(&chosen, |name| rows(manifest.as_ref()?, name), language))
}

/// Rows of a table in a run; none where the manifest does not list it.
fn rows(manifest: &Manifest, name: &str) -> Option<u64> {
    manifest.files.iter().find(|file| file.topic == name).map(|file| file.record.rows)
}
