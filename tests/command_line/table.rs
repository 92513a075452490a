//! `silverpeak table`: any table of a run as CSV.
use super::verify::short_run;
use super::{check, manifest, names};
use std::fs;

#[test]
fn every_table_of_a_run_is_csv_that_excel_opens() {
    let place = tempfile::tempdir().unwrap();
    let run = short_run(place.path());
    for file in manifest(&run)["files"].as_array().unwrap() {
        let topic = file["topic"].as_str().unwrap();
        let (text, _) = check(place.path(), &["table", "r", topic], 0);
        let table = outputs::tables().into_iter().find(|table| table.name == topic).unwrap();
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let head = text.strip_prefix('\u{feff}').expect("a byte order mark").lines().next().unwrap();
        assert_eq!(head, columns.join(","));
        // No text of a run has a line break.
        assert_eq!(text.lines().count() as u64, 1 + file["rows"].as_u64().unwrap(), "{topic}");
    }
}

#[test]
fn scenario_and_area_choose_rows_and_a_file_is_never_overwritten() {
    let place = tempfile::tempdir().unwrap();
    short_run(place.path());
    let arguments = ["table", "r", "population", "--scenario", "baseline", "--area", "district", "--out", "p.csv"];
    check(place.path(), &arguments, 0);
    let text = fs::read_to_string(place.path().join("p.csv")).unwrap();
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len(), 2 * 12);
    assert!(rows[0].starts_with("baseline,0,2021-01-01,district,"), "{}", rows[0]);
    check(place.path(), &arguments, 2);
    assert_eq!(names(place.path()), ["p.csv", "r"], "nothing half-written");

    let refused = |more: &[&str], said: &str| {
        let (_, error) = check(place.path(), &[&["table", "r"], more].concat(), 2);
        assert!(error.contains(said), "{error}");
    };
    refused(&["population", "--area", "distrct"], "did you mean district?");
    refused(&["population", "--scenario", "none"], "baseline");
    refused(&["populations"], "did you mean population?");
    refused(&["validation"], "silverpeak validate --run r");
    refused(&["sanity", "--area", "nowhere"], "no rows of the area");
}

/// Files written for the user: nothing beside them is touched, no link is followed, nothing is replaced.
#[cfg(unix)]
#[test]
fn nothing_of_the_user_is_written_through_or_removed() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    short_run(place.path());
    fs::write(place.path().join("precious"), "mine").unwrap();
    let ways: [&[&str]; 5] = [
        &["table", "r", "sanity"],
        &["workbook", "r"],
        &["report", "r"],
        &["validate", "--run", "r"],
        &["design", "--district", "qingxi", "mortality.level"],
    ];
    for way in ways {
        let out = |name| [way, &["--out", name]].concat();
        for name in ["s", "taken", "dangling"] {
            symlink("precious", place.path().join(format!("{name}.partial"))).unwrap();
        }
        symlink("precious", place.path().join("taken")).unwrap();
        symlink("nowhere", place.path().join("dangling")).unwrap();
        check(place.path(), &out("s"), 0);
        check(place.path(), &out("taken"), 2);
        check(place.path(), &out("dangling"), 2);
        let expected = ["dangling", "dangling.partial", "precious", "r", "s", "s.partial", "taken", "taken.partial"];
        assert_eq!(names(place.path()), expected, "{way:?}");
        assert_eq!(fs::read_to_string(place.path().join("precious")).unwrap(), "mine", "{way:?}");
        for name in expected.iter().filter(|name| !["precious", "r"].contains(name)) {
            fs::remove_file(place.path().join(name)).unwrap();
        }
    }
}
