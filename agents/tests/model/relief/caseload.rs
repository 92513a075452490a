//! The caseload rises or falls with pensions, standards and ageing, and says why.
use super::see;
use crate::worlds::{baseline, reference, world};
use agents::relief::report::HardshipCounts;

const YEARS: usize = 15;

/// Changning's cash relief by year, with some parameters at other values: households at the year's end, flows of the year.
fn years(overrides: &[(&str, f64)]) -> Vec<HardshipCounts> {
    let baseline = baseline("changning").with_overrides(overrides).expect("within bounds");
    let mut world = world(&reference(&baseline), 0);
    (0..YEARS)
        .map(|_| {
            let mut year = HardshipCounts::default();
            for _ in 0..12 {
                let month = see(&mut world).hardship();
                let households = month.caseload_households;
                year += &month;
                year.caseload_households = households;
            }
            year
        })
        .collect()
}

fn sum(years: &[HardshipCounts], of: fn(&HardshipCounts) -> i64) -> i64 {
    years.iter().map(of).sum()
}

#[test]
fn the_caseload_moves_with_pensions_and_standards_for_reasons_that_add_up() {
    let found = years(&[]);
    for (at, year) in found.iter().enumerate() {
        let h = year;
        println!(
            "{}: {} households; in {} (found {}, loss {}, standard {}, checks {}), out {} (death {}, income {}, pensions {}, pay {}, \
             recheck {})",
            2021 + at,
            h.caseload_households,
            h.caseload_entries,
            h.caseload_in_found,
            h.caseload_in_loss,
            h.caseload_in_standard,
            h.caseload_in_recheck,
            h.caseload_exits,
            h.caseload_out_death,
            h.caseload_out_income,
            h.caseload_out_pensions,
            h.caseload_out_pay,
            h.caseload_out_recheck
        );
    }
    // Ten years after the last published standard: pensions and standards pull apart.
    let last = |years: &[HardshipCounts]| years[YEARS - 1].caseload_households;
    let generous = years(&[("relief.pension_growth", 0.0), ("relief.standard_growth", 0.06)]);
    let frugal = years(&[("relief.pension_growth", 0.09), ("relief.standard_growth", 0.0)]);
    println!(
        "at the end {} with generous standards, {} as it is, {} with frugal ones",
        last(&generous),
        last(&found),
        last(&frugal)
    );
    assert!(
        last(&frugal) < last(&found) && last(&found) < last(&generous),
        "the caseload follows pensions and standards"
    );
    let [by_pensions, by_standard]: [fn(&HardshipCounts) -> i64; 2] =
        [|h| h.caseload_out_pensions, |h| h.caseload_in_standard];
    // From the year on in which both are no longer published.
    let later = |years: &[HardshipCounts], of| sum(&years[6..9], of);
    assert!(
        later(&frugal, by_pensions) > later(&generous, by_pensions),
        "pensions that outgrow the standard take households off it"
    );
    assert!(
        later(&generous, by_standard) > later(&frugal, by_standard),
        "a standard that outgrows incomes brings households onto it"
    );
    // Fewer who come into hardship: a lower caseload whatever the standards.
    let fewer = years(&[("relief.new_households", 200.0)]);
    assert!(last(&fewer) < last(&found), "{} with fewer new households, {} as it is", last(&fewer), last(&found));
}
