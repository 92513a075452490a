//! Where the run came from, and how to make it and this page again.
use super::Section;
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::words::{grouped, say};
use agents::text::{Label, Language};
use experiments::BASELINE;
use outputs::{ParameterMode, Plan};

/// The section.
pub const SECTION: Section =
    Section { id: "provenance", title: Label::new("来源与复现", "Provenance"), needs: &[], figures };

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let language = report.language;
    let manifest = &report.results.manifest;
    let (version, inputs, files) =
        (&manifest.plan.silverpeak_version, manifest.plan.inputs.len(), manifest.files.len());
    let changed = if has_other_inputs(report) {
        report.words(
            "注意：基线文件在运行之后有改动，本页的来源和公布数据取自改动后的文件。",
            " Mind: files of the baseline changed after the run; sources and published figures on this page are from the changed ones.",
        )
    } else {
        String::new()
    };
    vec![Figure {
        id: "provenance-run",
        title: report.words("这次运行", "This run"),
        picture: Picture::Table,
        sentence: say!(
            language,
            "由 silverpeak {version} 生成；同一命令得到逐字节相同的 Parquet，{inputs} 个输入文件和 {files} 个结果文件的 BLAKE3 指纹列于下方。{changed}",
            "Made by silverpeak {version}; the same command gives the same Parquet byte for byte; BLAKE3 hashes of {inputs} input files and \
             {files} result files are below.{changed}"
        ),
        tables: vec![plan(report), inputs_table(report), files_table(report)],
    }]
}

/// Whether the baseline read now is another than that of the run.
pub fn has_other_inputs(report: &Report<'_>) -> bool {
    let (now, then) = (&report.results.baseline.files, &report.results.manifest.plan.inputs);
    let is_there =
        |input: &outputs::InputRecord| now.iter().any(|file| file.file == input.file && file.blake3 == input.blake3);
    now.len() != then.len() || !then.iter().all(is_there)
}

/// The command that makes the run again.
fn command(plan: &Plan, last: &str) -> String {
    let mut words = vec!["silverpeak run".to_string()];
    let ids = plan.scenario_ids();
    if ids.iter().any(|id| id != BASELINE) {
        words.extend(ids);
    }
    words.push(format!("--district {}", plan.district));
    words.push(format!("--replicates {}", plan.replicates));
    words.push(format!("--seed {}", plan.seed));
    if plan.end != last {
        words.push(format!("--until {}", plan.end));
    }
    if plan.parameters == ParameterMode::Fixed {
        words.push("--parameters fixed".into());
    }
    if !plan.shocks {
        words.push("--no-shocks".into());
    }
    words.extend(plan.overrides.iter().map(|(id, value)| format!("--set {id}={value}")));
    words.join(" ")
}

/// The name that the run's folder has when none is given.
fn folder(report: &Report<'_>) -> String {
    let manifest = &report.results.manifest;
    let identity = manifest.identity.get(..8).unwrap_or(&manifest.identity);
    format!("runs/{}-{identity}-{}", manifest.plan.district, manifest.plan.replicates)
}

fn plan(report: &Report<'_>) -> Table {
    let language = report.language;
    let manifest = &report.results.manifest;
    let plan = &manifest.plan;
    let told: Vec<&str> =
        std::iter::once(&report.results.base).chain(&report.results.others).map(|s| s.id.as_str()).collect();
    let chosen =
        if told.len() == plan.scenarios.len() { String::new() } else { format!(" --compare {}", told.join(",")) };
    let lang = match language {
        Language::Zh => "zh",
        Language::En => "en",
    };
    let drawn = match plan.parameters {
        ParameterMode::Drawn => report.words("按范围抽取", "drawn from their ranges"),
        ParameterMode::Fixed => report.words("最佳估计", "best estimates"),
    };
    let yes = if plan.shocks { report.words("含", "yes") } else { report.words("不含", "no") };
    let last = report.results.baseline.district.end.to_string();
    let overrides: Vec<String> = plan.overrides.iter().map(|(id, value)| format!("{id}={value}")).collect();
    let none = report.words("无", "none");
    let rows = [
        (report.words("复现运行", "make the run again"), command(plan, &last)),
        (
            report.words("复现本页", "make this page again"),
            format!("silverpeak report {}{chosen} --lang {lang}", folder(report)),
        ),
        (report.words("区", "district"), report.results.baseline.district.name.get(language).to_string()),
        (report.words("情景", "scenarios"), plan.scenario_ids().join(", ")),
        (report.words("模拟次数、种子", "replicates, seed"), format!("{}, {}", plan.replicates, plan.seed)),
        (report.words("月份", "months"), format!("{}–{}", plan.start, plan.end)),
        (report.words("参数", "parameters"), drawn),
        (report.words("冲击（假定）", "assumed shocks"), yes),
        (report.words("手工设定", "set by hand"), if overrides.is_empty() { none } else { overrides.join(" ") }),
        (report.words("计划指纹（BLAKE3）", "identity of the plan (BLAKE3)"), manifest.identity.clone()),
        (
            report.words("程序版本、结果格式", "version, format of results"),
            format!("{}, {}", plan.silverpeak_version, plan.format_version),
        ),
        (report.words("运行结束", "run ended"), manifest.created.clone()),
    ];
    Table {
        caption: report.words("计划", "The plan"),
        heads: vec![report.words("项", "what"), report.words("值", "value")],
        rows: rows.into_iter().map(|(what, value)| vec![Cell::text(what), Cell::text(value)]).collect(),
    }
}

fn inputs_table(report: &Report<'_>) -> Table {
    let rows = report.results.manifest.plan.inputs.iter();
    Table {
        caption: report.words("输入文件", "Input files"),
        heads: vec![report.words("文件", "file"), "BLAKE3".into()],
        rows: rows.map(|input| vec![Cell::text(input.file.clone()), Cell::text(input.blake3.clone())]).collect(),
    }
}

fn files_table(report: &Report<'_>) -> Table {
    let row = |file: &outputs::OutputFile| {
        let description = match report.language {
            Language::Zh => &file.description_zh,
            Language::En => &file.description_en,
        };
        vec![
            Cell::text(file.record.file.clone()),
            Cell::text(description.clone()),
            Cell { text: grouped(file.record.rows as f64, 0), value: Some(file.record.rows as f64), band: None },
            Cell::text(file.record.blake3.clone()),
        ]
    };
    Table {
        caption: report.words("结果文件", "Result files"),
        heads: vec![
            report.words("文件", "file"),
            report.words("内容", "what it holds"),
            report.words("行", "rows"),
            "BLAKE3".into(),
        ],
        rows: report.results.manifest.files.iter().map(row).collect(),
    }
}
