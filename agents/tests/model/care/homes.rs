//! Homes that never open, close, open and convert; vacancy and waiting side by side.
use super::keeper::Keeper;
use super::{cases, see, see_until};
use crate::worlds::{QINGXI, baseline, changed, model, reference, world};
use agents::DistrictActor;
use agents::care::beds::{BED_TYPES, BedType};
use agents::care::case::UNPLACED;
use agents::district::PriceBand;
use agents::parameters::{ParameterChoice, Quantity};
use sim_core::{Month, World};
use std::collections::BTreeSet;

/// Position of a home among the district's.
fn home(world: &World<DistrictActor>, id: &str) -> usize {
    let homes = &world.shared().district().care.facilities;
    homes.iter().position(|home| home.id == id).unwrap_or_else(|| panic!("no home {id}"))
}

/// Who lives in a home, by the communities' books.
fn residents(world: &World<DistrictActor>, home: usize) -> BTreeSet<u32> {
    cases(world).filter(|case| usize::from(case.place) == home).map(|case| case.id).collect()
}

/// Who is on its list, by the communities' books.
fn listed(world: &World<DistrictActor>, home: usize) -> usize {
    cases(world).filter(|case| usize::from(case.list) == home).count()
}

#[test]
fn without_a_bed_in_the_district_everybody_waits_or_stays_at_home() {
    let mut baseline = baseline("qingxi");
    let district = &mut baseline.district;
    for home in &mut district.care.facilities {
        let after = Quantity::exactly(f64::from((district.end + 12).index()));
        (home.opens, home.closes) = (Some(after), None);
    }
    let reference = reference(&baseline);
    let mut world = world(&reference, 0);
    let mut keeper = Keeper::new(&world);
    let mut applied = 0;
    while world.month() <= reference.district.end {
        let seen = keeper.month(&mut world);
        let (waiting, beds) = (seen.waiting(), seen.beds());
        assert_eq!(
            [beds.built, beds.usable, beds.taken, waiting.residents, waiting.admissions],
            [0; 5],
            "{}",
            seen.month
        );
        assert_eq!(waiting.unplaced, waiting.waiting, "{}: on the list of a home that is not there", seen.month);
        assert!(cases(&world).all(|case| !case.in_bed() && (!case.waits() || case.list == UNPLACED)), "{}", seen.month);
        applied += waiting.applications;
    }
    let waiting = cases(&world).filter(|case| case.waits()).count();
    println!("{applied} applied, {waiting} wait in {}", reference.district.end);
    assert!(applied > 100 && waiting > 20, "{applied} applied, {waiting} wait");
}

