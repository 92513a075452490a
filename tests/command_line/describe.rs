//! `silverpeak describe`: what every column means.
use super::check;
use super::verify::short_run;
use serde_json::Value;
use std::path::Path;

#[test]
fn everything_is_described_and_the_json_is_that_of_schema_outputs() {
    let here = Path::new(".");
    let (page, _) = check(here, &["describe"], 0);
    for table in outputs::tables() {
        assert!(page.contains(&format!("{}.parquet", table.name)), "{}", table.name);
        for column in &table.columns {
            let line = page.lines().find(|line| line.contains(column.en) && line.contains(column.zh));
            assert!(line.is_some_and(|line| line.contains(column.unit)), "{}.{}", table.name, column.name);
        }
    }
    assert_eq!(check(here, &["describe", "--json"], 0).0, check(here, &["schema", "outputs"], 0).0);
    let (one, _) = check(here, &["describe", "pyramid", "--json"], 0);
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!((one["topics"].as_array().unwrap().len(), &one["topics"][0]["topic"]), (1, &"pyramid".into()));
}

#[test]
fn a_mistyped_topic_is_answered_by_the_nearest_name() {
    let here = Path::new(".");
    let (_, error) = check(here, &["describe", "poplation"], 2);
    assert!(error.contains("did you mean population?"), "{error}");
    let (_, error) = check(here, &["describe", "xyz"], 2);
    assert!(error.contains("there are population, "), "{error}");
}

#[test]
fn of_a_run_only_its_own_files_are_described() {
    let place = tempfile::tempdir().unwrap();
    short_run(place.path());
    let (page, _) = check(place.path(), &["describe", "--run", "r"], 0);
    assert!(page.contains("beds.parquet, ") && !page.contains("comparison.parquet"), "{page}");
}
