//! A run folder under kills, full disks, damage and several processes at once: no finished run is lost, no other number is
//! shown, and going on ends with the bytes of an undisturbed run.
mod damage;
mod kills;
mod together;

use super::{PROGRAM, command, manifest, names, parquet_files};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Exit codes of refusals and of success: neither a panic, nor a signal, nor a bug.
const SOUND: [i32; 5] = [0, 2, 65, 74, 75];

/// A run of three months in one thread, so that the calls of a process are the same every time.
const RUN: [&str; 10] =
    ["run", "--district", "qingxi", "--until", "2021-03", "--threads", "1", "--resume", "--out", "r"];

/// How the system fails, from which call on.
#[derive(Clone, Copy, Debug)]
struct Fault {
    kind: &'static str,
    at: usize,
}

fn run<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&RUN[..], more].concat()
}

/// The library that makes calls fail, compiled once a process.
fn shim() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/fault.c");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fault-{}.so", std::process::id()));
        let mut compiler = Command::new("cc");
        compiler.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&target).arg(source).arg("-ldl");
        assert!(compiler.status().expect("cc, which links Rust programs").success());
        target
    })
}

/// The program under a fault.
fn faulty(place: &Path, arguments: &[&str], fault: Option<Fault>) -> Command {
    let mut faulty = command(place, arguments);
    faulty.env("LD_PRELOAD", shim());
    if let Some(Fault { kind, at }) = fault {
        faulty.env("FAULT_KIND", kind).env("FAULT_AT", at.to_string());
    }
    faulty
}

/// How many calls the program changes files by.
fn calls(place: &Path, arguments: &[&str]) -> usize {
    let count = place.join("calls");
    let output = faulty(place, arguments, None).env("FAULT_COUNT", &count).output().expect("starts");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{}", words(&output));
    let calls = fs::read_to_string(&count).expect("counted").parse().expect("a number");
    fs::remove_file(count).expect("removed");
    calls
}

fn words(output: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// How the program ends, and what it prints.
fn ended(place: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = command(place, arguments).output().expect("starts");
    (output.status.code(), words(&output))
}

#[track_caller]
fn done(place: &Path, arguments: &[&str]) -> String {
    let (code, said) = ended(place, arguments);
    assert_eq!(code, Some(0), "{arguments:?}\n{said}");
    said
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Everything in a folder, but the cache of hashes and what processes keep each other out by.
fn all_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            files.extend(all_files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if name != ".lock" {
            files.insert(name, fs::read(path).expect("readable"));
        }
    }
    files
}

/// The step between points that are tried, so that there are at most `most` of them; with `SILVERPEAK_STORM`, that many times as
/// many, or all.
fn stride(points: usize, most: usize) -> usize {
    match std::env::var("SILVERPEAK_STORM") {
        Ok(times) => times.parse().map_or(1, |times: usize| points.div_ceil(most * times.max(1)).max(1)),
        Err(_) => points.div_ceil(most).max(1),
    }
}

/// Three runs that others are made of: two replicates, six made at once, and two being grown to six.
struct Made {
    place: tempfile::TempDir,
    small: BTreeMap<String, Vec<u8>>,
    large: BTreeMap<String, Vec<u8>>,
    /// What `table r summary` prints of either.
    shown: [String; 2],
}

const SMALL: [&str; 2] = ["--replicates", "2"];
const LARGE: [&str; 2] = ["--replicates", "6"];
const SUMMARY: [&str; 3] = ["table", "r", "summary"];

impl Made {
    fn new() -> Made {
        let place = tempfile::tempdir().expect("a folder");
        let of = |name: &str, replicates: &[&str]| {
            let here = place.path().join(name);
            fs::create_dir(&here).expect("made");
            done(&here, &run(replicates));
            (parquet_files(&here.join("r")), done(&here, &SUMMARY))
        };
        let ((small, a), (large, b)) = (of("small", &SMALL), of("large", &LARGE));
        assert!(a != b && small != large);
        Made { place, small, large, shown: [a, b] }
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// A fresh copy of the folder that one of them is in.
    fn copy(&self, name: &str, to: &str) -> PathBuf {
        let target = self.folder(to);
        copy(&self.folder(name), &target);
        target
    }

    /// The small run while it is being grown, killed as soon as `is_there` says.
    fn killed(&self, to: &str, is_there: impl Fn(&Path) -> bool) {
        let large = run(&LARGE);
        let is_past = |at: usize| {
            let here = self.copy("small", to);
            let _ = faulty(&here, &large, Some(Fault { kind: "kill", at })).output().expect("starts");
            is_there(&here.join("r")) || manifest(&here.join("r"))["plan"]["replicates"] == 6
        };
        let all: Vec<usize> = (1..=calls(&self.copy("small", to), &large)).collect();
        let first = all.partition_point(|at| !is_past(*at));
        assert!(is_past(all[first]) && is_there(&self.folder(to).join("r")), "never there");
    }
}
