//! Replicates reduced to quantiles, and the series of the district.
use super::*;
use crate::indicators::WORKFORCE_WAGE_BILL;
use crate::quantile::quantile;

#[test]
fn the_summary_reduces_replicates() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [write(folder.path(), "0", 0..3, 3), write(folder.path(), "1", 3..5, 3)];
    let target = folder.path().join(SUMMARY_FILE);
    merge_all(folder.path(), &parts);
    let record = summarise_all(folder.path(), &target).unwrap();
    // Every indicator, area and month, but where no replicate has a value: see the test of nulls.
    // Accounts and training are the district's alone; how waits end is known in Decembers.
    let of = |topic: Topic| INDICATORS.iter().filter(|indicator| indicator.topic == topic).count();
    let missing = (of(Topic::Ledger) + of(Topic::Training)) * 2 * 3 + of(Topic::Waits) * 3 * 3 + NO_VALUES;
    assert_eq!(record.rows, (INDICATORS.len() * 3 * 3 - missing) as u64);

    let areas = texts(&target, "area");
    assert_eq!(areas[..7], ["district", "district", "district", "huayang", "huayang", "huayang", "xinhua"]);
    assert_eq!(texts(&target, "indicator")[8..10], ["population.elders", "population.elders_80_plus"]);

    let summary = Summary::read(&target).unwrap();
    let month = start() + 2;
    let elders: Vec<f64> = (0..5).map(|replicate| community(replicate, month, 1).counts.elders as f64).collect();
    let row = summary.get(SCENARIO, month, "xinhua", "population.elders").unwrap();
    assert_eq!((row.n, row.mean), (5, elders.iter().sum::<f64>() / 5.0));
    assert_eq!(Some(row.p05), quantile(&elders, 5));
    assert_eq!(Some(row.p90), quantile(&elders, 90));
    assert_eq!(row.p50, elders[2]);
    assert_eq!(summary.series(SCENARIO, "district", "population.deaths").len(), 3);
    assert_eq!(summary.get(SCENARIO, month + 1, "xinhua", "population.elders"), None);
    assert_eq!(summary.get("other", month, "xinhua", "population.elders"), None);
}

#[test]
fn bands_are_the_districts_and_of_the_indicators_that_have_them() {
    let folder = tempfile::tempdir().unwrap();
    merge_all(folder.path(), &[write(folder.path(), "0", 0..5, 3)]);
    let target = folder.path().join(SUMMARY_FILE);
    let bands = |of: &Indicator, _: Month, sorted: &[f64]| {
        assert!(sorted.is_sorted());
        let (first, last) = (*sorted.first()?, *sorted.last()?);
        (of.id == "population.elders").then_some(Bands { band80: [first, last], band95: [first - 1.0, last + 1.0] })
    };
    summarise(&Tables::of(folder.path()), &[SCENARIO], (Detail::Full, start()), &bands, 1, &target).unwrap();
    let summary = Summary::read(&target).unwrap();
    let bands = |area: &str, indicator: &str| summary.get(SCENARIO, start() + 1, area, indicator).unwrap().bands;
    let found = bands("district", "population.elders").unwrap();
    let row = summary.get(SCENARIO, start() + 1, "district", "population.elders").unwrap();
    assert!(found.band80[0] < row.p05 && found.band80[1] > row.p95, "{found:?} {row:?}");
    assert_eq!(found.band95, [found.band80[0] - 1.0, found.band80[1] + 1.0]);
    assert_eq!((bands("xinhua", "population.elders"), bands("district", "population.deaths")), (None, None));
}

#[test]
fn a_summary_of_missing_or_double_rows_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let check = |parts: &[Part]| {
        merge_all(folder.path(), parts);
        let error = summarise_all(folder.path(), &folder.path().join(SUMMARY_FILE)).unwrap_err();
        assert!(matches!(error, OutputError::Incomplete { .. }), "{error}");
        assert!(!folder.path().join(SUMMARY_FILE).exists());
    };
    let [long, short] = [write(folder.path(), "0", 0..1, 3), write(folder.path(), "1", 1..2, 2)];
    check(&[long.clone(), short.clone()]);
    check(&[short.clone(), short]);
}

