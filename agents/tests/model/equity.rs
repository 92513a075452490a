//! Equity: groups add up to all, and all to what care reports.
use super::worlds::{QINGXI, advance, world};
use agents::care::equity::{DIMENSIONS, EQUITY_CELLS, EquityCounts};
use agents::report::CommunityMonth;

fn check_community(report: &CommunityMonth) {
    let groups = &report.care.equity;
    assert_eq!(groups.len(), EQUITY_CELLS);
    let all = groups[0];
    let mut first = 0;
    for (dimension, names) in DIMENSIONS {
        let mut sum = EquityCounts::default();
        groups[first..first + names.len()].iter().for_each(|counts| sum += counts);
        assert_eq!(sum, all, "{dimension}");
        first += names.len();
    }
    assert_eq!(all.elders, report.counts.elders, "elders");
    assert_eq!(all.need, all.served + all.gap, "hours");
    let waiting: i64 = report.care.waiting.iter().map(|of| of.waiting).sum();
    assert!(all.waiting <= waiting && all.waiting_months >= all.waiting.min(0), "{} of {waiting}", all.waiting);
}

#[test]
fn groups_add_up_and_agree_with_the_books_of_care() {
    let mut world = world(&QINGXI, 0);
    let (mut low, mut high, mut decembers) = (EquityCounts::default(), EquityCounts::default(), 0);
    while world.month() <= QINGXI.district.end {
        let month = world.month();
        for report in advance(&mut world) {
            if !month.is_december() {
                assert!(report.care.equity.is_empty(), "{month}");
                continue;
            }
            check_community(&report);
            let cells = &report.care.cells;
            let all = report.care.equity[0];
            let (persons, need, gap) = cells.iter().fold((0, 0, 0), |(persons, need, gap), cell| {
                (persons + cell.need_persons, need + cell.need, gap + cell.gap)
            });
            // Cells are counted before some of the month's decisions, and with services given for this month alone.
            assert!((all.need_persons - persons).abs() * 100 <= persons + 100, "{month}: {all:?}, {persons} persons");
            assert!((all.need - need).abs() * 50 <= need, "{month}: {} hours, {need}", all.need);
            assert!((all.gap - gap).abs() * 10 <= gap + need / 10, "{month}: {} hours unmet, {gap}", all.gap);
            low += &report.care.equity[1];
            high += &report.care.equity[3];
            decembers += 1;
        }
    }
    assert!(decembers > 0);
    // The gradient of health: the poor need more.
    let needs = |of: &EquityCounts| of.need_persons as f64 / of.elders as f64;
    println!("in need: low income {:.3}, high {:.3}", needs(&low), needs(&high));
    assert!(needs(&low) > needs(&high));
}
