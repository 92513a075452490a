//! What `design` writes, `run --design` runs: every lever, every pattern, both districts.
use scenarios::Baseline;
use scenarios::levers::{LEVERS, Lever};
use scenarios::scenario::{Sampling, ScenarioSet, axes, sample};

fn baseline(id: &str) -> Baseline {
    scenarios::embedded(id).expect("shipped").unwrap_or_else(|problems| panic!("{id}: {problems}"))
}

#[track_caller]
fn check(baseline: &Baseline, typed: &[String], designs: u32, sampling: Sampling) {
    let axes = axes(typed, baseline).unwrap_or_else(|problems| panic!("{typed:?}: {problems}"));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("designs.csv");
    std::fs::write(&file, sample(&axes, designs, sampling, 1)).expect("written");
    let (_, scenarios) = ScenarioSet::of(&[], &[], Some(&file), baseline)
        .unwrap_or_else(|problems| panic!("{typed:?} in {}: {problems}", baseline.district.id));
    assert_eq!(scenarios.len(), designs as usize);
    experiments::check_scenarios(baseline, &scenarios)
        .unwrap_or_else(|error| panic!("{typed:?} in {}: {error}", baseline.district.id));
}

/// A lever as it is typed: with a first month where it needs one.
fn typed(lever: &Lever, month: &str) -> String {
    if lever.needs_a_month() { format!("{}@{month}", lever.id) } else { lever.id.to_string() }
}

#[test]
fn what_is_sampled_of_any_lever_can_be_run_in_both_districts() {
    for id in ["changning", "qingxi"] {
        let baseline = baseline(id);
        for lever in LEVERS.iter().filter(|lever| !lever.needs_a_file()) {
            check(&baseline, &[typed(lever, "2026-01")], 2, Sampling::Sobol);
            let [least, most] = lever.bounds(&baseline.district);
            if lever.words().is_none() {
                check(
                    &baseline,
                    &[format!("{}={least}..{most}", typed(lever, "2026-01"))],
                    2,
                    Sampling::LatinHypercube,
                );
            }
            if lever.is_dated {
                check(&baseline, &[format!("{}@2025-07", lever.id)], 1, Sampling::Sobol);
            }
        }
    }
}

#[test]
fn what_is_sampled_of_any_pattern_can_be_run_in_both_districts() {
    for id in ["changning", "qingxi"] {
        let baseline = baseline(id);
        for pattern in ["*", "training.*", "care_workers.*", "*.growth", "mortality.*"] {
            for sampling in [Sampling::LatinHypercube, Sampling::Sobol] {
                check(&baseline, &[pattern.to_string()], 16, sampling);
            }
        }
    }
}
