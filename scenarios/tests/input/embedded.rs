use agents::parameters::{PARAMETERS, ParameterChoice};
use scenarios::{Baseline, EMBEDDED, FILES, Grade, OPTIONAL_FILES, embedded, file_schema, load, schema};
use sim_core::Month;
use std::fs;
use std::path::Path;

fn baseline(id: &str) -> Baseline {
    embedded(id).expect("embedded").unwrap_or_else(|problems| panic!("{problems}"))
}

fn from_age(baseline: &Baseline, age: usize) -> f64 {
    let pyramid = &baseline.district.pyramid;
    pyramid.persons.columns().into_iter().skip(age - pyramid.first_age).map(|column| column.sum()).sum()
}

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} is not {expected} +-{within}");
}

#[test]
fn both_are_whole() {
    assert!(embedded("atlantis").is_none());
    for id in EMBEDDED {
        let baseline = baseline(id);
        let district = &baseline.district;
        assert_eq!(district.id, *id);
        assert_eq!((district.start, district.end), (Month::new(2021, 1).unwrap(), Month::new(2035, 12).unwrap()));
        // Every optional file of its folder is inside the program.
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("baselines").join(id);
        let optional = OPTIONAL_FILES.iter().filter(|file| folder.join(file).exists());
        let expected: Vec<&str> = FILES.iter().chain(optional).copied().collect();
        assert_eq!(baseline.files.iter().map(|f| f.file.as_str()).collect::<Vec<_>>(), expected);
        assert!(baseline.files.iter().all(|f| f.blake3.len() == 64));
        assert_eq!(district.quantities.len(), PARAMETERS.len());
        for (i, definition) in PARAMETERS.iter().enumerate() {
            let (record, quantity) = (&baseline.quantities[i], &district.quantities[i]);
            assert_eq!(record.id, definition.id);
            assert_eq!(record.unit, definition.unit);
            assert_eq!((record.value, record.range), (quantity.value, [quantity.low, quantity.high]));
        }
        let sized = |shock: &agents::district::Shock| usize::from(shock.size.low < shock.size.high);
        let bands: usize = district
            .shocks
            .iter()
            .map(|shock| shock.mortality.len() + sized(shock) + usize::from(shock.in_first_month.is_some()))
            .sum();
        let homes = &district.care.facilities;
        let openings = homes.iter().filter(|home| home.opens.is_some_and(|opens| opens.low < opens.high)).count();
        let sizes = district.communities.len() + homes.len() + openings;
        // Amounts, times and take-up as far as they are given; four numbers an account.
        let of_programmes = baseline.quantities.iter().filter(|record| record.id.starts_with("programme.")).count();
        let of_accounts = 4 * district.budget.accounts.len();
        assert!(of_programmes >= district.relief.programmes.len() - 5, "five programmes cost what the model says");
        assert_eq!(baseline.quantities.len(), PARAMETERS.len() + sizes + bands + of_programmes + of_accounts);
        let counts = baseline.grade_counts();
        assert_eq!(counts.found + counts.derived + counts.assumed, baseline.quantities.len());
        let levels: usize = district.workforce.occupations.iter().map(|occupation| occupation.levels.len()).sum();
        // Two occupations, entry subsidy, posts added, requirement, level allowance, migrants; the needs assessment.
        let rates = district.care.insurance.daily_rates.len()
            + district.relief.standards.len()
            + district.relief.pensions.len();
        assert_eq!(baseline.tables.len(), 5 + 1 + rates + levels + 7 + 1);
        let draws = sim_core::Draws::new(1, 0);
        assert_eq!(district.parameters(ParameterChoice::Fixed, &draws).values().len(), PARAMETERS.len());
    }
}

