//! Arguments of `compare`.
use super::{Builder, text};
use clap::{Arg, ArgMatches, Command as ClapCommand, value_parser};
use std::path::PathBuf;

/// Options of `compare`.
pub struct Compare {
    /// Ids of scenarios A and B.
    pub scenarios: [String; 2],
    /// The run folder that holds A.
    pub run: Option<PathBuf>,
    /// The run folder that holds B; that of A when none.
    pub with: Option<PathBuf>,
    /// Where to write the whole table; nowhere when none.
    pub out: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
}

impl Compare {
    /// What was meant.
    pub fn meant(compare: &ArgMatches) -> Compare {
        Compare {
            scenarios: ["a", "b"].map(|id| text(compare, id)),
            run: compare.get_one("run").cloned(),
            with: compare.get_one("with").cloned(),
            out: compare.get_one("out").cloned(),
            json: compare.get_flag("json"),
        }
    }

    /// The subcommand.
    pub(super) fn command(b: &Builder) -> ClapCommand {
        let folder = |arg: Arg| arg.value_parser(value_parser!(PathBuf));
        b.subcommand(
            "compare",
            "逐次模拟配对比较两个情景：差异、区间、来源",
            "compare two scenarios replicate by replicate: differences, intervals, what moves them",
        )
        .arg(b.arg("a", "甲情景的编号", "id of scenario A").value_name("A").required(true))
        .arg(
            b.arg("b", "乙情景的编号；差异为乙减甲", "id of scenario B; differences are B less A")
                .value_name("B")
                .required(true),
        )
        .arg(folder(b.option(
            "run",
            "DIR",
            "含甲（和乙）的已完成的结果文件夹",
            "finished run folder that holds A (and B)",
        )))
        .arg(folder(b.option(
            "with",
            "DIR",
            "含乙的另一个结果文件夹；区、种子、月份、参数取法须相同",
            "another run folder that holds B; of the same district, seed, months and way of taking parameters",
        )))
        .arg(folder(b.option(
            "out",
            "FILE",
            "把全部指标、年份、街镇、人群的比较写入这个 Parquet 文件",
            "write the comparison of all indicators, years, communities and groups to this Parquet file",
        )))
        .arg(b.json())
    }
}
