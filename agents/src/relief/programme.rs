//! A programme as data: for whom, how much, how often, from which account, and what happens when that account
//! is empty. Read from `programmes.toml`; adding one needs no code.
use super::attributes::{ATTRIBUTES_COUNT, Values, at};
use crate::parameters::Quantity;
use crate::text::{Label, Text};
use serde::{Deserialize, Serialize};
use sim_core::Month;

/// The most programmes of a district.
pub const MOST_PROGRAMMES: usize = 64;
/// The most members of a household.
pub const MOST_MEMBERS: usize = 4;
/// The most amounts of a programme.
pub const MOST_BANDS: usize = 16;

/// About whom a programme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Households in hardship: one payment a household.
    Household,
    /// Members of these households: one payment a member.
    Member,
    /// Registered elders, whether in hardship or not.
    Elder,
    /// Elders with a valid assessment of care.
    Case,
    /// Members of households on the books who die.
    Death,
    /// Something that the model counts, such as meals or occupied beds.
    Activity(Activity),
    /// A number of person-times a month.
    Fixed,
}

/// What actors of care and work do that costs the bureau money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Activity {
    /// Meals served (助餐).
    Meals,
    /// Elders in day care in a month.
    DayCare,
    /// Respite stays.
    Respite,
    /// Homes adapted.
    Adaptation,
    /// Family care beds in a month.
    FamilyBeds,
    /// Visits to and courses for family carers.
    CarerTraining,
    /// Elders with a younger-old helper in a month.
    Helpers,
    /// Time-bank services.
    TimeBank,
    /// Dementia screenings.
    Screening,
    /// Community workers' wages; the model knows the amount.
    CommunityWages,
    /// Occupied beds in a month.
    OccupiedBeds,
    /// Beds converted; the model knows the amount.
    Conversion,
    /// Instalments for homes under construction; the model knows the amount.
    Building,
    /// Seats in courses and exams of care workers; the model knows the amount.
    Training,
    /// Entry subsidies due; the model knows the amount.
    EntrySubsidy,
}

/// Number of activities.
pub const ACTIVITIES: usize = 15;

impl Activity {
    /// All, in order.
    pub const ALL: [Activity; ACTIVITIES] = [
        Activity::Meals,
        Activity::DayCare,
        Activity::Respite,
        Activity::Adaptation,
        Activity::FamilyBeds,
        Activity::CarerTraining,
        Activity::Helpers,
        Activity::TimeBank,
        Activity::Screening,
        Activity::CommunityWages,
        Activity::OccupiedBeds,
        Activity::Conversion,
        Activity::Building,
        Activity::Training,
        Activity::EntrySubsidy,
    ];

    /// The word in files.
    pub const fn id(self) -> &'static str {
        match self {
            Activity::Meals => "meals",
            Activity::DayCare => "day_care",
            Activity::Respite => "respite",
            Activity::Adaptation => "adaptation",
            Activity::FamilyBeds => "family_beds",
            Activity::CarerTraining => "carer_training",
            Activity::Helpers => "helpers",
            Activity::TimeBank => "time_bank",
            Activity::Screening => "screening",
            Activity::CommunityWages => "community_wages",
            Activity::OccupiedBeds => "occupied_beds",
            Activity::Conversion => "conversion",
            Activity::Building => "building",
            Activity::Training => "training",
            Activity::EntrySubsidy => "entry_subsidy",
        }
    }

    /// Whether less is done when there is less money; of the others less is claimed.
    pub const fn follows_money(self) -> bool {
        !matches!(
            self,
            Activity::OccupiedBeds | Activity::Screening | Activity::CommunityWages | Activity::EntrySubsidy
        )
    }

    /// Whether the model itself knows what it costs (`amount = "model"`).
    pub const fn is_priced(self) -> bool {
        matches!(
            self,
            Activity::CommunityWages
                | Activity::Conversion
                | Activity::Building
                | Activity::Training
                | Activity::EntrySubsidy
        )
    }
}

