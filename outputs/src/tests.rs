//! Parts, merging and summaries, from rows to files and back.
use crate::columns::population::POPULATION;
use crate::quantile::quantile;
use crate::reading::Source;
use crate::*;
use agents::report::{AGES, Books, CommunityMonth, PopulationCounts, Pyramid, PyramidCell};
use sim_core::Month;
use std::fs;
use std::path::Path;

const SCENARIO: &str = "baseline";

fn start() -> Month {
    Month::january(2021)
}

fn areas() -> Vec<String> {
    ["huayang", "xinhua"].map(String::from).into()
}

/// Made-up but consistent: the books close and every number differs.
fn community(replicate: u32, month: Month, area: usize) -> CommunityMonth {
    let elapsed = i64::from(month - start());
    let opening = 1000 * (area as i64 + 1) + 7 * i64::from(replicate) * elapsed;
    let (entrants, deaths) = (20 + 7 * i64::from(replicate), 20);
    let closing = opening + entrants - deaths;
    let counts = PopulationCounts { elders: closing, alone: elapsed, entrants, deaths, ..Default::default() };
    let cell = |i: usize| PyramidCell { persons: i as i64, months_lived: 12 * i as i64, ..Default::default() };
    let pyramid = month.is_december().then(|| Pyramid { cells: (0..2 * AGES).map(cell).collect() });
    CommunityMonth { counts, books: Books { opening, closing, ..Default::default() }, pyramid }
}

fn write(folder: &Path, key: &str, replicates: std::ops::Range<u32>, months: i32) -> Part {
    let mut writer = PartWriter::create(folder, key).unwrap();
    for replicate in replicates {
        for month in (0..months).map(|i| start() + i) {
            let communities = [0, 1].map(|area| community(replicate, month, area));
            let fingerprint = month.is_december().then_some(u64::from(replicate) + 0xabc);
            writer.month(SCENARIO, replicate, month, &areas(), &communities, fingerprint).unwrap();
        }
    }
    writer.finish().unwrap()
}

fn integers(path: &Path, column: &str) -> Vec<i32> {
    let source = Source::open(path).unwrap();
    let batches = source.read(source.row_groups().collect(), &[column]).unwrap();
    batches.flat_map(|batch| batch.unwrap().integers(column).unwrap().to_vec()).collect()
}

fn texts(path: &Path, column: &str) -> Vec<String> {
    let source = Source::open(path).unwrap();
    let batches = source.read(source.row_groups().collect(), &[column]).unwrap();
    let texts = |batch: Result<reading::Batch>| -> Vec<String> {
        batch.unwrap().text(column).unwrap().iter().map(|text| text.unwrap().to_string()).collect()
    };
    batches.flat_map(texts).collect()
}

fn file_names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn merged_parts_hold_the_rows_of_both_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [write(folder.path(), "0", 0..2, 12), write(folder.path(), "1", 2..3, 12)];
    let target = folder.path().join("population.parquet");
    let record = merge(Topic::Population, &parts, &target).unwrap();

    let mut expected = Vec::new();
    for replicate in 0..3 {
        for month in (0..12).map(|i| start() + i) {
            let [a, b] = [0, 1].map(|area| community(replicate, month, area).counts.elders as i32);
            expected.extend([a + b, a, b]);
        }
    }
    assert_eq!(integers(&target, "elders"), expected);
    assert_eq!(texts(&target, "area")[..4], ["district", "huayang", "xinhua", "district"]);
    assert_eq!((record.file.as_str(), record.rows), ("population.parquet", 3 * 12 * 3));
    let bytes = fs::read(&target).unwrap();
    assert_eq!(record.bytes, bytes.len() as u64);
    assert_eq!(record.blake3, blake3::hash(&bytes).to_hex().to_string());
}

