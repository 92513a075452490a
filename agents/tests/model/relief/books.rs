//! Households' books recomputed from the households, and every fen of the ledger, whatever the seed.
use super::{Seen, households, see, with_money};
use crate::worlds::{QINGXI, baseline, reference};
use agents::budget::Source;
use agents::parameters::ParameterChoice;
use agents::relief::household::{flag, member_flag};
use agents::{DistrictActor, Model};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use sim_core::{Draws, World};
use std::sync::Arc;

/// Stocks of the month counted one by one.
fn check_households(world: &World<DistrictActor>, seen: &Seen) {
    let counts = seen.hardship();
    let (mut all, mut persons, mut on_books, mut entitled, mut dead) = (0, 0, 0, 0, 0);
    let mut claiming = vec![0; seen.bureau.programmes.len()];
    for household in households(world) {
        let books = household.is(flag::ON_BOOKS);
        all += 1;
        persons += household.members.iter().filter(|m| m.is(member_flag::PRESENT)).count() as i64;
        on_books += i64::from(books);
        entitled += i64::from(!household.entitled.is_empty());
        assert!(!(books && household.is(flag::PENDING)), "applies for what it has");
        if books {
            household.claimed.iter().for_each(|grant| claiming[grant.programme()] += grant.persons());
            let unknown = household.books.iter().zip(&household.members);
            dead += unknown.filter(|(b, m)| b.is(member_flag::PRESENT) && m.is(member_flag::DEAD)).count() as i64;
        }
    }
    assert_eq!(
        [all, persons, on_books, entitled, dead],
        [counts.households, counts.persons, counts.on_books, counts.entitled, counts.dead_on_books],
        "{}: households, persons, on the books, entitled, dead on the books",
        seen.month
    );
    let relief = &world.shared().relief;
    // Disabled persons outside households in hardship claim by themselves: so many of those of a community and band.
    let take_up = world.shared().parameters().disability_take_up;
    for community in world.actors().iter().filter_map(DistrictActor::community) {
        let number = (seen.month - world.shared().district().start) as i16;
        let persons = community.relief().register().by_cell(number);
        let [.., of_register] = relief.cells(number);
        for cells in of_register {
            for band in 0..16 {
                let of_band = |(of, persons): (&u8, &i64)| if *of == band { *persons } else { 0 };
                let all: i64 = cells.bands.iter().zip(&persons).map(of_band).sum();
                claiming[cells.programme] += (all as f64 * take_up + 1e-9) as i64;
            }
        }
    }
    for (at, _) in relief.of_households() {
        let reported: i64 = seen.relief.iter().map(|month| month.programmes[*at].claiming).sum();
        assert_eq!(claiming[*at], reported, "{}: persons granted programme {at}", seen.month);
    }
}

/// Every account and programme, and that nothing is negative. `before` is the month before.
fn check_money(world: &World<DistrictActor>, seen: &Seen, before: Option<&Seen>) {
    let district = world.shared().district();
    let bureau = &seen.bureau;
    for (at, (account, of)) in bureau.accounts.iter().zip(&district.budget.accounts).enumerate() {
        let c = &account.counts;
        let came_in: i64 = account.inflows.iter().sum();
        assert_eq!(c.opening + came_in - c.paid - c.returned, c.closing, "{} of {}", of.id, seen.month);
        assert!([c.opening, c.paid, c.returned, c.closing, c.owed].iter().chain(&account.inflows).all(|fen| *fen >= 0));
        let opening = before.map_or(0, |before| before.bureau.accounts[at].counts.closing);
        assert_eq!(c.opening, opening, "{} opens as it closed", of.id);
        let programmes = district.relief.programmes.iter().zip(&bureau.programmes);
        let lines: i64 = programmes.filter(|(p, _)| p.account == at).map(|(_, paid)| paid.paid).sum();
        assert_eq!(c.paid, lines, "{}: the sum of its programmes", of.id);
    }
    for (at, payments) in bureau.programmes.iter().enumerate() {
        assert_eq!(payments.difference(), 0);
        assert_eq!(payments.owed_before, before.map_or(0, |before| before.bureau.programmes[at].owed));
        let all =
            [payments.claimed, payments.paid, payments.refused, payments.owed, payments.times, payments.times_owed];
        assert!(all.iter().all(|number| *number >= 0), "programme {at}: {payments:?}");
        // What communities claimed last month is what the bureau received from them this month.
        if let Some(before) = before {
            let claimed: i64 = before.relief.iter().map(|month| month.programmes[at].claim_fen).sum();
            let communities = seen.relief.len();
            let received: i64 = bureau.by_community[at * communities..][..communities].iter().map(|p| p.claimed).sum();
            assert_eq!(claimed, received, "programme {at} in {}", seen.month);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 6, rng_seed: RngSeed::Fixed(11), ..Config::default() })]

    #[test]
    fn books_of_households_and_money_close_for_any_seed(seed: u64, drawn: bool, times in 0.0..1.5f64) {
        let reference = reference(&with_money(baseline("qingxi"), times));
        let choice = if drawn { ParameterChoice::Prior } else { ParameterChoice::Fixed };
        let mut world = Model::new(Arc::clone(&reference), choice, Draws::new(seed, 1)).expect("fits").world();
        let mut before = None;
        for _ in 0..40 {
            let seen = see(&mut world);
            check_households(&world, &seen);
            check_money(&world, &seen, before.as_ref());
            before = Some(seen);
        }
    }
}

#[test]
fn money_of_the_lottery_is_shared_out_without_loss() {
    let mut world = crate::worlds::world(&QINGXI, 0);
    let parameters = world.shared().parameters();
    let raised = parameters.budget_lottery_sales * parameters.budget_lottery_share;
    let kept =
        parameters.budget_lottery_district + parameters.budget_lottery_city * parameters.budget_lottery_passed_on;
    let a_month = (raised * kept * 100.0).round() as i64;
    let seen = see(&mut world);
    let got: i64 = seen.bureau.accounts.iter().map(|account| account.inflows[Source::Lottery as usize]).sum();
    assert_eq!(got, a_month);
}

#[test]
fn the_dead_are_paid_no_longer_than_the_cross_check_lags() {
    let baseline = baseline("qingxi").with_overrides(&[("relief.death_lag", 2.0)]).expect("within bounds");
    let mut world = crate::worlds::world(&reference(&baseline), 0);
    // By household and member: months for which the books have had it dead.
    let mut months = std::collections::BTreeMap::new();
    let (mut longest, mut deaths) = (0, 0);
    for _ in 0..60 {
        deaths += see(&mut world).hardship().deaths_on_books;
        let mut dead = std::collections::BTreeMap::new();
        for household in households(&world).filter(|household| household.is(flag::ON_BOOKS)) {
            for (at, (known, so)) in household.books.iter().zip(&household.members).enumerate() {
                if known.is(member_flag::PRESENT) && so.is(member_flag::DEAD) {
                    let key = (household.id, at);
                    dead.insert(key, months.get(&key).copied().unwrap_or(0) + 1);
                }
            }
        }
        longest = longest.max(dead.values().copied().max().unwrap_or(0));
        months = dead;
    }
    assert!(deaths > 5, "{deaths} deaths on the books");
    // Counted at months' ends: dead at the end of the month of death and of the one after it.
    assert_eq!(longest, 2);
}
