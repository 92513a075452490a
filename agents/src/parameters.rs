//! The one list of the model's parameters: id, unit, the bounds outside which a value has no
//! meaning, and words for people. A district's baseline gives each of them a value, a range and a
//! source; a replicate draws its own set from the ranges.
use crate::text::Label;
use serde::Serialize;
use sim_core::{Draws, Month};

/// What is known of a parameter before any district gives it a value.
#[derive(Clone, Copy, Debug)]
pub struct ParameterDefinition {
    /// `section.key`, as written in a baseline.
    pub id: &'static str,
    /// Unit of the value.
    pub unit: &'static str,
    /// Smallest meaningful value.
    pub least: f64,
    /// Largest meaningful value.
    pub most: f64,
    /// Name in Chinese and English.
    pub name: Label,
}

/// A value with the range inside which it is believed to lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// Best estimate, and the median of what replicates draw.
    pub value: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
}

impl Quantity {
    /// A quantity known exactly.
    pub fn exactly(value: f64) -> Self {
        Quantity { value, low: value, high: value }
    }

    /// The inverse distribution function at `u` in [0, 1): two half triangles that meet at the
    /// value, with half of the probability on either side of it, zero density at both ends.
    pub fn at(&self, u: f64) -> f64 {
        if u < 0.5 {
            self.value - (self.value - self.low) * (1.0 - (2.0 * u).sqrt())
        } else {
            self.value + (self.high - self.value) * (1.0 - (2.0 * (1.0 - u)).sqrt())
        }
    }
}

/// Where a replicate takes its parameters from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterChoice {
    /// Every replicate draws each parameter from its range.
    Drawn,
    /// Every replicate uses the best estimates.
    Fixed,
}

impl ParameterChoice {
    /// The value of `quantity` for the replicate of `draws`. The address of the draw is the
    /// parameter's id, so a new parameter moves no other.
    pub fn value(self, draws: &Draws, id: &str, quantity: &Quantity) -> f64 {
        match self {
            ParameterChoice::Fixed => quantity.value,
            ParameterChoice::Drawn => {
                quantity.at(draws.uniform(sim_core::name_hash(id), Month::from_index(0), crate::decision::PARAMETER))
            }
        }
    }
}

