//! What commands that read a finished run ask of it.
use crate::exit::{Exit, Failure};
use agents::text::Language;
use experiments::ExperimentError;
use findings::figures::again_with;
use findings::{Results, Run};
use outputs::{MANIFEST_FILE, TableDescription, Topic};
use std::io::ErrorKind;
use std::path::Path;

/// The table of published figures.
pub const VALIDATION: &str = "validation";

/// The finished run in `folder`, whole.
pub fn open(folder: &Path, language: Language) -> Result<Run, Failure> {
    reachable(folder)?;
    Run::open(folder).map_err(|error| Failure::experiment(error, language))
}

/// An error when the system does not let us look into `folder`: that is not the same as an unfinished run.
pub fn reachable(folder: &Path) -> Result<(), Failure> {
    match folder.join(MANIFEST_FILE).metadata() {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Failure::new(Exit::Io, format!("{}: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

/// The numbers of the finished run in `folder`.
pub fn results(folder: &Path, scenarios: &[String], language: Language) -> Result<Results, Failure> {
    let read = |run: Run| {
        let baseline = run.district()?;
        Results::read(run, baseline, scenarios)
    };
    read(open(folder, language)?).map_err(|error| Failure::experiment(error, language))
}

/// The table called `name` among `known`, or an error with the nearest name.
pub fn topic(name: &str, known: &[TableDescription], language: Language) -> Result<TableDescription, Failure> {
    let stem = name.strip_suffix(".parquet").unwrap_or(name);
    if let Some(table) = known.iter().find(|table| table.name == stem) {
        return Ok(table.clone());
    }
    let near = scenarios::nearest(stem, known.iter().map(|table| table.name));
    let all: Vec<&str> = known.iter().map(|table| table.name).collect();
    let message = match (language, near) {
        (Language::Zh, Some(near)) => format!("错误：没有主题 {name}；是否指 {near}？"),
        (Language::En, Some(near)) => format!("error: there is no topic {name}; did you mean {near}?"),
        (Language::Zh, None) => format!("错误：没有主题 {name}；有 {}", all.join("、")),
        (Language::En, None) => format!("error: there is no topic {name}; there are {}", all.join(", ")),
    };
    Err(Failure::new(Exit::Usage, message))
}

/// The failure where a run lacks a table, with the command that makes it.
pub fn absent(of: &Run, name: &str, language: Language) -> Failure {
    let run = of.folder.display();
    let level = Topic::named(name).map(Topic::from);
    if let Some(needed) = level.filter(|needed| *needed > of.detail()) {
        let (level, again) = (of.detail().word(), again_with(&of.folder, needed));
        let message = match language {
            Language::Zh => format!("错误：{run} 只保留到 {level}，没有 {name}；需要时：{again}"),
            Language::En => format!("error: {run} was kept at {level} detail and has no {name}; to make it: {again}"),
        };
        return Failure::new(Exit::Usage, message);
    }
    let message = match (language, name) {
        (Language::Zh, VALIDATION) => format!("错误：{run} 里没有 {name}：先运行 silverpeak validate --run {run}"),
        (Language::En, VALIDATION) => format!("error: {run} has no {name}: silverpeak validate --run {run} makes it"),
        (Language::Zh, _) => format!("错误：{run} 里没有 {name}"),
        (Language::En, _) => format!("error: {run} has no {name}"),
    };
    Failure::new(Exit::Usage, message)
}

/// An error when there is something at `out` already, were it a link to nothing.
pub fn refuse_existing(out: &Path, language: Language) -> Result<(), Failure> {
    match out.symlink_metadata().is_ok() {
        true => Err(Failure::experiment(ExperimentError::FileExists(out.to_path_buf()), language)),
        false => Ok(()),
    }
}
