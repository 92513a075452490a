//! The command line of silverpeak: arguments, progress, words and exit codes. Nothing else.
mod arguments;
mod command;
mod exit;
mod language;
mod pages;
mod streams;
mod terminal;

use exit::{Exit, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let language = language::of_process();
    // A panic is a bug wherever it happens; its exit code distinguishes it from user errors.
    let default_hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        streams::say(exit::BUG.get(language));
        default_hook(panic);
    }));
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

fn report(failure: &Failure) -> ExitCode {
    if !failure.message.is_empty() {
        streams::say(&failure.message);
    }
    failure.exit.into()
}