#[test]
fn the_pyramid_sums_communities_and_the_audit_closes() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..2, 24);
    let pyramid = part.path(Topic::Pyramid);
    let persons = integers(&pyramid, "persons");
    assert_eq!(persons.len(), 2 * 2 * 2 * AGES);
    assert_eq!(persons[..3], [0, 2, 4]);
    assert_eq!(integers(&pyramid, "age")[AGES - 1..=AGES], [110, 60]);
    assert_eq!(texts(&pyramid, "sex")[AGES - 1..=AGES], ["male", "female"]);
    assert!(texts(&pyramid, "area").iter().all(|area| area == DISTRICT_AREA));

    let audit = part.path(Topic::Audit);
    assert!(integers(&audit, "difference").iter().all(|difference| *difference == 0));
    let source = Source::open(&audit).unwrap();
    let rows = source.read(vec![0], &["fingerprint"]).unwrap().next().unwrap().unwrap();
    // Null in all but the district's Decembers, so the strict reader refuses the column.
    assert!(matches!(rows.text("fingerprint"), Err(OutputError::Column { .. })));
}

#[test]
fn the_same_rows_are_the_same_bytes() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let bytes = folders.each_ref().map(|folder| {
        let parts = [write(folder.path(), "0", 0..2, 12), write(folder.path(), "1", 2..4, 12)];
        let merged = Topic::ALL.map(|topic| merge(topic, &parts, &folder.path().join(topic.file_name())).unwrap());
        assert_eq!(file_names(folder.path()).len(), 9);
        let population = folder.path().join(Topic::Population.file_name());
        let summary = summarise(&population, &folder.path().join(SUMMARY_FILE)).unwrap();
        let files = file_names(folder.path());
        (merged, summary, files.iter().map(|file| fs::read(folder.path().join(file)).unwrap()).collect::<Vec<_>>())
    });
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn no_parts_make_an_empty_file_with_all_columns() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("population.parquet");
    assert_eq!(merge(Topic::Population, &[], &target).unwrap().rows, 0);
    assert!(integers(&target, "elders").is_empty());
    assert_eq!(summarise(&target, &folder.path().join(SUMMARY_FILE)).unwrap().rows, 0);
}

#[test]
fn a_dropped_writer_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = PartWriter::create(folder.path(), "0").unwrap();
    let communities = [0, 1].map(|area| community(0, start(), area));
    writer.month(SCENARIO, 0, start(), &areas(), &communities, None).unwrap();
    assert_eq!(file_names(folder.path()).len(), 3);
    drop(writer);
    assert_eq!(file_names(folder.path()), [""; 0]);
}

#[test]
fn only_a_whole_part_of_this_version_is_found() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Part::find(folder.path(), "0"), None);
    let part = write(folder.path(), "0", 0..1, 12);
    assert_eq!(Part::find(folder.path(), "0"), Some(part.clone()));

    let audit = part.path(Topic::Audit);
    let bytes = fs::read(&audit).unwrap();
    for length in [0, 7, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&audit, &bytes[..length]).unwrap();
        assert_eq!(Part::find(folder.path(), "0"), None, "{length} bytes");
        assert!(merge(Topic::Audit, std::slice::from_ref(&part), &folder.path().join("audit.parquet")).is_err());
    }
    fs::copy(part.path(Topic::Population), &audit).unwrap();
    assert_eq!(Part::find(folder.path(), "0"), None);
    let error = merge(Topic::Audit, &[part], &folder.path().join("audit.parquet")).unwrap_err();
    assert!(matches!(error, OutputError::OtherColumns { table: "audit", .. }), "{error}");
    assert!(!file_names(folder.path()).iter().any(|name| name.starts_with("audit.parquet")));
}

