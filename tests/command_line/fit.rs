//! The fit of mortality, and the backtest without a run.
use super::{check, figure};
use serde_json::Value;
use std::path::Path;

#[test]
fn the_table_is_written_once_and_is_the_shipped_one() {
    let place = tempfile::tempdir().unwrap();
    let fit = ["fit", "changning", "--out", "mortality.csv"];
    let (json, _) = check(place.path(), &[&fit[..], &["--json"]].concat(), 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    let years = &figure(&json, "mortality-fit")["tables"][0]["rows"];
    assert_eq!(years.as_array().unwrap().len(), 7);
    assert!(figure(&json, "mortality-residuals")["tables"][0]["rows"].as_array().unwrap().len() > 80);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baselines/changning/mortality.csv");
    let written = std::fs::read_to_string(place.path().join("mortality.csv")).unwrap();
    assert!(written == std::fs::read_to_string(shipped).unwrap());
    let (_, refused) = check(place.path(), &fit, 2);
    assert!(refused.contains("mortality.csv is there already"), "{refused}");
    let (zh, _) = check(place.path(), &["fit", "--lang", "zh"], 0);
    assert!(zh.contains("死亡率的拟合") && zh.contains("99岁及以上死亡率"), "{zh}");
}

#[test]
fn a_baseline_that_lacks_the_files_says_which() {
    let place = tempfile::tempdir().unwrap();
    for asked in [&["fit", "qingxi"][..], &["validate", "--backtest", "--district", "qingxi"]] {
        let (_, refused) = check(place.path(), asked, 65);
        assert!(refused.contains("city_elders.csv, districts_census.csv, mortality_standard.csv"), "{refused}");
    }
    let (_, refused) = check(place.path(), &["fit", "nowhere"], 65);
    assert!(refused.contains("neither an embedded baseline"), "{refused}");
}

#[test]
fn the_backtest_needs_no_run() {
    let place = tempfile::tempdir().unwrap();
    let backtest = ["validate", "--backtest", "--out", "backtest.parquet"];
    let (json, _) = check(place.path(), &[&backtest[..], &["--json"]].concat(), 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    let coverage = &figure(&json, "backtest-coverage")["tables"][0]["rows"];
    assert_eq!(coverage[0][0]["text"], "city 60+");
    assert!(place.path().join("backtest.parquet").exists() && !place.path().join("runs").exists());
    let skill = &figure(&json, "backtest-skill")["tables"][0]["rows"];
    assert_eq!(coverage.as_array().unwrap().len(), skill.as_array().unwrap().len());
    let (_, refused) = check(place.path(), &["validate", "--backtest", "--run", "r"], 2);
    assert!(refused.contains("--run"), "{refused}");
}
