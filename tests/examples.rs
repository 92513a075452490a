//! The examples of reading a run folder: each answers three questions, all alike, and as the summary does.
use crate::command_line::check;
use crate::readers::python;
use outputs::{SUMMARY_FILE, Summary};
use std::path::Path;
use std::process::Command;

const EXAMPLES: [&str; 4] = ["read_duckdb.py", "read_pandas.py", "read_polars.py", "read_arrow.py"];

#[test]
fn duckdb_pandas_polars_and_arrow_give_the_same_answers() {
    let (root, python) = (Path::new(env!("CARGO_MANIFEST_DIR")), python());
    let place = tempfile::tempdir().unwrap();
    check(place.path(), &["run", "--district", "qingxi", "--replicates", "3", "--out", "r"], 0);
    let run = place.path().join("r");
    let answer = |example: &str| {
        let output = Command::new(&python).arg(root.join("examples/read").join(example)).arg(&run).output();
        let output = output.expect("Python starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{example}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let answers = EXAMPLES.map(answer);
    for (example, found) in EXAMPLES.iter().zip(&answers) {
        assert_eq!(*found, answers[0], "{example} and {}", EXAMPLES[0]);
    }

    let summary = Summary::read(&run.join(SUMMARY_FILE)).unwrap();
    let mut expected: Vec<String> = summary
        .series("baseline", "district", "population.elders_80_plus")
        .iter()
        .filter(|row| row.month.is_december())
        .map(|row| format!("elders_80_plus\t{}\t{:.2}", row.month.year(), row.p50))
        .collect();
    let waiting = summary.get("baseline", "2030-12".parse().unwrap(), "district", "beds.waiting").unwrap();
    expected.push(format!("beds_waiting\t2030\t{:.2}\t{:.2}\t{:.2}", waiting.p50, waiting.p10, waiting.p90));
    let found: Vec<&str> = answers[0].lines().collect();
    assert_eq!(found[..expected.len()], expected);

    // Programmes add up to the group: its twelve monthly means.
    let relief = summary.series("baseline", "district", "relief.spending");
    let in_2030: f64 = relief.iter().filter(|row| row.month.year() == 2030).map(|row| row.mean).sum();
    let programmes = &found[expected.len()..];
    let numbers = programmes.iter().map(|line| line.rsplit('\t').next().unwrap().parse::<f64>().unwrap());
    assert!(programmes.len() > 5 && programmes.iter().all(|line| line.starts_with("relief_spending\t")));
    assert!((numbers.sum::<f64>() - in_2030).abs() < 1.0, "{in_2030}: {programmes:?}");
}
