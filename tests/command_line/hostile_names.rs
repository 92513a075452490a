//! Names that mean something to a terminal, a browser, a spreadsheet or a line: on every surface they are only names.
use super::check;
use super::faults::{CHANGE, district, scenario};
use crate::readers::python;
use std::fs;
use std::path::Path;
use std::process::Command;

/// As TOML has them: a page's script, a formula, a terminal's commands and the other direction, a line of its own, plotly's
/// template.
const HOSTILE: [&str; 5] = [
    "<!--<script>alert(1)</script>&lt;b>",
    "=cmd|'/c calc'!A1",
    "\\u001b]0;title\\u0007\\u009b2J\\u202eevil",
    "a\\u2028b%{y}<a href='javascript:alert(1)'>c</a>",
    "@sum\\u0000",
];

/// The embedded district with hostile names all over.
fn named(place: &Path) {
    let file = district(place).join("district.toml");
    let text = fs::read_to_string(&file).expect("there");
    let mut names = HOSTILE.iter().cycle();
    let line = |line: &str| match line.starts_with("name = ") {
        true => {
            let [zh, en] = [names.next(), names.next()].map(|name| name.expect("a cycle"));
            format!("name = {{ zh = \"{zh}\", en = \"{en}\" }}\n")
        }
        false => format!("{line}\n"),
    };
    fs::write(&file, text.lines().map(line).collect::<String>()).expect("written");
}

/// Nothing in it commands a terminal.
#[track_caller]
fn is_shown(what: &str, text: &str) {
    let obeyed = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || matches!(c, '\u{2028}' | '\u{2029}')
    };
    let at = text.find(obeyed).map(|at| text[at..].chars().take(40).collect::<String>());
    assert_eq!(at, None, "{what}");
}

/// The page has the scripts of the program and no other.
fn page_is_whole(page: &str) {
    let (words, _) = page.split_once("plotly.js v").expect("the library is inside");
    is_shown("page", words);
    assert!(!words.contains("<!--") && !words.contains("javascript:alert(1)'>c</a>"), "names as markup");
    let charts: Vec<&str> = words.split("<script type=\"application/json\"").skip(1).collect();
    assert_eq!(words.matches("<script").count() - charts.len(), 1, "the library's own, beside the charts");
    for chart in charts {
        let (json, _) = chart.split_once('>').and_then(|(_, rest)| rest.split_once("</script>")).expect("an end");
        assert!(!json.contains(['<', '>', '&']), "{json}");
        serde_json::from_str::<serde_json::Value>(json).expect("JSON");
    }
}

/// All sheets are XML, and no cell is a formula.
const WORKBOOK: &str = "
import sys, zipfile, xml.etree.ElementTree as tree
with zipfile.ZipFile(sys.argv[1]) as book:
    names = [name for name in book.namelist() if name.endswith('.xml')]
    for name in names:
        root = tree.fromstring(book.read(name))
        tags = [element.tag.rsplit('}')[-1] for element in root.iter()]
        assert 'sheet' not in name or 'f' not in tags, name
    texts = book.read('xl/sharedStrings.xml').decode()
    assert \"=cmd|\" in texts and chr(0x202e) not in texts and '_x001B_' not in texts
";

#[test]
fn hostile_names_are_only_names_on_every_surface() {
    let place = tempfile::tempdir().unwrap();
    let p = place.path();
    named(p);
    scenario(p, "evil.toml", "evil", &CHANGE.replace("0.6", "0.65"));
    let file = fs::read_to_string(p.join("evil.toml")).unwrap();
    fs::write(p.join("evil.toml"), file.replace("Tried", HOSTILE[0]).replace('试', HOSTILE[2])).unwrap();
    let run = [
        "run",
        "baseline",
        "evil.toml",
        "--district",
        "district",
        "--replicates",
        "2",
        "--until",
        "2025-12",
        "--out",
        "r",
    ];
    for language in ["zh", "en"] {
        let (page, book) = (format!("{language}.html"), format!("{language}.xlsx"));
        let json = [&run[..], &["--json"]].concat();
        let commands: [&[&str]; 11] = [
            &["check", "district"],
            &["check", "evil.toml", "--district", "district"],
            &run,
            &json,
            &["document", "assumptions", "--district", "district"],
            &["document", "stress", "--run", "r"],
            &["validate", "--run", "r"],
            &["compare", "baseline", "evil", "--run", "r"],
            &["table", "r", "targets"],
            &["report", "r", "--out", &page],
            &["workbook", "r", "--out", &book],
        ];
        for arguments in commands {
            let arguments = [arguments, &["--lang", language]].concat();
            let (out, err) = check(p, &arguments, 0);
            is_shown(&format!("{arguments:?}"), out.trim_start_matches('\u{feff}'));
            is_shown(&format!("{arguments:?}"), &err);
            if arguments.contains(&"--json") {
                serde_json::from_str::<serde_json::Value>(&out).expect("JSON");
            }
            if arguments[0] == "table" {
                let cells = out.lines().flat_map(|line| line.split(','));
                assert!(cells.into_iter().all(|cell| !cell.starts_with(['=', '@'])), "{out}");
            }
        }
        page_is_whole(&fs::read_to_string(p.join(&page)).expect("a page"));
        let read = Command::new(python()).args(["-c", WORKBOOK]).arg(p.join(&book)).output().expect("Python starts");
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    }
}

#[test]
fn a_line_break_in_a_name_begins_no_line() {
    let place = tempfile::tempdir().unwrap();
    let broken = "no\nThe baseline is sound";
    let raw = format!("{broken}.toml");
    scenario(place.path(), &raw, "x", "[[change]]\nlever = 1\n");
    for arguments in [
        &["check", broken][..],
        &["check", &raw],
        &["run", broken],
        &["run", &raw],
        &["run", "*.toml"],
        &["run", "--district", broken],
        &["run", "--set", &format!("{broken}=1")],
        &["run", "--design", broken],
    ] {
        let (_, err) = check(place.path(), arguments, 65);
        assert!(!err.lines().any(|line| line.starts_with("The baseline")), "{arguments:?}\n{err}");
    }
}
