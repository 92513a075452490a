//! Households in hardship at the start, and those that come into hardship later.
use super::disabled;
use super::household::{Household, Member, Members, NOBODY, flag, member_flag};
use super::programme::MOST_MEMBERS;
use super::tables::ReliefTables;
use crate::decision;
use crate::model::{Model, Now, Unfit};
use crate::parameters::Parameters;
use crate::poisson::poisson;
use crate::status::{Income, Status};
use sim_core::Month;

/// Ids of households whose head is not a registered elder: of the start, and of those that come later. A
/// household with a registered elder at its head has the elder's id.
const FIRST_AT_START: u32 = 0xC000_0000;
const FIRST_NEW: u32 = 0xD000_0000;
/// Room for ids in a community at the start, and in a community and month later.
const MOST_AT_START: u32 = 1 << 16;
const MOST_NEW: u32 = 1 << 8;
/// Shares of grades 1 to 4 among those with a disability certificate.
const GRADES: [f64; 4] = [0.3, 0.35, 0.2, 0.15];

/// The draws of one household's attributes, one after the other.
struct Attributes<'a> {
    model: &'a Model,
    id: u32,
    number: i32,
}

impl Attributes<'_> {
    fn next(&mut self) -> f64 {
        self.number += 1;
        self.model.draws.uniform(self.id.into(), Month::from_index(self.number), decision::HOUSEHOLD_ATTRIBUTES)
    }

    fn chance(&mut self, share: f64) -> bool {
        self.next() < share
    }

    /// Between half and one and a half times.
    fn around(&mut self, yuan: f64) -> u16 {
        (yuan * (0.5 + self.next())).min(60_000.0) as u16
    }
}

fn person(birth: i32, woman: bool) -> Member {
    let mut member =
        Member { birth: birth.clamp(-1500, 30_000) as i16, flags: member_flag::PRESENT, work: 0, pension: 0 };
    member.set(member_flag::WOMAN, woman);
    member
}

/// An adult below 60 in a poor household.
fn adult(draw: &mut Attributes, p: &Parameters, birth: i32) -> Member {
    let woman = draw.chance(0.45);
    let mut member = person(birth, woman);
    let (disabled, mut u) = (draw.chance(p.relief_disabled), draw.next());
    if disabled {
        let mut grade = 1;
        for share in &GRADES[..3] {
            if u < *share {
                break;
            }
            u -= share;
            grade += 1;
        }
        member = member.with_grade(grade);
    }
    member.work = draw.around(p.relief_work_income);
    let works = draw.chance(p.relief_working) && !matches!(member.grade(), 1 | 2);
    member.set(member_flag::WORKS, works);
    let ill = draw.chance(p.relief_ill);
    member.set(member_flag::ILL, ill);
    member
}

fn child(draw: &mut Attributes, now: i16) -> Member {
    let woman = draw.chance(0.5);
    let mut member = person(i32::from(now) - (draw.next() * 216.0) as i32, woman);
    let college = draw.chance(0.6);
    member.set(member_flag::COLLEGE, college);
    member
}

/// What is true of any household.
fn circumstances(draw: &mut Attributes, p: &Parameters) -> u16 {
    let mut flags = 0;
    for (share, flag) in [
        (p.relief_renting, flag::RENTS),
        (p.relief_supported, flag::SUPPORTED),
        (p.relief_matching_coverage, flag::SEEN_BY_DATA),
        (p.relief_declaring, flag::DECLARES),
        (p.relief_understating, flag::UNDERSTATES),
    ] {
        flags |= if draw.chance(share) { flag } else { 0 };
    }
    if flags & flag::DECLARES == 0 { flags & !flag::UNDERSTATES } else { flags }
}

/// Savings of all members in hundreds of yuan: exponential, so that few have much.
fn savings(draw: &mut Attributes, p: &Parameters, members: &Members) -> u16 {
    let a_head = -libm::log(1.0 - draw.next()) * p.relief_savings;
    (a_head * Household::present(members).count() as f64 / 100.0).min(60_000.0) as u16
}

/// A poor household without a registered elder.
fn poor(model: &Model, id: u32, now: i16) -> Household {
    let p = model.parameters();
    let mut draw = Attributes { model, id, number: 0 };
    let mut members = Members::default();
    // Heads are more often of the later working ages.
    let age = 25.0 + 35.0 * libm::sqrt(draw.next());
    let birth = i32::from(now) - (age * 12.0) as i32;
    members[0] = adult(&mut draw, p, birth);
    if !draw.chance(p.relief_single) {
        let more = 1 + usize::from(draw.chance(0.4)) + usize::from(draw.chance(0.1));
        for (at, member) in members.iter_mut().enumerate().skip(1).take(more.min(MOST_MEMBERS - 1)) {
            let is_child = draw.chance(p.relief_children);
            *member = if is_child {
                child(&mut draw, now)
            } else {
                adult(&mut draw, p, (birth + 24 * (at as i32 - 2)).min(i32::from(now) - 216))
            };
        }
    }
    let flags = circumstances(&mut draw, p);
    Household { savings: savings(&mut draw, p, &members), ..Household::new(id, NOBODY, members, flags) }
}

