//! Options of `copy`.
use super::{Builder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// Which baseline `copy` writes, and where.
pub struct Copy {
    /// Id of an embedded baseline.
    pub district: String,
    /// The folder that is made.
    pub folder: PathBuf,
}

pub(super) fn meant(matches: &ArgMatches) -> Copy {
    Copy { district: text(matches, "district"), folder: matches.get_one("folder").cloned().unwrap_or_default() }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "copy",
        "把内置基线写成文件夹，以便修改或作为新区的起点",
        "write an embedded baseline into a folder, to be changed or to begin a new district with",
    )
    .arg(
        b.arg("district", "内置基线：changning、qingxi", "embedded baseline: changning, qingxi")
            .value_name("NAME")
            .required(true),
    )
    .arg(
        b.arg("folder", "新文件夹；不会覆盖", "the new folder; nothing is overwritten")
            .value_name("DIR")
            .required(true)
            .value_parser(value_parser!(PathBuf)),
    )
}
