//! Changning's own numbers: what was counted at the end of 2022, the peak the report forecasts, the
//! projection that comes with the pyramid, and the mark of the epidemic winter.
use super::ensembles::{CLOSED, Ensemble, OPEN, REPLICATES, YearEnd};
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

#[test]
fn a_closed_district_peaks_as_the_report_forecasts() {
    check_median(&CLOSED, 2024, "elders", elders, 237_400.0, 0.01);
    let years = 2021..=2035;
    let peak = years.max_by(|a, b| CLOSED.median(*a, elders).total_cmp(&CLOSED.median(*b, elders)));
    // The two years are 70 persons apart in the projection: less than chance moves either.
    let heights: Vec<f64> = (2023..=2026).map(|year| CLOSED.median(year, elders)).collect();
    println!("closed peak {peak:?}, ends of 2023 to 2026 {heights:?}");
    assert!(matches!(peak, Some(2024 | 2025)), "peak in {peak:?}, ends of 2023 to 2026 {heights:?}");
}

#[test]
fn a_closed_district_follows_the_projection_of_its_pyramid() {
    for (year, all, old) in [
        (2022, 231_100.0, 40_100.0),
        (2023, 236_000.0, 41_100.0),
        (2024, 237_400.0, 42_700.0),
        (2025, 237_300.0, 44_100.0),
        (2030, 232_000.0, 60_200.0),
        (2035, 220_700.0, 87_100.0),
    ] {
        check_median(&CLOSED, year, "elders", elders, all, 0.01);
        check_median(&CLOSED, year, "aged 80 and over", aged_80_plus, old, 0.02);
    }
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
