//! `silverpeak run`
use super::ensemble::{folder_or_default, watched};
use super::{baseline, print, print_json};
use crate::arguments::Run;
use crate::exit::{BUG, Exit, Failure};
use crate::results;
use agents::text::Language;
use experiments::{Precision, RunRequest, execute as run_ensemble};
use outputs::INDICATORS;
use scenarios::levers::Lever;
use scenarios::scenario::CompiledScenario;
use scenarios::{Baseline, Problems};
use std::path::PathBuf;

pub fn execute(run: &Run, language: Language) -> Result<(), Failure> {
    let experiment = |error| Failure::experiment(&error, language);
    let precision = run.precision.as_deref().map(|text| precision(text, language)).transpose()?;
    let mut request = request(run, language)?;
    if run.dry_run {
        let estimate = request.estimate().map_err(experiment)?;
        return if run.json { print_json(&estimate) } else { print(&results::estimate(&estimate, language)) };
    }
    let months = experiments::months_of(&request);
    let (finished, reached) = watched(months, language, |progress, stop| match precision {
        None => run_ensemble(&request, progress, stop).map(|finished| (finished, None)),
        Some(precision) => experiments::execute_to(&mut request, precision, progress, stop)
            .map(|(finished, reached)| (finished, Some(reached))),
    })?;
    // Results are shown whatever the rules say of them; a book that does not close ends in the exit code of a bug.
    let broken = finished.sanity.iter().filter(|row| experiments::is_a_bug(row)).count();
    if run.json {
        let mut json = results::json(&request, &finished);
        if let (Some(object), Some(reached)) = (json.as_object_mut(), &reached) {
            object.insert("precision".into(), serde_json::json!(reached));
        }
        print_json(&json)?;
        return sound(broken, language);
    }
    let mut page = results::page(&request, &finished, language);
    if let Some(reached) = &reached {
        page += &results::precision(reached, language);
    }
    print(&page)?;
    sound(broken, language)
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
        placing: run.placing,
        shares_history: run.shares_history,
        folder: PathBuf::new(),
        resume: run.resume || run.add_replicates.is_some(),
    };
    request.folder = folder_or_default(run.out.clone(), &request, language)?;
    if let Some(more) = run.add_replicates {
        let there = experiments::replicates_of(&request.folder, more);
        request.replicates = there.map_err(|error| Failure::experiment(&error, language))?;
    }
    Ok(request)
}

type Axes = Vec<(String, Vec<String>)>;
type Overrides = Vec<(&'static str, f64)>;

/// What `--set` says: parameters fixed at one value, and the axes of a grid.
fn settings(run: &Run) -> Result<(Overrides, Axes), Problems> {
    let (mut overrides, mut axes, mut problems) = (Vec::new(), Vec::new(), Problems::default());
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
        let shown = file.display().to_string();
        let text =
            std::fs::read_to_string(file).map_err(|error| Failure::new(Exit::Io, format!("{shown}: {error}")))?;
        let designs = scenarios::scenario::read_designs(&shown, &text).map_err(bad_input)?;
        scenarios = scenarios::scenario::designed(&scenarios, &designs, baseline).map_err(bad_input)?;
    }
    Ok(scenarios)
}
