//! Options of `describe`.
use super::Builder;
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What `describe` tells of.
pub struct Describe {
    /// Topics, as typed; all when none.
    pub topics: Vec<String>,
    /// A finished run, of whose files it tells; of all that there may be when none.
    pub run: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
}

pub(super) fn meant(matches: &ArgMatches) -> Describe {
    Describe {
        topics: matches.get_many::<String>("topic").map(|topics| topics.cloned().collect()).unwrap_or_default(),
        run: matches.get_one("run").cloned(),
        json: matches.get_flag("json"),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "describe",
        "数据字典：每个 Parquet 文件各列的类型、单位和中英文定义",
        "the data dictionary: type, unit and definition (Chinese, English) of every column of every Parquet file",
    )
    .arg(
        b.arg(
            "topic",
            "主题，即文件名去掉 .parquet；不写为全部",
            "topics: names of files without .parquet; all when none",
        )
        .value_name(b.words("主题", "TOPIC"))
        .num_args(0..),
    )
    .arg(
        b.option(
            "run",
            "DIR",
            "只列该结果文件夹中的文件，并注明行数",
            "only the files of this run folder, with their rows",
        )
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(b.json())
}
