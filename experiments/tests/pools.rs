//! What a pool makes depends on the job and its tasks alone.
use experiments::{
    ExperimentError, Hosting, Job, Made, Pool, RunRequest, Task, Threads, Unmade, Watch, execute, execute_on, make,
};
use outputs::Manifest;
use scenarios::Baseline;
use scenarios::scenario::ScenarioSet;
use sim_core::{Month, Placement};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

static GO: AtomicBool = AtomicBool::new(false);
const WATCH: Watch<'static> = Watch { progress: &|_| (), stop: &GO };

fn qingxi() -> Baseline {
    scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"))
}

/// Two years of some scenarios, with values set by hand and no shocks.
fn asked(names: &[&str], set: &[&str], replicates: u32, folder: &Path) -> RunRequest {
    let baseline = qingxi().without_shocks();
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (set, scenarios) = ScenarioSet::of(&texts(names), &texts(set), None, &baseline).expect("right");
    RunRequest {
        set,
        scenarios,
        last: Month::january(2023) - 1,
        shocks: false,
        ..RunRequest::of_baseline(baseline, replicates, folder.to_path_buf())
    }
}

/// A grid of two designs over the baseline and an overlay, with a value set by hand.
fn request(replicates: u32, folder: &Path) -> RunRequest {
    let set = ["mortality.level=0.95", "training.pass=0.7,0.8"];
    asked(&["baseline", "certify-80+build-beds"], &set, replicates, folder)
}

/// A worker elsewhere: it knows of a job and its tasks what came over the wire.
struct Elsewhere;

impl Pool for Elsewhere {
    fn placement(&self, _: usize) -> Placement {
        Placement::Packed
    }

    fn threads(&self) -> usize {
        1
    }

    fn run(&self, job: &Job, tasks: &[Task], folder: &Path, watch: Watch<'_>) -> Result<Vec<Made>, ExperimentError> {
        let sent = serde_json::to_string(&(job, tasks)).expect("JSON");
        let (arrived, tasks): (Job, Vec<Task>) = serde_json::from_str(&sent).expect("a job and tasks");
        assert_eq!(arrived.hash()?, job.hash()?);
        let hosting = Hosting { placement: self.placement(tasks.len()), shares_history: false };
        let made = tasks.iter().rev().map(|task| make(&arrived, task, folder, hosting, watch));
        let made: Result<Vec<Made>, Unmade> = made.collect();
        let mut made = made.unwrap_or_else(|unmade| panic!("{unmade:?}"));
        made.reverse();
        Ok(made)
    }
}

/// The Parquet files of a folder.
fn tables(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|end| end == "parquet"));
    files
        .map(|file| (file.file_name().into_string().expect("a name"), std::fs::read(file.path()).expect("read")))
        .collect()
}

#[test]
fn every_pool_and_placement_leaves_the_same_bytes_and_the_manifest_says_which() {
    let place = tempfile::tempdir().expect("a folder");
    let run = |name: &str, threads: usize, pool: Option<&dyn Pool>| -> (Manifest, BTreeMap<String, Vec<u8>>) {
        let folder = place.path().join(name);
        let request = RunRequest { threads, ..request(5, &folder) };
        let manifest = match pool {
            None => execute(&request, WATCH.progress, WATCH.stop),
            Some(pool) => execute_on(pool, &request, WATCH),
        };
        (manifest.unwrap_or_else(|error| panic!("{name}: {error}")), tables(&folder))
    };
    let (packed, expected) = run("one thread", 1, None);
    assert_eq!((packed.placement.as_str(), packed.threads), ("packed", 1));
    assert!(expected.len() > 15, "{:?}", expected.keys());
    for (name, threads, pool, placement) in [
        ("two threads for two tasks", 2, None, "packed"),
        ("five threads for two tasks", 5, None, "spread"),
        ("elsewhere", 2, Some(&Elsewhere as &dyn Pool), "packed"),
    ] {
        let (manifest, found) = run(name, threads, pool);
        assert_eq!(manifest.placement, placement, "{name}");
        assert_eq!((&manifest.plan, &manifest.identity), (&packed.plan, &packed.identity), "{name}");
        assert!(found == expected, "{name}: other bytes");
    }
}

#[test]
fn the_hash_of_a_job_is_that_of_everything_it_is_made_from() {
    let place = tempfile::tempdir().expect("a folder");
    let hash = |request: &RunRequest| Job::of(request).hash().expect("a hash");
    let first = hash(&request(5, place.path()));
    assert_eq!(first.len(), 64);
    assert_eq!(hash(&RunRequest { threads: 9, shares_history: false, ..request(80, place.path()) }), first);
    let others = [
        hash(&RunRequest { seed: 2, ..request(5, place.path()) }),
        hash(&RunRequest { last: Month::january(2023), ..request(5, place.path()) }),
        hash(&RunRequest { shocks: true, ..request(5, place.path()) }),
        hash(&asked(&["baseline", "certify-80+build-beds"], &["mortality.level=0.96"], 5, place.path())),
        hash(&asked(&["baseline", "certify-80+build-beds"], &["mortality.level@2022-01=0.95"], 5, place.path())),
        hash(&asked(&["certify-80+build-beds"], &["mortality.level=0.95"], 5, place.path())),
        hash(&asked(&["baseline", "certify-80+build-beds"], &["training.pass=0.7,0.8"], 5, place.path())),
    ];
    for (at, other) in others.iter().enumerate() {
        assert!(*other != first && !others[..at].contains(other), "{at}");
    }
}

#[test]
fn a_job_that_arrives_with_a_mistake_is_refused() {
    let place = tempfile::tempdir().expect("a folder");
    let sent = serde_json::to_value(Job::of(&request(1, place.path()))).expect("JSON");
    let check = |change: &dyn Fn(&mut serde_json::Value), expected: fn(&ExperimentError) -> bool| {
        let mut sent = sent.clone();
        change(&mut sent);
        let job: Job = serde_json::from_value(sent).expect("a job");
        let error = job.prepared().err().expect("refused");
        assert!(expected(&error), "{error}");
    };
    check(&|job| job["silverpeak_version"] = "0.0.1".into(), |error| matches!(error, ExperimentError::OtherVersion(_)));
    check(&|job| job["inputs"]["files"]["care.toml"] = "".into(), |error| matches!(error, ExperimentError::Input(_)));
    check(&|job| job["inputs"]["scenarios"]["recipes"][1]["texts"][0] = "id = 1".into(), |error| {
        matches!(error, ExperimentError::Input(_))
    });
    let mut without_files = sent.clone();
    without_files["inputs"]["files"] = serde_json::json!({});
    let job: Job = serde_json::from_value(without_files).expect("a job");
    let made = Threads { number: 2, shares_history: true }.run(&job, &[], place.path(), WATCH);
    assert!(matches!(made, Err(ExperimentError::Input(_))), "before any task");
}
