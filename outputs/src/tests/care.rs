//! Care, services, beds, homes and agencies: known answers of the made-up reports.
use super::*;

/// The part of one replicate of the first `months`, and the folder that holds it.
fn part(months: i32) -> (tempfile::TempDir, Part) {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, months);
    (folder, part)
}

/// Asserts what the last month's rows with these texts hold; `null` stands for no value.
#[track_caller]
fn last(path: &Path, keys: &[(&str, &str)], expected: &[(&str, Option<f64>)]) {
    for (name, value) in expected {
        let values = numbers(path, name, keys);
        assert_eq!(values.last(), Some(value), "{name} of {keys:?}");
    }
}

#[test]
fn care_has_a_row_for_all_and_for_every_cell() {
    let (_folder, part) = part(2);
    let path = part.path(Topic::Care);
    let (abilities, livings) = (texts(&path, "ability"), texts(&path, "living"));
    // The district and its two communities, whose cells are written in Decembers alone.
    assert_eq!(abilities.len(), 2 * (1 + CARE_CELLS + 2));
    let (_folder, year) = self::part(12);
    assert_eq!(texts(&year.path(Topic::Care), "ability").len(), 12 * (1 + CARE_CELLS + 2) + 2 * CARE_CELLS);
    let cells: Vec<(&str, &str)> =
        abilities.iter().zip(&livings).take(6).map(|(a, l)| (a.as_str(), l.as_str())).collect();
    let independent = ["with_family", "couple_only", "alone"].map(|living| ("independent", living));
    assert_eq!(cells[0], ("all", "all"));
    assert_eq!(cells[1..4], independent);
    assert_eq!((cells[4], abilities[12].as_str(), livings[12].as_str()), (("mild", "with_family"), "severe", "alone"));
    assert_eq!(texts(&path, "area")[12..14], ["district", "huayang"]);

    let all = |area| [("area", area), ("ability", "all"), ("living", "all")];
    last(&path, &all("huayang"), &[("need_persons", Some(78.0)), ("served_kin", Some(7800.0)), ("gap", Some(66.0))]);
    last(&path, &all("huayang"), &[("need", Some(7866.0)), ("bed_fund", Some(12.0 * (1u64 << 32) as f64))]);
    last(&path, &all("district"), &[("need_persons", Some(156.0)), ("served_bed", Some(120.0))]);
    let severe = [("area", "district"), ("ability", "severe"), ("living", "alone")];
    last(&path, &severe, &[("need_persons", Some(24.0)), ("gap", Some(22.0)), ("bed_fund", Some(8_589_934_592.0))]);
}

#[test]
fn services_and_agencies_have_a_row_each() {
    let (_folder, part) = part(2);
    let path = part.path(Topic::Services);
    let ids: Vec<String> = SERVICES.iter().map(|service| service.id.to_string()).collect();
    assert_eq!(texts(&path, "service"), [(); 2 * 3].map(|()| ids.clone()).concat());
    assert_eq!(integers(&path, "capacity")[..3], [200, 202, 204]);
    last(&path, &[("area", "district"), ("service", "meals")], &[("served", Some(1.0)), ("waiting", Some(0.0))]);

    let path = part.path(Topic::Agencies);
    assert_eq!((texts(&path, "area"), texts(&path, "agency")), (vec!["district".into(); 2], vec!["nurses".into(); 2]));
    last(&path, &[], &[("care_workers", Some(30.0)), ("capacity_hours", Some(1500.0))]);
    last(&path, &[], &[("wanted_hours", Some(2000.0)), ("granted_hours", Some(1400.0))]);
}

#[test]
fn a_gap_of_one_bed_type_is_not_hidden_by_a_surplus_of_another() {
    let (_folder, part) = part(OPENING + 1);
    let path = part.path(Topic::Beds);
    assert_eq!(texts(&path, "bed_type")[..5], ["all", "ordinary", "nursing", "dementia", "severe_disability"]);
    let check = |area, bed_type, usable, demand, gap| {
        let keys = [("area", area), ("bed_type", bed_type)];
        last(&path, &keys, &[("usable", Some(usable)), ("demand", Some(demand)), ("gap", Some(gap))]);
    };
    check("district", "ordinary", 34.0, 6.0, 0.0);
    check("district", "nursing", 18.0, 33.0, 15.0);
    check("district", "dementia", 2.0, 7.0, 5.0);
    check("district", "severe_disability", 0.0, 0.0, 0.0);
    check("district", "all", 54.0, 46.0, 20.0);
    check("huayang", "nursing", 18.0, 22.0, 4.0);
    check("huayang", "all", 48.0, 30.0, 8.0);
    check("xinhua", "all", 6.0, 16.0, 12.0);
}

