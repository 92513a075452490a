//! Every step of every move, once as the last of its process.
use super::*;

/// A move: what it begins with, what it does, how it is gone on with, and what must be there in the end.
struct Move<'a> {
    name: &'a str,
    arguments: Vec<&'a str>,
    again: Vec<&'a str>,
    /// What may be shown in between; none where no run is finished.
    shown: &'a [String],
    after: &'a BTreeMap<String, Vec<u8>>,
}

/// Tries chosen points of a move under a kind of fault.
fn sweep(made: &Made, from: &str, kind: &'static str, most: usize, of: &Move<'_>) -> usize {
    let all = calls(&made.copy(from, of.name), &of.arguments);
    let stride = stride(all, most);
    // Another beginning for another kind, so that together they visit more.
    let first = 1 + kind.len() % stride;
    let mut tried = 0;
    for at in (first..=all).step_by(stride) {
        let here = made.copy(from, of.name);
        let context = format!("{}, {kind} at {at} of {all}", of.name);
        let output = faulty(&here, &of.arguments, Some(Fault { kind, at })).output().expect("starts");
        match (kind, output.status.code()) {
            ("kill", None) => (),
            ("kill", code) => panic!("{context}: not killed, {code:?}\n{}", words(&output)),
            (_, Some(code)) => assert!(SOUND.contains(&code), "{context}: {code}\n{}", words(&output)),
            (_, None) => panic!("{context}: a signal"),
        }
        tried += 1;
        // Settled by a reader, and every other time by the run that goes on.
        if !of.shown.is_empty() && tried % 2 == 0 {
            let shown = done(&here, &SUMMARY);
            assert!(of.shown.contains(&shown), "{context}: other numbers");
        }
        let (code, said) = ended(&here, &of.again);
        assert_eq!(code, Some(0), "{context}: not gone on with\n{said}");
        let run = here.join("r");
        assert!(parquet_files(&run) == *of.after, "{context}: other bytes");
        let left: Vec<String> = names(&run).into_iter().filter(|name| !name.ends_with(".parquet")).collect();
        assert_eq!(left, ["inputs.json", "manifest.json", "plan.json"], "{context}: left over");
        done(&here, &["verify", "r"]);
    }
    tried
}

const KINDS: [&str; 3] = ["kill", "full", "io"];

#[test]
fn every_step_of_a_first_run_is_a_step_to_go_on_from() {
    let made = Made::new();
    fs::create_dir(made.folder("nothing")).unwrap();
    let first = run(&SMALL);
    let of = Move { name: "first", arguments: first.clone(), again: first, shown: &[], after: &made.small };
    for kind in KINDS {
        assert!(sweep(&made, "nothing", kind, 7, &of) > 3, "{kind}");
    }
}

#[test]
fn every_step_of_a_resumed_run_is_a_step_to_go_on_from() {
    let made = Made::new();
    let large = run(&LARGE);
    // The first of two tasks is made, the second is half-written.
    fs::create_dir(made.folder("half")).unwrap();
    let all = calls(&made.copy("half", "counted"), &large);
    let fault = Fault { kind: "kill", at: all / 3 };
    assert_eq!(faulty(&made.folder("half"), &large, Some(fault)).output().unwrap().status.code(), None);
    let records = names(&made.folder("half/r/parts")).iter().filter(|name| name.ends_with(".json")).count();
    assert_eq!(records, 1, "{:?}", names(&made.folder("half/r/parts")));
    let of = Move { name: "resumed", arguments: large.clone(), again: large, shown: &[], after: &made.large };
    for kind in KINDS {
        assert!(sweep(&made, "half", kind, 5, &of) > 3, "{kind}");
    }
}

#[test]
fn a_growing_run_stays_readable_at_every_step() {
    let made = Made::new();
    let grow = run(&["--add-replicates", "4", "--replicates", "2"]);
    let of = Move { name: "grown", arguments: grow, again: run(&LARGE), shown: &made.shown, after: &made.large };
    for kind in KINDS {
        assert!(sweep(&made, "small", kind, 7, &of) > 3, "{kind}");
    }
}

#[test]
fn the_next_command_completes_a_move_that_was_cut_short() {
    let made = Made::new();
    made.killed("moving", |run| run.join("next/manifest.json").exists());
    let large = &made.shown[1..];
    for (name, first) in [("by-table", SUMMARY.to_vec()), ("by-verify", vec!["verify", "r"]), ("by-run", run(&LARGE))] {
        let of = Move { name, arguments: first, again: run(&LARGE), shown: large, after: &made.large };
        for kind in KINDS {
            assert!(sweep(&made, "moving", kind, 4, &of) > 1, "{kind}");
        }
    }
    // Where that is impossible it is refused: no number of either run is shown.
    for arguments in [&SUMMARY[..], &["verify", "r"], &["report", "r"], &run(&LARGE)] {
        let here = made.copy("moving", "stuck");
        let fault = Fault { kind: "readonly", at: 1 };
        let output = faulty(&here, arguments, Some(fault)).output().unwrap();
        assert_eq!(output.status.code(), Some(74), "{arguments:?}");
        assert!(output.stdout.is_empty() && words(&output).contains("was cut short"), "{}", words(&output));
    }
}

#[test]
fn a_run_to_a_precision_is_gone_on_with_by_the_same_command() {
    let made = Made::new();
    let precise = [
        "run",
        "--district",
        "qingxi",
        "--until",
        "2021-03",
        "--threads",
        "1",
        "--replicates",
        "2",
        "--precision",
        "population.deaths 30%",
        "--out",
        "r",
    ];
    fs::create_dir(made.folder("nothing")).unwrap();
    let whole = made.copy("nothing", "whole");
    let said = done(&whole, &precise);
    let replicates = manifest(&whole.join("r"))["plan"]["replicates"].as_u64().unwrap();
    assert!(replicates > 2, "two were enough: nothing is shown");
    assert_eq!(done(&whole, &precise), said, "repeated");
    let after = parquet_files(&whole.join("r"));
    let of = Move { name: "precise", arguments: precise.to_vec(), again: precise.to_vec(), shown: &[], after: &after };
    for kind in KINDS {
        assert!(sweep(&made, "nothing", kind, 4, &of) > 1, "{kind}");
    }
    // Its own folder, where none is named: a plain run is not in its way.
    let alone = made.copy("nothing", "alone");
    let plain = ["run", "--district", "qingxi", "--until", "2021-03", "--replicates", "2"];
    done(&alone, &precise[..11]);
    done(&alone, &plain);
    let runs = names(&alone.join("runs"));
    assert!(runs.len() == 2 && runs.iter().any(|name| name.ends_with("-population.deaths-30pct")), "{runs:?}");
}
