//! Damage to every file of a run folder, before every command: refused, or the same numbers.
use super::*;

/// A way to damage a file.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// A bit flips, at this many thousandths of the file's length.
    Flip(usize),
    /// The last byte is missing.
    Shorter,
    /// Half is missing.
    Half,
    /// Nothing is left.
    Empty,
    /// A byte more.
    Longer,
    /// The bytes of the next file of that ending.
    Swapped,
    /// It is not there.
    Deleted,
}

const DAMAGES: [Damage; 11] = [
    Damage::Flip(0),
    Damage::Flip(130),
    Damage::Flip(390),
    Damage::Flip(610),
    Damage::Flip(880),
    Damage::Shorter,
    Damage::Half,
    Damage::Empty,
    Damage::Longer,
    Damage::Swapped,
    Damage::Deleted,
];

/// Does it; false where it would change nothing.
fn damage(folder: &Path, name: &str, how: Damage) -> bool {
    let path = folder.join(name);
    let whole = fs::read(&path).expect("there");
    let mut bytes = whole.clone();
    match how {
        Damage::Flip(at) => {
            let at = (bytes.len() - 1) * at / 1000;
            bytes[at] ^= 1 << (at % 7);
        }
        Damage::Shorter => bytes.truncate(whole.len() - 1),
        Damage::Half => bytes.truncate(whole.len() / 2),
        Damage::Empty => bytes.clear(),
        Damage::Longer => bytes.push(b'\n'),
        Damage::Swapped => {
            let ending = Path::new(name).extension().expect("an ending").to_owned();
            let inside = path.parent().expect("a folder");
            let all: Vec<String> =
                names(inside).into_iter().filter(|name| Path::new(name).extension() == Some(&ending)).collect();
            // The cache is in no list of names, but may be swapped too.
            let here = all.iter().position(|other| inside.join(other) == path).unwrap_or_default();
            bytes = fs::read(inside.join(&all[(here + 1) % all.len()])).expect("there");
        }
        Damage::Deleted => {
            fs::remove_file(path).expect("removed");
            return true;
        }
    }
    fs::write(&path, &bytes).expect("written");
    bytes != whole
}

/// What every command prints of the whole run, by arguments.
fn commands() -> Vec<Vec<&'static str>> {
    vec![
        SUMMARY.to_vec(),
        vec!["table", "r", "population"],
        vec!["table", "r", "validation"],
        vec!["describe", "--run", "r"],
        vec!["compare", "baseline", "baseline", "--run", "r"],
        vec!["report", "r", "--out", "page.html"],
        vec!["workbook", "r", "--out", "book.xlsx"],
        vec!["validate", "--run", "r", "--out", "facts.parquet"],
        vec!["document", "assumptions", "--run", "r"],
        vec!["run", "--district", "qingxi", "--until", "2021-03", "--threads", "1", "--out", "r", "--replicates", "2"],
        vec!["verify", "r"],
    ]
}

/// Removes what commands write beside the run.
fn clear(place: &Path) -> Vec<Vec<u8>> {
    let files = ["page.html", "book.xlsx", "facts.parquet"].map(|name| place.join(name));
    let written = files.iter().filter_map(|file| fs::read(file).ok()).collect();
    for file in files {
        let _ = fs::remove_file(file);
    }
    written
}

#[test]
fn no_command_shows_another_number_of_a_damaged_run() {
    let made = Made::new();
    let base = made.folder("small");
    done(&base, &["validate", "--run", "r"]);
    // Old enough for hashes to be kept, and kept.
    std::thread::sleep(std::time::Duration::from_millis(5_000));
    done(&base, &SUMMARY);
    assert!(base.join("r/.verified.json").exists());
    let sound: Vec<(String, Vec<Vec<u8>>)> =
        commands().iter().map(|arguments| (done(&base, arguments), clear(&base))).collect();
    let files: Vec<String> = all_files(&base.join("r")).into_keys().chain([".verified.json".into()]).collect();
    assert!(files.len() > 20, "{files:?}");
    let all: Vec<(&String, Damage, usize)> = files
        .iter()
        .flat_map(|file| DAMAGES.map(|how| (file, how)))
        .flat_map(|(file, how)| (0..sound.len()).map(move |command| (file, how, command)))
        .collect();
    let stride = stride(all.len(), 180);
    // Odd and prime to the numbers of damages and commands, so that all are met.
    let stride = if stride > 1 { (stride..).find(|n| n % 2 == 1 && n % 11 != 0 && n % 3 != 0).unwrap() } else { 1 };
    let (mut refused, mut same) = (0, 0);
    for (file, how, command) in all.into_iter().step_by(stride) {
        let here = base.join("r");
        let whole = fs::read(here.join(file)).unwrap();
        if damage(&here, file, how) {
            let arguments = &commands()[command];
            let (code, said) = ended(&base, arguments);
            let context = format!("{arguments:?}, {file}, {how:?}: {code:?}\n{said}");
            let written = clear(&base);
            // A table that is not there is not described; that is no number.
            let is_less = (arguments[0], file.as_str()) == ("describe", "validation.parquet");
            if code == Some(0) {
                let (expected, files) = &sound[command];
                assert!(is_less || said == *expected && written == *files, "other numbers: {context}");
                let may_differ = [".verified.json", "plan.json", "validation.json", "validation.parquet"];
                assert!(may_differ.contains(&file.as_str()), "certified: {context}");
                same += 1;
            } else {
                assert!(code.is_some_and(|code| SOUND.contains(&code)), "{context}");
                assert!(written.is_empty(), "{context}");
                refused += 1;
            }
        }
        fs::write(here.join(file), whole).unwrap();
    }
    assert!(refused > 100 && same > 0, "{refused} refused, {same} the same");
}

