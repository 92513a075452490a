//! Comparisons of made-up runs.
mod made_up;

use super::*;
use crate::error::FindingError;
use made_up::{MadeUp, run};
use outputs::{DISTRICT_AREA, INDICATORS, ParameterMode, indicators};
use std::path::Path;

const A: &str = "baseline";
const B: &str = "more_beds";

fn compared(folder: &Path) -> Comparison {
    compare(folder, A, folder, B).unwrap()
}

#[test]
fn a_scenario_and_itself_do_not_differ() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &MadeUp::default());
    let same = compare(folder.path(), A, folder.path(), A).unwrap();
    let zero = |row: &outputs::ComparisonRow| {
        let all = [row.difference, row.p05, row.p10, row.p50, row.p90, row.p95, row.share_higher, row.share_lower];
        let errors = [row.se_paired, row.low95, row.high95];
        all == [0.0; 8] && errors == [Some(0.0); 3] && row.mean_a == row.mean_b
    };
    assert!(same.rows.len() > INDICATORS.len());
    for row in &same.rows {
        assert!(zero(row), "{row:?}");
    }
    for year in &same.bed_demand {
        let d = year.drivers;
        assert_eq!([d.ageing, d.prevalence, d.households, d.propensity], [0.0; 4]);
        assert_eq!(d.before, d.after);
    }
    for d in &same.spending {
        assert_eq!([d.entitled, d.take_up, d.amount, d.other], [0.0; 4]);
        assert!(d.a == d.b && d.a > 0.0);
    }
    assert!(!same.bed_demand.is_empty() && !same.spending.is_empty() && same.run_differences.is_empty());
}

#[test]
fn differences_are_those_of_the_replicates() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &MadeUp::default());
    let both = compared(folder.path());
    // B has 10 waiting more in each community, and one more still in every replicate of an odd number.
    let waiting = both.headline(DISTRICT_AREA, indicators::BEDS_WAITING.id, 2025).unwrap();
    assert_eq!((waiting.difference, waiting.n, waiting.share_higher), (21.0, 4, 1.0));
    let se = (4.0 / 3.0_f64 / 4.0).sqrt();
    assert!((waiting.se_paired.unwrap() - se).abs() < 1e-12, "{waiting:?}");
    assert!(waiting.se_unpaired.unwrap() > 10.0 * se);
    assert!((waiting.high95.unwrap() - waiting.low95.unwrap() - 2.0 * 3.182446 * se).abs() < 1e-5);
    // Flows are sums over the year: 7 deaths a month more in each community.
    let deaths = both.headline("elm", indicators::POPULATION_DEATHS.id, 2025).unwrap();
    assert_eq!((deaths.difference, deaths.unit.as_str(), deaths.se_paired), (84.0, "persons a year", Some(0.0)));
    // What neither moves.
    assert_eq!(both.headline("oak", indicators::POPULATION_ELDERS.id, 2026).unwrap().difference, 0.0);
    assert_eq!(both.headline("nowhere", indicators::POPULATION_ELDERS.id, 2026), None);
    assert_eq!(both.shown_years(), [2025]);
}

#[test]
fn breakdowns_add_up_to_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &MadeUp::default());
    let both = compared(folder.path());
    let sum = |indicator: &str, breakdown: &str| -> f64 {
        let here = |row: &&outputs::ComparisonRow| {
            row.indicator == indicator && row.breakdown == breakdown && row.year == 2025
        };
        both.rows.iter().filter(here).map(|row| row.mean_b).sum()
    };
    for (indicator, breakdowns) in [
        ("pyramid.persons", ["sex", "age_group", "sex_and_age_group"]),
        ("pyramid.disabled", ["sex", "age_group", "sex_and_age_group"]),
        (indicators::CARE_GAP.id, ["ability", "living", "ability_and_living"]),
        ("care.served", ["ability", "living", "ability_and_living"]),
    ] {
        let sums = breakdowns.map(|breakdown| sum(indicator, breakdown));
        assert!(sums[0] > 0.0 && sums == [sums[0]; 3], "{indicator}: {sums:?}");
    }
    assert_eq!(
        sum(indicators::CARE_GAP.id, "living"),
        both.headline(DISTRICT_AREA, indicators::CARE_GAP.id, 2025).unwrap().mean_b
    );
    let ages: Vec<&str> = both
        .rows
        .iter()
        .filter(|row| row.breakdown == "age_group" && row.year == 2025 && row.indicator == "pyramid.alone")
        .map(|row| row.group.as_str())
        .collect();
    assert_eq!(ages, ["60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90-94", "95-99", "100+"]);
}

