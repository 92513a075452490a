//! A household in hardship: who is in it, what it lives on, what the office knows of it, and what it is
//! entitled to.
use super::attributes::{Values, at};
use super::programme::MOST_MEMBERS;
use super::rules::Pays;
use super::tables::ReliefTables;
use crate::care::case::NEVER;
use crate::model::Now;
use serde::{Deserialize, Serialize};
use sim_core::Digest;

/// The most grants of a household: see [`super::tables`], which refuses programmes beyond.
pub const MOST_GRANTS: usize = 24;
/// No elder of the register is at its head.
pub const NOBODY: u32 = u32::MAX;

/// Yes-or-no properties of a member.
pub mod member_flag {
    /// There is such a member.
    pub const PRESENT: u16 = 1;
    /// A woman.
    pub const WOMAN: u16 = 1 << 1;
    /// At work.
    pub const WORKS: u16 = 1 << 2;
    /// Seriously ill.
    pub const ILL: u16 = 1 << 3;
    /// Goes on to college after school.
    pub const COLLEGE: u16 = 1 << 4;
    /// A child without a guardian.
    pub const NO_GUARDIAN: u16 = 1 << 5;
    /// The spouse of the registered elder at the head, who dies when the register says so.
    pub const SPOUSE: u16 = 1 << 6;
    /// Died; of those that left otherwise, off.
    pub const DEAD: u16 = 1 << 7;
    /// Where the grade of the disability certificate (0 none, 1 severest) stands.
    pub const GRADE: u16 = 8;
}

/// A member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Month of birth, counted from the first simulated one.
    pub birth: i16,
    /// See [`member_flag`].
    pub flags: u16,
    /// Yuan a month when at work, at the start's pay.
    pub work: u16,
    /// Pension, yuan a month at the start's level.
    pub pension: u16,
}

impl Member {
    /// Whether a property is on.
    #[inline]
    pub fn is(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Turns a property on or off.
    pub fn set(&mut self, flag: u16, on: bool) {
        if on { self.flags |= flag } else { self.flags &= !flag }
    }

    /// Grade of the disability certificate, 0 none.
    #[inline]
    pub fn grade(&self) -> u16 {
        self.flags >> member_flag::GRADE & 7
    }

    /// With a grade.
    pub fn with_grade(mut self, grade: u16) -> Self {
        self.flags |= (grade & 7) << member_flag::GRADE;
        self
    }

    /// Completed age.
    #[inline]
    pub fn age(&self, now: i16) -> i32 {
        (i32::from(now) - i32::from(self.birth)).max(0) / 12
    }

    /// None, compulsory school, senior school, college: as the words of the attribute.
    #[inline]
    fn schooling(&self, age: i32) -> i32 {
        schooling(age, self.is(member_flag::COLLEGE))
    }
}

/// The word of the attribute `schooling` at an age.
#[inline]
pub(super) fn schooling(age: i32, college: bool) -> i32 {
    match age {
        6..=14 => 1,
        15..=17 => 2,
        18..=21 if college => 3,
        _ => 0,
    }
}

/// The members as somebody knows them.
pub type Members = [Member; MOST_MEMBERS];

/// Yes-or-no properties of a household.
pub mod flag {
    /// Rents its home.
    pub const RENTS: u16 = 1;
    /// Somebody is bound by law to support it.
    pub const SUPPORTED: u16 = 1 << 1;
    /// Data of other departments show its hardship (政策找人).
    pub const SEEN_BY_DATA: u16 = 1 << 3;
    /// Declares by itself instead of bringing proofs (信用告知承诺).
    pub const DECLARES: u16 = 1 << 4;
    /// Declares half of its earnings only.
    pub const UNDERSTATES: u16 = 1 << 5;
    /// On the office's books: claims whatever the books say it is entitled to.
    pub const ON_BOOKS: u16 = 1 << 6;
    /// Has applied.
    pub const PENDING: u16 = 1 << 7;
    /// Was found by an adviser.
    pub const BY_ADVISER: u16 = 1 << 8;
    /// Was found by data.
    pub const BY_DATA: u16 = 1 << 9;
    /// The books understate its earnings.
    pub const UNDERSTATED: u16 = 1 << 11;
    /// Where the reason stands for which the books are brought up to date.
    pub const WHY: u16 = 12;
}

/// A grant: programme, band, persons, each in its bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant(u16);

impl Grant {
    /// A grant to so many persons, 15 at the most.
    pub fn new(programme: usize, band: usize, persons: i32) -> Self {
        Grant((programme as u16) << 8 | (band as u16) << 4 | (persons as u16 & 15))
    }