#[test]
fn wrong_months_are_errors() {
    let months = |steps: &[(&str, u32, i32)]| -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = PartWriter::create(folder.path(), "0").unwrap();
        for (scenario, replicate, month) in steps {
            writer.month(scenario, *replicate, start() + *month, &[], &[], None)?;
        }
        Ok(())
    };
    assert!(months(&[("a", 0, 0), ("a", 0, 1), ("a", 2, 0)]).is_ok());
    assert!(matches!(months(&[("a", 0, 1), ("a", 0, 1)]), Err(OutputError::OutOfOrder { .. })));
    assert!(matches!(months(&[("a", 1, 1), ("a", 0, 2)]), Err(OutputError::OutOfOrder { .. })));
    assert!(matches!(months(&[("a", 0, 1), ("b", 0, 2)]), Err(OutputError::TwoScenarios { .. })));

    let month = |communities: &[CommunityMonth]| {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = PartWriter::create(folder.path(), "0").unwrap();
        writer.month(SCENARIO, 0, start(), &areas(), communities, None)
    };
    let plain = community(0, start(), 0);
    assert!(matches!(month(std::slice::from_ref(&plain)), Err(OutputError::Areas { areas: 2, reports: 1 })));
    let december = community(0, start() + 11, 0);
    assert!(matches!(month(&[plain.clone(), december]), Err(OutputError::Pyramid { .. })));
    let short = CommunityMonth { pyramid: Some(Pyramid { cells: Vec::new() }), ..plain.clone() };
    assert!(matches!(month(&[short.clone(), short]), Err(OutputError::Pyramid { .. })));

    let mut many = plain.clone();
    many.counts.alone = 1 << 31;
    let error = month(&[plain, many]).unwrap_err();
    assert!(matches!(error, OutputError::OutOfRange { column: "alone", value: 2_147_483_648 }), "{error}");
}

#[test]
fn the_summary_reduces_replicates() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [write(folder.path(), "0", 0..3, 3), write(folder.path(), "1", 3..5, 3)];
    let population = folder.path().join("population.parquet");
    let target = folder.path().join(SUMMARY_FILE);
    merge(Topic::Population, &parts, &population).unwrap();
    let record = summarise(&population, &target).unwrap();
    assert_eq!(record.rows, (INDICATORS.len() * 3 * 3) as u64);

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
fn a_summary_of_missing_or_double_rows_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let population = folder.path().join("population.parquet");
    let check = |parts: &[Part]| {
        merge(Topic::Population, parts, &population).unwrap();
        let error = summarise(&population, &folder.path().join(SUMMARY_FILE)).unwrap_err();
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
    let path = part.path(Topic::Population);
    let series = district_series(&path, SCENARIO, "elders").unwrap();
    assert_eq!(series.len(), 2);
    let (replicate, months) = &series[1];
    let expected = (0..3).map(|i| {
        let month = start() + i;
        (month, [0, 1].map(|area| community(1, month, area).counts.elders).iter().sum())
    });
    assert_eq!((*replicate, months), (1, &expected.collect()));
    assert_eq!(district_series(&path, "other", "elders").unwrap(), []);
    assert!(matches!(district_series(&path, SCENARIO, "eldest"), Err(OutputError::Column { .. })));
    assert!(matches!(district_series(&path, SCENARIO, "area"), Err(OutputError::Column { .. })));
    let missing = folder.path().join("missing.parquet");
    assert!(matches!(district_series(&missing, SCENARIO, "elders"), Err(OutputError::Io { .. })));
}

#[test]
fn damaged_bytes_are_errors_or_rows_but_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 2);
    let path = part.path(Topic::Population);
    let bytes = fs::read(&path).unwrap();
    let target = folder.path().join(SUMMARY_FILE);
    // Every byte takes minutes; this stride visits all regions.
    for position in (0..bytes.len()).step_by(101) {
        let mut damaged = bytes.clone();
        damaged[position] ^= 0x55;
        fs::write(&path, &damaged).unwrap();
        let _ = Part::find(folder.path(), "0");
        let _ = summarise(&path, &target);
        let _ = merge(Topic::Population, std::slice::from_ref(&part), &folder.path().join("population.parquet"));
    }
}

#[test]
fn every_column_says_what_it_is_in_both_languages() {
    for table in tables() {
        for column in &table.columns {
            for text in [column.unit, column.zh, column.en] {
                assert!(!text.trim().is_empty(), "{}.{}", table.name, column.name);
            }
            assert!(column.en.ends_with('.') && column.en.is_ascii(), "{}.{}", table.name, column.name);
            let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(column.zh.chars().any(chinese), "{}.{}", table.name, column.name);
            assert_eq!(table.columns.iter().filter(|other| other.name == column.name).count(), 1);
        }
    }
    let dictionary = dictionary();
    assert_eq!(dictionary["topics"][0]["columns"][4]["name"], "elders");
    assert_eq!(dictionary["topics"][0]["columns"][4]["type"], "int32");
    assert_eq!(dictionary["topics"].as_array().unwrap().len(), 4);
}

