//! What the model knows of a district before the first month: read by `scenarios`, checked there,
//! never changed afterwards.
use crate::budget::BudgetSystem;
use crate::care::beds::{BED_TYPES, PlacementRule};
use crate::parameters::{PARAMETERS, ParameterChoice, Parameters, Quantity};
use crate::prior::{Places, Posterior, PriorGroup};
use crate::relief::programme::ReliefSystem;
use crate::text::Text;
use crate::workforce::{LEVELS, OCCUPATIONS};
use ndarray::{Array2, Array3};
use sim_core::{Draws, Month};
use std::sync::Arc;

/// A district and everything its replicates start from.
#[derive(Clone, Debug)]
pub struct District {
    /// Short id, for folders and files.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// First simulated month. The stocks it starts from are those of the month before.
    pub start: Month,
    /// Last simulated month.
    pub end: Month,
    /// Communities (街镇), in the order of their addresses.
    pub communities: Vec<CommunityProfile>,
    /// Registered residents by sex and single age at a year's end.
    pub pyramid: RegisteredPyramid,
    /// Death rates.
    pub mortality: MortalityTable,
    /// Measured prevalence of disability, youngest band first.
    pub ability: Vec<AbilityPrevalence>,
    /// Value and range of every parameter, in the order of [`PARAMETERS`].
    pub quantities: Vec<Quantity>,
    /// The baseline's own values and ranges, in the order of [`PARAMETERS`], whatever a run overrides:
    /// the bands of the screened draw are cut from them.
    pub baseline_quantities: Vec<Quantity>,
    /// Groups of parameters that are correlated in the prior.
    pub priors: Vec<PriorGroup>,
    /// Draws from the posterior of its parameters, if it was calibrated.
    pub posterior: Option<Arc<Posterior>>,
    /// Dated shocks, in order of time.
    pub shocks: Vec<Shock>,
    /// Those of the baseline, whatever a run leaves out: what the pyramid's count has lived through.
    pub baseline_shocks: Vec<Shock>,
    /// Whether coming winters may have an epidemic.
    pub epidemics: bool,
    /// Homes, agencies, insurance and rules of care.
    pub care: CareSystem,
    /// Certificates, ages and subsidies of workers.
    pub workforce: WorkforceSystem,
    /// Standards, needs assessment and programmes of relief and of all else that the bureau pays.
    pub relief: ReliefSystem,
    /// The bureau's accounts.
    pub budget: BudgetSystem,
}

/// By which rules workers are certified, and who they are.
#[derive(Clone, Debug)]
pub struct WorkforceSystem {
    /// One an occupation, in the order of [`crate::workforce::Occupation::ALL`].
    pub occupations: [OccupationProfile; OCCUPATIONS],
    /// What graduates who stay in care work are paid (入职奖励).
    pub entry_subsidy: EntrySubsidy,
    /// First and last month in which posts of community workers are added.
    pub posts_added: [Month; 2],
    /// What those who employ care workers must show of certificates.
    pub certification: CertificationRule,
    /// What care workers are paid for the certificate they hold.
    pub level_allowance: LevelAllowance,
    /// Ages of care workers registered outside the city (外来) who come new to the trade.
    pub ages_of_migrants: Vec<AgeShare>,
}

/// An occupation: its certificates and the ages of those who work in it.
#[derive(Clone, Debug)]
pub struct OccupationProfile {
    /// Certificates, lowest first: one to five.
    pub levels: Vec<CertificateLevel>,
    /// Ages of those who work at the start.
    pub ages_at_start: Vec<AgeShare>,
    /// Ages of those who come new to the trade.
    pub ages_of_newcomers: Vec<AgeShare>,
    /// Ages of those who come from a school.
    pub ages_of_graduates: Vec<AgeShare>,
    /// Pass rates by age, relative to the parameter: (first age, ratio), from the youngest.
    pub pass_by_age: Vec<(i32, f64)>,
    /// Age from which workers may retire, and the age at which the last do.
    pub retirement: [i32; 2],
}

/// How many are of an age.
#[derive(Clone, Copy, Debug)]
pub struct AgeShare {
    /// First age, completed years.
    pub from: i32,
    /// Last age.
    pub to: i32,
    /// Share; those of one list add up to 1.
    pub share: f64,
}

/// A level of certificate.
#[derive(Clone, Debug)]
pub struct CertificateLevel {
    /// Short id.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// Of the certified at the start above the first level, how many hold this one; 0 for the first.
    pub share_at_start: f64,
    /// Months of the course; 0 when one registers for the exam without one.
    pub course_months: i16,
    /// In which calendar months exams are held, January first.
    pub exam_months: [bool; 12],
    /// Months from exam to result.
    pub result_months: i16,
    /// Fen a seat in a course costs.
    pub seat_cost: i64,
    /// Fen an exam of one person costs.
    pub exam_cost: i64,
    /// Who may register, in order of time; before the first its rules hold.
    pub registration: Vec<RegistrationRule>,
}

