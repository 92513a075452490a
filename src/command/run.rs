//! `silverpeak run`
use super::ensemble::{enough_memory, folder_or_default, watched};
use super::{baseline, open, print, print_json};
use crate::arguments::Run;
use crate::exit::{BUG, Exit, Failure};
use crate::streams::{one_line, say};
use crate::terminal::{self, plain};
use agents::parameters::ParameterChoice;
use agents::text::{Label, Language};
use experiments::{Cost, ExperimentError, Precision, Reached, RunRequest, execute as run_ensemble};
use findings::{FindingError, Results, View};
use outputs::{Detail, INDICATORS, indicator};
use scenarios::scenario::{CompiledScenario, Moved, ScenarioSet};
use scenarios::{Baseline, PosteriorState, Problems};
use std::path::{Path, PathBuf};

pub fn execute(run: &Run, language: Language) -> Result<(), Failure> {
    let experiment = |error: ExperimentError| Failure::experiment(error, language);
    let finding = |error: FindingError| Failure::experiment(error, language);
    let precision = run.precision.as_deref().map(|text| precision(text, language)).transpose()?;
    let mut request = request(run, language)?;
    if let (Some(precision), None) = (precision, &run.out) {
        request.folder = precision.default_folder(&request).map_err(experiment)?;
    }
    let is_stale = run.parameters.is_none() && request.baseline.posterior == PosteriorState::Stale;
    let stale = is_stale.then(|| note(&stale(&run.district, language), language));
    let others = several_values(&run.set, language).into_iter().chain(without_effect(&request, language));
    stale.into_iter().chain(others).for_each(|aside| say(&aside));
    if run.dry_run {
        let cost = request.cost().map_err(experiment)?;
        if let Some(available) = cost.exceeds() {
            let (megabytes, fitting_threads) = (cost.megabytes, cost.fitting_threads);
            let error = ExperimentError::TooLittleMemory { megabytes, available, fitting_threads };
            say(&note(&Failure::experiment(error, language).message, language));
        }
        if let Some(available) = cost.exceeds_disk() {
            let error = ExperimentError::TooLittleDisk { megabytes: cost.most_disk_megabytes, available };
            say(&note(&Failure::experiment(error, language).message, language));
        }
        return if run.json { print_json(&cost) } else { print(&cost_words(&cost, language)) };
    }
    enough_memory(&request, language)?;
    let months = experiments::months_of(&request);
    let reached = watched(months, language, |progress, stop| match precision {
        None => run_ensemble(&request, progress, stop).map(|_| None),
        Some(precision) => experiments::execute_to(&mut request, precision, progress, stop).map(Some),
    })?;
    let opened = findings::Run::open(&request.folder);
    let as_run = |run: findings::Run| {
        let baseline = run.district()?;
        Results::read(run, baseline, &[])
    };
    let results = opened.and_then(as_run).map_err(finding)?;
    let view = View { results: &results, language };
    if run.json {
        print_json(&terminal::json(&view, reached.as_ref().map(|reached| serde_json::json!(reached))))?;
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
            Err(Failure::new(Exit::Bug, format!("{}\n{broken} 条守恒、界限或推算对照规则不成立，见上。", BUG.zh)))
        }
        (_, Language::En) => {
            let text =
                format!("{}\n{broken} rules of conservation, bounds or projection are broken, see above.", BUG.en);
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
    let mut request = match &run.again {
        Some(folder) => again(folder, language)?,
        None => asked(run, language)?,
    };
    request.detail = run.detail.unwrap_or(request.detail);
    request.threads = run.threads;
    request.shares_history = run.shares_history;
    request.resume = run.resume || run.add_replicates.is_some();
    request.folder = folder_or_default(run.out.clone(), &request, language)?;
    if let Some(more) = run.add_replicates {
        let there = experiments::replicates_of(&request.folder, more);
        request.replicates = there.map_err(|error| Failure::experiment(error, language))?;
    }
    Ok(request)
}

/// What a finished run was made from.
fn again(folder: &Path, language: Language) -> Result<RunRequest, Failure> {
    let run = open(folder, language)?;
    RunRequest::again(&run, PathBuf::new()).map_err(|error| Failure::experiment(error, language))
}

fn asked(run: &Run, language: Language) -> Result<RunRequest, Failure> {
    let bad_input = |problems: Problems| Failure::bad_input(&problems, language);
    let mut baseline = baseline(&run.district, language)?.map_err(bad_input)?;
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
    let (set, scenarios) =
        ScenarioSet::of(&run.scenarios, &run.set, run.design.as_deref(), &baseline).map_err(bad_input)?;
    let request = RunRequest {
        shocks: run.shocks && baseline.district.has_shocks(),
        detail: Detail::usual(scenarios.len()),
        set,
        scenarios,
        seed: run.seed,
        last,
        parameters: chosen_parameters(run, &baseline, language)?,
        ..RunRequest::of_baseline(baseline, run.replicates, PathBuf::new())
    };
    refuse_late_settings(&request, language)?;
    Ok(request)
}

const NO_POSTERIOR: Label = Label::new(
    "这个区没有校准结果（posterior.csv）；用 silverpeak calibrate 得到",
    "the district has no posterior (posterior.csv); silverpeak calibrate makes one",
);

/// Where replicates take their parameters from. A posterior that was asked for must be there.
fn chosen_parameters(run: &Run, baseline: &Baseline, language: Language) -> Result<ParameterChoice, Failure> {
    let usual = baseline.usual_parameters();
    let Some(asked) = run.parameters else { return Ok(usual) };
    if asked != ParameterChoice::Posterior || usual == ParameterChoice::Posterior {
        return Ok(asked);
    }
    let why = match baseline.posterior {
        PosteriorState::Stale => stale(&run.district, language),
        PosteriorState::None | PosteriorState::Fits => NO_POSTERIOR.get(language).to_string(),
    };
    let message = match language {
        Language::Zh => format!("错误：--parameters posterior：{why}"),
        Language::En => format!("error: --parameters posterior: {why}"),
    };
    Err(Failure::new(Exit::BadInput, message))
}

/// That a posterior was made from other inputs.
fn stale(district: &str, language: Language) -> String {
    let district = one_line(district);
    match language {
        Language::Zh => {
            format!("posterior.csv 由另一组输入得到，不予采用；用 silverpeak calibrate {district} 重新校准")
        }
        Language::En => format!(
            "posterior.csv was made from other inputs and is not used; calibrate again with silverpeak calibrate {district}"
        ),
    }
}

/// A value set by hand from a month on that is not simulated changes nothing.
fn refuse_late_settings(request: &RunRequest, language: Language) -> Result<(), Failure> {
    let changes = request.set.changes(&request.baseline).unwrap_or_default();
    let Some(late) = changes.iter().find(|moved| moved.from.is_some_and(|from| from > request.last)) else {
        return Ok(());
    };
    let (setting, last) = (findings::planned_change(late).setting(), request.last);
    let message = match language {
        Language::Zh => format!("错误：--set {setting} 从最后一个模拟月 {last} 之后才生效"),
        Language::En => format!("error: --set {setting} begins after the last simulated month, {last}"),
    };
    Err(Failure::new(Exit::BadInput, message))
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

/// What is legitimate and easily missed: scenarios that are the baseline in every month of the run, changes that begin
/// after its last month, changes that a value set by hand replaces.
fn without_effect(request: &RunRequest, language: Language) -> Vec<String> {
    let mut asides = Vec::new();
    let (last, district) = (request.last, &request.baseline.district);
    let name = district.name.get(language);
    let alone = ScenarioSet { settings: request.set.settings.clone(), ..ScenarioSet::baseline() };
    let unchanged = alone.compile(&request.baseline).ok().and_then(|scenarios| scenarios.into_iter().next());
    let is_idle = |scenario: &&CompiledScenario| {
        scenario.id.split('@').next() != Some(experiments::BASELINE)
            && unchanged.as_ref().is_some_and(|unchanged| scenario.is_as(unchanged, last))
    };
    let idle: Vec<&str> = request.scenarios.iter().filter(is_idle).map(|scenario| scenario.id.as_str()).collect();
    if !idle.is_empty() {
        asides.push(match language {
            Language::Zh => format!("注意：到 {last} 为止，以下情景在{name}与基线完全相同：{}", idle.join("、")),
            Language::En => {
                format!("note: up to {last} these scenarios change nothing in {name}: {}", idle.join(", "))
            }
        });
    }
    let set = request.set.changes(&request.baseline).unwrap_or_default();
    for scenario in request.scenarios.iter().filter(|scenario| !idle.contains(&scenario.id.as_str())) {
        let words = |moved: &Moved| findings::change_words(&findings::planned_change(moved), district, language);
        let id = &scenario.id;
        asides.extend(scenario.late(last).map(|moved| match (language, words(moved)) {
            (Language::Zh, words) => format!("注意：{id} 的一项变动在 {last} 之后才开始，本次不起作用：{words}"),
            (Language::En, words) => {
                format!("note: a change of {id} begins after {last} and does nothing here: {words}")
            }
        }));
        let own = scenario.moved.iter().filter(|moved| !set.contains(moved));
        let replaced = own.filter(|moved| set.iter().any(|set| set.lever == moved.lever));
        asides.extend(replaced.map(|moved| match (language, words(moved)) {
            (Language::Zh, words) => format!("注意：--set 的取值优先于 {id} 的变动：{words}"),
            (Language::En, words) => format!("note: --set has the last word over a change of {id}: {words}"),
        }));
    }
    asides
}

fn note(text: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("注意：{text}"),
        Language::En => format!("note: {text}"),
    }
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
    let Cost { tasks, replicates, months, shared, elders, seconds, megabytes, disk_megabytes: disk, .. } = *cost;
    let elders = plain(elders as f64);
    let common = match language {
        _ if shared < 0.005 => String::new(),
        Language::Zh => format!("各情景共同的历史只算一次，省去 {}的月数；", percent(shared)),
        Language::En => format!("shared history is simulated once, which saves {} of all months; ", percent(shared)),
    };
    match language {
        Language::Zh => format!(
            "{tasks} 个任务，{replicates} 次模拟，每次 {months} 个月、期初 {elders} 名老人；\
             {common}约需 {seconds:.0} 秒，内存约 {megabytes:.0} MB，磁盘约 {disk:.0} MB。未写任何文件。\n"
        ),
        Language::En => format!(
            "{tasks} tasks, {replicates} replicates of {months} months and {elders} elders at the start; \
             {common}about {seconds:.0} s, {megabytes:.0} MB of memory and {disk:.0} MB of disk. Nothing was written.\n"
        ),
    }
}
