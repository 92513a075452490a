//! Running an ensemble as every command does that needs one: with a progress bar, to be interrupted, and gone on with.
use crate::exit::Failure;
use agents::text::Language;
use experiments::{ExperimentError, RunRequest, default_folder, execute, months_of};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use outputs::{MANIFEST_FILE, Manifest};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs with a progress bar and until an interrupt; `months` are those that it is counted in.
pub fn watched<T>(
    months: u64,
    language: Language,
    run: impl FnOnce(&(dyn Fn(u64) + Sync), &AtomicBool) -> Result<T, ExperimentError>,
) -> Result<T, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    // Without a handler an interrupt still leaves whole files only; it is just less polite.
    let _ = ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed));
    let bar = progress_bar(months, language);
    let ended = run(&|months| bar.inc(months), &stop);
    bar.finish_and_clear();
    ended.map_err(|error| Failure::experiment(error, language))
}

/// An error when a run that is still to be made needs more memory than this machine lets it have.
pub fn enough_memory(request: &RunRequest, language: Language) -> Result<(), Failure> {
    match request.folder.join(MANIFEST_FILE).exists() {
        true => Ok(()),
        false => request.check_memory().map_err(|error| Failure::experiment(error, language)),
    }
}

/// Makes a run once: what is there is shown, what was interrupted is gone on with. Into `folder`, or where `run` would
/// put it; the request says where it is.
pub fn once(request: &mut RunRequest, folder: Option<PathBuf>, language: Language) -> Result<Manifest, Failure> {
    request.resume = true;
    request.folder = folder_or_default(folder, request, language)?;
    enough_memory(request, language)?;
    watched(months_of(request), language, |progress, stop| execute(request, progress, stop))
}

/// The folder that was asked for, or the one named after the plan.
pub fn folder_or_default(
    folder: Option<PathBuf>,
    request: &RunRequest,
    language: Language,
) -> Result<PathBuf, Failure> {
    folder.map_or_else(|| default_folder(request), Ok).map_err(|error| Failure::experiment(error, language))
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
