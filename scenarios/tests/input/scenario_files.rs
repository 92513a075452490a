//! Scenario files: what they mean, what wrong ones are told, and the library.
use agents::text::Language;
use scenarios::scenario::{BASELINE, CompiledScenario, LIBRARY, ScenarioSet, scenarios};
use scenarios::{Baseline, embedded};
use std::path::Path;

fn baseline(id: &str) -> Baseline {
    embedded(id).expect("embedded").unwrap_or_else(|problems| panic!("{problems}"))
}

/// A scenario's file in `folder`.
fn file(folder: &Path, id: &str, rest: &str) -> String {
    let path = folder.join(format!("{id}.toml"));
    let words = "{ zh = \"试\", en = \"Tried\" }";
    std::fs::write(&path, format!("id = \"{id}\"\nname = {words}\ndescription = {words}\n{rest}")).expect("written");
    path.display().to_string()
}

fn read(names: &[&str]) -> Result<Vec<CompiledScenario>, scenarios::Problems> {
    scenarios(&names.iter().map(ToString::to_string).collect::<Vec<_>>(), &baseline("qingxi"))
}

#[track_caller]
fn one(name: &str) -> CompiledScenario {
    read(&[name]).unwrap_or_else(|problems| panic!("{problems}")).remove(0)
}

#[test]
fn ten_mistakes_are_answered_with_ten_messages() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        folder.path(),
        "wrong",
        r#"extends = "build-bed"
targets = ["certified-care-worker"]
horizon = 2040

[[change]]
lever = "training.reach_seat"
from = "2024-01"
to = { multiply = 1.5 }

[[change]]
lever = "training.pass"
from = "2024-13"
to = { set = 1.5 }

[[change]]
lever = "care.placement_rule"
from = "2025-01"
to = { set = "need_frist" }

[[change]]
lever = "beds.added"
from = "2026-01"
community = "hekuo"
to = { add = 100, set = 50 }

[[change]]
lever = "meals.capacity"
from = "2028-01"
ends = "2026-01"
to = { multiply = "twice" }

[[shock]]
kind = "epidemi"
month = "2027-12"
"#,
    );
    let problems = read(&[&path]).unwrap_err();
    let english: Vec<String> = problems.0.iter().map(|problem| problem.message(Language::En)).collect();
    println!("{}", english.join("\n"));
    for (line, key, words) in [
        (6, "horizon", "unknown key"),
        (5, "targets", "did you mean `certified-care-workers`?"),
        (9, "lever", "did you mean `training.reach_seats`?"),
        (15, "from", "2024-13"),
        (16, "set", "1.5"),
        (21, "set", "did you mean `need_first`?"),
        (26, "community", "hekuo"),
        (27, "to", "set"),
        (32, "ends", "2026-01"),
        (33, "multiply", "number"),
        (36, "kind", "did you mean `epidemic`?"),
    ] {
        let place = format!("wrong.toml:{line}: ");
        let said = english.iter().any(|text| text.contains(&place) && text.contains(key) && text.contains(words));
        assert!(said, "line {line}, {key}: {words}\n{}", english.join("\n"));
    }
    assert!(
        english.iter().any(|text| text.contains("did you mean `build-beds`?")),
        "what it extends\n{}",
        english.join("\n")
    );
    // Every message is said in Chinese as well.
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(problems.0.iter().all(|problem| chinese(&problem.message(Language::Zh))));
    assert_eq!(problems.0.len(), 12);
}

#[test]
fn an_unknown_scenario_is_told_the_nearest_and_a_circle_is_found() {
    let folder = tempfile::tempdir().unwrap();
    assert!(read(&["build-bed"]).unwrap_err().to_string().contains("did you mean `build-beds`?"));
    file(folder.path(), "one", "extends = \"two\"\n");
    let two = file(folder.path(), "two", "extends = \"one\"\n");
    let circle = read(&[&two]).unwrap_err().to_string();
    assert!(circle.contains("extends") && circle.contains("circle"), "{circle}");
    let reserved = file(folder.path(), "baseline", "");
    assert!(read(&[&reserved]).is_err());
    assert!(read(&["no-such-*"]).is_err());
}

#[test]
fn a_scenario_extends_several_levels_and_the_last_word_counts() {
    let folder = tempfile::tempdir().unwrap();
    let seats =
        |by: &str| format!("\n[[change]]\nlever = \"training.pass\"\nfrom = \"2024-01\"\nto = {{ set = {by} }}\n");
    let meals = "\n[[change]]\nlever = \"meals.capacity\"\nfrom = \"2025-01\"\nto = { multiply = 2.0 }\n";
    file(folder.path(), "first", &seats("0.6"));
    file(folder.path(), "second", &format!("extends = \"first\"\n{meals}"));
    let third = one(&file(folder.path(), "third", &format!("extends = \"second\"\n{}{meals}", seats("0.9"))));
    let months: Vec<String> = third.stretches.iter().map(|stretch| stretch.from.to_string()).collect();
    assert_eq!(months, ["2021-01", "2024-01", "2025-01"]);
    let value = |id: &str, at: usize| {
        let position = agents::parameters::parameter_position(id).expect(id);
        third.stretches[at].district.quantities[position].value
    };
    assert_eq!(value("training.pass", 2), 0.9, "the third level has the last word");
    assert!((value("meals.capacity", 2) / value("meals.capacity", 0) - 4.0).abs() < 1e-12, "both levels multiply");
}

