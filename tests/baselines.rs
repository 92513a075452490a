//! Committed numbers: the summaries of small runs. They change only on purpose, by `bash scripts/bless`.
use crate::command_line::check;
use std::fs;
use std::path::Path;

/// Median and 80 % band of every indicator of the district in Decembers, of the run that is compared.
fn decembers(csv: &str) -> String {
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let heads: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let at = |name: &str| heads.iter().position(|head| *head == name).unwrap_or_else(|| panic!("no column {name}"));
    let kept = ["indicator", "month", "p10", "p50", "p90"].map(at);
    let month = at("month");
    let mut text = String::from("indicator,month,p10,p50,p90\n");
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[month].contains("-12") {
            text += &(kept.map(|at| cells[at]).join(",") + "\n");
        }
    }
    text
}

fn compare(district: &str, replicates: &str) {
    let place = tempfile::tempdir().unwrap();
    let run = ["run", "--district", district, "--replicates", replicates, "--out", "run", "--json"];
    check(place.path(), &run, 0);
    check(place.path(), &["table", "run", "summary", "--area", "district", "--out", "summary.csv"], 0);
    let found = decembers(&fs::read_to_string(place.path().join("summary.csv")).unwrap());
    assert!(found.lines().count() > 1000, "too few rows: {}", found.lines().count());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/baselines").join(format!("{district}.csv"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &found).unwrap();
        return;
    }
    let committed = fs::read_to_string(&file).expect("a committed baseline");
    let different: Vec<(&str, &str)> =
        committed.lines().zip(found.lines()).filter(|(before, now)| before != now).take(20).collect();
    assert!(
        different.is_empty() && committed.lines().count() == found.lines().count(),
        "results of {district} changed; where it is on purpose: bash scripts/bless. (before, now): {different:#?}"
    );
}

#[test]
fn results_of_qingxi_are_the_committed_ones() {
    compare("qingxi", "4");
}

#[test]
fn results_of_changning_are_the_committed_ones() {
    compare("changning", "4");
}
