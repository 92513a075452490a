//! What one household is entitled to, worked out by hand.
use super::programme;
use crate::worlds::{QINGXI, baseline, model};
use agents::Now;
use agents::parameters::ParameterChoice;
use agents::relief::household::{Household, Member, Members, NOBODY, flag, member_flag};
use sim_core::Month;

/// Has savings above the limit: no flag of a household.
const RICH: u16 = 1 << 15;

fn adult(flags: u16, work: u16, pension: u16) -> Member {
    Member { birth: -12 * 40, flags: flags | member_flag::PRESENT, work, pension }
}

fn members(list: &[Member]) -> Members {
    let mut members = Members::default();
    members[..list.len()].copy_from_slice(list);
    members
}

/// In `month`: fen and persons of each programme named; nothing of the cash programmes not named.
#[track_caller]
fn check(month: &str, list: &[Member], flags: u16, expected: &[(&str, i64, i64)]) {
    let baseline = baseline("qingxi");
    let model = model(&QINGXI, ParameterChoice::Fixed, 0);
    let now = Now::new(&model, month.parse::<Month>().expect("a month"));
    let mut household = Household::new(7, NOBODY, members(list), flags & !RICH);
    household.savings = if flags & RICH == 0 { 0 } else { u16::MAX };
    let grants = household.grants(now, &household.members, false);
    for cash in ["extreme-hardship", "minimum-living", "disability-living", "disability-nursing", "children"] {
        let at = programme(&baseline, cash);
        let found = grants.iter().filter(|grant| grant.programme() == at).fold((0, 0), |(fen, persons), grant| {
            let rate = model.relief.rate(now.number, at, grant.band()).fen;
            let fen_each = if cash == "minimum-living" { grants.top_up.into() } else { rate * grant.persons() };
            (fen + fen_each, persons + grant.persons())
        });
        let named = expected.iter().find(|(id, ..)| *id == cash).map_or((0, 0), |(_, fen, persons)| (*fen, *persons));
        assert_eq!(found, named, "{cash} in {month}: fen and persons");
    }
}

#[test]
fn income_is_topped_up_to_the_standard_of_the_date() {
    let supported = flag::SUPPORTED;
    // Without income: the whole standard, 1,240 yuan until 2021-06, 1,330 from 2021-07 on.
    check("2021-06", &[adult(0, 0, 0)], supported, &[("minimum-living", 124_000, 1)]);
    check("2021-07", &[adult(0, 0, 0)], supported, &[("minimum-living", 133_000, 1)]);
    // Two persons, one with a pension of 500.
    let two = [adult(0, 0, 0), adult(0, 0, 500)];
    check("2021-01", &two, supported, &[("minimum-living", 2 * 124_000 - 50_000, 2)]);
    // Pay counts beyond the disregard of 0.545 of the standard.
    let works = [adult(member_flag::WORKS, 1_000, 0)];
    check("2021-01", &works, supported, &[("minimum-living", 124_000 - (100_000 - 67_580), 1)]);
    // Above the standard, or with savings: nothing.
    check("2021-01", &[adult(0, 0, 1_240)], supported, &[]);
    check("2021-01", &[adult(0, 0, 0)], supported | RICH, &[]);
}

#[test]
fn who_has_neither_income_nor_support_gets_thirteen_tenths() {
    check("2021-01", &[adult(0, 0, 0)], 0, &[("extreme-hardship", 161_200, 1)]);
    // A pension makes it the ordinary allowance.
    check("2021-01", &[adult(0, 0, 600)], 0, &[("minimum-living", 64_000, 1)]);
}

#[test]
fn disability_subsidies_go_by_grade_work_and_income() {
    let grade = |grade| adult(0, 0, 3_000).with_grade(grade);
    // Not poor, severe, without work: living 410 and nursing 300, from 2025-07 on 450 and 350; at work only nursing.
    check(
        "2021-01",
        &[grade(1)],
        flag::SUPPORTED,
        &[("disability-living", 41_000, 1), ("disability-nursing", 30_000, 1)],
    );
    check(
        "2025-07",
        &[grade(1)],
        flag::SUPPORTED,
        &[("disability-living", 45_000, 1), ("disability-nursing", 35_000, 1)],
    );
    let mut at_work = grade(2);
    at_work.flags |= member_flag::WORKS;
    at_work.work = 3_000;
    check("2021-01", &[at_work], flag::SUPPORTED, &[("disability-nursing", 15_000, 1)]);
    // Not severe: only in families of low income.
    check("2021-01", &[grade(4)], flag::SUPPORTED, &[]);
    let poor = adult(0, 0, 1_500).with_grade(4);
    check("2021-01", &[poor], flag::SUPPORTED, &[("disability-living", 29_000, 1)]);
}

#[test]
fn children_left_alone_are_looked_after() {
    let child = Member { birth: -12 * 9, flags: member_flag::PRESENT | member_flag::NO_GUARDIAN, work: 0, pension: 0 };
    let expected = [("children", 161_200, 1), ("minimum-living", 161_200, 1)];
    check("2021-01", &[child], flag::SUPPORTED, &expected);
}

#[test]
fn medical_relief_takes_over_part_of_what_insurance_leaves() {
    let baseline = baseline("qingxi");
    let model = model(&QINGXI, ParameterChoice::Fixed, 0);
    let [visits, stays] = ["medical", "medical-inpatient"].map(|id| programme(&baseline, id));
    // 400 yuan, of which insurance pays 65 %, and relief 60 % of the rest; 20,000 yuan and 85 %.
    assert_eq!([visits, stays].map(|at| model.relief.rate(0, at, 0).fen), [8_400, 595_000]);
    // The seriously ill have two and a half visits a month.
    assert_eq!(model.relief.rate(0, visits, 0).times, 2_500_000);
}
