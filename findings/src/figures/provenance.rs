//! Where the run came from, and how to make it and this page again.
use super::{Question, Surface};
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::{Label, Language};
use outputs::Detail;
use std::path::Path;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "provenance",
    title: Label::new("来源与复现", "Provenance"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let manifest = &view.results.run.manifest;
    let (version, inputs, files) =
        (&manifest.plan.silverpeak_version, manifest.plan.inputs.len(), manifest.files.len());
    vec![Figure {
        id: "provenance-run",
        title: view.words("这次运行", "This run"),
        chart: None,
        sentence: say!(
            language,
            "由 silverpeak {version} 生成；同一命令得到逐字节相同的 Parquet，{inputs} 个输入文件和 {files} 个结果文件的 BLAKE3 指纹列于下方。",
            "Made by silverpeak {version}; the same command gives the same Parquet byte for byte; BLAKE3 hashes of {inputs} input files and \
             {files} result files are below."
        ),
        tables: vec![plan(view), inputs_table(view), files_table(view)],
        ..Figure::default()
    }]
}

/// The command that makes the run again, from the inputs that it keeps.
pub fn again(folder: &Path) -> String {
    format!("silverpeak run --again {} --out again", quoted(&folder.display().to_string()))
}

/// The same at another level of detail.
pub fn again_with(folder: &Path, detail: Detail) -> String {
    let folder = quoted(&folder.display().to_string());
    format!("silverpeak run --again {folder} --detail {} --out again", detail.word())
}

/// A name as a shell reads it as one word.
fn quoted(name: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-+=,@:".contains(character);
    match !name.is_empty() && name.chars().all(is_plain) {
        true => name.to_string(),
        false => format!("'{}'", name.replace('\'', "'\\''")),
    }
}

fn plan(view: &View<'_>) -> Table {
    let language = view.language;
    let manifest = &view.results.run.manifest;
    let plan = &manifest.plan;
    let told: Vec<&str> =
        std::iter::once(&view.results.base).chain(&view.results.others).map(|s| s.id.as_str()).collect();
    let chosen =
        if told.len() == plan.scenarios.len() { String::new() } else { format!(" --compare {}", told.join(",")) };
    let lang = match language {
        Language::Zh => "zh",
        Language::En => "en",
    };
    let drawn = plan.parameters.name().get(language).to_string();
    let yes = if plan.shocks { view.words("含", "yes") } else { view.words("不含", "no") };
    let settings = plan.typed_settings();
    let folder = &view.results.run.folder;
    let none = view.words("无", "none");
    let rows = [
        (view.words("复现运行", "make the run again"), again(folder)),
        (
            view.words("复现本页", "make this page again"),
            format!("silverpeak report {}{chosen} --lang {lang}", quoted(&folder.display().to_string())),
        ),
        (view.words("区", "district"), view.results.baseline.district.name.get(language).to_string()),
        (view.words("情景", "scenarios"), plan.scenario_ids().join(", ")),
        (view.words("模拟次数、种子", "replicates, seed"), format!("{}, {}", plan.replicates, plan.seed)),
        (view.words("月份", "months"), format!("{}–{}", plan.start, plan.end)),
        (view.words("参数", "parameters"), drawn),
        (view.words("保留程度", "level of detail"), plan.detail.word().into()),
        (view.words("冲击（假定）", "assumed shocks"), yes),
        (view.words("手工设定", "set by hand"), if settings.is_empty() { none } else { settings.join(" ") }),
        (view.words("计划指纹（BLAKE3）", "identity of the plan (BLAKE3)"), manifest.identity.clone()),
        (
            view.words("程序版本、结果格式", "version, format of results"),
            format!("{}, {}", plan.silverpeak_version, plan.format_version),
        ),
        (view.words("运行结束", "run ended"), manifest.created.clone()),
    ];
    Table {
        caption: view.words("计划", "The plan"),
        heads: vec![view.words("项", "what"), view.words("值", "value")],
        rows: rows.into_iter().map(|(what, value)| vec![Cell::text(what), Cell::text(value)]).collect(),
    }
}

fn inputs_table(view: &View<'_>) -> Table {
    let rows = view.results.run.manifest.plan.inputs.iter();
    Table {
        caption: view.words("输入文件", "Input files"),
        heads: vec![view.words("文件", "file"), "BLAKE3".into()],
        rows: rows.map(|input| vec![Cell::text(input.file.clone()), Cell::text(input.blake3.clone())]).collect(),
    }
}

fn files_table(view: &View<'_>) -> Table {
    let row = |file: &outputs::OutputFile| {
        let description = match view.language {
            Language::Zh => &file.description_zh,
            Language::En => &file.description_en,
        };
        vec![
            Cell::text(file.record.file.clone()),
            Cell::text(description.clone()),
            Cell::Number(Number::new(Unit::Count, file.record.rows as f64, Method::Input)),
            Cell::text(file.record.blake3.clone()),
        ]
    };
    Table {
        caption: view.words("结果文件", "Result files"),
        heads: vec![
            view.words("文件", "file"),
            view.words("内容", "what it holds"),
            view.words("行", "rows"),
            "BLAKE3".into(),
        ],
        rows: view.results.run.manifest.files.iter().map(row).collect(),
    }
}
