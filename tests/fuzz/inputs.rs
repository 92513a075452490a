//! Everything that is typed or written by hand: scenario files, baselines, tables of designs, `--set`.
use super::mutation;
use super::{Outcome, corpus, fuzz, of_seeds};
use agents::text::Language;
use scenarios::scenario::{CompiledScenario, LIBRARY, Operation, ScenarioSet, read_designs, scenarios};
use scenarios::{Baseline, EMBEDDED, Problems, Source, read};
use std::fs;

fn qingxi() -> Baseline {
    scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"))
}

/// Mistakes are told, each in a line.
fn refused(problems: &Problems) -> Outcome {
    assert!(!problems.0.is_empty(), "refused without a reason");
    for problem in &problems.0 {
        for language in [Language::Zh, Language::En] {
            let message = problem.message(language);
            assert!(!message.is_empty() && !message.contains(['\n', '\u{1b}']), "{message:?}");
        }
    }
    Outcome::Refused
}

/// Whether a text is this number and no other.
fn is_written(text: &str, number: f64) -> bool {
    text.trim().parse::<f64>().is_ok_and(|written| written == number)
}

#[test]
fn scenario_files() {
    let baseline = qingxi();
    // Under an id of their own: a file with one of the library's is refused before all else.
    let own = |text: &str, id: &str| text.replacen(&format!("id = \"{id}\""), "id = \"tried\"", 1).into_bytes();
    let mut seeds: Vec<Vec<u8>> = LIBRARY.iter().map(|one| own(one.text, one.id)).collect();
    seeds.extend(corpus("scenario"));
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("tried.toml");
    let attempt = |text: &[u8]| {
        fs::write(&file, text).expect("written");
        match scenarios(&[file.display().to_string()], &baseline) {
            Err(problems) => refused(&problems),
            Ok(compiled) => Outcome::Accepted(numbers_of_changes(text, &compiled)),
        }
    };
    fuzz("scenario", 1500, |chance, trial| of_seeds(&seeds, chance, trial), attempt);
}

/// Every number of a change is that of a change of the scenario.
fn numbers_of_changes(text: &[u8], compiled: &[scenarios::scenario::CompiledScenario]) -> Result<(), String> {
    let text = std::str::from_utf8(text).map_err(|_| "no UTF-8")?;
    let table: toml::Table =
        text.trim_start_matches('\u{feff}').parse().map_err(|error| format!("no TOML: {error}"))?;
    let moved: Vec<_> = compiled.iter().flat_map(|one| &one.moved).collect();
    for change in table.get("change").and_then(toml::Value::as_array).into_iter().flatten() {
        let Some(lever) = change.get("lever").and_then(toml::Value::as_str) else { continue };
        for (key, value) in change.get("to").and_then(toml::Value::as_table).into_iter().flatten() {
            let Some(number) = value.as_float().or(value.as_integer().map(|whole| whole as f64)) else { continue };
            let is_it = |to: Operation| match (key.as_str(), to) {
                ("set", Operation::Set(found)) | ("add", Operation::Add(found)) => found == number,
                ("multiply", Operation::Multiply(found)) => found == number,
                _ => false,
            };
            if !moved.iter().any(|moved| moved.lever.id == lever && is_it(moved.to)) {
                return Err(format!("{lever} {key} {number} is not among its changes"));
            }
        }
    }
    Ok(())
}

#[test]
fn baselines() {
    let sources: Vec<Source> = EMBEDDED.iter().map(|id| Source::embedded(id).expect("shipped")).collect();
    let files: Vec<(usize, String)> = sources
        .iter()
        .enumerate()
        .flat_map(|(of, source)| source.files().map(move |(name, _)| (of, name.to_string())))
        .collect();
    let bytes = |of: usize, name: &str| sources[of].bytes(name).expect("listed").to_vec();
    // What is tried says in its first line which file of which baseline it is.
    let make = |chance: &mut mutation::Chance, trial: u64| {
        let (of, name) = &files[trial as usize % files.len()];
        let other = sources[1 - *of].bytes(name).unwrap_or_default();
        let others = [bytes(*of, name), other.iter().copied().take(4000).collect()];
        let changed = mutation::text(bytes(*of, name), &others, chance);
        [format!("{of} {name}\n").into_bytes(), changed].concat()
    };
    let attempt = |input: &[u8]| {
        let end = input.iter().position(|byte| *byte == b'\n').expect("a first line");
        let head = std::str::from_utf8(&input[..end]).expect("as made");
        let (of, name) = head.split_once(' ').expect("as made");
        let of: usize = of.parse().expect("as made");
        let changed = &input[end + 1..];
        let files = sources[of]
            .files()
            .map(|(file, bytes)| (file.to_string(), if file == name { changed.to_vec() } else { bytes.to_vec() }));
        match read(&Source::from_files(files)) {
            Err(problems) => refused(&problems),
            Ok(baseline) => Outcome::Accepted(match name {
                "parameters.toml" => numbers_of_parameters(changed, &baseline),
                _ => Ok(()),
            }),
        }
    };
    fuzz("baseline", 400, make, attempt);
}

