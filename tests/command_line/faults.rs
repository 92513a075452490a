//! Kinds of input that once broke the program or were answered wrongly without a word: each a table of cases.
use super::verify::short_run;
use super::{PROGRAM, check, command, names};
use scenarios::Source;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The exit codes of refusals and of success: neither a panic, nor a signal, nor a bug.
const SOUND: [i32; 4] = [0, 2, 65, 74];

/// The embedded district as a folder.
pub fn district(place: &Path) -> PathBuf {
    let folder = place.join("district");
    fs::create_dir(&folder).unwrap();
    for (name, bytes) in Source::embedded("qingxi").unwrap().files() {
        fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}

pub fn scenario(folder: &Path, file: &str, id: &str, rest: &str) {
    let words = "{ zh = \"试\", en = \"Tried\" }";
    fs::write(folder.join(file), format!("id = \"{id}\"\nname = {words}\ndescription = {words}\n{rest}")).unwrap();
}

pub const CHANGE: &str = "[[change]]\nlever = \"training.pass\"\nfrom = \"2024-01\"\nto = { set = 0.6 }\n";

#[test]
fn names_of_scenarios_are_one_scenario_each() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    scenario(p, "one.toml", "mine", CHANGE);
    scenario(p, "same.toml", "mine", CHANGE);
    scenario(p, "two.toml", "mine", &CHANGE.replace("0.6", "0.7"));
    scenario(p, "library.toml", "build-beds", CHANGE);
    scenario(p, "over.toml", "over", &format!("extends = \"two\"\n{CHANGE}"));
    scenario(p, "a+b.toml", "plus", CHANGE);
    scenario(p, "nothing.toml", "nothing", "");
    scenario(p, "shocks.toml", "shocks", "without_shocks = true\n");
    let cases: [(&[&str], i32, &[&str]); 12] = [
        (&["one.toml", "two.toml"], 65, &["one.toml", "two.toml", "`mine`"]),
        (&["one.toml+two.toml"], 65, &["one.toml", "two.toml"]),
        (&["*.toml"], 65, &["one.toml", "two.toml", "build-beds.toml", "changes nothing"]),
        (&["one.toml", "over.toml"], 65, &["one.toml", "two.toml"]),
        (&["library.toml"], 65, &["library.toml", "build-beds.toml"]),
        (&["nothing.toml"], 65, &["changes nothing"]),
        (&["one.toml+"], 65, &["there is no scenario"]),
        (&["one.toml", "same.toml", "./one.toml"], 0, &[]),
        (&["a+b.toml"], 0, &[]),
        (&["build-beds+a+b.toml"], 0, &[]),
        (&["baseline+baseline"], 0, &[]),
        (&["shocks.toml"], 0, &[]),
    ];
    for (typed, exit, said) in cases {
        let run = [&["run", "--district", "qingxi", "--replicates", "1", "--dry-run"][..], typed].concat();
        let (out, err) = check(p, &run, exit);
        for words in said {
            assert!(err.contains(words), "{typed:?}: no `{words}` in\n{err}");
        }
        assert!(exit != 0 || out.contains("1 replicates"), "{typed:?}: not one scenario\n{out}");
    }
}

