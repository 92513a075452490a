//! Many scenarios in one run: forked, killed, extended, designed, to a precision.
use super::{check, command, indicator, manifest, names, parquet_files};
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const QINGXI: [&str; 3] = ["run", "--district", "qingxi"];

fn run(place: &Path, out: &str, more: &[&str]) -> (String, String) {
    check(place, &[&QINGXI[..], &["--out", out], more].concat(), 0)
}

fn json(place: &Path, out: &str, more: &[&str]) -> Value {
    serde_json::from_str(&run(place, out, &[more, &["--json"]].concat()).0).expect("JSON")
}

#[track_caller]
fn same_bytes(place: &Path, a: &str, b: &str) {
    assert!(parquet_files(&place.join(a)) == parquet_files(&place.join(b)), "{a} and {b}: other bytes");
}

#[test]
fn shared_history_changes_no_byte() {
    let place = tempfile::tempdir().unwrap();
    let scenarios =
        ["baseline", "build-beds", "certify-80+epidemic-2027", "peak-without-epidemic", "--replicates", "2"];
    let (page, _) = run(place.path(), "forked", &[&scenarios[..], &["--threads", "2"]].concat());
    run(place.path(), "alone", &[&scenarios[..], &["--no-fork", "--threads", "1"]].concat());
    same_bytes(place.path(), "forked", "alone");
    assert!(page.contains("Sanity rules") && !page.contains("BROKEN"), "{page}");
    // A scenario's rows do not hang on what is run with it.
    let only = json(place.path(), "only", &["build-beds", "--replicates", "2"]);
    let all = json(place.path(), "forked", &scenarios);
    let waiting = |value: &Value, scenario: &str| indicator(value, Some(scenario), "beds.waiting", 2035);
    assert_eq!(waiting(&only, "build-beds"), waiting(&all, "build-beds"));
    assert_ne!(waiting(&all, "build-beds"), waiting(&all, "baseline"));
}

#[test]
fn a_killed_library_resumes_to_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let library = [&QINGXI[..], &["*", "--replicates", "3", "--until", "2028-12", "--out"]].concat();
    check(place.path(), &[&library[..], &["whole"]].concat(), 0);
    let mut child = command(place.path(), &[&library[..], &["killed", "--threads", "1"]].concat())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let begin = Instant::now();
    let parts = place.path().join("killed/parts");
    // Those of the first replicate are whole.
    let whole = |name: &&String| name.starts_with("audit") && name.ends_with(".parquet");
    while names(&parts).iter().filter(whole).count() < 17 {
        assert!(child.try_wait().expect("a child").is_none(), "the run ended before it could be killed");
        assert!(begin.elapsed() < Duration::from_secs(120), "no part in two minutes");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("killed with signal 9");
    child.wait().expect("gone");
    assert!(parquet_files(&place.path().join("killed")).is_empty(), "no result before the end");
    check(place.path(), &[&library[..], &["killed", "--resume"]].concat(), 0);
    same_bytes(place.path(), "killed", "whole");
    assert!(manifest(&place.path().join("killed"))["tasks_resumed"].as_u64().unwrap() >= 1);
}

#[test]
fn added_replicates_are_those_of_a_run_made_at_once() {
    let place = tempfile::tempdir().unwrap();
    let scenarios = ["baseline", "relief-outreach"];
    run(place.path(), "grown", &[&scenarios[..], &["--replicates", "5"]].concat());
    run(place.path(), "grown", &[&scenarios[..], &["--add-replicates", "4"]].concat());
    run(place.path(), "whole", &[&scenarios[..], &["--replicates", "9"]].concat());
    same_bytes(place.path(), "grown", "whole");
    assert_eq!(names(&place.path().join("grown")), names(&place.path().join("whole")));
    let nothing = [&QINGXI[..], &["--out", "none", "--add-replicates", "4"]].concat();
    check(place.path(), &nothing, 2);
}

#[test]
fn a_grid_is_every_combination_and_is_checked_against_the_sanity_rules() {
    let place = tempfile::tempdir().unwrap();
    let grid = ["--set", "training.pass=0.5,0.7,0.9", "--set", "relief.standard=1,1.2", "--replicates", "4"];
    let found = json(place.path(), "grid", &grid);
    let ids: Vec<&str> =
        found["plan"]["scenarios"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids.len(), 6);
    assert!(ids.contains(&"baseline@training.pass=0.9,relief.standard=1.2"), "{ids:?}");
    // 33 rules about each, and steps of both levers: 4 of the pass rate, 3 of the standard, with what it gives.
    assert!(found["sanity"]["verdicts"].as_u64().unwrap() > 6 * 33, "{}", found["sanity"]);
    assert_eq!(found["sanity"]["broken"], 0, "{}", found["sanity"]);
    let wrong = [&QINGXI[..], &["--set", "training.pass=0.5,9", "--set", "beds.added=1,2"]].concat();
    let (_, said) = check(place.path(), &wrong, 65);
    assert!(said.contains("training.pass") && said.contains("beds.added"), "{said}");
}

