//! Limits of the machine: streams that take nothing, few threads and files, little memory; and what a run is said to cost.
use super::verify::short_run;
use super::{PROGRAM, check, command};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

#[cfg(target_os = "linux")]
#[test]
fn no_command_breaks_over_a_full_or_closed_stream() {
    let place = tempfile::tempdir().unwrap();
    short_run(place.path());
    let commands: [&[&str]; 18] = [
        &["--help"],
        &["--version"],
        &["rum"],
        &["run", "--district", "qingxi", "--replicates", "1", "--until", "2021-02", "--out", "r", "--resume"],
        &["run", "--district", "qingxi", "--replicates", "1", "--until", "2021-02", "--dry-run"],
        &["run", "nothing"],
        &["compare", "baseline", "baseline", "--run", "r"],
        &["check", "qingxi"],
        &["check", "build-beds", "--json"],
        &["levers", "--district", "qingxi"],
        &["design", "training.*", "--designs", "4", "--district", "qingxi"],
        &["validate", "--run", "r"],
        &["verify", "r"],
        &["describe", "population"],
        &["table", "r", "sanity"],
        &["copy", "qingxi", "r"],
        &["document", "assumptions", "--district", "qingxi"],
        &["schema", "inputs"],
    ];
    for arguments in commands {
        for stream in ["1", "2"] {
            for kind in ["full", "closed", "gone"] {
                let to = match kind {
                    "full" => format!("{stream}>/dev/full"),
                    "closed" => format!("{stream}>&-"),
                    // A reader that leaves at once.
                    _ => format!("{stream}> >(true)"),
                };
                let line = format!("exec \"$@\" {to}");
                let mut shell = Command::new("bash");
                shell.current_dir(place.path()).args(["-c", &line, "bash", PROGRAM]).args(arguments);
                let ended = shell.stdin(Stdio::null()).output().expect("starts");
                let code = ended.status.code();
                assert!(
                    matches!(code, Some(0 | 2 | 65 | 74)),
                    "{arguments:?}, {stream} {kind}: {code:?}\n{}",
                    String::from_utf8_lossy(&ended.stderr)
                );
            }
        }
    }
}

/// Runs the program under a limit of the shell.
#[cfg(target_os = "linux")]
fn limited(place: &Path, limit: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let line = format!("ulimit {limit}; exec \"$@\"");
    let mut shell = Command::new("bash");
    shell.current_dir(place).args(["-c", &line, "bash", PROGRAM, "--lang", "en"]).args(arguments);
    let ended = shell.stdin(Stdio::null()).output().expect("starts");
    (ended.status.code(), String::from_utf8_lossy(&ended.stderr).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn a_limit_of_the_machine_is_no_bug() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    let run = ["run", "--district", "qingxi", "--replicates", "4", "--until", "2021-06", "--threads"];
    // Address space is taken by every thread, most of it never used.
    for (number, (limit, threads)) in
        [("-v 400000", "2"), ("-v 800000", "2"), ("-v 800000", "1024"), ("-v 2000000", "1024")].into_iter().enumerate()
    {
        let folder = format!("r{number}");
        let (code, err) = limited(p, limit, &[&run[..], &[threads, "--out", &folder]].concat());
        assert!(matches!(code, Some(0 | 71)), "{limit}, {threads} threads: {code:?}\n{err}");
        assert!(code == Some(0) || err.contains("ulimit") || err.contains("memory"), "{err}");
    }
    let (code, err) = limited(p, "-Sn 64", &[&run[..], &["2", "--out", "files"]].concat());
    assert_eq!(code, Some(0), "the soft limit is raised\n{err}");
    let (out, _) = check(p, &[&run[..], &["1024", "--out", "many"]].concat(), 0);
    assert!(!out.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_needs_more_memory_than_there_is_is_refused_with_numbers() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    let scenarios = ["run", "baseline", "build-beds", "certify-80", "dementia", "--district", "qingxi"];
    let run = [&scenarios[..], &["--replicates", "40", "--threads", "4", "--detail", "full"]].concat();
    // Enough for its trial, and too little for the run.
    let limit = "-v 1500000";
    let (code, err) = limited(p, limit, &[&run[..], &["--out", "r"]].concat());
    assert_eq!(code, Some(71), "{err}");
    assert!(err.contains("MB of memory") && err.contains("fewer scenarios"), "{err}");
    assert!(!p.join("r").exists(), "nothing is written");
    let (code, err) = limited(p, limit, &[&run[..], &["--dry-run"]].concat());
    assert!(code == Some(0) && err.contains("note: ") && err.contains("MB of memory"), "{code:?}\n{err}");
}

/// Seconds and peak megabytes of a run, as they were said and as they are.
#[cfg(target_os = "linux")]
fn said_and_measured(place: &Path, arguments: &[&str]) -> [(f64, f64); 2] {
    let dry = [arguments, &["--dry-run", "--json"]].concat();
    let (json, _) = check(place, &dry, 0);
    let cost: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let said = |key: &str| cost[key].as_f64().expect("a number");
    let begin = Instant::now();
    let child = command(place, arguments).args(["--out", "measured"]).stdout(Stdio::null()).spawn();
    let mut child = child.expect("starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    while child.try_wait().expect("a child").is_none() {
        let line = fs::read_to_string(&status).unwrap_or_default();
        let line = line.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak = peak.max(line.and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0.0) * 1024.0 / 1e6);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let seconds = begin.elapsed().as_secs_f64();
    fs::remove_dir_all(place.join("measured")).expect("removed");
    [(said("seconds"), seconds), (said("megabytes"), peak)]
}

/// Within a factor of two, of three for time: a machine that tests run on is not quiet.
#[cfg(target_os = "linux")]
#[test]
fn what_a_run_is_said_to_cost_is_what_it_costs() {
    let place = tempfile::tempdir().unwrap();
    let ratio = |(said, measured): (f64, f64)| said / measured;
    for arguments in [
        &["run", "--district", "qingxi", "--replicates", "12", "--threads", "1"][..],
        &["run", "*", "--district", "qingxi", "--replicates", "2", "--threads", "2"],
    ] {
        // A moment in which something else runs is tried again.
        let is_near =
            |[seconds, megabytes]: &[f64; 2]| (1.0 / 3.0..=3.0).contains(seconds) && (0.5..=2.0).contains(megabytes);
        let mut tried = Vec::new();
        while !tried.last().is_some_and(is_near) {
            assert!(tried.len() < 6, "{arguments:?}: seconds and megabytes, said to measured: {tried:?}");
            tried.push(said_and_measured(place.path(), arguments).map(ratio));
        }
    }
}