#[test]
fn drivers_of_bed_demand_add_up_and_a_policy_moves_propensity_alone() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &MadeUp::default());
    let both = compared(folder.path());
    assert_eq!(both.bed_demand.iter().map(|drivers| drivers.from.1).collect::<Vec<_>>(), [2025, 2026]);
    for YearDrivers { from, drivers: d, .. } in &both.bed_demand {
        let waiting = both.headline(DISTRICT_AREA, indicators::BEDS_DEMAND.id, from.1).unwrap();
        assert_eq!((d.before, d.after), (waiting.mean_a, waiting.mean_b));
        assert_eq!([d.ageing, d.prevalence, d.households], [0.0; 3]);
        assert_eq!(d.propensity, d.after - d.before);
    }
    // From 2025 to 2026 there are more of every cell; in both scenarios.
    let steps: Vec<_> = both.bed_demand_over_time.iter().map(|drivers| (drivers.from, drivers.to)).collect();
    assert_eq!(steps, [((Side::A, 2025), (Side::A, 2026)), ((Side::B, 2025), (Side::B, 2026))]);
    for YearDrivers { drivers: d, .. } in &both.bed_demand_over_time {
        let change = d.after - d.before;
        assert!((d.ageing + d.prevalence + d.households + d.propensity - change).abs() < 1e-9);
        assert!(d.ageing > 0.0, "{d:?}");
    }
}

#[test]
fn two_folders_are_compared_over_the_replicates_that_both_have() {
    let [one, other] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    run(one.path(), &MadeUp { scenarios: vec![A], ..MadeUp::default() });
    let set = outputs::PlannedChange {
        lever: "bed.price".into(),
        elements: Default::default(),
        from: Some("2025-02".into()),
        ends: None,
        opens: None,
        operation: outputs::PlannedOperation::Set,
        value: outputs::PlannedValue::Number(2.0),
        until: None,
    };
    run(other.path(), &MadeUp { scenarios: vec![B], replicates: 3, settings: vec![set], ..MadeUp::default() });
    let both = compare(one.path(), A, other.path(), B).unwrap();
    assert_eq!((both.replicates, both.rows[0].n), (3, 3));
    assert_eq!(both.run_differences.len(), 1);
    assert_eq!(both.run_differences[0].to_string(), "values set by hand - against bed.price@2025-02=2");
}

#[test]
fn runs_that_do_not_share_their_draws_are_refused_with_all_that_differs() {
    let [one, other] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    run(one.path(), &MadeUp::default());
    let unlike = MadeUp { seed: 2, parameters: ParameterMode::Fixed, months: 13, ..MadeUp::default() };
    run(other.path(), &unlike);
    let error = compare(one.path(), A, other.path(), B).unwrap_err();
    let FindingError::Unlike { differences, .. } = &error else { panic!("{error}") };
    assert_eq!(differences.len(), 3);
    let message = error.to_string();
    for expected in ["seed 1 against 2", "parameters prior against fixed", "last month 2026-12 against 2026-01"] {
        assert!(message.contains(expected), "no `{expected}` in {message}");
    }
    let error = compare(one.path(), A, one.path(), "fewer_beds").unwrap_err();
    assert!(error.to_string().ends_with("holds no scenario `fewer_beds`, but baseline, more_beds"), "{error}");
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(compare(one.path(), A, empty.path(), B), Err(FindingError::Unfinished(_))));
}

#[test]
fn other_communities_are_refused() {
    let [one, other] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    run(one.path(), &MadeUp::default());
    run(other.path(), &MadeUp { communities: vec!["elm", "ash"], ..MadeUp::default() });
    let error = compare(one.path(), A, other.path(), B).unwrap_err();
    assert!(error.to_string().contains("communities district elm oak against district elm ash"), "{error}");
}

#[test]
fn the_file_holds_all_rows_and_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &MadeUp::default());
    let [both, again] = [compared(folder.path()), compared(folder.path())];
    let [first, second] = ["1.parquet", "2.parquet"].map(|name| folder.path().join(name));
    let record = both.write(&first).unwrap();
    assert_eq!(record.rows as usize, both.rows.len());
    assert_eq!(again.write(&second).unwrap().blake3, record.blake3);
    assert!(matches!(both.write(&first), Err(FindingError::FileExists(_))));
}
