//! Comparing what was not run yet.
use super::{check, manifest, names, parquet_files};
use std::path::Path;

/// A scenario in a file of its own.
pub const MINE: &str = r#"
id = "mine"
name = { zh = "我的", en = "Mine" }
description = { zh = "扩大居家照护。", en = "More home care." }
[[change]]
lever = "home_care.expansion"
from = "2024-01"
to = { set = 0.9 }
"#;

fn compare(place: &Path, more: &[&str], exit: i32) -> (String, String) {
    check(place, &[&["compare", "--district", "qingxi", "--replicates", "2"], more].concat(), exit)
}

#[test]
fn what_is_not_there_is_run_once() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    std::fs::write(place.join("mine.toml"), MINE).unwrap();
    let (page, _) = compare(place, &["baseline", "mine.toml"], 0);
    assert!(page.contains("A = baseline, B = mine") && page.contains("2 replicates in pairs, seed 1"), "{page}");
    let runs = names(&place.join("runs"));
    assert!(runs.len() == 1 && runs[0].starts_with("qingxi-") && runs[0].ends_with("-2"), "{runs:?}");
    let run = place.join("runs").join(&runs[0]);
    let before = (parquet_files(&run), manifest(&run));
    let (again, _) = compare(place, &["baseline", "mine.toml"], 0);
    assert_eq!(page, again);
    assert!((parquet_files(&run), manifest(&run)) == before, "a finished run is used again");
    // `run` of the same scenarios is the same run.
    let folder = run.to_str().unwrap();
    let with = [
        "run",
        "baseline",
        "mine.toml",
        "--district",
        "qingxi",
        "--replicates",
        "2",
        "--detail",
        "full",
        "--out",
        folder,
    ];
    check(place, &with, 0);
    // Of a run scenarios are found by id; it keeps their files.
    let (by_id, _) = check(place, &["compare", "baseline", "mine", "--run", folder], 0);
    assert_eq!(by_id, page);
    let (_, refused) = check(place, &["compare", "baseline", "mine.toml", "--run", folder], 2);
    assert!(refused.contains("holds no scenario `mine.toml`, but baseline, mine"), "{refused}");
    // Also an interrupted one: without its manifest the folder counts as unfinished.
    std::fs::remove_file(run.join("manifest.json")).unwrap();
    let (resumed, _) = compare(place, &["baseline", "mine.toml"], 0);
    assert_eq!(page, resumed);
    // A file that was changed since is another run.
    std::fs::write(place.join("mine.toml"), MINE.replace("0.9", "0.8")).unwrap();
    compare(place, &["baseline", "mine.toml"], 0);
    assert_eq!(names(&place.join("runs")).len(), 2);
}

#[test]
fn overlays_and_folders_are_taken_and_what_makes_no_sense_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let into = ["baseline", "build-beds+epidemic-2027", "--into", "both", "--seed", "3"];
    let (page, _) = compare(place, &into, 0);
    assert!(page.contains("B = build-beds+epidemic-2027") && page.contains("seed 3"), "{page}");
    assert_eq!(manifest(&place.join("both"))["plan"]["seed"], 3);
    let refused = |more: &[&str], exit: i32, expected: &str| {
        let (out, err) = compare(place, more, exit);
        assert!(out.is_empty() && err.contains(expected), "no `{expected}` in\n{err}");
    };
    refused(&["baseline", "build-bed"], 65, "build-beds");
    refused(&["baseline", "*-2027"], 2, "names 2 scenarios");
    refused(&["baseline", "build-beds", "--into", "both"], 2, "both holds another run");
    refused(&["baseline", "build-beds", "--replicate", "1"], 2, "--stories");
    let here = |words: &str| MINE.replace("0.9", words);
    std::fs::write(place.join("a.toml"), here("0.8")).unwrap();
    std::fs::write(place.join("b.toml"), here("0.7")).unwrap();
    refused(&["a.toml", "b.toml"], 2, "have the id mine");
    assert_eq!(names(place), ["a.toml", "b.toml", "both"]);
}
