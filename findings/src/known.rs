//! Whether the outputs know what published numbers, targets and triggers are to be compared with.
use agents::units::SHARE;
use outputs::{DISTRICT_AREA, INDICATORS, indicator};
use scenarios::{
    ALL_SPENDING, Aim, Baseline, DiscrepancyTerm, Measure, Observation, Origin, Problem, ProblemKind, Problems, RATIO,
    Scale, Statistic,
};
use std::sync::LazyLock;

static IDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| INDICATORS.iter().map(|indicator| indicator.id).collect());

/// Refuses observations, discrepancies, targets and triggers of a baseline that name an indicator no output has, or are in another unit than
/// its own.
pub fn check_known(baseline: &Baseline) -> Result<(), Problems> {
    let mut problems = observation_problems(&baseline.observations);
    problems.extend(baseline.discrepancy.terms.iter().filter_map(check_term));
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
    in_order(problems)
}

/// Refuses a discrepancy of no indicator, or on the scale of another unit.
fn check_term(term: &DiscrepancyTerm) -> Option<Problem> {
    let refuse = |column: &str, kind| Problem {
        file: "discrepancy.csv".into(),
        line: None,
        key: format!("{}.{column}", term.indicator),
        kind,
    };
    if term.indicator == ALL_SPENDING {
        return None;
    }
    if let Some(kind) = unknown(&term.indicator) {
        return Some(refuse("indicator", kind));
    }
    let expected = Scale::of_unit(indicator(&term.indicator)?.unit);
    let differs = || ProblemKind::UnitDiffers { found: term.scale.word().into(), expected: expected.word() };
    (term.scale != expected).then(|| refuse("scale", differs()))
}

/// The same of observations, of anybody's file.
pub fn check_observations(observations: &[Observation]) -> Result<(), Problems> {
    in_order(observation_problems(observations))
}

fn in_order(mut problems: Vec<Problem>) -> Result<(), Problems> {
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    if problems.is_empty() { Ok(()) } else { Err(Problems(problems)) }
}

/// Units whose sums over months have one.
static FLOWS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let flows = INDICATORS.iter().filter(|indicator| indicator.unit.ends_with(A_MONTH));
    flows.map(|indicator| indicator.id).collect()
});
/// End of the unit of a flow.
const A_MONTH: &str = " a month";

fn observation_problems(observations: &[Observation]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for of in observations {
        let mut refuse = |key: &str, kind: ProblemKind| {
            problems.push(Problem { file: of.file.clone(), line: Some(of.line), key: key.to_string(), kind });
        };
        for (key, id) in [("indicator", Some(&of.indicator)), ("per", of.per.as_ref())] {
            if let Some(kind) = id.and_then(|id| unknown(id)) {
                refuse(key, kind);
            }
        }
        let Some(known) = indicator(&of.indicator) else { continue };
        match of.unit_of(known.unit) {
            // Only flows have sums.
            None => refuse("indicator", ProblemKind::UnknownWord { found: of.indicator.clone(), known: &FLOWS }),
            Some(expected) if expected != of.unit => {
                refuse("unit", ProblemKind::UnitDiffers { found: of.unit.clone(), expected });
            }
            Some(SHARE) if of.statistic != Statistic::Growth && !(0.0..=1.0).contains(&of.value) => {
                refuse("value", ProblemKind::OutsideBounds { value: of.value, least: 0.0, most: 1.0 });
            }
            Some(_) => (),
        }
    }
    problems
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
        Some(SHARE) if !(0.0..=1.0).contains(&value) => {
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
        check_known(&baseline).expect("all are known");
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
        let problems = check_known(&baseline).expect_err("accepted").to_string();
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

    #[test]
    fn observations_of_no_indicator_or_another_unit_are_refused_with_their_line() {
        let shipped = scenarios::embedded("changning").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        check_observations(&shipped.observations).expect("all are known");
        let check = |change: fn(&mut Observation), expected: &str| {
            let mut wrong = shipped.observations[0].clone();
            change(&mut wrong);
            let problems = check_observations(&[wrong]).expect_err(expected).to_string();
            assert!(problems.contains("observations.csv:") && problems.contains(expected), "{problems}");
        };
        check(|of| of.indicator = "population.eldres".into(), "did you mean `population.elders`?");
        check(|of| of.per = Some("population.eldres".into()), "`per`: `population.eldres` is none of");
        check(|of| of.unit = "beds".into(), "`unit`: the unit is `beds`; it should be `persons`");
        check(|of| of.per = Some("beds.built".into()), "it should be `ratio`");
        check(|of| of.statistic = Statistic::Growth, "it should be `share`");
        check(|of| of.statistic = Statistic::Sum, "`indicator`: `population.elders` is none of");
        let share = |of: &mut Observation| {
            (of.indicator, of.unit, of.value) = ("beds.occupancy".into(), SHARE.into(), 60.0);
        };
        check(share, "`value`: 60 is outside the allowed range [0, 1]");
    }
}
