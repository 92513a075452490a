//! `silverpeak compare`
use super::{print, print_json};
use crate::arguments::Compare;
use crate::exit::{Exit, Failure};
use crate::results::compare as results;
use agents::text::{Label, Language};

pub fn execute(compare: &Compare, language: Language) -> Result<(), Failure> {
    let experiment = |error| Failure::experiment(&error, language);
    let Some(run) = &compare.run else {
        let words = Label::new(
            "错误：请用 --run 指定含甲情景的结果文件夹",
            "error: name the run folder that holds scenario A with --run",
        );
        return Err(Failure::new(Exit::Usage, words.get(language)));
    };
    let [a, b] = &compare.scenarios;
    let with = compare.with.as_ref().unwrap_or(run);
    let comparison = experiments::compare(run, a, with, b).map_err(experiment)?;
    let file = compare.out.as_ref().map(|out| comparison.write(out).map(|record| (out.as_path(), record)));
    let file = file.transpose().map_err(experiment)?;
    if compare.json {
        return print_json(&results::json(&comparison, file.as_ref()));
    }
    print(&results::page(&comparison, file.as_ref(), language))
}
