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
