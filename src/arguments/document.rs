//! Options of `document`.
use super::{Builder, text};
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// What `document` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Every quantity of a baseline with range, source and grade.
    Assumptions,
    /// The STRESS checklist.
    Stress,
}

/// Which page `document` prints, of what.
pub struct Document {
    /// The page.
    pub page: Page,
    /// Embedded id or folder.
    pub district: String,
    /// A finished run, of which the page tells; none of the district alone.
    pub run: Option<PathBuf>,
}

pub(super) fn meant(matches: &ArgMatches) -> Document {
    Document {
        page: if text(matches, "page") == "stress" { Page::Stress } else { Page::Assumptions },
        district: text(matches, "district"),
        run: matches.get_one("run").cloned(),
    }
}

pub(super) fn subcommand(b: &Builder) -> Command {
    b.subcommand(
        "document",
        "由模型自身的元数据生成文档页（Markdown）：假设登记表、STRESS 报告清单",
        "pages of documentation (Markdown) from the model's own metadata: register of assumptions, STRESS checklist",
    )
    .arg(
        b.choices(
            b.arg(
                "page",
                "assumptions：每个数值的范围、来源和依据；stress：STRESS 报告清单",
                "assumptions: range, source and grade of every quantity; stress: the STRESS checklist",
            )
            .value_name("PAGE"),
            "assumptions",
            &["assumptions", "stress"],
        ),
    )
    .arg(b.district().long("district").conflicts_with("run"))
    .arg(
        b.option("run", "RUN", "说明这个结果文件夹的试验", "document the experiment of this run folder")
            .value_parser(value_parser!(PathBuf)),
    )
}
