//! Arguments of `compare`.
use super::{Builder, detail, text};
use clap::{Arg, ArgMatches, Command as ClapCommand, value_parser};
use outputs::Detail;
use std::path::PathBuf;

/// Options of `compare`.
pub struct Compare {
    /// Scenarios A and B, as typed.
    pub scenarios: [String; 2],
    /// The run folder that holds A; none to run both.
    pub run: Option<PathBuf>,
    /// The run folder that holds B; that of A when none.
    pub with: Option<PathBuf>,
    /// Embedded id or folder.
    pub district: String,
    /// Replicates, where both are run.
    pub replicates: u32,
    /// Seed, where both are run.
    pub seed: u64,
    /// How much the run of both keeps; everything when none.
    pub detail: Option<Detail>,
    /// Threads, where both are run; all cores when none.
    pub threads: Option<usize>,
    /// Where to put the run of both; named after the plan when none.
    pub into: Option<PathBuf>,
    /// Stories to tell; none when none were asked for.
    pub stories: Option<usize>,
    /// The replicate of the stories.
    pub replicate: u32,
    /// Where to write the whole table; nowhere when none.
    pub out: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
}

impl Compare {
    /// What was meant.
    pub fn meant(compare: &ArgMatches) -> Compare {
        let path = |id: &str| compare.get_one::<PathBuf>(id).cloned();
        Compare {
            scenarios: ["a", "b"].map(|id| text(compare, id)),
            run: path("run"),
            with: path("with"),
            district: text(compare, "district"),
            replicates: compare.get_one("replicates").copied().unwrap_or(1),
            seed: compare.get_one("seed").copied().unwrap_or(1),
            detail: detail(compare),
            threads: compare.get_one::<u16>("threads").map(|threads| usize::from(*threads)),
            into: path("into"),
            stories: compare.get_one::<u16>("stories").map(|stories| usize::from(*stories)),
            replicate: compare.get_one("replicate").copied().unwrap_or(0),
            out: path("out"),
            json: compare.get_flag("json"),
        }
    }

    /// The subcommand.
    pub(super) fn command(b: &Builder) -> ClapCommand {
        let folder = |arg: Arg| arg.value_parser(value_parser!(PathBuf));
        b.subcommand(
            "compare",
            "逐次模拟配对比较两个情景：差异、区间、来源，并讲述几位老人在两情景中的经历",
            "compare two scenarios replicate by replicate: differences, intervals, what moves them, and what they mean for \
             single elders",
        )
        .arg(
            b.arg(
                "a",
                "甲情景：内置编号、文件，或以 + 叠加；有 --run 时为其中情景的编号",
                "scenario A: of the library, a file, or laid over one another with +; with --run its id in the run",
            )
            .value_name("A")
            .required(true),
        )
        .arg(
            b.arg("b", "乙情景，写法同上；差异为乙减甲", "scenario B, likewise; differences are B less A")
                .value_name("B")
                .required(true),
        )
        .arg(folder(b.option(
            "run",
            "DIR",
            "含甲（和乙）的已完成的结果文件夹（默认同时运行两情景；已有同样的运行则直接使用）",
            "finished run folder that holds A (and B) (default: run both; a run of the same plan is used again)",
        )))
        .arg(
            folder(b.option(
                "with",
                "DIR",
                "含乙的另一个结果文件夹；区、种子、月份、参数取法须相同",
                "another run folder that holds B; of the same district, seed, months and way of taking parameters",
            ))
            .requires("run"),
        )
        .arg(b.district().long("district").conflicts_with("run"))
        .arg(
            b.choices(
                b.option("replicates", "N", "模拟次数（不给 --run 时）", "replicates, without --run"),
                "100",
                &[],
            )
            .value_parser(value_parser!(u32).range(1..=1_000_000))
            .conflicts_with("run"),
        )
        .arg(
            b.choices(
                b.option("seed", "S", "随机种子（不给 --run 时）", "seed of every draw, without --run"),
                "1",
                &[],
            )
            .value_parser(value_parser!(u64))
            .conflicts_with("run"),
        )
        .arg(
            b.detail([
                "两情景的运行保留什么：headline、district 或 full（默认 full：街镇的比较需要各月数据）",
                "what the run of both keeps: headline, district or full (default: full, which communities are compared by)",
            ])
            .conflicts_with("run"),
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
        .arg(
            folder(b.option(
                "into",
                "DIR",
                "两情景的结果文件夹（默认 runs/<区>-<计划指纹>-<模拟次数>）",
                "run folder of both (default: runs/<district>-<fingerprint of the plan>-<replicates>)",
            ))
            .conflicts_with("run"),
        )
        .arg(
            b.option(
                "stories",
                "N",
                "另讲 N 位老人在两情景中的经历〔只写 --stories 为 4〕",
                "also tell of N elders under both scenarios [--stories alone: 4]",
            )
            .num_args(0..=1)
            .default_missing_value("4")
            .value_parser(value_parser!(u16).range(1..=100)),
        )
        .arg(
            b.choices(
                b.option("replicate", "K", "讲述第几次模拟，从 0 数起", "the replicate of the stories, from 0"),
                "0",
                &[],
            )
            .value_parser(value_parser!(u32))
            .requires("stories"),
        )
        .arg(folder(b.option(
            "out",
            "FILE",
            "把全部指标、年份、街镇、人群的比较写入这个 Parquet 文件",
            "write the comparison of all indicators, years, communities and groups to this Parquet file",
        )))
        .arg(b.json())
    }
}
