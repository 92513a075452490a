//! What a finished run is read from: its plan, its manifest, its tables.
use super::mutation::{self, Chance};
use super::{Outcome, corpus, fuzz, of_seeds};
use experiments::{RunRequest, execute};
use findings::{Results, Run};
use outputs::{Chosen, Detail, Manifest, Plan, Simulated, Summary, Tables, tables};
use scenarios::Baseline;
use sim_core::Month;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A small finished run.
struct Made {
    place: tempfile::TempDir,
    baseline: Baseline,
    manifest: Manifest,
}

impl Made {
    fn new() -> Made {
        let place = tempfile::tempdir().expect("a folder");
        let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
        let folder = place.path().join("run");
        let last = Month::january(2021) + 11;
        let request = RunRequest::of_baseline(baseline.clone(), 2, folder);
        let request = RunRequest { last, threads: 1, detail: Detail::Full, ..request };
        let manifest = execute(&request, &|_| (), &AtomicBool::new(false)).expect("runs");
        Made { place, baseline, manifest }
    }

    fn folder(&self) -> PathBuf {
        self.place.path().join("run")
    }

    /// What the gate makes of the folder: a run that it lets through is the one that was made.
    fn gate(&self) -> Outcome {
        match Run::open(&self.folder()) {
            Err(error) => {
                assert!(!error.to_string().is_empty());
                Outcome::Refused
            }
            Ok(run) => Outcome::Accepted(match run.manifest.plan == self.manifest.plan {
                true => self.files_are_those_written(&run.manifest),
                false => Err("another plan".into()),
            }),
        }
    }

    fn files_are_those_written(&self, found: &Manifest) -> Result<(), String> {
        for written in &self.manifest.files {
            let listed = found.files.iter().find(|file| file.record.file == written.record.file);
            // Targets are of some districts only: what no manifest lists is in no figure.
            if listed.is_some_and(|listed| listed.record != written.record) {
                return Err(format!("another {}", written.record.file));
            }
            let bytes = fs::read(self.folder().join(&written.record.file)).map_err(|error| error.to_string())?;
            if listed.is_some() && blake3::hash(&bytes).to_hex().as_str() != written.record.blake3 {
                return Err(format!("{} has other bytes", written.record.file));
            }
        }
        Ok(())
    }
}

/// Tries changed texts in place of `name`, whose own text is put back.
fn document(kind: &str, name: &str, usual: u64, read: impl Fn(&Path) -> Result<(), String>) {
    let made = Made::new();
    let file = made.folder().join(name);
    let whole = fs::read(&file).expect("written");
    let mut seeds = vec![whole.clone()];
    seeds.extend(corpus("plan").into_iter().filter(|_| name == outputs::PLAN_FILE));
    let attempt = |text: &[u8]| {
        fs::write(&file, text).expect("written");
        if let Err(error) = read(&file) {
            assert!(!error.is_empty());
        }
        let outcome = made.gate();
        fs::write(&file, &whole).expect("written");
        outcome
    };
    fuzz(kind, usual, |chance, trial| of_seeds(&seeds, chance, trial), attempt);
    assert!(matches!(made.gate(), Outcome::Accepted(Ok(()))), "sound again");
}

#[test]
fn plans() {
    document("plan", outputs::PLAN_FILE, 400, |file| {
        let plan = Plan::read(file).map_err(|error| error.to_string())?;
        plan.identity().map(|_| ()).map_err(|error| error.to_string())
    });
}

#[test]
fn manifests() {
    document("manifest", outputs::MANIFEST_FILE, 400, |file| {
        Manifest::read(file).map(|_| ()).map_err(|error| error.to_string())
    });
}

/// A damaged table: which file, and its bytes.
fn damaged(files: &[(String, Vec<u8>)], chance: &mut Chance) -> Vec<u8> {
    let (name, whole) = chance.one_of(files);
    let bytes = match chance.below(5) {
        // One table in place of another.
        0 => chance.one_of(files).1.clone(),
        // Where the file says what it holds.
        1 => {
            let (start, mut end) = (whole[..whole.len() - whole.len().min(600)].to_vec(), whole.clone());
            end.drain(..start.len());
            [start, mutation::bytes(end, chance)].concat()
        }
        _ => mutation::bytes(whole.clone(), chance),
    };
    [format!("{name}\n").into_bytes(), bytes].concat()
}

fn named(input: &[u8]) -> (&str, &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n').expect("a name");
    (std::str::from_utf8(&input[..end]).expect("a name"), &input[end + 1..])
}

fn written(made: &Made) -> Vec<(String, Vec<u8>)> {
    let names = made.manifest.files.iter().map(|file| file.record.file.clone());
    names.map(|name| (name.clone(), fs::read(made.folder().join(&name)).expect("written"))).collect()
}

#[test]
fn damaged_tables_at_the_gate() {
    let made = Made::new();
    let files = written(&made);
    let attempt = |input: &[u8]| {
        let (name, bytes) = named(input);
        let (_, whole) = files.iter().find(|(known, _)| known == name).expect("one of them");
        fs::write(made.folder().join(name), bytes).expect("written");
        let outcome = made.gate();
        fs::write(made.folder().join(name), whole).expect("written");
        outcome
    };
    fuzz("gate", 600, |chance, _| damaged(&files, chance), attempt);
}

/// Below the gate no hash protects a reader: it gives rows or an error, and neither panics nor runs away.
#[test]
fn damaged_tables_below_the_gate() {
    let made = Made::new();
    let files = written(&made);
    let folder = made.folder();
    let run = Run::open(&folder).expect("sound");
    let simulated = Simulated { scenario: "baseline", replicates: 2, first: run.first, last: run.last };
    let again = made.place.path().join("again.parquet");
    let attempt = |input: &[u8]| {
        let (name, bytes) = named(input);
        let (_, whole) = files.iter().find(|(known, _)| known == name).expect("one of them");
        fs::write(folder.join(name), bytes).expect("written");
        // Footers are read once: of damaged files again.
        let mut run = run.clone();
        run.tables = Arc::new(Tables::of(&folder));
        let mut is_read = true;
        let stem = name.trim_end_matches(".parquet");
        if let Some(table) = tables().into_iter().find(|table| table.name == stem) {
            let csv =
                outputs::write_csv(&folder.join(name), &table, Chosen::default(), std::io::sink(), Path::new("sink"));
            is_read &= csv.is_ok();
        }
        is_read &= Results::read(run, made.baseline.clone(), &[]).is_ok();
        is_read &= outputs::pyramid_years(&Tables::of(&folder), &simulated).is_ok();
        is_read &= Summary::read(&folder.join("summary.parquet")).is_ok();
        is_read &= outputs::summarise(
            &Tables::of(&folder),
            &["baseline"],
            (Detail::Full, simulated.last),
            &|_, _, _| None,
            1,
            &again,
        )
        .is_ok();
        fs::write(folder.join(name), whole).expect("written");
        if is_read { Outcome::Accepted(Ok(())) } else { Outcome::Refused }
    };
    fuzz("readers", 250, |chance, _| damaged(&files, chance), attempt);
}
