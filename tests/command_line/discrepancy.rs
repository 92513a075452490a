//! The discrepancy of a baseline, from its file to every surface.
use super::{check, copy_folder, figure, indicator};
use outputs::{DISTRICT_AREA, Summary};
use serde_json::Value;
use std::path::Path;

const TABLE: &str = "# source: tests\n\
    indicator,scale,month,sd,sd_a_year,basis,grade,source,note\n\
    population.elders,log,2023-06,0.01,0.01,backtest,derived,tests,tests\n\
    workforce.certified_share,logit,2023-06,0.3,0.1,assumed,assumed,tests,tests\n\
    spending.all,log,2023-06,0.05,0.01,assumed,assumed,tests,tests\n";

/// Runs a copy of the small district, with this table or none.
fn run(place: &Path, name: &str, table: Option<&str>) -> Value {
    let district = place.join(name);
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baselines/qingxi"), &district);
    if let Some(table) = table {
        std::fs::write(district.join("discrepancy.csv"), table).unwrap();
    }
    let out = format!("run-{name}");
    let arguments = ["run", "--district", name, "--replicates", "5", "--seed", "3", "--json", "--out", &out];
    serde_json::from_str(&check(place, &arguments, 0).0).unwrap()
}

#[test]
fn bands_widen_medians_stay_and_every_surface_agrees() {
    let place = tempfile::tempdir().unwrap();
    let (with, without) = (run(place.path(), "with", Some(TABLE)), run(place.path(), "without", None));
    // Medians are the replicates'; the bands of what has a term are wider, and ever wider.
    let mut last = 0.0;
    for year in [2022, 2025, 2030, 2035] {
        let [found, plain] = [&with, &without].map(|run| indicator(run, None, "population.elders", year));
        assert_eq!(found[0], plain[0], "{year}");
        assert!(found[1] < plain[1] && found[2] > plain[2], "{year}: {found:?} {plain:?}");
        let widening = (found[2] - found[1]) / (plain[2] - plain[1]).max(1.0);
        let relative = (found[2] - found[1]) / found[0];
        assert!(relative > last && widening > 1.0, "{year}: {relative} after {last}");
        last = relative;
    }
    let [found, plain] = [&with, &without].map(|run| indicator(run, None, "population.dementia", 2030));
    assert_eq!(found, plain, "no term, no change");
    // At least the normal band of the discrepancy alone: 1.28 * sqrt(0.01^2 + 0.125^2) on either side in 2035.
    let [median, low, high] = indicator(&with, None, "population.elders", 2035);
    assert!(high / median > 1.12 && low / median < 0.9, "{low} {median} {high}");

    // The summary has the same ends, and its quantiles are the replicates' still.
    let summary = |name: &str| Summary::read(&place.path().join(format!("run-{name}/summary.parquet"))).unwrap();
    let december = "2035-12".parse().unwrap();
    let of = |summary: &Summary| summary.get("baseline", december, DISTRICT_AREA, "population.elders").unwrap().clone();
    let (row, plain) = (of(&summary("with")), of(&summary("without")));
    assert_eq!((row.p10, row.p50, row.p90, plain.bands), (plain.p10, plain.p50, plain.p90, None));
    let bands = row.bands.expect("a term");
    assert_eq!([bands.band80[0], bands.band80[1]], [low, high]);
    assert!(bands.band95[0] < low && bands.band95[1] > high);

    // The first page and the figure of both bands.
    let sentence = |run: &Value| figure(run, "headline-forecasts")["sentence"].as_str().unwrap().to_string();
    assert!(sentence(&with).contains("and the discrepancy between the model and the world"), "{}", sentence(&with));
    assert!(sentence(&without).contains("no discrepancy"), "{}", sentence(&without));
    let rows = figure(&with, "bands-contents")["tables"][0]["rows"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 3, "{rows:?}");
    for row in &rows {
        let width = |at: usize| {
            let ends = &row[at]["interval"]["interval"];
            ends["high"].as_f64().unwrap() - ends["low"].as_f64().unwrap()
        };
        let ratio = row[5]["number"]["value"].as_f64().unwrap();
        assert!(ratio > 1.0 && (ratio - width(3) / width(4)).abs() < 1e-9, "{row}");
    }
    let all = &rows[2][3]["interval"]["interval"];
    let card = figure(&with, "headline-forecasts")["tables"][0]["rows"].as_array().unwrap().clone();
    let spent = card.iter().find(|row| row[0]["text"].as_str().unwrap().starts_with("Relief spending")).unwrap();
    assert_eq!(&spent[1]["quantity"]["interval"]["high"], &all["high"], "one rule for the sum of the groups");
    let share = |run: &Value| {
        let figure = figure(run, "targets-probability");
        figure["tables"][0]["rows"][0].to_string()
    };
    assert_ne!(share(&with), share(&without), "the probability of the certified share has it too");
}

#[test]
fn a_discrepancy_of_no_output_or_on_another_scale_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let district = place.path().join("d");
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baselines/qingxi"), &district);
    let wrong = TABLE.replace("population.elders,log", "population.eldrs,log").replace("share,logit", "share,log");
    std::fs::write(district.join("discrepancy.csv"), wrong).unwrap();
    let (_, refused) = check(place.path(), &["check", "d"], 65);
    for expected in ["did you mean `population.elders`?", "the unit is `log`; it should be `logit`"] {
        assert!(refused.contains(expected), "{expected}\nis not in\n{refused}");
    }
}
