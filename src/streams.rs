//! The one door to standard output and standard error: whatever a name holds, no terminal obeys it.
use crate::exit::{Exit, Failure};
use outputs::visible;
use serde::Serialize;
use std::io::{BufWriter, ErrorKind, Write};

/// Prints results. A reader that went away early has what it wanted.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(visible(text).as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(Exit::Io, error.to_string())),
        _ => Ok(()),
    }
}

/// Prints a document as JSON while it is made: that of many scenarios is larger than memory.
pub fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut shown = Shown(BufWriter::new(std::io::stdout().lock()));
    let written = serde_json::to_writer_pretty(&mut shown, value).map_err(std::io::Error::from);
    match written.and_then(|()| shown.0.write_all(b"\n")).and_then(|()| shown.0.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(Exit::Io, error.to_string())),
        _ => Ok(()),
    }
}

/// Makes visible what no terminal may obey. Each piece that it is given is text of its own.
struct Shown<Sink>(Sink);

impl<Sink: Write> Write for Shown<Sink> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let text = std::str::from_utf8(bytes).map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error))?;
        self.0.write_all(visible(text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
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
