//! Values by year, pyramids and comparisons, from made-up reports.
use super::*;

const OTHER: &str = "more_beds";

/// A file of two scenarios, one part each, of 14 months from January 2021.
fn two_scenarios(folder: &Path) {
    let months = 14;
    let baseline = write(folder, "0", 0..3, months);
    let mut writer = PartWriter::create(folder, "1", areas(), Keeping::full(), &Checks::default()).unwrap();
    for replicate in 0..3 {
        for month in (0..months).map(|i| start() + i) {
            // As replicates 10 to 12 of the baseline would be.
            writer.month(OTHER, replicate, month, &reports(replicate + 10, month), None).unwrap();
        }
    }
    merge_all(folder, &[baseline, writer.finish().unwrap()]);
}

fn simulated(scenario: &str) -> Simulated<'_> {
    Simulated { scenario, replicates: 3, first: start(), last: start() + 13 }
}

const fn column(name: &'static str, keys: Keys, of_year: OfYear) -> YearColumn {
    YearColumn { column: NumberColumn::plain(name), keys, of_year }
}

#[test]
fn a_year_is_the_sum_of_a_flow_and_the_last_month_of_anything_else() {
    for (unit, of_year, yearly) in [
        ("persons", OfYear::End, "persons"),
        ("persons a month", OfYear::Sum, "persons a year"),
        ("hours a month", OfYear::Sum, "hours a year"),
        ("fen a month", OfYear::Sum, "fen a year"),
        ("yuan", OfYear::End, "yuan"),
        ("share", OfYear::End, "share"),
        ("days", OfYear::End, "days"),
        ("beds per 100 registered elders", OfYear::End, "beds per 100 registered elders"),
        ("months", OfYear::End, "months"),
    ] {
        assert_eq!((OfYear::of_unit(unit), of_year.unit(unit).as_str()), (of_year, yearly));
    }
    // Every unit that an indicator has, once: a new one must be put where it belongs.
    let mut units: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.unit).collect();
    units.sort_unstable();
    units.dedup();
    let ends: Vec<&str> = units.into_iter().filter(|unit| OfYear::of_unit(unit) == OfYear::End).collect();
    let expected = [
        "beds",
        "beds per 100 registered elders",
        "days",
        "households",
        "months",
        "person-times",
        "persons",
        "posts",
        "share",
        "yuan",
    ];
    assert_eq!(ends, expected);
}

#[test]
fn values_by_year_are_those_of_the_months() {
    let folder = tempfile::tempdir().unwrap();
    two_scenarios(folder.path());
    let columns = [
        column("elders", &[], OfYear::End),
        column("deaths", &[], OfYear::Sum),
        column("alone", &[], OfYear::End),
        column("entrants", &[], OfYear::Sum),
    ];
    let years = |scenario, within| {
        year_values(&Tables::of(folder.path()), Topic::Population, &simulated(scenario), &columns, within).unwrap()
    };
    let values = years(SCENARIO, Within::AllAreas);
    assert_eq!(values.areas.iter().map(|area| area.as_ref()).collect::<Vec<_>>(), ["district", "huayang", "xinhua"]);
    let elders = |replicate, month, area| community(replicate, start() + month, area).counts.elders as f64;
    for replicate in 0..3 {
        for (place, area) in [(1, 0), (2, 1)] {
            assert_eq!(values.of(0, place, 0)[replicate as usize], Some(elders(replicate, 11, area)));
            assert_eq!(values.of(0, place, 1)[replicate as usize], Some(elders(replicate, 13, area)));
        }
        assert_eq!(values.of(3, 1, 0)[replicate as usize], Some(12.0 * f64::from(20 + 7 * replicate)));
    }
    assert_eq!(values.of(1, 0, 0), [Some(2.0 * 20.0 * 12.0); 3]);
    assert_eq!(values.of(1, 1, 1), [Some(20.0 * 2.0); 3]);
    assert_eq!((values.of(2, 1, 0), values.of(2, 1, 1)), ([Some(11.0); 3].as_slice(), [Some(13.0); 3].as_slice()));
    for (column, area, year) in [(4, 0, 0), (0, 3, 0), (0, 0, 2), (0, usize::MAX, 0), (0, 0, usize::MAX)] {
        assert_eq!(values.of(column, area, year), []);
    }
    let other = years(OTHER, Within::District);
    assert_eq!(other.areas.len(), 1);
    assert_eq!(other.of(0, 0, 0)[2], Some(elders(12, 11, 0) + elders(12, 11, 1)));
}

#[test]
fn a_year_has_no_value_when_its_last_month_has_none_and_no_sum_when_no_month_has_one() {
    let folder = tempfile::tempdir().unwrap();
    two_scenarios(folder.path());
    let beds: Keys = &[("bed_type", "all")];
    let columns = [
        column("stay_months", beds, OfYear::End),
        column("stay_months", beds, OfYear::Sum),
        column("occupancy", beds, OfYear::End),
        column("occupancy", beds, OfYear::Sum),
    ];
    // In 2021 alone: the second home opens in its third month.
    let two_months = Simulated { last: start() + 1, ..simulated(SCENARIO) };
    let read = |simulated: Simulated| {
        year_values(&Tables::of(folder.path()), Topic::Beds, &simulated, &columns, Within::AllAreas).unwrap()
    };
    let values = read(simulated(SCENARIO));
    assert_eq!([values.of(0, 2, 0), values.of(1, 2, 0)], [[None; 3]; 2]);
    let path = folder.path().join("beds.parquet");
    let keys = [("scenario", SCENARIO), ("area", "xinhua"), ("bed_type", "all")];
    let months = &numbers(&path, "occupancy", &keys)[..12];
    let present: Vec<f64> = months.iter().copied().flatten().collect();
    assert_eq!((present.len(), values.of(2, 2, 0)[0]), (10, months[11]));
    assert_eq!(values.of(3, 2, 0)[0], Some(present.iter().sum::<f64>()));
    let values = read(two_months);
    assert_eq!([values.of(2, 2, 0), values.of(3, 2, 0)], [[None; 3]; 2]);
}

