//! Options of `workbook`.
use super::{Builder, run_folder};
use clap::{ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// Which run `workbook` makes a workbook of.
pub struct Workbook {
    /// A finished run folder.
    pub run: PathBuf,
    /// The scenarios shown, by id; all when none.
    pub scenarios: Vec<String>,
    /// The file; beside the run folder when none.
    pub out: Option<PathBuf>,
}

pub(super) fn meant(matches: &ArgMatches) -> Workbook {
    Workbook {
        run: run_folder::meant(matches),
        scenarios: matches.get_many::<String>("scenario").map(|ids| ids.cloned().collect()).unwrap_or_default(),
        out: matches.get_one("out").cloned(),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "workbook",
        "把结果写成一个 Excel 工作簿：每个问题一张表，含单位、定义和来源",
        "write a run as an Excel workbook: a sheet for each question, with units, definitions and sources",
    )
    .arg(run_folder::argument(b))
    .arg(
        b.option(
            "scenario",
            "ID",
            "只列该情景，可重复（默认全部）",
            "show this scenario only; may be repeated (default: all)",
        )
        .action(ArgAction::Append),
    )
    .arg(
        b.option(
            "out",
            "FILE",
            "工作簿文件（默认为 <结果文件夹>.xlsx）；不会覆盖",
            "file of the workbook (default: <RUN>.xlsx); never overwritten",
        )
        .value_parser(value_parser!(PathBuf)),
    )
}
