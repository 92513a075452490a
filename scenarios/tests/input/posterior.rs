//! Correlated priors, a posterior and what calibration leaves beside it: what is read, and what is told of mistakes.
use agents::parameters::ParameterChoice;
use agents::prior::{Places, Posterior};
use agents::text::Language;
use scenarios::{Baseline, PosteriorState, Problems, read};
use sim_core::Draws;

const GROUP: &str = r#"[[group]]
id = "need"
name = { zh = "需要", en = "need" }
members = ["need.mild", "need.moderate"]
weights = [1.0, -1.0]
spread = 2.0
source = "tests"
grade = "assumed"
"#;

/// Files of a baseline: name and text.
type Texts = Vec<(String, String)>;

fn with(name: &str, text: &str) -> Result<Baseline, Problems> {
    let mut texts = crate::texts("qingxi");
    texts.push((name.into(), text.into()));
    read(&crate::source(texts))
}

fn sound(name: &str, text: &str) -> Baseline {
    with(name, text).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn a_group_correlates_its_members_and_nothing_else() {
    let baseline = sound("priors.toml", GROUP);
    let group = &baseline.district.priors[0];
    // Excess 3, weights 0.5^0.5: -1.5 / 2.5.
    assert!((group.correlation(0, 1) + 0.6).abs() < 1e-12);
    let (plain, draws) = (read(&crate::source(crate::texts("qingxi"))).expect("sound"), Draws::new(1, 0));
    let [of, other] = [&baseline, &plain].map(|of| of.district.places(ParameterChoice::Prior, &draws));
    let place = |places: &Places, id: &str| places.place(id).expect("drawn");
    assert_ne!(place(&of, "need.mild"), place(&other, "need.mild"));
    assert_eq!(place(&of, "need.severe"), place(&other, "need.severe"));
}

#[test]
fn every_mistake_in_a_group_is_named_with_its_line() {
    let check = |from: &str, to: &str, line: u32, expected: &str| {
        assert!(GROUP.contains(from), "{from}");
        let problems = with("priors.toml", &GROUP.replacen(from, to, 1)).expect_err(to);
        let is = |message: &str| message.contains(expected);
        let found = problems.0.iter().any(|of| of.line == Some(line) && is(&of.message(Language::En)));
        assert!(found, "{to}: line {line}, {expected}\nis not in\n{problems}");
    };
    check("need.moderate", "need.moderat", 4, "did you mean `need.moderate`?");
    check("need.moderate", "need.mild", 4, "need.mild");
    check(", \"need.moderate\"", "", 4, "2");
    check("weights = [1.0, -1.0]", "weights = [1.0]", 5, "2");
    check("weights = [1.0, -1.0]", "weights = [1.0, 0.0]", 5, "outside the allowed range [0.01, 100]");
    check("spread = 2.0", "spread = 0.0", 6, "outside the allowed range [0.05, 20]");
    check("spread = 2.0", "spred = 2.0", 6, "did you mean `spread`?");
    check("grade = \"assumed\"", "grade = \"guessed\"", 8, "is none of");
    check("source = \"tests\"", "source = \"\"", 7, "empty");
    check("name = { zh = \"需要\", en = \"need\" }", "name = \"need\"", 3, "table");
    let twice =
        format!("{GROUP}{}", GROUP.replace("need.mild", "need.severe").replace("need.moderate", "need.dementia"));
    assert!(with("priors.toml", &twice).expect_err("an id twice").to_string().contains("need"));
}

fn posterior() -> Posterior {
    let quantities = vec!["need.mild".to_string(), "bed.discharge".to_string()];
    Posterior { quantities, draws: vec![vec![0.25, 1.0], vec![0.5, 0.0]] }
}

#[test]
fn a_posterior_is_used_with_the_inputs_it_was_made_from_and_with_no_other() {
    let plain = read(&crate::source(crate::texts("qingxi"))).expect("sound");
    assert_eq!((plain.posterior, plain.usual_parameters()), (PosteriorState::None, ParameterChoice::Prior));
    let made = plain.with_posterior(&posterior(), &["made by a test".into()]).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!((made.posterior, made.usual_parameters()), (PosteriorState::Fits, ParameterChoice::Posterior));
    assert_eq!(made.district.posterior.as_deref(), Some(&posterior()));
    let text = made.files.iter().find(|file| file.file == "posterior.csv").expect("written").text.to_string();
    let state = |change: &dyn Fn(&mut Texts)| {
        let mut texts = crate::texts("qingxi");
        texts.push(("posterior.csv".into(), text.clone()));
        change(&mut texts);
        let baseline = read(&crate::source(texts)).unwrap_or_else(|problems| panic!("{problems}"));
        (baseline.posterior, baseline.district.posterior.is_some())
    };
    let add = |name: &'static str| {
        move |texts: &mut Texts| {
            for (_, text) in texts.iter_mut().filter(|(known, _)| known == name) {
                text.push_str("# another line\n");
            }
        }
    };
    assert_eq!(state(&|_| ()), (PosteriorState::Fits, true));
    assert_eq!(state(&add("parameters.toml")), (PosteriorState::Stale, false));
    assert_eq!(state(&add("relief.toml")), (PosteriorState::Stale, false));
    assert_eq!(state(&add("facts.csv")), (PosteriorState::Fits, true), "facts are no input of a posterior");
    assert_eq!(state(&add("targets.toml")), (PosteriorState::Fits, true));
}

#[test]
fn every_mistake_in_a_posterior_is_named_with_its_line() {
    let plain = read(&crate::source(crate::texts("qingxi"))).expect("sound");
    let made = plain.with_posterior(&posterior(), &[]).unwrap_or_else(|p| panic!("{p}"));
    let text = made.files.iter().find(|file| file.file == "posterior.csv").expect("written").text.to_string();
    let check = |from: &str, to: &str, line: u32, expected: &str| {
        assert!(text.contains(from), "{from} is not in {text}");
        let problems = with("posterior.csv", &text.replacen(from, to, 1)).expect_err(to);
        let is = |message: &str| message.contains(expected);
        let found = problems.0.iter().any(|of| of.line == Some(line) && is(&of.message(Language::En)));
        assert!(found, "{to}: line {line}, {expected}\nis not in\n{problems}");
    };
    check("0.25000", "-0.25", 3, "negative");
    check("0.25000", "1.25", 3, "outside the allowed range [0, 1]");
    check("0.25000", "x", 3, "x");
    check("0.25000,1.00000", "0.25", 3, "cells");
    check("need.mild", "need.mil", 2, "need.mil");
    check("0.25000,1.00000\n0.50000,0.00000\n", "", 2, "no rows");
}