/// Every parameter has the value that is written.
fn numbers_of_parameters(text: &[u8], baseline: &Baseline) -> Result<(), String> {
    let text = std::str::from_utf8(text).map_err(|_| "no UTF-8")?;
    let table: toml::Table =
        text.trim_start_matches('\u{feff}').parse().map_err(|error| format!("no TOML: {error}"))?;
    for (parameter, quantity) in agents::parameters::PARAMETERS.iter().zip(&baseline.district.quantities) {
        let Some((section, key)) = parameter.id.split_once('.') else { continue };
        let written = table.get(section).and_then(|section| section.get(key)).and_then(|entry| entry.get("value"));
        let number = written.and_then(|value| value.as_float().or(value.as_integer().map(|whole| whole as f64)));
        if number.is_some_and(|number| number != quantity.value) {
            return Err(format!("{} is {:?}, not {number:?}", parameter.id, quantity.value));
        }
    }
    Ok(())
}

#[test]
fn tables_of_designs() {
    let sound = "training.pass,relief.advisers,mortality.level\n0.5,100,1\n0.6,200,0.9\n0.75,300,1.1\n";
    let mut seeds = vec![sound.as_bytes().to_vec()];
    seeds.extend(corpus("design"));
    let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
    let attempt = |bytes: &[u8]| {
        // Bytes that are no text are refused before they are read as a table.
        let Ok(text) = std::str::from_utf8(bytes) else { return Outcome::Refused };
        match read_designs("tried.csv", text, &baseline) {
            Err(problems) => refused(&problems),
            Ok(designs) => Outcome::Accepted(numbers_of_designs(text, &designs)),
        }
    };
    fuzz("design", 6000, |chance, trial| of_seeds(&seeds, chance, trial), attempt);
}

/// Every number of a design is a cell of its row.
fn numbers_of_designs(text: &str, designs: &[scenarios::scenario::Design]) -> Result<(), String> {
    let cells: Vec<&str> = text.split(['\n', '\r', ',', '"']).map(str::trim).collect();
    for setting in designs.iter().flat_map(|design| &design.changes) {
        let Operation::Set(number) = setting.to else { return Err("a design adds".into()) };
        let word = setting.lever.words().and_then(|words| words.get(number as usize));
        let is_there = cells.iter().any(|cell| word == Some(cell) || is_written(cell, number));
        if !is_there {
            return Err(format!("{number} is no cell of\n{text}"));
        }
    }
    Ok(())
}

#[test]
fn settings_as_typed() {
    let lines = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").lines().map(String::from).collect::<Vec<_>>();
    let seeds: Vec<Vec<u8>> = corpus("set").into_iter().flat_map(lines).map(String::into_bytes).collect();
    let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
    let attempt = |bytes: &[u8]| {
        let Ok(typed) = std::str::from_utf8(bytes) else { return Outcome::Refused };
        match ScenarioSet::of(&[], &[typed.to_string()], None, &baseline) {
            Err(problems) => refused(&problems),
            Ok((_, scenarios)) => Outcome::Accepted(numbers_of_settings(typed, &scenarios)),
        }
    };
    fuzz("set", 8000, |chance, trial| of_seeds(&seeds, chance, trial), attempt);
}

/// One scenario a value, each with that value of the lever that was named, from the month that was named.
fn numbers_of_settings(typed: &str, scenarios: &[CompiledScenario]) -> Result<(), String> {
    let (key, values) = typed.split_once('=').ok_or("no value")?;
    let (id, month) = key.split_once('@').map_or((key, None), |(id, month)| (id, Some(month.trim().to_string())));
    let values: Vec<&str> = values.split(',').map(str::trim).collect();
    if scenarios.len() != values.len() {
        return Err(format!("{typed:?} is {} scenarios", scenarios.len()));
    }
    for (scenario, value) in scenarios.iter().zip(values) {
        let [moved] = &scenario.moved[..] else { return Err(format!("{typed:?} is {} changes", scenario.moved.len())) };
        let Operation::Set(number) = moved.to else { return Err("a value is added".into()) };
        let word = moved.lever.words().and_then(|words| words.get(number as usize));
        let is_written = word == Some(&value) || is_written(value, number);
        if id.trim() != moved.lever.id || month != moved.from.map(|from| from.to_string()) || !is_written {
            return Err(format!("{typed:?}: {} from {:?} is {number}", moved.lever.id, moved.from));
        }
    }
    Ok(())
}
