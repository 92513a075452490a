//! The one door to standard output and standard error: whatever a name holds, no terminal obeys it.
use crate::exit::{Exit, Failure};
use outputs::visible;
use std::io::{ErrorKind, Write};

/// Prints results. A reader that went away early has what it wanted.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(visible(text).as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(Exit::Io, error.to_string())),
        _ => Ok(()),
    }
}

/// Says something on standard error. Where that is full or closed, nobody is left to tell.
pub fn say(text: &str) {
    let line = format!("{}\n", visible(text.trim_end()));
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// What was typed or found, for one line of a message: a line break in it begins no line of its own.
pub fn one_line(text: &str) -> String {
    text.replace('\n', "\\n").replace('\r', "\\r")
}