    /// Position of the programme.
    #[inline]
    pub fn programme(self) -> usize {
        usize::from(self.0 >> 8)
    }

    /// Position of the band.
    #[inline]
    pub fn band(self) -> usize {
        usize::from(self.0 >> 4 & 15)
    }

    /// Persons; 1 for a household that is paid as one.
    #[inline]
    pub fn persons(self) -> i64 {
        i64::from(self.0 & 15)
    }

    /// Whether two are alike but for the persons.
    fn is_like(self, other: Grant) -> bool {
        self.0 >> 4 == other.0 >> 4
    }
}

/// What a household is entitled to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grants {
    list: [Grant; MOST_GRANTS],
    number: u8,
    /// Fen a month of the one grant that tops up.
    pub top_up: u32,
    /// Persons in the household.
    pub members: u8,
    /// Members who have one or both disability subsidies.
    pub subsidised: u8,
}

impl Grants {
    /// The grants, in order of programmes.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = Grant> + '_ {
        self.list[..usize::from(self.number)].iter().copied()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.number == 0
    }

    /// A bit for each programme of which `other` does not have the same grant.
    pub fn missing_in(&self, other: &Grants) -> u64 {
        let missing = self.iter().filter(|grant| !other.iter().any(|other| other == *grant));
        missing.fold(0, |bits, grant| bits | 1 << grant.programme())
    }

    fn add(&mut self, grant: Grant) {
        let number = usize::from(self.number);
        if let Some(like) = self.list[..number].iter_mut().rev().find(|other| other.is_like(grant)) {
            like.0 += grant.0 & 15;
        } else if number < MOST_GRANTS {
            self.list[number] = grant;
            self.number += 1;
        }
    }
}

/// A household in hardship. Months are counted from the first simulated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Whose draws are its own.
    pub id: u32,
    /// The registered elder at its head, or [`NOBODY`].
    pub elder: u32,
    /// As they are.
    pub members: Members,
    /// As the office knows them, of those on its books or on the way there.
    pub books: Members,
    /// See [`flag`].
    pub flags: u16,
    /// Savings of all members, hundreds of yuan.
    pub savings: u16,
    /// Month in which a pending application is granted.
    pub granted: i16,
    /// Month in which the books are brought up to date, or [`NEVER`].
    pub update: i16,
    /// Entitled to, as it is.
    pub entitled: Grants,
    /// Granted, by the books.
    pub claimed: Grants,
}

impl Household {
    /// A household unknown to the office.
    pub fn new(id: u32, elder: u32, members: Members, flags: u16) -> Self {
        Household {
            id,
            elder,
            members,
            books: Members::default(),
            flags,
            savings: 0,
            granted: NEVER,
            update: NEVER,
            entitled: Grants::default(),
            claimed: Grants::default(),
        }
    }

    /// Whether a property is on.
    #[inline]
    pub fn is(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Turns a property on or off.
    pub fn set(&mut self, flag: u16, on: bool) {
        if on { self.flags |= flag } else { self.flags &= !flag }
    }

    /// Positions of the members there are.
    pub fn present(members: &Members) -> impl Iterator<Item = usize> + '_ {
        (0..MOST_MEMBERS).filter(|at| members[*at].is(member_flag::PRESENT))
    }

    /// Counted income of all members, fen a month, as `members` are known.
    pub fn income(&self, now: Now<'_>, members: &Members, understated: bool) -> i64 {
        let relief = &now.model.relief;
        let [pay, pensions, disregard] = relief.incomes(now.number);
        let mut fen = 0;
        for member in members.iter().filter(|member| member.is(member_flag::PRESENT)) {
            if member.is(member_flag::WORKS) {
                let earned = (i64::from(member.work) * pay / 1000) >> u32::from(understated);
                fen += (earned - disregard).max(0);
            }
            fen += i64::from(member.pension) * pensions / 1000;
        }
        fen
    }

