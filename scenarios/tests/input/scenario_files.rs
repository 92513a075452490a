//! Scenario files: what they mean, what wrong ones are told, and the library.
use agents::text::Language;
use scenarios::scenario::{BASELINE, CompiledScenario, LIBRARY, Recipe, designed, grid, scenarios};
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
    let mut made = scenarios(&names, &baseline).unwrap_or_else(|problems| panic!("{problems}"));
    let axes = [
        ("care.placement_rule".to_string(), vec!["nearest".to_string()]),
        ("training.pass".into(), vec!["0.7".into()]),
    ];
    made.extend(designed(&made, &grid(&axes).expect("known"), &baseline).expect("inside their bounds"));
    drop(folder);
    assert_eq!(made.len(), 4);
    for scenario in made {
        let text = serde_json::to_string(&scenario.recipe).expect("JSON");
        let recipe: Recipe = serde_json::from_str(&text).expect("a recipe");
        let again = recipe.compile(&baseline).unwrap_or_else(|problems| panic!("{problems}"));
        let signatures = |of: &CompiledScenario| -> Vec<(sim_core::Month, String)> {
            of.stretches.iter().map(|stretch| (stretch.from, stretch.signature.clone())).collect()
        };
        assert_eq!(signatures(&again), signatures(&scenario), "{}", scenario.id);
        assert_eq!((&again.id, &again.name, &again.identity), (&scenario.id, &scenario.name, &scenario.identity));
        assert_eq!((&again.moved, &again.recipe), (&scenario.moved, &scenario.recipe));
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
    assert_eq!(committed, scenarios::scenario_schema());
}