macro_rules! parameters {
    ($($field:ident: $id:literal, $unit:literal, $least:literal..=$most:literal, $zh:literal, $en:literal;)*) => {
        /// One set of values, a field a parameter, in the units of [`PARAMETERS`].
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub struct Parameters {
            $(#[doc = $en] #[doc = concat!("(", $unit, ").")] pub $field: f64,)*
        }

        /// Every parameter, in the order of [`Parameters`].
        pub const PARAMETERS: &[ParameterDefinition] = &[
            $(ParameterDefinition { id: $id, unit: $unit, least: $least, most: $most, name: Label::new($zh, $en) },)*
        ];

        impl Parameters {
            /// The set made by asking `value` for each parameter, by position and definition.
            pub fn from_each(mut value: impl FnMut(usize, &'static ParameterDefinition) -> f64) -> Self {
                let mut position = 0;
                $(let $field = value(position, &PARAMETERS[position]); position += 1;)*
                debug_assert_eq!(position, PARAMETERS.len());
                Parameters { $($field),* }
            }

            /// The values in the order of [`PARAMETERS`].
            pub fn values(&self) -> Vec<f64> {
                vec![$(self.$field),*]
            }
        }
    };
}

parameters! {
    mortality_level: "mortality.level", "ratio", 0.2..=5.0, "死亡率水平（相对生命表）", "level of mortality relative to the life table";
    mortality_improvement: "mortality.improvement", "ratio", -2.0..=4.0, "死亡率逐年变化幅度（相对生命表）", "pace of the change of mortality relative to the life table's own";
    mortality_hazard_ratio_mild: "mortality.hazard_ratio_mild", "hazard ratio", 1.0..=10.0, "轻度失能者死亡风险比", "mortality hazard ratio of mildly disabled elders";
    mortality_hazard_ratio_moderate: "mortality.hazard_ratio_moderate", "hazard ratio", 1.0..=10.0, "中度失能者死亡风险比", "mortality hazard ratio of moderately disabled elders";
    mortality_hazard_ratio_severe: "mortality.hazard_ratio_severe", "hazard ratio", 1.0..=10.0, "重度失能者死亡风险比", "mortality hazard ratio of severely disabled elders";
    mortality_hazard_ratio_dementia: "mortality.hazard_ratio_dementia", "hazard ratio", 1.0..=10.0, "认知障碍者死亡风险比", "mortality hazard ratio of elders with dementia";
    ability_prevalence_odds: "ability.prevalence_odds", "odds ratio", 0.2..=5.0, "失能率水平（相对调查）", "odds of disability relative to the survey";
    ability_female_odds: "ability.female_odds", "odds ratio", 0.2..=5.0, "女性失能相对男性的优势比", "odds of disability of women relative to men of the same age";
    ability_recovery_mild_at_75: "ability.recovery_mild_at_75", "per year", 0.0..=2.0, "75岁轻度失能者年恢复率", "recovery rate from mild disability at age 75";
    ability_recovery_moderate_ratio: "ability.recovery_moderate_ratio", "ratio", 0.0..=1.0, "中度失能恢复率相对轻度", "recovery rate from moderate relative to mild disability";
    ability_recovery_severe_ratio: "ability.recovery_severe_ratio", "ratio", 0.0..=1.0, "重度失能恢复率相对轻度", "recovery rate from severe relative to mild disability";
    ability_trend: "ability.trend", "per year", -0.1..=0.1, "分年龄失能发生率年变化（金字塔次年起）", "yearly change of age-specific decline rates from the year after the pyramid on";
    ability_dementia_decline_ratio: "ability.dementia_decline_ratio", "hazard ratio", 1.0..=10.0, "认知障碍者失能加重风险比", "hazard ratio of decline for elders with dementia";
    dementia_prevalence_60_64: "dementia.prevalence_60_64", "share", 0.0..=0.2, "60至64岁认知障碍患病率", "prevalence of dementia at ages 60 to 64";
    dementia_doubling_years: "dementia.doubling_years", "years of age", 2.0..=20.0, "认知障碍患病率翻倍年龄间隔", "years of age over which the prevalence of dementia doubles";
    dementia_prevalence_ceiling: "dementia.prevalence_ceiling", "share", 0.05..=0.9, "认知障碍患病率上限", "ceiling of the prevalence of dementia";
    dementia_case_finding: "dementia.case_finding", "per year", 0.0..=5.0, "未发现者年建档率", "rate at which undiagnosed elders with dementia get a case file";
    dementia_on_file_at_start: "dementia.on_file_at_start", "share", 0.0..=1.0, "期初认知障碍者已建档比例", "share of elders with dementia already on file at the start";
    household_partnered_men_at_60: "household.partnered_men_at_60", "share", 0.0..=1.0, "60岁男性有配偶比例", "share of men with a spouse at 60";
    household_partnered_women_at_60: "household.partnered_women_at_60", "share", 0.0..=1.0, "60岁女性有配偶比例", "share of women with a spouse at 60";
    household_spouse_age_gap: "household.spouse_age_gap", "years", -5.0..=10.0, "夫妻年龄差（夫减妻）", "age of husband less age of wife";
    household_childless: "household.childless", "share", 0.0..=0.9, "无子女老人比例", "share of elders without children";
    household_with_child_when_partnered: "household.with_child_when_partnered", "share", 0.01..=0.95, "有配偶者与子女同住比例", "share of partnered parents who live with a child";
    household_alone: "household.alone", "share", 0.005..=0.5, "期初独居老人比例", "share of elders living alone at the start";
    household_child_leaves: "household.child_leaves", "per year", 0.0..=2.0, "同住子女年迁出率", "rate at which a co-resident child moves out";
    household_child_returns_when_disabled: "household.child_returns_when_disabled", "hazard ratio", 0.1..=10.0, "中重度失能者子女迁入风险比", "hazard ratio of a child moving in with a moderately or severely disabled parent";
    migration_registration_in: "migration.registration_in", "per year", 0.0..=0.2, "户籍年迁入率（占期初老人）", "registrations into the district relative to the elders at the start";
    migration_net_out: "migration.net_out", "per year", -0.1..=0.1, "户籍年净迁出率", "net out-registration of elders";
    migration_between_communities: "migration.between_communities", "per year", 0.0..=1.0, "区内街镇间年迁移率", "rate of moving between communities of the district";
    residence_living_here: "residence.living_here", "share", 0.0..=1.0, "户籍老人实际居住本区比例", "share of registered elders who live in the district";
    income_low: "income.low", "share", 0.0..=1.0, "低收入老人比例（无职工养老金）", "share of elders in the low income band (no employee pension)";
    income_high: "income.high", "share", 0.0..=1.0, "高收入老人比例", "share of elders in the high income band";
    entrants_born_1961_65: "entrants.born_1961_65", "ratio", 0.5..=1.3, "1961-65年出生队列规模系数", "size of the cohorts born 1961 to 1965 relative to the pyramid";
    entrants_born_1966_70: "entrants.born_1966_70", "ratio", 0.5..=1.3, "1966-70年出生队列规模系数", "size of the cohorts born 1966 to 1970 relative to the pyramid";
    entrants_born_1971_75: "entrants.born_1971_75", "ratio", 0.5..=1.3, "1971-75年出生队列规模系数", "size of the cohorts born 1971 to 1975 relative to the pyramid";
}

/// The position in [`PARAMETERS`] of the parameter called `id`.
pub fn parameter_position(id: &str) -> Option<usize> {
    PARAMETERS.iter().position(|p| p.id == id)
}
