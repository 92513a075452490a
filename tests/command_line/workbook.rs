//! `silverpeak workbook`: written whole, the same bytes twice, never over another file.
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
