//! Options of `copy`.
use super::{Builder, text};
use clap::builder::ValueParser;
use clap::{ArgMatches, Command, value_parser};
use scenarios::FACTORS;
use std::path::PathBuf;

/// Which baseline `copy` writes, and where.
pub struct Copy {
    /// Id of an embedded baseline, or a finished run folder.
    pub of: String,
    /// The folder that is made.
    pub folder: PathBuf,
    /// How many times as large the district becomes; as it is when none.
    pub scale: Option<f64>,
}

/// A factor in bounds.
fn factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok().filter(|factor| FACTORS.contains(factor));
    factor.ok_or_else(|| format!("{text} is not in {}..={}", FACTORS.start(), FACTORS.end()))
}

pub(super) fn meant(matches: &ArgMatches) -> Copy {
    Copy {
        of: text(matches, "of"),
        folder: matches.get_one("folder").cloned().unwrap_or_default(),
        scale: matches.get_one("scale").copied(),
    }
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
    .arg(
        b.option(
            "scale",
            "F",
            "合成一个 F 倍大小的区：街镇、养老机构和居家照护机构成份复制，人数、床位和资金按比例；NAME 也可为基线文件夹",
            "make a synthetic district F times as large: communities, care homes and home-care agencies in copies, persons, beds \
             and money in proportion; NAME may also be a baseline's folder",
        )
        .value_parser(ValueParser::new(factor)),
    )
}
