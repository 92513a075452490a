//! `silverpeak compare`
use super::ensemble::once;
use super::{baseline, open, print, print_json, refuse_existing};
use crate::arguments::Compare;
use crate::exit::{Exit, Failure};
use crate::pages::stories as told;
use crate::terminal;
use agents::district::District;
use agents::text::{Label, Language};
use experiments::{RunRequest, Stories, StoriesRequest};
use findings::{Comparison, FindingError};
use outputs::{Detail, FileRecord};
use scenarios::Baseline;
use scenarios::scenario::{CompiledScenario, scenarios};
use serde_json::json;
use std::path::{Path, PathBuf};

pub fn execute(compare: &Compare, language: Language) -> Result<(), Failure> {
    let finding = |error: FindingError| Failure::experiment(error, language);
    if let Some(out) = &compare.out {
        refuse_existing(out, language)?;
    }
    let sides = match &compare.run {
        None => run_both(compare, language)?,
        Some(run) => {
            let folders = [run, compare.with.as_ref().unwrap_or(run)];
            let [a, b] = &compare.scenarios;
            [of_run(compare, folders[0], a, language)?, of_run(compare, folders[1], b, language)?]
        }
    };
    let [a, b] = &sides;
    let comparison = findings::compare(&a.folder, &a.id, &b.folder, &b.id).map_err(finding)?;
    let stories = compare.stories.map(|number| stories(compare, &sides, &comparison, number, language)).transpose()?;
    let file = compare.out.as_ref().map(|out| comparison.write(out).map(|record| (out.as_path(), record)));
    let file = file.transpose().map_err(finding)?;
    // Names come from the district that the run was made of, and from no other.
    let district = match &sides[0].made_of {
        Some((baseline, _)) => Some(baseline.clone()),
        None => findings::Run::open(&a.folder).and_then(|run| run.district()).ok(),
    };
    let district = district.as_ref().map(|baseline| &baseline.district);
    let figures = comparison.figures(district, language);
    if compare.json {
        let file = file.map(
            |(path, record)| json!({ "path": path.to_string_lossy(), "rows": record.rows, "blake3": record.blake3 }),
        );
        let Comparison { scenario_a, scenario_b, folder_a, folder_b, run_differences, replicates, .. } = &comparison;
        return print_json(&json!({
            "scenarios": [scenario_a, scenario_b], "folders": [folder_a.to_string_lossy(), folder_b.to_string_lossy()], "replicates": replicates,
            "run_differences": run_differences, "figures": figures, "stories": stories, "file": file,
        }));
    }
    let title = Label::new("情景比较", "Scenarios compared").get(language);
    let mut page = terminal::headed(title, &figures, language);
    for note in notes(&sides, district, language).map_err(finding)? {
        page += &format!("\n{note}\n");
    }
    if let Some((stories, district)) = stories.as_ref().zip(district) {
        page += &format!("\n{}", told::section(stories, district, language));
    }
    print(&(page + &written(file, language)))
}

/// What was set by hand in the runs of both sides, said once where it is the same.
fn notes(sides: &[Side; 2], district: Option<&District>, language: Language) -> Result<Vec<String>, FindingError> {
    let mut notes: Vec<String> = Vec::new();
    for side in sides {
        let plan = findings::finished_manifest(&side.folder)?.plan;
        let note = district.and_then(|district| findings::set_by_hand(&plan, district, language));
        notes.extend(note.filter(|note| !notes.contains(note)));
    }
    Ok(notes)
}

fn written(file: Option<(&Path, FileRecord)>, language: Language) -> String {
    match (file, language) {
        (Some((path, record)), Language::Zh) => format!("\n全部比较：{}，{} 行\n", path.display(), record.rows),
        (Some((path, record)), Language::En) => {
            format!("\nThe whole comparison: {}, {} rows\n", path.display(), record.rows)
        }
        (None, Language::Zh) => "\n全部指标、年份、街镇和人群：加 --out 文件名 写成 Parquet\n".into(),
        (None, Language::En) => {
            "\nAll indicators, years, communities and groups: write them as Parquet with --out FILE\n".into()
        }
    }
}

/// One of the two scenarios.
struct Side {
    /// The run folder.
    folder: PathBuf,
    /// Its id there.
    id: String,
    /// The district and the scenario that the run was made of, where they are needed.
    made_of: Option<(Baseline, CompiledScenario)>,
}

