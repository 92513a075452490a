//! Changning's own numbers: what was counted at the end of 2022, and the mark of the epidemic winter.
use super::ensembles::{Ensemble, OPEN, REPLICATES, YearEnd};
use super::worlds::{advance, baseline, district_counts, median, reference, world};
use sim_core::Month;

fn elders(end: &YearEnd) -> f64 {
    end.counts.elders as f64
}

fn aged_80_plus(end: &YearEnd) -> f64 {
    end.counts.aged_80_plus as f64
}

/// `tolerance` is relative.
fn check_median(
    ensemble: &Ensemble,
    year: i32,
    what: &str,
    value: fn(&YearEnd) -> f64,
    published: f64,
    tolerance: f64,
) {
    let found = ensemble.median(year, value);
    let misfit = found / published - 1.0;
    println!("{what}, end of {year}: {found}, published {published}, {:+.2} %", 100.0 * misfit);
    assert!(
        misfit.abs() <= tolerance,
        "{what} at the end of {year}: {found}, published {published}, {:+.2} %",
        100.0 * misfit
    );
}

#[test]
fn the_end_of_2022_is_what_was_counted() {
    check_median(&OPEN, 2022, "elders", elders, 231_100.0, 0.01);
    check_median(&OPEN, 2022, "aged 80 and over", aged_80_plus, 40_100.0, 0.02);
    // 183 centenarians vary by 7 % from chance alone; the median of eleven replicates by 3 %.
    check_median(&OPEN, 2022, "aged 100 and over", |end| end.counts.aged_100_plus as f64, 183.0, 0.15);
}

/// Elders at the end of 2023 and shock deaths until then, by replicate.
fn until_the_end_of_2023(shocks: bool) -> Vec<(f64, f64)> {
    let baseline = baseline("changning");
    let reference = reference(&if shocks { baseline } else { baseline.without_shocks() });
    let last = Month::january(2023) + 11;
    (0..REPLICATES)
        .map(|replicate| {
            let mut world = world(&reference, replicate);
            let (mut elders, mut shock_deaths) = (0, 0);
            while world.month() <= last {
                let counts = district_counts(&advance(&mut world));
                (elders, shock_deaths) = (counts.elders, shock_deaths + counts.shock_deaths);
            }
            (elders as f64, shock_deaths as f64)
        })
        .collect()
}

#[test]
fn the_epidemic_winter_leaves_fewer_elders_in_every_replicate() {
    let (with, without) = (until_the_end_of_2023(true), until_the_end_of_2023(false));
    let fewer: Vec<f64> = with.iter().zip(&without).map(|((a, _), (b, _))| b - a).collect();
    let deaths = median(with.iter().map(|(_, deaths)| *deaths));
    println!("fewer elders at the end of 2023: {fewer:?}; median {} of {deaths} shock deaths", median(fewer.clone()));
    for ((missing, (_, shock_deaths)), (_, none)) in fewer.iter().zip(&with).zip(&without) {
        // Each is missing who died in the shock and would still have been there: some of the dead
        // would have died or left within the year anyway, none would have come.
        assert!(*missing > 0.0 && missing <= shock_deaths, "{missing} fewer, {shock_deaths} shock deaths: {fewer:?}");
        assert_eq!(*none, 0.0, "shock deaths without a shock");
    }
}
