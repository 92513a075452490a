//! The program as its users meet it: run folders, interruption, errors, words.
mod again;
mod calibrate;
mod comparison;
mod comparison_runs;
mod comparison_stories;
mod copy;
mod describe;
mod discrepancy;
mod document;
mod faults;
mod fit;
mod hostile_names;
mod interruption;
mod limits;
mod mistakes;
mod report;
mod run_folder;
mod scenarios;
mod score;
mod sensitivity;
#[cfg(target_os = "linux")]
mod storm;
mod table;
mod transcripts;
mod validate;
mod verify;
mod workbook;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_silverpeak");

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => std::fs::copy(entry.path(), target).map(|_| ()).expect("copied"),
        }
    }
}

/// The program in English, in `folder`.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).env("LC_ALL", "en_US.UTF-8").env_remove("RUST_BACKTRACE");
    command
}

/// Runs the program and checks how it ends.
#[track_caller]
pub fn check(folder: &Path, arguments: &[&str], exit: i32) -> (String, String) {
    let output: Output = command(folder, arguments).output().expect("the program starts");
    let (out, err) =
        (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"));
    assert_eq!(output.status.code(), Some(exit), "{arguments:?}\n{out}\n{err}");
    (out, err)
}

/// The Parquet files of a run folder by name.
pub fn parquet_files(run: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(run).expect("a run folder").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        if name.ends_with(".parquet") {
            files.insert(name, std::fs::read(entry.path()).expect("readable"));
        }
    }
    files
}

/// Names of everything in a folder, but the hashes that a run of some age is given.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().filter_map(|e| e.file_name().into_string().ok()).collect())
        .unwrap_or_default();
    names.retain(|name| name != ".verified.json");
    names.sort();
    names
}

/// A figure of what `--json` printed.
pub fn figure<'a>(json: &'a serde_json::Value, id: &str) -> &'a serde_json::Value {
    let of_questions = json["questions"].as_array().into_iter().flatten().map(|question| &question["figures"]);
    let all = of_questions.chain([&json["figures"]]).filter_map(|figures| figures.as_array()).flatten();
    all.into_iter().find(|figure| figure["id"] == id).unwrap_or_else(|| panic!("no figure {id}"))
}

/// Median and 80 % band of an indicator of a scenario (the only one when not named) in a year, as `run --json` printed
/// them.
#[track_caller]
pub fn indicator(json: &serde_json::Value, scenario: Option<&str>, id: &str, year: i32) -> [f64; 3] {
    let table = &figure(json, "indicators-by-year")["tables"][0];
    let heads = table["heads"].as_array().expect("heads");
    let at = heads.iter().position(|head| head.as_str() == Some(&year.to_string())).expect("the year");
    let rows = table["rows"].as_array().expect("rows");
    let of = |row: &&serde_json::Value| row[1]["text"] == id && scenario.is_none_or(|name| row[4]["text"] == name);
    let row = rows.iter().find(of).unwrap_or_else(|| panic!("no {id}"));
    let number = &row[at]["quantity"];
    let numbers = [&number["value"], &number["interval"]["low"], &number["interval"]["high"]];
    numbers.map(|number| number.as_f64().expect("a number"))
}

pub fn manifest(run: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(run.join("manifest.json")).expect("a manifest");
    serde_json::from_str(&text).expect("JSON")
}
