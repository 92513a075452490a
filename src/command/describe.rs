//! `silverpeak describe`
use super::{absent, open, print, print_json, topic};
use crate::arguments::Describe;
use crate::exit::Failure;
use crate::pages::describe::page;
use agents::text::Language;
use outputs::{Manifest, TableDescription, Topic, dictionary, dictionary_of, tables};

pub fn execute(asked: &Describe, language: Language) -> Result<(), Failure> {
    let run = asked.run.as_ref();
    let open = run.map(|run| open(run, language)).transpose()?;
    let detail = open.as_ref().map(findings::Run::detail);
    let manifest = open.as_ref().map(|run| &run.manifest);
    let is_there = |table: &TableDescription| match (manifest, run) {
        (Some(manifest), Some(run)) => {
            rows(manifest, table.name).is_some() || run.join(format!("{}.parquet", table.name)).is_file()
        }
        _ => true,
    };
    // At headline detail some columns are left out.
    let at_level = |table: TableDescription| match (Topic::named(table.name), detail) {
        (Some(topic), Some(detail)) => topic.table_at(detail),
        _ => table,
    };
    let known: Vec<TableDescription> = tables().into_iter().filter(is_there).map(at_level).collect();
    let chosen = match asked.topics.is_empty() {
        true => known,
        false => {
            let named = asked.topics.iter().map(|name| match (&open, Topic::named(name)) {
                (Some(run), Some(topic)) if topic.from() > run.detail() => Err(absent(run, topic.name(), language)),
                _ => topic(name, &known, language),
            });
            named.collect::<Result<_, _>>()?
        }
    };
    if asked.json {
        // All of them are what `schema outputs` prints.
        let is_all = asked.topics.is_empty() && manifest.is_none();
        return print_json(&if is_all { dictionary() } else { dictionary_of(&chosen) });
    }
    print(&page(&chosen, |name| rows(manifest?, name), language))
}

/// Rows of a table in a run; none where the manifest does not list it.
fn rows(manifest: &Manifest, name: &str) -> Option<u64> {
    manifest.files.iter().find(|file| file.topic == name).map(|file| file.record.rows)
}
