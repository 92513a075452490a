//! Wrong input: every mistake at once, an exit code, nothing half-written.
use super::{check, command, indicator, names};
use std::path::{Path, PathBuf};

/// A copy of the synthetic district with replacements made in its files.
fn district(place: &Path, edits: &[(&str, &str, &str)]) -> PathBuf {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baselines/qingxi");
    let copy = place.join("district");
    std::fs::create_dir(&copy).unwrap();
    for entry in std::fs::read_dir(original).unwrap().flatten() {
        std::fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    for (file, from, to) in edits {
        let text = std::fs::read_to_string(copy.join(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(copy.join(file), text.replacen(from, to, 1)).unwrap();
    }
    copy
}

#[test]
fn every_mistake_of_a_district_is_listed_with_file_line_and_key() {
    let place = tempfile::tempdir().unwrap();
    district(
        place.path(),
        &[
            ("parameters.toml", "doubling_years", "doubling_yaers"),
            ("parameters.toml", "level = { value = 1", "level = { value = 50"),
            ("district.toml", "start = \"2021-01\"", "start = \"2021-13\""),
        ],
    );
    for (arguments, exit) in [(&["check", "district"][..], 65), (&["run", "--district", "district", "--out", "r"], 65)]
    {
        let (out, err) = check(place.path(), arguments, exit);
        assert!(out.is_empty(), "{out}");
        for expected in
            ["doubling_yaers", "dementia.doubling_years", "parameters.toml:", "mortality.level", "0.2", "2021-13"]
        {
            assert!(err.contains(expected), "no `{expected}` in\n{err}");
        }
    }
    assert_eq!(names(place.path()), ["district"], "nothing was written");
    let (json, _) = check(place.path(), &["check", "district", "--json"], 65);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["problems"].as_array().unwrap().iter().all(|p| p["message"].is_string() && p["file"].is_string()));
    assert!(json["problems"].as_array().unwrap().len() >= 3);
}

/// Numbers that a district may hold but that once made nonsense of its rates.
#[test]
fn a_rate_or_share_of_zero_is_simulated() {
    for (file, from, to) in [
        ("mortality.csv", "2020,F,60,0.007000", "2020,F,60,0"),
        ("ability.csv", "60,69,1.5,1.2,0.4", "60,69,1.5,1.2,0"),
    ] {
        let place = tempfile::tempdir().unwrap();
        district(place.path(), &[(file, from, to)]);
        let run = ["run", "--district", "district", "--replicates", "4", "--until", "2022-12", "--json"];
        let (json, _) = check(place.path(), &run, 0);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let last = |id: &str| indicator(&json, None, id, 2022)[0];
        let share = last("population.dementia") / last("population.elders");
        assert!((0.02..0.10).contains(&share), "{file}: dementia {share}");
        assert!(last("population.severe") < last("population.moderate"), "{file}");
    }
}

#[test]
fn an_observation_of_no_indicator_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let folder = district(place.path(), &[]);
    let file = folder.join("observations.csv");
    let changed = std::fs::read_to_string(&file).unwrap().replacen("population.elders,", "population.eldres,", 1);
    std::fs::write(&file, changed).unwrap();
    let (_, err) = check(place.path(), &["check", "district"], 65);
    assert!(err.contains("observations.csv:3: `indicator`: `population.eldres`"), "{err}");
    assert!(err.contains("did you mean `population.elders`"), "{err}");
}

#[test]
fn a_district_from_a_folder_runs() {
    let place = tempfile::tempdir().unwrap();
    district(place.path(), &[("shocks.toml", "enabled = true", "enabled = false")]);
    let (page, _) =
        check(place.path(), &["run", "--district", "district", "--replicates", "2", "--until", "2021-12"], 0);
    assert!(page.contains("no shocks"), "{page}");
}

#[test]
fn mistakes_on_the_command_line() {
    let place = tempfile::tempdir().unwrap();
    #[track_caller]
    fn refuse(place: &Path, arguments: &[&str], exit: i32, said: &[&str]) {
        let (out, err) = check(place, arguments, exit);
        assert!(out.is_empty(), "{out}");
        for words in said {
            assert!(err.contains(words), "no `{words}` in\n{err}");
        }
        assert!(names(place).is_empty(), "{arguments:?} wrote something");
    }
    let run = |more: &[&'static str]| [&["run", "--district", "qingxi"][..], more].concat();
    let p = place.path();
    refuse(p, &[], 2, &["Usage"]);
    refuse(p, &["rum"], 2, &["rum"]);
    refuse(p, &run(&["--replicates", "0"]), 2, &["--replicates"]);
    refuse(p, &run(&["--replicates", "many"]), 2, &["many"]);
    refuse(p, &run(&["--threads", "0"]), 2, &["--threads"]);
    refuse(p, &run(&["--until", "2021-13"]), 2, &["2021-13", "YYYY-MM"]);
    refuse(p, &run(&["--until", "2019-01"]), 2, &["2021-01", "2035-12"]);
    refuse(p, &run(&["--set", "mortality.levle=1"]), 65, &["mortality.level"]);
    refuse(p, &run(&["--set", "mortality.level"]), 65, &["mortality.level"]);
    refuse(p, &run(&["--set", "mortality.level=99"]), 65, &["0.9", "1.1"]);
    refuse(p, &run(&["--set", "mortality.level=nan"]), 65, &["mortality.level"]);
    refuse(p, &run(&["--set", "a.b=1", "--set", "mortality.level=99"]), 65, &["a.b", "mortality.level"]);
    refuse(p, &run(&["--set", "migration.between_communities=0.9"]), 65, &["community_move", "above its band"]);
    refuse(p, &["run", "--district", "nowhere"], 65, &["nowhere"]);
    refuse(p, &["check", "nowhere"], 65, &["nowhere"]);
}

#[test]
fn more_persons_or_households_than_have_ids_are_refused() {
    let check_too_many = |file: &str, from: &str, to: &str, said: &[&str]| {
        let place = tempfile::tempdir().unwrap();
        district(place.path(), &[(file, from, to)]);
        let run = ["run", "--district", "district", "--replicates", "1", "--set", "workforce.newcomer_growth=0.2"];
        let (_, err) = check(place.path(), &run, 65);
        for words in said {
            assert!(err.contains(words), "no `{words}` in\n{err}");
        }
        assert_eq!(names(place.path()), ["district"]);
    };
    check_too_many(
        "parameters.toml",
        "newcomers = { value = 0.8, unit = \"persons a month\", range = [0.5, 1.2]",
        "newcomers = { value = 20000, unit = \"persons a month\", range = [20000, 20000]",
        &["newcomers of occupation `care_worker`", "2025", "40000"],
    );
    let households = std::fs::read_to_string("scenarios/baselines/qingxi/parameters.toml").unwrap();
    let poor = households.lines().find(|line| line.starts_with("poor_households = ")).unwrap();
    let (from, _) = poor.split_once(", source").unwrap();
    check_too_many(
        "parameters.toml",
        from,
        "poor_households = { value = 200000, unit = \"households\", range = [200000, 200000]",
        &["households in hardship in one community", "32768"],
    );
}

#[test]
fn a_folder_that_cannot_be_written_is_an_io_error() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("file"), "").unwrap();
    let run = ["run", "--district", "qingxi", "--replicates", "1", "--out", "file/r"];
    let (_, err) = check(place.path(), &run, 74);
    assert!(err.contains("file/r"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = tempfile::tempdir().unwrap();
    let mut child =
        command(place.path(), &["schema", "outputs"]).stdout(std::process::Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
