//! An embedded baseline as a folder.
use super::{check, names};
use scenarios::{EMBEDDED, Source};
use std::fs;

#[test]
fn every_embedded_baseline_is_copied_file_by_file() {
    let folder = tempfile::tempdir().unwrap();
    for id in EMBEDDED {
        check(folder.path(), &["copy", id, &format!("new/{id}")], 0);
        let source = Source::embedded(id).unwrap();
        let mut known: Vec<String> = source.files().map(|(name, _)| name.to_string()).collect();
        known.sort();
        let copy = folder.path().join("new").join(id);
        assert_eq!(names(&copy), known);
        for (name, bytes) in source.files() {
            assert_eq!(fs::read(copy.join(name)).unwrap(), bytes, "{name}");
        }
    }
    assert_eq!(names(&folder.path().join("new")), EMBEDDED, "nothing half-written is left");
}

#[test]
fn nothing_is_overwritten_and_an_unknown_name_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("there")).unwrap();
    let (_, err) = check(folder.path(), &["copy", "qingxi", "there"], 2);
    assert!(err.contains("there"), "{err}");
    let (_, err) = check(folder.path(), &["copy", "qingxy", "new"], 65);
    assert!(err.contains("did you mean qingxi?"), "{err}");
    assert_eq!(names(folder.path()), ["there"]);
}

#[test]
fn what_lies_beside_the_copy_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for beside in ["x.partial", "x.silverpeak-.partial"] {
        fs::create_dir(folder.path().join(beside)).unwrap();
        fs::write(folder.path().join(beside).join("notes.txt"), "precious").unwrap();
    }
    check(folder.path(), &["copy", "qingxi", "x"], 0);
    assert_eq!(names(folder.path()), ["x", "x.partial", "x.silverpeak-.partial"]);
    assert_eq!(fs::read_to_string(folder.path().join("x.partial/notes.txt")).unwrap(), "precious");
}

/// A scaled copy is a district like any other: it is checked, and runs.
fn check_scaled(factor: &str, communities: usize) {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), &["copy", "qingxi", "scaled", "--scale", factor], 0);
    check(folder.path(), &["check", "scaled"], 0);
    check(folder.path(), &["run", "--district", "scaled", "--replicates", "1", "--until", "2024-12", "--out", "r"], 0);
    let district = fs::read_to_string(folder.path().join("scaled/district.toml")).unwrap();
    assert_eq!(district.matches("[[community]]").count(), communities, "{district}");
    // A copy of a copy.
    check(folder.path(), &["copy", "scaled", "again", "--scale", "2"], 0);
    check(folder.path(), &["check", "again"], 0);
}

#[test]
fn a_scaled_copy_is_a_district() {
    check_scaled("2", 6);
    check_scaled("0.5", 3);
}

#[test]
fn a_factor_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for factor in ["0", "-1", "nan", "inf", "1001", "ten"] {
        let (_, err) = check(folder.path(), &["copy", "qingxi", "new", &format!("--scale={factor}")], 2);
        assert!(err.contains("0.01..=1000"), "{err}");
    }
    let (_, err) = check(folder.path(), &["copy", "changning", "new", "--scale", "900"], 65);
    assert!(err.contains("mistakes in the input"), "{err}");
    let (_, err) = check(folder.path(), &["copy", "qingxy", "new", "--scale", "2"], 65);
    assert!(err.contains("did you mean qingxi?"), "{err}");
    fs::create_dir(folder.path().join("empty")).unwrap();
    let (_, err) = check(folder.path(), &["copy", "empty", "new", "--scale", "2"], 65);
    assert!(err.contains("no baseline"), "{err}");
    assert_eq!(names(folder.path()), ["empty"]);
}