#[test]
fn values_are_as_written_or_refused() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    fs::write(p.join("twice.csv"), "training.pass,mortality.level,training.pass\n0.5,1,0.6\n").unwrap();
    fs::write(p.join("part.csv"), "relief.death_lag\n7.3\n").unwrap();
    fs::write(p.join("gbk.csv"), b"training.pass\n0.5\n# \xb2\xe2\n").unwrap();
    let lag = |to: &str| format!("[[change]]\nlever = \"relief.death_lag\"\nfrom = \"2024-01\"\nto = {{ {to} }}\n");
    for (id, to) in [("set", "set = 7.3"), ("add", "add = 0.5"), ("multiply", "multiply = 0.37")] {
        scenario(p, &format!("{id}.toml"), id, &lag(to));
    }
    let cases: [(&[&str], &[&str]); 14] = [
        (&["--set", "relief.advisers=1,000"], &["relief.advisers", "`1,000`", "1000"]),
        (&["--set", "relief.advisers=12,000,000"], &["without separators"]),
        (&["--set", "training.pass=0.5,0.5"], &["training.pass", "`0.5` is there twice"]),
        (&["--set", "training.pass=0.5,0.50"], &["`0.50` is there twice"]),
        (&["--set", "training.pass=0.5", "--set", "training.pass=0.6"], &["`training.pass` is there twice"]),
        (&["--set", "training.pass=0.5,0.6", "--set", "training.pass=0.7,0.8"], &["`training.pass` is there twice"]),
        (&["--set", "training.pass=0.5", "--set", " training.pass =0.7,0.8"], &["`training.pass` is there twice"]),
        (&["--set", "relief.death_lag=7.3"], &["relief.death_lag", "a whole number"]),
        (&["--set", "relief.death_lag=7,7.3"], &["a whole number"]),
        (&["--design", "twice.csv"], &["twice.csv:1", "`training.pass` is there twice"]),
        (&["--design", "part.csv"], &["part.csv:2", "a whole number"]),
        (&["--design", "gbk.csv"], &["gbk.csv", "UTF-8"]),
        (&["set.toml"], &["set.toml:7", "a whole number"]),
        (&["add.toml", "multiply.toml"], &["add.toml:7", "multiply.toml:7", "a whole number"]),
    ];
    for (typed, said) in cases {
        let run = [&["run", "--district", "qingxi", "--replicates", "1", "--dry-run"][..], typed].concat();
        let (out, err) = check(p, &run, 65);
        assert!(out.is_empty(), "{typed:?}: {out}");
        for words in said {
            assert!(err.contains(words), "{typed:?}: no `{words}` in\n{err}");
        }
    }
    // A grid of whole hundreds is no number with separators, and a table of designs keeps whole numbers whole.
    let run = ["run", "--district", "qingxi", "--replicates", "1", "--dry-run"];
    check(p, &[&run[..], &["--set", "relief.advisers=100,200"]].concat(), 0);
    check(p, &["design", "--district", "qingxi", "relief.*", "training.*", "--designs", "8", "--out", "d.csv"], 0);
    check(p, &[&run[..], &["--design", "d.csv"]].concat(), 0);
}

#[test]
fn what_is_legitimate_but_easily_missed_is_said_aloud() {
    let place = tempfile::tempdir().unwrap();
    scenario(place.path(), "late.toml", "late", CHANGE);
    scenario(place.path(), "early.toml", "early", &CHANGE.replace("2024", "2022"));
    // A note on the reading of `1,500` is no refusal: both values may be meant.
    for (values, is_said) in [("1,500", true), ("100,200", false), ("1,50", false), ("7,300,400", true)] {
        let set = format!("relief.advisers={values}");
        let run = ["run", "--district", "qingxi", "--replicates", "1", "--dry-run", "--set", &set];
        let (_, err) = check(place.path(), &run, 0);
        assert_eq!(err.contains("is read as several values"), is_said, "{values}: {err}");
    }
    let run = ["run", "--district", "qingxi", "--replicates", "1", "late.toml", "early.toml", "--out", "r", "--until"];
    let (_, err) = check(place.path(), &[&run[..], &["2022-12"]].concat(), 0);
    assert!(err.contains("up to 2022-12") && err.contains("late") && !err.contains("early"), "{err}");
    let (_, err) = check(place.path(), &[&run[..8], &["all", "--until", "2024-06"]].concat(), 0);
    assert!(err.is_empty(), "{err}");
}

#[test]
fn mistakes_are_listed_up_to_a_hundred() {
    let place = tempfile::tempdir().unwrap();
    let folder = district(place.path());
    let text = fs::read_to_string(folder.join("mortality.csv")).unwrap();
    let broken: Vec<String> = text.lines().map(|line| line.replace(",F,", ",X,")).collect();
    fs::write(folder.join("mortality.csv"), broken.join("\n")).unwrap();
    let (_, err) = check(place.path(), &["check", "district"], 65);
    let listed = err.lines().filter(|line| line.starts_with("  ") && line.contains("mortality.csv")).count();
    assert!(listed == 100 && err.lines().last().unwrap().ends_with(" more"), "{listed}\n{err}");
    let (json, _) = check(place.path(), &["check", "district", "--json"], 65);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 100);
    assert!(json["count"].as_u64().unwrap() > 100);
}

#[test]
fn a_plan_with_a_hash_cut_short_is_another_run() {
    let place = tempfile::tempdir().unwrap();
    let run = ["run", "--district", "qingxi", "--replicates", "1", "--until", "2021-03", "--out", "r"];
    check(place.path(), &run, 0);
    let folder = place.path().join("r");
    fs::remove_file(folder.join("manifest.json")).unwrap();
    let whole: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("plan.json")).unwrap()).unwrap();
    for hash in ["abc", "", "汉字汉字汉字汉字汉字汉字"] {
        let mut plan = whole.clone();
        plan["inputs"][0]["blake3"] = hash.into();
        plan["scenarios"][0]["identity"] = hash.into();
        fs::write(folder.join("plan.json"), plan.to_string()).unwrap();
        let (_, err) = check(place.path(), &[&run[..], &["--resume"]].concat(), 2);
        assert!(err.contains("the hash of"), "{err}");
    }
}

