//! Programmes over households and members, flattened: they are asked of every household in hardship whenever
//! anything changes. Each different condition is a bit; it is looked at once, and a programme asks for its bits.
use super::attributes::Values;
use super::programme::{Amount, Condition, MOST_BANDS, Over, Programme};
use sim_core::Month;

/// A bit a condition.
type Bits = u128;
/// The most different conditions of programmes over households and members.
pub const MOST_CONDITIONS: usize = Bits::BITS as usize;

/// How a band pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// So much a household.
    Household,
    /// So much for each member.
    Member,
    /// What income lacks.
    TopUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RuleBand {
    when: Bits,
    /// First and last month, counted from the first simulated one.
    months: (i16, i16),
    pays: Pays,
}

/// A programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its position among the district's.
    pub programme: u8,
    who: Bits,
    /// No bits when nobody is left out.
    unless: Bits,
    bands: (u16, u16),
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Different conditions: those about households first.
    conditions: Vec<Condition>,
    /// How many of them are about households.
    about_households: usize,
    bands: Vec<RuleBand>,
    /// Over households, in order.
    pub of_households: Vec<Rule>,
    /// Over members, in order.
    pub of_members: Vec<Rule>,
}

/// The different conditions of programmes over households and members, those about households first.
pub fn different_conditions(programmes: &[Programme]) -> Vec<Condition> {
    let asked = programmes.iter().filter(|programme| matches!(programme.over, Over::Household | Over::Member));
    let all = asked.flat_map(|programme| {
        let bands = programme.bands.iter().take(MOST_BANDS).flat_map(|band| &band.conditions);
        programme.who.iter().chain(&programme.unless).chain(bands)
    });
    let mut different: Vec<Condition> = Vec::new();
    for condition in all {
        if !different.contains(condition) {
            different.push(*condition);
        }
    }
    different.sort_by_key(|condition| !condition.is_about_households());
    different
}

impl Rules {
    /// The rules of `programmes`, of a district that begins in `start`.
    pub fn new(programmes: &[Programme], start: Month) -> Self {
        let conditions = different_conditions(programmes);
        let about_households = conditions.iter().filter(|condition| condition.is_about_households()).count();
        let bits = |asked: &[Condition]| -> Bits {
            let bit = |condition: &Condition| conditions.iter().position(|other| other == condition).unwrap_or(0);
            // Input with more is refused; without a bit of their own they would be asked of nobody.
            asked.iter().fold(0, |bits, condition| bits | 1u128.checked_shl(bit(condition) as u32).unwrap_or(0))
        };
        let mut rules = Rules { conditions: conditions.clone(), about_households, ..Rules::default() };
        for (position, programme) in programmes.iter().enumerate() {
            let first = rules.bands.len() as u16;
            for band in programme.bands.iter().take(MOST_BANDS) {
                let month = |month: Month| (month - start).clamp(-10_000, 10_000) as i16;
                let pays = match band.amount {
                    Amount::TopUp(_) => Pays::TopUp,
                    Amount::Standard(_) => Pays::Member,
                    Amount::Yuan(_) | Amount::Bill(..) | Amount::Model => Pays::Household,
                };
                let months = (band.from.map_or(i16::MIN, month), band.to.map_or(i16::MAX, month));
                rules.bands.push(RuleBand { when: bits(&band.conditions), months, pays });
            }
            let bands = (first, rules.bands.len() as u16);
            let (who, unless) = (bits(&programme.who), bits(&programme.unless));
            let rule = Rule { programme: position as u8, who, unless, bands };
            match programme.over {
                Over::Household => rules.of_households.push(rule),
                Over::Member => rules.of_members.push(rule),
                Over::Elder | Over::Case | Over::Death | Over::Activity(_) | Over::Fixed => (), // asked elsewhere
            }
        }
        rules
    }

    /// Which conditions about households hold.
    #[inline]
    pub fn of_household(&self, values: &Values) -> u128 {
        bits_of(&self.conditions[..self.about_households], values)
    }

    /// Which conditions hold for a member; `household` are those about the household.
    #[inline]
    pub fn of_member(&self, household: u128, values: &Values) -> u128 {
        match self.about_households {
            all if all >= MOST_CONDITIONS => household,
            first => household | bits_of(&self.conditions[first..], values) << first,
        }
    }

    /// The band that a rule gives to somebody for whom these conditions hold, and how it pays.
    #[inline]
    pub fn band(&self, rule: &Rule, holding: u128, now: i16) -> Option<(usize, Pays)> {
        if holding & rule.who != rule.who || (rule.unless != 0 && holding & rule.unless == rule.unless) {
            return None;
        }
        let bands = &self.bands[usize::from(rule.bands.0)..usize::from(rule.bands.1)];
        let fits = |band: &RuleBand| band.months.0 <= now && now <= band.months.1 && holding & band.when == band.when;
        bands.iter().position(fits).map(|at| (at, bands[at].pays))
    }
}

/// A bit for each condition that holds.
#[inline]
fn bits_of(conditions: &[Condition], values: &Values) -> u128 {
    // In halves: shifts of 64 bits are one instruction.
    let half = |conditions: &[Condition]| {
        conditions
            .iter()
            .enumerate()
            .fold(0u64, |bits, (at, condition)| bits | u64::from(condition.holds(values)) << at)
    };
    let (low, high) = conditions.split_at(conditions.len().min(64));
    let high = if high.is_empty() { 0 } else { half(&high[..high.len().min(64)]) };
    u128::from(half(low)) | u128::from(high) << 64
}
