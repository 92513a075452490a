//! Several processes in one folder, and folders that cannot be written.
use super::*;

/// Starts all at once; how each ends, and what it prints.
fn together(place: &Path, all: &[&[&str]]) -> Vec<(Option<i32>, String)> {
    // Each is read by a thread of its own: who reads a run and cannot print keeps it from growing.
    std::thread::scope(|scope| {
        let threads: Vec<_> = all.iter().map(|arguments| scope.spawn(|| ended(place, arguments))).collect();
        threads.into_iter().map(|thread| thread.join().expect("ends")).collect()
    })
}

#[test]
fn commands_on_one_folder_at_once_end_soundly_and_leave_it_whole() {
    let made = Made::new();
    let (small, large) = (run(&SMALL), run(&LARGE));
    let grow = run(&["--add-replicates", "4"]);
    let page = ["report", "r"];
    let pairs: [(&str, &[&str], &[&str]); 9] = [
        ("nothing", &small, &small),
        ("nothing", &small, &page),
        ("nothing", &small, &large),
        ("small", &grow, &SUMMARY),
        ("small", &grow, &grow),
        ("small", &grow, &small),
        ("small", &grow, &["verify", "r"]),
        ("small", &grow, &page),
        ("moving", &SUMMARY, &SUMMARY),
    ];
    fs::create_dir(made.folder("nothing")).unwrap();
    made.killed("moving", |run| run.join("next/manifest.json").exists());
    for (base, first, second) in pairs {
        for round in 0..100 / stride(100, 2) {
            let here = made.copy(base, "together");
            let ends = together(&here, &[first, second]);
            let context = format!("{base}, {first:?} and {second:?}, round {round}: {ends:?}");
            for (code, said) in &ends {
                assert!(code.is_some_and(|code| SOUND.contains(&code)), "{context}");
                let is_shown = *code == Some(0) && said.starts_with('\u{feff}');
                assert!(!is_shown || made.shown.contains(said), "{context}: a mixture");
            }
            // Two that grow may do so one after the other; one of two that begin may come too late, none may fail both.
            assert!(ends.iter().any(|(code, _)| *code == Some(0)), "{context}");
            done(&here, &["verify", "r"]);
        }
    }
}

#[test]
fn a_finished_run_is_shown_to_many_at_once_and_nothing_is_written() {
    let made = Made::new();
    let here = made.folder("small");
    let before = all_files(&here.join("r"));
    let show = run(&SMALL);
    let shown = done(&here, &show);
    for (code, said) in together(&here, &[&show[..]; 6]) {
        assert_eq!((code, said), (Some(0), shown.clone()));
    }
    let mut after = all_files(&here.join("r"));
    after.remove(".verified.json");
    assert!(after == before, "{:?}", after.keys());
    let report: &[&str] = &["report", "r"];
    for (code, said) in together(&here, &[report; 4]) {
        assert_eq!(code, Some(0), "{said}");
    }
}

#[test]
fn many_scenarios_in_many_threads_need_few_open_files() {
    let place = tempfile::tempdir().unwrap();
    let all = ["run", "*", "--district", "qingxi", "--until", "2021-02", "--threads", "4", "--replicates", "4"];
    let script = "ulimit -n 128; exec \"$@\"";
    let mut limited = std::process::Command::new("sh");
    limited.current_dir(place.path()).args(["-c", script, "sh", PROGRAM]).args(all);
    let output = limited.output().expect("starts");
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
}

#[test]
fn a_finished_run_on_read_only_media_is_shown() {
    let made = Made::new();
    for from in ["small", "growing"] {
        if from == "growing" {
            made.killed(from, |run| run.join("next/plan.json").exists());
        }
        let here = made.folder(from);
        let before = all_files(&here.join("r"));
        for arguments in [
            &SUMMARY[..],
            &["describe", "--run", "r"],
            &["verify", "r"],
            &["compare", "baseline", "baseline", "--run", "r"],
            &["document", "assumptions", "--run", "r"],
            &run(&SMALL),
        ] {
            let expected = done(&here, arguments);
            let frozen = Fault { kind: "readonly", at: 1 };
            let output = faulty(&here, arguments, Some(frozen)).output().unwrap();
            assert_eq!((output.status.code(), words(&output)), (Some(0), expected), "{arguments:?}");
        }
        assert!(all_files(&here.join("r")).into_iter().filter(|(name, _)| name != ".verified.json").eq(before));
        let frozen = Fault { kind: "readonly", at: 1 };
        let output = faulty(&here, &["report", "r"], Some(frozen)).output().unwrap();
        assert_eq!(output.status.code(), Some(74), "{}", words(&output));
    }
}
