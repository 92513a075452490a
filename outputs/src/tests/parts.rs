//! Parts and merging, from rows to files and back.
use super::*;
use agents::report::{AGES, Pyramid};

#[test]
fn replicates_taken_over_from_an_earlier_run_leave_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let parts =
        [write(folder.path(), "0", 0..2, 12), write(folder.path(), "1", 2..4, 12), write(folder.path(), "2", 4..6, 12)];
    for topic in Topic::ALL {
        let [once, before] = ["once", "before"].map(|name| folder.path().join(name).join(topic.file_name()));
        for path in [&once, &before] {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        }
        merge(topic, Detail::Full, &alone(&parts), &once).unwrap();
        // The earlier run had three blocks too, the last of which is made again.
        let files = [OutputFile::topic(topic, merge(topic, Detail::Full, &alone(&parts), &before).unwrap())];
        let earlier = Earlier { folder: before.parent().unwrap(), files: &files, scenario: SCENARIO, replicates: 4 };
        let grown = folder.path().join("grown.parquet");
        merge(topic, Detail::Full, &[(Some(earlier), vec![parts[2].clone()])], &grown).unwrap();
        let whole = fs::read(&before).unwrap();
        assert!(fs::read(&once).unwrap() == fs::read(&grown).unwrap(), "{}", topic.name());
        // One bit of the earlier file, wherever it is, and nothing is taken over.
        for position in [0, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[position] ^= 4;
            fs::write(&before, &damaged).unwrap();
            let error = merge(topic, Detail::Full, &[(Some(earlier), vec![parts[2].clone()])], &grown).unwrap_err();
            assert!(matches!(&error, OutputError::Changed(path) if *path == before), "{error}");
        }
    }
}

#[test]
fn merged_parts_hold_the_rows_of_both_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [write(folder.path(), "0", 0..2, 12), write(folder.path(), "1", 2..3, 12)];
    let target = folder.path().join("population.parquet");
    let record = merge(Topic::Population, Detail::Full, &alone(&parts), &target).unwrap();

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
        let merged = Topic::ALL
            .map(|topic| merge(topic, Detail::Full, &alone(&parts), &folder.path().join(topic.file_name())).unwrap());
        assert_eq!(
            file_names(folder.path()).len(),
            3 * Topic::ALL.len() + parts.len(),
            "files of all topics and records"
        );
        let summary = summarise_all(folder.path(), &folder.path().join(SUMMARY_FILE)).unwrap();
        let files = file_names(folder.path());
        (merged, summary, files.iter().map(|file| fs::read(folder.path().join(file)).unwrap()).collect::<Vec<_>>())
    });
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn no_parts_make_an_empty_file_with_all_columns() {
    let folder = tempfile::tempdir().unwrap();
    merge_all(folder.path(), &[]);
    for topic in Topic::ALL {
        let path = folder.path().join(topic.file_name());
        for column in topic.table().columns {
            if column.column_type == ColumnType::Int32 {
                assert!(integers(&path, column.name).is_empty());
            }
        }
    }
    assert_eq!(summarise_all(folder.path(), &folder.path().join(SUMMARY_FILE)).unwrap().rows, 0);
}

#[test]
fn a_dropped_writer_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = PartWriter::create(folder.path(), "0", areas(), Keeping::full(), &Checks::default()).unwrap();
    writer.month(SCENARIO, 0, start(), &reports(0, start()), None).unwrap();
    assert_eq!(file_names(folder.path()), [""; 0], "no file is open before the end");
    drop(writer);
    assert_eq!(file_names(folder.path()), [""; 0]);
}

