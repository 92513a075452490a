//! Agents against projection, of one scenario.
use super::{BROKEN, HOLDS};
use crate::agreement::{Agreement, DEMENTIA, MEASURES, PERSONS};
use crate::error::FindingError;
use agents::text::Label;
use outputs::{DISTRICT_AREA, SanityRow, Tables};
use std::ops::RangeInclusive;

/// The kind of these rules.
pub(super) const PROJECTION: &str = "projection";

/// A rule: its id in `sanity.parquet`, what it says, and the measures that it is about.
type Rule = (&'static str, Label, RangeInclusive<usize>);

/// The rules, each about both sexes and all ages in every December.
pub(super) const RULES: [Rule; 3] = [
    (
        "projection.persons",
        Label::new("老年人数与独立的队列推算一致", "the elders are as many as an independent projection expects"),
        PERSONS..=PERSONS,
    ),
    (
        "projection.abilities",
        Label::new(
            "各能力等级的人数与独立的队列推算一致",
            "the elders of each ability are as many as an independent projection expects",
        ),
        PERSONS + 1..=DEMENTIA - 1,
    ),
    (
        "projection.dementia",
        Label::new(
            "认知障碍人数与独立的队列推算一致",
            "those with dementia are as many as an independent projection expects",
        ),
        DEMENTIA..=DEMENTIA,
    ),
];

/// What the rules find in a scenario, in their order.
pub(super) fn rows(tables: &Tables, scenario: &str) -> Result<Vec<SanityRow>, FindingError> {
    let agreement = Agreement::read(tables, scenario)?;
    Ok(RULES.iter().map(|rule| row(&agreement, scenario, rule)).collect())
}

fn row(agreement: &Agreement, scenario: &str, (id, _, measures): &Rule) -> SanityRow {
    let mut row = SanityRow {
        scenario: scenario.to_string(),
        kind: PROJECTION.to_string(),
        rule: id.to_string(),
        verdict: HOLDS.to_string(),
        unit: "share".to_string(),
        ..SanityRow::default()
    };
    for ((december, _), sexes) in &agreement.rows {
        let of_measures = sexes.iter().flat_map(|sex| sex.iter().enumerate().take(MEASURES.len()));
        for (measure, compared) in of_measures.filter(|(measure, _)| measures.contains(measure)) {
            row.checked += 1;
            if !compared.is_off(measure) {
                continue;
            }
            if row.wrong == 0 {
                row.month = Some(*december);
                row.area = Some(DISTRICT_AREA.to_string());
            }
            row.wrong += 1;
            let off = compared.share().abs();
            row.worst = Some(row.worst.map_or(off, |worst: f64| worst.max(off)));
            row.verdict = BROKEN.to_string();
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Compared;
    use sim_core::Month;

    fn agreement(counted: f64, measure: usize) -> Agreement {
        let mut agreement = Agreement::default();
        for (number, december) in [2030, 2031].map(|year| Month::january(year) + 11).into_iter().enumerate() {
            let mut sexes = [[Compared::default(); MEASURES.len()]; 2];
            for (at, compared) in sexes[1].iter_mut().enumerate() {
                let counted = if at == measure && number == 1 { counted } else { 5e4 };
                (0..10).for_each(|_| compared.add(counted, 5e4, 0.0));
            }
            agreement.rows.insert((december, 60), sexes);
        }
        agreement
    }

    #[test]
    fn a_difference_is_a_fault_of_its_rule_alone() {
        let check = |counted: f64, measure: usize, broken: &[&str]| {
            let agreement = agreement(counted, measure);
            let rows: Vec<SanityRow> = RULES.iter().map(|rule| row(&agreement, "baseline", rule)).collect();
            let found: Vec<&str> =
                rows.iter().filter(|row| crate::is_a_bug(row)).map(|row| row.rule.as_str()).collect();
            assert_eq!(found, broken, "{counted}");
            assert!(rows.iter().all(|row| row.wrong == i64::from(found.contains(&row.rule.as_str()))), "{rows:?}");
        };
        check(5.02e4, PERSONS, &[]);
        check(5.1e4, PERSONS, &["projection.persons"]);
        check(4.9e4, 3, &["projection.abilities"]);
        check(4.9e4, DEMENTIA, &["projection.dementia"]);
    }
}