#[test]
fn changning_is_the_district_of_the_report() {
    let baseline = baseline("changning");
    assert_eq!(baseline.district.pyramid.year, 2022);
    close(from_age(&baseline, 60), 231_100.0, 50.0);
    close(from_age(&baseline, 80), 40_100.0, 50.0);
    close(from_age(&baseline, 100), 183.0, 2.0);
    assert_eq!(baseline.district.communities.len(), 10);
    assert!(baseline.community_codes.iter().all(Option::is_some));
    assert_eq!(baseline.district.mortality.rates.dim(), (15, 2, 71));
    close(baseline.district.mortality.rate(2022, 0, 40), 0.000726, 1e-12);
    assert_eq!(baseline.district.ability.iter().map(|band| band.from_age).collect::<Vec<_>>(), [65, 75, 85]);
    assert_eq!(baseline.district.shocks[0].mortality[2].0, 80);
    let counts = baseline.grade_counts();
    assert_eq!((counts.found, counts.derived, counts.assumed), (44, 44, 445));

    let fact = |key: &str| baseline.facts.iter().find(|fact| fact.key == key).expect("the fact");
    assert_eq!(baseline.facts.len(), 214);
    let peak = fact("elder_peak_count");
    assert_eq!((peak.value, peak.grade), (237_400.0, Grade::Forecast));
    close(from_age(&baseline, 60), fact("registered_elders_60plus").value, 50.0);
}

#[test]
fn qingxi_is_small_and_of_another_shape() {
    let baseline = baseline("qingxi");
    close(from_age(&baseline, 60), 3_000.0, 1.0);
    assert_eq!(baseline.district.communities.len(), 3);
    assert_eq!(baseline.district.pyramid.year, 2020);
    assert!(baseline.quantities.iter().all(|record| record.grade == Grade::Assumed));
    assert!(baseline.quantities.iter().all(|record| record.source.contains("synthetic")));
    assert!(baseline.tables.iter().all(|record| record.source.contains("synthetic")));
}

#[test]
fn a_folder_reads_like_the_program_itself() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("baselines/changning");
    let (read, inside) = (load(&folder).unwrap(), baseline("changning"));
    assert_eq!(read.files, inside.files);
    assert_eq!(read.quantities, inside.quantities);
}

#[test]
fn a_folder_with_a_misnamed_file_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("baselines/qingxi");
    for name in FILES {
        let to = if *name == "parameters.toml" { "parametres.toml" } else { name };
        fs::copy(from.join(name), folder.path().join(to)).unwrap();
    }
    let problems = load(folder.path()).unwrap_err();
    let expected = folder.path().join("parameters.toml").display().to_string();
    assert_eq!(problems.to_string(), format!("{expected}: this file is missing; did you mean `parametres.toml`?"));
    assert_eq!(load(&folder.path().join("nowhere")).unwrap_err().0.len(), FILES.len());
}

#[test]
fn overrides_make_a_parameter_exact() {
    let baseline = baseline("qingxi");
    let changed = baseline.with_overrides(&[("household.alone", 0.2)]).unwrap();
    let at = agents::parameters::parameter_position("household.alone").unwrap();
    assert_eq!(changed.district.quantities[at].at(0.01), 0.2);
    assert_eq!(changed.district.baseline_quantities, baseline.district.baseline_quantities);
    assert_eq!(changed.quantities[at].range, [0.2, 0.2]);
    assert!(changed.quantities[at].source.contains("the baseline has 0.12"));
    let problems = baseline.with_overrides(&[("household.alnoe", 0.2), ("income.low", 0.99)]).unwrap_err().to_string();
    assert!(problems.contains("did you mean `household.alone`?"), "{problems}");
    assert!(problems.contains("income.low + income.high"), "{problems}");
}

#[test]
fn shocks_can_be_left_out() {
    let baseline = baseline("changning");
    let calm = baseline.without_shocks();
    assert!(calm.district.shocks.is_empty());
    assert_eq!(calm.quantities.len() + 7, baseline.quantities.len());
    let mut texts = crate::texts("changning");
    texts[5].1 = texts[5].1.replace("enabled = true", "enabled = false");
    let switched_off = scenarios::read(&crate::source(texts)).unwrap();
    assert!(switched_off.district.shocks.is_empty());
    assert_eq!(switched_off.quantities, calm.quantities);
}

#[test]
fn the_schema_has_every_parameter_with_its_bounds() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for definition in PARAMETERS {
        let (section, key) = definition.id.split_once('.').unwrap();
        let entry = &schema["properties"]["parameters.toml"]["properties"][section]["properties"][key];
        assert_eq!(entry["properties"]["value"]["minimum"], definition.least, "{}", definition.id);
        assert_eq!(entry["properties"]["value"]["maximum"], definition.most);
        assert_eq!(entry["properties"]["unit"]["const"], definition.unit);
        assert_eq!(entry["title"], format!("{} / {}", definition.name.zh, definition.name.en));
    }
    assert!(file_schema("pyramid.csv").is_none());
    assert_eq!(file_schema("shocks.toml").unwrap()["properties"]["enabled"]["type"], "boolean");
}