#[test]
fn only_a_whole_part_of_this_version_is_found() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Part::find(folder.path(), "0", Detail::Full), None);
    let part = write(folder.path(), "0", 0..1, 12);
    assert_eq!(Part::find(folder.path(), "0", Detail::Full), Some(part.clone()));

    let audit = part.path(Topic::Audit);
    let bytes = fs::read(&audit).unwrap();
    for length in [0, 7, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&audit, &bytes[..length]).unwrap();
        assert_eq!(Part::find(folder.path(), "0", Detail::Full), None, "{length} bytes");
        assert!(
            merge(
                Topic::Audit,
                Detail::Full,
                &alone(std::slice::from_ref(&part)),
                &folder.path().join("audit.parquet")
            )
            .is_err()
        );
    }
    fs::copy(part.path(Topic::Population), &audit).unwrap();
    assert_eq!(Part::find(folder.path(), "0", Detail::Full), None);
    let error =
        merge(Topic::Audit, Detail::Full, &alone(std::slice::from_ref(&part)), &folder.path().join("audit.parquet"));
    let error = error.unwrap_err();
    assert!(matches!(error, OutputError::Changed(_)), "{error}");
    assert!(!file_names(folder.path()).iter().any(|name| name.starts_with("audit.parquet")));
    fs::write(&audit, &bytes).unwrap();
    assert_eq!(Part::find(folder.path(), "0", Detail::Full), Some(part.clone()));

    // The record: without it, damaged, or of another part, there is no part.
    let other = write(folder.path(), "1", 1..2, 12);
    let record = |key: &str| folder.path().join(format!("{key}.json"));
    let text = fs::read(record("0")).unwrap();
    for position in (0..text.len()).step_by(5) {
        let mut damaged = text.clone();
        damaged[position] ^= 1;
        fs::write(record("0"), &damaged).unwrap();
        if let Some(found) = Part::find(folder.path(), "0", Detail::Full) {
            // The number of rows is nothing that is relied on.
            let same = |topic: &Topic| found.read(*topic).unwrap() == part.read(*topic).unwrap();
            assert!(Topic::ALL.iter().all(same), "byte {position}");
        }
    }
    fs::remove_file(record("0")).unwrap();
    assert_eq!(Part::find(folder.path(), "0", Detail::Full), None);
    for topic in Topic::ALL {
        fs::copy(other.path(topic), part.path(topic)).unwrap();
    }
    fs::copy(record("1"), record("0")).unwrap();
    assert_eq!(Part::find(folder.path(), "0", Detail::Full), None, "a whole part of another key");
}

#[test]
fn wrong_months_are_errors() {
    let months = |steps: &[(&str, u32, i32)]| -> Result<()> {
        let folder = tempfile::tempdir().unwrap();
        let mut writer =
            PartWriter::create(folder.path(), "0", Areas::default(), Keeping::full(), &Checks::default()).unwrap();
        let nobody = [
            ActorMonth::Training(Box::default()),
            ActorMonth::Market(Box::default()),
            ActorMonth::Bureau(Box::default()),
        ];
        for (scenario, replicate, month) in steps {
            writer.month(scenario, *replicate, start() + *month, &nobody, None)?;
        }
        Ok(())
    };
    assert!(months(&[("a", 0, 0), ("a", 0, 1), ("a", 2, 0)]).is_ok());
    assert!(matches!(months(&[("a", 0, 1), ("a", 0, 1)]), Err(OutputError::OutOfOrder { .. })));
    assert!(matches!(months(&[("a", 1, 1), ("a", 0, 2)]), Err(OutputError::OutOfOrder { .. })));
    assert!(matches!(months(&[("a", 0, 1), ("b", 0, 2)]), Err(OutputError::TwoScenarios { .. })));
}

/// Writes the reports of a month after `change`.
fn changed(change: impl FnOnce(&mut Vec<ActorMonth>)) -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = PartWriter::create(folder.path(), "0", areas(), Keeping::full(), &Checks::default()).unwrap();
    let mut reports = reports(0, start());
    change(&mut reports);
    writer.month(SCENARIO, 0, start(), &reports, None)
}

fn changed_community(change: impl FnOnce(&mut CommunityMonth)) -> Result<()> {
    changed(|reports| match &mut reports[1] {
        ActorMonth::Community(month) => change(month),
        other => panic!("{other:?}"),
    })
}

