//! Wages reach the prices of beds, prices reach demand, and tariffs reach the insurance fund and take-up.
use crate::worlds::{advance_all, baseline, changed, model, reference, world};
use agents::ActorMonth;
use agents::care::beds::BedType;
use agents::care::report::CareCounts;
use agents::parameters::ParameterChoice;
use scenarios::Baseline;

/// Changning with round numbers.
fn changning(overrides: &[(&str, f64)]) -> Baseline {
    let plain = [
        ("price.growth", 0.02),
        ("price.labour_share", 0.5),
        ("price.pass_through", 0.8),
        ("workforce.wage_growth", 0.05),
    ];
    changed(&changed(&baseline("changning"), &plain), overrides)
}

fn value(id: &str) -> f64 {
    changning(&[]).quantities.iter().find(|quantity| quantity.id == id).expect("a parameter").value
}

/// Sums over the last year of `years`: what the insurance paid for care at home and in homes, persons who ask for home
/// care, elders for whom no home is acceptable, residents.
#[derive(Debug, Default)]
struct Year {
    home_fund: i64,
    bed_fund: i64,
    wanting: i64,
    unplaced: i64,
    residents: i64,
}

fn live(baseline: &Baseline, years: usize) -> Year {
    let mut world = world(&reference(baseline), 0);
    let mut year = Year::default();
    for month in 0..years * 12 {
        let reports = advance_all(&mut world);
        if month < (years - 1) * 12 {
            continue;
        }
        for report in &reports {
            let ActorMonth::Community(community) = report else { continue };
            let mut cells = CareCounts::default();
            community.care.cells.iter().for_each(|cell| cells += cell);
            year.home_fund += cells.home_fund;
            year.bed_fund += cells.bed_fund;
            year.wanting += cells.home_persons + cells.home_waiting;
            year.unplaced += community.care.waiting.iter().map(|of| of.unplaced).sum::<i64>();
            year.residents += community.care.waiting.iter().map(|of| of.residents).sum::<i64>();
        }
    }
    year
}

#[test]
fn wages_are_a_part_of_the_prices_of_beds() {
    for raised in [1.0, 1.3] {
        let wage = ("care_workers.wage_facility", raised * value("care_workers.wage_facility"));
        let baseline = changning(&[wage, ("price.nursing", 5_000.0)]);
        let mut world = model(&reference(&baseline), ParameterChoice::Fixed, 0).world();
        for _ in 0..15 * 12 {
            let year = world.month().year();
            let years = year - 2023;
            // 40 % of the price follows wages, the rest other costs; both are of 2023.
            let level = 0.6 * 1.02f64.powi(years) + 0.4 * raised * 1.05f64.powi(years);
            for report in advance_all(&mut world) {
                let ActorMonth::Facility(home) = report else { continue };
                let profile = &baseline.district.care.facilities[usize::from(home.facility)];
                let expected = 500_000.0 * profile.price * level;
                let found = home.price[BedType::Nursing as usize] as f64;
                assert!((found - expected).abs() <= 1.0, "{}, {year}: {found} fen, not {expected}", profile.id);
            }
        }
    }
}

#[test]
fn dearer_beds_are_out_of_reach_of_more_elders() {
    let wage = ("care_workers.wage_facility", 2.0 * value("care_workers.wage_facility"));
    let [kept, passed_on] = [0.0, 1.0].map(|share| live(&changning(&[wage, ("price.pass_through", share)]), 3));
    println!("borne by homes: {kept:?}\npassed on: {passed_on:?}");
    assert!(passed_on.unplaced as f64 > 1.2 * kept.unplaced as f64);
    assert!(passed_on.residents < kept.residents);
}

#[test]
fn tariffs_follow_wages_after_the_year_they_are_known_of() {
    let of = |indexation: f64| changning(&[("insurance.wage_indexation", indexation), ("insurance.home_share", 0.9)]);
    let tables = |indexation: f64| model(&reference(&of(indexation)), ParameterChoice::Fixed, 0);
    let (fixed, indexed) = (tables(0.0), tables(1.0));
    for year in 0..15usize {
        let grown = 1.05f64.powi((2021 + year as i32 - 2026).max(0));
        let [before, after] = [&fixed, &indexed].map(|model| model.care.home_price(year));
        for (before, after) in before.iter().zip(after) {
            assert!((after as f64 - *before as f64 * grown).abs() <= 1.0, "{year}: {before} fen, {after}");
        }
        let start = fixed.district().start;
        let month = start + 12 * year as i32;
        let [before, after] = [&fixed, &indexed].map(|model| model.care.bed_rates(5, month, start)[0] as f64);
        // Whole fen a day, and the fund's part of 31 of them.
        assert!((after - before * grown).abs() <= 31.0, "{year}: {before} fen, {after}");
    }
    // Nearly the same hours at another price: what the fund pays in homes brings a few more elders into one.
    let [before, after] = [0.0, 1.0].map(|indexation| live(&of(indexation), 10));
    let hour = |model: &agents::Model| model.care.home_price(9)[0];
    println!("without: {before:?}\nwith: {after:?}");
    let hours = [after.home_fund / hour(&indexed), before.home_fund / hour(&fixed)];
    assert!((hours[0] as f64 / hours[1] as f64 - 1.0).abs() < 0.01, "{hours:?}");
    assert!(after.home_fund as f64 > 1.2 * before.home_fund as f64 && after.bed_fund > before.bed_fund);
}

#[test]
fn fewer_ask_for_home_care_that_costs_them_more() {
    let wanting = |elasticity: f64, insured: f64| {
        let overrides = [("home_care.price_elasticity", elasticity), ("insurance.home_share", insured)];
        live(&changning(&overrides), 2).wanting as f64
    };
    // Families pay three times as much.
    let (usual, dearer) = (wanting(0.2, 0.9), wanting(0.2, 0.7));
    let expected = 3.0f64.powf(-0.2);
    println!("asking falls to {:.3}, in theory {expected:.3}", dearer / usual);
    assert!((dearer / usual - expected).abs() < 0.02);
    assert_eq!(wanting(0.0, 0.9), wanting(0.0, 0.7));
}
