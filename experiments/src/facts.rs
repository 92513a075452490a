//! Whether the outputs know what a baseline's facts are to be compared with.
use outputs::INDICATORS;
use scenarios::{Baseline, Problem, ProblemKind, Problems};
use std::sync::LazyLock;

static IDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| INDICATORS.iter().map(|indicator| indicator.id).collect());

/// Refuses facts that name an indicator no output has.
pub fn check_facts(baseline: &Baseline) -> Result<(), Problems> {
    let unknown = baseline.facts.iter().filter_map(|fact| {
        let found = fact.indicator.as_ref().filter(|id| !IDS.contains(&id.as_str()))?;
        let kind = ProblemKind::UnknownWord { found: found.clone(), known: &IDS };
        Some(Problem { file: "facts.csv".into(), line: None, key: format!("{}.indicator", fact.key), kind })
    });
    let unknown: Vec<Problem> = unknown.collect();
    if unknown.is_empty() { Ok(()) } else { Err(Problems(unknown)) }
}