#[test]
fn designs_are_made_and_run() {
    let place = tempfile::tempdir().unwrap();
    let axes = ["training.pass", "mortality.level=0.95..1.05", "care.placement_rule"];
    for method in ["lhs", "sobol"] {
        let table = format!("{method}.csv");
        let make = ["design", "--district", "qingxi", "--designs", "8", "--method", method, "--out", &table];
        check(place.path(), &[&make[..], &axes].concat(), 0);
        check(place.path(), &[&make[..], &axes].concat(), 2);
        let (printed, _) = check(place.path(), &[&make[..7], &axes].concat(), 0);
        assert_eq!(printed, std::fs::read_to_string(place.path().join(&table)).unwrap());
        let found = json(place.path(), method, &["--design", &table, "--replicates", "1", "--until", "2022-12"]);
        assert_eq!(found["plan"]["scenarios"].as_array().unwrap().len(), 8);
        assert_eq!(found["plan"]["scenarios"][7]["id"], "baseline@design-0008");
    }
    let (_, said) =
        check(place.path(), &["design", "--district", "qingxi", "training.pas", "mortality.level=99..1"], 65);
    assert!(said.contains("training.pass") && said.contains("design: `mortality.level`"), "{said}");
}

#[test]
fn replicates_are_added_until_the_error_is_small_enough() {
    let place = tempfile::tempdir().unwrap();
    let to = ["baseline", "build-beds", "--replicates", "4", "--precision", "beds.waiting 1.2%"];
    let found = json(place.path(), "precise", &to);
    let precision = &found["precision"];
    assert_eq!(precision["reached"], true, "{precision}");
    assert!(precision["errors"][0]["relative"].as_f64().unwrap() <= 0.012);
    let replicates = precision["replicates"].as_u64().unwrap();
    assert_eq!(manifest(&place.path().join("precise"))["plan"]["replicates"], replicates);
    assert!(replicates > 4, "four replicates were enough: nothing is shown");
    // The same run made at once.
    let count = replicates.to_string();
    run(place.path(), "whole", &["baseline", "build-beds", "--replicates", &count]);
    same_bytes(place.path(), "precise", "whole");
    let wrong = [&QINGXI[..], &["--precision", "beds.wating 5%"]].concat();
    let (_, told) = check(place.path(), &wrong, 2);
    assert!(told.contains("beds.wating") && told.contains("did you mean beds.waiting?"), "{told}");
}

#[test]
fn what_exists_is_returned_at_once() {
    let place = tempfile::tempdir().unwrap();
    let scenarios = ["baseline", "austerity", "--replicates", "2"];
    let (first, _) = run(place.path(), "r", &scenarios);
    let before = manifest(&place.path().join("r"));
    let (again, _) = run(place.path(), "r", &scenarios);
    assert_eq!(first, again);
    assert_eq!(manifest(&place.path().join("r")), before, "nothing was run again");
}

#[test]
fn levers_and_scenarios_are_told_as_json() {
    let place = tempfile::tempdir().unwrap();
    let levers: Value = serde_json::from_str(&check(place.path(), &["levers", "--json"], 0).0).unwrap();
    let levers = levers["levers"].as_array().unwrap();
    assert!(levers.len() >= 40);
    for lever in levers {
        for key in ["id", "group", "kind", "unit", "unit_zh", "least", "most", "default", "source"] {
            assert!(!lever[key].is_null(), "{}: no {key}", lever["id"]);
        }
        assert!(lever["name"]["zh"].is_string() && lever["help"]["en"].is_string());
    }
    let kinds = |kind: &str| levers.iter().filter(|lever| lever["kind"] == kind).count();
    assert!(kinds("policy") >= 40 && kinds("assumption") >= 15);
    check(place.path(), &["check", "build-beds"], 0);
    std::fs::write(place.path().join("mine.toml"), "id = \"mine\"\n[[change]]\nlever = \"beds.add\"\n").unwrap();
    let (_, said) = check(place.path(), &["check", "mine.toml"], 65);
    assert!(said.contains("mine.toml:3") && said.contains("beds.added") && said.contains("description"), "{said}");
}

#[test]
fn a_dry_run_of_many_says_tasks_time_and_memory_and_what_is_shared() {
    let place = tempfile::tempdir().unwrap();
    let dry = [&QINGXI[..], &["*", "--replicates", "10", "--dry-run", "--json"]].concat();
    let estimate: Value = serde_json::from_str(&check(place.path(), &dry, 0).0).unwrap();
    assert_eq!((estimate["tasks"].as_u64(), estimate["replicates"].as_u64()), (Some(50), Some(170)));
    assert!(estimate["shared"].as_f64().unwrap() > 0.1, "{estimate}");
    assert!(estimate["megabytes"].as_f64().unwrap() > 0.0 && estimate["seconds"].as_f64().unwrap() > 0.0);
    assert!(names(place.path()).is_empty());
}
