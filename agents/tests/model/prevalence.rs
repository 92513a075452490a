//! Who is disabled, demented and alone at the end of 2022: the survey, the doubling of dementia, and
//! the ranges that independent sources span.
use super::ensembles::{Ensemble, OPEN, REPLICATES, YearEnd};
use super::worlds::baseline;
use agents::report::{AGES, FIRST_AGE, PyramidCell};
use sim_core::Draws;

const YEAR: i32 = 2022;

/// A number of a pyramid's cell.
type Count = fn(&PyramidCell) -> i64;

/// Sum of a count over both sexes and some ages.
fn persons(end: &YearEnd, from: usize, to: usize, count: impl Fn(&PyramidCell) -> i64) -> f64 {
    let ages = from - FIRST_AGE..(to + 1 - FIRST_AGE).min(AGES);
    ages.flat_map(|age| [age, AGES + age]).map(|i| count(&end.pyramid.cells[i]) as f64).sum()
}

fn share(ensemble: &Ensemble, from: usize, to: usize, count: impl Fn(&PyramidCell) -> i64) -> f64 {
    ensemble.median(YEAR, |end| persons(end, from, to, &count) / persons(end, from, to, |cell| cell.persons))
}

/// Relative misfit allowed: the survey's own cells rest on a few hundred disabled elders at most.
const TOLERANCE: f64 = 0.10;

#[test]
fn disability_by_age_is_the_surveys() {
    let mut misfits = Vec::new();
    for band in &baseline("changning").district.ability {
        let counts: [(&str, f64, Count); 3] = [
            ("mild", band.mild, |cell| cell.mild),
            ("moderate", band.moderate, |cell| cell.moderate),
            ("severe", band.severe, |cell| cell.severe),
        ];
        for (level, surveyed, count) in counts {
            let found = share(&OPEN, band.from_age, band.to_age, count);
            let misfit = found / surveyed - 1.0;
            println!(
                "{level} {}-{}: {:.3} %, survey {:.3} %, {:+.1} %",
                band.from_age,
                band.to_age,
                100.0 * found,
                100.0 * surveyed,
                100.0 * misfit
            );
            if misfit.abs() > TOLERANCE {
                misfits.push(format!("{level} {}-{}: {found:.4}, survey {surveyed:.4}", band.from_age, band.to_age));
            }
        }
    }
    assert!(misfits.is_empty(), "more than 10 % from the survey: {misfits:#?}");
}

#[test]
fn dementia_doubles_with_age_up_to_its_ceiling() {
    let p = baseline("changning").district.parameters(agents::parameters::ParameterChoice::Fixed, &Draws::new(0, 0));
    let at = |age: f64| {
        let share = p.dementia_prevalence_60_64 * f64::exp2((age - 62.5) / p.dementia_doubling_years);
        share.min(p.dementia_prevalence_ceiling)
    };
    let mut misfits = Vec::new();
    for from in (60..=100).step_by(5) {
        let to = if from == 100 { 120 } else { from + 4 };
        let found = share(&OPEN, from, to, |cell| cell.dementia);
        // The group's own ages, each at its middle.
        let expected = OPEN.median(YEAR, |end| {
            let weighted = |age: usize| at(age as f64 + 0.5) * persons(end, age, age, |cell| cell.persons);
            let last = to.min(FIRST_AGE + AGES - 1);
            (from..=last).map(weighted).sum::<f64>() / persons(end, from, to, |cell| cell.persons)
        });
        let size = OPEN.median(YEAR, |end| persons(end, from, to, |cell| cell.persons));
        // A median of n varies 1.25 times as much as their mean.
        let error = 1.25 * (expected * (1.0 - expected) / size / f64::from(REPLICATES)).sqrt();
        let misfit = found / expected - 1.0;
        println!(
            "dementia {from}-{to}: {:.2} %, {:.2} % wanted, {:+.1} %",
            100.0 * found,
            100.0 * expected,
            100.0 * misfit
        );
        if (found - expected).abs() > (TOLERANCE * expected).max(4.0 * error) {
            misfits.push(format!("{from}-{to}: {found:.4}, {expected:.4} wanted, error {error:.4}, {size} elders"));
        }
    }
    assert!(misfits.is_empty(), "more than 10 % and 4 standard errors apart: {misfits:#?}");
}

fn check_share(what: &str, range: std::ops::Range<f64>, count: impl Fn(&PyramidCell) -> i64) {
    let found = share(&OPEN, 60, 120, count);
    println!("{what} at 60 and over: {:.2} %", 100.0 * found);
    assert!(range.contains(&found), "{what}: {found:.4}, outside {range:?}");
}

#[test]
fn shares_of_all_elders_are_within_what_other_sources_say() {
    // Any limitation in daily living: Shanghai 2012 9 %, CLHLS 2018 7 %, Zhejiang 2023 13.4 %.
    check_share("disability", 0.06..0.135, |cell| cell.mild + cell.moderate + cell.severe);
    // Qi 2021 4.22 %, Shanghai Aging Study 5.0 %, Jia 2020 6.0 %, upper end of Chan 2013 7.4 %.
    check_share("dementia", 0.042..0.074, |cell| cell.dementia);
    // 5.9 % of the city's registered elders in 2021, more in a central district.
    check_share("living alone", 0.05..0.10, |cell| cell.alone);
}
