//! What happens to households in hardship, other than by the office: one draw a household and month against
//! the sum of all chances, as for elders. No rule of policy moves a chance, so two policies share all of it.
use super::household::{Household, Member, member_flag};
use super::tables::ReliefTables;

/// Ages at which somebody can work.
const WORKING_AGES: std::ops::Range<i32> = 18..60;

/// What happened to a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The member at a place died.
    Death(usize),
    /// The member at a place lost its work.
    JobLost(usize),
    /// The member at a place found work.
    JobFound(usize),
    /// The member at a place fell seriously ill.
    FellIll(usize),
    /// The member at a place recovered.
    Recovered(usize),
    /// The household is no longer in hardship.
    Escaped,
}

fn may_work(member: &Member, age: i32) -> bool {
    WORKING_AGES.contains(&age) && !matches!(member.grade(), 1 | 2) && !(member.is(member_flag::COLLEGE) && age < 22)
}

/// Calls `each` with what may happen and its chance, in a fixed order, until it returns true.
fn chances(
    relief: &ReliefTables,
    household: &Household,
    now: i16,
    year: usize,
    mut each: impl FnMut(Happening, u32) -> bool,
) {
    for at in Household::present(&household.members) {
        let member = &household.members[at];
        let age = member.age(now);
        let known_to_register =
            (at == 0 && household.elder != super::household::NOBODY) || member.is(member_flag::SPOUSE);
        let sex = usize::from(member.is(member_flag::WOMAN));
        if !known_to_register && each(Happening::Death(at), relief.dies(year, sex, age)) {
            return;
        }
        let work = if member.is(member_flag::WORKS) {
            Some((Happening::JobLost(at), relief.job_lost))
        } else if may_work(member, age) {
            Some((Happening::JobFound(at), relief.job_found))
        } else {
            None
        };
        if work.is_some_and(|(happening, chance)| each(happening, chance)) {
            return;
        }
        let (happening, chance) = match member.is(member_flag::ILL) {
            true => (Happening::Recovered(at), relief.recovers),
            false => (Happening::FellIll(at), relief.falls_ill),
        };
        if each(happening, chance) {
            return;
        }
    }
    each(Happening::Escaped, relief.escapes);
}

/// The bound of the household's draw.
pub fn bound(relief: &ReliefTables, household: &Household, now: i16, year: usize) -> u32 {
    let mut sum = 0u32;
    chances(relief, household, now, year, |_, chance| {
        sum = sum.saturating_add(chance);
        false
    });
    sum
}

/// What a draw below the bound means.
pub fn happening(relief: &ReliefTables, household: &Household, now: i16, year: usize, draw: u32) -> Option<Happening> {
    let (mut left, mut found) = (draw, None);
    chances(relief, household, now, year, |happening, chance| {
        if left < chance {
            found = Some(happening);
            return true;
        }
        left -= chance;
        false
    });
    found
}
