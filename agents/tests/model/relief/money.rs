//! What happens when there is no money, and what follows from it a month later.
use super::{Seen, programme, see, with_money};
use crate::worlds::{baseline, reference, world};
use agents::ActorMonth;
use agents::budget::FULL;
use agents::care::report::FacilityMonth;
use agents::care::services::SERVICES;
use agents::district::FacilityProfile;
use agents::parameters::Quantity;
use agents::relief::programme::Overspend;
use scenarios::Baseline;
use sim_core::Month;

/// No appropriation, no lottery, no donations.
fn penniless(id: &str) -> Baseline {
    let none = [("budget.lottery_sales", 0.0), ("budget.donations", 0.0)];
    with_money(baseline(id).with_overrides(&none).expect("within bounds"), 0.0)
}

fn months(baseline: &Baseline, number: usize) -> Vec<Seen> {
    let mut world = world(&reference(baseline), 0);
    (0..number).map(|_| see(&mut world)).collect()
}

#[test]
fn without_any_money_everybody_is_rationed_nothing_is_negative_and_nothing_is_lost() {
    let baseline = penniless("qingxi");
    let months = months(&baseline, 30);
    let (mut claimed, mut refused, mut paid) = (0, 0, 0);
    for seen in &months {
        for (payments, programme) in seen.bureau.programmes.iter().zip(&baseline.district.relief.programmes) {
            claimed += payments.claimed;
            refused += payments.refused;
            paid += payments.paid;
            assert!([payments.owed, payments.refused, payments.times_owed].iter().all(|number| *number >= 0));
            if programme.overspend == Overspend::Ration {
                assert_eq!(payments.owed, 0, "{} refuses, it does not owe", programme.id);
            } else {
                assert_eq!(payments.refused, 0, "{} owes, it does not refuse", programme.id);
            }
        }
        assert!(seen.bureau.accounts.iter().all(|account| account.counts.closing == 0 && account.came_in() == 0));
    }
    let owed: i64 = months[29].bureau.programmes.iter().map(|payments| payments.owed).sum();
    assert_eq!(paid, 0);
    assert_eq!(claimed, refused + owed, "whatever was claimed is owed or was refused");
    assert!(owed > 0 && refused > 0);
    // Programmes that ration are not served any more.
    for (rate, programme) in months[29].bureau.rates.iter().zip(&baseline.district.relief.programmes) {
        let rationed = programme.overspend == Overspend::Ration && programme.id != "child-culture";
        assert!(!rationed || *rate == 0 || programme.bands.is_empty(), "{} is served at {rate}", programme.id);
    }
}

#[test]
fn what_money_does_not_reach_is_not_done_a_month_later() {
    let meals = SERVICES.iter().position(|service| service.id == "meals").expect("meals");
    let served = |seen: &Seen| -> i64 {
        let communities = seen.reports.iter().filter_map(ActorMonth::community);
        communities.map(|month| month.care.services[meals].person_times).sum()
    };
    let funded = |seen: &Seen| -> i64 {
        let homes = seen.reports.iter().filter_map(ActorMonth::facility);
        homes.flat_map(|home: &FacilityMonth| home.beds).map(|beds| beds.funded).sum()
    };
    let seats = |months: &[Seen]| -> i64 {
        let training = months.iter().flat_map(|seen| seen.reports.iter().find_map(ActorMonth::training));
        training.flat_map(|month| month.plans).map(|plan| plan.seats_used).sum()
    };
    let (rich, poor) = (months(&with_money(baseline("qingxi"), 3.0), 24), months(&penniless("qingxi"), 24));
    assert_eq!(served(&poor[0]), served(&rich[0]), "the first month is lived before any word of the bureau");
    assert!(served(&rich[23]) > 0);
    assert_eq!(served(&poor[23]), 0, "no meals without money");
    assert!(funded(&poor[23]) < funded(&rich[23]), "fewer beds are paid for without the running subsidy");
    assert!(seats(&poor) < seats(&rich), "fewer seats in courses");
    assert!(rich[23].bureau.rates.iter().all(|rate| *rate == FULL), "with three times the money all are served");
}

