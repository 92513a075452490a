//! The command that a run prints to make it again, for every kind of run, on another machine.
use super::{check, copy_folder, parquet_files};
use std::fs;
use std::path::Path;

const MINE: &str = r#"
id = "mine"
name = { zh = "试", en = "Mine" }
description = { zh = "试", en = "Mine" }
extends = "below"
[[change]]
lever = "beds.added"
opens = "2021-09"
type = "nursing"
to = { add = 20 }
"#;
const BELOW: &str = r#"
id = "below"
name = { zh = "底", en = "Below" }
description = { zh = "底", en = "Below" }
[[change]]
lever = "household.alone"
to = { set = 0.11 }
"#;

/// Runs what is asked for, takes the folder elsewhere, and makes the run again by the command that it printed.
#[track_caller]
fn check_again(arguments: &[&str], more: &[&[&str]]) {
    let place = tempfile::tempdir().unwrap();
    let here = place.path();
    fs::write(here.join("mine.toml"), MINE).unwrap();
    fs::write(here.join("below.toml"), BELOW).unwrap();
    fs::write(here.join("d.csv"), "training.pass@2021-06,household.alone\n0.7,0.11\n0.8,0.12\n").unwrap();
    check(here, &["copy", "qingxi", "district"], 0);
    let targets = fs::read_to_string(here.join("district/targets.toml")).unwrap() + "\n# mine\n";
    fs::write(here.join("district/targets.toml"), targets).unwrap();
    let run = ["run", "--out", "r", "--json"];
    let (mut json, _) = check(here, &[&run[..], arguments].concat(), 0);
    for arguments in more {
        json = check(here, &[&run[..], arguments].concat(), 0).0;
    }
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    copy_folder(&here.join("r"), &elsewhere.path().join("r"));
    drop(place);
    let elsewhere = elsewhere.path();
    let command: Vec<&str> = json["again"].as_str().expect("a command").split(' ').collect();
    let (program, arguments) = command.split_first().unwrap();
    assert_eq!(*program, "silverpeak");
    check(elsewhere, arguments, 0);
    let [one, other] = ["r", "again"].map(|name| elsewhere.join(name));
    assert!(parquet_files(&one) == parquet_files(&other), "other bytes");
    for name in ["plan.json", "inputs.json"] {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(other.join(name)).unwrap(), "another {name}");
    }
    // Page and terminal print the same command, and the inputs can be unpacked.
    check(elsewhere, &["report", "r"], 0);
    let page = fs::read_to_string(elsewhere.join("r/report-en.html")).unwrap();
    let (terminal, _) = check(elsewhere, &["run", "--again", "r", "--out", "r"], 0);
    for surface in [page, terminal] {
        assert!(surface.contains(json["again"].as_str().unwrap()), "{surface}");
    }
    check(elsewhere, &["copy", "r", "inputs"], 0);
    check(elsewhere, &["check", "inputs"], 0);
}

const QINGXI: [&str; 6] = ["--district", "qingxi", "--replicates", "2", "--until", "2021-12"];

#[track_caller]
fn check_of_qingxi(arguments: &[&str]) {
    check_again(&[&QINGXI[..], arguments].concat(), &[]);
}

#[test]
fn of_the_baseline_and_of_values_set_by_hand() {
    check_of_qingxi(&[]);
    check_of_qingxi(&["--set", "mortality.level=0.95", "--set", "training.pass@2021-06=0.8", "--seed", "7"]);
    check_of_qingxi(&["--no-shocks", "--parameters", "fixed", "--set", "care.placement_rule=nearest"]);
}

#[test]
fn of_scenarios_of_the_library_of_files_and_laid_over_one_another() {
    check_of_qingxi(&["baseline", "mine.toml", "certify-80+mine.toml", "*-2027"]);
}

#[test]
fn of_grids_and_designs() {
    check_of_qingxi(&["--set", "insurance.hours=1,1.5", "--set", "training.pass@2021-06=0.7,0.8"]);
    check_of_qingxi(&["baseline", "mine.toml", "--design", "d.csv", "--set", "insurance.hours=1.2"]);
}

#[test]
fn of_a_changed_baseline_in_a_folder() {
    let run = ["baseline", "mine.toml", "--district", "district", "--replicates", "2", "--until", "2021-12"];
    check_again(&run, &[]);
}

#[test]
fn of_runs_that_were_grown() {
    let grown = [&QINGXI[..2], &QINGXI[4..], &["--add-replicates", "3"]].concat();
    check_again(&QINGXI, &[&grown]);
    check_of_qingxi(&["--precision", "beds.waiting 50%"]);
}

#[test]
fn a_run_is_made_again_only_from_a_finished_one_of_this_version() {
    let place = tempfile::tempdir().unwrap();
    let again = |exit: i32, more: &[&str]| check(place.path(), &[&["run", "--again", "r"], more].concat(), exit).1;
    assert!(again(2, &[]).contains("holds no finished run"));
    check(place.path(), &[&["run", "--out", "r"], &QINGXI[..]].concat(), 0);
    for more in [&["baseline"][..], &["--set", "training.pass=0.8"], &["--replicates", "9"], &["--seed", "1"]] {
        let refused = again(2, more);
        assert!(refused.contains("--again"), "{refused}");
    }
    let manifest = place.path().join("r/manifest.json");
    let older = fs::read_to_string(&manifest).unwrap().replace(env!("CARGO_PKG_VERSION"), "0.0.9");
    fs::write(&manifest, older).unwrap();
    // The plan beside it and its identity are still those of the run.
    assert!(again(65, &[]).contains("plan.json"));
    let unreadable: &Path = place.path();
    assert!(!unreadable.join("again").exists());
}
