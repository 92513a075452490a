//! What is true of one elder, packed into sixteen bits.
use serde::{Deserialize, Serialize};

/// Ability levels: independent, mildly, moderately, severely disabled.
pub const ABILITIES: usize = 4;
/// Dementia: none, not diagnosed, on file.
pub const DEMENTIAS: usize = 3;
/// Household bits: spouse, child at home, has children.
pub const HOUSEHOLDS: usize = 8;
/// Values of [`Status::class`].
pub const CLASSES: usize = 256;
/// Values of [`Status::circumstance`].
pub const CIRCUMSTANCES: usize = 8;

/// Ability in daily living. The assessment turns it into Shanghai's care levels 0 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Ability {
    /// 自理
    Independent,
    /// 轻度失能
    Mild,
    /// 中度失能
    Moderate,
    /// 重度失能
    Severe,
}

impl Ability {
    /// By number, 0 independent to 3 severe.
    pub const ALL: [Ability; ABILITIES] = [Ability::Independent, Ability::Mild, Ability::Moderate, Ability::Severe];
}

/// Dementia (认知障碍) and whether the district knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Dementia {
    /// None.
    None,
    /// Present, no case file.
    Undiagnosed,
    /// Present, with a case file (个案建档).
    OnFile,
}

impl Dementia {
    /// By number.
    pub const ALL: [Dementia; DEMENTIAS] = [Dementia::None, Dementia::Undiagnosed, Dementia::OnFile];
}

/// With whom an elder lives (居住方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Living {
    /// With a child, with or without the spouse.
    WithFamily,
    /// With the spouse only.
    CoupleOnly,
    /// Alone (独居).
    Alone,
}

/// The first person who would care without pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carer {
    /// The spouse.
    Spouse,
    /// A child, at home or elsewhere.
    Child,
    /// Nobody.
    None,
}

/// Income band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Income {
    /// Without an employee pension.
    Low,
    /// With an employee pension below the high band.
    Middle,
    /// High.
    High,
}

/// Bits, from the lowest: sex 1, ability 2, dementia 2, spouse 1, child at home 1, has children 1,
/// income 2, living in the district 1. The lowest eight are the class on which hazards depend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, bytemuck::NoUninit)]
#[repr(transparent)]
pub struct Status(u16);

const SPOUSE: u16 = 1 << 5;
const CHILD_AT_HOME: u16 = 1 << 6;
const HAS_CHILDREN: u16 = 1 << 7;
const LIVES_HERE: u16 = 1 << 10;

impl Status {
    /// An independent man without dementia, family or means, who lives elsewhere.
    pub fn new(sex: usize) -> Self {
        Status(sex as u16 & 1)
    }

    /// The status of a class, its circumstances unset.
    pub fn of_class(class: usize) -> Self {
        Status(class as u16 & 255)
    }

    /// The status of a circumstance, its class unset.
    pub fn of_circumstance(circumstance: usize) -> Self {
        Status((circumstance as u16 & 7) << 8)
    }

    /// The part on which hazards depend, 0 to 255.
    pub fn class(self) -> usize {
        usize::from(self.0 & 255)
    }

    /// Income and residence, 0 to 7.
    pub fn circumstance(self) -> usize {
        usize::from(self.0 >> 8) & 7
    }

    /// 0 men, 1 women.
    pub fn sex(self) -> usize {
        usize::from(self.0 & 1)
    }

    /// Ability.
    pub fn ability(self) -> Ability {
        Ability::ALL[usize::from(self.0 >> 1 & 3)]
    }

    /// With another ability.
    #[must_use]
    pub fn with_ability(self, ability: Ability) -> Self {
        Status(self.0 & !0b110 | (ability as u16) << 1)
    }

    /// Dementia. The unused fourth pattern reads as on file.
    pub fn dementia(self) -> Dementia {
        Dementia::ALL[usize::from(self.0 >> 3 & 3).min(2)]
    }

    /// With another dementia state.
    #[must_use]
    pub fn with_dementia(self, dementia: Dementia) -> Self {
        Status(self.0 & !0b11000 | (dementia as u16) << 3)
    }

    /// Household bits, 0 to 7: 1 spouse, 2 child at home, 4 has children.
    pub fn household(self) -> usize {
        usize::from(self.0 >> 5 & 7)
    }

    /// Whether there is a spouse.
    pub fn has_spouse(self) -> bool {
        self.0 & SPOUSE != 0
    }

    /// Whether a child lives in the household.
    pub fn child_at_home(self) -> bool {
        self.0 & CHILD_AT_HOME != 0
    }

    /// Whether there are children, at home or not.
    pub fn has_children(self) -> bool {
        self.0 & HAS_CHILDREN != 0
    }

    fn with(self, bit: u16, on: bool) -> Self {
        Status(if on { self.0 | bit } else { self.0 & !bit })
    }

    /// With or without a spouse.
    #[must_use]
    pub fn with_spouse(self, on: bool) -> Self {
        self.with(SPOUSE, on)
    }

    /// With or without a child in the household.
    #[must_use]
    pub fn with_child_at_home(self, on: bool) -> Self {
        self.with(CHILD_AT_HOME, on)
    }

    /// With or without children.
    #[must_use]
    pub fn with_children(self, on: bool) -> Self {
        self.with(HAS_CHILDREN, on)
    }

    /// With whom.
    pub fn living(self) -> Living {
        match (self.child_at_home(), self.has_spouse()) {
            (true, _) => Living::WithFamily,
            (false, true) => Living::CoupleOnly,
            (false, false) => Living::Alone,
        }
    }

    /// Who would care.
    pub fn carer(self) -> Carer {
        match (self.has_spouse(), self.has_children()) {
            (true, _) => Carer::Spouse,
            (false, true) => Carer::Child,
            (false, false) => Carer::None,
        }
    }

    /// Income band.
    pub fn income(self) -> Income {
        [Income::Low, Income::Middle, Income::High][usize::from(self.0 >> 8 & 3).min(2)]
    }

    /// With another income band.
    #[must_use]
    pub fn with_income(self, income: Income) -> Self {
        Status(self.0 & !0x300 | (income as u16) << 8)
    }

    /// Whether the elder lives in the district where registered.
    pub fn lives_here(self) -> bool {
        self.0 & LIVES_HERE != 0
    }

    /// Living in the district or elsewhere.
    #[must_use]
    pub fn with_living_here(self, on: bool) -> Self {
        self.with(LIVES_HERE, on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_kept_apart_from_the_others() {
        for bits in 0..2048u16 {
            let s = Status(bits);
            let again = Status::new(s.sex())
                .with_ability(s.ability())
                .with_dementia(s.dementia())
                .with_spouse(s.has_spouse())
                .with_child_at_home(s.child_at_home())
                .with_children(s.has_children())
                .with_income(s.income())
                .with_living_here(s.lives_here());
            let valid = bits >> 3 & 3 != 3 && bits >> 8 & 3 != 3;
            assert_eq!(again == s, valid, "{bits:#b}");
        }
    }
}
