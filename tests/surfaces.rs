//! One number, one answer: the terminal, the page, the workbook and JSON show the numbers of `findings`.
use crate::command_line::{PROGRAM, check};
use crate::readers::python;
use agents::text::Language;
use findings::figure::{Cell, Figure, Number};
use findings::figures::{Surface, of_surface};
use findings::{Results, Run, View};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const LANGUAGES: [(Language, &str); 2] = [(Language::Zh, "zh"), (Language::En, "en")];

/// The figures of a surface.
fn figures(results: &Results, language: Language, surface: Surface) -> Vec<Figure> {
    let questions = of_surface(&View { results, language }, surface);
    questions.into_iter().flat_map(|(_, figures)| figures).collect()
}

/// The numbers of figures, in order.
fn numbers(figures: &[Figure]) -> Vec<Number> {
    let cells = figures.iter().flat_map(|figure| &figure.tables).flat_map(|table| table.rows.iter().flatten());
    cells.filter_map(Cell::number).copied().collect()
}

/// What stands between two texts, each time.
fn between<'a>(page: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    page.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

fn run(place: &Path, scenarios: &[&str]) -> Results {
    let arguments = [&["run"], scenarios, &["--district", "qingxi", "--replicates", "6", "--out", "made", "--json"]];
    check(place, &arguments.concat(), 0);
    let run = Run::open(&place.join("made")).expect("a finished run");
    let baseline = run.district().expect("the district as it was run");
    Results::read(run, baseline, &[]).expect("its numbers")
}

/// The page: every figure, every number with its exact value, and the words of its cell.
fn page_shows(results: &Results, language: Language) {
    let page = report::report(results, language).expect("a page");
    for figure in figures(results, language, Surface::Page) {
        let told = between(&page, &format!("<figure id=\"{}\">", figure.id), "</figure>");
        let Some(text) = told.first() else {
            assert_eq!(figure.id, "headline-forecasts", "only the headline is no figure of its own");
            continue;
        };
        for table in &figure.tables {
            for cell in table.rows.iter().flat_map(|row| row.iter().skip(1)) {
                let Some(number) = cell.number() else { continue };
                let ends = number
                    .interval
                    .map_or_else(String::new, |ends| format!(" data-low=\"{}\" data-high=\"{}\"", ends.low, ends.high));
                let expected = format!("data-value=\"{}\"{ends}>{}<", number.value, cell.words(language));
                assert!(text.contains(&expected), "{}: no {expected}", figure.id);
            }
        }
    }
}

/// The terminal: the words of every number of the years that it shows.
fn terminal_shows(place: &Path, results: &Results, language: Language, word: &str, surface: Surface) {
    let output = Command::new(PROGRAM)
        .current_dir(place)
        .args(["--lang", word, "run"])
        .args(results.run.manifest.plan.scenario_ids())
        .args(["--district", "qingxi", "--replicates", "6", "--out", "made"])
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let shown = figures(results, language, surface);
    assert!(shown.len() >= 4);
    for figure in &shown {
        // A figure of its question's name is not titled twice.
        let is_of_the_figure = |line: &str| line.strip_prefix("== ").unwrap_or(line) == figure.title;
        let above: usize =
            text.split_inclusive('\n').take_while(|line| !is_of_the_figure(line.trim_end())).map(str::len).sum();
        let after = &text[above..];
        assert!(!after.is_empty(), "no {}", figure.title);
        for row in figure.tables.iter().flat_map(|table| &table.rows) {
            let is_thinned = matches!(row.first(), Some(Cell::Year(year)) if *year > 2025 && year % 5 != 0);
            for cell in row.iter().filter(|cell| cell.number().is_some() && !is_thinned) {
                let words = cell.words(language);
                // Wide cells are broken into lines at a space.
                let is_there = words.split(' ').all(|part| after.contains(part));
                assert!(is_there, "{}: the terminal lacks {words}", figure.id);
            }
        }
    }
}

/// A number as a reader of JSON has it: serde_json may differ in the last bit of what it reads.
fn as_read(number: &Number) -> Value {
    serde_json::from_str(&json!(number).to_string()).expect("JSON")
}

