//! One file a command.
mod calibrate;
mod check;
mod compare;
mod copy;
mod describe;
mod design;
mod document;
mod ensemble;
mod fit;
mod levers;
mod of_run;
mod report;
mod run;
mod schema;
mod score;
mod sensitivity;
mod table;
mod validate;
mod verify;
mod workbook;

use of_run::{absent, open, reachable, refuse_existing, results, topic};

use crate::arguments::Command;
use crate::exit::{Exit, Failure};
use crate::streams::{one_line, print, print_json};
use agents::text::Language;
use scenarios::{Baseline, EMBEDDED};
use std::io::ErrorKind;
use std::path::Path;

/// Does what was meant.
pub fn execute(command: Command, language: Language) -> Result<(), Failure> {
    match command {
        Command::Run(run) => run::execute(&run, language),
        Command::Compare(compare) => compare::execute(&compare, language),
        Command::Check { what, district, json } => check::execute(&what, &district, json, language),
        Command::Levers { district, json } => levers::execute(&district, json, language),
        Command::Design(design) => design::execute(&design, language),
        Command::Score(score) => score::execute(&score, language),
        Command::Validate(validate) => validate::execute(&validate, language),
        Command::Fit(fit) => fit::execute(&fit, language),
        Command::Calibrate(calibrate) => calibrate::execute(&calibrate, language),
        Command::Sensitivity(sensitivity) => sensitivity::execute(&sensitivity, language),
        Command::Verify(verify) => verify::execute(&verify, language),
        Command::Describe(describe) => describe::execute(&describe, language),
        Command::Table(table) => table::execute(&table, language),
        Command::Workbook(workbook) => workbook::execute(&workbook, language),
        Command::Report(report) => report::execute(&report, language),
        Command::Copy(copy) => copy::execute(&copy, language),
        Command::Document(document) => document::execute(&document, language),
        Command::Schema(schema) => schema::execute(schema),
    }
}

/// The baseline called or lying at `district`. The outer error is a name of nothing.
fn baseline(district: &str, language: Language) -> Result<Result<Baseline, scenarios::Problems>, Failure> {
    let checked = |baseline: Baseline| findings::check_known(&baseline).map(|()| baseline);
    if let Some(embedded) = scenarios::embedded(district) {
        return Ok(embedded.and_then(checked));
    }
    let found = Path::new(district).metadata();
    if let Err(error) = &found
        && error.kind() != ErrorKind::NotFound
    {
        return Err(Failure::new(Exit::Io, format!("{}: {error}", one_line(district))));
    }
    if found.is_ok_and(|found| found.is_dir()) {
        return Ok(scenarios::load(Path::new(district)).and_then(checked));
    }
    let known = EMBEDDED.join(match language {
        Language::Zh => "、",
        Language::En => ", ",
    });
    let district = one_line(district);
    let message = match language {
        Language::Zh => format!("错误：没有名为 {district} 的内置基线（{known}），也没有这个文件夹"),
        Language::En => format!("error: {district} is neither an embedded baseline ({known}) nor a folder"),
    };
    Err(Failure::new(Exit::BadInput, message))
}