#[test]
fn a_home_that_closes_sends_everybody_elsewhere() {
    let mut sent = 0;
    let mut in_other_beds = 0;
    // None but the one with a date.
    let no_other = [("facility.closure", 0.0), ("facility.closure_at_loss", 0.0)];
    let reference = reference(&changed(&baseline("qingxi"), &no_other));
    for replicate in 0..4 {
        let mut world = world(&reference, replicate);
        let closing = home(&world, "hekou-2");
        let closes = QINGXI.district.care.facilities[closing].closes.expect("a date");
        assert_eq!(closes, "2028-06".parse().unwrap());
        let mut keeper = Keeper::new(&world);
        let mut put_out = 0;
        let mut until_notice = BTreeSet::new();
        while world.month() <= closes + 24 {
            let seen = keeper.month(&mut world);
            let (month, report) = (seen.month, &seen.homes[closing]);
            let sum = |count: fn(&agents::care::report::BedCounts) -> i64| report.beds.iter().map(count).sum::<i64>();
            let told = sum(|beds| beds.put_out);
            assert!(told == 0 || month == closes - 2, "{month}: notice is given once, two months before");
            put_out += told;
            match month - closes {
                ..=-3 => assert!(sum(|beds| beds.built) == 20, "{month}"),
                -2 => {
                    until_notice = residents(&world, closing);
                    assert_eq!(sum(|beds| beds.offers), 0, "{month}: offered with the notice");
                }
                -1 => assert_eq!(residents(&world, closing), BTreeSet::new(), "{month}: the month after the notice"),
                0.. => {
                    assert_eq!(
                        [sum(|b| b.built), sum(|b| b.taken), sum(|b| b.usable), sum(|b| b.offers)],
                        [0; 4],
                        "{month}"
                    );
                    assert_eq!(
                        (report.workforce.counts.closing, residents(&world, closing).len()),
                        (0, 0),
                        "{month}: in a closed home"
                    );
                    // Whoever applied before the news was out is sent away within two months.
                    assert!(month < closes + 2 || listed(&world, closing) == 0, "{month}: on a closed home's list");
                }
            }
            if month == closes {
                assert_eq!(sum(|beds| beds.closed), 20, "{month}");
                // All of those put out who are still there look for another bed, unless they gave up.
                let still: Vec<_> = cases(&world).filter(|case| until_notice.contains(&case.id)).collect();
                let tied = still.iter().filter(|case| case.is_tied()).count();
                println!(
                    "replicate {replicate}: {put_out} put out, {} still there, {tied} wait or have a bed",
                    still.len()
                );
                assert!(tied * 4 >= still.len() * 3, "{tied} of {} look for another bed", still.len());
            }
            if month == closes + 24 {
                let found = |case: &&agents::care::case::Case| until_notice.contains(&case.id) && case.in_bed();
                in_other_beds += cases(&world).filter(found).count();
            }
        }
        assert!(put_out >= until_notice.len() as i64, "everybody is told");
        sent += put_out;
    }
    println!("{sent} put out of 4 homes, {in_other_beds} live in another after two years");
    assert!(sent > 0 && in_other_beds > 0);
}

#[test]
fn a_home_that_opens_has_nobody_before_and_somebody_after() {
    let mut world = world(&QINGXI, 0);
    let opening = home(&world, "shanqian-1");
    let opens: Month = "2023-03".parse().unwrap();
    assert_eq!(residents(&world, opening), BTreeSet::new());
    let mut hired_before = 0;
    let mut keeper = Keeper::new(&world);
    while world.month() < opens + 24 {
        let seen = keeper.month(&mut world);
        let opened: i64 = seen.homes[opening].beds.iter().map(|beds| beds.opened).sum();
        assert_eq!(opened, if seen.month == opens { 18 } else { 0 }, "{}", seen.month);
        if seen.month < opens {
            let known = (residents(&world, opening).len(), listed(&world, opening));
            assert_eq!(known, (0, 0), "{}: before it opens", seen.month);
            let workers = seen.homes[opening].workforce.counts.closing;
            // It hires from four months before.
            assert!(seen.month >= opens - 2 || workers == 0, "{}: {workers} workers", seen.month);
            hired_before += i64::from(seen.month == opens - 1) * workers;
        }
    }
    assert!(hired_before > 0, "workers wait for the first residents");
    let now = residents(&world, opening).len();
    println!("{now} of 18 beds are taken two years after the opening");
    assert!(now > 0);
}

/// Whoever lives in a bed that is not converted is on the home's list, with a built bed: the keeper's
/// checks.
fn check_conversion(district: &str, months: i32) {
    let reference = reference(&baseline(district));
    let mut world = world(&reference, 0);
    let mut keeper = Keeper::new(&world);
    let goals = world.shared().care.conversions;
    let [ordinary, nursing, dementia] =
        [BedType::Ordinary, BedType::Nursing, BedType::Dementia].map(|bed| bed as usize);
    let (mut converted, mut kept) = (0, 0);
    for _ in 0..months {
        let seen = keeper.month(&mut world);
        for report in seen.homes {
            let at = format!("{}, home {}: {:?}", seen.month, report.facility, report.beds);
            let by_type = report.beds.map(|beds| beds.converted);
            let all: i64 = by_type.iter().sum();
            assert_eq!(all, by_type[nursing] + by_type[dementia], "to nursing and dementia beds alone, {at}");
            converted += all;
            kept += if all > 0 { report.beds[ordinary].listed } else { 0 };
            let built: i64 = report.beds.iter().map(|beds| beds.built).sum();
            let goal = |at: usize| goals[at].goal(seen.month.year()) * built as f64;
            if by_type[nursing] > 0 {
                let before = built - report.beds[ordinary].built - by_type[dementia] - 1;
                assert!(before as f64 <= goal(0), "beyond the goal, {at}");
            }
            if by_type[dementia] > 0 {
                assert!((report.beds[dementia].built - 1) as f64 <= goal(1), "beyond the goal, {at}");
            }
        }
    }
    println!("{district}: {converted} beds converted in {months} months, while {kept} resident-months beside them");
    assert!(converted > 0 && kept > 0);
}

