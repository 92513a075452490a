//! The command line of silverpeak: arguments, progress, words and exit codes. Nothing else.
mod arguments;
mod command;
mod exit;
mod language;
mod pages;
mod streams;
mod terminal;

use agents::text::Language;
use exit::{Exit, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let language = language::of_process();
    // Many scenarios have many files open. Where no more are allowed, what lacks them says so.
    #[cfg(unix)]
    let _ = rlimit::increase_nofile_limit(u64::MAX);
    report_panics(language);
    let outcome = std::panic::catch_unwind(|| match arguments::parse(language) {
        Ok((command, level)) => {
            if let Some(level) = level {
                tracing_subscriber::fmt()
                    .with_max_level(level)
                    .log_internal_errors(false)
                    .with_writer(std::io::stderr)
                    .init();
            }
            command::execute(command, language)
        }
        Err(failure) => Err(failure),
    });
    match outcome {
        Ok(Ok(())) => Exit::Ok.into(),
        Ok(Err(failure)) => report(&failure),
        Err(_) => Exit::Bug.into(),
    }
}

/// A panic is a bug wherever it happens, unless the machine gave no thread or memory; its exit code distinguishes it from
/// user errors.
fn report_panics(language: Language) {
    let default_hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.payload_as_str().unwrap_or_default();
        if exit::is_of_the_machine(message) {
            streams::say(&format!("{}\n{message}", exit::NO_THREAD.get(language)));
            // To unwind takes memory, which may be what is lacking. What is under its own name is whole.
            std::process::exit(Exit::Limit as i32);
        }
        streams::say(exit::BUG.get(language));
        default_hook(panic);
    }));
}

fn report(failure: &Failure) -> ExitCode {
    if !failure.message.is_empty() {
        streams::say(&failure.message);
    }
    failure.exit.into()
}