#[test]
fn the_district_series_is_by_replicate_and_month() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..2, 3);
    merge_all(folder.path(), std::slice::from_ref(&part));
    let elders = (Topic::Population, &[] as Keys);
    let series = district_series(&Tables::of(folder.path()), elders, SCENARIO, "elders").unwrap();
    assert_eq!(series.len(), 2);
    let (replicate, months) = &series[1];
    let expected = (0..3).map(|i| {
        let month = start() + i;
        (month, Some([0, 1].map(|area| community(1, month, area).counts.elders).iter().sum::<i64>() as f64))
    });
    assert_eq!((*replicate, months), (1, &expected.collect()));
    assert_eq!(district_series(&Tables::of(folder.path()), elders, "other", "elders").unwrap(), []);
    assert!(matches!(
        district_series(&Tables::of(folder.path()), elders, SCENARIO, "eldest"),
        Err(OutputError::Column { .. })
    ));
    assert!(matches!(
        district_series(&Tables::of(folder.path()), elders, SCENARIO, "area"),
        Err(OutputError::Column { .. })
    ));
    let missing = folder.path().join("missing.parquet");
    assert!(matches!(district_series(&Tables::of(&missing), elders, SCENARIO, "elders"), Err(OutputError::Io { .. })));
}

/// Rows that the first three months of the made-up reports leave out of the summary: in `xinhua` five
/// indicators before the second home opens, and one for ever; and sufficiency where nobody is required:
/// in the agency's, of which `huayang` has none, and in homes, in which nobody works in `xinhua`.
const NO_VALUES: usize = 5 * 2 + 3 + 2 * 3;

#[test]
fn nulls_are_left_out_and_n_counts_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..5, 3);
    merge_all(folder.path(), &[part]);
    let target = folder.path().join(SUMMARY_FILE);
    summarise_all(folder.path(), &target).unwrap();
    let summary = Summary::read(&target).unwrap();
    let n = |area: &str, id: &str| -> Vec<u32> { summary.series(SCENARIO, area, id).iter().map(|row| row.n).collect() };
    for id in ["beds.nursing_share", "beds.occupancy"] {
        assert_eq!((n("xinhua", id), n("huayang", id)), (vec![5], vec![5; 3]), "{id}");
    }
    // Somebody is admitted there in every other replicate.
    for id in ["beds.wait_days_p50", "beds.wait_days_p85", "beds.wait_days_p90"] {
        assert_eq!((n("xinhua", id), n("huayang", id)), (vec![3], vec![5; 3]), "{id}");
        let row = summary.get(SCENARIO, start() + OPENING, "xinhua", id).unwrap();
        assert_eq!((row.mean, row.p05, row.p95), (4.0, row.mean, row.mean));
    }
    assert!(n("xinhua", "beds.stay_months").is_empty());
}

#[test]
fn indicators_read_the_rows_and_columns_they_name() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [write(folder.path(), "0", 0..1, 3), write(folder.path(), "1", 1..3, 3)];
    merge_all(folder.path(), &parts);
    let target = folder.path().join(SUMMARY_FILE);
    summarise_all(folder.path(), &target).unwrap();
    let summary = Summary::read(&target).unwrap();
    for Indicator { id, topic, column, keys, .. } in INDICATORS {
        let path = folder.path().join(topic.file_name());
        for area in [DISTRICT_AREA, "huayang", "xinhua"] {
            let keys: Vec<_> = keys.iter().copied().chain([("area", area)]).collect();
            let values = numbers(&path, column.name, &keys);
            let divisor = f64::from(column.divisor);
            let values: Vec<_> = values.into_iter().map(|value| value.map(|value| value / divisor)).collect();
            let of_district = [Topic::Ledger, Topic::Training, Topic::Waits];
            let has_rows = !of_district.contains(topic) || area == DISTRICT_AREA;
            assert_eq!(values.len(), if has_rows { 3 * 3 } else { 0 }, "{id}");
            let rows = summary.series(SCENARIO, area, id);
            let mut rows = rows.iter();
            for month in 0..3 {
                // By replicate, then month.
                let present: Vec<f64> = values.iter().skip(month).step_by(3).copied().flatten().collect();
                if !present.is_empty() {
                    let row = rows.next().unwrap();
                    assert_eq!((row.month, row.n as usize), (start() + month as i32, present.len()), "{id}");
                    assert_eq!(row.mean, present.iter().sum::<f64>() / present.len() as f64, "{id}");
                }
            }
            assert_eq!(rows.next(), None);
        }
    }
    let bed_fund = numbers(&folder.path().join("care.parquet"), "bed_fund", &[("area", "xinhua"), ("ability", "all")]);
    assert_eq!(bed_fund, vec![Some(12.0 * 4_294_967_296.0); 9]);
}

