//! `silverpeak run`
use super::ensemble::{folder_or_default, watched};
use super::{baseline, print, print_json};
use crate::arguments::Run;
use crate::exit::{BUG, Exit, Failure};
use crate::streams::say;
use crate::terminal::{self, plain};
use agents::text::Language;
use experiments::{Cost, ExperimentError, Precision, Reached, RunRequest, execute as run_ensemble};
use findings::{FindingError, Results, View};
use outputs::{INDICATORS, indicator};
use scenarios::levers::Lever;
use scenarios::scenario::CompiledScenario;
use scenarios::{Baseline, Problem, ProblemKind, Problems};
use std::path::PathBuf;

pub fn execute(run: &Run, language: Language) -> Result<(), Failure> {
    let experiment = |error: ExperimentError| Failure::experiment(error, language);
    let finding = |error: FindingError| Failure::experiment(error, language);
    let precision = run.precision.as_deref().map(|text| precision(text, language)).transpose()?;
    let mut request = request(run, language)?;
    for aside in several_values(&run.overrides, language).into_iter().chain(without_effect(&request, language)) {
        say(&aside);
    }
    if run.dry_run {
        let cost = request.cost().map_err(experiment)?;
        return if run.json { print_json(&cost) } else { print(&cost_words(&cost, language)) };
    }
    let months = experiments::months_of(&request);
    let reached = watched(months, language, |progress, stop| match precision {
        None => run_ensemble(&request, progress, stop).map(|_| None),
        Some(precision) => experiments::execute_to(&mut request, precision, progress, stop).map(Some),
    })?;
    let open = findings::Run::open(&request.folder);
    let results = open.and_then(|run| Results::read(run, request.baseline.clone(), &[])).map_err(finding)?;
    let view = View { results: &results, language };
    if run.json {
        let mut json = terminal::json(&view);
        if let (Some(object), Some(reached)) = (json.as_object_mut(), &reached) {
            object.insert("precision".into(), serde_json::json!(reached));
        }
        print_json(&json)?;
    } else {
        let mut page = terminal::page(&view);
        if let Some(reached) = &reached {
            page += &reached_words(reached, language);
        }
        print(&page)?;
    }
    // Results are shown whatever the rules say of them; a book that does not close ends in the exit code of a bug.
    sound(results.bugs(), language)
}

fn sound(broken: usize, language: Language) -> Result<(), Failure> {
    match (broken, language) {
        (0, _) => Ok(()),
        (_, Language::Zh) => {
            Err(Failure::new(Exit::Bug, format!("{}\n{broken} 条守恒或界限规则不成立，见上。", BUG.zh)))
        }
        (_, Language::En) => {
            let text = format!("{}\n{broken} rules of conservation or bounds are broken, see above.", BUG.en);
            Err(Failure::new(Exit::Bug, text))
        }
    }
}

fn precision(text: &str, language: Language) -> Result<Precision, Failure> {
    Precision::parse(text).map_err(|wrong| {
        if indicator(&wrong).is_some() {
            let message = match language {
                Language::Zh => format!("错误：--precision 缺少误差要求，请写成 \"{wrong} 5%\""),
                Language::En => format!("error: --precision lacks the error that is asked for; write \"{wrong} 5%\""),
            };
            return Failure::new(Exit::Usage, message);
        }
        let near = match (scenarios::nearest(&wrong, INDICATORS.iter().map(|known| known.id)), language) {
            (Some(near), Language::Zh) => format!("；是否指 {near}？"),
            (Some(near), Language::En) => format!("; did you mean {near}?"),
            (None, _) => String::new(),
        };
        let message = match language {
            Language::Zh => format!("错误：--precision 应写成 \"指标 5%\"，看不懂 `{wrong}`{near}"),
            Language::En => {
                format!("error: --precision is written \"INDICATOR 5%\"; `{wrong}` is not understood{near}")
            }
        };
        Failure::new(Exit::Usage, message)
    })
}

