//! Options of `report`.
use super::{Builder, text};
use clap::{Arg, ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What `report` makes a page of.
pub struct Report {
    /// The run folder.
    pub run: PathBuf,
    /// Scenarios shown, the others compared with the first; all when none.
    pub scenarios: Vec<String>,
    /// File of the page; in the run folder when none.
    pub out: Option<PathBuf>,
}

pub(super) fn meant(matches: &ArgMatches) -> Report {
    let list = |id: &str| matches.get_many::<String>(id).map(|ids| ids.cloned().collect()).unwrap_or_default();
    Report {
        run: PathBuf::from(text(matches, "run")),
        scenarios: list("compare"),
        out: matches.get_one("out").cloned(),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "report",
        "把已完成的运行做成一个可离线打开、可打印的网页：图、说明、数据表、来源",
        "make one page of a finished run, to open offline or print: charts, sentences, tables, sources",
    )
    .arg(b.arg("run", "已完成的结果文件夹", "finished run folder").value_name("RUN").required(true))
    .arg(
        b.option(
            "compare",
            "A,B,C",
            "只讲这些情景，第一个为比较的基准（默认全部，以基线为准）",
            "show these scenarios only; the others are compared with the first (default: all, compared with the baseline)",
        )
        .value_delimiter(','),
    )
    .arg(file(b.option(
        "out",
        "FILE",
        "网页文件（默认为结果文件夹中的 report-zh.html）",
        "file of the page (default: report-en.html in the run folder)",
    )))
}

fn file(arg: Arg) -> Arg {
    arg.value_parser(value_parser!(PathBuf))
}