#[test]
fn overlays_are_the_sum_and_their_order_is_that_of_the_name() {
    let laid = one("certify-80+epidemic-2027");
    assert_eq!(laid.id, "certify-80+epidemic-2027");
    let (below, above) = (one("certify-80"), one("epidemic-2027"));
    assert_eq!(laid.moved, below.moved);
    let shocks = |scenario: &CompiledScenario| scenario.stretches.last().unwrap().district.shocks.clone();
    assert_eq!(shocks(&laid), shocks(&above));
    assert_ne!(shocks(&laid), shocks(&below));
    assert_ne!(laid.identity, below.identity);
}

#[test]
fn a_scenario_without_shocks_has_none_from_the_first_month_on() {
    let without = one("peak-without-epidemic");
    assert!(without.stretches.iter().all(|stretch| stretch.district.shocks.is_empty()));
    assert!(!one(BASELINE).stretches[0].district.shocks.is_empty());
}

#[test]
fn a_scenario_is_put_together_again_from_its_recipe_alone() {
    let folder = tempfile::tempdir().unwrap();
    let changes = "[[change]]\nlever = \"training.pass\"\nfrom = \"2024-01\"\nto = { set = 0.6, until = \"2025-01\" }\n\
                   [[shock]]\nkind = \"epidemic\"\nmonth = \"2027-01\"\nmonths = 2\nmortality = { \"60+\" = 2.0 }\n";
    file(folder.path(), "first", "without_shocks = true\n");
    let second = file(folder.path(), "second", &format!("extends = \"first\"\n{changes}"));
    let (baseline, names) = (baseline("qingxi"), [BASELINE.to_string(), format!("{second}+dementia")]);
    let table = folder.path().join("designs.csv");
    std::fs::write(&table, "training.pass@2026-01,household.alone\n0.7,0.11\n0.8,0.12\n").expect("written");
    let set = ["care.placement_rule=nearest,need_first", "mortality.level=0.95", "relief.advisers@2026-01=20"];
    let set: Vec<String> = set.map(String::from).into();
    let (asked, made) = ScenarioSet::of(&names, &set, Some(&table), &baseline).unwrap_or_else(|p| panic!("{p}"));
    drop(folder);
    assert_eq!(made.len(), 8);
    let text = serde_json::to_string(&asked).expect("JSON");
    let again: ScenarioSet = serde_json::from_str(&text).expect("a set of scenarios");
    assert_eq!(again, asked);
    let again = again.compile(&baseline).unwrap_or_else(|problems| panic!("{problems}"));
    for (again, scenario) in again.iter().zip(&made) {
        let signatures = |of: &CompiledScenario| -> Vec<(sim_core::Month, String)> {
            of.stretches.iter().map(|stretch| (stretch.from, stretch.signature.clone())).collect()
        };
        assert_eq!(signatures(again), signatures(scenario), "{}", scenario.id);
        assert_eq!((&again.id, &again.name, &again.identity), (&scenario.id, &scenario.name, &scenario.identity));
        assert_eq!((&again.moved, &again.recipe), (&scenario.moved, &scenario.recipe));
    }
}

#[test]
fn a_value_set_by_hand_is_the_same_change_in_a_file_on_the_command_line_and_in_a_design() {
    let folder = tempfile::tempdir().unwrap();
    let baseline = baseline("qingxi");
    // A lever, one whose bounds follow the baseline, a parameter that is no lever; over the whole time and from a month on.
    for (key, value) in [
        ("training.pass", "0.8"),
        ("training.pass@2026-01", "0.8"),
        ("dementia.screenings", "45"),
        ("dementia.screenings@2027-07", "45"),
        ("household.alone", "0.11"),
        ("beds.added@2026-01", "40"),
        ("care.placement_rule", "\"nearest\""),
    ] {
        let (lever, from) =
            key.split_once('@').map_or((key, String::new()), |(lever, month)| (lever, format!("from = \"{month}\"\n")));
        let change = format!("[[change]]\nlever = \"{lever}\"\n{from}to = {{ set = {value} }}\n");
        let file = file(folder.path(), "by-file", &change);
        let word = value.trim_matches('"');
        let table = folder.path().join("designs.csv");
        std::fs::write(&table, format!("{key}\n{word}\n")).expect("written");
        let of = |names: &[String], set: &[String], design: Option<&Path>| {
            let (_, scenarios) =
                ScenarioSet::of(names, set, design, &baseline).unwrap_or_else(|problems| panic!("{problems}"));
            (scenarios[0].identity.clone(), scenarios[0].moved.clone())
        };
        let by_hand = of(&[], &[format!("{key}={word}")], None);
        assert_eq!(of(&[file], &[], None), by_hand, "{key} in a file");
        assert_eq!(of(&[], &[], Some(&table)), by_hand, "{key} in a design");
        assert_ne!(by_hand.0, CompiledScenario::baseline(&baseline).identity, "{key}");
    }
}