    /// What it is entitled to if it is as `members` say.
    pub fn grants(&self, now: Now<'_>, members: &Members, understated: bool) -> Grants {
        let relief = &now.model.relief;
        let rules = &relief.rules;
        let mut grants = Grants::default();
        let Some((mut values, income)) = self.values(now, members, understated) else { return grants };
        let thousandths = relief.persons_in_standards(members, now.number);
        grants.members = values[at::MEMBERS] as u8;
        let holding = rules.of_household(&values);
        for rule in &rules.of_households {
            let Some((band, pays)) = rules.band(rule, holding, now.number) else { continue };
            let programme = usize::from(rule.programme);
            let persons = match pays {
                Pays::TopUp => {
                    let upto = relief.rate(now.number, programme, band).fen * thousandths / 1000;
                    let lacking = (upto - income).max(0);
                    if lacking == 0 {
                        continue;
                    }
                    grants.top_up = lacking.min(u32::MAX.into()) as u32;
                    values[at::MEMBERS]
                }
                Pays::Member => values[at::MEMBERS],
                Pays::Household => 1,
            };
            grants.add(Grant::new(programme, band, persons));
        }
        for member in members.iter().filter(|member| member.is(member_flag::PRESENT)) {
            fill_member(&mut values, member, now.number);
            let holding = rules.of_member(holding, &values);
            let mut granted = 0u64;
            for rule in &rules.of_members {
                if let Some((band, _)) = rules.band(rule, holding, now.number) {
                    grants.add(Grant::new(usize::from(rule.programme), band, 1));
                    granted |= 1 << rule.programme;
                }
            }
            grants.subsidised += u8::from(granted & relief.disability_subsidies() != 0);
        }
        grants
    }

    /// The household's values, and its counted income; none when nobody is left.
    pub fn values(&self, now: Now<'_>, members: &Members, understated: bool) -> Option<(Values, i64)> {
        let relief: &ReliefTables = &now.model.relief;
        let mut values = Values::default();
        for member in members.iter().filter(|member| member.is(member_flag::PRESENT)) {
            let age = member.age(now.number);
            values[at::MEMBERS] += 1;
            values[at::ELDERS] += i32::from(age >= 60);
            values[at::CHILDREN] += i32::from(age < 18 || member.schooling(age) != 0);
            values[at::DISABLED] += i32::from(matches!(member.grade(), 1 | 2));
            values[at::ILL] += i32::from(member.is(member_flag::ILL));
        }
        if values[at::MEMBERS] == 0 {
            return None;
        }
        let income = self.income(now, members, understated);
        let standard = relief.standard(now.number) * relief.persons_in_standards(members, now.number) / 1000;
        values[at::INCOME_RATIO] = (income * 1000 / standard.max(1)).min(1_000_000) as i32;
        values[at::HOUSING] = i32::from(self.is(flag::RENTS));
        values[at::SUPPORT] = i32::from(self.is(flag::SUPPORTED));
        values[at::SAVINGS] =
            i32::from(i64::from(self.savings) > relief.savings_limit * i64::from(values[at::MEMBERS]));
        values[at::TIER] = relief.tier(&values);
        Some((values, income))
    }

    /// Takes all that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.number(u64::from(self.id) << 32 | u64::from(self.elder));
        for member in self.members.iter().chain(&self.books) {
            let (birth, flags) = (u64::from(member.birth as u16), u64::from(member.flags));
            digest.number(birth << 48 | flags << 32 | u64::from(member.work) << 16 | u64::from(member.pension));
        }
        let (granted, update) = (u64::from(self.granted as u16), u64::from(self.update as u16));
        digest.number(u64::from(self.savings) << 48 | u64::from(self.flags) << 32 | granted << 16 | update);
        digest.number(u64::from(self.claimed.top_up) << 32 | u64::from(self.entitled.top_up));
        for grant in self.claimed.iter().chain(self.entitled.iter()) {
            digest.number(u64::from(grant.0));
        }
    }
}

/// Adds what is true of one member to the values of the household.
#[inline]
pub fn fill_member(values: &mut Values, member: &Member, now: i16) {
    let age = member.age(now);
    values[at::AGE] = age;
    values[at::SEX] = i32::from(member.is(member_flag::WOMAN));
    values[at::DISABILITY] = i32::from(member.grade());
    values[at::ILLNESS] = i32::from(member.is(member_flag::ILL));
    values[at::SCHOOLING] = member.schooling(age);
    values[at::WORK] = i32::from(member.is(member_flag::WORKS));
    values[at::GUARDIAN] = i32::from(!member.is(member_flag::NO_GUARDIAN));
}