/// The parts of JSON Schema that the schema uses, enough to hold the shipped files against it.
fn fits(schema: &serde_json::Value, root: &serde_json::Value, value: &toml::Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        fits(&root["$defs"][name.rsplit('/').next().unwrap()], root, value, place);
    }
    let alternatives = schema["oneOf"].as_array();
    if let (Some(alternatives), toml::Value::Table(table)) = (alternatives, value) {
        let is_meant = |schema: &&serde_json::Value| {
            let required = schema["required"].as_array().into_iter().flatten();
            let words = schema["properties"]["attribute"]["const"].as_str();
            let same = words.is_none_or(|word| table.get("attribute").and_then(|found| found.as_str()) == Some(word));
            same && required.map(|key| key.as_str().unwrap()).all(|key| table.contains_key(key))
        };
        let meant: Vec<_> = alternatives.iter().filter(is_meant).collect();
        assert_eq!(meant.len(), 1, "{place} fits {} alternatives", meant.len());
        if schema["type"].is_null() {
            return fits(meant[0], root, value, place);
        }
    }
    match value {
        toml::Value::Table(table) => {
            assert_eq!(schema["type"], "object", "{place}");
            for key in schema["required"].as_array().into_iter().flatten() {
                assert!(table.contains_key(key.as_str().unwrap()), "{place} lacks {key}");
            }
            for (key, inner) in table {
                let patterns = &schema["patternProperties"];
                let inner_schema = match &schema["properties"][key] {
                    serde_json::Value::Null => patterns.as_object().expect(place).values().next().unwrap(),
                    found => found,
                };
                let target = inner_schema["$ref"].as_str().map(|name| &root["$defs"][name.rsplit('/').next().unwrap()]);
                fits(target.unwrap_or(inner_schema), root, inner, &format!("{place}.{key}"));
            }
        }
        toml::Value::Array(items) => {
            assert_eq!(schema["type"], "array", "{place}");
            items.iter().for_each(|item| fits(&schema["items"], root, item, place));
        }
        toml::Value::String(text) => {
            assert!(schema["const"].as_str().is_none_or(|word| word == text), "{place}");
            let allowed = schema["enum"].as_array();
            assert!(allowed.is_none_or(|words| words.iter().any(|word| word == text)), "{place}");
        }
        toml::Value::Integer(_) => assert!(["integer", "number"].iter().any(|kind| schema["type"] == *kind), "{place}"),
        toml::Value::Float(_) => assert_eq!(schema["type"], "number", "{place}"),
        toml::Value::Boolean(_) => assert_eq!(schema["type"], "boolean", "{place}"),
        toml::Value::Datetime(_) => panic!("{place}"),
    }
}

#[test]
fn the_shipped_files_fit_the_schema() {
    for id in EMBEDDED {
        for (name, text) in crate::texts(id).iter().filter(|(name, _)| name.ends_with(".toml")) {
            let schema = file_schema(name).unwrap();
            fits(&schema, &schema, &toml::Value::Table(text.parse().unwrap()), name);
        }
    }
}

#[test]
fn the_shipped_posterior_was_made_from_its_baseline_by_this_version() {
    let baseline = embedded("changning").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(baseline.posterior, scenarios::PosteriorState::Fits, "scripts/calibrate makes it again");
    let file = baseline.files.iter().find(|file| file.file == "posterior.csv").expect("shipped");
    let version: Vec<&str> = env!("CARGO_PKG_VERSION").split('.').take(2).collect();
    let made_by = format!("silverpeak {}.", version.join("."));
    assert!(file.text.contains(&made_by), "made by another version than {made_by}: the model may differ");
    let posterior = baseline.district.posterior.as_ref().expect("used");
    assert!(posterior.draws.len() >= 500 && posterior.quantities.len() >= 20);
    assert!(baseline.calibration.len() >= 30 && baseline.calibration.iter().any(|row| row.left_out.is_some()));
}