#[test]
fn a_value_set_by_hand_has_the_last_word_and_is_set_once() {
    let baseline = baseline("qingxi");
    let of = |set: &[&str]| {
        let set: Vec<String> = set.iter().map(ToString::to_string).collect();
        ScenarioSet::of(&["certify-80".to_string()], &set, None, &baseline)
    };
    let (_, scenarios) = of(&["training.reach_seats=7"]).unwrap_or_else(|problems| panic!("{problems}"));
    let position = agents::parameters::parameter_position("training.reach_seats").expect("a parameter");
    let seats: Vec<f64> =
        scenarios[0].stretches.iter().map(|stretch| stretch.district.quantities[position].value).collect();
    assert!(seats.len() > 1 && seats.iter().all(|seats| *seats == 7.0), "{seats:?}");
    for (set, words) in [
        (&["training.pass=0.7", "training.pass=0.8"][..], "twice"),
        (&["income.low=0.7", "income.high=0.6"], "above the most possible"),
    ] {
        let message = of(set).expect_err("refused").to_string();
        assert!(message.contains(words), "{set:?}: {message}");
    }
}

#[test]
fn beds_are_added_by_the_month_in_which_they_open_or_in_which_work_begins() {
    let folder = tempfile::tempdir().unwrap();
    let beds = |month: &str| {
        format!("[[change]]\nlever = \"beds.added\"\n{month}\ntype = \"nursing\"\nto = {{ add = 500 }}\n")
    };
    let opening = one(&file(folder.path(), "opening", &beds("opens = \"2027-12\"")));
    let months: Vec<String> = opening.stretches.iter().map(|stretch| stretch.from.to_string()).collect();
    assert_eq!(months, ["2021-01", "2024-06"], "42 months of building at the most");
    assert_eq!(opening.moved[0].opens.map(|month| month.to_string()).as_deref(), Some("2027-12"));
    let both = file(folder.path(), "both", &beds("opens = \"2027-12\"\nfrom = \"2026-01\""));
    let neither = file(folder.path(), "neither", &beds(""));
    let other = file(folder.path(), "other", &beds("opens = \"2027-12\"").replace("beds.added", "training.pass"));
    for (name, words) in [(both, "cannot stand beside `from`"), (neither, "missing"), (other, "makes no sense")] {
        let message = read(&[&name]).expect_err("refused").to_string();
        assert!(message.contains(words), "{name}: {message}");
    }
}

#[test]
fn patterns_stand_for_the_library_and_for_files_and_each_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    file(folder.path(), "mine", "without_shocks = true\n");
    let pattern = folder.path().join("*.toml").display().to_string();
    let ids = |names: &[&str]| -> Vec<String> { read(names).unwrap().into_iter().map(|one| one.id).collect() };
    assert_eq!(ids(&["*-2027", &pattern, "epidemic-2027"]), ["epidemic-2027", "heat-wave-2027", "mine"]);
    assert_eq!(ids(&["*"]).len(), LIBRARY.len() + 1);
}

#[test]
fn the_library_is_sound_on_both_districts_and_its_targets_are_known_in_changning() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(LIBRARY.len() >= 12);
    for district in ["changning", "qingxi"] {
        let baseline = baseline(district);
        let all = scenarios(&["*".to_string()], &baseline).unwrap_or_else(|problems| panic!("{problems}"));
        let mut identities: Vec<&str> = all.iter().map(|scenario| scenario.identity.as_str()).collect();
        identities.sort_unstable();
        identities.dedup();
        assert_eq!(identities.len(), LIBRARY.len() + 1, "{district}: two scenarios are the same");
        for scenario in &all {
            let words = [&scenario.name, &scenario.description];
            assert!(words.iter().all(|text| chinese(&text.zh) && text.en.is_ascii()), "{}", scenario.id);
            if district == "changning" {
                let targets = &baseline.targets;
                let known = |id: &String| {
                    targets.targets.iter().any(|target| target.id == *id)
                        || targets.triggers.iter().any(|trigger| trigger.id == *id)
                };
                assert!(scenario.targets.iter().all(known), "{}: {:?}", scenario.id, scenario.targets);
            }
        }
    }
}

/// The committed schema is the program's; `silverpeak schema scenario > docs/schema/scenario.json` renews it.
#[test]
fn the_committed_schema_of_scenarios_is_the_programs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema/scenario.json");
    let committed: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("committed")).expect("JSON");
    assert!(committed == scenarios::scenario_schema(), "renew it with scripts/bless");
}
