//! Code on the pages of the documentation runs.
use crate::command_line::check;
use crate::readers::python;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

#[test]
fn sql_and_python_of_the_page_on_outputs_run() {
    let place = tempfile::tempdir().unwrap();
    let run = ["run", "baseline", "build-beds", "--district", "qingxi", "--replicates", "4", "--out", "runs/demo"];
    check(place.path(), &run, 0);
    check(place.path(), &["compare", "baseline", "build-beds", "--run", "runs/demo", "--out", "comparison.parquet"], 0);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages.py");
    let output = Command::new(python()).arg(script).arg(page("outputs.md")).current_dir(place.path()).output();
    let output = output.expect("Python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The first block of `language` on a page.
fn block(page: &str, language: &str) -> String {
    let (_, after) = page.split_once(&format!("```{language}\n")).expect("a block");
    after.split_once("```").expect("its end").0.to_string()
}

#[test]
fn the_scenario_that_shows_every_key_is_sound() {
    let place = tempfile::tempdir().unwrap();
    let text = block(&fs::read_to_string(page("scenarios.md")).unwrap(), "toml");
    fs::write(place.path().join("my-plan.toml"), text).unwrap();
    let (said, _) = check(place.path(), &["check", "my-plan.toml"], 0);
    assert!(said.contains("my-plan"), "{said}");
}
