//! Options of `sensitivity`.
use super::{Builder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// The district that is analysed, and with how many runs.
pub struct Sensitivity {
    /// Embedded id or folder.
    pub district: String,
    /// Parameter sets of the random sample.
    pub sets: u32,
    /// Blocks of the screening.
    pub blocks: u32,
    /// Year of the forecasts; none for the year of the outlook.
    pub year: Option<i32>,
    /// Seed of every draw.
    pub seed: u64,
    /// Folder; none for the usual one.
    pub out: Option<PathBuf>,
    /// Threads; none for all cores.
    pub threads: Option<u16>,
    /// Whether to print JSON.
    pub json: bool,
}

pub(super) fn meant(matches: &ArgMatches) -> Sensitivity {
    Sensitivity {
        district: text(matches, "district"),
        sets: matches.get_one("sets").copied().unwrap_or(60),
        blocks: matches.get_one("blocks").copied().unwrap_or(2),
        year: matches.get_one("year").copied(),
        seed: matches.get_one("seed").copied().unwrap_or(1),
        out: matches.get_one("out").cloned(),
        threads: matches.get_one("threads").copied(),
        json: matches.get_flag("json"),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "sensitivity",
        "找出各项预测最依赖的参数组：筛查，再分解方差；中断后再次运行同一命令即可继续",
        "find the groups of parameters that each forecast depends on most; the same command goes on after an interrupt",
    )
    .arg(b.district())
    .arg(
        b.choices(b.option("sets", "N", "随机样本的参数组合数", "parameter sets of the random sample"), "800", &[])
            .value_parser(value_parser!(u32).range(60..=20_000)),
    )
    .arg(
        b.choices(
            b.option(
                "blocks",
                "N",
                "筛查的组块数，每块每个参数组一次模拟",
                "blocks of the screening, a replicate each for every group of parameters",
            ),
            "6",
            &[],
        )
        .value_parser(value_parser!(u32).range(2..=200)),
    )
    .arg(
        b.option(
            "year",
            "YYYY",
            "预测的年份（默认2030年，或基线的最后一年）",
            "year of the forecasts (default: 2030, or the baseline's last year)",
        )
        .value_parser(value_parser!(i32)),
    )
    .arg(b.choices(b.option("seed", "S", "随机种子", "seed of every draw"), "1", &[]).value_parser(value_parser!(u64)))
    .arg(
        b.option(
            "out",
            "DIR",
            "结果文件夹（默认 runs/<区>-sensitivity-…）",
            "folder of the results (default: runs/<district>-sensitivity-...)",
        )
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(
        b.option(
            "threads",
            "N",
            "线程数（默认用全部核心；结果与线程数无关）",
            "threads (default: all cores; results do not depend on them)",
        )
        .value_parser(value_parser!(u16).range(1..=1024)),
    )
    .arg(b.json())
}
