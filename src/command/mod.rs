//! One file a command.
mod check;
mod run;
mod schema;

use crate::arguments::Command;
use crate::exit::{Exit, Failure};
use agents::text::Language;
use scenarios::{Baseline, Problems};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Does what was meant.
pub fn execute(command: Command, language: Language) -> Result<(), Failure> {
    match command {
        Command::Run(run) => run::execute(&run, language),
        Command::Check { district, json } => check::execute(&district, json, language),
        Command::Schema(schema) => schema::execute(schema),
    }
}

/// The baseline called or lying at `district`.
fn baseline(district: &str) -> Result<Baseline, Problems> {
    scenarios::embedded(district).unwrap_or_else(|| scenarios::load(Path::new(district)))
}

/// Prints results. A reader that went away early has what it wanted.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(Exit::Io, error.to_string())),
        _ => Ok(()),
    }
}

fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(value).map_err(|error| Failure::new(Exit::Bug, error.to_string()))?;
    print(&(json + "\n"))
}
