//! Two runs beside each other.
use super::{check, figure, names};
use std::path::Path;

fn run(place: &Path, out: &str, more: &[&str]) {
    let arguments = [
        "run",
        "--district",
        "qingxi",
        "--replicates",
        "4",
        "--until",
        "2022-12",
        "--detail",
        "full",
        "--out",
        out,
        "--json",
    ];
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
    for expected in [
        "4 replicates in pairs",
        "home_care.expansion=0.9",
        "Hours of care unmet",
        "are not in the tables",
        "c.parquet",
    ] {
        assert!(page.contains(expected), "no `{expected}` in\n{page}");
    }
    let (page, _) = check(place, &[&both[..], &["--lang", "zh"]].concat(), 0);
    assert!(page.contains("照护时间缺口") && page.contains("床位需求变化的来源"), "{page}");

    let (json, _) = check(place, &[&both[..], &["--json"]].concat(), 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["replicates"], &json["file"]), (&4.into(), &serde_json::Value::Null));
    // From, to, before, four parts, their sum, after.
    let rows = figure(&json, "compare-bed-demand")["tables"][0]["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let part = |at: usize| row[at]["number"]["value"].as_f64().unwrap();
        let parts: f64 = (3..7).map(part).sum();
        assert!((part(2) + parts - part(8)).abs() < 1e-9 && (parts - part(7)).abs() < 1e-9, "{row}");
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
    let (_, err) = check(place, &both, 65);
    assert!(err.contains("beds.parquet"), "{err}");
}
