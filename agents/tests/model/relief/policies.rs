//! What policies do under common random numbers: gains that nobody pays for, and the sign of what outreach,
//! re-checks and self-declaration must do.
use super::{Seen, households, programme, see, with_money};
use crate::worlds::{baseline, reference, world};
use agents::Now;
use agents::parameters::Quantity;
use agents::relief::household::{Household, flag};
use agents::relief::programme::Amount;
use agents::{DistrictActor, Model};
use scenarios::Baseline;
use sim_core::World;
use std::collections::BTreeMap;

/// Fen a month that a household on the books is granted of all programmes that pay every month.
fn granted(model: &Model, now: Now<'_>, household: &Household) -> i64 {
    if !household.is(flag::ON_BOOKS) {
        return 0;
    }
    let fen = household.claimed.iter().map(|grant| {
        let programme = &model.district().relief.programmes[grant.programme()];
        let rate = model.relief.rate(now.number, grant.programme(), grant.band());
        let is_top_up = matches!(programme.bands[grant.band()].amount, Amount::TopUp(_));
        let fen = if is_top_up { household.claimed.top_up.into() } else { rate.fen * grant.persons() };
        (i128::from(fen) * i128::from(rate.times) / 1_000_000) as i64
    });
    fen.sum()
}

/// By household of which somebody is left: the books may know of others for a while.
fn grants(world: &World<DistrictActor>) -> BTreeMap<u32, i64> {
    let model = world.shared();
    let now = Now::new(model, world.month() - 1);
    let lives = |household: &&Household| Household::present(&household.members).next().is_some();
    households(world).filter(lives).map(|household| (household.id, granted(model, now, household))).collect()
}

/// Lives both worlds and counts household-months that gain and that lose.
fn gains_and_losses(before: &Baseline, after: &Baseline, months: usize) -> (u32, u32) {
    let [mut a, mut b] = [before, after].map(|baseline| world(&reference(baseline), 0));
    let (mut gains, mut losses) = (0, 0);
    for _ in 0..months {
        see(&mut a);
        see(&mut b);
        let (without, with) = (grants(&a), grants(&b));
        assert!(without.keys().eq(with.keys()), "the same households, whatever the policy");
        for (id, fen) in &with {
            gains += u32::from(*fen > without[id]);
            losses += u32::from(*fen < without[id]);
        }
    }
    (gains, losses)
}

/// A reform that gives more to some and takes from nobody.
#[track_caller]
fn check_gain(what: &str, reform: impl FnOnce(&mut Baseline)) {
    let before = with_money(baseline("qingxi"), 100.0);
    let mut after = before.clone();
    reform(&mut after);
    let (gains, losses) = gains_and_losses(&before, &after, 60);
    println!("{what}: {gains} household-months gain, {losses} lose");
    assert!(gains > 0, "{what} changes nothing");
    assert_eq!(losses, 0, "{what} is a gain only, yet households lose");
}

#[test]
fn nobody_loses_by_a_reform_that_only_gives() {
    let multiply = |baseline: &mut Baseline, id: &str, by: f64| {
        let at = programme(baseline, id);
        for band in &mut baseline.district.relief.programmes[at].bands {
            match &mut band.amount {
                Amount::Yuan(q) | Amount::Standard(q) | Amount::TopUp(q) | Amount::Bill(q, _) => {
                    *q = Quantity::exactly(q.value * by)
                }
                Amount::Model => {}
            }
        }
    };
    check_gain("a nursing subsidy a third higher", |b| multiply(b, "disability-nursing", 1.3));
    check_gain("medical relief a fifth higher", |b| multiply(b, "medical", 1.2));
    check_gain("a standard a tenth higher", |b| {
        for standard in &mut b.district.relief.standards {
            standard.yuan *= 1.1;
        }
    });
    check_gain("twice the advisers", |b| {
        *b = b.with_overrides(&[("relief.advisers", 10.0)]).expect("within bounds");
    });
    check_gain("matching finds three times as many", |b| {
        *b = b.with_overrides(&[("relief.matching_rate", 1.5)]).expect("within bounds");
    });
}

/// A number over the months of a run with one parameter at each of two values.
fn two(id: &str, values: [f64; 2], number: impl Fn(&[Seen]) -> f64) -> [f64; 2] {
    values.map(|value| {
        let baseline = with_money(baseline("qingxi"), 100.0).with_overrides(&[(id, value)]).expect("within bounds");
        let mut world = world(&reference(&baseline), 0);
        let months: Vec<Seen> = (0..84).map(|_| see(&mut world)).collect();
        number(&months[24..])
    })
}

