//! Options of `table`.
use super::{Builder, run_folder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// Which table `table` writes as CSV.
pub struct Table {
    /// A finished run folder.
    pub run: PathBuf,
    /// The topic, as typed.
    pub topic: String,
    /// Only the rows of this scenario.
    pub scenario: Option<String>,
    /// Only the rows of this area.
    pub area: Option<String>,
    /// The file; standard output when none.
    pub out: Option<PathBuf>,
}

pub(super) fn meant(matches: &ArgMatches) -> Table {
    Table {
        run: run_folder::meant(matches),
        topic: text(matches, "topic"),
        scenario: matches.get_one("scenario").cloned(),
        area: matches.get_one("area").cloned(),
        out: matches.get_one("out").cloned(),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "table",
        "把结果中的一张表写成 CSV（UTF-8 带 BOM，Excel 可直接打开）",
        "write a table of a run as CSV (UTF-8 with a byte order mark, so that Excel shows Chinese)",
    )
    .arg(run_folder::argument(b))
    .arg(
        b.arg("topic", "主题，即文件名去掉 .parquet", "topic: the name of a file without .parquet")
            .value_name(b.words("主题", "TOPIC"))
            .required(true),
    )
    .arg(b.option("scenario", "ID", "只要该情景的行", "only rows of this scenario"))
    .arg(b.option(
        "area",
        "ID",
        "只要该区域的行：district 为全区，或街镇编号",
        "only rows of this area: district, or the id of a community",
    ))
    .arg(
        b.option(
            "out",
            "FILE",
            "CSV 文件（默认标准输出）；不会覆盖",
            "the CSV file (default: standard output); never overwritten",
        )
        .value_parser(value_parser!(PathBuf)),
    )
}
