//! `silverpeak design`
use super::{baseline, print, refuse_existing};
use crate::arguments::Design;
use crate::exit::Failure;
use agents::text::Language;
use outputs::write_new;

pub fn execute(design: &Design, language: Language) -> Result<(), Failure> {
    let bad_input = |problems| Failure::bad_input(&problems, language);
    let baseline = baseline(&design.district, language)?.map_err(bad_input)?;
    let axes = scenarios::scenario::axes(&design.axes, &baseline).map_err(bad_input)?;
    let table = scenarios::scenario::sample(&axes, design.designs, design.sampling, design.seed);
    match &design.out {
        None => print(&table),
        // A new file only: a table that was edited by hand is not lost.
        Some(file) => {
            refuse_existing(file, language)?;
            write_new(file, table.as_bytes()).map(|_| ()).map_err(|error| Failure::experiment(error, language))
        }
    }
}
