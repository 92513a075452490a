//! Options of `verify`.
use super::{Builder, run_folder};
use clap::{ArgMatches, Command};
use std::path::PathBuf;

/// Which run `verify` holds against its manifest.
pub struct Verify {
    /// A finished run folder.
    pub run: PathBuf,
    /// Whether to print JSON.
    pub json: bool,
}

pub(super) fn meant(matches: &ArgMatches) -> Verify {
    Verify { run: run_folder::meant(matches), json: matches.get_flag("json") }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "verify",
        "核对结果文件夹：每个文件的字节、行数和 BLAKE3，计划及其指纹",
        "check a run folder against its manifest: bytes, rows and BLAKE3 of every file, the plan and its identity",
    )
    .arg(run_folder::argument(b))
    .arg(b.json())
}
