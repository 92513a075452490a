//! What happens when there is no money, and what follows from it a month later.
use super::{Seen, programme, see, with_money};
use crate::worlds::{baseline, reference, world};
use agents::ActorMonth;
use agents::budget::FULL;
use agents::care::report::FacilityMonth;
use agents::care::services::SERVICES;
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
        let late = baseline.district.care.facilities.iter().rposition(|home| home.opens.is_some()).expect("a new home");
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