#[test]
fn damage_is_not_grown_over() {
    let made = Made::new();
    let files: Vec<String> = all_files(&made.folder("small/r")).into_keys().collect();
    let all: Vec<(&String, Damage)> = files.iter().flat_map(|file| DAMAGES.map(|how| (file, how))).collect();
    for (file, how) in all.iter().step_by(stride(all.len(), 30)) {
        let here = made.copy("small", "damaged");
        if !damage(&here.join("r"), file, *how) {
            continue;
        }
        let before = all_files(&here.join("r"));
        let grow = run(&["--add-replicates", "4"]);
        let (code, said) = ended(&here, &grow);
        if file.as_str() == "plan.json" && code == Some(0) {
            // The same plan with another end of its last line.
            assert!(parquet_files(&here.join("r")) == made.large, "{how:?}");
            continue;
        }
        // Without a manifest there is no run to add to.
        let is_refused = [2, 65, 74].map(Some).contains(&code);
        assert!(is_refused, "{file}, {how:?}: {code:?}\n{said}");
        assert!(all_files(&here.join("r")) == before, "{file}, {how:?}: changed");
    }
}

#[test]
fn a_damaged_part_is_made_again() {
    let made = Made::new();
    let large = run(&LARGE);
    fs::create_dir(made.folder("half")).unwrap();
    let all = calls(&made.copy("half", "counted"), &large);
    let late = Fault { kind: "kill", at: all * 2 / 3 };
    assert_eq!(faulty(&made.folder("half"), &large, Some(late)).output().unwrap().status.code(), None);
    let grown = "growing";
    made.killed(grown, |run| run.join("next/parts").exists() && run.join("next/audit.parquet").exists());
    for (base, inside) in [("half", "r"), ("half", "r/parts"), (grown, "r/next"), (grown, "r/next/parts")] {
        let folder = made.folder(base).join(inside);
        let files: Vec<String> = names(&folder).into_iter().filter(|name| folder.join(name).is_file()).collect();
        assert!(!files.is_empty(), "{base}, {inside}");
        let all: Vec<(&String, Damage)> = files.iter().flat_map(|file| DAMAGES.map(|how| (file, how))).collect();
        for (file, how) in all.iter().step_by(stride(all.len(), 7)) {
            if Path::new(file).extension().is_none_or(|ending| ending == "partial") {
                continue;
            }
            let here = made.copy(base, "damaged");
            if !damage(&here.join(inside), file, *how) {
                continue;
            }
            let (code, said) = ended(&here, &large);
            let context = format!("{base}, {inside}/{file}, {how:?}: {code:?}\n{said}");
            match code {
                Some(0) => assert!(parquet_files(&here.join("r")) == made.large, "other bytes: {context}"),
                other => assert!([2, 65, 74].map(Some).contains(&other) && file.as_str() == "plan.json", "{context}"),
            }
        }
    }
}

#[test]
fn a_part_that_changes_while_it_is_merged_is_refused() {
    let made = Made::new();
    // The move that was cut short is not completed with a file that is another by now.
    made.killed("moving", |run| run.join("next/manifest.json").exists());
    for file in names(&made.folder("moving/r/next")) {
        let here = made.copy("moving", "changed");
        if !here.join("r/next").join(&file).is_file() || !damage(&here.join("r/next"), &file, Damage::Flip(500)) {
            continue;
        }
        let (code, said) = ended(&here, &SUMMARY);
        assert!(code == Some(65) || code == Some(74), "{file}: {code:?}\n{said}");
    }
}
