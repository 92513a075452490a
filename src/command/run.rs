//! `silverpeak run`
use super::{baseline, print, print_json};
use crate::arguments::Run;
use crate::exit::{Exit, Failure};
use crate::results;
use agents::text::Language;
use experiments::{RunRequest, execute as run_ensemble, plan_of};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use scenarios::Problems;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub fn execute(run: &Run, language: Language) -> Result<(), Failure> {
    let experiment = |error| Failure::experiment(&error, language);
    let request = request(run, language)?;
    if run.dry_run {
        let estimate = request.estimate().map_err(experiment)?;
        return if run.json { print_json(&estimate) } else { print(&results::estimate(&estimate, language)) };
    }
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    // Without a handler an interrupt still leaves whole files only; it is just less polite.
    let _ = ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed));
    let months = (request.last - request.baseline.district.start + 1).max(0) as u64;
    let bar = progress_bar(u64::from(run.replicates) * months, language);
    let finished = run_ensemble(&request, &|months| bar.inc(months), &stop);
    bar.finish_and_clear();
    let finished = finished.map_err(experiment)?;
    if run.json {
        print_json(&results::json(&request, &finished))
    } else {
        print(&results::page(&request, &finished, language))
    }
}

/// Silent when standard error is no terminal.
fn progress_bar(months: u64, language: Language) -> ProgressBar {
    let template = match language {
        Language::Zh => "{bar:30} {percent:>3}%  每秒 {rate} 个模拟月  剩余 {eta_precise}",
        Language::En => "{bar:30} {percent:>3}%  {rate} replicate-months a second, {eta_precise} left",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let style = style.with_key("rate", |state: &ProgressState, text: &mut dyn std::fmt::Write| {
        let _ = write!(text, "{:.0}", state.per_sec()); // nothing hangs on a progress bar
    });
    ProgressBar::new(months).with_style(style)
}

fn request(run: &Run, language: Language) -> Result<RunRequest, Failure> {
    let bad_input = |problems: Problems| Failure::bad_input(&problems, language);
    let mut baseline = baseline(&run.district, language)?.map_err(bad_input)?;
    let mut problems = Problems::default();
    let mut overrides = Vec::new();
    for typed in &run.overrides {
        match scenarios::parse_override(typed) {
            Ok(known) => overrides.push(known),
            Err(problem) => problems.0.push(problem),
        }
    }
    if !problems.0.is_empty() {
        return Err(bad_input(problems));
    }
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
        baseline,
        overrides: overrides.into_iter().map(|(id, value)| (id.to_string(), value)).collect(),
        seed: run.seed,
        replicates: run.replicates,
        last,
        parameters: run.parameters,
        threads: run.threads,
        placing: run.placing,
        folder: PathBuf::new(),
        resume: run.resume,
    };
    request.folder = match &run.out {
        Some(folder) => folder.clone(),
        None => {
            let plan = plan_of(&request);
            let identity = plan.identity().map_err(|error| Failure::new(Exit::Bug, error.to_string()))?;
            PathBuf::from("runs").join(format!("{}-{}-{}", plan.district, &identity[..8], run.replicates))
        }
    };
    Ok(request)
}
