//! Killed, interrupted, started twice.
use super::{check, command, manifest, names, parquet_files};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Long enough to be interrupted in the middle: 20 tasks.
const RUN: [&str; 8] = ["run", "--district", "qingxi", "--replicates", "80", "--threads", "2", "--out"];

fn arguments<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    RUN.into_iter().chain([out]).chain(more.iter().copied()).collect()
}

/// Starts a run and waits until it has finished a few of its tasks, but not all.
fn in_the_middle(place: &Path, out: &str) -> Child {
    let mut child =
        command(place, &arguments(out, &[])).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    let begin = Instant::now();
    loop {
        let parts = names(&place.join(out).join("parts"));
        if parts.iter().filter(|name| name.ends_with(".json")).count() >= 3 {
            return child;
        }
        assert!(child.try_wait().expect("a child").is_none(), "the run ended before it could be interrupted");
        assert!(begin.elapsed() < Duration::from_secs(120), "no part in two minutes");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_killed_run_resumes_to_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    check(place.path(), &arguments("whole", &[]), 0);
    let mut child = in_the_middle(place.path(), "killed");
    child.kill().expect("killed with signal 9");
    child.wait().expect("gone");
    let killed = place.path().join("killed");
    assert!(!killed.join("manifest.json").exists());
    assert!(parquet_files(&killed).is_empty(), "no result before the end");

    check(place.path(), &arguments("killed", &["--resume"]), 0);
    assert!(parquet_files(&killed) == parquet_files(&place.path().join("whole")), "other bytes after resuming");
    assert!(manifest(&killed)["tasks_resumed"].as_u64().unwrap() >= 3);
    assert_eq!(names(&killed), names(&place.path().join("whole")), "nothing is left over");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_says_how_to_go_on() {
    let place = tempfile::tempdir().unwrap();
    let child = in_the_middle(place.path(), "r");
    let signal = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(signal.success());
    let ended = child.wait_with_output().expect("ends");
    assert_eq!(ended.status.code(), Some(75));
    check(place.path(), &arguments("r", &["--resume"]), 0);
}

#[test]
fn results_are_never_overwritten() {
    let place = tempfile::tempdir().unwrap();
    let run = ["run", "--district", "qingxi", "--replicates", "2", "--out", "r"];
    let (page, _) = check(place.path(), &run, 0);
    let before = parquet_files(&place.path().join("r"));
    for more in [&[][..], &["--resume"]] {
        let (again, _) = check(place.path(), &[&run[..], more].concat(), 0);
        assert_eq!(page, again, "a finished run is shown again");
    }
    let (_, refused) = check(place.path(), &[&run[..], &["--seed", "2"]].concat(), 2);
    assert!(refused.contains("already holds a run") && refused.contains("--resume"), "{refused}");
    let (_, other) = check(place.path(), &[&run[..], &["--resume", "--seed", "2"]].concat(), 2);
    assert!(other.contains("seed is 1 there, 2 was asked for"), "{other}");
    assert!(parquet_files(&place.path().join("r")) == before);

    std::fs::create_dir(place.path().join("mine")).unwrap();
    std::fs::write(place.path().join("mine/notes.txt"), "precious").unwrap();
    for more in [&[][..], &["--resume"]] {
        let into_mine = ["run", "--district", "qingxi", "--replicates", "2", "--out", "mine"];
        check(place.path(), &[&into_mine[..], more].concat(), 2);
    }
    assert_eq!(names(&place.path().join("mine")), ["notes.txt"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = tempfile::tempdir().unwrap();
    let (page, _) = check(place.path(), &["run", "--district", "qingxi", "--dry-run"], 0);
    assert!(page.contains("25 tasks, 100 replicates of 180 months"), "{page}");
    assert!(names(place.path()).is_empty());
}