#[test]
fn messages_say_what_is_wrong() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    fs::write(p.join("file"), "").unwrap();
    let run = |more: &[&'static str]| [&["run", "--district", "qingxi", "--replicates", "1"][..], more].concat();
    scenario(p, "plan", "plan", CHANGE);
    check(p, &["check", "plan", "--district", "qingxi"], 0); // a file without an ending, as `run` takes it
    for (arguments, exit, said, unsaid) in [
        (vec!["check", "plna", "--district", "qingxi"], 65, "no embedded baseline or scenario", "did you mean"),
        (vec!["check", "biuld-beds", "--district", "qingxi"], 65, "did you mean build-beds?", "biuld-beds?"),
        (vec!["check", "qingix"], 65, "did you mean qingxi?", "os error"),
        (run(&["--precision", "beds.waiting"]), 2, "beds.waiting 5%", "did you mean"),
        (run(&["--out", "file"]), 2, "file is not a folder", "already holds"),
        (vec!["report", "file"], 74, "file: ", "holds no finished run"),
        (vec!["verify", "file"], 74, "file: ", "holds no finished run"),
        (vec!["report", "nowhere"], 2, "holds no finished run", "os error"),
    ] {
        let (_, err) = check(p, &arguments, exit);
        assert!(err.contains(said) && !err.contains(unsaid), "{arguments:?}: {err}");
    }
}

