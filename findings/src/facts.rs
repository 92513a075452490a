//! Whether the outputs know what a baseline's facts and targets are to be compared with.
use outputs::{DISTRICT_AREA, INDICATORS, indicator};
use scenarios::{Aim, Baseline, Measure, Origin, Problem, ProblemKind, Problems, RATIO};
use std::sync::LazyLock;

static IDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| INDICATORS.iter().map(|indicator| indicator.id).collect());

/// Refuses facts, targets and triggers that name an indicator no output has, and targets and triggers in
/// another unit than its own.
pub fn check_facts(baseline: &Baseline) -> Result<(), Problems> {
    let mut problems: Vec<Problem> = baseline
        .facts
        .iter()
        .filter_map(|fact| {
            let kind = unknown(fact.indicator.as_ref()?)?;
            Some(Problem { file: "facts.csv".into(), line: None, key: format!("{}.indicator", fact.key), kind })
        })
        .collect();
    for target in &baseline.targets.targets {
        if let Aim::Simulated { measure, value, .. } = &target.aim {
            let named = format!("target.{}", target.id);
            check_measure(&named, "value", (measure, *value), &target.origin, &mut problems);
        }
    }
    for trigger in &baseline.targets.triggers {
        let key = if trigger.right == scenarios::Side::AtLeast { "below" } else { "above" };
        let named = format!("trigger.{}", trigger.id);
        check_measure(&named, key, (&trigger.measure, trigger.value), &trigger.origin, &mut problems);
    }
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    if problems.is_empty() { Ok(()) } else { Err(Problems(problems)) }
}

fn unknown(id: &str) -> Option<ProblemKind> {
    (!IDS.contains(&id)).then(|| ProblemKind::UnknownWord { found: id.to_string(), known: &IDS })
}

fn check_measure(
    named: &str,
    value_key: &str,
    (measure, value): (&Measure, f64),
    origin: &Origin,
    problems: &mut Vec<Problem>,
) {
    let mut refuse = |key: &str, kind: ProblemKind| {
        problems.push(Problem { file: origin.file.clone(), line: origin.line, key: format!("{named}.{key}"), kind });
    };
    let ids = [("indicator", Some(&measure.indicator)), ("per", measure.per.as_ref())];
    for (key, id) in ids.into_iter().filter_map(|(key, id)| Some((key, id?))) {
        if let Some(kind) = unknown(id) {
            refuse(key, kind);
        }
        if measure.area != DISTRICT_AREA && indicator(id).is_some_and(|known| !known.topic.is_of_communities()) {
            let kind = ProblemKind::UnknownWord { found: measure.area.clone(), known: &[DISTRICT_AREA] };
            refuse("area", kind);
        }
    }
    let unit = if measure.per.is_some() { Some(RATIO) } else { indicator(&measure.indicator).map(|known| known.unit) };
    match unit {
        Some(expected) if expected != measure.unit => {
            refuse("unit", ProblemKind::UnitDiffers { found: measure.unit.clone(), expected });
        }
        Some("share") if !(0.0..=1.0).contains(&value) => {
            refuse(value_key, ProblemKind::OutsideBounds { value, least: 0.0, most: 1.0 });
        }
        _ => (),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_no_indicator_or_another_unit_are_refused_with_their_line() {
        let mut baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        check_facts(&baseline).expect("all are known");
        for (at, target) in baseline.targets.targets.iter_mut().enumerate() {
            if let Aim::Simulated { measure, value, .. } = &mut target.aim {
                if at == 0 {
                    *value = 70.0;
                } else {
                    measure.indicator = "beds.bulit".into();
                    measure.unit = "beds".into();
                }
            }
        }
        let trigger = &mut baseline.targets.triggers[0].measure;
        (trigger.indicator, trigger.area) = ("budget.arrears".into(), "qinghe".into());
        let problems = check_facts(&baseline).expect_err("accepted").to_string();
        for expected in [
            "`target.certified-care-workers.value`: 70 is outside the allowed range [0, 1]",
            "`target.beds.indicator`: `beds.bulit` is none of",
            "did you mean `beds.built`?",
            "`target.beds.unit`: the unit is `beds`; it should be `ratio`",
            "`trigger.sufficiency.area`: `qinghe` is none of district",
            "`trigger.sufficiency.unit`: the unit is `share`; it should be `yuan`",
        ] {
            assert!(problems.contains(expected), "{expected}\nis not in\n{problems}");
        }
        assert!(problems.lines().count() == 5 && problems.lines().all(|line| line.starts_with("qingxi/targets.toml:")));
    }
}
