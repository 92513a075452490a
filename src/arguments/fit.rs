//! Options of `fit`.
use super::{Builder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// The district whose mortality is fitted, and where its table goes.
pub struct Fit {
    /// Embedded id or folder.
    pub district: String,
    /// File of the table; none to show the fit alone.
    pub out: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
}

pub(super) fn meant(matches: &ArgMatches) -> Fit {
    Fit { district: text(matches, "district"), out: matches.get_one("out").cloned(), json: matches.get_flag("json") }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "fit",
        "把死亡率拟合到全市与本区公布的数据，写出本区的 mortality.csv",
        "fit mortality to what is published of the city and the district, and write the district's mortality.csv",
    )
    .arg(b.district())
    .arg(
        b.option("out", "FILE", "死亡率表文件（不写则只显示拟合）", "file of the table (default: only show the fit)")
            .value_parser(value_parser!(PathBuf)),
    )
    .arg(b.json())
}