fn sum(months: &[Seen], of: impl Fn(&Seen) -> i64) -> f64 {
    months.iter().map(of).sum::<i64>() as f64
}

#[test]
fn outreach_checks_and_declarations_act_on_their_side_of_nothing() {
    let unknown = |months: &[Seen]| sum(months, |seen| seen.hardship().unknown);
    let [few, many] = two("relief.advisers", [0.0, 10.0], unknown);
    assert!(many < few, "advisers leave fewer unknown: {few} and {many}");
    let [few, many] = two("relief.matching_coverage", [0.0, 1.0], unknown);
    assert!(many < few, "matching leaves fewer unknown: {few} and {many}");
    let over = |months: &[Seen]| {
        sum(months, |seen| seen.relief.iter().flat_map(|m| &m.programmes).map(|p| p.over_months).sum())
    };
    let [often, seldom] = two("relief.check_interval", [6.0, 24.0], over);
    assert!(often < seldom, "more re-checks, fewer overpaid months: {often} and {seldom}");
    let [seen, unseen] = two("relief.income_seen", [1.0, 0.0], over);
    assert!(seen < unseen, "a cross-check that sees incomes: {seen} and {unseen} overpaid months");
    let under = |months: &[Seen]| {
        sum(months, |seen| seen.relief.iter().flat_map(|m| &m.programmes).map(|p| p.under_months).sum())
    };
    let [quick, slow] = two("relief.declaring", [1.0, 0.0], under);
    assert!(quick < slow, "declarations shorten what is paid too late: {quick} and {slow}");
    let wait = |months: &[Seen]| {
        sum(months, |seen| seen.hardship().months_to_grant) / sum(months, |seen| seen.hardship().granted)
    };
    assert_eq!(two("relief.declaring", [1.0, 0.0], wait), [1.0, 3.0], "months from application to grant");
}

#[test]
fn savings_and_pensions_move_the_caseload_on_their_side_of_nothing() {
    let caseload = |months: &[Seen]| sum(months, |seen| seen.hardship().caseload_households);
    let [strict, lax] = two("relief.savings_limit", [5_000.0, 100_000.0], caseload);
    assert!(strict < lax, "a higher limit of savings excludes fewer: {strict} and {lax}");
    let [kept, spent] = two("relief.savings_spent", [0.0, 0.5], caseload);
    assert!(kept < spent, "who spends savings comes below the limit: {kept} and {spent}");
    let [slow, fast] = two("relief.pension_growth", [0.0, 0.12], caseload);
    assert!(fast < slow, "pensions that outgrow the standard take households off it: {slow} and {fast}");
    let [adults, minors] = two("relief.minor_standard", [1.0, 1.6], |months| {
        let model_of = baseline("qingxi");
        let at = programme(&model_of, "minimum-living");
        sum(months, |seen| seen.bureau.programmes[at].claimed)
    });
    assert!(adults < minors, "a higher standard of minors costs more: {adults} and {minors}");
}

#[test]
fn the_register_of_disabled_persons_follows_elders_in_need_and_the_life_table() {
    let registered = |months: &[Seen]| sum(months, |seen| seen.hardship().registered);
    let [none, some] = two("disability.new_elders", [0.0, 0.1], registered);
    assert!(none < some, "certificates of elders fill the register: {none} and {some}");
    // Nobody new: deaths by the life table, within four standard errors.
    let alone = [("disability.registered", 5_000.0), ("disability.new_elders", 0.0), ("disability.new_below_60", 0.0)];
    let baseline = baseline("qingxi").with_overrides(&alone).expect("within bounds");
    let mut world = world(&reference(&baseline), 0);
    let (mut expected, mut deaths) = (0.0, 0);
    for month in 0..48 {
        let now = Now::new(world.shared(), world.month());
        for community in world.actors().iter().filter_map(DistrictActor::community) {
            for (cell, persons) in community.relief().register().by_cell(month - 1).into_iter().enumerate() {
                let chance = now.model.relief.dies(now.year(), cell & 1, (cell / 8) as i32);
                expected += persons as f64 * f64::from(chance) / 2f64.powi(32);
            }
        }
        deaths += see(&mut world).hardship().registered_deaths;
    }
    println!("{deaths} deaths, expected {expected:.1}");
    assert!((deaths as f64 - expected).abs() < 4.0 * f64::sqrt(expected), "{deaths} deaths, expected {expected:.1}");
}