/// A registered elder of low income in hardship, with the spouse if there is one.
pub fn of_elder(model: &Model, id: u32, birth: Month, status: Status, now: i16) -> Household {
    let p = model.parameters();
    let mut draw = Attributes { model, id, number: 0 };
    let birth = birth - model.district().start;
    let mut members = Members::default();
    members[0] = person(birth, status.sex() == 1);
    if status.has_spouse() {
        let gap = (p.household_spouse_age_gap * 12.0) as i32;
        members[1] = person(if status.sex() == 1 { birth - gap } else { birth + gap }, status.sex() == 0);
        members[1].set(member_flag::SPOUSE, true);
    }
    for member in members.iter_mut().filter(|member| member.is(member_flag::PRESENT)) {
        let none = draw.chance(p.relief_no_pension);
        let spread = 0.8 + 0.4 * draw.next();
        member.pension = if none { 0 } else { (p.relief_pension * spread).min(60_000.0) as u16 };
        let ill = draw.chance(p.relief_ill);
        member.set(member_flag::ILL, ill);
        let (is_disabled, grade) = (draw.chance(p.relief_disabled), draw.next());
        if is_disabled {
            *member = member.with_grade(1 + (grade * 4.0) as u16);
        }
    }
    debug_assert!(members[0].age(now) >= 59);
    let mut flags = circumstances(&mut draw, p);
    flags = if status.has_children() { flags | flag::SUPPORTED } else { flags & !flag::SUPPORTED };
    Household { savings: savings(&mut draw, p, &members), ..Household::new(id, id, members, flags) }
}

/// How likely elders without a spouse are to be in hardship, relative to those with one.
fn weight(p: &Parameters, status: Status) -> f64 {
    if status.income() != Income::Low {
        0.0
    } else if status.has_spouse() {
        1.0
    } else {
        p.hardship_elder_single
    }
}

/// Refuses more households in a community than there are ids for; `p` and `relief` are of a replicate, `shares` of its
/// communities.
pub fn check(p: &Parameters, relief: &ReliefTables, shares: &[f64]) -> Result<(), Unfit> {
    let largest = shares.iter().copied().fold(0.0, f64::max);
    let highest = |a_month: &[f64]| a_month.iter().copied().fold(0.0, f64::max);
    let poor = p.relief_poor_households * (1.0 - p.relief_elder_heads);
    let [registered, newly_registered] = disabled::expected(p);
    for (expected, most) in [
        (poor, MOST_AT_START / 2),
        (highest(&relief.new_poor), MOST_NEW / 2),
        (registered, disabled::MOST_AT_START),
        (newly_registered, disabled::MOST_NEW / 2),
    ] {
        let expected = expected * largest;
        if expected > f64::from(most) {
            return Err(Unfit::TooManyHouseholds { expected, most });
        }
    }
    Ok(())
}

/// The households of a community at the start; `elders` are its registered elders: id, month of birth, state.
pub fn households(model: &Model, place: usize, elders: &[(u32, Month, Status)]) -> Vec<Household> {
    let p = model.parameters();
    let now = crate::workforce::BEFORE_START;
    let part = |all: f64| -> u32 {
        let upto = |place: usize| libm::floor(all * model.share_before[place] + 0.5);
        ((upto(place + 1) - upto(place)).max(0.0) as u32).min(MOST_AT_START / 2)
    };
    let of_elders = p.relief_poor_households * p.relief_elder_heads;
    let weights: f64 = elders.iter().map(|(_, _, status)| weight(p, *status)).sum();
    let share = of_elders * model.community_share[place] / weights.max(1e-9);
    let mut households = Vec::new();
    for (id, birth, status) in elders {
        let u = model.draws.uniform((*id).into(), Month::from_index(0), decision::HOUSEHOLD_HEAD);
        if u < share * weight(p, *status) {
            households.push(of_elder(model, *id, *birth, *status, now));
        }
    }
    let first = FIRST_AT_START + place as u32 * MOST_AT_START;
    let others = part(p.relief_poor_households * (1.0 - p.relief_elder_heads));
    households.extend((0..others).map(|number| poor(model, first + number, now)));
    households
}

/// Households that come into hardship this month, their heads no registered elders.
pub fn newcomers(now: Now<'_>, place: usize, mut add: impl FnMut(Household)) {
    let model = now.model;
    let year = now.year().min(model.relief.new_poor.len() - 1);
    let communities = model.district().communities.len() as u32;
    let first = FIRST_NEW + (now.number.max(0) as u32 * communities + place as u32) * MOST_NEW;
    let u = model.draws.uniform((place as u64) << 1, now.month, decision::HOUSEHOLDS_NEW);
    let mean = model.relief.new_poor[year] * model.community_share[place];
    for k in 0..poisson(mean, u).min(MOST_NEW / 2) {
        add(poor(model, first + k, now.number));
    }
}
