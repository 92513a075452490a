//! Two runs beside each other.
use super::{check, names};
use std::path::Path;

fn run(place: &Path, out: &str, more: &[&str]) {
    let arguments = ["run", "--district", "qingxi", "--replicates", "4", "--until", "2022-12", "--out", out, "--json"];
    check(place, &[&arguments, more].concat(), 0);
}

#[test]
fn two_runs_are_compared_and_what_cannot_be_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    run(place, "one", &[]);
    run(place, "other", &["--set", "home_care.expansion=0.9"]);
    let both = ["compare", "baseline", "baseline", "--run", "one", "--with", "other"];
    let (page, _) = check(place, &[&both[..], &["--out", "c.parquet"]].concat(), 0);
    for expected in
        ["4 replicates in pairs", "home_care.expansion=0.9", "Hours of care unmet", "Not in the tables", "c.parquet"]
    {
        assert!(page.contains(expected), "no `{expected}` in\n{page}");
    }
    let (page, _) = check(place, &[&both[..], &["--lang", "zh"]].concat(), 0);
    assert!(page.contains("照护时间缺口") && page.contains("床位需求变化的来源"), "{page}");

    let (json, _) = check(place, &[&both[..], &["--json"]].concat(), 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let comparison = &json["comparison"];
    assert_eq!((&comparison["replicates"], &json["file"]), (&4.into(), &serde_json::Value::Null));
    for drivers in comparison["bed_demand"].as_array().unwrap() {
        let part = |name: &str| drivers[name].as_f64().unwrap();
        let parts = ["ageing", "prevalence", "households", "propensity"].map(part);
        assert!((part("before") + parts.iter().sum::<f64>() - part("after")).abs() < 1e-9);
    }

    let refused = |arguments: &[&str], expected: &str| {
        let (out, err) = check(place, arguments, 2);
        assert!(out.is_empty() && err.contains(expected), "no `{expected}` in\n{err}");
    };
    refused(&[&both[..], &["--out", "c.parquet"]].concat(), "c.parquet is there already");
    refused(&["compare", "baseline", "more_beds", "--run", "one"], "no scenario `more_beds`, but baseline");
    refused(&["compare", "baseline", "baseline", "--run", "one", "--seed", "2"], "cannot be used with");
    refused(&["compare", "baseline", "baseline", "--run", "nowhere"], "holds no finished run");
    run(place, "seed", &["--seed", "2"]);
    refused(&["compare", "baseline", "baseline", "--run", "one", "--with", "seed"], "seed 1 against 2");
    assert_eq!(names(place), ["c.parquet", "one", "other", "seed"]);
    std::fs::write(place.join("one/beds.parquet"), "damaged").unwrap();
    check(place, &both, 74);
}