#[test]
fn a_home_that_is_not_paid_for_opens_later() {
    let opened = |times: f64| -> Option<Month> {
        let mut baseline = with_money(baseline("changning"), 1.0);
        let building = programme(&baseline, "building");
        let account = baseline.district.relief.programmes[building].account;
        let appropriation = &mut baseline.district.budget.accounts[account].appropriation;
        *appropriation = Quantity::exactly(appropriation.value * times);
        let is_late = |home: &FacilityProfile| home.id == "severe-disability";
        let late = baseline.district.care.facilities.iter().position(is_late).expect("a planned public home");
        let mut world = world(&reference(&baseline), 0);
        (0..120).find_map(|_| {
            let seen = see(&mut world);
            let homes = seen.reports.iter().filter_map(ActorMonth::facility).collect::<Vec<_>>();
            homes[late].beds.iter().any(|beds| beds.opened > 0).then_some(seen.month)
        })
    };
    let (on_time, late) = (opened(3.0).expect("opens"), opened(0.02));
    assert!(late.is_none_or(|late| late > on_time), "on time {on_time}, without money {late:?}");
}

#[test]
fn an_account_that_runs_dry_is_topped_up_as_far_as_the_reserve_goes() {
    let mut baseline = with_money(baseline("qingxi"), 0.4);
    let at = programme(&baseline, "elder-allowance");
    let account = baseline.district.relief.programmes[at].account;
    baseline.district.budget.accounts[account].reserve = Quantity::exactly(0.1);
    let months = months(&baseline, 12);
    let of = |seen: &Seen| seen.bureau.accounts[account];
    let supplement: i64 = months.iter().map(|seen| of(seen).inflows[4]).sum();
    let appropriation = (baseline.district.budget.accounts[account].appropriation.value * 100.0).round() as i64;
    assert_eq!(supplement, (appropriation as f64 * 0.1) as i64, "all of the reserve is used");
    let last = months.last().expect("twelve months");
    assert!(of(last).counts.owed > 0, "the rest is owed");
    // In the next January what is owed is paid first.
    assert_eq!(of(last).counts.closing, 0);
}

#[test]
fn an_appropriation_is_last_years_grown_and_moved_by_what_was_spent() {
    // As it is, and with too little: debts and supplements raise the next year's.
    for times in [1.0, 0.6] {
        let mut baseline = baseline("changning");
        for account in &mut baseline.district.budget.accounts {
            account.appropriation = Quantity::exactly(account.appropriation.value * times);
        }
        let value = |id: &str| baseline.quantities.iter().find(|record| record.id == id).expect(id).value;
        let (follows, deducted) = (value("budget.follows"), value("budget.carry_over_deducted"));
        let months = months(&baseline, 48);
        for (at, account) in baseline.district.budget.accounts.iter().enumerate() {
            let of = |month: usize| &months[month].bureau.accounts[at];
            for year in 0..3 {
                let all = |number: &dyn Fn(usize) -> i64| (12 * year..12 * year + 12).map(number).sum::<i64>() as f64;
                let owed_before = if year == 0 { 0 } else { of(12 * year - 1).counts.owed };
                let paid = all(&|month| of(month).counts.paid);
                let other = all(&|month| of(month).inflows[2] + of(month).inflows[3]);
                let supplement = all(&|month| of(month).inflows[4]);
                let last = of(12 * year + 11).counts;
                let needed = (paid - other + (last.owed - owed_before) as f64).max(0.0);
                let given = of(12 * year).counts.appropriated as f64;
                // The first year lacks a month of services: the next one is grown only.
                let follows = if year == 0 { 0.0 } else { follows };
                let moved = follows * (needed - given).clamp(-given / 2.0, given / 2.0);
                let next = (given + moved) * (1.0 + account.growth.value);
                let found = of(12 * year + 12).counts.appropriated as f64;
                println!(
                    "{times} {} {}: given {:.2}, paid {:.2}, other {:.2}, supplement {:.2}, owed {:.2}, left {:.2}; next {:.2}",
                    account.id,
                    2021 + year,
                    given / 1e8,
                    paid / 1e8,
                    other / 1e8,
                    supplement / 1e8,
                    last.owed as f64 / 1e8,
                    (last.closing + last.returned) as f64 / 1e8,
                    found / 1e8
                );
                assert!((found / next - 1.0).abs() < 1e-4, "{} of {year}: {found}, worked out {next}", account.id);
                // Of what is carried over part is deducted; the rest of the appropriation is there in January.
                let own = found * (1.0 - account.grants.value) - deducted * last.closing as f64;
                let came = of(12 * year + 12).inflows[0] as f64;
                assert!(
                    (came - own.max(0.0)).abs() < 1e-4 * found,
                    "{} of {year}: {came}, worked out {own}",
                    account.id
                );
            }
        }
    }
}
