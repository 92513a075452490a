//! `silverpeak table`
use super::of_run::VALIDATION;
use super::{absent, open, refuse_existing, topic};
use crate::arguments::Table;
use crate::exit::{Exit, Failure};
use crate::streams::say;
use agents::text::Language;
use findings::FindingError;
use outputs::{
    Chosen, OutputError, TableDescription, Topic, ValidationState, WholeFile, tables, texts_without, write_csv,
};
use std::io::{BufWriter, ErrorKind};
use std::path::Path;

/// Standard output in errors.
const STANDARD_OUTPUT: &str = "stdout";

pub fn execute(asked: &Table, language: Language) -> Result<(), Failure> {
    let output = |error: OutputError| Failure::experiment(error, language);
    let run = open(&asked.run, language)?;
    let mut table = topic(&asked.topic, &tables(), language)?;
    let path = asked.run.join(format!("{}.parquet", table.name));
    if !path.is_file() {
        return Err(absent(&run, table.name, language));
    }
    if let Some(topic) = Topic::named(table.name) {
        table = topic.table_at(run.detail());
    }
    // The one table that no manifest lists.
    if table.name == VALIDATION && run.validation != ValidationState::Holds {
        return Err(Failure::experiment(FindingError::OtherValidation(asked.run.clone()), language));
    }
    let chosen = Chosen { scenario: asked.scenario.as_deref(), area: asked.area.as_deref() };
    for (column, wanted) in [("scenario", chosen.scenario), ("area", chosen.area)] {
        if wanted.is_some() && !table.columns.iter().any(|known| known.name == column) {
            return Err(without_column(&table, column, language));
        }
    }
    if let Some(scenario) = chosen.scenario {
        run.scenario(scenario).map_err(|error| Failure::experiment(error, language))?;
    }
    if let Some(area) = chosen.area
        && let Some(known) = texts_without(&path, "area", area).map_err(output)?
    {
        let near = scenarios::nearest(area, known.iter().map(String::as_str));
        return Err(no_area(&table, area, near, language));
    }
    match &asked.out {
        Some(out) => {
            refuse_existing(out, language)?;
            let mut file = BufWriter::new(WholeFile::create_new(out).map_err(output)?);
            let rows = write_csv(&path, &table, chosen, &mut file, out).map_err(output)?;
            let file = file
                .into_inner()
                .map_err(|error| output(OutputError::Io { path: out.clone(), source: error.into_error() }))?;
            file.finish(rows).map_err(output)?;
            say(&written(out, rows, language));
            Ok(())
        }
        None => {
            let sink = BufWriter::new(std::io::stdout().lock());
            match write_csv(&path, &table, chosen, sink, Path::new(STANDARD_OUTPUT)) {
                // A reader that went away early has what it wanted.
                Err(OutputError::Io { path, source })
                    if source.kind() == ErrorKind::BrokenPipe && path == Path::new(STANDARD_OUTPUT) =>
                {
                    Ok(())
                }
                other => other.map(|_| ()).map_err(output),
            }
        }
    }
}

fn without_column(table: &TableDescription, column: &str, language: Language) -> Failure {
    let message = match language {
        Language::Zh => format!("错误：{} 没有 {column} 列，不能用 --{column}", table.name),
        Language::En => format!("error: {} has no column {column} to choose by with --{column}", table.name),
    };
    Failure::new(Exit::Usage, message)
}

fn no_area(table: &TableDescription, area: &str, near: Option<String>, language: Language) -> Failure {
    let near = match (near, language) {
        (None, _) => String::new(),
        (Some(near), Language::Zh) => format!("；是否指 {near}？"),
        (Some(near), Language::En) => format!("; did you mean {near}?"),
    };
    let message = match language {
        Language::Zh => format!("错误：{} 里没有区域 {area} 的行{near}", table.name),
        Language::En => format!("error: {} has no rows of the area {area}{near}", table.name),
    };
    Failure::new(Exit::Usage, message)
}

fn written(out: &Path, rows: u64, language: Language) -> String {
    match language {
        Language::Zh => format!("已写 {}：{rows} 行", out.display()),
        Language::En => format!("{}: {rows} rows", out.display()),
    }
}
