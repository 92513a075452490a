//! A seeded fuzzer of everything that is read: each trial changes a sound text or file at random and hands it to the
//! program's own readers. None may panic or hang, and none may be accepted with another number than is written.
//!
//! How long, by environment variables:
//! * `SILVERPEAK_FUZZ_TRIALS`: trials of each test (a hundred or so by default, in all about a minute);
//! * `SILVERPEAK_FUZZ_SECONDS`: or as many as fit into this time;
//! * `SILVERPEAK_FUZZ_SEED`: which ones (0 by default).
//!
//! `scripts/fuzz` runs an hour of each. What fails is left in `target/fuzz/`, whose small files belong into `corpus/` once
//! the fault is mended: texts there are tried as they are, and changed further.
mod inputs;
mod mutation;
mod runs;

use mutation::Chance;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A trial that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(60);

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// The outcome of a trial that neither panicked nor hung.
enum Outcome {
    Refused,
    /// With what was tried, where that differs from what is written.
    Accepted(Result<(), String>),
}

/// Tries as often as was asked for, `usual` times by default. A trial makes its input from chance, and tries it.
fn fuzz(kind: &str, usual: u64, make: impl Fn(&mut Chance, u64) -> Vec<u8>, attempt: impl Fn(&[u8]) -> Outcome) {
    let seed = number("SILVERPEAK_FUZZ_SEED").unwrap_or(0);
    let seconds = number("SILVERPEAK_FUZZ_SECONDS").map(Duration::from_secs);
    let trials = number("SILVERPEAK_FUZZ_TRIALS").unwrap_or(usual);
    let begin = Instant::now();
    let started = Arc::new(AtomicU64::new(0));
    watch(kind, Arc::clone(&started), begin);
    let [mut tried, mut refused, mut accepted] = [0_u64; 3];
    while seconds.map_or(tried < trials, |most| begin.elapsed() < most) {
        let input = make(&mut Chance::of(seed, kind, tried), tried);
        started.store(begin.elapsed().as_millis() as u64, Ordering::Relaxed);
        match catch_unwind(AssertUnwindSafe(|| attempt(&input))) {
            Ok(Outcome::Refused) => refused += 1,
            Ok(Outcome::Accepted(Ok(()))) => accepted += 1,
            Ok(Outcome::Accepted(Err(other))) => {
                panic!(
                    "{kind}, seed {seed}, trial {tried}: accepted as something else: {other}; {}",
                    left(kind, &input)
                )
            }
            Err(_) => panic!("{kind}, seed {seed}, trial {tried}: a panic; {}", left(kind, &input)),
        }
        tried += 1;
    }
    started.store(u64::MAX, Ordering::Relaxed);
    println!(
        "{kind}: {tried} trials in {:.0} s, {refused} refused, {accepted} accepted",
        begin.elapsed().as_secs_f64()
    );
    assert!(tried == 0 || tried < 50 || refused > 0, "{kind}: nothing was refused in {tried} trials");
}

/// Ends the process when a trial takes too long: a thread that hangs cannot be ended otherwise.
fn watch(kind: &str, started: Arc<AtomicU64>, begin: Instant) {
    let kind = kind.to_string();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let since = started.load(Ordering::Relaxed);
            if since == u64::MAX {
                return;
            }
            if begin.elapsed().saturating_sub(Duration::from_millis(since)) > LONGEST {
                eprintln!("{kind}: a trial hangs; the seed and the number of trials before tell which");
                std::process::exit(1);
            }
        }
    });
}

/// Keeps an input that failed.
fn left(kind: &str, input: &[u8]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    let name = format!("{kind}-{}", &blake3::hash(input).to_hex()[..12]);
    let file = folder.join(name);
    let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, input));
    kept.map_or_else(|error| format!("it could not be kept: {error}"), |()| format!("it is in {}", file.display()))
}

/// The files of a folder of the corpus, by name.
fn corpus(kind: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(kind);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).expect("readable")).collect()
}

/// The first trials are the seeds as they are, then each changed at random.
fn of_seeds(seeds: &[Vec<u8>], chance: &mut Chance, trial: u64) -> Vec<u8> {
    match seeds.get(trial as usize) {
        Some(seed) => seed.clone(),
        None => {
            let seed = chance.one_of(seeds).clone();
            mutation::text(seed, seeds, chance)
        }
    }
}
