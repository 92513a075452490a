//! Options of `calibrate`.
use super::{Builder, text};
use clap::builder::ValueParser;
use clap::{ArgMatches, Command, value_parser};
use inference::calibration::Sizes;
use std::path::PathBuf;

/// The district that is calibrated, and where its runs go.
pub struct Calibrate {
    /// Embedded id or folder.
    pub district: String,
    /// Folder of the runs and of what comes out.
    pub out: Option<PathBuf>,
    /// How many runs.
    pub sizes: Sizes,
    /// Seed.
    pub seed: u64,
    /// Threads.
    pub threads: usize,
    /// Whether to print JSON.
    pub json: bool,
}

pub(super) fn meant(matches: &ArgMatches) -> Calibrate {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let number = |id: &str, usual: u32| matches.get_one::<u32>(id).copied().unwrap_or(usual);
    let usual = Sizes::default();
    Calibrate {
        district: text(matches, "district"),
        out: matches.get_one("out").cloned(),
        sizes: Sizes {
            prior: number("prior", usual.prior),
            wave: number("wave", usual.wave),
            check: number("check", usual.check),
            draws: number("draws", usual.draws),
        },
        seed: matches.get_one("seed").copied().unwrap_or(1),
        threads: matches.get_one::<u16>("threads").map_or(cores, |threads| usize::from(*threads)),
        json: matches.get_flag("json"),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    let replicates = || ValueParser::from(value_parser!(u32).range(100..=100_000));
    b.subcommand(
        "calibrate",
        "把参数校准到公布数据（observations.csv），写出 posterior.csv 和 calibration.csv；中断后再运行即续做",
        "calibrate parameters to published figures (observations.csv) and write posterior.csv and calibration.csv; run it again to \
         go on after an interruption",
    )
    .arg(b.district())
    .arg(
        b.option(
            "out",
            "DIR",
            "模拟和结果的文件夹（默认 runs/<区>-calibration-<指纹>）",
            "folder of runs and results (default: runs/<district>-calibration-<fingerprint>)",
        )
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(b.option("prior", "N", "先验轮的模拟次数（默认1500）", "replicates of the wave from the prior (default: 1500)").value_parser(replicates()))
    .arg(b.option("wave", "N", "其后各轮的模拟次数（默认1000）", "replicates of each later wave (default: 1000)").value_parser(replicates()))
    .arg(b.option("check", "N", "检验后验的模拟次数（默认500）", "replicates that check the posterior (default: 500)").value_parser(replicates()))
    .arg(b.option("draws", "N", "后验样本数（默认1000）", "draws of the posterior (default: 1000)").value_parser(replicates()))
    .arg(b.choices(b.option("seed", "S", "随机种子", "seed of every draw"), "1", &[]).value_parser(value_parser!(u64)))
    .arg(
        b.option("threads", "N", "线程数（默认用全部核心；结果与线程数无关）", "threads (default: all cores; results do not depend on them)")
            .value_parser(value_parser!(u16).range(1..=1024)),
    )
    .arg(b.json())
}
