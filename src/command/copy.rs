//! `silverpeak copy`
use super::{open, print, refuse_existing};
use crate::arguments::Copy;
use crate::exit::{Exit, Failure};
use agents::text::Language;
use scenarios::{EMBEDDED, Source};
use std::fs;
use std::io;
use std::path::Path;

pub fn execute(asked: &Copy, language: Language) -> Result<(), Failure> {
    let files = match asked.scale {
        Some(factor) => scaled(&asked.of, factor, language)?,
        None => files(&asked.of, language)?,
    };
    refuse_existing(&asked.folder, language)?;
    let number = write(&files, &asked.folder)
        .map_err(|error| Failure::new(Exit::Io, format!("{}: {error}", asked.folder.display())))?;
    let folder = asked.folder.display();
    print(&match language {
        Language::Zh => format!("已写 {folder}：{number} 个文件。修改后用 silverpeak check {folder} 检查\n"),
        Language::En => format!("{folder}: {number} files. Change them, then silverpeak check {folder}\n"),
    })
}

/// The files of an embedded baseline, or of the inputs of a run.
fn files(of: &str, language: Language) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    if let Some(source) = Source::embedded(of) {
        return Ok(source.files().map(|(name, bytes)| (name.to_string(), bytes.to_vec())).collect());
    }
    if !Path::new(of).is_dir() {
        return Err(unknown(of, language));
    }
    let inputs = open(Path::new(of), language)?.inputs().map_err(|error| Failure::experiment(error, language))?;
    Ok(inputs.unpacked().into_iter().map(|(name, text)| (name, text.into_bytes())).collect())
}

/// The files of a synthetic district `factor` times as large as a baseline.
fn scaled(of: &str, factor: f64, language: Language) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let baseline = match Source::embedded(of) {
        Some(source) => source,
        None if Path::new(of).join("district.toml").is_file() => Source::folder(Path::new(of)),
        None if Path::new(of).is_dir() => return Err(no_baseline(of, language)),
        None => return Err(unknown(of, language)),
    };
    let made = scenarios::scaled(&baseline, factor).map_err(|problems| Failure::bad_input(&problems, language))?;
    Ok(made.files().map(|(name, bytes)| (name.to_string(), bytes.to_vec())).collect())
}

/// Inputs of a run may change on dates and by scenarios: only a baseline is scaled.
fn no_baseline(folder: &str, language: Language) -> Failure {
    let message = match language {
        Language::Zh => format!("错误：{folder} 不是基线文件夹（没有 district.toml）；--scale 只用于基线"),
        Language::En => format!("error: {folder} is no baseline's folder (no district.toml); --scale is for baselines"),
    };
    Failure::new(Exit::BadInput, message)
}

/// A baseline's folder is copied by other means.
fn unknown(name: &str, language: Language) -> Failure {
    let near = scenarios::nearest(name, EMBEDDED.iter().copied());
    let message = match (language, near) {
        (Language::Zh, Some(near)) => format!("错误：没有名为 {name} 的内置基线或结果文件夹；是否指 {near}？"),
        (Language::En, Some(near)) => {
            format!("error: there is no embedded baseline and no run {name}; did you mean {near}?")
        }
        (Language::Zh, None) => {
            format!("错误：没有名为 {name} 的内置基线或结果文件夹；内置基线有 {}", EMBEDDED.join("、"))
        }
        (Language::En, None) => {
            format!("error: there is no embedded baseline and no run {name}; embedded are {}", EMBEDDED.join(", "))
        }
    };
    Failure::new(Exit::BadInput, message)
}

/// Writes all files beside, then renames: the folder under its own name is whole. Returns how many there are.
fn write(files: &[(String, Vec<u8>)], folder: &Path) -> io::Result<usize> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    // A folder of an unguessable name, made here and so removed by nobody else; in it one that has usual permissions.
    let place = tempfile::Builder::new().prefix(".silverpeak-").tempdir_in(parent)?;
    let beside = place.path().join("copy");
    fs::create_dir(&beside)?;
    let mut number = 0;
    for (file, bytes) in files {
        let path = beside.join(file);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, bytes)?;
        number += 1;
    }
    fs::rename(&beside, folder)?;
    Ok(number)
}
