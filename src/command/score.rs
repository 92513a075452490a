//! `silverpeak score`
use super::{open, print, print_json, refuse_existing};
use crate::arguments::Score;
use crate::exit::{Exit, Failure};
use crate::terminal;
use agents::text::{Label, Language};
use findings::figure::Figure;
use findings::figures::scored;
use findings::{BASELINE, FindingError, Numbers, Run, series_of_observations};
use outputs::{write_new, write_validation_rows};
use serde_json::json;
use std::path::PathBuf;

/// What is shown.
const NAME: Label = Label::new("以公布数据评分", "Scored against published figures");

pub fn execute(asked: &Score, language: Language) -> Result<(), Failure> {
    for file in [&asked.out, &asked.page].into_iter().flatten() {
        refuse_existing(file, language)?;
    }
    let finding = |error: FindingError| Failure::experiment(error, language);
    let read = scenarios::read_observations(&asked.against);
    let observations = read
        .and_then(|observations| findings::check_observations(&observations).map(|()| observations))
        .map_err(|problems| Failure::bad_input(&problems, language))?;
    let run = open(&asked.run, language)?;
    let baseline = run.district().map_err(finding)?;
    let scenario = asked.scenario.as_deref().unwrap_or(BASELINE);
    run.scenario(scenario).map_err(finding)?;
    let wanted = series_of_observations(&observations);
    let numbers = Numbers::read_ahead(&run.tables, scenario, &wanted).map_err(finding)?;
    let validation = findings::score(&numbers, &baseline, &observations).map_err(finding)?;
    let figures = scored(&validation, run.manifest.plan.replicates as usize, language);
    if let Some(file) = &asked.out {
        write_validation_rows(&validation.facts, file).map_err(|error| Failure::experiment(error, language))?;
    }
    if let Some(file) = &asked.page {
        let heading =
            [title(baseline.district.name.get(language), language), subtitle(asked, &run, scenario, language)];
        let page = report::page_of(heading, ("scores", NAME), &figures, language);
        let page = page.map_err(|error| Failure::new(Exit::Bug, error.to_string()))?;
        write_new(file, page.as_bytes()).map_err(|error| Failure::experiment(error, language))?;
    }
    if asked.json {
        return print_json(&json!({
            "folder": run.folder.to_string_lossy(), "against": asked.against.to_string_lossy(), "scenario": scenario,
            "out": asked.out, "page": asked.page, "figures": figures,
            "coverage": { "tests": validation.tests, "all": validation.all },
            "not_simulated": validation.not_simulated,
        }));
    }
    print(&terminal_page(asked, &figures, language))
}

fn title(district: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("{district}：以公布数据评分"),
        Language::En => format!("{district}: scored against published figures"),
    }
}

fn subtitle(asked: &Score, run: &Run, scenario: &str, language: Language) -> String {
    let plan = &run.manifest.plan;
    let (start, end, n, seed) = (&plan.start, &plan.end, plan.replicates, plan.seed);
    let against = asked.against.file_name().map(|name| findings::visible(&name.to_string_lossy()).into_owned());
    let against = against.unwrap_or_default();
    match language {
        Language::Zh => format!("{start} 至 {end} · 情景 {scenario} · {n} 次模拟 · 种子 {seed} · 公布数据 {against}"),
        Language::En => {
            format!(
                "{start} to {end} · scenario {scenario} · {n} replicates · seed {seed} · published figures {against}"
            )
        }
    }
}

fn terminal_page(asked: &Score, figures: &[Figure], language: Language) -> String {
    let mut page = terminal::headed(NAME.get(language), figures, language);
    let files: [(Label, &Option<PathBuf>); 2] =
        [(Label::new("评分表", "Scores"), &asked.out), (Label::new("网页", "Page"), &asked.page)];
    for (name, file) in files.into_iter().filter_map(|(name, file)| Some((name, file.as_ref()?))) {
        let colon = Label::new("：", ": ").get(language);
        page += &format!("\n{}{colon}{}\n", name.get(language), file.display());
    }
    page
}