#[test]
fn descriptions_and_topic_reach_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 1);
    let file = fs::File::open(part.path(Topic::Population)).unwrap();
    let metadata = parquet::arrow::arrow_reader::ArrowReaderMetadata::load(&file, Default::default()).unwrap();
    let schema = metadata.schema();
    assert_eq!(schema.metadata()["silverpeak.topic"], "population");
    assert_eq!(schema.metadata()["silverpeak.format_version"], "1");
    assert_eq!(schema.metadata()["silverpeak.description_zh"], POPULATION.label.zh);
    let column = schema.field_with_name("alone").unwrap();
    assert_eq!(column.metadata()["unit"], "persons");
    assert_eq!(column.metadata()["description_zh"], "独居，月末数");
    assert!(column.metadata()["description_en"].contains("living alone"));
    assert!(!column.is_nullable());
    assert_eq!(metadata.metadata().file_metadata().created_by(), Some("silverpeak"));
    assert_eq!(metadata.metadata().num_row_groups(), 1);
}

fn plan() -> Plan {
    Plan {
        format_version: FORMAT_VERSION,
        silverpeak_version: "0.1.0".to_string(),
        scenarios: vec![SCENARIO.to_string()],
        district: "changning".to_string(),
        seed: u64::MAX,
        replicates: 8,
        replicates_per_task: 4,
        start: start().to_string(),
        end: (start() + 179).to_string(),
        parameters: ParameterMode::Drawn,
        shocks: true,
        overrides: [("mortality.level".to_string(), 0.1)].into(),
        inputs: vec![InputRecord { file: "baseline.toml".to_string(), blake3: "00".to_string() }],
    }
}

#[test]
fn a_plan_keeps_its_identity_when_replicates_are_added_and_only_then() {
    let identity = plan().identity().unwrap();
    assert_eq!(identity.len(), 64);
    assert_eq!(Plan { replicates: 1000, ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { seed: 1, ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { shocks: false, ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { overrides: Default::default(), ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { replicates_per_task: 8, ..plan() }.identity().unwrap(), identity);
}

#[test]
fn plans_and_manifests_come_back_and_other_documents_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let record = FileRecord { file: "audit.parquet".to_string(), rows: 3, bytes: 4, blake3: "00".to_string() };
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        plan: plan(),
        identity: plan().identity().unwrap(),
        created: "2024-01-01T00:00:00Z".to_string(),
        threads: 2,
        placement: "packed".to_string(),
        timings: [("simulate".to_string(), 1.5)].into(),
        tasks_resumed: 0,
        files: vec![OutputFile::topic(Topic::Audit, record)],
        environment: Environment::here(),
    };
    let path = folder.path().join(MANIFEST_FILE);
    manifest.write(&path).unwrap();
    assert_eq!(Manifest::read(&path).unwrap(), manifest);
    assert_eq!(file_names(folder.path()), [MANIFEST_FILE]);

    let path = folder.path().join(PLAN_FILE);
    plan().write(&path).unwrap();
    assert_eq!(Plan::read(&path).unwrap(), plan());
    assert_eq!(Plan::read(&path).unwrap().identity().unwrap(), manifest.identity);

    let check = |text: &str, expected: fn(&OutputError) -> bool| {
        fs::write(&path, text).unwrap();
        let error = Plan::read(&path).unwrap_err();
        assert!(expected(&error), "{error}");
    };
    check("{", |error| matches!(error, OutputError::Json { .. }));
    check("{}", |error| matches!(error, OutputError::FormatVersion { found: 0, .. }));
    check(r#"{"format_version": 2}"#, |error| matches!(error, OutputError::FormatVersion { found: 2, .. }));
    check(r#"{"format_version": 1}"#, |error| matches!(error, OutputError::Json { .. }));
    assert!(matches!(Plan::read(&folder.path().join("none.json")), Err(OutputError::Io { .. })));
}
