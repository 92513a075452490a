//! Options of `copy`.
use super::{Builder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// Which baseline `copy` writes, and where.
pub struct Copy {
    /// Id of an embedded baseline, or a finished run folder.
    pub of: String,
    /// The folder that is made.
    pub folder: PathBuf,
}

pub(super) fn meant(matches: &ArgMatches) -> Copy {
    Copy { of: text(matches, "of"), folder: matches.get_one("folder").cloned().unwrap_or_default() }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "copy",
        "把内置基线、或一次运行的全部输入写成文件夹，以便修改或作为新区的起点",
        "write an embedded baseline, or all inputs of a run, into a folder, to be changed or to begin a new district with",
    )
    .arg(
        b.arg(
            "of",
            "内置基线（changning、qingxi）或已完成的结果文件夹",
            "an embedded baseline (changning, qingxi) or a finished run folder",
        )
            .value_name("NAME|RUN")
            .required(true),
    )
    .arg(
        b.arg("folder", "新文件夹；不会覆盖", "the new folder; nothing is overwritten")
            .value_name("DIR")
            .required(true)
            .value_parser(value_parser!(PathBuf)),
    )
}