/// JSON: value, unit, interval, n and method of every number, in order.
fn json_shows(place: &Path, results: &Results, language: Language, word: &str) {
    let output = Command::new(PROGRAM)
        .current_dir(place)
        .args(["--lang", word, "run", "--json"])
        .args(results.run.manifest.plan.scenario_ids())
        .args(["--district", "qingxi", "--replicates", "6", "--out", "made"])
        .output()
        .expect("the program starts");
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut found = Vec::new();
    for figure in told["questions"].as_array().expect("questions").iter().flat_map(|q| q["figures"].as_array().unwrap())
    {
        for row in figure["tables"].as_array().unwrap().iter().flat_map(|table| table["rows"].as_array().unwrap()) {
            let cells = row.as_array().unwrap().iter().filter_map(|cell| {
                ["number", "quantity", "interval"].into_iter().find_map(|kind| cell.get(kind)).cloned()
            });
            found.extend(cells);
        }
    }
    let expected: Vec<Value> = numbers(&figures(results, language, Surface::Json)).iter().map(as_read).collect();
    assert_eq!(found.len(), expected.len());
    assert!(expected.len() > 500, "{}", expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
}

/// The workbook: every number, as a number in the unit of its head, and its ends beside it.
fn workbook_shows(place: &Path, results: &Results, language: Language, word: &str) {
    let file = place.join(format!("{word}.xlsx"));
    let bytes = workbook::bytes(&workbook::Request { results, language }).expect("a workbook");
    fs::write(&file, bytes).unwrap();
    let shown = numbers(&figures(results, language, Surface::Workbook));
    let ends = |number: &Number| {
        let interval = number.interval.map(|ends| [ends.low, ends.high]).into_iter().flatten();
        // Shares are fractions with a format; all else is in the unit of its head.
        let is_fraction = number.unit.name(language) == "%" && number.unit_name(language) == "%";
        let written = |value: f64| if is_fraction { value } else { number.unit.shown(language, value) };
        interval.chain([number.value]).map(written).collect::<Vec<f64>>()
    };
    let expected: Vec<f64> = shown.iter().flat_map(ends).collect();
    fs::write(place.join("numbers.json"), json!(expected).to_string()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/surfaces.py");
    let output = Command::new(python()).arg(script).arg(&file).arg(place.join("numbers.json")).output();
    let output = output.expect("Python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn all_surfaces(scenarios: &[&str], terminal: Surface) {
    let place = tempfile::tempdir().unwrap();
    let results = run(place.path(), scenarios);
    for (language, word) in LANGUAGES {
        page_shows(&results, language);
        terminal_shows(place.path(), &results, language, word, terminal);
        json_shows(place.path(), &results, language, word);
        workbook_shows(place.path(), &results, language, word);
    }
    // The numbers are those of one run, whatever the language.
    let [zh, en] = LANGUAGES.map(|(language, _)| numbers(&figures(&results, language, Surface::Json)));
    assert_eq!(zh, en);
}

#[test]
fn every_surface_shows_the_numbers_of_a_baseline_run() {
    all_surfaces(&["baseline"], Surface::Terminal);
}

#[test]
fn every_surface_shows_the_numbers_of_a_comparison() {
    all_surfaces(&["baseline", "certify-80", "build-beds"], Surface::TerminalOfMany);
}

#[test]
fn a_share_of_a_year_is_the_same_in_a_comparison_and_on_the_page() {
    let place = tempfile::tempdir().unwrap();
    let results = run(place.path(), &["baseline", "certify-80"]);
    let folder = place.path().join("made");
    let compared = findings::compare(&folder, "baseline", &folder, "certify-80").unwrap();
    let mut compared_indicators = 0;
    for indicator in outputs::INDICATORS {
        let Some(row) = compared.headline(outputs::DISTRICT_AREA, indicator.id, 2030) else { continue };
        // A pair of which one has no value is in no difference, but in the estimate of the other.
        let both = [&results.base, &results.others[0]];
        if both.iter().any(|scenario| scenario.values(indicator, 2030).contains(&None)) {
            continue;
        }
        compared_indicators += 1;
        for (scenario, mean) in [(&results.base, row.mean_a), (&results.others[0], row.mean_b)] {
            let found = scenario.estimate(indicator, 2030).expect("a value").mean;
            assert!((found - mean).abs() <= 1e-9 * mean.abs().max(1.0), "{}: {found} is not {mean}", indicator.id);
        }
    }
    assert!(compared_indicators > 100, "{compared_indicators}");
}

#[test]
fn arrears_of_several_scenarios_are_the_yuan_of_the_ledger() {
    let place = tempfile::tempdir().unwrap();
    let results = run(place.path(), &["baseline", "certify-80"]);
    let folder = place.path().join("made");
    // The ledger keeps arrears in fen.
    let rows = (outputs::Topic::Ledger, &[("account", "all"), ("programme", "all")][..]);
    let series =
        outputs::area_series(&outputs::Tables::of(&folder), rows, "baseline", outputs::DISTRICT_AREA, "arrears")
            .unwrap();
    let last = |(_, months): &(u32, Vec<(sim_core::Month, Option<f64>)>)| months.last().and_then(|(_, fen)| *fen);
    let fen: Vec<f64> = series.iter().filter_map(last).collect();
    let last_year = results.run.last.year();
    let yuan: Vec<f64> =
        results.base.values(outputs::indicators::BUDGET_ARREARS, last_year).iter().flatten().copied().collect();
    assert_eq!(yuan, fen.iter().map(|fen| fen / 100.0).collect::<Vec<f64>>());
}

#[test]
fn a_run_keeps_its_baseline_and_nobody_shows_one_whose_files_were_changed() {
    let place = tempfile::tempdir().unwrap();
    check(place.path(), &["copy", "qingxi", "mine"], 0);
    check(place.path(), &["run", "--district", "mine", "--replicates", "2", "--until", "2022-12", "--out", "made"], 0);
    let page = || {
        check(place.path(), &["report", "made"], 0);
        fs::read(place.path().join("made/report-en.html")).unwrap()
    };
    let before = page();
    let file = place.path().join("mine/targets.toml");
    fs::write(&file, fs::read_to_string(&file).unwrap() + "\n# changed\n").unwrap();
    assert!(page() == before, "the page of the run is made of what the run was made of");
    fs::remove_dir_all(place.path().join("mine")).unwrap();
    assert!(page() == before, "also where its baseline is gone");
    for damaged in ["summary.parquet", "inputs.json"] {
        let file = place.path().join("made").join(damaged);
        let whole = fs::read(&file).unwrap();
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&file, bytes).unwrap();
        for command in [
            &["report", "made"][..],
            &["workbook", "made"],
            &["validate", "--run", "made"],
            &["document", "assumptions", "--run", "made"],
            &["table", "made", "population"],
            &["compare", "baseline", "baseline", "--run", "made"],
            &["run", "--again", "made", "--out", "again"],
            &["copy", "made", "inputs"],
        ] {
            let (said, wrong) = check(place.path(), command, 65);
            assert!(wrong.contains(damaged) && said.is_empty(), "{command:?}: {said}{wrong}");
        }
        fs::write(&file, whole).unwrap();
    }
}

/// Words of a text without its breaks: a terminal wraps lines, in Chinese anywhere.
fn unbroken(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn what_must_be_known_first_and_what_was_set_by_hand_stand_on_every_surface() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let run = ["build-beds", "--district", "qingxi", "--replicates", "2", "--until", "2027-06", "--out", "made"];
    let set = ["--set", "household.alone=0.11", "--set", "training.pass@2026-01=0.8"];
    for (language, word) in LANGUAGES {
        let said = |arguments: &[&str]| check(place, &[&["--lang", word], arguments].concat(), 0).0;
        let terminal = unbroken(&said(&[&["run"][..], &run, &set].concat()));
        let json: Value = serde_json::from_str(&said(&[&["run", "--json"][..], &run, &set].concat())).unwrap();
        let run = Run::open(&place.join("made")).expect("a finished run");
        let baseline = run.district().expect("the district as it was run");
        let results = Results::read(run, baseline, &[]).expect("its numbers");
        let notes = findings::notes(&View { results: &results, language });
        assert_eq!(json["notes"], json!(notes));
        let by_hand = findings::set_by_hand(&results.manifest().plan, &results.baseline.district, language);
        assert!(notes.len() >= 6 && by_hand.is_some_and(|by_hand| notes.contains(&by_hand)), "{notes:#?}");
        let page = unbroken(&report::report(&results, language).expect("a page"));
        let book = format!("{word}.xlsx");
        said(&["workbook", "made", "--out", &book]);
        let script = "import sys, openpyxl; print(*(c.value for r in openpyxl.load_workbook(sys.argv[1]).worksheets[0].rows for c in r if c.value))";
        let cells = Command::new(python()).args(["-c", script, &book]).current_dir(place).output().expect("Python");
        let cells = unbroken(&String::from_utf8_lossy(&cells.stdout));
        for note in notes.iter().map(|note| unbroken(note)) {
            for (surface, text) in [("terminal", &terminal), ("page", &page), ("workbook", &cells)] {
                assert!(text.contains(&note), "{surface}, {word}: no {note}");
            }
        }
    }
}
