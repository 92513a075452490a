//! The fit and the backtest of the shipped district.
use projection::{Backtest, Case, DRAWS, Measure, NotFitted, Place, backtest, fitted, mortality_table, scores};
use scenarios::{Area, Baseline};
use std::path::Path;
use std::sync::OnceLock;

fn baseline(id: &str) -> Baseline {
    scenarios::embedded(id).expect("shipped").unwrap_or_else(|problems| panic!("{problems}"))
}

fn made() -> &'static Backtest {
    static MADE: OnceLock<Backtest> = OnceLock::new();
    MADE.get_or_init(|| backtest(&baseline("changning"), DRAWS).expect("fitted"))
}

fn of<'a>(place: fn(&Case) -> bool, ages: &'a [&'a str]) -> impl Iterator<Item = &'static Case> + Clone {
    made().cases.iter().filter(move |case| place(case) && ages.contains(&case.ages.as_str()))
}

fn is_city(case: &Case) -> bool {
    case.place == Place::City
}

#[test]
fn the_committed_table_of_mortality_is_that_of_the_fit() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/baselines/changning/mortality.csv");
    let changning = baseline("changning");
    let table = mortality_table(&changning, &fitted(&changning).expect("fitted").fit).expect("a table");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &table).expect("written");
    }
    let committed = std::fs::read_to_string(&path).expect("the table");
    assert!(committed == table, "make it again: BLESS=1, or silverpeak fit changning --out");
}

#[test]
fn the_city_is_met_within_what_is_asked() {
    let fitted = &made().fitted;
    let mut years = Vec::new();
    let (mut residents, mut counted) = (0.0, 0.0);
    for (of, value) in fitted.fit.met.iter().filter(|(of, _)| of.area == Area::City && of.age_from >= 80) {
        match of.measure {
            Measure::Registered if of.age_from == 80 => {
                years.push(of.year);
                assert!((value / of.value - 1.0).abs() < 0.02, "{}: {value} of {}", of.year, of.value);
            }
            Measure::Residents => (residents, counted) = (residents + value, counted + of.value),
            _ => {}
        }
    }
    assert_eq!(years, [2015, 2016, 2017, 2019, 2020, 2021, 2022]);
    assert!((residents / counted - 1.0).abs() < 0.03, "census of 2020: {residents} of {counted}");
    for (year, rate) in fitted.oldest.iter().filter(|(year, _)| (2018..2022).contains(year)) {
        assert!((0.36..0.45).contains(rate), "{year}: {rate}");
    }
}

#[test]
fn bands_cover_and_naive_forecasts_are_beaten_at_60_and_80() {
    let city = scores(of(is_city, &["60+", "65+", "70+", "80+"])).expect("forecasts");
    assert!((0.72..0.88).contains(&city.coverage[1]) && city.coverage[2] >= 0.9, "{city:?}");
    let districts = scores(of(|case| !is_city(case), &["60+", "70-79", "80+", "85+"])).expect("forecasts");
    assert!((0.72..0.88).contains(&districts.coverage[1]) && districts.coverage[2] >= 0.9, "{districts:?}");
    assert_eq!(districts.n, 64);
    for ages in ["60+", "80+"] {
        let scores = scores(of(is_city, &[ages])).expect("forecasts");
        for rival in scores.rivals.iter().flatten() {
            assert!(rival.2 > 0.0, "{ages}: {scores:?}");
        }
    }
}

#[test]
fn nothing_later_than_an_origin_moves_its_forecasts() {
    let mut changning = baseline("changning");
    let city = changning.city_elders.as_mut().expect("the city's elders");
    for row in city.rows.iter_mut().filter(|row| row.year > 2015) {
        row.value *= if row.value > 1.0 { 1.01 } else { 0.99 };
    }
    let other = backtest(&changning, 50).expect("fitted");
    let before = backtest(&baseline("changning"), 50).expect("fitted");
    let early = |of: &Backtest| -> Vec<(String, i32, i32, f64)> {
        let city = of.cases.iter().filter(|case| is_city(case) && case.origin <= 2015);
        city.map(|case| (case.ages.clone(), case.origin, case.year, case.median)).collect()
    };
    assert!(!early(&before).is_empty() && early(&before) == early(&other));
    assert!(before.fitted.fit.mode != other.fitted.fit.mode);
}

#[test]
fn it_is_the_same_every_time() {
    let again = backtest(&baseline("changning"), DRAWS).expect("fitted");
    assert!(again.cases == made().cases && again.fitted.fit.mode == made().fitted.fit.mode);
}

#[test]
fn a_baseline_without_the_files_says_which() {
    let files = vec!["city_elders.csv", "districts_census.csv", "mortality_standard.csv"];
    assert_eq!(fitted(&baseline("qingxi")).err(), Some(NotFitted::Files(files)));
    let without = |change: fn(&mut Baseline)| {
        let mut changning = baseline("changning");
        change(&mut changning);
        backtest(&changning, 10).err().expect("refused")
    };
    assert_eq!(
        without(|of| of.city_elders.as_mut().unwrap().rows.retain(|row| row.age_to.is_none())),
        NotFitted::Count { year: 2010, ages: "60-64".into() }
    );
    assert_eq!(without(|of| of.community_codes = vec![None]), NotFitted::District);
    assert_eq!(without(|of| of.districts_census.as_mut().unwrap().ages[0] = 45), NotFitted::Ages);
    assert_eq!(without(|of| of.districts_census.as_mut().unwrap().residents.fill(0.0)), NotFitted::Diverged);
}
