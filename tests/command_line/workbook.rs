//! `silverpeak workbook`: written whole, the same bytes twice, never over another file, never of a run that was changed.
use super::verify::short_run;
use super::{check, names};
use std::fs;

#[test]
fn the_same_run_makes_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    short_run(place.path());
    check(place.path(), &["workbook", "r"], 0);
    check(place.path(), &["workbook", "r"], 2);
    check(place.path(), &["workbook", "r", "--out", "again.xlsx"], 0);
    assert_eq!(names(place.path()), ["again.xlsx", "r", "r.xlsx"]);
    let [first, again] = ["r.xlsx", "again.xlsx"].map(|name| fs::read(place.path().join(name)).unwrap());
    assert!(first == again, "other bytes");
    check(place.path(), &["verify", "r"], 0);
    let (_, error) = check(place.path(), &["workbook", "r", "--out", "x.xlsx", "--scenario", "none"], 2);
    assert!(error.contains("baseline"), "{error}");
}

#[test]
fn a_run_that_was_changed_makes_no_workbook() {
    let place = tempfile::tempdir().unwrap();
    let run = short_run(place.path());
    for name in ["summary.parquet", "care.parquet"] {
        let file = run.join(name);
        let whole = fs::read(&file).unwrap();
        let mut changed = whole.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(&file, &changed).unwrap();
        let (said, error) = check(place.path(), &["workbook", "r"], 65);
        assert!(said.is_empty() && error.contains("is not what its manifest says") && error.contains(name), "{error}");
        assert_eq!(names(place.path()), ["r"]);
        fs::write(&file, &whole).unwrap();
    }
    check(place.path(), &["workbook", "r"], 0);
}