impl Over {
    /// Words for all but activities.
    pub const WORDS: [&'static str; 6] = ["household", "member", "elder", "case", "death", "fixed"];

    /// The word in files.
    pub const fn id(self) -> &'static str {
        match self {
            Over::Household => "household",
            Over::Member => "member",
            Over::Elder => "elder",
            Over::Case => "case",
            Over::Death => "death",
            Over::Activity(activity) => activity.id(),
            Over::Fixed => "fixed",
        }
    }

    /// Whether the payment is about households in hardship, who must be on the books.
    pub fn by_books(self) -> bool {
        matches!(self, Over::Household | Over::Member | Over::Death)
    }
}

/// Under which headline a programme is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Social relief (社会救助).
    Relief,
    /// The two subsidies for disabled persons (残疾人两项补贴).
    Disability,
    /// Allowance for elders (老年综合津贴).
    Allowance,
    /// Care-service subsidy (养老服务补贴).
    CareSubsidy,
    /// Services, beds, workers and everything else.
    Services,
}

impl Group {
    /// All, in order.
    pub const ALL: [Group; 5] =
        [Group::Relief, Group::Disability, Group::Allowance, Group::CareSubsidy, Group::Services];

    /// The word in files.
    pub const fn id(self) -> &'static str {
        match self {
            Group::Relief => "relief",
            Group::Disability => "disability",
            Group::Allowance => "allowance",
            Group::CareSubsidy => "care_subsidy",
            Group::Services => "services",
        }
    }

    /// Name for people.
    pub const fn name(self) -> Label {
        match self {
            Group::Relief => Label::new("社会救助", "social relief"),
            Group::Disability => Label::new("残疾人两项补贴", "disability subsidies"),
            Group::Allowance => Label::new("老年综合津贴", "elder allowance"),
            Group::CareSubsidy => Label::new("养老服务补贴", "care-service subsidy"),
            Group::Services => Label::new("养老服务与队伍", "services, beds and workers"),
        }
    }
}

/// What happens to claims when the account is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overspend {
    /// The district adds what is missing, up to the account's reserve; beyond it claims are owed.
    TopUp,
    /// Claims are owed, and paid before others when there is money again.
    Queue,
    /// Less is given: the rate of service follows the money, and what is claimed in vain is refused for good.
    Ration,
}

impl Overspend {
    /// All, in order.
    pub const ALL: [Overspend; 3] = [Overspend::TopUp, Overspend::Queue, Overspend::Ration];

    /// The word in files.
    pub const fn id(self) -> &'static str {
        match self {
            Overspend::TopUp => "top_up",
            Overspend::Queue => "queue",
            Overspend::Ration => "ration",
        }
    }
}

/// What amounts grow with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// Nothing.
    None,
    /// The minimum living standard.
    Standard,
    /// Prices.
    Prices,
    /// Pay.
    Wages,
}

impl Index {
    /// All, in order.
    pub const ALL: [Index; 4] = [Index::None, Index::Standard, Index::Prices, Index::Wages];

    /// The word in files.
    pub const fn id(self) -> &'static str {
        match self {
            Index::None => "none",
            Index::Standard => "standard",
            Index::Prices => "prices",
            Index::Wages => "wages",
        }
    }
}

/// One comparison. A range of numbers allows any word, a set of words any number: so there is no branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Position of the attribute.
    attribute: u8,
    /// Smallest value, scaled.
    from: i32,
    /// The value from which on it no longer holds, scaled.
    below: i32,
    /// A bit for each word that is right.
    words: u32,
}

impl Condition {
    /// A scaled number at least `from` and below `below`.
    pub fn range(attribute: usize, from: i32, below: i32) -> Self {
        Condition { attribute: attribute as u8, from, below, words: u32::MAX }
    }

    /// One of the words whose bit is set.
    pub fn words(attribute: usize, words: u32) -> Self {
        Condition { attribute: attribute as u8, from: i32::MIN, below: i32::MAX, words }
    }