#[test]
fn no_name_reaches_the_terminal_raw() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    let folder = district(p);
    let text = fs::read_to_string(folder.join("district.toml")).unwrap();
    let evil = "\\u001b]0;title\\u0007\\u202e\\u009b2J";
    let (at, _) = text.match_indices("en = \"").nth(1).unwrap();
    fs::write(folder.join("district.toml"), format!("{}en = \"{evil}{}", &text[..at], &text[at + 6..])).unwrap();
    let name = text.find("en = \"").unwrap();
    let named = fs::read_to_string(folder.join("district.toml")).unwrap();
    fs::write(folder.join("district.toml"), format!("{}en = \"{evil}{}", &named[..name], &named[name + 6..])).unwrap();
    scenario(p, "evil.toml", "evil", &CHANGE.replace("0.6", "0.65"));
    let file = fs::read_to_string(p.join("evil.toml")).unwrap().replace("Tried", evil);
    fs::write(p.join("evil.toml"), file).unwrap();
    let raw = "\u{1b}[31mred";
    let run = ["run", "evil.toml", "--district", "district", "--replicates", "1", "--until", "2021-06", "--out", "r"];
    let cases: [(&[&str], i32); 9] = [
        (&["check", "district"], 0),
        (&["check", "evil.toml", "--district", "district"], 0),
        (&run, 0),
        (&[&run[..], &["--json"]].concat(), 0),
        (&["document", "assumptions", "--district", "district"], 0),
        (&["check", raw], 65),
        (&["run", raw], 65),
        (&["run", "--set", raw], 65),
        (&["verify", raw], 2),
    ];
    for (arguments, exit) in cases {
        let (out, err) = check(p, arguments, exit);
        let is_raw = |c: char| c.is_control() && c != '\n' && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!out.contains(is_raw) && !err.contains(is_raw), "{arguments:?}\n{out:?}\n{err:?}");
        if arguments.contains(&"--json") {
            let json: serde_json::Value = serde_json::from_str(&out).expect("still JSON");
            assert!(json.to_string().contains('\u{202e}'), "the name is kept");
        }
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf8_are_refused_or_used() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = tempfile::tempdir().unwrap();
    let odd = OsStr::from_bytes(b"r\xff");
    short_run(place.path());
    fs::rename(place.path().join("r"), place.path().join(odd)).unwrap();
    let cases: [&[&str]; 16] = [
        &[],
        &["--lang"],
        &["check"],
        &["run"],
        &["run", "--district"],
        &["run", "--set"],
        &["run", "--design"],
        &["compare", "baseline", "baseline", "--json", "--run"],
        &["validate", "--json", "--run"],
        &["verify", "--json"],
        &["verify"],
        &["report"],
        &["workbook"],
        &["copy", "qingxi"],
        &["table"],
        &["run", "--district", "qingxi", "--replicates", "2", "--until", "2021-12", "--json", "--out"],
    ];
    for arguments in cases {
        for language in ["en_US.UTF-8", "zh_CN.UTF-8"] {
            let ended = command(place.path(), arguments).arg(odd).env("LC_ALL", language).output().expect("starts");
            let code = ended.status.code().expect("no signal");
            assert!(SOUND.contains(&code), "{arguments:?}: {code}\n{}", String::from_utf8_lossy(&ended.stderr));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_or_closed_standard_error_changes_no_exit_code() {
    let place = tempfile::tempdir().unwrap();
    short_run(place.path());
    let cases: [(&[&str], i32); 4] = [
        (&["rum"], 2),
        (&["check", "nowhere"], 65),
        (&["table", "r", "sanity", "--out"], 0),
        (&["run", "--district", "qingxi", "--replicates", "1", "--until", "2021-02", "certify-80", "--out"], 0),
    ];
    for (arguments, exit) in cases {
        for kind in ["full", "closed", "gone"] {
            let out = format!("{}-{kind}", arguments[0]);
            let mut started = match kind {
                "closed" => {
                    let mut shell = Command::new("sh");
                    shell.current_dir(place.path()).args(["-c", "exec \"$@\" 2>&-", "sh", PROGRAM]).args(arguments);
                    shell
                }
                _ => command(place.path(), arguments),
            };
            if arguments.contains(&"--out") {
                started.arg(&out);
            }
            started.stdout(Stdio::null());
            match kind {
                "full" => drop(started.stderr(fs::File::options().write(true).open("/dev/full").unwrap())),
                _ => drop(started.stderr(Stdio::piped())),
            }
            let mut child = started.spawn().expect("starts");
            drop(child.stderr.take());
            assert_eq!(child.wait().unwrap().code(), Some(exit), "{arguments:?}, {kind}");
        }
    }
}

/// Runs the program for a minute at most: what hangs ends in 124.
#[cfg(unix)]
fn within_a_minute(place: &Path, arguments: &[&str]) -> (i32, String) {
    let mut timed = Command::new("timeout");
    timed.current_dir(place).arg("60").arg(PROGRAM).args(arguments).env("LC_ALL", "en_US.UTF-8");
    let ended = timed.stdin(Stdio::null()).stdout(Stdio::null()).output().expect("starts");
    (ended.status.code().expect("no signal"), String::from_utf8_lossy(&ended.stderr).into_owned())
}

/// Replaces `file` by a pipe, by a link to a device without end, and by a folder.
#[cfg(unix)]
fn each_special(file: &Path, mut try_it: impl FnMut(&str)) {
    let bytes = fs::read(file).unwrap();
    for kind in ["pipe", "device", "folder"] {
        fs::remove_file(file).unwrap();
        match kind {
            "pipe" => assert!(Command::new("mkfifo").arg(file).status().expect("mkfifo").success()),
            "device" => std::os::unix::fs::symlink("/dev/zero", file).unwrap(),
            _ => fs::create_dir(file).unwrap(),
        }
        try_it(kind);
        if kind == "folder" {
            fs::remove_dir(file).unwrap()
        } else {
            fs::remove_file(file).unwrap()
        }
        fs::write(file, &bytes).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn special_files_neither_hang_nor_fill_memory() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    let folder = district(p);
    for name in ["district.toml", "mortality.csv", "facts.csv"] {
        each_special(&folder.join(name), |kind| {
            let (code, err) = within_a_minute(p, &["check", "district"]);
            assert!(code == 65 && err.contains(name) && err.contains("regular file"), "{kind} {name}: {code}\n{err}");
        });
    }
    let run = short_run(p);
    for name in ["manifest.json", "population.parquet", "summary.parquet", "plan.json"] {
        each_special(&run.join(name), |kind| {
            for verb in ["verify", "report"] {
                let (code, err) = within_a_minute(p, &[verb, "r"]);
                assert!([65, 74].contains(&code) && err.contains(name), "{verb}, {kind} {name}: {code}\n{err}");
            }
        });
    }
    scenario(p, "s.toml", "s", CHANGE);
    fs::write(p.join("d.csv"), "training.pass\n0.5\n").unwrap();
    for (name, arguments) in
        [("s.toml", ["run", "s.toml", "--dry-run"].as_slice()), ("d.csv", &["run", "--design", "d.csv", "--dry-run"])]
    {
        each_special(&p.join(name), |kind| {
            let (code, err) = within_a_minute(p, &[arguments, &["--district", "qingxi"]].concat());
            assert!(code == 65 && err.contains(name), "{kind} {name}: {code}\n{err}");
        });
    }
    assert!(!names(p).iter().any(|name| name.contains("silverpeak-")), "nothing half-written");
}