/// Who may register for a level from a month on.
#[derive(Clone, Copy, Debug)]
pub struct RegistrationRule {
    /// First month.
    pub from: Month,
    /// Months in the trade.
    pub service_months: i16,
    /// Months since the certificate of the level below.
    pub previous_months: i16,
}

/// Certificates as a rule (持证率要求): what share of an employer's care workers must hold one.
#[derive(Clone, Debug)]
pub struct CertificationRule {
    /// Calendar month of the yearly inspection.
    pub inspection_month: u32,
    /// First month and share required, in order of time; nothing is required before the first.
    pub required: Vec<(Month, f64)>,
}

/// Level allowance (激励补贴): paid monthly to care workers by the level of certificate held.
#[derive(Clone, Debug)]
pub struct LevelAllowance {
    /// First month.
    pub from: Month,
    /// Fen a month by level, none first.
    pub fen: [i64; LEVELS],
}

/// Entry subsidy: paid to graduates in parts, while they work in the trade.
#[derive(Clone, Debug)]
pub struct EntrySubsidy {
    /// Those who enter the trade from this month on have a claim.
    pub from: Month,
    /// Fen in all for secondary school and for college.
    pub fen: [i64; 2],
    /// Months in the trade after which a part is due, and the share of it.
    pub parts: Vec<(i16, f64)>,
}

impl District {
    /// Certificates of an occupation, lowest first.
    pub fn certificates(&self, occupation: usize) -> &[CertificateLevel] {
        let levels = &self.workforce.occupations[occupation].levels;
        &levels[..levels.len().min(LEVELS - 1)]
    }
}

/// Who gives formal care in the district, and by which rules.
#[derive(Clone, Debug)]
pub struct CareSystem {
    /// The order in which free beds are offered.
    pub placement_rule: PlacementRule,
    /// Long-term care insurance (长护险).
    pub insurance: Insurance,
    /// Last month to which the homes are known: until then none closes but those with a date.
    pub homes_known: Month,
    /// Homes (养老机构, 长者照护之家), in the order of their addresses; those of the future among them.
    pub facilities: Vec<FacilityProfile>,
    /// Home-care agencies. Every community is served by exactly one.
    pub agencies: Vec<AgencyProfile>,
}

/// Care levels of the unified assessment (统一需求评估): 0 to 6.
pub const CARE_LEVELS: usize = 7;

/// What long-term care insurance grants by care level.
#[derive(Clone, Debug)]
pub struct Insurance {
    /// Hours of home care a week by care level, 0 where there is no entitlement.
    pub weekly_hours: [f64; CARE_LEVELS],
    /// Extra hours a month at levels 5 and 6 in the first six months of service.
    pub extra_hours_first_months: f64,
    /// Extra hours a month at levels 5 and 6 after six months of service.
    pub extra_hours_later: f64,
    /// Daily rates in homes, in order of time; before the first its rates hold.
    pub daily_rates: Vec<DailyRates>,
}

/// Daily rates of care in homes from a month on.
#[derive(Clone, Debug)]
pub struct DailyRates {
    /// First month.
    pub from: Month,
    /// Fen a day by care level.
    pub fen: [i64; CARE_LEVELS],
}

/// A home with beds.
#[derive(Clone, Debug)]
pub struct FacilityProfile {
    /// Short id.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// Position of its community among the district's.
    pub community: usize,
    /// First month with beds, as [`Month::index`]; none when it stands at the start.
    pub opens: Option<Quantity>,
    /// Month from which on it has no beds; none when it stays.
    pub closes: Option<Month>,
    /// Beds at the start or at opening.
    pub beds: Quantity,
    /// How many of `beds.value` are of each type; scaled with the drawn number.
    pub by_type: [u32; BED_TYPES],
    /// Price relative to the district's price of each type.
    pub price: f64,
    /// Price band.
    pub price_band: PriceBand,
    /// Who owns and runs it.
    pub ownership: Ownership,
    /// Share of replicates in which it is built; 1 for a home that stands or is under construction.
    pub certainty: f64,
    /// Whether it takes respite stays (喘息服务).
    pub respite: bool,
    /// Beds added to it later.
    pub extensions: Vec<Extension>,
}

/// Beds built onto a home that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// When they are built.
    pub date: BuildingDate,
    /// Beds by type.
    pub beds: [u32; BED_TYPES],
}

/// When something is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildingDate {
    /// Work begins in this month.
    Begins(Month),
    /// It is planned to open in this month: work begins as many months before as building takes.
    Opens(Month),
}

/// Who owns and runs a home (举办方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// 公办公营: its price is set, and it does not close for losses.
    Public,
    /// 公建民营（含公办民营）: its price is set; its operator may be replaced, its beds stay.
    PublicPrivate,
    /// 民办: its price follows occupancy, and it may close after lasting losses.
    Private,
}

