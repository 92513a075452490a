//! Calibration: the same bytes however it was interrupted, and a posterior that runs take where it fits.
use super::{check, command, figure};
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const SIZES: [&str; 8] = ["--prior", "120", "--wave", "100", "--check", "100", "--draws", "100"];

fn arguments<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    ["calibrate", "district", "--out", out].into_iter().chain(SIZES).chain(more.iter().copied()).collect()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file")
}

#[test]
fn a_killed_calibration_goes_on_to_the_same_bytes_and_runs_take_its_posterior() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path();
    check(path, &["copy", "qingxi", "district"], 0);
    let (_, refused) = check(path, &["run", "--district", "district", "--parameters", "posterior"], 65);
    assert!(refused.contains("silverpeak calibrate"), "{refused}");
    let (json, _) = check(path, &arguments("whole", &["--threads", "1", "--json"]), 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert!(!figure(&json, "calibration-quantities")["tables"][0]["rows"].as_array().unwrap().is_empty());
    assert_eq!(figure(&json, "calibration-published")["tables"][0]["rows"].as_array().unwrap().len(), 6);

    let asked = arguments("killed", &["--threads", "2"]);
    let mut child = command(path, &asked).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    let begin = Instant::now();
    while !path.join("killed/wave-2").exists() {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before it could be killed");
        assert!(begin.elapsed() < Duration::from_secs(240), "no second wave in four minutes");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("killed with signal 9");
    child.wait().expect("gone");
    assert!(!path.join("killed/posterior.csv").exists(), "no result before the end");
    check(path, &asked, 0);
    for file in ["posterior.csv", "calibration.csv"] {
        assert!(read(&path.join("killed").join(file)) == read(&path.join("whole").join(file)), "other bytes of {file}");
        std::fs::copy(path.join("whole").join(file), path.join("district").join(file)).expect("copied");
    }

    let run = ["run", "--district", "district", "--replicates", "2", "--until", "2021-12", "--out"];
    let asked = |out: &'static str, more: &[&'static str]| [&run[..], &[out], more].concat();
    check(path, &asked("posterior", &[]), 0);
    assert!(read(&path.join("posterior/manifest.json")).contains("\"parameters\": \"posterior\""));
    check(path, &asked("prior", &["--parameters", "prior"]), 0);
    // Another value of a parameter: what was learnt of the old one does not hold.
    let parameters = path.join("district/parameters.toml");
    std::fs::write(&parameters, read(&parameters).replacen("[mortality]", "# changed\n[mortality]", 1))
        .expect("written");
    let (_, note) = check(path, &asked("stale", &[]), 0);
    assert!(note.contains("posterior.csv was made from other inputs"), "{note}");
    assert!(read(&path.join("stale/manifest.json")).contains("\"parameters\": \"prior\""));
    let (_, refused) = check(path, &asked("refused", &["--parameters", "posterior"]), 65);
    assert!(refused.contains("made from other inputs") && !path.join("refused").exists(), "{refused}");
}

#[test]
fn what_cannot_be_calibrated_says_why() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path();
    check(path, &["copy", "qingxi", "district"], 0);
    let file = path.join("district/observations.csv");
    let text = read(&file);
    // A district of half as many elders as the model can have.
    let (from, to) = ("2960,persons,0.01", "1480,persons,0.01");
    assert!(text.contains(from), "{text}");
    std::fs::write(&file, text.replacen(from, to, 1)).expect("written");
    let (_, refused) = check(path, &arguments("apart", &[]), 65);
    assert!(refused.contains("no parameters inside their ranges") && refused.contains("elders-2021"), "{refused}");
    std::fs::write(&file, text.replace(",calibrate,", ",hold_out,")).expect("written");
    let (_, refused) = check(path, &arguments("none", &[]), 65);
    assert!(refused.contains("no observation to calibrate to"), "{refused}");
    let (_, refused) = check(path, &["calibrate", "nowhere"], 65);
    assert!(refused.contains("neither an embedded baseline"), "{refused}");
    let (_, refused) = check(path, &["calibrate", "qingxi", "--prior", "5"], 2);
    assert!(refused.contains("100"), "{refused}");
}