    /// Whether it is about the household as a whole.
    pub fn is_about_households(&self) -> bool {
        usize::from(self.attribute) < at::AGE
    }

    /// Whether it holds.
    #[inline]
    pub fn holds(&self, values: &Values) -> bool {
        let value = values[usize::from(self.attribute) % ATTRIBUTES_COUNT];
        (self.from <= value) & (value < self.below) & (self.words >> (value as u32 & 31) & 1 == 1)
    }
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Yuan.
    Yuan(Quantity),
    /// So many times the minimum living standard.
    Standard(Quantity),
    /// What the household's counted income lacks to so many times the standard for each member.
    TopUp(Quantity),
    /// A medical bill in yuan, and the share that is taken over of what basic medical insurance leaves of it.
    Bill(Quantity, Quantity),
    /// What the model says it costs.
    Model,
}

/// An amount for some of those for whom a programme is. The first that fits holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// First month, or none.
    pub from: Option<Month>,
    /// Last month, or none.
    pub to: Option<Month>,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// How much each time.
    pub amount: Amount,
    /// How many times a month.
    pub times: Quantity,
}

/// A programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Short id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Headline.
    pub group: Group,
    /// Position of the account.
    pub account: usize,
    /// About whom.
    pub over: Over,
    /// All must hold.
    pub who: Vec<Condition>,
    /// Those for whom all of these hold, if there are any, are left out.
    pub unless: Vec<Condition>,
    /// Amounts.
    pub bands: Vec<Band>,
    /// In which calendar months it is paid, January first.
    pub months: [bool; 12],
    /// Of those entitled who need not be on the books: the share who claim. Of the others: 1.
    pub take_up: Quantity,
    /// What amounts grow with.
    pub index: Index,
    /// When the account is empty.
    pub overspend: Overspend,
    /// Whether those who get it are the relief caseload (在册救助对象).
    pub caseload: bool,
}

impl Programme {
    /// Whether all conditions on who hold.
    #[inline]
    pub fn is_for(&self, values: &Values) -> bool {
        let holds = |condition: &Condition| condition.holds(values);
        self.who.iter().all(holds) && (self.unless.is_empty() || !self.unless.iter().all(holds))
    }

    /// The band of these values in a month.
    #[inline]
    pub fn band(&self, values: &Values, month: Month) -> Option<usize> {
        self.bands.iter().position(|band| {
            band.from.is_none_or(|from| from <= month)
                && band.to.is_none_or(|to| month <= to)
                && band.conditions.iter().all(|condition| condition.holds(values))
        })
    }
}

/// The minimum living standard (低保标准) from a month on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standard {
    /// First month.
    pub from: Month,
    /// Yuan a month and person.
    pub yuan: f64,
}

/// Weights of the needs assessment (困难群众救助需求综合评估): points for each dimension, and from how many on a
/// household is in a tier.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedsAssessment {
    /// Points at no income, falling to none at the low-income line.
    pub income: f64,
    /// Points for an ill member.
    pub illness: f64,
    /// Points for a severely disabled member.
    pub disability: f64,
    /// Points for a child or pupil.
    pub schooling: f64,
    /// Points for a rented home.
    pub housing: f64,
    /// Points for living without anybody bound to support.
    pub support: f64,
    /// Points from which on the tier is low, middle, high.
    pub tiers: [f64; 3],
}

/// Relief as the district's files have it.
#[derive(Clone, Debug)]
pub struct ReliefSystem {
    /// In order of time; before the first its value holds.
    pub standards: Vec<Standard>,
    /// The basic pension of residents (城乡居民基础养老金), the same way: pensions of households in hardship rise with it.
    pub pensions: Vec<Standard>,
    /// What they are multiplied by: 1, unless a scenario moves them.
    pub standard_ratio: f64,
    /// The needs assessment.
    pub assessment: NeedsAssessment,
    /// Programmes in order of payment: where an account has little, the first go first.
    pub programmes: Vec<Programme>,
}
