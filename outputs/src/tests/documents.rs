//! What columns, files, plans and manifests say of themselves.
use super::*;

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
    assert_eq!(dictionary["topics"].as_array().unwrap().len(), Topic::ALL.len() + 5);
    let indicator = dictionary["indicators"].as_array().unwrap().iter().find(|one| one["id"] == "beds.gap_nursing");
    assert_eq!(indicator.unwrap()["topic"], "beds");
    assert_eq!(indicator.unwrap()["keys"]["bed_type"], "nursing");
}

#[test]
fn descriptions_and_topic_reach_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 1);
    let file = fs::File::open(part.path(Topic::Population)).unwrap();
    let metadata = parquet::arrow::arrow_reader::ArrowReaderMetadata::load(&file, Default::default()).unwrap();
    let schema = metadata.schema();
    assert_eq!(schema.metadata()["silverpeak.topic"], "population");
    assert_eq!(schema.metadata()["silverpeak.format_version"], FORMAT_VERSION.to_string());
    assert_eq!(schema.metadata()["silverpeak.description_zh"], Topic::Population.table().label.zh);
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
        format_version: MANIFEST_VERSION,
        silverpeak_version: "0.1.0".to_string(),
        job: "00".to_string(),
        scenarios: vec![PlannedScenario {
            id: SCENARIO.to_string(),
            name_zh: "基线".into(),
            name_en: "Baseline".into(),
            description_zh: String::new(),
            description_en: String::new(),
            changes: vec![PlannedChange {
                lever: "beds.added".to_string(),
                elements: [("type".to_string(), "nursing".to_string())].into(),
                from: Some("2026-01".to_string()),
                ends: None,
                opens: None,
                operation: PlannedOperation::Add,
                value: PlannedValue::Number(500.0),
                until: None,
            }],
            identity: String::new(),
        }],
        district: "changning".to_string(),
        seed: u64::MAX,
        replicates: 8,
        replicates_per_task: 4,
        start: start().to_string(),
        end: (start() + 179).to_string(),
        parameters: ParameterMode::Prior,
        detail: Detail::Full,
        shocks: true,
        settings: vec![PlannedChange {
            lever: "mortality.level".to_string(),
            elements: [].into(),
            from: None,
            ends: None,
            opens: None,
            operation: PlannedOperation::Set,
            value: PlannedValue::Number(0.1),
            until: None,
        }],
        inputs: vec![InputRecord { file: "baseline.toml".to_string(), blake3: "00".to_string() }],
    }
}

#[test]
fn a_plan_keeps_its_identity_when_replicates_are_added_and_only_then() {
    let identity = plan().identity().unwrap();
    assert_eq!(identity.len(), 64);
    assert_eq!(Plan { replicates: 1000, ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { seed: 1, ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { detail: Detail::Headline, ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { shocks: false, ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { settings: Vec::new(), ..plan() }.identity().unwrap(), identity);
    assert_ne!(Plan { replicates_per_task: 8, ..plan() }.identity().unwrap(), identity);
}

#[test]
fn plans_and_manifests_come_back_and_other_documents_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let record = FileRecord { file: "audit.parquet".to_string(), rows: 3, bytes: 4, blake3: "00".to_string() };
    let manifest = Manifest {
        format_version: MANIFEST_VERSION,
        plan: plan(),
        identity: plan().identity().unwrap(),
        created: "2024-01-01T00:00:00Z".to_string(),
        threads: 2,
        placement: "packed".to_string(),
        timings: [("simulate".to_string(), 1.5)].into(),
        tasks_resumed: 0,
        inputs: FileRecord { file: INPUTS_FILE.into(), rows: 0, bytes: 0, blake3: String::new() },
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
    check(r#"{"format_version": 1}"#, |error| matches!(error, OutputError::FormatVersion { found: 1, .. }));
    check(&format!(r#"{{"format_version": {MANIFEST_VERSION}}}"#), |error| matches!(error, OutputError::Json { .. }));
    assert!(matches!(Plan::read(&folder.path().join("none.json")), Err(OutputError::Io { .. })));
}
