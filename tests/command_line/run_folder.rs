//! What a run leaves behind.
use super::{check, indicator, manifest, names, parquet_files};
use std::collections::BTreeSet;
use std::path::Path;

const FILES: [&str; 24] = [
    "agencies.parquet",
    "audit.parquet",
    "beds.parquet",
    "care.parquet",
    "equity.parquet",
    "facilities.parquet",
    "hardship.parquet",
    "inputs.json",
    "labour_market.parquet",
    "ledger.parquet",
    "manifest.json",
    "plan.json",
    "plans.parquet",
    "population.parquet",
    "projection.parquet",
    "pyramid.parquet",
    "relief.parquet",
    "sanity.parquet",
    "services.parquet",
    "summary.parquet",
    "targets.parquet",
    "training.parquet",
    "waits.parquet",
    "workforce.parquet",
];

#[test]
fn the_same_bytes_whatever_the_threads_and_the_placement() {
    let place = tempfile::tempdir().unwrap();
    let mut first = None;
    // Six replicates are two tasks.
    for (threads, placement) in [("1", "packed"), ("2", "packed"), ("3", "spread"), ("6", "spread")] {
        let arguments = ["run", "--district", "qingxi", "--replicates", "6", "--detail", "full", "--out", threads];
        check(place.path(), &[&arguments[..], &["--threads", threads]].concat(), 0);
        let run = place.path().join(threads);
        assert_eq!(names(&run), FILES);
        assert_eq!(manifest(&run)["placement"], placement, "{threads} threads");
        let files = parquet_files(&run);
        match &first {
            None => first = Some(files),
            Some(expected) => assert!(files == *expected, "{threads} threads, {placement}: other bytes"),
        }
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    let place = tempfile::tempdir().unwrap();
    let common = ["run", "--district", "qingxi", "--replicates", "3", "--json"];
    let run = |more: &[&str]| -> serde_json::Value {
        serde_json::from_str(&check(place.path(), &[&common[..], more].concat(), 0).0).unwrap()
    };
    let short = run(&["--until", "2024-12", "--out", "short"]);
    let long = run(&["--out", "long"]);
    for id in ["population.elders", "beds.demand", "relief.spending", "budget.arrears"] {
        for year in 2021..=2024 {
            assert_eq!(indicator(&short, None, id, year), indicator(&long, None, id, year), "{id} {year}");
        }
    }
}

#[test]
fn the_manifest_says_where_everything_comes_from() {
    let place = tempfile::tempdir().unwrap();
    let arguments = [
        "run",
        "--district",
        "qingxi",
        "--replicates",
        "2",
        "--seed",
        "7",
        "--out",
        "r",
        "--set",
        "mortality.level=1.1",
    ];
    check(place.path(), &arguments, 0);
    let manifest = manifest(&place.path().join("r"));
    assert_eq!(manifest["plan"]["seed"], 7);
    let set = &manifest["plan"]["settings"][0];
    assert_eq!(
        (&set["lever"], &set["value"], &set["from"]),
        (&"mortality.level".into(), &1.1.into(), &serde_json::Value::Null)
    );
    let inputs = manifest["plan"]["inputs"].as_array().unwrap().iter().map(|input| input["file"].as_str().unwrap());
    let inputs: BTreeSet<&str> = inputs.collect();
    let shipped = names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baselines/qingxi"));
    let shipped: BTreeSet<&str> = shipped.iter().map(String::as_str).filter(|name| *name != "README.md").collect();
    assert_eq!(inputs, shipped, "every file of the baseline");
    assert_eq!(manifest["plan"]["silverpeak_version"], env!("CARGO_PKG_VERSION"));
    assert!(manifest["timings"]["simulate"].as_f64().unwrap() > 0.0);
    for file in manifest["files"].as_array().unwrap() {
        let bytes = std::fs::read(place.path().join("r").join(file["file"].as_str().unwrap())).unwrap();
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["blake3"], blake3::hash(&bytes).to_hex().as_str(), "{}", file["file"]);
        assert!(file["rows"].as_u64().unwrap() > 0);
    }
}

#[test]
fn json_and_page_tell_the_same() {
    let place = tempfile::tempdir().unwrap();
    let arguments = ["run", "--district", "qingxi", "--replicates", "5", "--out", "r"];
    let (page, _) = check(place.path(), &arguments, 0);
    let (json, _) = check(place.path(), &[&arguments[..], &["--resume", "--json"]].concat(), 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let [median, ..] = indicator(&json, None, "population.elders", 2035);
    let line = page.lines().find(|line| line.trim_start().starts_with("2035")).unwrap();
    let written = format!("  {},{:03.0}  [", (median / 1000.0).floor(), median % 1000.0);
    assert!(line.contains(&written), "{written} in {line}");
    assert_eq!(json["sanity"]["broken"], 0);
    assert!(json["sanity"]["verdicts"].as_u64().unwrap() >= 33);
}

#[test]
fn drawn_parameters_widen_the_bands_and_shocks_lower_the_path() {
    let place = tempfile::tempdir().unwrap();
    let run = |out: &str, more: &[&str]| -> serde_json::Value {
        let common = ["run", "--district", "qingxi", "--replicates", "12", "--json", "--out", out];
        serde_json::from_str(&check(place.path(), &[&common[..], more].concat(), 0).0).unwrap()
    };
    let width = |run: &serde_json::Value| {
        let [_, low, high] = indicator(run, None, "population.dementia", 2035);
        high - low
    };
    let (drawn, fixed) = (run("drawn", &[]), run("fixed", &["--parameters", "fixed"]));
    assert!(width(&drawn) > width(&fixed), "{} and {}", width(&drawn), width(&fixed));
    let calm = run("calm", &["--parameters", "fixed", "--no-shocks"]);
    let elders = |run: &serde_json::Value| indicator(run, None, "population.elders", 2025)[0];
    assert!(elders(&fixed) < elders(&calm), "{} and {}", elders(&fixed), elders(&calm));
}