impl Ownership {
    /// Every kind.
    pub const ALL: [Ownership; 3] = [Ownership::Public, Ownership::PublicPrivate, Ownership::Private];
    /// Their ids in files, in the same order.
    pub const IDS: [&'static str; 3] = ["public", "public_private", "private"];

    /// The id in files.
    pub const fn id(self) -> &'static str {
        Ownership::IDS[self as usize]
    }
}

/// How dear a home is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceBand {
    /// 经济型: price ratio below 0.85.
    Economy,
    /// 标准型.
    Standard,
    /// 高端型: price ratio from 1.25.
    Premium,
}

impl PriceBand {
    /// The band of a price ratio.
    pub fn of(ratio: f64) -> Self {
        match ratio {
            r if r < 0.85 => PriceBand::Economy,
            r if r < 1.25 => PriceBand::Standard,
            _ => PriceBand::Premium,
        }
    }

    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            PriceBand::Economy => "economy",
            PriceBand::Standard => "standard",
            PriceBand::Premium => "premium",
        }
    }
}

/// A home-care agency.
#[derive(Clone, Debug)]
pub struct AgencyProfile {
    /// Short id.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// Positions of the communities it serves.
    pub communities: Vec<usize>,
}

/// A community of the district.
#[derive(Clone, Debug)]
pub struct CommunityProfile {
    /// Short id, used as `area` in the outputs.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// Size relative to the other communities (any unit; shares are made by dividing by the sum).
    pub size: Quantity,
    /// What its part of each service's capacity is multiplied by, in the order of [`crate::care::services::SERVICES`]: 1,
    /// unless a scenario moves it.
    pub services: [f64; crate::care::services::SERVICES.len()],
    /// Position of its zone: elders look for homes, and move, among the communities of theirs. Homes of a zone stand
    /// together.
    pub zone: usize,
}

/// Registered residents at the end of December of `year`.
#[derive(Clone, Debug)]
pub struct RegisteredPyramid {
    /// The year at whose end they were counted.
    pub year: i32,
    /// Age of the first column, completed years.
    pub first_age: usize,
    /// Persons, fractional, `[sex, age - first_age]`; sex 0 men, 1 women.
    pub persons: Array2<f64>,
}

/// Death rates per person-year by calendar year, sex and single age. Years before the first and
/// after the last use the nearest; so do ages.
#[derive(Clone, Debug)]
pub struct MortalityTable {
    /// Year of the first layer.
    pub first_year: i32,
    /// Age of the first column.
    pub first_age: usize,
    /// `[year - first_year, sex, age - first_age]`; sex 0 men, 1 women.
    pub rates: Array3<f64>,
}

/// Measured shares of an age band at each disabled level, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub struct AbilityPrevalence {
    /// First age of the band, completed years.
    pub from_age: usize,
    /// Last age of the band; open-ended bands use 120.
    pub to_age: usize,
    /// Share mildly disabled.
    pub mild: f64,
    /// Share moderately disabled.
    pub moderate: f64,
    /// Share severely disabled.
    pub severe: f64,
}

/// A dated rise of mortality.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Short id.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// First month.
    pub month: Month,
    /// How many months it lasts.
    pub months: i32,
    /// What the excess of every age is multiplied by: 1 but for its range.
    pub size: Quantity,
    /// Share of the excess that falls into the first month; none when all months have the same.
    pub in_first_month: Option<Quantity>,
    /// Mortality ratio by age band, without gaps from 60 up: (first age, ratio).
    pub mortality: Vec<(usize, Quantity)>,
}

impl District {
    /// Whether any shock, dated or of a coming winter, may happen.
    pub fn has_shocks(&self) -> bool {
        self.epidemics || !self.shocks.is_empty()
    }

    /// The parameters of the replicate of `draws`.
    pub fn parameters(&self, choice: ParameterChoice, draws: &Draws) -> Parameters {
        placed(&self.quantities, &self.places(choice, draws))
    }

    /// Where the quantities of a replicate lie inside their ranges.
    pub fn places(&self, choice: ParameterChoice, draws: &Draws) -> Places {
        Places::of(choice, draws, &self.priors, self.posterior.as_deref())
    }
}

/// The parameters at given places of these quantities.
pub(crate) fn placed(quantities: &[Quantity], places: &Places) -> Parameters {
    debug_assert_eq!(quantities.len(), PARAMETERS.len());
    Parameters::from_each(|i, definition| places.value(definition.id, &quantities[i]))
}

impl RegisteredPyramid {
    /// Persons of 60 and over.
    pub fn elders(&self) -> f64 {
        self.persons.columns().into_iter().skip(60usize.saturating_sub(self.first_age)).map(|ages| ages.sum()).sum()
    }
}

impl MortalityTable {
    /// The table's rate per person-year at `age` in `year`; sex 0 men, 1 women.
    pub fn rate(&self, year: i32, sex: usize, age: usize) -> f64 {
        let (years, _, ages) = self.rates.dim();
        let y = (year - self.first_year).clamp(0, years as i32 - 1) as usize;
        let a = age.saturating_sub(self.first_age).min(ages - 1);
        self.rates[[y, sex, a]]
    }
}
