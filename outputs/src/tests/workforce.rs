//! Workers, courses and the labour market, from made-up reports to files.
use super::*;

/// The only value of `column` in the first month's rows that hold these texts.
#[track_caller]
fn check(path: &Path, column: &str, keys: &[(&str, &str)], expected: Option<f64>) {
    let values = numbers(path, column, keys);
    let first = values.first().unwrap_or_else(|| panic!("no row with {keys:?}"));
    match (first, expected) {
        (Some(found), Some(expected)) => {
            assert!((found - expected).abs() < 1e-12, "{column} with {keys:?}: {found}, not {expected}")
        }
        (found, expected) => assert_eq!(*found, expected, "{column} with {keys:?}"),
    }
}

#[test]
fn workers_are_counted_by_area_employer_and_level() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 12);
    let path = part.path(Topic::Workforce);
    let all = |area, employer| [("area", area), ("employer", employer), ("level", "all")];
    // Ten in the home of Huayang, thirty in the agency, which is counted in Xinhua.
    for (area, facility, agency) in [("huayang", 10.0, 0.0), ("xinhua", 0.0, 30.0), ("district", 10.0, 30.0)] {
        check(&path, "heads", &all(area, "facility"), Some(facility));
        check(&path, "heads", &all(area, "agency"), Some(agency));
        check(&path, "heads", &all(area, "care"), Some(facility + agency));
    }
    check(&path, "heads", &all("district", "community_office"), Some(50.0));
    check(&path, "certified", &all("district", "care"), Some(19.0));
    check(&path, "certified_share", &all("district", "care"), Some(19.0 / 40.0));
    check(&path, "certified_share", &all("huayang", "agency"), None);
    check(&path, "intermediate_share", &all("district", "care"), Some(0.0));
    check(&path, "sufficiency", &all("district", "care"), Some(1.0));
    check(&path, "wage_bill", &all("district", "care"), Some(2.0 * (1u64 << 33) as f64));
    // Of 32 before 16 certified; 8 came, 3 of them certified.
    check(&path, "change_hires", &all("district", "care"), Some((3.0 - 0.5 * 8.0) / 40.0));
    check(&path, "change_training", &all("district", "care"), Some(0.0));
    check(&path, "change_hires", &all("district", "facility"), None);

    // Levels of nobody have no row.
    let rows = |area, level| numbers(&path, "heads", &[("area", area), ("employer", "care"), ("level", level)]).len();
    assert_eq!([rows("district", "1"), rows("huayang", "1"), rows("district", "2")], [12, 12, 0]);
    check(&path, "heads", &[("area", "district"), ("employer", "care"), ("level", "1")], Some(19.0));
    check(&path, "posts", &[("area", "district"), ("employer", "care"), ("level", "1")], None);
}

#[test]
fn courses_plans_and_the_market_are_the_districts() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 1);
    let training = part.path(Topic::Training);
    let row = |occupation, level| [("occupation", occupation), ("level", level)];
    check(&training, "waiting", &row("care_worker", "all"), Some(8.0));
    check(&training, "waiting", &row("care_worker", "2"), Some(8.0));
    check(&training, "instructors", &row("care_worker", "all"), Some(29.0));
    check(&training, "instructors", &row("community_worker", "all"), None);
    assert_eq!(texts(&training, "level"), ["all", "2", "all"]);
    check(&part.path(Topic::Plans), "seats_used", &[("plan", "elite")], Some(3.0));
    let market = part.path(Topic::LabourMarket);
    check(&market, "newcomers", &[("occupation", "care_worker")], Some(7.0));
    assert_eq!(texts(&market, "area"), ["district"; 2]);
}

#[test]
fn the_audit_shows_workers_and_seekers_that_do_not_close() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = PartWriter::create(folder.path(), "0", areas(), Keeping::full(), &Checks::default()).unwrap();
    let mut reports = reports(0, start());
    if let ActorMonth::Agency(agency) = &mut reports[4] {
        agency.workforce.counts.closing += 2;
    }
    if let ActorMonth::Market(market) = &mut reports[6] {
        market.occupations[1].gave_up = 4;
    }
    writer.month(SCENARIO, 0, start(), &reports, None).unwrap();
    let path = writer.finish().unwrap().path(Topic::Audit);
    // Two against the flows, and two against the levels.
    check(&path, "worker_difference", &[("area", "xinhua")], Some(4.0));
    check(&path, "worker_difference", &[("area", "district")], Some(4.0));
    check(&path, "worker_difference", &[("area", "huayang")], Some(0.0));
    check(&path, "market_difference", &[("area", "district")], Some(4.0));
    check(&path, "workers_opening", &[("area", "huayang")], Some(16.0 + 8.0));
}

#[test]
fn the_column_of_plans_names_each_of_them() {
    let column = tables().into_iter().find(|table| table.name == "plans").unwrap();
    let column = column.columns.into_iter().find(|column| column.name == "plan").unwrap();
    for plan in agents::workforce::plans::PLANS {
        assert!(column.zh.contains(&format!("{} {}", plan.id, plan.name.zh)), "{}", plan.id);
        assert!(column.en.contains(&format!("`{}`", plan.id)), "{}", plan.id);
    }
}
