//! `silverpeak verify`: a folder is what its manifest says, or what differs is told.
use super::check;
use std::fs;
use std::path::{Path, PathBuf};

/// A short run in `place`.
pub fn short_run(place: &Path) -> PathBuf {
    check(place, &["run", "--district", "qingxi", "--replicates", "2", "--until", "2021-12", "--out", "r"], 0);
    place.join("r")
}

/// Says of a file what `verify` finds.
#[track_caller]
fn finds(place: &Path, file: &str, result: &str) {
    let (page, error) = check(place, &["verify", "r"], 65);
    let line = page.lines().find(|line| line.trim_start().starts_with(file)).unwrap_or_default();
    assert!(line.contains(result), "{file}: {result}\n{page}");
    assert!(error.contains("is not what its manifest says") && error.contains(file), "{error}");
}

#[test]
fn a_finished_run_is_what_its_manifest_says() {
    let place = tempfile::tempdir().unwrap();
    let run = short_run(place.path());
    let (page, _) = check(place.path(), &["verify", "r"], 0);
    assert!(page.contains("All holds: 20 files"), "{page}");
    let hash = blake3::hash(&fs::read(run.join("manifest.json")).unwrap()).to_hex();
    assert!(page.contains(hash.as_str()), "{page}");

    fs::write(run.join("notes.txt"), "mine").unwrap();
    let (page, _) = check(place.path(), &["verify", "r"], 0);
    assert!(page.contains("in no manifest: notes.txt"), "{page}");
    let (json, _) = check(place.path(), &["verify", "r", "--json"], 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["ok"], &json["verification"]["others"][0]), (&true.into(), &"notes.txt".into()));
}

#[test]
fn one_changed_byte_is_found_and_so_is_a_missing_file() {
    let place = tempfile::tempdir().unwrap();
    let run = short_run(place.path());
    let file = run.join("care.parquet");
    let whole = fs::read(&file).unwrap();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    fs::write(&file, &changed).unwrap();
    finds(place.path(), "care.parquet", "CHANGED");
    fs::remove_file(&file).unwrap();
    finds(place.path(), "care.parquet", "MISSING");
    fs::write(&file, &whole).unwrap();
    check(place.path(), &["verify", "r"], 0);
}

#[test]
fn another_plan_another_identity_and_a_shorter_list_are_found() {
    let place = tempfile::tempdir().unwrap();
    let run = short_run(place.path());
    let change = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(run.join(name)).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        fs::write(run.join(name), text.replace(from, to)).unwrap();
        text
    };
    let plan = change("plan.json", "\"seed\": 1", "\"seed\": 2");
    let (page, error) = check(place.path(), &["verify", "r"], 65);
    assert!(page.contains("plan in the manifest: DIFFERS") && error.contains("plan.json"), "{page}{error}");
    fs::write(run.join("plan.json"), plan).unwrap();

    let manifest = change("manifest.json", "\"seed\": 1", "\"seed\": 2");
    let (_, error) = check(place.path(), &["verify", "r"], 65);
    assert!(error.contains("plan.json, the identity"), "{error}");
    fs::write(run.join("manifest.json"), &manifest).unwrap();

    change("manifest.json", "\"file\": \"care.parquet\"", "\"file\": \"../care.parquet\"");
    finds(place.path(), "care.parquet", "NOT LISTED");
    fs::write(run.join("manifest.json"), &manifest).unwrap();

    fs::write(run.join("manifest.json"), "{").unwrap();
    check(place.path(), &["verify", "r"], 74);
    check(place.path(), &["verify", "nowhere"], 2);
}
