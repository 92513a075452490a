//! Options of `score`.
use super::{Builder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What `score` compares a run with.
pub struct Score {
    /// The run folder.
    pub run: PathBuf,
    /// File of observations.
    pub against: PathBuf,
    /// Id of the scenario; the baseline when none.
    pub scenario: Option<String>,
    /// File of the table; none to write none.
    pub out: Option<PathBuf>,
    /// File of the page; none to write none.
    pub page: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
}

pub(super) fn meant(matches: &ArgMatches) -> Score {
    Score {
        run: PathBuf::from(text(matches, "run")),
        against: PathBuf::from(text(matches, "against")),
        scenario: matches.get_one("scenario").cloned(),
        out: matches.get_one("out").cloned(),
        page: matches.get_one("page").cloned(),
        json: matches.get_flag("json"),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    let file = |id, zh, en| b.option(id, "FILE", zh, en).value_parser(value_parser!(PathBuf));
    b.subcommand(
        "score",
        "用公布数据给已完成的运行评分：覆盖率、PIT、CRPS、区间评分和相对朴素预测的技巧",
        "score a finished run against published figures: coverage, PIT, CRPS, interval score, skill against naive forecasts",
    )
    .arg(b.arg("run", "已完成的结果文件夹", "finished run folder").value_name("RUN").required(true))
    .arg(
        b.option(
            "against",
            "FILE",
            "公布数据（CSV，列同基线的 observations.csv，至少有 indicator、month、value、unit）",
            "published figures (CSV with the columns of a baseline's observations.csv, at least indicator, month, value, unit)",
        )
        .required(true),
    )
    .arg(b.option("scenario", "ID", "评分的情景（默认基线）", "the scenario that is scored (default: the baseline)"))
    .arg(file("out", "评分表文件（Parquet；不会覆盖）", "file of the scores (Parquet; never overwritten)"))
    .arg(file("page", "网页文件（HTML；不会覆盖）", "file of the page (HTML; never overwritten)"))
    .arg(b.json())
}
