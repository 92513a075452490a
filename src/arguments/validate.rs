//! Options of `validate`.
use super::{Builder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What `validate` holds against published figures.
pub struct Validate {
    /// Embedded id or folder, where the baseline is run.
    pub district: String,
    /// Replicates of the baseline, where none was run yet.
    pub replicates: u32,
    /// A finished run folder; none to run the baseline.
    pub run: Option<PathBuf>,
    /// Whether only the backtest is wanted, which needs no run.
    pub backtest: bool,
    /// File of the table; in the run folder when none.
    pub out: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
}

pub(super) fn meant(matches: &ArgMatches) -> Validate {
    Validate {
        district: text(matches, "district"),
        replicates: matches.get_one("replicates").copied().unwrap_or(1),
        run: matches.get_one("run").cloned(),
        backtest: matches.get_flag("backtest"),
        out: matches.get_one("out").cloned(),
        json: matches.get_flag("json"),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "validate",
        "把基线的模拟结果与公布数据对照，并以全市的过去回测人口推算",
        "compare a run of the baseline with published figures, and the demography with the city's past",
    )
    .arg(b.district().long("district").conflicts_with("run"))
    .arg(
        b.choices(b.option("replicates", "N", "模拟次数（不给 --run 时）", "replicates, without --run"), "100", &[])
            .value_parser(value_parser!(u32).range(1..=1_000_000)),
    )
    .arg(
        b.option(
            "run",
            "DIR",
            "已完成的基线结果文件夹（默认运行基线；已有同样的运行则直接使用）",
            "finished run folder of the baseline (default: run it; a run of the same plan is used again)",
        )
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(
        b.flag("backtest", "只做人口推算的回测，不需要运行", "only the backtest of the demography, which needs no run")
            .conflicts_with_all(["run", "replicates"]),
    )
    .arg(
        b.option(
            "out",
            "FILE",
            "对照表文件（默认为结果文件夹中的 validation.parquet；--backtest 时不写）",
            "file of the table (default: validation.parquet in the run folder; none with --backtest)",
        )
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(b.json())
}
