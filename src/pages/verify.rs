//! A run folder checked against its manifest, as a reviewer reads it.
use crate::terminal::{plain, rows};
use agents::text::{Label, Language};
use outputs::{
    FileState, MANIFEST_FILE, Manifest, PLAN_FILE, VALIDATION_FILE, ValidationState, Verification, VerifiedFile,
};
use serde_json::{Value, json as object};
use std::path::Path;

/// Digits of a hash that are shown.
const DIGITS: usize = 12;

/// The table of files, plan and identity, and what else lies in the folder.
pub fn page(verification: &Verification, manifest: &Manifest, language: Language) -> String {
    let heads = [
        Label::new("文件", "file"),
        Label::new("结果", "result"),
        Label::new("行", "rows"),
        Label::new("字节", "bytes"),
        Label::new("BLAKE3（前12位）", "BLAKE3 (first 12)"),
    ];
    let lines = verification.files.iter().map(|file| {
        vec![
            file.file.clone(),
            state(file, language),
            plain(file.rows as f64),
            plain(file.bytes as f64),
            short(&file.blake3).to_string(),
        ]
    });
    let mut page = rows(heads.map(|head| head.get(language).to_string()), lines, 2);
    let holds = |holds: bool| match holds {
        true => Label::new("一致", "holds").get(language),
        false => Label::new("不一致", "DIFFERS").get(language),
    };
    let (plan, identity) = (holds(verification.plan_holds), holds(verification.identity_holds));
    let itself = holds(verification.manifest_holds);
    let (hash, others) = (&verification.manifest_blake3, verification.others.join(", "));
    page += &match language {
        Language::Zh => format!(
            "\n\n{MANIFEST_FILE} 的校验和：{itself}\n{PLAN_FILE} 与清单中的计划：{plan}\n计划指纹 {}：{identity}\n{MANIFEST_FILE} 的 BLAKE3：{hash}\n",
            short(&verification.identity)
        ),
        Language::En => format!(
            "\n\nchecksum of {MANIFEST_FILE}: {itself}\n{PLAN_FILE} and the plan in the manifest: {plan}\nidentity of the plan {}: {identity}\nBLAKE3 of {MANIFEST_FILE}: {hash}\n",
            short(&verification.identity)
        ),
    };
    if verification.validation == ValidationState::Other {
        page += &match language {
            Language::Zh => format!("{VALIDATION_FILE}：不属于现有结果或已被改动，请用 validate 重新生成\n"),
            Language::En => {
                format!("{VALIDATION_FILE}: changed, or of an earlier state of the run; validate makes it again\n")
            }
        };
    }
    if !verification.others.is_empty() {
        page += &match language {
            Language::Zh => format!("清单之外的文件（不属于本次运行）：{others}\n"),
            Language::En => format!("beside the run, in no manifest: {others}\n"),
        };
    }
    if verification.all_holds() {
        let (files, created) = (verification.files.len(), &manifest.created);
        page += &match language {
            Language::Zh => format!("全部一致：{files} 个文件与 {created} 的清单相同。\n"),
            Language::En => format!("All holds: {files} files are those of the manifest of {created}.\n"),
        };
    }
    page
}

/// What does not hold, in one sentence.
pub fn wrong(run: &Path, verification: &Verification, language: Language) -> String {
    let files = verification.files.iter().filter(|file| file.state != FileState::Holds);
    let mut wrong: Vec<&str> = files.map(|file| file.file.as_str()).collect();
    if verification.validation == ValidationState::Other {
        wrong.push(VALIDATION_FILE);
    }
    if !verification.manifest_holds {
        wrong.push(MANIFEST_FILE);
    }
    if !verification.plan_holds {
        wrong.push(PLAN_FILE);
    }
    if !verification.identity_holds {
        wrong.push(Label::new("计划指纹", "the identity").get(language));
    }
    match language {
        Language::Zh => format!("{} 与其清单不一致：{}", run.display(), wrong.join("、")),
        Language::En => format!("{} is not what its manifest says: {}", run.display(), wrong.join(", ")),
    }
}

/// The same as [`page`], for programs.
pub fn json(verification: &Verification) -> Value {
    object!({ "ok": verification.all_holds(), "verification": verification })
}

fn state(file: &VerifiedFile, language: Language) -> String {
    let label = match file.state {
        FileState::Holds => Label::new("一致", "holds"),
        FileState::Missing => Label::new("缺失", "MISSING"),
        FileState::OtherBytes => Label::new("内容已变", "CHANGED"),
        FileState::OtherRows => Label::new("行数不符", "OTHER ROWS"),
        FileState::NotListed => Label::new("清单未列或有误", "NOT LISTED"),
    };
    label.get(language).to_string()
}

fn short(hash: &str) -> &str {
    hash.get(..DIGITS).unwrap_or(hash)
}