#[test]
fn money_in_fen_is_read_in_yuan_by_summary_years_and_series() {
    let folder = tempfile::tempdir().unwrap();
    merge_all(folder.path(), &[write(folder.path(), "0", 0..2, 12)]);
    let target = folder.path().join(SUMMARY_FILE);
    summarise_all(folder.path(), &target).unwrap();
    let summary = Summary::read(&target).unwrap();
    // Each of two homes pays 2^33 fen a month.
    let yuan = f64::from(1u32 << 31) * 8.0 / 100.0;
    let Indicator { id, topic, column, keys, unit, .. } = *WORKFORCE_WAGE_BILL;
    assert_eq!((unit, summary.get(SCENARIO, start(), DISTRICT_AREA, id).unwrap().mean), ("yuan a month", yuan));
    let rows = (topic, keys);
    let series = district_series(&Tables::of(folder.path()), rows, SCENARIO, column).unwrap();
    assert_eq!(series[1].1[0], (start(), Some(yuan)));
    let key = |column| SeriesKey { rows, area: DISTRICT_AREA.into(), column };
    let wanted = [&key(column), &key("wage_bill".into())];
    let read = topic_series(&Tables::of(folder.path()), topic, SCENARIO, &wanted).unwrap();
    assert_eq!((&read[0], read[1][0].1[0].1), (&series, Some(100.0 * yuan)));
    let simulated = Simulated { scenario: SCENARIO, replicates: 2, first: start(), last: start() + 11 };
    let columns =
        [column, "wage_bill".into()].map(|column| YearColumn { column, keys, of_year: OfYear::of_unit(unit) });
    let years = year_values(&Tables::of(folder.path()), topic, &simulated, &columns, Within::District).unwrap();
    assert_eq!([years.of(0, 0, 0)[0], years.of(1, 0, 0)[0]], [Some((0..12).map(|_| yuan).sum()), Some(1200.0 * yuan)]);
}

#[test]
fn a_topic_without_a_scenario_or_without_its_rows_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 3);
    merge_all(folder.path(), std::slice::from_ref(&part));
    let target = folder.path().join(SUMMARY_FILE);
    let incomplete = || {
        let error = summarise_all(folder.path(), &target).unwrap_err();
        assert!(matches!(error, OutputError::Incomplete { .. }), "{error}");
        assert!(!target.exists());
    };
    let beds = folder.path().join("beds.parquet");
    merge(Topic::Beds, Detail::Full, &[], &beds).unwrap();
    incomplete();
    merge(Topic::Beds, Detail::Full, &alone(&[part.clone(), part]), &beds).unwrap();
    incomplete();
    fs::remove_file(&beds).unwrap();
    assert!(matches!(summarise_all(folder.path(), &target), Err(OutputError::Io { .. })));
}

#[test]
fn targets_and_facts_come_back_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(TARGETS_FILE);
    let judged = TargetRow {
        scenario: SCENARIO.into(),
        kind: "target".into(),
        id: "beds".into(),
        value: Some(3.0),
        to: Some(start()),
        n: 4,
        met: Some(1),
        probability: Some(0.25),
        reached: [Some(start()), None, None],
        ..TargetRow::default()
    };
    let untold = TargetRow { id: "space".into(), value: None, ..judged.clone() };
    let rows = [judged, untold];
    let record = write_target_rows(&rows, &path).unwrap();
    assert_eq!((record.file.as_str(), record.rows), (TARGETS_FILE, 2));
    assert_eq!(texts(&path, "id"), ["beds", "space"]);
    assert_eq!(numbers(&path, "value", &[]), [Some(3.0), None]);
    assert_eq!(numbers(&path, "met", &[]), [Some(1.0); 2]);
    let bytes = fs::read(&path).unwrap();
    assert_eq!(write_target_rows(&rows, &path).unwrap(), record);
    assert!(fs::read(&path).unwrap() == bytes, "the same rows are the same bytes");

    let fact = FactRow {
        published: 10.0,
        p50: 9.0,
        band_80: Some([8.0, 9.5]),
        band_95: Some([7.0, 10.0]),
        ..FactRow::default()
    };
    let path = folder.path().join(VALIDATION_FILE);
    write_validation_rows(&[fact, FactRow { published: 0.0, ..FactRow::default() }], &path).unwrap();
    assert_eq!(numbers(&path, "inside_80", &[]), [Some(0.0), None]);
    assert_eq!(numbers(&path, "inside_95", &[]), [Some(1.0), None]);
    assert_eq!(numbers(&path, "error", &[]), [Some(-1.0), Some(0.0)]);
    assert_eq!(numbers(&path, "relative_error", &[]), [Some(-0.1), None]);
}
