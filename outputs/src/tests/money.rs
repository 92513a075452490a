//! Relief, hardship and the ledger, from made-up reports to files and back.
use super::*;

/// All values of `column` in the rows that hold these texts.
#[track_caller]
fn check(path: &Path, column: &str, keys: &[(&str, &str)], expected: &[Option<f64>]) {
    let found = numbers(path, column, keys);
    assert_eq!(found, expected, "{column} with {keys:?}");
}

fn some<const N: usize>(values: [f64; N]) -> [Option<f64>; N] {
    values.map(Some)
}

#[test]
fn programmes_are_counted_by_area_and_group() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..2, 2);
    let path = part.path(Topic::Relief);
    let row = |area, group, programme| [("area", area), ("group", group), ("programme", programme)];
    // Two replicates of two months: each begins its sums anew.
    check(&path, "paid", &row("huayang", "relief", "cash"), &some([50_000.0; 4]));
    check(&path, "paid", &row("district", "relief", "cash"), &some([120_000.0; 4]));
    // What can be worked out from the months of a programme is told of groups only.
    check(&path, "spending", &row("district", "relief", "cash"), &[None; 4]);
    check(&path, "spending_to_date", &row("district", "relief", "all"), &some([1_200.0, 2_400.0, 1_200.0, 2_400.0]));
    check(&path, "person_times_to_date", &row("xinhua", "relief", "all"), &some([7.0, 14.0, 7.0, 14.0]));
    check(&path, "spending", &row("district", "all", "all"), &some([1_800.0; 4]));
    check(&path, "entitled", &row("district", "relief", "cash"), &some([40.0; 4]));
    check(&path, "claiming", &row("district", "relief", "cash"), &some([21.0; 4]));
    check(&path, "amount_index", &row("xinhua", "relief", "cash"), &some([1.1; 4]));
    // A person in two programmes would count twice.
    check(&path, "claiming", &row("district", "relief", "all"), &[None; 4]);
    // Services are in the ledger, by account.
    check(&path, "paid", &[("programme", "meals")], &[]);
}

#[test]
fn accounts_have_their_programmes_under_them_and_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 1);
    let path = part.path(Topic::Ledger);
    assert_eq!(texts(&path, "account"), ["all", "welfare", "welfare", "welfare", "services", "services"]);
    assert_eq!(texts(&path, "programme"), ["all", "all", "cash", "nursing", "all", "meals"]);
    let row = |account, programme| [("account", account), ("programme", programme)];
    check(&path, "paid", &row("welfare", "all"), &some([180_000.0]));
    check(&path, "closing", &row("all", "all"), &some([(1u64 << 33) as f64 + 20_000.0]));
    check(&path, "out_yuan", &row("all", "all"), &some([1_890.0]));
    check(&path, "arrears", &row("all", "all"), &some([10_000.0]));
    check(&path, "served", &row("services", "meals"), &some([f64::from(FULL / 2) / f64::from(FULL)]));
    check(&path, "served", &row("services", "all"), &[None]);
    check(&path, "opening", &row("welfare", "cash"), &[None]);
}

#[test]
fn households_and_their_books_are_in_hardship_and_audit() {
    let folder = tempfile::tempdir().unwrap();
    let part = write(folder.path(), "0", 0..1, 1);
    let path = part.path(Topic::Hardship);
    check(&path, "households", &[("area", "district")], &some([61.0]));
    check(&path, "mean_months_to_grant", &[("area", "xinhua")], &some([1.0]));
    let audit = part.path(Topic::Audit);
    check(&audit, "household_difference", &[("area", "district")], &some([0.0]));
    check(&audit, "money_difference", &[("area", "district")], &some([0.0]));
}

#[test]
fn years_of_programmes_and_accounts_are_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [write(folder.path(), "0", 0..2, 24)];
    merge_all(folder.path(), &parts);
    let years = programme_years(&Tables::of(folder.path()), SCENARIO).unwrap();
    let names: Vec<_> = years.iter().map(|year| (&*year.programme, year.replicate, year.year)).collect();
    assert_eq!(names[..3], [("cash", 0, 2021), ("cash", 0, 2022), ("cash", 1, 2021)]);
    assert_eq!(years.len(), 2 * 2 * 2);
    assert_eq!((years[0].entitled, years[0].claiming), (40.0, 21.0));
    assert_eq!((years[0].spending, years[0].person_times, years[0].group.as_str()), (12.0 * 1_200.0, 144.0, "relief"));
    let accounts = account_years(&Tables::of(folder.path()), SCENARIO).unwrap();
    assert_eq!(accounts.iter().filter(|year| year.account == "all").count(), 4);
    let all = &accounts[0];
    assert_eq!(
        (all.account.as_str(), all.came_in, all.paid, all.arrears),
        ("all", 12.0 * 2_090.0, 12.0 * 1_890.0, 100.0)
    );
    assert!(programme_years(&Tables::of(folder.path()), "other").unwrap().is_empty());
}