#[test]
fn conversions_never_take_an_occupied_bed() {
    check_conversion("qingxi", 180);
    check_conversion("changning", 24);
}

#[test]
fn beds_stand_empty_while_people_wait() {
    let mut world = world(&reference(&baseline("changning")), 0);
    let seen = see_until(&mut world, "2025-12".parse().unwrap());
    let district = world.shared().district();
    let communities = district.communities.len();
    let mut vacant = vec![[0; BED_TYPES]; communities];
    let mut bands = [(PriceBand::Economy, 0, 0), (PriceBand::Standard, 0, 0), (PriceBand::Premium, 0, 0)];
    for (home, profile) in seen.homes.iter().zip(&district.care.facilities) {
        for (i, beds) in home.beds.iter().enumerate() {
            vacant[profile.community][i] += beds.usable - beds.taken;
            for (band, empty, queue) in &mut bands {
                if *band == profile.price_band {
                    *empty += beds.usable - beds.taken;
                    *queue += beds.queue;
                }
            }
        }
    }
    let waiting = |place: usize, i: usize| {
        let waiting = &seen.communities[place].care.waiting[i];
        waiting.waiting + waiting.transfer_in
    };
    let mut both = Vec::new();
    for (i, bed) in BedType::ALL.into_iter().enumerate() {
        let empty: Vec<i64> = (0..communities).map(|place| vacant[place][i]).collect();
        let wait: Vec<i64> = (0..communities).map(|place| waiting(place, i)).collect();
        println!("{}: vacant {empty:?}, waiting {wait:?} by community", bed.id());
        // Somewhere beds are empty while people of another community wait for the same type.
        let apart = (0..communities)
            .any(|here| (0..communities).any(|there| empty[here] > 0 && here != there && wait[there] > 0));
        both.extend(apart.then_some(bed));
    }
    println!("vacant and on lists by price band: {bands:?}; unplaced {}", seen.waiting().unplaced);
    assert!(!both.is_empty(), "no type of bed is vacant here and waited for there");
    assert!(bands.iter().map(|band| band.1).sum::<i64>() > 0 && bands.iter().map(|band| band.2).sum::<i64>() > 0);
}

#[test]
fn independent_elders_are_counted_once_when_they_apply() {
    // Nobody in need and no dependant applies: all applications are those of independent elders.
    let only_independent = [
        ("bed.entry_mild", 0.0),
        ("bed.entry_moderate", 0.0),
        ("bed.entry_severe", 0.0),
        ("bed.transfer", 0.0),
        ("bed.move", 0.0),
        ("bed.discharge_hospital", 0.0),
        ("facility.closure", 0.0),
        ("facility.closure_at_loss", 0.0),
        ("dependants.entry", 0.0),
    ];
    let baseline = changed(&baseline("qingxi"), &only_independent);
    let mut world = model(&reference(&baseline), ParameterChoice::Fixed, 0).world();
    let (mut events, mut applications) = (0, 0);
    // Until the month before residents of the home that closes apply for another bed.
    while world.month() < "2028-05".parse().unwrap() {
        let seen = see(&mut world);
        events += seen.communities.iter().map(|community| community.counts.bed_applications).sum::<i64>();
        applications += seen.waiting().applications;
    }
    println!("{events} counted, {applications} applied");
    assert_eq!(events, applications, "bed_applications counts those who applied");
}
