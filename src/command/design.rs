//! `silverpeak design`
use super::{baseline, print};
use crate::arguments::Design;
use crate::exit::{Exit, Failure};
use agents::text::Language;

pub fn execute(design: &Design, language: Language) -> Result<(), Failure> {
    let bad_input = |problems| Failure::bad_input(&problems, language);
    let baseline = baseline(&design.district, language)?.map_err(bad_input)?;
    let axes = scenarios::scenario::axes(&design.axes, &baseline).map_err(bad_input)?;
    let table = scenarios::scenario::sample(&axes, design.designs, design.sampling, design.seed);
    match &design.out {
        None => print(&table),
        Some(file) => {
            let failed = |error: std::io::Error| Failure::new(Exit::Io, format!("{}: {error}", file.display()));
            // A new file only: a table that was edited by hand is not lost.
            if file.exists() {
                let message = match language {
                    Language::Zh => format!("错误：{} 已存在", file.display()),
                    Language::En => format!("error: {} is there already", file.display()),
                };
                return Err(Failure::new(Exit::Usage, message));
            }
            std::fs::write(file, table).map_err(failed)
        }
    }
}