/// Runs both scenarios together, or finds that this was done before.
fn run_both(compare: &Compare, language: Language) -> Result<[Side; 2], Failure> {
    let baseline = baseline(&compare.district, language)?.map_err(|p| Failure::bad_input(&p, language))?;
    let [a, b] = &compare.scenarios;
    let (a, b) = (scenario(a, &baseline, language)?, scenario(b, &baseline, language)?);
    let mut both = vec![a.clone()];
    if a.id != b.id {
        both.push(b.clone());
    } else if a.identity != b.identity {
        let message = match language {
            Language::Zh => format!("错误：两个情景内容不同，编号却都是 {}；请给其中一个另取编号", a.id),
            Language::En => format!("error: two different scenarios have the id {}; give one of them another", a.id),
        };
        return Err(Failure::new(Exit::Usage, message));
    }
    let mut request = RunRequest::of_baseline(baseline, compare.replicates, PathBuf::new());
    request.set.recipes = both.iter().map(|scenario| scenario.recipe.clone()).collect();
    (request.scenarios, request.seed) = (both, compare.seed);
    // Communities are compared by sums of their months.
    request.detail = compare.detail.unwrap_or(Detail::Full);
    request.threads = compare.threads.unwrap_or(request.threads);
    once(&mut request, compare.into.clone(), language)?;
    let side = |scenario: CompiledScenario| Side {
        folder: request.folder.clone(),
        id: scenario.id.clone(),
        made_of: Some((request.baseline.clone(), scenario)),
    };
    Ok([side(a), side(b)])
}

/// The one scenario of a name.
fn scenario(name: &str, baseline: &Baseline, language: Language) -> Result<CompiledScenario, Failure> {
    let found = scenarios(&[name.to_string()], baseline).map_err(|p| Failure::bad_input(&p, language))?;
    let number = found.len();
    found.into_iter().next().filter(|_| number == 1).ok_or_else(|| {
        let message = match language {
            Language::Zh => format!("错误：{name} 是 {number} 个情景，这里只能写一个"),
            Language::En => format!("error: {name} names {number} scenarios; name one"),
        };
        Failure::new(Exit::Usage, message)
    })
}

/// A scenario of a finished run, by its id there.
fn of_run(compare: &Compare, folder: &Path, id: &str, language: Language) -> Result<Side, Failure> {
    let finding = |error: FindingError| Failure::experiment(error, language);
    let run = open(folder, language)?;
    run.scenario(id).map_err(finding)?;
    let made_of = match compare.stories {
        None => None,
        Some(_) => {
            let bad_input = |problems| Failure::bad_input(&problems, language);
            let inputs = run.inputs().map_err(finding)?;
            let baseline = inputs.baseline().map_err(bad_input)?;
            let scenarios = inputs.compile(&baseline).map_err(bad_input)?;
            scenarios.into_iter().find(|scenario| scenario.id == id).map(|scenario| (baseline, scenario))
        }
    };
    Ok(Side { folder: folder.to_path_buf(), id: id.to_string(), made_of })
}

/// What both scenarios mean for single elders.
fn stories(
    compare: &Compare,
    sides: &[Side; 2],
    comparison: &Comparison,
    number: usize,
    language: Language,
) -> Result<Stories, Failure> {
    if compare.replicate >= comparison.replicates {
        let last = comparison.replicates.saturating_sub(1);
        let message = match language {
            Language::Zh => format!("错误：没有第 {} 次模拟，最后一次是 {last}（从 0 数起）", compare.replicate),
            Language::En => format!("error: there is no replicate {}; the last is {last}, from 0", compare.replicate),
        };
        return Err(Failure::new(Exit::Usage, message));
    }
    let bug = |what: &str| Failure::new(Exit::Bug, format!("{}\n{what}", crate::exit::BUG.get(language)));
    let [Some((of_a, a)), Some((of_b, b))] = sides.each_ref().map(|side| side.made_of.as_ref()) else {
        return Err(bug("stories of scenarios that were not put together"));
    };
    let request = StoriesRequest {
        baselines: [of_a, of_b],
        scenarios: [a, b],
        // Runs in one folder are made of one district; of two folders the page says what differs.
        same_ground: comparison.run_differences.is_empty(),
        seed: comparison.seed,
        replicate: compare.replicate,
        last: comparison.end.parse().map_err(|_| bug("the last month of a comparison"))?,
        parameters: comparison.parameters.into(),
        number,
    };
    experiments::stories(&request).map_err(|error| Failure::experiment(error, language))
}
