//! Published figures beside results.
use super::{check, figure, names, parquet_files};
use serde_json::Value;

const VALIDATE: [&str; 5] = ["validate", "--district", "qingxi", "--replicates", "2"];

#[test]
fn a_run_is_made_once_and_validated_again_to_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let (page, _) = check(place.path(), &VALIDATE, 0);
    // The synthetic district has made-up figures and no city.
    assert!(page.contains("figures held out") && page.contains("There is no backtest"), "{page}");
    let runs = names(&place.path().join("runs"));
    assert_eq!(runs.len(), 1);
    let run = place.path().join("runs").join(&runs[0]);
    let before = parquet_files(&run);
    assert!(before.contains_key("validation.parquet"));
    let (again, _) = check(place.path(), &VALIDATE, 0);
    assert_eq!(page, again);
    assert!(parquet_files(&run) == before, "a finished run is used again");

    let folder = format!("runs/{}", runs[0]);
    let with = ["validate", "--run", &folder, "--out", "table.parquet"];
    let (json, _) = check(place.path(), &[&with[..], &["--json"]].concat(), 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["coverage"]["all"]["n"], &json["coverage"]["tests"]["n"]), (&6.into(), &2.into()));
    assert!(place.path().join("table.parquet").exists());
    let (_, refused) = check(place.path(), &with, 2);
    assert!(refused.contains("table.parquet is there already"), "{refused}");
}

#[test]
fn figures_are_beside_bands_and_one_outside_is_no_failure() {
    let place = tempfile::tempdir().unwrap();
    let original = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baselines/qingxi");
    let copy = place.path().join("district");
    std::fs::create_dir(&copy).unwrap();
    for entry in std::fs::read_dir(original).unwrap().flatten() {
        std::fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    let observations = "# source: made up\n\
        key,place,statistic,indicator,per,month,since,fact,value,unit,error,reasons,use,group,source,grade,note\n\
        far,district,level,population.elders,,2021-12,,,900000,persons,0.01,rounding,hold_out,population,1,found,\n\
        fitted,district,level,population.elders,,2021-06,,,3000,persons,0.05,rounding,calibrate,population,2,found,\n";
    std::fs::write(copy.join("observations.csv"), observations).unwrap();
    let validate = ["validate", "--district", "district", "--replicates", "2"];
    let (json, _) = check(place.path(), &[&validate[..], &["--json"]].concat(), 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["coverage"]["tests"]["n"], 1);
    assert_eq!(json["coverage"]["tests"]["inside_95"], 0);
    assert_eq!(json["coverage"]["all"]["n"], 2);
    let rows = &figure(&json, "facts-published")["tables"][0]["rows"];
    assert_eq!(rows[0][1]["quantity"]["value"], 900_000.0);
    assert_eq!(rows[0][10]["text"], "held out");
    assert_eq!(rows[1][10]["text"], "calibrated to");
    let by_use = &figure(&json, "facts-scores")["tables"][0]["rows"];
    assert_eq!((&by_use[0][0]["text"], &by_use[0][3]["number"]["value"]), (&"calibrated to".into(), &1.0.into()));
    assert_eq!((&by_use[1][0]["text"], &by_use[1][3]["number"]["value"]), (&"held out".into(), &0.0.into()));
    let (page, _) = check(place.path(), &validate, 0);
    let page = page.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(page.contains("1 of them were held out and test the model (0 inside 80 %, 0 inside 95 %)"), "{page}");
    let (zh, _) = check(place.path(), &[&validate[..], &["--lang", "zh"]].concat(), 0);
    let zh: String = zh.split_whitespace().collect();
    assert!(zh.contains("1项留作检验（0项在80%、0项在95%区间内）"), "{zh}");
}

#[test]
fn a_folder_that_is_no_finished_run_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let (_, refused) = check(place.path(), &["validate", "--run", "nowhere"], 2);
    assert!(refused.contains("holds no finished run"), "{refused}");
    let (_, refused) = check(place.path(), &["validate", "--run", "r", "--district", "changning"], 2);
    assert!(refused.contains("--district"), "{refused}");
}
