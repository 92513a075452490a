//! Which inputs the forecasts depend on.
use super::check;
use serde_json::Value;
use std::path::Path;

const SHORT: [&str; 8] = ["sensitivity", "qingxi", "--year", "2021", "--sets", "60", "--blocks", "2"];

fn analysed(place: &Path, out: &str, more: &[&str]) -> (Vec<u8>, Vec<u8>) {
    check(place, &[&SHORT[..], &["--out", out], more].concat(), 0);
    let read = |file: &str| std::fs::read(place.join(out).join(file)).unwrap();
    (read("sensitivity.parquet"), read("sensitivity.html"))
}

#[test]
fn an_analysis_has_the_same_bytes_on_any_threads_and_goes_on_with_what_is_there() {
    let place = tempfile::tempdir().unwrap();
    let first = analysed(place.path(), "a", &[]);
    assert!(first.0.starts_with(b"PAR1") && first.0.ends_with(b"PAR1"));
    assert!(analysed(place.path(), "b", &["--threads", "1"]) == first);
    // The sample is gone, as after an interrupt between the two runs.
    std::fs::remove_dir_all(place.path().join("b/sample")).unwrap();
    assert!(analysed(place.path(), "b", &[]) == first);
    assert!(analysed(place.path(), "c", &["--seed", "2"]).0 != first.0);
    // Another analysis does not go into the folder of this one.
    let other = [&SHORT[..], &["--out", "a", "--seed", "2"]].concat();
    check(place.path(), &other, 2);
    let (json, _) = check(place.path(), &[&SHORT[..], &["--out", "a", "--json"]].concat(), 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    let figures = json["figures"].as_array().unwrap();
    assert!((4..=6).contains(&figures.len()), "{} forecasts", figures.len());
    for figure in figures {
        let rows = figure["tables"][0]["rows"].as_array().unwrap();
        assert!(rows.len() <= 10, "{}", figure["id"]);
        let shapley: Vec<f64> = rows.iter().map(|row| row[2]["number"]["value"].as_f64().unwrap()).collect();
        assert!(shapley.is_sorted_by(|a, b| a >= b), "{shapley:?}");
    }
}

#[test]
fn a_year_outside_the_baseline_is_refused_with_those_allowed() {
    let place = tempfile::tempdir().unwrap();
    let (_, error) = check(place.path(), &["--lang", "en", "sensitivity", "qingxi", "--year", "2019"], 2);
    assert!(error.contains("--year 2019") && error.contains("2021 to "), "{error}");
    assert!(!place.path().join("runs").exists(), "nothing is written");
    check(place.path(), &["sensitivity", "qingxi", "--sets", "10"], 2);
    check(place.path(), &["sensitivity", "qingxi", "--blocks", "1"], 2);
}