#[test]
fn supply_is_of_the_beds_and_demand_of_the_persons_of_an_area() {
    let (_folder, part) = part(OPENING + 1);
    let path = part.path(Topic::Beds);
    let keys = |area, bed_type| [("area", area), ("bed_type", bed_type)];
    // One of `xinhua` lives in a nursing bed of `huayang`.
    last(&path, &keys("huayang", "nursing"), &[("occupied", Some(13.0)), ("residents", Some(12.0))]);
    last(&path, &keys("xinhua", "nursing"), &[("occupied", Some(0.0)), ("residents", Some(1.0))]);
    last(&path, &keys("huayang", "nursing"), &[("reserved", Some(3.0)), ("vacant", Some(2.0)), ("queue", Some(7.0))]);
    last(&path, &keys("district", "all"), &[("occupied", Some(22.0)), ("residents", Some(22.0))]);
    last(&path, &keys("district", "all"), &[("built", Some(70.0)), ("staffed", Some(66.0)), ("vacant", Some(29.0))]);
    last(&path, &keys("district", "nursing"), &[("transfer_in", Some(2.0)), ("applications", Some(36.0))]);
    let left = [("left_death", Some(1.0)), ("left_discharge", Some(1.0)), ("left_transfer", Some(1.0))];
    last(&path, &keys("huayang", "nursing"), &left);
    last(&path, &keys("xinhua", "nursing"), &[("left_death", Some(0.0)), ("stay_months", None)]);
}

#[test]
fn shares_and_waits_are_null_when_they_have_no_meaning() {
    let (_folder, part) = part(OPENING + 1);
    let path = part.path(Topic::Beds);
    let keys = |area, bed_type| [("area", area), ("bed_type", bed_type)];
    last(&path, &keys("district", "all"), &[("nursing_share", Some(26.0 / 70.0)), ("occupancy", Some(22.0 / 70.0))]);
    last(&path, &keys("district", "all"), &[("per_100_elders", Some(100.0 * (70.0 / 3000.0)))]);
    last(&path, &keys("district", "nursing"), &[("nursing_share", None), ("occupancy", Some(13.0 / 20.0))]);
    last(&path, &keys("xinhua", "nursing"), &[("occupancy", None), ("wait_days_p50", None), ("wait_days_p90", None)]);
    assert_eq!(numbers(&path, "nursing_share", &keys("xinhua", "all")), [None, None, Some(6.0 / 10.0)]);

    let waits = |area, bed_type, p50: f64, p90: f64| {
        let p50 = [("wait_days_p50", Some(p50))];
        last(&path, &keys(area, bed_type), &p50);
        let found = numbers(&path, "wait_days_p90", &keys(area, bed_type)).pop().flatten().unwrap();
        assert!((found - p90).abs() < 1e-9, "{found}");
    };
    waits("huayang", "nursing", 4.0, 5.6);
    waits("huayang", "all", 2.0, 5.2);
    waits("xinhua", "ordinary", 4.0, 4.0);
    waits("district", "all", 3.0, 5.4);
    last(&path, &keys("district", "all"), &[("stay_months", Some(12.5))]);
}

