//! What is true of one elder, packed into sixteen bits.
use serde::{Deserialize, Serialize};

/// Ability levels: independent, mildly, moderately, severely disabled.
pub const ABILITIES: usize = 4;
/// Income bands.
pub const INCOMES: usize = 3;
/// Stages of dementia, and none.
pub const SEVERITIES: usize = 4;
/// Values of [`Status::dementia_state`]: none; not diagnosed, by stage; on file, by stage.
pub const DEMENTIAS: usize = 7;
/// Household bits: spouse, child at home, has children.
pub const HOUSEHOLDS: usize = 8;
/// Values of [`Status::class`].
pub const CLASSES: usize = 512;
/// Values of [`Status::counted`].
pub const COUNTED: usize = 2048;
/// Values of [`Status::kin`].
pub const KINS: usize = 128;
/// Values of [`Status::circumstance`].
pub const CIRCUMSTANCES: usize = 128;

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

/// Stage of dementia: how far it has gone, whether the district knows of it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Severity {
    /// No dementia.
    None,
    /// 轻度
    Mild,
    /// 中度
    Moderate,
    /// 重度
    Severe,
}

impl Severity {
    /// By number.
    pub const ALL: [Severity; SEVERITIES] = [Severity::None, Severity::Mild, Severity::Moderate, Severity::Severe];
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

impl Income {
    /// By number.
    pub const ALL: [Income; INCOMES] = [Income::Low, Income::Middle, Income::High];
}

/// Bits, from the lowest: sex 1, ability 2, dementia and its stage 3, spouse 1, child at home 1, has children 1; then
/// living in the district 1, several children 1, a child near 1, a child at work 1, income 2, one that is free. The lowest
/// nine are the class on which hazards depend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, bytemuck::NoUninit)]
#[repr(transparent)]
pub struct Status(u16);

/// Bits of the class.
const CLASS: u32 = 9;
const DEMENTIA: u32 = 3;
const HOUSEHOLD: u32 = 6;
const SPOUSE: u16 = 1 << HOUSEHOLD;
const CHILD_AT_HOME: u16 = 1 << 7;
const HAS_CHILDREN: u16 = 1 << 8;
const LIVES_HERE: u16 = 1 << 9;
const SEVERAL_CHILDREN: u16 = 1 << 10;
const CHILD_NEAR: u16 = 1 << 11;
const CHILD_WORKS: u16 = 1 << 12;
const INCOME: u32 = 13;

impl Status {
    /// An independent man without dementia, family or means, who lives elsewhere.
    pub fn new(sex: usize) -> Self {
        Status(sex as u16 & 1)
    }

    /// The status of a class, its circumstances unset.
    pub fn of_class(class: usize) -> Self {
        Status(class as u16 & (CLASSES as u16 - 1))
    }

    /// The status of household bits, all else unset.
    pub fn of_household(household: usize) -> Self {
        Status((household as u16 & 7) << HOUSEHOLD)
    }

    /// The status of a state of dementia, all else unset.
    pub fn of_dementia(state: usize) -> Self {
        Status((state as u16 & 7) << DEMENTIA)
    }

    /// The status of a circumstance, its class unset.
    pub fn of_circumstance(circumstance: usize) -> Self {
        Status((circumstance as u16) << CLASS)
    }

    /// The part on which hazards depend, below [`CLASSES`].
    pub fn class(self) -> usize {
        usize::from(self.0) % CLASSES
    }

    /// The class, residence and whether there are several children: what is counted by age.
    pub fn counted(self) -> usize {
        usize::from(self.0) % COUNTED
    }

    /// The status of such a number, all else unset.
    pub fn of_counted(counted: usize) -> Self {
        Status(counted as u16 & (COUNTED as u16 - 1))
    }

    /// All that says how much kin can give, below [`KINS`].
    pub fn kin(self) -> usize {
        usize::from(self.0 >> HOUSEHOLD) % KINS
    }

    /// The status of such a number, all else unset.
    pub fn of_kin(kin: usize) -> Self {
        Status((kin as u16 & (KINS as u16 - 1)) << HOUSEHOLD)
    }

