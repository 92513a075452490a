//! The one list of the model's parameters: id, unit, the bounds outside which a value has no
//! meaning, words for people, and whether scenarios may change it. A district's baseline gives each of them a value, a range and a
//! source; a replicate draws its own set from the ranges.
use crate::lever::{Group, Kind, ParameterLever, Span};
use crate::text::Label;
use serde::Serialize;

/// Which part of the model reads a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Hazards of life events: bands of the screened draw leave room for its range.
    Life,
    /// Persons at the start, cohorts that turn 60 and paths in time: no band is cut from them.
    Population,
    /// Care: need, kin, services, beds. No hazard of a life event depends on it.
    Care,
    /// Workers, their training and their market. No hazard of a life event depends on it.
    Workforce,
    /// Households in hardship and the relief office. No hazard of a life event depends on it.
    Relief,
    /// The bureau's money. No hazard of a life event depends on it.
    Budget,
}

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
    /// Which part of the model reads it.
    pub domain: Domain,
    /// Whether it is a whole number: the model takes no part of a month, a class or a bed of these.
    pub is_whole: bool,
    /// Whether it counts persons, places or money of the whole district, and so grows with its size.
    pub is_extensive: bool,
    /// The lever on it; none where no scenario changes it.
    pub lever: Option<ParameterLever>,
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

/// The parameter set of a replicate: every fifth replicate takes that of the one before it, so that what chance alone does is
/// seen between the two.
pub const fn set_of(replicate: u32) -> u32 {
    replicate - (replicate / 5 + (replicate % 5) / 4)
}

/// Where a replicate takes its parameters from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterChoice {
    /// Every set is drawn from the ranges.
    Prior,
    /// Every set is a draw from the district's posterior; what the posterior does not have is drawn from the ranges.
    Posterior,
    /// Every replicate uses the best estimates.
    Fixed,
}

impl ParameterChoice {
    /// Whether replicates differ in their parameters, and years in their chances.
    pub fn is_drawn(self) -> bool {
        self != ParameterChoice::Fixed
    }
}

/// Whether a mark is among those of a parameter.
macro_rules! is {
    ($wanted:ident) => {
        false
    };
    (whole whole $($more:ident)*) => {
        true
    };
    (extensive extensive $($more:ident)*) => {
        true
    };
    ($wanted:ident $other:ident $($more:ident)*) => {
        is!($wanted $($more)*)
    };
}

macro_rules! also {
    () => {
        None
    };
    ($zh:literal, $en:literal) => {
        Some(Label::new($zh, $en))
    };
}

macro_rules! lever {
    () => {
        None
    };
    ($group:ident, $kind:ident, $span:ident, $least:literal..=$most:literal, $zh:literal, $en:literal, $help_zh:literal, $help_en:literal, $source:literal $(, also($also_zh:literal, $also_en:literal))?) => {
        Some(ParameterLever {
            group: Group::$group,
            kind: Kind::$kind,
            span: Span::$span([$least, $most]),
            name: Label::new($zh, $en),
            help: Label::new($help_zh, $help_en),
            also: also!($($also_zh, $also_en)?),
            source: $source,
        })
    };
}

