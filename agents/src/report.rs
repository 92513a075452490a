//! What actors report each month.
use crate::budget::report::BureauMonth;
use crate::care::report::{AgencyMonth, CareMonth, FacilityMonth};
use crate::relief::report::ReliefMonth;
use crate::workforce::report::{EmployerMonth, MarketMonth, TrainingMonth};
use serde::{Deserialize, Serialize};

/// Whole numbers that are added up over areas: a struct of fields with their meaning.
macro_rules! counts {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $(#[doc = $text] pub $field: i64,)* }

        impl std::ops::AddAssign<&$name> for $name {
            fn add_assign(&mut self, other: &$name) { $(self.$field += other.$field;)* }
        }
    };
}
pub(crate) use counts;

counts! {
    /// Counts of one community and month. Stocks are counted at the month's end, flows over it.
    /// The district's counts are the sums of its communities'.
    PopulationCounts {
        elders: "Stock: registered elders, 60 and over.";
        men: "Stock: men.";
        women: "Stock: women.";
        aged_60_64: "Stock: aged 60 to 64.";
        aged_65_69: "Stock: aged 65 to 69.";
        aged_70_74: "Stock: aged 70 to 74.";
        aged_75_79: "Stock: aged 75 to 79.";
        aged_80_84: "Stock: aged 80 to 84.";
        aged_85_89: "Stock: aged 85 to 89.";
        aged_90_94: "Stock: aged 90 to 94.";
        aged_95_99: "Stock: aged 95 to 99.";
        aged_80_plus: "Stock: aged 80 and over.";
        aged_100_plus: "Stock: aged 100 and over.";
        independent: "Stock: independent.";
        mild: "Stock: mildly disabled.";
        moderate: "Stock: moderately disabled.";
        severe: "Stock: severely disabled.";
        dementia: "Stock: with dementia, on file or not.";
        dementia_undiagnosed: "Stock: with dementia, not on file.";
        dementia_on_file: "Stock: with dementia and a case file.";
        with_family: "Stock: living with a child.";
        couple_only: "Stock: living with the spouse only.";
        alone: "Stock: living alone.";
        carer_spouse: "Stock: whose first informal carer would be the spouse.";
        carer_child: "Stock: whose first informal carer would be a child.";
        carer_none: "Stock: without an informal carer.";
        income_low: "Stock: in the low income band.";
        income_middle: "Stock: in the middle income band.";
        income_high: "Stock: in the high income band.";
        living_here: "Stock: registered and living in the district.";
        entrants: "Flow: turned 60.";
        arrivals: "Flow: registered into the district.";
        moved_in: "Flow: came from another community of the district.";
        deaths: "Flow: died, shock deaths included.";
        shock_deaths: "Flow: died of a dated shock.";
        departures: "Flow: registered out of the district.";
        moved_out: "Flow: went to another community of the district.";
        declines: "Flow: ability fell by one level.";
        recoveries: "Flow: ability rose by one level.";
        dementia_onsets: "Flow: dementia began.";
        case_files: "Flow: dementia put on file.";
        widowed: "Flow: spouse died.";
        children_moved_in: "Flow: a child moved in.";
        // ANCHOR: count
        children_moved_out: "Flow: a child moved out.";
        // ANCHOR_END: count
        bed_applications: "Flow: independent elders who applied for a bed.";
        hardship_onset: "Flow: elders who came into hardship.";
    }
}

/// Youngest age of an elder, completed years.
pub const FIRST_AGE: usize = 60;
/// Single ages from 60 to 109, and 110 and over.
pub const AGES: usize = 51;

/// Elders of one sex and single age, by state, at a year's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PyramidCell {
    /// All of this sex and age.
    pub persons: i64,
    /// Mildly disabled.
    pub mild: i64,
    /// Moderately disabled.
    pub moderate: i64,
    /// Severely disabled.
    pub severe: i64,
    /// With dementia.
    pub dementia: i64,
    /// Living alone.
    pub alone: i64,
    /// With a spouse.
    pub partnered: i64,
    /// Deaths in the year, by age at the start of the month of death.
    pub deaths: i64,
    /// Months lived in the year at this age, by age at the start of each month.
    pub months_lived: i64,
}

/// The district's or a community's elders by sex (0 men, 1 women) and single age from 60, at a
/// December's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pyramid {
    /// `2 * AGES` cells, men first.
    pub cells: Vec<PyramidCell>,
}

/// The sums that must agree at a month's end, of one community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    /// Elders at the end of the month before.
    pub opening: i64,
    /// Elders at the end of this month.
    pub closing: i64,
    /// In Decembers: elders on whose state the running tallies and a recount of everybody differ; 0.
    pub recount_difference: i64,
}

/// One community's month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityMonth {
    /// Stocks and flows.
    pub counts: PopulationCounts,
    /// Opening and closing stock for the audit.
    pub books: Books,
    /// In Decembers: elders by sex and age, counted afresh from every elder.
    pub pyramid: Option<Pyramid>,
    /// Care.
    pub care: CareMonth,
    /// The workers of the community's office.
    pub office: EmployerMonth,
    /// Relief.
    pub relief: ReliefMonth,
}

/// One actor's month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActorMonth {
    /// Of a community.
    Community(Box<CommunityMonth>),
    /// Of a home.
    Facility(Box<FacilityMonth>),
    /// Of a home-care agency.
    Agency(Box<AgencyMonth>),
    /// Of the training centre.
    Training(Box<TrainingMonth>),
    /// Of the labour market.
    Market(MarketMonth),
    /// Of the bureau.
    Bureau(Box<BureauMonth>),
}

impl ActorMonth {
    /// The community's month, if it is one.
    pub fn community(&self) -> Option<&CommunityMonth> {
        match self {
            ActorMonth::Community(month) => Some(month),
            _ => None,
        }
    }

    /// The home's month, if it is one.
    pub fn facility(&self) -> Option<&FacilityMonth> {
        match self {
            ActorMonth::Facility(month) => Some(month),
            _ => None,
        }
    }

    /// The agency's month, if it is one.
    pub fn agency(&self) -> Option<&AgencyMonth> {
        match self {
            ActorMonth::Agency(month) => Some(month),
            _ => None,
        }
    }

    /// The training centre's month, if it is one.
    pub fn training(&self) -> Option<&TrainingMonth> {
        match self {
            ActorMonth::Training(month) => Some(month),
            _ => None,
        }
    }

    /// The labour market's month, if it is one.
    pub fn market(&self) -> Option<&MarketMonth> {
        match self {
            ActorMonth::Market(month) => Some(month),
            _ => None,
        }
    }

    /// The bureau's month, if it is one.
    pub fn bureau(&self) -> Option<&BureauMonth> {
        match self {
            ActorMonth::Bureau(month) => Some(month),
            _ => None,
        }
    }

    /// The month of those whom the actor employs, if it employs anybody.
    pub fn employer(&self) -> Option<&EmployerMonth> {
        match self {
            ActorMonth::Community(month) => Some(&month.office),
            ActorMonth::Facility(month) => Some(&month.workforce),
            ActorMonth::Agency(month) => Some(&month.workforce),
            _ => None,
        }
    }
}