fn request(run: &Run, language: Language) -> Result<RunRequest, Failure> {
    let bad_input = |problems: Problems| Failure::bad_input(&problems, language);
    let mut baseline = baseline(&run.district, language)?.map_err(bad_input)?;
    let (overrides, axes) = settings(run).map_err(bad_input)?;
    if !overrides.is_empty() {
        baseline = baseline.with_overrides(&overrides).map_err(bad_input)?;
    }
    if !run.shocks {
        baseline = baseline.without_shocks();
    }
    let (start, end) = (baseline.district.start, baseline.district.end);
    let last = run.until.unwrap_or(end);
    if !(start..=end).contains(&last) {
        let message = match language {
            Language::Zh => format!("错误：--until {last} 不在基线的 {start} 至 {end} 之内"),
            Language::En => format!("error: --until {last} is outside the baseline's {start} to {end}"),
        };
        return Err(Failure::new(Exit::Usage, message));
    }
    let mut request = RunRequest {
        shocks: run.shocks && !baseline.district.shocks.is_empty(),
        scenarios: chosen(run, &axes, &baseline, language)?,
        baseline,
        overrides: overrides.into_iter().map(|(id, value)| (id.to_string(), value)).collect(),
        seed: run.seed,
        replicates: run.replicates,
        last,
        parameters: run.parameters,
        threads: run.threads,
        shares_history: run.shares_history,
        folder: PathBuf::new(),
        resume: run.resume || run.add_replicates.is_some(),
    };
    request.folder = folder_or_default(run.out.clone(), &request, language)?;
    if let Some(more) = run.add_replicates {
        let there = experiments::replicates_of(&request.folder, more);
        request.replicates = there.map_err(|error| Failure::experiment(error, language))?;
    }
    Ok(request)
}

type Axes = Vec<(String, Vec<String>)>;
type Overrides = Vec<(&'static str, f64)>;

/// What `--set` says: parameters fixed at one value, and the axes of a grid.
fn settings(run: &Run) -> Result<(Overrides, Axes), Problems> {
    let (mut overrides, mut axes, mut problems) = (Vec::new(), Vec::new(), Problems::default());
    let ids: Vec<&str> = run.overrides.iter().filter_map(|typed| Some(typed.split_once('=')?.0.trim())).collect();
    for (_, id) in ids.iter().enumerate().filter(|(at, id)| ids[..*at].contains(id)) {
        let kind = ProblemKind::Duplicate { name: id.to_string(), first: None };
        problems.0.push(Problem { file: "--set".into(), line: None, key: id.to_string(), kind });
    }
    for typed in &run.overrides {
        let split = typed.split_once('=').map(|(id, values)| (id.trim(), values.trim()));
        match split {
            // Levers that are no parameters, and several values, make scenarios.
            Some((id, values)) if values.contains(',') || is_only_lever(id) => {
                let values = values.split(',').map(|value| value.trim().to_string()).collect();
                axes.push((id.to_string(), values));
            }
            _ => match scenarios::parse_override(typed) {
                Ok(known) => overrides.push(known),
                Err(problem) => problems.0.push(problem),
            },
        }
    }
    if problems.0.is_empty() { Ok((overrides, axes)) } else { Err(problems) }
}

fn is_only_lever(id: &str) -> bool {
    Lever::find(id).is_some() && Lever::of_parameter(id).is_none()
}

/// The scenarios that were asked for, with the grid or the table of designs laid over them.
fn chosen(run: &Run, axes: &Axes, baseline: &Baseline, language: Language) -> Result<Vec<CompiledScenario>, Failure> {
    let bad_input = |problems: Problems| Failure::bad_input(&problems, language);
    let names = match &run.scenarios[..] {
        [] => vec![experiments::BASELINE.to_string()],
        names => names.to_vec(),
    };
    let mut scenarios = scenarios::scenario::scenarios(&names, baseline).map_err(bad_input)?;
    if !axes.is_empty() {
        let designs = scenarios::scenario::grid(axes).map_err(bad_input)?;
        scenarios = scenarios::scenario::designed(&scenarios, &designs, baseline).map_err(bad_input)?;
    }
    if let Some(file) = &run.design {
        let designs = scenarios::scenario::design_file(file).map_err(bad_input)?;
        scenarios = scenarios::scenario::designed(&scenarios, &designs, baseline).map_err(bad_input)?;
    }
    Ok(scenarios)
}

/// What `--set` reads as several values although it may be meant as one with separators: `1,500`, and not `100,200`.
fn several_values(typed: &[String], language: Language) -> Vec<String> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let may_be_one = |typed: &&String| {
        let Some((first, groups)) = typed.split_once('=').and_then(|(_, values)| values.split_once(',')) else {
            return false;
        };
        (1..3).contains(&first.len())
            && is_digits(first)
            && groups.split(',').all(|one| one.len() == 3 && is_digits(one))
    };
    let words = |typed: &String| match language {
        Language::Zh => format!("注意：--set {typed} 按逗号读成几个值"),
        Language::En => format!("note: --set {typed} is read as several values, one on each side of a comma"),
    };
    typed.iter().filter(may_be_one).map(words).collect()
}