/// One entry a parameter: field, id, unit, meaningful values, `whole` where the model takes no part of one, `extensive` where
/// it grows with the district's size, name in Chinese and English; and if scenarios may change it, `lever`: group, kind, span, name and effect in Chinese and English, source,
/// and `also` where other numbers of the model follow it.
macro_rules! parameters {
    ($($domain:ident { $($field:ident: $id:literal, $unit:literal, $least:literal..=$most:literal $($mark:ident)*, $zh:literal, $en:literal $(, lever($($lever:tt)*))?;)* })*) => {
        /// One set of values, a field a parameter, in the units of [`PARAMETERS`].
        #[derive(Clone, Debug, PartialEq, Serialize)]
        pub struct Parameters {
            $($(#[doc = $en] #[doc = concat!("(", $unit, ").")] pub $field: f64,)*)*
        }

        /// Every parameter, in the order of [`Parameters`].
        pub const PARAMETERS: &[ParameterDefinition] = &[
            $($(ParameterDefinition {
                id: $id, unit: $unit, least: $least, most: $most, name: Label::new($zh, $en), domain: Domain::$domain,
                is_whole: is!(whole $($mark)*),
                is_extensive: is!(extensive $($mark)*),
                lever: lever!($($($lever)*)?),
            },)*)*
        ];

        impl Parameters {
            /// The set made by asking `value` for each parameter, by position and definition.
            pub fn from_each(mut value: impl FnMut(usize, &'static ParameterDefinition) -> f64) -> Self {
                let mut position = 0;
                $($(let $field = value(position, &PARAMETERS[position]); position += 1;)*)*
                debug_assert_eq!(position, PARAMETERS.len());
                Parameters { $($($field),*),* }
            }

            /// The values in the order of [`PARAMETERS`].
            pub fn values(&self) -> Vec<f64> {
                vec![$($(self.$field),*),*]
            }
        }
    };
}

parameters! {
    Life {
        mortality_level: "mortality.level", "ratio", 0.2..=5.0, "死亡率水平（相对生命表）", "level of mortality relative to the life table",
            lever(World, Assumption, Values, 0.9..=1.1, "死亡率水平", "Level of mortality", "相对生命表；1 以下寿命更长", "relative to the life table; below 1 lives are longer", "life table");
        mortality_improvement: "mortality.improvement", "ratio", -2.0..=4.0, "死亡率逐年变化幅度（相对生命表）", "pace of the change of mortality relative to the life table's own",
            lever(World, Assumption, Values, 0.0..=2.0, "死亡率改善幅度", "Pace of improvement", "相对生命表自身的逐年改善", "of mortality, relative to the life table itself", "life table");
        mortality_old_age: "mortality.old_age", "ratio", 0.5..=2.0, "95岁及以上死亡率水平（相对生命表，80岁起渐变）", "level of mortality at 95 and over relative to the life table, in proportion from 80 on";
        mortality_hazard_ratio_mild: "mortality.hazard_ratio_mild", "hazard ratio", 1.0..=10.0, "轻度失能者死亡风险比", "mortality hazard ratio of mildly disabled elders";
        mortality_hazard_ratio_moderate: "mortality.hazard_ratio_moderate", "hazard ratio", 1.0..=10.0, "中度失能者死亡风险比", "mortality hazard ratio of moderately disabled elders";
        mortality_hazard_ratio_severe: "mortality.hazard_ratio_severe", "hazard ratio", 1.0..=10.0, "重度失能者死亡风险比", "mortality hazard ratio of severely disabled elders";
        mortality_hazard_ratio_dementia: "mortality.hazard_ratio_dementia", "hazard ratio", 1.0..=4.0, "认知障碍每加重一级的死亡风险比", "mortality hazard ratio of each stage of dementia";
        mortality_income_gradient: "mortality.income_gradient", "hazard ratio", 0.5..=3.0, "低收入者相对高收入者死亡风险比（同等健康）", "mortality hazard ratio of low against high income at the same health",
            lever(World, Assumption, Values, 1.0..=1.6, "死亡率的收入差异", "Mortality by income", "低收入者相对高收入者；总死亡率不变", "low against high income; total mortality is kept", "assumed");
        ability_prevalence_odds: "ability.prevalence_odds", "odds ratio", 0.2..=5.0, "失能率水平（相对调查）", "odds of disability relative to the survey";
        ability_female_odds: "ability.female_odds", "odds ratio", 0.2..=5.0, "女性失能相对男性的优势比", "odds of disability of women relative to men of the same age";
        ability_recovery_mild_at_75: "ability.recovery_mild_at_75", "per year", 0.0..=2.0, "75岁轻度失能者年恢复率", "recovery rate from mild disability at age 75";
        ability_recovery_moderate_ratio: "ability.recovery_moderate_ratio", "ratio", 0.0..=1.0, "中度失能恢复率相对轻度", "recovery rate from moderate relative to mild disability";
        ability_recovery_severe_ratio: "ability.recovery_severe_ratio", "ratio", 0.0..=1.0, "重度失能恢复率相对轻度", "recovery rate from severe relative to mild disability";
        ability_trend: "ability.trend", "per year", -0.1..=0.1, "分年龄失能发生率年变化（金字塔次年起）", "yearly change of age-specific decline rates from the year after the pyramid on",
            lever(World, Assumption, Values, -0.015..=0.008, "失能发生率年变化", "Trend of disability", "分年龄失能发生率的年变化", "yearly change of rates of decline at the same age", "assumed");
        ability_income_gradient: "ability.income_gradient", "hazard ratio", 0.5..=3.0, "低收入者相对高收入者失能加重风险比", "hazard ratio of decline of low against high income",
            lever(World, Assumption, Values, 1.0..=1.8, "失能的收入差异", "Disability by income", "低收入者相对高收入者；总患病率不变", "low against high income; total prevalence is kept", "assumed");
        ability_coupling: "ability.coupling", "exponent", -1.0..=2.0, "失能发生率随死亡率变动的幂次", "exponent with which rates of decline follow death rates after the pyramid's year",
            lever(World, Assumption, Values, 0.0..=1.5, "失能期的压缩或扩张", "Compression or expansion of morbidity", "0：死亡率下降而失能率不变（扩张）；1：同步下降；大于1：压缩", "0: deaths fall and disability does not (expansion); 1: they fall together; above 1: compression", "assumed");
        ability_dementia_decline_ratio: "ability.dementia_decline_ratio", "hazard ratio", 1.0..=4.0, "认知障碍每加重一级的失能加重风险比", "hazard ratio of decline of each stage of dementia";
        dementia_prevalence_60_64: "dementia.prevalence_60_64", "share", 0.0..=0.2, "60至64岁认知障碍患病率", "prevalence of dementia at ages 60 to 64",
            lever(World, Assumption, Ratios, 0.6..=1.5, "认知障碍患病率水平", "Level of dementia", "60至64岁患病率", "prevalence at ages 60 to 64", "survey", also("其他年龄的患病率和发病率随之变动", "prevalence at other ages and onset follow"));
        dementia_doubling_years: "dementia.doubling_years", "years of age", 2.0..=20.0, "认知障碍患病优势翻倍年龄间隔", "years of age over which the odds of dementia double";
        dementia_female_odds: "dementia.female_odds", "odds ratio", 0.2..=5.0, "女性认知障碍相对同龄男性的优势比", "odds of dementia of women relative to men of the same age";
        dementia_progression_mild: "dementia.progression_mild", "per year", 0.0..=1.0, "轻度认知障碍年进展率", "rate at which mild dementia becomes moderate",
            lever(World, Assumption, Ratios, 0.4..=1.5, "轻度认知障碍进展率", "Progression of mild dementia", "轻度发展为中度的年率", "rate at which it becomes moderate", "clinics and surveys");
        dementia_progression_moderate: "dementia.progression_moderate", "per year", 0.0..=1.0, "中度认知障碍年进展率", "rate at which moderate dementia becomes severe",
            lever(World, Assumption, Ratios, 0.4..=1.5, "中度认知障碍进展率", "Progression of moderate dementia", "中度发展为重度的年率", "rate at which it becomes severe", "clinics and surveys");
        dementia_screenings: "dementia.screenings", "person-times a month", 0.0..=1000000.0 extensive, "认知障碍风险筛查月人次", "dementia screenings a month, spread over the elders of the pyramid",
            lever(Community, Policy, Ratios, 0.0..=2.0, "认知障碍筛查", "Dementia screenings", "每月风险筛查人次", "screenings a month", "一(二)2-3");
        dementia_case_files_per_screening: "dementia.case_files_per_screening", "share", 0.0..=1.0, "未发现者每次筛查后建档比例", "share of screenings of undiagnosed elders that end in a case file";
        dementia_on_file_at_start: "dementia.on_file_at_start", "share", 0.0..=1.0, "期初认知障碍者已建档比例", "share of elders with dementia already on file at the start";
        household_partnered_men_at_60: "household.partnered_men_at_60", "share", 0.0..=1.0, "60岁男性有配偶比例", "share of men with a spouse at 60";
        household_partnered_women_at_60: "household.partnered_women_at_60", "share", 0.0..=1.0, "60岁女性有配偶比例", "share of women with a spouse at 60";
        household_spouse_age_gap: "household.spouse_age_gap", "years", -5.0..=10.0, "夫妻年龄差（夫减妻）", "age of husband less age of wife";
        household_childless: "household.childless", "share", 0.0..=0.9, "无子女老人比例", "share of elders without children";
        household_elder_only: "household.elder_only", "share", 0.005..=0.95, "期初纯老家庭老人比例（含独居）", "share of elders in households of elders alone at the start, living alone included";
        household_alone: "household.alone", "share", 0.005..=0.5, "期初独居老人比例", "share of elders living alone at the start";
        household_child_leaves: "household.child_leaves", "per year", 0.0..=2.0, "同住子女年迁出率", "rate at which a co-resident child moves out",
            lever(World, Assumption, Ratios, 0.5..=1.5, "子女迁出率", "Children who move out", "同住子女年迁出率；迁入率不随之变动", "rate at which a co-resident child moves out; the rate of moving back in does not follow", "assumed");
        household_child_returns_when_disabled: "household.child_returns_when_disabled", "hazard ratio", 0.1..=10.0, "中重度失能者子女迁入风险比", "hazard ratio of a child moving in with a moderately or severely disabled parent";
        kin_child_retires_at: "kin.child_retires_at", "years of age of the parent", 70.0..=100.0, "半数子女退休时父母年龄", "age of a parent at which half of the children have retired",
            lever(World, Assumption, Values, 80.0..=90.0, "子女退休时父母年龄", "Age of parents when children retire", "延迟退休使其上升", "delayed retirement raises it", "pensionable ages");
        migration_registration_in: "migration.registration_in", "per year", 0.0..=0.2, "户籍年迁入率（占期初老人）", "registrations into the district relative to the elders at the start",
            lever(World, Assumption, Values, 0.0..=0.008, "户籍迁入率", "Registrations into the district", "相对期初老人", "relative to the elders of the start", "assumed", also("户籍迁出率同步变动，净迁出率不变", "registrations out of the district rise and fall with it; the net stays"));
        migration_net_out: "migration.net_out", "per year", -0.1..=0.1, "60至79岁户籍年净迁出率", "net out-registration of elders of 60 to 79",
            lever(World, Assumption, Ratios, 0.0..=2.0, "户籍净迁出率（60至79岁）", "Net out-registration, 60 to 79", "60至79岁老人户籍年净迁出率", "rate at which elders of 60 to 79 leave the register, less those who join it", "assumed");
        migration_net_out_80: "migration.net_out_80", "per year", -0.1..=0.1, "80岁及以上户籍年净迁出率", "net out-registration of elders of 80 and over",
            lever(World, Assumption, Ratios, 0.0..=2.0, "户籍净迁出率（80岁及以上）", "Net out-registration, 80 and over", "80岁及以上老人户籍年净迁出率", "rate at which elders of 80 and over leave the register, less those who join it", "assumed");
        migration_between_communities: "migration.between_communities", "per year", 0.0..=1.0, "区内街镇间年迁移率", "rate of moving between communities of the district";
        residence_living_here: "residence.living_here", "share", 0.0..=1.0, "户籍老人实际居住本区比例", "share of registered elders who live in the district";
        income_low: "income.low", "share", 0.0..=1.0, "低收入老人比例（居民养老金或无养老金）", "share of elders in the low income band (pension of residents, or none)",
            lever(World, Assumption, Ratios, 0.5..=1.4, "新老人低收入比例", "Elders of low income", "新满60岁和迁入老人中领居民养老金或无养老金的比例", "pension of residents or none, among those who turn 60 or move in", "derived");
        income_high: "income.high", "share", 0.0..=1.0, "高收入老人比例", "share of elders in the high income band";
    }
    Population {
        mortality_innovation: "mortality.innovation", "log rate in a year", 0.0..=0.1, "死亡率水平逐年随机变动的标准差", "standard deviation of a year's step of the random walk of mortality";
        epidemic_winters: "epidemic.winters", "per year", 0.0..=1.0, "冬季疫情年概率", "probability that a winter has an epidemic",
            lever(World, Assumption, Values, 0.0..=1.0, "冬季疫情年概率", "Epidemic winters", "今后每个冬季发生疫情的概率；0为不发生", "probability that a coming winter has an epidemic; 0 for none", "assumed");
        epidemic_excess: "epidemic.excess", "share", 0.0..=2.0, "冬季疫情使80岁及以上两个月死亡增加的平均比例", "mean rise of deaths at 80 and over in the two months of an epidemic winter";
        migration_innovation: "migration.innovation", "log rate in a year", 0.0..=0.5, "户籍迁入率逐年随机变动的标准差", "standard deviation of a year's step of the random walk of registrations";
        kin_only_child_1940: "kin.only_child_1940", "share", 0.0..=1.0, "1940年及以前出生者仅有一个子女的比例", "share of parents born until 1940 who have one child";
        kin_only_child_1955: "kin.only_child_1955", "share", 0.0..=1.0, "1955年及以后出生者仅有一个子女的比例", "share of parents born from 1955 on who have one child";
        kin_child_near: "kin.child_near", "share", 0.0..=1.0, "一个子女住在附近的概率", "chance that a child lives near";
        start_aged_60_79: "start.aged_60_79", "ratio", 0.8..=1.25, "期初60至79岁人数（相对金字塔）", "elders of 60 to 79 at the start relative to the pyramid";
        start_aged_80_89: "start.aged_80_89", "ratio", 0.8..=1.25, "期初80至89岁人数（相对金字塔）", "elders of 80 to 89 at the start relative to the pyramid";
        start_aged_90_99: "start.aged_90_99", "ratio", 0.5..=2.0, "期初90至99岁人数（相对金字塔）", "elders of 90 to 99 at the start relative to the pyramid";
        start_aged_100: "start.aged_100", "ratio", 0.2..=3.0, "期初100岁及以上人数（相对金字塔）", "elders of 100 and over at the start relative to the pyramid";
        entrants_level: "entrants.level", "ratio", 0.5..=1.3, "1963-75年出生队列的共同规模系数", "size of all cohorts born 1963 to 1975 relative to the pyramid";
        entrants_born_1963_65: "entrants.born_1963_65", "ratio", 0.5..=1.3, "1963-65年出生队列规模系数", "size of the cohorts born 1963 to 1965 relative to the pyramid, beside that of all";
        entrants_born_1966_70: "entrants.born_1966_70", "ratio", 0.5..=1.3, "1966-70年出生队列规模系数", "size of the cohorts born 1966 to 1970 relative to the pyramid, beside that of all";
        entrants_born_1971_75: "entrants.born_1971_75", "ratio", 0.5..=1.3, "1971-75年出生队列规模系数", "size of the cohorts born 1971 to 1975 relative to the pyramid, beside that of all";
    }
    Care {
        need_mild: "need.mild", "hours a week", 0.0..=168.0, "轻度失能者每周照护需要", "care need of mildly disabled elders";
        need_moderate: "need.moderate", "hours a week", 0.0..=168.0, "中度失能者每周照护需要", "care need of moderately disabled elders";
        need_severe: "need.severe", "hours a week", 0.0..=168.0, "重度失能者每周照护需要", "care need of severely disabled elders";
        need_dementia: "need.dementia", "hours a week", 0.0..=56.0, "认知障碍每级增加的每周照护需要", "care need that each stage of dementia adds";
        assessment_own_rate: "assessment.own_rate", "per year", 0.0..=12.0, "有照护需要者自行申请评估的年率", "rate at which elders in need apply for assessment by themselves";
        assessment_months: "assessment.months", "months", 1.0..=24.0, "统一需求评估平均时长", "mean duration of the unified assessment";
        assessment_validity: "assessment.validity", "months", 1.0..=120.0 whole, "评估结果有效期", "validity of an assessment";
        assessment_renewal_rate: "assessment.renewal_rate", "per year", 0.0..=12.0, "评估失效后重新申请的年率", "rate at which a lapsed assessment is renewed";
        assessment_mild_below_2: "assessment.mild_below_2", "share", 0.0..=1.0, "轻度失能者评为1级的比例", "share of the mildly disabled assessed below level 2";
        assessment_mild_level_3: "assessment.mild_level_3", "share", 0.0..=1.0, "轻度失能者评为3级的比例", "share of the mildly disabled assessed at level 3";
        assessment_moderate_level_4: "assessment.moderate_level_4", "share", 0.0..=1.0, "中度失能者评为4级的比例", "share of the moderately disabled assessed at level 4";
        assessment_severe_level_6: "assessment.severe_level_6", "share", 0.0..=1.0, "重度失能者评为6级的比例", "share of the severely disabled assessed at level 6";
        advisers_number: "advisers.number", "persons", 0.0..=100000.0 extensive, "养老顾问人数", "care advisers",
            lever(HomeCare, Policy, Values, 0.0..=2000.0, "养老顾问人数", "Care advisers", "促成评估申请的养老顾问人数；可指定街镇", "advisers who bring about assessments; may be moved in one community", "一(二)2-1");
        advisers_applications: "advisers.applications", "applications a month", 0.0..=100.0, "每名养老顾问每月促成的评估申请", "applications for assessment brought about by each adviser";
        kin_spouse: "kin.spouse", "hours a week", 0.0..=168.0, "配偶每周可照护时数", "hours a spouse can give";
        kin_child_at_home: "kin.child_at_home", "hours a week", 0.0..=168.0, "同住子女每周可照护时数", "hours a co-resident child at work can give";
        kin_child_elsewhere: "kin.child_elsewhere", "hours a week", 0.0..=168.0, "住在附近的在职子女每周可照护时数", "hours a child at work who lives near can give",
            lever(World, Assumption, Values, 0.0..=40.0, "不同住子女可照护时数", "Hours of children elsewhere", "每周时数；住得远、已退休或有多个子女者随之变动", "a week; those who live far, are retired or are several follow", "assumed");
        kin_child_far: "kin.child_far", "ratio", 0.0..=1.0, "住得远的子女照护时数相对住在附近者", "hours of a child who lives far relative to one near";
        kin_retired: "kin.retired", "ratio", 1.0..=4.0, "退休子女照护时数相对在职者", "hours of a retired child relative to one at work";
        kin_several: "kin.several", "ratio", 1.0..=4.0, "两个及以上子女照护时数相对一个子女", "hours of several children relative to one";
        kin_crowding_out: "kin.crowding_out", "hours an hour", 0.0..=1.0, "每小时长护险照护替代的亲属照护时数", "hours of kin that an hour of insured care replaces";
        kin_endurance: "kin.endurance", "hours a week", 0.0..=168.0, "可长期承受的每周照护时数", "hours that a carer can give for long",
            lever(World, Assumption, Values, 5.0..=60.0, "照护者可承受时数", "Endurance of family carers", "长期可承受的每周时数", "hours a week that a carer can give for long", "assumed");
        kin_strain_months: "kin.strain_months", "months", 1.0..=120.0 whole, "连续超负荷多少个月后照护者可能放弃", "months above endurance after which a carer may give up";
        kin_exit_rate: "kin.exit_rate", "per year", 0.0..=12.0, "超负荷照护者放弃的年率", "rate at which strained carers give up";
    }
    Life {
        bed_entry_independent: "bed.entry_independent", "per year", 0.0..=1.0, "75岁自理老人年申请床位率", "rate at which independent elders of 75 apply for a bed";
        bed_entry_age_doubling: "bed.entry_age_doubling", "years of age", 2.0..=50.0, "自理老人申请率翻倍年龄间隔", "years of age over which the independents' rate of applying doubles";
        bed_entry_alone: "bed.entry_alone", "hazard ratio", 0.1..=20.0, "独居者申请床位风险比", "hazard ratio of applying for elders living alone";
    }
    Care {
        bed_entry_mild: "bed.entry_mild", "per year", 0.0..=12.0, "轻度失能者年申请床位率", "rate at which mildly disabled elders apply for a bed";
        bed_entry_moderate: "bed.entry_moderate", "per year", 0.0..=12.0, "中度失能者年申请床位率", "rate at which moderately disabled elders apply for a bed";
        bed_entry_severe: "bed.entry_severe", "per year", 0.0..=12.0, "重度失能者年申请床位率", "rate at which severely disabled elders apply for a bed";
        bed_entry_dementia: "bed.entry_dementia", "hazard ratio", 0.2..=4.0, "认知障碍每加重一级的申请床位风险比", "hazard ratio of applying for a bed of each stage of dementia";
        bed_entry_carer_lost: "bed.entry_carer_lost", "hazard ratio", 0.1..=20.0, "失去照护者后一年内申请床位风险比", "hazard ratio of applying within a year of losing a carer";
        bed_entry_elsewhere: "bed.entry_elsewhere", "hazard ratio", 0.0..=5.0, "不住本区者申请本区床位风险比（含住本区的外区户籍者）", "hazard ratio of applying here for elders living elsewhere, residents registered elsewhere counted with them";
        bed_transfer: "bed.transfer", "per year", 0.0..=12.0, "床位不合适者年申请转床率", "rate at which residents in an unsuited bed ask for another";
        bed_own_community_only: "bed.own_community_only", "share", 0.0..=1.0, "只愿入住本街镇机构的比例", "share who accept a home in their own community only";
        bed_dementia_accepts_nursing: "bed.dementia_accepts_nursing", "share", 0.0..=1.0, "认知障碍者愿住护理型床位的比例", "share with dementia who accept a nursing bed";
        bed_ordinary_accepts_nursing: "bed.ordinary_accepts_nursing", "share", 0.0..=1.0, "自理和轻度失能者愿住护理型床位的比例", "share of the independent and mildly disabled who accept a nursing bed";
        bed_refusal: "bed.refusal", "share", 0.0..=1.0, "谢绝床位的比例", "share of offers declined";
        bed_handling_days: "bed.handling_days", "days", 0.0..=365.0, "从通知到入住的天数", "days from an offer to moving in: health check, assessment, contract";
        bed_give_up: "bed.give_up", "per year", 0.0..=12.0, "轮候者放弃的年率", "rate at which those waiting give up";
        bed_discharge: "bed.discharge", "per year", 0.0..=12.0, "有亲属可照护的入住者回家年率", "rate at which residents with kin who can care go home";
        bed_discharge_hospital: "bed.discharge_hospital", "per year", 0.0..=12.0, "中度和重度失能入住者转入医院长期住院年率", "rate at which moderately and severely disabled residents go to a long-stay hospital";
        bed_move: "bed.move", "per year", 0.0..=12.0, "入住者寻找其他机构的年率", "rate at which residents look for another home";
        hospital_leaving: "hospital.leaving", "per year", 0.0..=12.0, "医院长期住院者出院年率", "rate at which patients leave a long-stay hospital";
        hospital_death: "hospital.death", "hazard ratio", 0.1..=10.0, "医院长期住院者死亡风险比（相对养老机构入住者）", "hazard ratio of death in a long-stay hospital, against a care home";
        resident_death_level: "resident.death_level", "ratio", 0.1..=10.0, "自理入住者死亡率与同龄同性别老人之比（85岁）", "death rate of independent residents of 85 relative to all elders of their age and sex";
        resident_death_mild: "resident.death_mild", "hazard ratio", 0.1..=20.0, "轻度失能入住者死亡风险比", "hazard ratio of death of mildly disabled residents";
        resident_death_moderate: "resident.death_moderate", "hazard ratio", 0.1..=20.0, "中度失能入住者死亡风险比", "hazard ratio of death of moderately disabled residents";
        resident_death_severe: "resident.death_severe", "hazard ratio", 0.1..=20.0, "重度失能入住者死亡风险比", "hazard ratio of death of severely disabled residents";
        resident_death_dementia: "resident.death_dementia", "hazard ratio", 0.1..=20.0, "认知障碍入住者死亡风险比", "hazard ratio of death of residents with dementia";
        resident_death_first_year: "resident.death_first_year", "ratio", 0.1..=5.0, "入住第一年死亡率与平均之比", "death rate in the first year of a stay relative to the mean";
        resident_death_later: "resident.death_later", "ratio", 0.1..=5.0, "入住一年后死亡率与平均之比", "death rate after the first year of a stay relative to the mean";
        resident_age_slope: "resident.age_slope", "ratio", 0.0..=1.5, "入住者死亡率随年龄上升的斜率与全体老人之比", "age slope of residents' death rates relative to that of all elders";
        pay_low: "pay.low", "yuan a month", 0.0..=100000.0, "低收入者愿付价格", "price that elders of low income are willing to pay";
        pay_middle: "pay.middle", "yuan a month", 0.0..=100000.0, "中等收入者愿付价格", "price that elders of middle income are willing to pay";
        pay_high: "pay.high", "yuan a month", 0.0..=100000.0, "高收入者愿付价格", "price that elders of high income are willing to pay";
        pay_spread: "pay.spread", "share", 0.0..=0.95, "愿付价格的离散幅度", "spread of the price that elders of one income are willing to pay";
        pay_growth: "pay.growth", "per year", -0.1..=0.2, "愿付价格年增长", "yearly growth of the prices elders are willing to pay",
            lever(World, Assumption, Values, -0.05..=0.12, "愿付价格年增长", "Growth of what elders can pay", "老人愿付床位价格的年增长", "of prices for a bed that elders are willing to pay", "assumed");
        price_ordinary: "price.ordinary", "yuan a month", 0.0..=100000.0, "普通床位月价", "price of an ordinary bed",
            lever(Beds, Policy, Values, 1500.0..=12000.0, "普通床位月价", "Price of an ordinary bed", "各机构按自身价格比例随之变化", "all homes follow in their own ratio", "assumed");
        price_nursing: "price.nursing", "yuan a month", 0.0..=100000.0, "护理型床位月价", "price of a nursing bed",
            lever(Beds, Policy, Values, 1500.0..=15000.0, "护理型床位月价", "Price of a nursing bed", "各机构按自身价格比例随之变化", "all homes follow in their own ratio", "assumed");
        price_dementia: "price.dementia", "yuan a month", 0.0..=100000.0, "认知障碍照护床位月价", "price of a dementia bed",
            lever(Beds, Policy, Values, 1500.0..=20000.0, "认知障碍照护床位月价", "Price of a dementia bed", "各机构按自身价格比例随之变化", "all homes follow in their own ratio", "assumed");
        price_severe_disability: "price.severe_disability", "yuan a month", 0.0..=100000.0, "困难重残养护床位月价", "price of a severe-disability bed",
            lever(Beds, Policy, Values, 1500.0..=20000.0, "困难重残养护床位月价", "Price of a severe-disability bed", "各机构按自身价格比例随之变化", "all homes follow in their own ratio", "一(二)2-9");
        price_growth: "price.growth", "per year", -0.1..=0.2, "床位成本年增长（工资以外）", "yearly growth of the costs of beds other than wages",
            lever(World, Assumption, Values, -0.05..=0.12, "床位其他成本年增长", "Growth of costs of beds", "工资以外的成本；床位价格随成本和工资变动", "other than wages; prices of beds follow costs and wages", "assumed");
        price_labour_share: "price.labour_share", "share", 0.0..=1.0, "机构成本中工资占比", "wages as a share of a home's costs";
        price_pass_through: "price.pass_through", "share", 0.0..=1.0, "工资上涨转入床位价格的比例", "share of a rise of wages that homes pass on to prices",
            lever(World, Assumption, Values, 0.0..=1.0, "工资转入床位价格的比例", "Wages passed on to prices of beds", "机构工资成本变动转入床位价格的比例", "share of a change of a home's wages that reaches its prices", "assumed");
        dependants_at_start: "dependants.at_start", "persons", 0.0..=100000.0 extensive, "期初由老人照护的重残子女", "severely disabled children cared for by elders, at the start";
        dependants_new: "dependants.new", "persons a year", 0.0..=5000.0 extensive, "每年新增由老人照护的重残子女", "severely disabled children newly cared for by elders";
        dependants_entry: "dependants.entry", "per year", 0.0..=12.0, "上述重残者年申请床位率", "rate at which they apply for a bed";
        dependants_exit: "dependants.exit", "per year", 0.0..=12.0, "上述重残者退出（死亡、离院）年率", "rate at which they die or leave";
        facility_occupancy_at_start: "facility.occupancy_at_start", "share", 0.0..=1.0, "期初床位入住率", "occupancy of beds at the start";
        facility_conversions: "facility.conversions", "beds a month", 0.0..=10000.0 extensive, "每月改建护理型床位", "ordinary beds converted to nursing beds",
            lever(Beds, Policy, Values, 0.0..=200.0, "每月改建护理型床位", "Beds converted to nursing beds", "全区每月由普通床位改建为护理型的张数", "ordinary beds of the district converted in a month", "一(一)3");
        facility_dementia_conversions: "facility.dementia_conversions", "beds a month", 0.0..=10000.0 extensive, "每月改建认知障碍照护床位", "beds converted to dementia beds",
            lever(Beds, Policy, Values, 0.0..=100.0, "每月改建认知障碍照护床位", "Beds converted to dementia beds", "全区每月改建为认知障碍照护床位的张数", "beds of the district converted in a month", "assumed");
        facility_dementia_goal: "facility.dementia_goal", "share", 0.0..=1.0, "改建目标：2025年认知障碍照护床位占比", "share of dementia beds in 2025 at which conversion to them ends",
            lever(Beds, Policy, Values, 0.0..=1.0, "认知障碍照护床位目标占比", "Goal of dementia beds", "认知障碍照护床位占比达到此值即停止改建", "share of dementia beds in 2025 at which conversion to them ends", "assumed");
        facility_dementia_goal_growth: "facility.dementia_goal_growth", "per year", 0.0..=0.05, "2025年后认知障碍照护床位目标占比年提高", "yearly rise of the goal of dementia beds after 2025";
        facility_conversion_goal: "facility.conversion_goal", "share", 0.0..=1.0, "改建目标：2025年护理型床位占比", "nursing share in 2025 at which conversion ends",
            lever(Beds, Policy, Values, 0.0..=1.0, "改建目标占比", "Goal of conversion", "护理型床位占比达到此值即停止改建", "nursing share at which conversion ends", "一(一)3; city norm of 60 % by 2025");
        facility_conversion_goal_growth: "facility.conversion_goal_growth", "per year", 0.0..=0.1, "2025年后护理型床位目标占比年提高", "yearly rise of the goal of the nursing share after 2025";
        facility_delay: "facility.delay", "months", 0.0..=120.0, "规划机构普遍延期", "months by which planned homes open later than planned";
        facility_closure: "facility.closure", "per year", 0.0..=1.0, "民办机构关停年率", "rate at which private homes close";
        facility_closure_at_loss: "facility.closure_at_loss", "per year", 0.0..=12.0, "长期亏损的民办机构关停年率", "rate at which private homes close after lasting losses";
        facility_break_even: "facility.break_even", "share", 0.0..=1.0, "盈亏平衡入住率", "occupancy below which a home makes losses";
        facility_loss_months: "facility.loss_months", "months", 1.0..=120.0 whole, "持续亏损多少个月后可能关停", "months of losses after which a private home may close";
        price_response: "price.response", "ratio", 0.0..=2.0, "民办机构价格对入住率的年调整", "yearly change of a private home's price per unit of occupancy above or below 0.7";
        facility_conversion_cost: "facility.conversion_cost", "yuan a bed", 0.0..=10000000.0, "每张床位改建费用", "cost of converting a bed",
            lever(Beds, Policy, Values, 1000.0..=100000.0, "每张床位改建费用", "Cost of converting a bed", "每改建一张床位由设施建设账户支付的金额", "paid for each bed converted", "assumed");
        facility_building_cost: "facility.building_cost", "yuan a bed", 0.0..=10000000.0, "每张新建床位费用", "cost of a new bed",
            lever(Beds, Policy, Values, 50000.0..=1000000.0, "每张新建床位费用", "Cost of a new bed", "每新建一张床位由设施建设账户支付的金额", "paid for each bed built", "assumed");
        facility_private_subsidy: "facility.private_subsidy", "share", 0.0..=1.0, "民办机构新建床位费用中由政府补助的比例", "share of the cost of a private home's new beds that the bureau pays",
            lever(Beds, Policy, Values, 0.0..=1.0, "民办机构建设补助比例", "Subsidy of private beds", "民办机构新建床位费用中由设施建设账户支付的比例", "share of the cost of a private home's new beds paid by the facilities account", "assumed");
        facility_opening_staffed: "facility.opening_staffed", "share", 0.0..=1.0, "新机构开业时护理员可照护床位比例", "share of a new home's beds that it has care workers for when it opens";
        facility_funded: "facility.funded", "share", 0.0..=1.0, "有经费保障的床位比例", "share of beds that are paid for",
            lever(Beds, Policy, Values, 0.3..=1.0, "有经费保障的床位比例", "Beds that are paid for", "建成床位中有经费、可以开放的比例", "share of beds that stand which are paid for", "assumed");
        staffing_independent: "staffing.independent", "residents per care worker", 0.5..=100.0, "每名护理员照护自理入住者数", "independent residents per care worker";
        staffing_mild: "staffing.mild", "residents per care worker", 0.5..=100.0, "每名护理员照护轻度失能入住者数", "mildly disabled residents per care worker";
        staffing_moderate: "staffing.moderate", "residents per care worker", 0.5..=100.0, "每名护理员照护中度失能入住者数", "moderately disabled residents per care worker",
            lever(Workforce, Policy, Values, 1.0..=20.0, "中度失能者配比", "Residents per worker: moderate", "每名护理员照护中度失能入住者数", "moderately disabled residents per care worker", "city norm");
        staffing_severe: "staffing.severe", "residents per care worker", 0.5..=100.0, "每名护理员照护重度失能入住者数", "severely disabled residents per care worker",
            lever(Workforce, Policy, Values, 1.0..=20.0, "重度失能者配比", "Residents per worker: severe", "每名护理员照护重度失能入住者数", "severely disabled residents per care worker", "city norm");
        staffing_dementia: "staffing.dementia", "residents per care worker", 0.5..=100.0, "每名护理员照护认知障碍入住者数（上限）", "residents with dementia per care worker, at the most",
            lever(Workforce, Policy, Values, 1.0..=20.0, "认知障碍者配比", "Residents per worker: dementia", "每名护理员照护认知障碍入住者数（上限）", "residents with dementia per care worker, at the most", "city norm");
        home_care_hours_a_worker: "home_care.hours_a_worker", "hours a month", 1.0..=744.0, "每名居家护理员每月上门时数", "hours at elders' homes of one worker";
        home_care_expansion: "home_care.expansion", "share", 0.0..=1.0, "为未获服务时数设岗的比例", "share of the hours asked for in vain for which agencies open posts",
            lever(HomeCare, Policy, Values, 0.0..=1.0, "居家机构扩岗比例", "Posts opened for hours lacking", "为未获服务时数设岗的比例", "share of the hours asked for in vain for which agencies open posts", "assumed");
        home_care_take_up: "home_care.take_up", "share", 0.0..=1.0, "有资格者申请居家照护的比例", "share of those entitled who ask for home care",
            lever(HomeCare, Assumption, Values, 0.0..=1.0, "申请居家照护的比例", "Take-up of home care", "有资格者申请居家照护的比例", "share of those entitled who ask for home care", "assumed");
        home_care_price_basic: "home_care.price_basic", "yuan an hour", 0.0..=10000.0, "居家照护小时价：一般护理员", "price of an hour by a basic worker";
        home_care_price_certified: "home_care.price_certified", "yuan an hour", 0.0..=10000.0, "居家照护小时价：持证护理员", "price of an hour by a certified worker",
            lever(HomeCare, Policy, Values, 20.0..=300.0, "居家照护小时价（持证）", "Price of an hour by a certified worker", "持证护理员上门每小时价格", "price of an hour at home by a certified care worker", "city policy");
        home_care_price_nurse: "home_care.price_nurse", "yuan an hour", 0.0..=10000.0, "居家照护小时价：护士", "price of an hour by a nurse";
        home_care_price_elasticity: "home_care.price_elasticity", "elasticity", 0.0..=5.0, "居家照护申请对自付价格的弹性", "fall of the take-up of home care with what a family pays for an hour";
        home_care_share_certified: "home_care.share_certified", "share", 0.0..=1.0, "持证护理员提供的时数占比", "share of hours given by certified workers";
        home_care_share_nurse: "home_care.share_nurse", "share", 0.0..=1.0, "护士提供的时数占比", "share of hours given by nurses";
        insurance_home_share: "insurance.home_share", "share", 0.0..=1.0, "长护险居家照护支付比例", "share of home care that long-term care insurance pays",
            lever(HomeCare, Policy, Values, 0.0..=1.0, "长护险居家照护支付比例", "Share of home care paid by insurance", "长护险支付居家照护费的比例", "share of the price of an hour that insurance pays", "city policy");
        insurance_bed_share: "insurance.bed_share", "share", 0.0..=1.0, "长护险机构照护支付比例", "share of care in homes that long-term care insurance pays",
            lever(Beds, Policy, Values, 0.0..=1.0, "长护险机构照护支付比例", "Share of care in homes paid by insurance", "长护险支付机构照护费的比例", "share of the daily rates of care in homes that insurance pays", "city policy");
        insurance_wage_indexation: "insurance.wage_indexation", "share", 0.0..=2.0, "长护险价格随工资调整的比例", "share of the growth of wages that tariffs of insurance follow",
            lever(HomeCare, Policy, Values, 0.0..=1.0, "长护险价格随工资调整", "Tariffs of insurance follow wages", "居家照护小时价和机构日费用在末次公布后随护理员工资上涨的比例", "share of the growth of care workers' pay by which prices of hours and daily rates rise after the last ones published", "city policy");
        insurance_tariff_year: "insurance.tariff_year", "year", 1990.0..=2200.0 whole, "长护险价格已知至的年份", "last year of which the tariffs of insurance are known";
        live_in_workers: "live_in.workers", "persons", 0.0..=1000000.0 extensive, "可照护老年人的住家保姆人数", "live-in domestic workers who care for elders",
            lever(World, Assumption, Values, 0.0..=20000.0, "住家保姆人数", "Live-in domestic workers", "可照护失能、失智老年人的住家保姆人数", "who care for elders in need", "assumed");
        live_in_take_up_middle: "live_in.take_up_middle", "share", 0.0..=1.0, "中等收入的中重度失能或失智老人愿雇住家保姆的比例", "share of middle-income elders moderately or severely disabled or demented who would hire a live-in worker";
        live_in_take_up_high: "live_in.take_up_high", "share", 0.0..=1.0, "高收入的中重度失能或失智老人愿雇住家保姆的比例", "the same of high income";
        live_in_hours: "live_in.hours", "hours a week", 0.0..=168.0, "住家保姆每周照护时数", "hours of care a live-in worker gives";
        live_in_price: "live_in.price", "yuan a month", 0.0..=100000.0, "住家保姆月价", "price of a live-in worker",
            lever(World, Assumption, Values, 1000.0..=30000.0, "住家保姆月价", "Price of a live-in worker", "只影响家庭支出；供给和意愿另行设置", "families' spending alone follows; numbers and take-up are set apart", "assumed");
        live_in_entry: "live_in.entry", "hazard ratio", 0.0..=5.0, "有住家保姆者申请床位风险比", "hazard ratio of applying for a bed with a live-in worker";
        paid_care_workers: "paid_care.workers", "persons", 0.0..=1000000.0 extensive, "自费钟点照护可服务人数", "persons whom paid care by the hour can serve";
        paid_care_take_up: "paid_care.take_up", "share", 0.0..=1.0, "中等收入失能老人自费购买钟点照护的比例（高收入者两倍）", "share of disabled elders of middle income who buy care by the hour, twice that of high income";
        paid_care_hours: "paid_care.hours", "hours a week", 0.0..=168.0, "自费钟点照护每周时数", "hours of paid care";
        paid_care_price: "paid_care.price", "yuan an hour", 0.0..=1000.0, "自费钟点照护小时价", "price of an hour of paid care";
        family_bed_places: "family_bed.places", "places", 0.0..=1000000.0 extensive, "家庭照护床位", "family care beds",
            lever(Community, Policy, Values, 0.0..=5000.0, "家庭照护床位", "Family care beds", "全区名额；可指定街镇", "places of the district; may be moved in one community", "一(二)2-2");
        family_bed_hours: "family_bed.hours", "hours a week", 0.0..=168.0, "家庭照护床位每周时数", "hours a family care bed adds";
        day_care_places: "day_care.places", "places", 0.0..=1000000.0 extensive, "日间照护名额", "day-care places",
            lever(Community, Policy, Values, 0.0..=5000.0, "日间照护名额", "Day-care places", "全区名额；可指定街镇", "places of the district; may be moved in one community", "一(二)2-1");
        day_care_hours: "day_care.hours", "hours a week", 0.0..=168.0, "日间照护每周时数", "hours in day care";
        day_care_take_up: "day_care.take_up", "share", 0.0..=1.0, "愿用日间照护的比例", "share of mildly or moderately disabled elders at home who ask for day care";
        day_care_entry: "day_care.entry", "hazard ratio", 0.1..=5.0, "日间照护者申请床位风险比", "hazard ratio of applying for a bed in day care";
        meals_capacity: "meals.capacity", "meals a day", 0.0..=10000000.0 extensive, "每日供餐能力", "meals a day",
            lever(Community, Policy, Values, 0.0..=50000.0, "每日供餐能力", "Meals a day", "全区每日供餐份数；可指定街镇", "meals of the district; may be moved in one community", "一(二)2-1");
        meals_demand: "meals.demand", "share", 0.0..=1.0, "其他老人用餐需求比例", "share of elders without need who ask for a meal a day";
        meals_take_up: "meals.take_up", "share", 0.0..=1.0, "有照护需要者用餐需求比例", "share of elders in need at home who ask for a meal a day";
        meals_hours: "meals.hours", "hours a week", 0.0..=40.0, "助餐替代的每周照护时数", "hours of need that meals replace";
        adaptation_households: "adaptation.households", "households a month", 0.0..=1000000.0 extensive, "每月适老化改造户数", "home adaptations a month",
            lever(Community, Policy, Values, 0.0..=500.0, "每月适老化改造户数", "Home adaptations a month", "全区每月户数；可指定街镇", "households of the district; may be moved in one community", "一(二)2-1");
        adaptation_decline: "adaptation.decline", "ratio", 0.1..=1.0, "适老化改造后失能加重率比", "rate ratio of decline after home adaptation";
        respite_beds: "respite.beds", "beds a home", 0.0..=100.0, "每家机构喘息床位", "respite beds in each home that offers them",
            lever(Community, Policy, Values, 0.0..=20.0, "每家机构喘息床位", "Respite beds in a home", "提供喘息服务的机构各保留的床位", "beds kept for respite stays in each home that offers them", "一(二)2-1");
        respite_take_up: "respite.take_up", "share", 0.0..=1.0, "超负荷照护者申请喘息服务的比例", "share of strained carers who ask for a respite stay";
        respite_relief: "respite.relief", "months", 0.0..=60.0, "一次喘息服务减轻的负荷月数", "months of strain that one stay takes away";
        respite_entry: "respite.entry", "hazard ratio", 0.1..=5.0, "用过喘息服务者申请床位风险比", "hazard ratio of applying for a bed after a respite stay";
        carer_training_visits: "carer_training.visits", "visits a month", 0.0..=1000000.0 extensive, "每月照护者培训与入户指导", "training and home visits for carers",
            lever(Community, Policy, Values, 0.0..=1000.0, "照护者培训与入户指导", "Training of family carers", "每月培训与入户指导次数", "training and home visits a month", "一(二)2-1");
        carer_training_exit: "carer_training.exit", "ratio", 0.1..=5.0, "受训照护者放弃率比", "rate ratio of giving up for trained carers";
        helpers_places: "helpers.places", "persons", 0.0..=1000000.0 extensive, "老伙伴结对服务名额", "elders who can have a younger-old helper",
            lever(Community, Policy, Values, 0.0..=20000.0, "老伙伴结对名额", "Younger-old helpers", "可结对的老人数", "elders who can have a helper", "一(二)2-1");
        helpers_hours: "helpers.hours", "hours a week", 0.0..=40.0, "老伙伴每周服务时数", "hours a younger-old helper gives";
        time_bank_services: "time_bank.services", "person-times a month", 0.0..=1000000.0 extensive, "时间银行每月服务人次", "time-bank services a month",
            lever(Community, Policy, Values, 0.0..=5000.0, "时间银行每月服务", "Time-bank services", "每月服务人次", "services a month", "一(二)2-1");
        time_bank_hours: "time_bank.hours", "hours", 0.0..=24.0, "时间银行每次服务时数", "hours of one time-bank service";
        time_bank_spent: "time_bank.spent", "share", 0.0..=1.0, "时间银行已兑付时数占比", "share of hours that their earners spend";
    }
    Workforce {
        care_workers_in_facilities: "care_workers.in_facilities", "persons", 0.0..=500000.0 extensive, "期初机构护理员", "care workers in homes at the start";
        care_workers_in_agencies: "care_workers.in_agencies", "persons", 0.0..=500000.0 extensive, "期初居家护理员", "care workers of home-care agencies at the start";
        care_workers_certified_at_start: "care_workers.certified_at_start", "share", 0.0..=1.0, "期初护理员持证率", "share of care workers certified at the start";
        care_workers_intermediate_at_start: "care_workers.intermediate_at_start", "share", 0.0..=1.0, "期初护理员中级及以上占比", "share of care workers at intermediate level or above at the start";
        care_workers_women: "care_workers.women", "share", 0.0..=1.0, "护理员中女性占比", "share of women among care workers";
        care_workers_migrants: "care_workers.migrants", "share", 0.0..=1.0, "护理员中外来人员占比", "share of care workers registered outside the city";
        care_workers_migrants_ageing: "care_workers.migrants_ageing", "years of age a year", 0.0..=2.0, "外来新入行者年龄逐年上升", "years by which migrants who come new to the trade are older from year to year",
            lever(Workforce, Assumption, Values, 0.0..=1.0, "外来新入行者老化", "Ageing of migrants", "外来新入行者平均年龄每年上升的岁数；超过最高入行年龄者不再来", "years by which migrants who come new are older from year to year; those above the last age of newcomers stay away", "assumed");
        care_workers_prefer_certified: "care_workers.prefer_certified", "share", 0.0..=1.0, "持证求职者优先录用的比例", "share of applicants with a certificate who are hired before others",
            lever(Workforce, Assumption, Values, 0.0..=1.0, "持证者优先录用", "Preference for the certified", "持证求职者先于他人录用的比例", "share of applicants with a certificate who are hired before others", "assumed");
        care_workers_allowance: "care_workers.allowance", "ratio", 0.0..=10.0, "激励补贴水平（相对 workforce.toml）", "level allowance relative to workforce.toml",
            lever(Workforce, Policy, Values, 0.0..=3.0, "护理员激励补贴", "Level allowance", "按证书等级每月发放的补贴，相对现行标准的比例", "paid monthly by level of certificate, relative to the allowance in force", "city policy");
        certification_push: "certification.push", "ratio", 1.0..=20.0, "检查未达标单位的护理员报名率比", "rise of asking for the first certificate at employers found short of the requirement",
            lever(Workforce, Assumption, Values, 1.0..=5.0, "未达标单位报名率比", "Answer to a failed inspection", "年度检查未达持证率要求的单位，其未持证护理员报名率的倍数", "ratio by which care workers without certificate ask for a seat more often where the inspection found too few", "assumed");
        certification_reserved: "certification.reserved", "share", 0.0..=1.0, "未达标单位只招持证者的岗位比例", "share of the open posts which the requirement asks to fill with certificates that are kept for them",
            lever(Workforce, Policy, Values, 0.0..=1.0, "只招持证者", "Posts for the certified alone", "未达持证率要求的单位，所缺持证岗位中只招持证者的比例；招不到则空缺", "share of the posts short of the requirement that are kept for applicants with a certificate, or stay open", "assumed");
        certification_withheld: "certification.withheld", "share", 0.0..=1.0, "持证率全缺时停发经费的床位比例", "share of beds that lose their funding where none of the certificates required is held",
            lever(Workforce, Policy, Values, 0.0..=1.0, "持证率与床位经费挂钩", "Funding of beds by certificates", "年度检查持证率每缺一成，停发经费的床位占此值的一成；0为不挂钩", "share of beds that lose their funding where none of the certificates required is held, in proportion where some are; 0 for no such rule", "assumed");
        neighbours_hospital_wage: "neighbours.hospital_wage", "yuan a month", 0.0..=100000.0, "医院护工月收入", "pay of hospital carers",
            lever(Workforce, Assumption, Values, 2000.0..=20000.0, "医院护工收入", "Pay in hospitals", "医院护工的月收入", "of hospital carers, a month", "study");
        neighbours_hospital_share: "neighbours.hospital_share", "share", 0.0..=1.0, "护理员其他去处中医院护工占比", "hospital care as a share of the other posts open to care workers";
        neighbours_domestic_wage: "neighbours.domestic_wage", "yuan a month", 0.0..=100000.0, "住家家政月收入", "pay of live-in domestic workers",
            lever(Workforce, Assumption, Values, 2000.0..=20000.0, "住家家政收入", "Pay of domestic work", "住家照护老人的家政人员的月收入", "of live-in domestic workers, a month", "price guide");
        neighbours_domestic_share: "neighbours.domestic_share", "share", 0.0..=1.0, "护理员其他去处中家政占比", "domestic work as a share of the other posts open to care workers";
        // ANCHOR: reserve
        care_workers_reserve: "care_workers.reserve", "share", 0.0..=1.0, "机构护理员岗位备员比例", "posts of homes above what residents and those with a bed in view demand",
            lever(Workforce, Policy, Values, 0.0..=1.0, "护理员岗位备员比例", "Posts in reserve", "机构在需要之上多设的岗位", "posts of homes above what residents demand", "assumed");
        // ANCHOR_END: reserve
        care_workers_first_year_attrition: "care_workers.first_year_attrition", "share", 0.0..=0.99, "护理员入职首年流失率", "share of care workers who quit within their first year",
            lever(Workforce, Assumption, Values, 0.05..=0.9, "护理员首年流失率", "First-year attrition", "入职首年流失比例", "share that quits within the first year", "assumed");
        care_workers_leaving: "care_workers.leaving", "per year", 0.0..=5.0, "护理员入职一年后年离职率", "rate at which care workers quit after their first year",
            lever(Workforce, Assumption, Values, 0.02..=1.0, "护理员年离职率", "Rate of leaving", "入职一年后的年离职率", "after the first year", "assumed");
        care_workers_leaving_young: "care_workers.leaving_young", "hazard ratio", 0.1..=10.0, "35岁以下护理员离职风险比", "hazard ratio of quitting below 35";
        care_workers_leaving_migrant: "care_workers.leaving_migrant", "hazard ratio", 0.1..=10.0, "外来护理员离职风险比", "hazard ratio of quitting for migrants";
        care_workers_leaving_certified: "care_workers.leaving_certified", "hazard ratio", 0.1..=10.0, "持证护理员离职风险比", "hazard ratio of quitting with a certificate";
        care_workers_leaving_subsidised: "care_workers.leaving_subsidised", "hazard ratio", 0.1..=10.0, "享受入职奖励者离职风险比", "hazard ratio of quitting while the entry subsidy runs";
        care_workers_retirement: "care_workers.retirement", "per year", 0.0..=12.0, "可退休护理员年退休率", "rate of retiring from the first age of retirement on";
        care_workers_newcomers: "care_workers.newcomers", "persons a month", 0.0..=20000.0 extensive, "每月新入行求职护理员", "persons new to the trade who seek a post as care worker",
            lever(Workforce, Assumption, Values, 0.0..=300.0, "新入行求职护理员", "Newcomers to care work", "每月新入行求职者", "persons new to the trade who seek a post", "assumed");
        care_workers_newcomers_certified: "care_workers.newcomers_certified", "share", 0.0..=1.0, "新入行者中已持证比例", "share of newcomers who bring a certificate";
        care_workers_newcomers_intermediate: "care_workers.newcomers_intermediate", "share", 0.0..=1.0, "持证新入行者中中级及以上比例", "share of certified newcomers at intermediate level or above";
        care_workers_newcomers_graduates: "care_workers.newcomers_graduates", "share", 0.0..=1.0, "新入行者中应届毕业生比例", "share of newcomers who come from a school elsewhere";
        care_workers_alternative_wage: "care_workers.alternative_wage", "yuan a month", 100.0..=100000.0, "护理员可从事的其他工作的工资（医院护工和家政除外）", "pay of other work open to care workers, but for hospitals and households",
            lever(Workforce, Assumption, Values, 2000.0..=30000.0, "其他工作工资", "Pay elsewhere", "护理员可从事的其他工作的月工资", "of other work open to care workers", "assumed");
        care_workers_wage_facility: "care_workers.wage_facility", "yuan a month", 0.0..=100000.0, "机构护理员工资（未持证）", "pay of a care worker without certificate in a home",
            lever(Workforce, Policy, Values, 3000.0..=30000.0, "机构护理员工资", "Pay in homes", "未持证护理员月工资，证书逐级加薪", "of a care worker without certificate; certificates add to it", "assumed");
        care_workers_wage_agency: "care_workers.wage_agency", "yuan a month", 0.0..=100000.0, "居家护理员工资（未持证）", "pay of a care worker without certificate in home care",
            lever(Workforce, Policy, Values, 3000.0..=30000.0, "居家护理员工资", "Pay in home care", "未持证护理员月工资，证书逐级加薪", "of a care worker without certificate; certificates add to it", "assumed");
        workforce_leaving_overload: "workforce.leaving_overload", "ratio", 0.0..=10.0, "超负荷对离职的影响", "rise of the hazard of quitting for a workload twice what the ratios ask";
        workforce_leaving_wage: "workforce.leaving_wage", "elasticity", 0.0..=5.0, "离职对相对工资的弹性", "fall of the hazard of quitting with pay relative to alternatives";
        workforce_moving: "workforce.moving", "share", 0.0..=1.0, "离职者中在本区另找同行业岗位的比例", "share of those who quit who look for another employer of the trade in the district";
        workforce_returning: "workforce.returning", "share", 0.0..=1.0, "离开行业者中日后返回的比例", "share of those who left the trade who come back";
        workforce_months_away: "workforce.months_away", "months", 1.0..=240.0, "离开后返回的平均间隔", "mean months away of those who come back";
        workforce_newcomer_growth: "workforce.newcomer_growth", "per year", -0.2..=0.2, "新入行求职者年增长（护理员和社区工作者）", "yearly growth of the number of newcomers to both occupations";
        workforce_newcomer_wage: "workforce.newcomer_wage", "elasticity", 0.0..=10.0, "新入行人数对相对工资的弹性", "rise of the number of newcomers with pay relative to alternatives";
        workforce_wage_step: "workforce.wage_step", "share", 0.0..=1.0, "每级证书工资增幅（护理员和社区工作者）", "rise of pay with each level of certificate, in both occupations";
        workforce_wage_spread: "workforce.wage_spread", "share", 0.0..=0.9, "同级工资离散幅度", "spread of pay around the going rate";
        workforce_wage_growth: "workforce.wage_growth", "per year", -0.1..=0.2, "工资年增长（护理员和社区工作者）", "yearly growth of pay in both occupations",
            lever(Workforce, Policy, Values, -0.05..=0.15, "护理员工资年增长", "Growth of pay", "护理员和社区工作者工资年增长", "of care workers and community workers", "assumed", also("与工资挂钩的补贴标准随之变动", "allowances that are tied to pay follow"));
        workforce_alternatives_growth: "workforce.alternatives_growth", "per year", -0.1..=0.2, "其他行业同类工资年增长", "yearly growth of pay in other work open to them",
            lever(Workforce, Assumption, Values, -0.05..=0.15, "其他行业工资年增长", "Growth of pay elsewhere", "护理员可从事的其他工作工资年增长", "of other work open to them", "assumed");
        training_enrolment: "training.enrolment", "per year", 0.0..=12.0, "未持证护理员年报名率", "rate at which care workers without certificate ask for a seat",
            lever(Workforce, Assumption, Values, 0.0..=3.0, "未持证护理员年报名率", "Enrolment of those without certificate", "未持证护理员报名培训的年率", "rate at which care workers without certificate ask for a seat", "assumed");
        training_level_up: "training.level_up", "per year", 0.0..=12.0, "符合条件者晋级年报名率", "rate at which those who may ask for a seat at the next level";
        training_pass: "training.pass", "share", 0.0..=1.0, "初级考试通过率", "pass rate of exams at the first level",
            lever(Workforce, Assumption, Values, 0.3..=1.0, "初级考试通过率", "Pass rate of the first level", "参加初级考试者通过的比例", "share of candidates who pass", "assumed");
        training_pass_higher: "training.pass_higher", "ratio", 0.0..=2.0, "更高等级考试通过率比", "pass rate of exams above the first level, relative to it";
        training_enrolment_pay: "training.enrolment_pay", "elasticity", 0.0..=20.0, "报名率对证书加薪的弹性", "rise of asking for a certificate with what an allowance adds to the pay for it";
        training_retakes: "training.retakes", "number", 0.0..=10.0 whole, "可补考次数", "times that a failed exam can be taken again";
        training_reach_seats: "training.reach_seats", "seats a year", 0.0..=100000.0 extensive, "持证率达标计划名额", "seats of the certification plan (first level)",
            lever(Workforce, Policy, Values, 0.0..=5000.0, "持证率达标计划名额", "Seats of the certification plan", "初级培训每年名额", "seats of courses for the first level", "一(二)2-5");
        training_upgrade_seats: "training.upgrade_seats", "seats a year", 0.0..=20000.0 extensive, "护理等级提质计划名额", "seats of the upgrading plan (second level)",
            lever(Workforce, Policy, Values, 0.0..=2000.0, "护理等级提质计划名额", "Seats of the upgrading plan", "中级培训每年名额", "seats of courses for the second level", "一(二)2-5");
        training_elite_seats: "training.elite_seats", "seats a year", 0.0..=20000.0 extensive, "职业技能尖兵计划名额", "seats of the skills elite plan (third and fourth level)",
            lever(Workforce, Policy, Values, 0.0..=1000.0, "职业技能尖兵计划名额", "Seats of the skills elite plan", "高级和技师培训每年名额", "seats for the third and fourth level", "一(二)2-5");
        training_leader_seats: "training.leader_seats", "seats a year", 0.0..=20000.0 extensive, "金牌管理者选树计划名额", "seats of the gold manager plan (fourth and fifth level)";
        training_funded: "training.funded", "share", 0.0..=1.0, "有经费保障的培训名额比例", "share of seats that are paid for",
            lever(Workforce, Policy, Values, 0.0..=1.0, "有经费的培训名额比例", "Share of seats that are paid for", "四项计划中有经费保障的名额比例", "share of the seats of all plans that are paid for", "assumed");
        training_class_size: "training.class_size", "persons", 1.0..=500.0 whole, "每班人数上限", "most persons in a class";
        training_class_minimum: "training.class_minimum", "persons", 1.0..=500.0 whole, "开班人数", "persons for whom a class begins at once";
        training_instructors: "training.instructors", "persons", 0.0..=10000.0 whole extensive, "内训师", "instructors",
            lever(Workforce, Policy, Values, 0.0..=500.0, "内训师人数", "Instructors", "可同时开班数由此决定", "they limit how many classes run at once", "一(二)2-5");
        training_examiners: "training.examiners", "persons", 0.0..=10000.0 extensive, "考评员", "examiners",
            lever(Workforce, Policy, Values, 0.0..=500.0, "考评员人数", "Examiners", "每月可考评人数由此决定", "they limit how many can be examined in a month", "assumed");
        training_candidates_an_examiner: "training.candidates_an_examiner", "persons a month", 0.0..=1000.0, "每名考评员每月可考评人数", "candidates that an examiner can examine in a month";
        school_intake: "school.intake", "persons a year", 0.0..=10000.0 whole extensive, "养老护理大专中专班每年招生", "pupils who enter the two-year school programmes",
            lever(Workforce, Policy, Values, 0.0..=500.0, "大专中专班招生", "Intake of school programmes", "每年招生人数", "pupils who enter the two-year programmes in a year", "一(二)2-5");
        school_completion: "school.completion", "share", 0.0..=1.0, "毕业率", "share of pupils who graduate";
        school_higher: "school.higher", "share", 0.0..=1.0, "毕业生中大专占比", "share of graduates with a college degree";
        community_workers_posts: "community_workers.posts", "posts", 0.0..=500000.0 extensive, "期初社区工作者岗位", "posts of community workers at the start";
        community_workers_posts_added: "community_workers.posts_added", "posts", 0.0..=500000.0 extensive, "增配社区工作者岗位", "posts of community workers added",
            lever(Workforce, Policy, Values, 0.0..=3000.0, "增配社区工作者岗位", "Posts of community workers added", "按扩额计划增配的岗位总数", "posts added in all under the plan", "四(三)1");
        community_workers_certified_at_start: "community_workers.certified_at_start", "share", 0.0..=1.0, "期初社区工作者持证率", "share of community workers certified at the start";
        community_workers_intermediate_at_start: "community_workers.intermediate_at_start", "share", 0.0..=1.0, "期初社区工作者中级及以上占比", "share of community workers at intermediate level or above at the start";
        community_workers_women: "community_workers.women", "share", 0.0..=1.0, "社区工作者中女性占比", "share of women among community workers";
        community_workers_first_year_attrition: "community_workers.first_year_attrition", "share", 0.0..=0.99, "社区工作者入职首年流失率", "share of community workers who quit within their first year";
        community_workers_leaving: "community_workers.leaving", "per year", 0.0..=5.0, "社区工作者入职一年后年离职率", "rate at which community workers quit after their first year";
        community_workers_leaving_young: "community_workers.leaving_young", "hazard ratio", 0.1..=10.0, "35岁以下社区工作者离职风险比", "hazard ratio of quitting below 35";
        community_workers_retirement: "community_workers.retirement", "per year", 0.0..=12.0, "可退休社区工作者年退休率", "rate of retiring from the first age of retirement on";
        community_workers_newcomers: "community_workers.newcomers", "persons a month", 0.0..=20000.0 extensive, "每月社区工作者应聘者", "persons who seek a post as community worker";
        community_workers_newcomers_certified: "community_workers.newcomers_certified", "share", 0.0..=1.0, "社区工作者应聘者中已持证比例", "share of them who bring a certificate";
        community_workers_newcomers_graduates: "community_workers.newcomers_graduates", "share", 0.0..=1.0, "社区工作者应聘者中应届毕业生比例", "share of them who are new graduates";
        community_workers_enrolment: "community_workers.enrolment", "per year", 0.0..=12.0, "未持证社区工作者年报考率", "rate at which community workers without certificate register for the exam";
        community_workers_level_up: "community_workers.level_up", "per year", 0.0..=12.0, "社区工作者晋级年报考率", "rate at which those who may register for the next level";
        community_workers_pass: "community_workers.pass", "share", 0.0..=1.0, "社会工作者职业水平考试通过率", "pass rate of the social work exams";
        community_workers_alternative_wage: "community_workers.alternative_wage", "yuan a month", 100.0..=100000.0, "社区工作者可从事的其他工作的工资", "pay of other work open to community workers";
        community_workers_wage: "community_workers.wage", "yuan a month", 0.0..=100000.0, "社区工作者工资（未持证）", "pay of a community worker without certificate",
            lever(Workforce, Policy, Values, 3000.0..=30000.0, "社区工作者工资", "Pay of community workers", "未持证社区工作者月工资", "of a community worker without certificate", "assumed");
    }
    Life {
        hardship_elder_onset: "hardship.elder_onset", "per year", 0.0..=1.0, "低收入老人陷入困难的年率（有配偶者）", "rate at which elders of low income with a spouse come into hardship",
            lever(World, Assumption, Ratios, 0.55..=1.7, "老人陷入困难的年率", "Elders who come into hardship", "低收入且有配偶老人的年率", "rate of elders of low income with a spouse", "assumed", also("无配偶老人的年率按比例随之变动", "the rate of those without a spouse follows in proportion"));
        hardship_elder_single: "hardship.elder_single", "ratio", 0.1..=20.0, "无配偶老人陷入困难的比（含期初）", "hazard ratio of elders without a spouse, also at the start";
    }
    Relief {
        relief_poor_households: "relief.poor_households", "households", 0.0..=1000000.0 extensive, "期初困难家庭户数（收入低于低收入线）", "households in hardship by income at the start";
        relief_elder_heads: "relief.elder_heads", "share", 0.0..=1.0, "困难家庭中户主为户籍老人的比例", "share of poor households with a registered elder at their head";
        relief_single: "relief.single", "share", 0.0..=1.0, "其他困难家庭中单人户比例", "share of one-person households among the other poor households";
        relief_children: "relief.children", "share", 0.0..=1.0, "多人困难家庭其他成员中未成年人比例", "share of children among further members of poor households";
        relief_working: "relief.working", "share", 0.0..=1.0, "困难家庭劳动年龄成员就业比例", "share at work of members of working age";
        relief_work_income: "relief.work_income", "yuan a month", 0.0..=40000.0, "困难家庭就业成员月收入（期初水平）", "pay of members at work, at the start";
        relief_no_pension: "relief.no_pension", "share", 0.0..=1.0, "困难老人无任何养老金比例", "share of elders in hardship without any pension";
        relief_pension: "relief.pension", "yuan a month", 0.0..=40000.0, "困难老人养老金（期初水平）", "pension of the others, at the start";
        relief_income_growth: "relief.income_growth", "per year", -0.1..=0.2, "困难家庭工资收入年增长", "yearly growth of their pay",
            lever(World, Assumption, Values, -0.05..=0.15, "困难家庭工资年增长", "Growth of their pay", "困难家庭成员工资年增长", "of pay of households in hardship", "assumed");
        relief_pension_growth: "relief.pension_growth", "per year", -0.1..=0.2, "困难老人养老金年增长（末次公布后）", "yearly growth of their pensions after the last one published",
            lever(World, Assumption, Values, -0.05..=0.15, "养老金年增长", "Growth of pensions", "困难家庭养老金末次公布后的年增长", "of pensions of households in hardship, after the last one published", "assumed");
        relief_disabled: "relief.disabled", "share", 0.0..=1.0, "困难家庭成年成员持残疾证比例", "share of adult members with a disability certificate";
        relief_ill: "relief.ill", "share", 0.0..=1.0, "困难家庭成年成员患重病比例", "share of adult members seriously ill";
        relief_renting: "relief.renting", "share", 0.0..=1.0, "困难家庭租房比例", "share of households that rent";
        relief_supported: "relief.supported", "share", 0.0..=1.0, "其他困难家庭有法定赡养抚养人比例", "share of the other households with somebody bound to support them";
        relief_savings: "relief.savings", "yuan a head", 0.0..=1000000.0, "困难家庭人均货币财产（期初和新困难家庭）", "mean savings a head of households that come into hardship";
        relief_savings_limit: "relief.savings_limit", "yuan a head", 0.0..=1000000.0, "人均货币财产限额", "savings a head above which relief is refused",
            lever(Relief, Policy, Values, 0.0..=200000.0, "货币财产限额", "Limit of savings", "人均货币财产超过即不予救助", "a head, above which relief is refused", "city policy");
        relief_savings_spent: "relief.savings_spent", "per year", 0.0..=1.0, "困难家庭每年动用的财产比例", "share of their savings that households in hardship spend in a year";
        relief_minor_standard: "relief.minor_standard", "ratio", 0.5..=3.0, "未成年人低保标准与低保标准之比", "minimum living standard of minors over that of adults",
            lever(Relief, Policy, Values, 1.0..=2.0, "未成年人低保标准", "Standard of minors", "与成年人低保标准之比", "over that of adults", "city policy");
        relief_insurance_share: "relief.insurance_share", "share", 0.0..=1.0, "基本医保支付医疗费比例", "share of a medical bill that basic medical insurance pays",
            lever(Relief, Policy, Values, 0.3..=0.95, "医保支付比例", "Medical insurance", "基本医保支付医疗费的比例；医疗救助在其余部分中支付", "share of a bill that it pays; medical relief takes over part of the rest", "city policy");
        relief_falls_ill: "relief.falls_ill", "per year", 0.0..=12.0, "成员患重病年率", "rate at which members fall seriously ill";
        relief_recovers: "relief.recovers", "per year", 0.0..=12.0, "重病成员康复年率", "rate at which they recover";
        relief_job_lost: "relief.job_lost", "per year", 0.0..=12.0, "就业成员失业年率", "rate at which members at work lose it";
        relief_job_found: "relief.job_found", "per year", 0.0..=12.0, "未就业成员就业年率", "rate at which members without work find it";
        relief_escapes: "relief.escapes", "per year", 0.0..=12.0, "困难家庭其他原因脱困年率", "rate at which poor households leave hardship for other reasons";
        relief_mortality: "relief.mortality", "hazard ratio", 0.1..=10.0, "困难家庭成员死亡风险比（户籍老人户主除外）", "mortality hazard ratio of members, but for registered elders at the head";
        relief_new_households: "relief.new_households", "households a year", 0.0..=100000.0 extensive, "每年新增困难家庭（户主为老人者除外）", "households that newly come into hardship, but for those of elders",
            lever(World, Assumption, Values, 0.0..=1000.0, "每年新增困难家庭", "New households in hardship", "户主为老人者除外", "but for those led by elders, a year", "assumed");
        relief_inflow_trend: "relief.inflow_trend", "per year", -0.2..=0.2, "新增困难家庭年变化", "yearly change of new households",
            lever(World, Assumption, Values, -0.1..=0.1, "新增困难家庭年变化", "Trend of new households in hardship", "每年新增困难家庭的年变化", "yearly change of households that come into hardship", "assumed");
        relief_standard_growth: "relief.standard_growth", "per year", -0.1..=0.2, "低保标准年增长（末次公布后）", "yearly growth of the minimum living standard after the last one published",
            lever(Relief, Policy, Values, -0.05..=0.15, "低保标准年增长", "Growth of the standard", "末次公布后的年增长", "after the last one published", "city policy");
        relief_work_disregard: "relief.work_disregard", "share of the standard", 0.0..=2.0, "就业收入豁免额与低保标准之比", "pay disregarded for each member at work, over the standard",
            lever(Relief, Policy, Values, 0.0..=2.0, "就业收入豁免", "Pay disregarded", "每名就业成员豁免额与低保标准之比", "for each member at work, over the standard", "city policy");
        relief_price_growth: "relief.price_growth", "per year", -0.1..=0.2, "救助和服务单价年增长", "yearly growth of amounts that follow prices";
        relief_take_up_at_start: "relief.take_up_at_start", "share", 0.0..=1.0, "期初符合条件家庭已纳入比例", "share of entitled households on the books at the start";
        relief_applies: "relief.applies", "per year", 0.0..=12.0, "符合条件家庭自行申请年率", "rate at which entitled households apply unprompted";
        relief_advisers: "relief.advisers", "persons", 0.0..=100000.0 extensive, "社区救助顾问人数", "relief advisers",
            lever(Relief, Policy, Values, 0.0..=2000.0, "救助顾问人数", "Relief advisers", "入户排查的救助顾问人数", "advisers who visit households", "一(二)1");
        relief_adviser_screenings: "relief.adviser_screenings", "visits a month", 0.0..=1000.0, "每名顾问每月排查人次", "visits of an adviser";
        relief_adviser_targeting: "relief.adviser_targeting", "share", 0.0..=1.0, "排查命中困难家庭的比例", "share of visits that go to a household in hardship",
            lever(Relief, Policy, Values, 0.0..=1.0, "排查命中困难家庭比例", "Targeting of visits", "排查中走访困难家庭的比例", "share of visits that go to a household in hardship", "一(二)1");
        relief_matching_coverage: "relief.matching_coverage", "share", 0.0..=1.0, "数据可识别的困难家庭比例", "share of households in hardship that data show",
            lever(Relief, Policy, Values, 0.0..=1.0, "数据可识别比例", "Coverage of data matching", "政策找人可识别的困难家庭比例（新困难家庭起）", "share of households in hardship that data show, of those that come into it from then on", "一(二)1");
        relief_matching_rate: "relief.matching_rate", "per year", 0.0..=12.0, "数据可识别者被主动发现的年率", "rate at which these are found",
            lever(Relief, Policy, Values, 0.0..=12.0, "政策找人年率", "Rate of data matching", "数据可识别者被主动发现的年率", "rate at which those whom data show are found", "一(二)1");
        relief_declaring: "relief.declaring", "share", 0.0..=1.0, "采用信用告知承诺的比例", "share of households that declare instead of bringing proofs";
        relief_understating: "relief.understating", "share", 0.0..=1.0, "承诺者少报收入的比例", "share of those declaring who declare half of their pay only";
        relief_processing: "relief.processing", "months", 1.0..=24.0 whole, "提交证明者审批月数", "months from application to grant with proofs";
        relief_processing_declared: "relief.processing_declared", "months", 1.0..=24.0 whole, "承诺者审批月数", "months from application to grant by declaration",
            lever(Relief, Policy, Values, 1.0..=12.0, "承诺者审批月数", "Months to grant by declaration", "信用告知承诺者从申请到发放", "from application to grant", "一(二)1");
        relief_check_interval: "relief.check_interval", "months", 1.0..=120.0 whole, "复核间隔", "months between re-checks",
            lever(Relief, Policy, Values, 3.0..=60.0, "复核间隔", "Interval of re-checks", "两次复核之间的月数", "months between re-checks", "一(二)1");
        relief_death_lag: "relief.death_lag", "months", 0.0..=120.0 whole, "死亡信息核查时滞", "months until the cross-check shows a death",
            lever(Relief, Policy, Values, 0.0..=24.0, "死亡信息核查时滞", "Lag of the cross-check of deaths", "1+6+10 核查发现死亡的月数", "months until the cross-check shows a death", "一(一)1");
        relief_income_lag: "relief.income_lag", "months", 0.0..=120.0 whole, "收入变化核查时滞", "months until the cross-check shows a rise of income";
        relief_income_seen: "relief.income_seen", "share", 0.0..=1.0, "收入上升可被核查发现的比例", "share of rises of income that the cross-check shows at all";
        disability_registered: "disability.registered", "persons", 0.0..=1000000.0 extensive, "期初困难家庭以外在册重度残疾人", "severely disabled persons on the register outside households in hardship at the start";
        disability_elders: "disability.elders", "share", 0.0..=1.0, "其中60岁及以上比例", "share of 60 and over among them";
        disability_grade_one: "disability.grade_one", "share", 0.0..=1.0, "其中一级残疾比例", "share of grade 1 among them";
        disability_without_work: "disability.without_work", "share", 0.0..=1.0, "劳动年龄重度残疾人中无业比例", "share without work among those of working age";
        disability_new_elders: "disability.new_elders", "per year", 0.0..=0.5, "中重度失能老人新登记重度残疾年率", "certificates of severe disability a year for each moderately or severely disabled elder",
            lever(Relief, Policy, Ratios, 0.0..=3.0, "失能老人残疾登记", "Certificates of elders", "每名中重度失能老人每年新登记重度残疾的率", "of severe disability, a year and moderately or severely disabled elder", "assumed");
        disability_new_below_60: "disability.new_below_60", "persons a year", 0.0..=100000.0 extensive, "60岁以下每年新登记重度残疾人", "persons below 60 newly on the register a year";
        disability_take_up: "disability.take_up", "share", 0.0..=1.0, "困难家庭以外重度残疾人领取比例", "share of persons on the register who claim what they are entitled to",
            lever(Relief, Policy, Values, 0.5..=1.0, "残疾人补贴领取比例", "Take-up on the disability register", "困难家庭以外在册重度残疾人中领取的比例（免申即享）", "share who claim, outside households in hardship", "assumed");
    }
    Budget {
        budget_lottery_sales: "budget.lottery_sales", "yuan a month", 0.0..=10000000000.0 extensive, "福利彩票月销售额", "sales of the welfare lottery",
            lever(Budget, Assumption, Values, 0.0..=50000000.0, "福利彩票月销售额", "Sales of the welfare lottery", "全区福彩月销售额", "sales in the district", "一(二)4");
        budget_lottery_share: "budget.lottery_share", "share", 0.0..=1.0, "福彩公益金提取比例", "share of sales that goes to the welfare fund";
        budget_lottery_district: "budget.lottery_district", "share", 0.0..=1.0, "福彩公益金区级留成比例", "share of the welfare fund that is the district's",
            lever(Budget, Policy, Values, 0.0..=0.5, "福彩公益金区级留成", "District's share of the lottery fund", "福彩公益金中区级留成的比例", "share of the welfare fund that is the district's", "city policy");
        budget_lottery_city: "budget.lottery_city", "share", 0.0..=1.0, "福彩公益金市级比例", "share of the welfare fund that is the city's; the rest is the centre's";
        budget_lottery_passed_on: "budget.lottery_passed_on", "share", 0.0..=2.0, "市级福彩公益金下拨比例", "money that the city passes on to the district, over the city's part of what was raised here",
            lever(Budget, Assumption, Values, 0.0..=2.0, "市级福彩公益金下拨", "Lottery money passed on by the city", "与本区销售中市级部分之比", "over the city's part of what was raised here", "assumed");
        budget_lottery_growth: "budget.lottery_growth", "per year", -0.2..=0.2, "福彩销售年增长", "yearly growth of sales";
        budget_follows: "budget.follows", "share", 0.0..=1.0, "预算随上年执行数调整的幅度", "how far an appropriation follows what was spent the year before",
            lever(Budget, Policy, Values, 0.0..=1.0, "预算随执行调整", "Appropriations follow spending", "下年预算随上年执行数（含追加、拖欠增加）调整的幅度；0为只按增长率", "how far next year's follows what was spent, supplements and new arrears included; 0 for growth alone", "assumed");
        budget_carry_over_deducted: "budget.carry_over_deducted", "share", 0.0..=1.0, "结转资金抵扣下年预算的比例", "share of money carried over that is deducted from the appropriation",
            lever(Budget, Policy, Values, 0.0..=1.0, "结转抵扣预算", "Carry-over deducted", "年末结转资金抵扣下年预算的比例", "share of money carried over that is deducted from the next appropriation", "assumed");
        budget_donations: "budget.donations", "yuan a month", 0.0..=10000000000.0 extensive, "每月捐赠收入", "donations";
        budget_subsidy_dependence: "budget.subsidy_dependence", "share", 0.0..=1.0, "缺少运营补贴则不能开放的床位比例", "share of beds that homes do not open without the running subsidy";
        budget_building_months: "budget.building_months", "months", 1.0..=120.0 whole, "新建机构建设月数", "months for which a new home is under construction";
    }
}

/// The position in [`PARAMETERS`] of the parameter called `id`.
pub const fn parameter_position(id: &str) -> Option<usize> {
    let mut position = 0;
    while position < PARAMETERS.len() {
        if crate::text::same(PARAMETERS[position].id, id) {
            return Some(position);
        }
        position += 1;
    }
    None
}

impl Parameters {
    /// Net out-registration a year at an age.
    pub fn net_out(&self, age: usize) -> f64 {
        if age < 80 { self.migration_net_out } else { self.migration_net_out_80 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fifth_replicate_shares_the_parameters_of_the_one_before() {
        let sets: Vec<u32> = (0..12).map(set_of).collect();
        assert_eq!(sets, [0, 1, 2, 3, 3, 4, 5, 6, 7, 7, 8, 9]);
        let sets: Vec<u32> = (0..1000).map(set_of).collect();
        assert_eq!((sets[999], set_of(u32::MAX)), (799, u32::MAX / 5 * 4), "no overflow at the end");
    }
}