#[test]
fn row_groups_of_other_scenarios_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    two_scenarios(folder.path());
    let source = Source::open(&folder.path().join("population.parquet")).unwrap();
    assert_eq!(source.row_groups(), 0..2);
    assert_eq!([SCENARIO, OTHER, "between"].map(|id| source.row_groups_of(id)), [vec![0], vec![1], vec![]]);
    let rows = |id| source.read(source.row_groups_of(id), &["scenario"]).unwrap().map(|b| b.unwrap().rows()).sum();
    let all: usize = rows(SCENARIO);
    assert_eq!(all, 3 * 14 * 3);
}

#[test]
fn a_year_with_a_month_missing_or_twice_and_an_unknown_scenario_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    two_scenarios(folder.path());
    let read = |simulated: &Simulated, keys| {
        let columns = [column("built", keys, OfYear::End)];
        year_values(&Tables::of(folder.path()), Topic::Beds, simulated, &columns, Within::AllAreas)
    };
    let beds: Keys = &[("bed_type", "all")];
    assert!(read(&simulated(SCENARIO), beds).is_ok());
    let longer = Simulated { last: start() + 14, ..simulated(SCENARIO) };
    assert!(matches!(read(&longer, beds), Err(OutputError::Uneven { year: 2022, rows: 2, expected: 3, .. })));
    let more = Simulated { replicates: 4, ..simulated(SCENARIO) };
    assert!(matches!(read(&more, beds), Err(OutputError::Uneven { replicate: 3, rows: 0, .. })));
    let invented = Simulated { replicates: u32::MAX, ..simulated(SCENARIO) };
    assert!(matches!(read(&invented, beds), Err(OutputError::TooFewRows { rows: 630, .. })));
    assert!(matches!(pyramid_years(&Tables::of(folder.path()), &invented), Err(OutputError::TooFewRows { .. })));
    // All bed types at once: five rows a month.
    assert!(matches!(read(&simulated(SCENARIO), &[]), Err(OutputError::Uneven { rows: 60, expected: 12, .. })));
    assert!(matches!(read(&simulated("nobody's"), beds), Err(OutputError::NoScenario { .. })));
    let fewer = Simulated { replicates: 1, ..simulated(SCENARIO) };
    assert_eq!(read(&fewer, beds).unwrap().of(0, 0, 0).len(), 1);
}

#[test]
fn pyramids_are_by_year_and_replicate() {
    let folder = tempfile::tempdir().unwrap();
    two_scenarios(folder.path());
    let pyramids = pyramid_years(&Tables::of(folder.path()), &simulated(OTHER)).unwrap();
    // The second year has no December.
    assert_eq!(pyramids.keys().copied().collect::<Vec<_>>(), [2021]);
    assert_eq!(pyramids[&2021].len(), 3);
    let persons: Vec<u32> = pyramids[&2021][1].iter().map(|cell| cell.persons).collect();
    assert_eq!(persons, (0..2 * AGES as u32).map(|cell| 2 * cell).collect::<Vec<_>>());
    let more = Simulated { replicates: 5, ..simulated(OTHER) };
    assert!(matches!(pyramid_years(&Tables::of(folder.path()), &more), Err(OutputError::TooFewRows { rows: 306, .. })));
    let part = write(folder.path(), "2", 0..1, 12);
    merge(Topic::Pyramid, Detail::Full, &alone(&[part.clone(), part]), &folder.path().join("pyramid.parquet")).unwrap();
    let twice = Simulated { replicates: 1, ..simulated(SCENARIO) };
    assert!(matches!(pyramid_years(&Tables::of(folder.path()), &twice), Err(OutputError::Uneven { rows: 204, .. })));
}

#[test]
fn equal_comparisons_are_equal_bytes_and_one_replicate_has_no_errors() {
    let folder = tempfile::tempdir().unwrap();
    let row = |year, se| ComparisonRow {
        scenario_a: SCENARIO.into(),
        scenario_b: OTHER.into(),
        year,
        area: DISTRICT_AREA.into(),
        indicator: "beds.gap".into(),
        breakdown: "all".into(),
        group: "all".into(),
        unit: "beds".into(),
        mean_a: 10.0,
        mean_b: 4.0,
        difference: -6.0,
        se_paired: se,
        se_unpaired: se,
        low95: se,
        high95: se,
        p05: -9.0,
        p10: -8.0,
        p50: -6.0,
        p90: -4.0,
        p95: -3.0,
        share_higher: 0.0,
        share_lower: 1.0,
        n: 5,
    };
    let rows = [row(2025, Some(1.0)), row(2030, None)];
    let [a, b] = ["a.parquet", "b.parquet"].map(|name| folder.path().join(name));
    let record = write_comparison(&rows, &a).unwrap();
    assert_eq!((record.rows, record.blake3), (2, write_comparison(&rows, &b).unwrap().blake3));
    assert_eq!(file_names(folder.path()), ["a.parquet", "b.parquet"]);
    assert_eq!(numbers(&a, "se_paired", &[]), [Some(1.0), None]);
    assert_eq!(numbers(&a, "year", &[("indicator", "beds.gap")]), [Some(2025.0), Some(2030.0)]);
    let missing = folder.path().join("nowhere").join("c.parquet");
    assert!(matches!(write_comparison(&rows, &missing), Err(OutputError::Io { .. })));
}