#[test]
fn reports_that_do_not_fit_the_areas_are_errors() {
    assert!(changed(|_| ()).is_ok());
    let misfit = |change: fn(&mut Vec<ActorMonth>)| {
        let error = changed(change).unwrap_err();
        assert!(matches!(error, OutputError::Areas { communities: 2, facilities: 2, agencies: 1, .. }), "{error}");
    };
    misfit(Vec::clear);
    misfit(|reports| drop(reports.pop()));
    misfit(|reports| drop(reports.remove(0)));
    misfit(|reports| reports.push(reports[4].clone()));
    misfit(|reports| reports.swap(5, 6));
    misfit(|reports| reports.swap(6, 7));
    misfit(|reports| match &mut reports[7] {
        ActorMonth::Bureau(month) => drop(month.accounts.pop()),
        other => panic!("{other:?}"),
    });
    misfit(|reports| reports.swap(1, 2));
    misfit(|reports| reports.swap(2, 3));
    misfit(|reports| reports.swap(3, 4));
    misfit(|reports| reports[4] = ActorMonth::Agency(Box::new(AgencyMonth { agency: 1, ..Default::default() })));

    let care = |change: fn(&mut CareMonth)| changed_community(|month| change(&mut month.care)).unwrap_err();
    let needed = |change, expected: usize| match care(change) {
        OutputError::Care { community, expected: needed, .. } => {
            assert_eq!((&*community, needed), ("xinhua", expected))
        }
        error => panic!("{error}"),
    };
    needed(|care| care.cells.truncate(11), CARE_CELLS);
    needed(|care| care.services.clear(), SERVICES.len());
    needed(|care| care.residents.push(0), 2 * BED_TYPES);
    let error = changed_community(|month| month.relief.programmes.truncate(2)).unwrap_err();
    assert!(matches!(error, OutputError::Care { found: 2, expected: 3, .. }), "{error}");
    let elsewhere = |care: &mut CareMonth| {
        care.bed_events.push(BedEvent::Applied { facility: 2, bed_type: BedType::Dementia });
    };
    assert!(matches!(care(elsewhere), OutputError::NoFacility { facility: 2, facilities: 2, .. }));

    let folder = tempfile::tempdir().unwrap();
    let nowhere = Areas { communities: vec!["huayang".to_string()], ..areas() };
    let error = PartWriter::create(folder.path(), "0", nowhere, Keeping::full(), &Checks::default()).err().unwrap();
    assert!(matches!(error, OutputError::NoCommunity { community: 1, communities: 1, .. }), "{error}");
}

#[test]
fn wrong_pyramids_and_large_counts_are_errors() {
    let error = changed_community(|month| month.pyramid = Some(Pyramid { cells: Vec::new() })).unwrap_err();
    assert!(matches!(error, OutputError::Pyramid { .. }), "{error}");
    let short = |report: &mut ActorMonth| {
        if let ActorMonth::Community(month) = report {
            month.pyramid = Some(Pyramid { cells: Vec::new() });
        }
    };
    let error = changed(|reports| reports.iter_mut().for_each(short)).unwrap_err();
    assert!(matches!(error, OutputError::Pyramid { .. }), "{error}");

    let error = changed_community(|month| month.counts.alone = 1 << 31).unwrap_err();
    assert!(matches!(error, OutputError::OutOfRange { column: "alone", value: 2_147_483_648 }), "{error}");
}

#[test]
fn a_damaged_part_is_no_part_and_damaged_tables_are_errors_or_rows_but_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 2);
    merge_all(folder.path(), std::slice::from_ref(&part));
    let target = folder.path().join(SUMMARY_FILE);
    for topic in [Topic::Population, Topic::Beds] {
        let path = part.path(topic);
        let bytes = fs::read(&path).unwrap();
        let merged = folder.path().join(topic.file_name());
        let whole = fs::read(&merged).unwrap();
        // Every byte takes minutes; this stride visits all regions.
        for position in (0..bytes.len()).step_by(211) {
            let mut damaged = bytes.clone();
            damaged[position] ^= 0x55;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(Part::find(folder.path(), "0", Detail::Full), None, "byte {position}");
            assert!(
                merge(topic, Detail::Full, &alone(std::slice::from_ref(&part)), &merged).is_err(),
                "byte {position}"
            );
            // Summarised as it is, not as a merge would leave it.
            fs::write(&merged, &damaged).unwrap();
            let _ = summarise_all(folder.path(), &target);
        }
        fs::write(&path, &bytes).unwrap();
        fs::write(&merged, &whole).unwrap();
    }
}
