//! Options of `design`.
use super::{Builder, text};
use clap::{ArgAction, ArgMatches, Command, value_parser};
use scenarios::scenario::{MOST_DESIGNS, Sampling};
use std::path::PathBuf;

/// A table of designs.
pub struct Design {
    /// Levers and parameters, as typed.
    pub axes: Vec<String>,
    /// Embedded id or folder.
    pub district: String,
    /// Rows.
    pub designs: u32,
    /// How the space is filled.
    pub sampling: Sampling,
    /// Seed of the table.
    pub seed: u64,
    /// The file; standard output when none.
    pub out: Option<PathBuf>,
}

pub(super) fn meant(matches: &ArgMatches) -> Design {
    Design {
        axes: matches.get_many::<String>("axes").into_iter().flatten().cloned().collect(),
        district: text(matches, "district"),
        designs: matches.get_one("designs").copied().unwrap_or(1),
        sampling: match text(matches, "method").as_str() {
            "sobol" => Sampling::Sobol,
            _ => Sampling::LatinHypercube,
        },
        seed: matches.get_one("seed").copied().unwrap_or(1),
        out: matches.get_one("out").cloned(),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "design",
        "生成覆盖杠杆和参数空间的设计表（拉丁超立方或 Sobol 序列），供 run --design 使用",
        "make a table of designs over levers and parameters (Latin hypercube or Sobol sequence), for run --design",
    )
    .arg(
        b.arg(
            "axes",
            "杠杆或参数：编号、编号=最小..最大，或带 * 的式样；不写范围时用基线给出的范围，没有则用杠杆的上下限",
            "levers or parameters: ID, ID=LEAST..MOST, or a pattern with *; without a range that of the baseline, or else \
             the lever's bounds",
        )
        .value_name(b.words("杠杆", "LEVER"))
        .required(true)
        .action(ArgAction::Append)
        .num_args(1..),
    )
    .arg(b.district().long("district"))
    .arg(
        b.choices(b.option("designs", "N", "设计数（行数）", "designs: rows of the table"), "64", &[])
            .value_parser(value_parser!(u32).range(1..=i64::from(MOST_DESIGNS))),
    )
    .arg(b.choices(
        b.option(
            "method",
            "HOW",
            "lhs：拉丁超立方；sobol：加扰 Sobol 序列（行数宜为2的幂）",
            "lhs: Latin hypercube; sobol: scrambled Sobol sequence, best with a power of two of rows",
        ),
        "lhs",
        &["lhs", "sobol"],
    ))
    .arg(b.choices(b.option("seed", "S", "设计表的随机种子", "seed of the table"), "1", &[]).value_parser(value_parser!(u64)))
    .arg(
        b.option("out", "FILE", "写入文件（默认打印到标准输出）", "write to this file (default: standard output)")
            .value_parser(value_parser!(PathBuf)),
    )
}
