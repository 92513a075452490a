//! The finished run that a command reads.
use super::Builder;
use clap::{Arg, ArgMatches, value_parser};
use std::path::PathBuf;

pub(super) fn argument(b: &Builder) -> Arg {
    b.arg("run", "已完成的结果文件夹", "a finished run folder")
        .value_name(b.words("结果文件夹", "RUN"))
        .required(true)
        .value_parser(value_parser!(PathBuf))
}

pub(super) fn meant(matches: &ArgMatches) -> PathBuf {
    matches.get_one("run").cloned().unwrap_or_default()
}
