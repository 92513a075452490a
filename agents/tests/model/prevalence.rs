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
fn the_odds_of_dementia_double_with_age_in_both_sexes() {
    let p = baseline("changning").district.parameters(agents::parameters::ParameterChoice::Fixed, &Draws::new(0, 0));
    let at = |sex: usize, age: f64| {
        let odds = p.dementia_prevalence_60_64 / (1.0 - p.dementia_prevalence_60_64)
            * f64::exp2((age - 62.5) / p.dementia_doubling_years)
            * p.dementia_female_odds.powf(sex as f64 - 0.5);
        odds / (1.0 + odds)
    };
    let mut misfits = Vec::new();
    for (sex, from) in (0..2).flat_map(|sex| (60..=95).step_by(5).map(move |from| (sex, from))) {
        let ages = from - FIRST_AGE..if from == 95 { AGES } else { from + 5 - FIRST_AGE };
        let sums = |end: &YearEnd, of: &dyn Fn(usize, &PyramidCell) -> f64| -> f64 {
            ages.clone().map(|age| of(age, &end.pyramid.cells[sex * AGES + age])).sum()
        };
        let size = |end: &YearEnd| sums(end, &|_, cell| cell.persons as f64);
        let found = OPEN.median(YEAR, |end| sums(end, &|_, cell| cell.dementia as f64) / size(end));
        // The group's own ages, each at its middle.
        let wanted = |age: usize, cell: &PyramidCell| at(sex, (FIRST_AGE + age) as f64 + 0.5) * cell.persons as f64;
        let expected = OPEN.median(YEAR, |end| sums(end, &wanted) / size(end));
        // A median of n varies 1.25 times as much as their mean.
        let persons = OPEN.median(YEAR, size);
        let error = 1.25 * (expected * (1.0 - expected) / persons / f64::from(REPLICATES)).sqrt();
        let told = format!("sex {sex}, {from} and over: {:.2} %, {:.2} % wanted", 100.0 * found, 100.0 * expected);
        println!("dementia of {told}");
        if (found - expected).abs() > (TOLERANCE * expected).max(4.0 * error) {
            misfits.push(told);
        }
    }
    assert!(misfits.is_empty(), "more than 10 % and 4 standard errors apart: {misfits:#?}");
}

#[test]
fn dementia_is_commoner_in_women_and_not_capped_among_the_oldest() {
    let of_sex = |sex: usize| {
        OPEN.median(YEAR, |end| {
            let cells = &end.pyramid.cells[sex * AGES..][..AGES];
            cells.iter().map(|cell| cell.dementia).sum::<i64>() as f64
                / cells.iter().map(|cell| cell.persons).sum::<i64>() as f64
        })
    };
    let ratio = of_sex(1) / of_sex(0);
    let oldest = [90, 95, 100].map(|from| share(&OPEN, from, 120, |cell| cell.dementia));
    println!("women {ratio:.2} times men; at 90, 95 and 100 and over {oldest:.3?}");
    // 1.34 in the national survey of 2019.
    assert!((1.15..1.55).contains(&ratio), "women {ratio:.2} times men");
    // 60.5 % at 95 to 99 (Chan 2013), on few cases.
    assert!(oldest[0] > 0.3 && oldest[1] > 0.4 && oldest[2] > 0.5, "{oldest:.3?}");
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