/// The scenarios that are the baseline in every month of the run, which is legitimate and easily missed.
fn without_effect(request: &RunRequest, language: Language) -> Option<String> {
    let is_idle = |scenario: &&CompiledScenario| {
        scenario.id != experiments::BASELINE
            && scenario.recipe.design.is_none()
            && scenario.changes_nothing(request.last)
    };
    let idle: Vec<&str> = request.scenarios.iter().filter(is_idle).map(|scenario| scenario.id.as_str()).collect();
    if idle.is_empty() {
        return None;
    }
    let (last, district) = (request.last, &request.baseline.district.name);
    Some(match language {
        Language::Zh => format!("注意：到 {last} 为止，以下情景在{}与基线完全相同：{}", district.zh, idle.join("、")),
        Language::En => {
            format!("note: up to {last} these scenarios change nothing in {}: {}", district.en, idle.join(", "))
        }
    })
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// What `--precision` reached.
fn reached_words(reached: &Reached, language: Language) -> String {
    let name = indicator(reached.indicator).map_or(reached.indicator, |indicator| indicator.name.get(language));
    let (asked, replicates) = (format!("{:.2} %", reached.asked * 100.0), reached.replicates);
    let mut text = match (language, reached.reached) {
        (Language::Zh, true) => {
            format!("\n精度：{name}（各月平均）的蒙特卡洛误差要求 {asked}，{replicates} 次模拟已达到：\n")
        }
        (Language::Zh, false) => {
            format!("\n精度：{name}（各月平均）的蒙特卡洛误差要求 {asked}，{replicates} 次模拟仍未达到：\n")
        }
        (Language::En, true) => {
            format!(
                "\nPrecision: {name} (mean of all months), {asked} asked for, reached with {replicates} replicates:\n"
            )
        }
        (Language::En, false) => {
            format!(
                "\nPrecision: {name} (mean of all months), {asked} asked for, NOT reached with {replicates} replicates:\n"
            )
        }
    };
    for error in &reached.errors {
        let (mean, half) = (plain(error.mean), format!("{:.1}", error.half_width));
        text += &format!("  {}  {mean} ± {half} ({:.2} %)\n", error.scenario, error.relative * 100.0);
    }
    text
}

/// What `--dry-run` prints.
fn cost_words(cost: &Cost, language: Language) -> String {
    let Cost { tasks, replicates, months, shared, elders, seconds, megabytes } = *cost;
    let elders = plain(elders as f64);
    let common = match language {
        _ if shared < 0.005 => String::new(),
        Language::Zh => format!("各情景共同的历史只算一次，省去 {}的月数；", percent(shared)),
        Language::En => format!("shared history is simulated once, which saves {} of all months; ", percent(shared)),
    };
    match language {
        Language::Zh => format!(
            "{tasks} 个任务，{replicates} 次模拟，每次 {months} 个月、期初 {elders} 名老人；\
             {common}约需 {seconds:.0} 秒，内存约 {megabytes:.0} MB。未写任何文件。\n"
        ),
        Language::En => format!(
            "{tasks} tasks, {replicates} replicates of {months} months and {elders} elders at the start; \
             {common}about {seconds:.0} s and {megabytes:.0} MB. Nothing was written.\n"
        ),
    }
}