    /// The rest: income and residence among it, below [`CIRCUMSTANCES`].
    pub fn circumstance(self) -> usize {
        usize::from(self.0 >> CLASS)
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

    /// Dementia and its stage as a number below [`DEMENTIAS`]: 0 none; 1 to 3 not diagnosed, by stage; 4 to 6 on file. The
    /// unused eighth pattern reads as the last.
    pub fn dementia_state(self) -> usize {
        usize::from(self.0 >> DEMENTIA & 7).min(DEMENTIAS - 1)
    }

    /// Dementia, and whether it is on file.
    pub fn dementia(self) -> Dementia {
        match self.dementia_state() {
            0 => Dementia::None,
            1..=3 => Dementia::Undiagnosed,
            _ => Dementia::OnFile,
        }
    }

    /// Stage of dementia.
    pub fn severity(self) -> Severity {
        match self.dementia_state() {
            0 => Severity::None,
            state => Severity::ALL[(state - 1) % 3 + 1],
        }
    }

    /// With another dementia state, of the same stage: mild if there was none.
    #[must_use]
    pub fn with_dementia(self, dementia: Dementia) -> Self {
        self.with_dementia_of(dementia, self.severity().max(Severity::Mild))
    }

    /// With dementia of another stage; without dementia there is none.
    #[must_use]
    pub fn with_severity(self, severity: Severity) -> Self {
        self.with_dementia_of(self.dementia(), severity)
    }

    fn with_dementia_of(self, dementia: Dementia, severity: Severity) -> Self {
        let state = match (dementia, severity) {
            (Dementia::None, _) | (_, Severity::None) => 0,
            (Dementia::Undiagnosed, stage) => stage as u16,
            (Dementia::OnFile, stage) => stage as u16 + 3,
        };
        Status(self.0 & !(7 << DEMENTIA) | state << DEMENTIA)
    }

    /// Household bits, 0 to 7: 1 spouse, 2 child at home, 4 has children.
    pub fn household(self) -> usize {
        usize::from(self.0 >> HOUSEHOLD & 7)
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

    /// Whether there are two or more children.
    pub fn has_several_children(self) -> bool {
        self.0 & SEVERAL_CHILDREN != 0
    }

    /// Whether the child who would care lives near, in this household or not.
    pub fn child_near(self) -> bool {
        self.0 & CHILD_NEAR != 0
    }

    /// Whether the child who would care is at work, not yet retired.
    pub fn child_works(self) -> bool {
        self.0 & CHILD_WORKS != 0
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

    /// With two or more children, or with at most one.
    #[must_use]
    pub fn with_several_children(self, on: bool) -> Self {
        self.with(SEVERAL_CHILDREN, on)
    }

    /// With a child near, or with none.
    #[must_use]
    pub fn with_child_near(self, on: bool) -> Self {
        self.with(CHILD_NEAR, on)
    }

    /// With a child at work, or retired.
    #[must_use]
    pub fn with_child_working(self, on: bool) -> Self {
        self.with(CHILD_WORKS, on)
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
        Income::ALL[usize::from(self.0 >> INCOME & 3).min(2)]
    }

    /// With another income band.
    #[must_use]
    pub fn with_income(self, income: Income) -> Self {
        Status(self.0 & !(3 << INCOME) | (income as u16) << INCOME)
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

    const FREE: u16 = 1 << 15;

    #[test]
    fn every_part_is_kept_apart_from_the_others() {
        for bits in 0..=u16::MAX {
            let s = Status(bits);
            let again = Status::new(s.sex())
                .with_ability(s.ability())
                .with_dementia(s.dementia())
                .with_severity(s.severity())
                .with_spouse(s.has_spouse())
                .with_child_at_home(s.child_at_home())
                .with_children(s.has_children())
                .with_several_children(s.has_several_children())
                .with_child_near(s.child_near())
                .with_child_working(s.child_works())
                .with_income(s.income())
                .with_living_here(s.lives_here());
            let valid = bits >> DEMENTIA & 7 != 7 && bits >> INCOME & 3 != 3 && bits & FREE == 0;
            assert_eq!(again == s, valid, "{bits:#b}");
            assert_eq!((Status::of_counted(s.counted()).class(), Status::of_kin(s.kin()).kin()), (s.class(), s.kin()));
            assert_eq!(Status(Status::of_class(s.class()).0 | Status::of_circumstance(s.circumstance()).0), s);
        }
    }

    #[test]
    fn dementia_begins_mild_and_keeps_its_stage_when_it_is_put_on_file() {
        let check = |status: Status, dementia, severity| {
            assert_eq!((status.dementia(), status.severity()), (dementia, severity), "{status:?}");
        };
        let begun = Status::new(1).with_dementia(Dementia::Undiagnosed);
        check(begun, Dementia::Undiagnosed, Severity::Mild);
        check(
            begun.with_severity(Severity::Severe).with_dementia(Dementia::OnFile),
            Dementia::OnFile,
            Severity::Severe,
        );
        check(begun.with_dementia(Dementia::None), Dementia::None, Severity::None);
        check(Status::new(1).with_severity(Severity::Severe), Dementia::None, Severity::None);
    }
}