#[test]
fn every_home_has_its_row_also_before_it_opens() {
    let (_folder, part) = part(OPENING + 1);
    let path = part.path(Topic::Facilities);
    let rows: Vec<String> = texts(&path, "facility")
        .into_iter()
        .zip(texts(&path, "bed_type"))
        .map(|(facility, bed_type)| format!("{facility} {bed_type}"))
        .collect();
    let elm = ["elm all", "elm ordinary", "elm nursing"];
    let opened = ["oak all", "oak ordinary", "oak dementia"].as_slice();
    assert_eq!(rows, [&elm, ["oak all"].as_slice(), &elm, &["oak all"], &elm, opened].concat());
    assert_eq!(texts(&path, "area")[2..4], ["huayang", "xinhua"]);
    assert_eq!(texts(&path, "price_band")[2..4], ["economy", "premium"]);

    let keys = |facility, bed_type| [("facility", facility), ("bed_type", bed_type)];
    assert_eq!(numbers(&path, "built", &keys("oak", "all")), [Some(0.0), Some(0.0), Some(10.0)]);
    last(&path, &keys("elm", "nursing"), &[("occupied", Some(13.0)), ("taken", Some(16.0)), ("vacant", Some(2.0))]);
    last(&path, &keys("elm", "nursing"), &[("applications", Some(1.0)), ("admissions", Some(2.0))]);
    last(
        &path,
        &keys("elm", "nursing"),
        &[("refusals", Some(1.0)), ("left_transfer", Some(1.0)), ("care_workers", None)],
    );
    last(&path, &keys("elm", "nursing"), &[("price", Some(5000.0)), ("conversion_cost", Some(0.0))]);
    last(&path, &keys("elm", "ordinary"), &[("price", Some(3000.5)), ("wait_days_p90", Some(1.0))]);
    last(&path, &keys("elm", "all"), &[("price", None), ("care_workers", Some(10.0)), ("staff_required", Some(3.0))]);
    last(&path, &keys("elm", "all"), &[("wait_days_p50", Some(2.0)), ("queue", Some(7.0))]);
    last(&path, &keys("elm", "all"), &[("conversion_cost", Some((1u64 << 40) as f64)), ("building_cost", Some(0.0))]);
}

#[test]
fn a_bed_type_has_a_row_while_there_is_anything_to_say_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = PartWriter::create(folder.path(), "0", areas(), Keeping::full(), &Checks::default()).unwrap();
    let mut reports = reports(0, start());
    if let ActorMonth::Facility(oak) = &mut reports[3] {
        oak.beds[BedType::Dementia as usize].queue = 1;
        oak.price = [1; BED_TYPES]; // a price alone is no bed
    }
    if let ActorMonth::Community(huayang) = &mut reports[0] {
        huayang.care.bed_events.push(BedEvent::Applied { facility: OAK, bed_type: BedType::SevereDisability });
    }
    writer.month(SCENARIO, 0, start(), &reports, None).unwrap();
    let path = writer.finish().unwrap().path(Topic::Facilities);
    assert_eq!(texts(&path, "bed_type")[3..], ["all", "dementia", "severe_disability"]);
}

#[test]
fn the_audit_shows_what_does_not_close() {
    const CHECKS: [&str; 4] = ["bed_difference", "beds_over_usable", "care_difference", "case_recount_difference"];
    let (_folder, part) = part(12);
    let path = part.path(Topic::Audit);
    for name in CHECKS {
        assert!(integers(&path, name).iter().all(|difference| *difference == 0), "{name}");
    }
    let books = [("beds_listed", Some(26.0)), ("beds_left", Some(3.0)), ("beds_refused", Some(1.0))];
    last(&path, &[("area", "district")], &books);
    last(&path, &[("area", "district")], &[("beds_occupied", Some(22.0))]);
    last(&path, &[("area", "xinhua")], &[("beds_listed", Some(4.0)), ("beds_occupied", Some(4.0))]);

    let folder = tempfile::tempdir().unwrap();
    let mut writer = PartWriter::create(folder.path(), "0", areas(), Keeping::full(), &Checks::default()).unwrap();
    let mut reports = reports(0, start());
    if let ActorMonth::Community(xinhua) = &mut reports[1] {
        // Two cells and two bed types whose differences cancel.
        xinhua.care.cells[3].gap += 5;
        xinhua.care.cells[4].gap -= 5;
        xinhua.care.residents[0] += 2;
        xinhua.care.residents[1] -= 1;
        xinhua.care.recount_difference = 7;
    }
    if let ActorMonth::Facility(elm) = &mut reports[2] {
        elm.beds[BedType::Nursing as usize].taken = 21;
    }
    writer.month(SCENARIO, 0, start(), &reports, None).unwrap();
    let path = writer.finish().unwrap().path(Topic::Audit);
    let differences = |area| CHECKS.map(|name| numbers(&path, name, &[("area", area)])[0].unwrap());
    assert_eq!(differences("district"), [3.0, 3.0, 10.0, 7.0]);
    assert_eq!(differences("huayang"), [3.0, 3.0, 0.0, 0.0]);
    assert_eq!(differences("xinhua"), [0.0, 0.0, 10.0, 7.0]);
}
