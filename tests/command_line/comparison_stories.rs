//! Single elders under two scenarios.
use super::check;
use super::comparison_runs::MINE;
use serde_json::Value;
use std::path::Path;

const QINGXI: [&str; 5] = ["compare", "--district", "qingxi", "--replicates", "2"];

fn told(place: &Path, more: &[&str]) -> Value {
    let (json, _) = check(place, &[&QINGXI[..], more, &["--json"]].concat(), 0);
    let mut json: Value = serde_json::from_str(&json).unwrap();
    json["stories"].take()
}

#[test]
fn stories_are_told_the_same_twice_and_whatever_the_threads() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let pair = ["baseline", "build-beds", "--stories"];
    let stories = told(place, &pair);
    assert_eq!(stories, told(place, &[&pair[..], &["4", "--threads", "1"]].concat()));
    let other = told(place, &[&pair[..], &["4", "--threads", "3", "--into", "other"]].concat());
    assert_eq!(stories, other);
    assert_eq!(stories["from"]["first"], "2026-01");
    let number = |name: &str| stories[name].as_u64().unwrap();
    assert!(number("differing") > 0 && number("differing") < number("elders"), "{stories}");
    let all = stories["stories"].as_array().unwrap();
    assert_eq!(all.len(), 4);
    for story in all {
        assert_ne!(story["a"], story["b"], "nothing differs");
        for life in [&story["a"], &story["b"]] {
            let ends = life["events"].as_array().unwrap().iter().filter(|event| {
                let what = event["what"].as_str().unwrap();
                what == "died" || what == "departed"
            });
            assert_eq!(ends.count(), usize::from(life["end"].is_null()), "{life}");
        }
    }
    assert_ne!(stories["stories"], told(place, &[&pair[..], &["4", "--replicate", "1"]].concat())["stories"]);
    let (_, refused) = check(place, &[&QINGXI[..], &pair, &["2", "--replicate", "2"]].concat(), 2);
    assert!(refused.contains("no replicate 2; the last is 1"), "{refused}");

    let words = |language: &str| check(place, &[&QINGXI[..], &pair, &["3", "--lang", language]].concat(), 0).0;
    for (page, expected) in [
        (words("en"), ["Single elders under A and B", "1. Elder #", "largest gain in", "they are no estimate"]),
        (words("zh"), ["老人的经历", "1. 长者 #", "增加最多", "不是估计"]),
    ] {
        for expected in expected {
            assert!(page.contains(expected), "no `{expected}` in\n{page}");
        }
    }
}

#[test]
fn a_scenario_against_itself_has_no_stories() {
    let place = tempfile::tempdir().unwrap();
    let stories = told(place.path(), &["build-beds", "build-beds", "--stories"]);
    assert_eq!((&stories["from"], &stories["stories"]), (&Value::Null, &Value::Array(Vec::new())));
    let same = ["build-beds", "build-beds", "--stories"];
    let (page, _) = check(place.path(), &[&QINGXI[..], &same].concat(), 0);
    assert!(page.contains("there is nothing to tell"), "{page}");
    assert_eq!(told(place.path(), &["build-beds", "build-beds"]), Value::Null, "none were asked for");
}

#[test]
fn stories_of_a_run_are_told_from_what_it_keeps() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let run = |out: &str, more: &[&str]| {
        let run = ["run", "--district", "qingxi", "--replicates", "2", "--out", out];
        check(place, &[&run[..], more].concat(), 0);
    };
    // The same as when both are run by `compare`.
    run("library", &["baseline", "build-beds", "--detail", "full"]);
    let of_run = |more: &[&str], exit: i32| check(place, &[&["compare", "--stories", "4"], more].concat(), exit);
    let (page, _) = of_run(&["baseline", "build-beds", "--run", "library"], 0);
    let (again, _) = check(place, &[&QINGXI[..], &["baseline", "build-beds", "--stories", "4"]].concat(), 0);
    assert_eq!(page, again);
    run("set", &["--set", "home_care.expansion=0.9"]);
    let (page, _) = of_run(&["baseline", "baseline", "--run", "library", "--with", "set"], 0);
    assert!(page.contains("the scenarios differ from 2021-01 on"), "{page}");

    // A run keeps the files of its scenarios, whatever becomes of them.
    std::fs::write(place.join("mine.toml"), MINE).unwrap();
    run("file", &["baseline", "mine.toml"]);
    let (page, _) = of_run(&["baseline", "mine", "--run", "file"], 0);
    std::fs::remove_file(place.join("mine.toml")).unwrap();
    assert_eq!(of_run(&["baseline", "mine", "--run", "file"], 0).0, page);
    let (_, refused) = of_run(&["baseline", "mine", "--run", "file", "--district", "changning"], 2);
    assert!(refused.contains("--district"), "{refused}");
}
