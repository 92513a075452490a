//! Published numbers that results are compared with, each with its error and its use.
use crate::provenance::Grade;
use crate::targets::RATIO;
use agents::text::Label;
use agents::units::SHARE;
use sim_core::Month;

/// A published number, and the simulated quantity it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Short id, unique in its file.
    pub key: String,
    /// Whose number it is.
    pub place: Place,
    /// How the months of the indicator become one number.
    pub statistic: Statistic,
    /// Id of the indicator.
    pub indicator: String,
    /// Id of the indicator it is divided by, averaged over the same months.
    pub per: Option<String>,
    /// The month, the last of a span, or the later of the two months of a growth.
    pub month: Month,
    /// First month of a span, or the earlier month of a growth; none of a level.
    pub since: Option<Month>,
    /// The published value, in `unit`.
    pub value: f64,
    /// Unit of the value: see [`Observation::unit_of`].
    pub unit: String,
    /// One standard deviation of its error, in `unit`.
    pub error: f64,
    /// Why it has that error.
    pub reasons: Vec<Reason>,
    /// What it is used for.
    pub role: Role,
    /// The group that is left out together in cross-validation.
    pub group: Group,
    /// Who published it.
    pub source: String,
    /// How well it is known.
    pub grade: Grade,
    /// What to know before using it.
    pub note: String,
    /// The file as people should see it.
    pub file: String,
    /// Its line there.
    pub line: u32,
}

/// End of the unit of a flow.
const A_MONTH: &str = " a month";

impl Observation {
    /// The unit the value must have, when the indicator's is `indicator_unit`: `ratio` of one number per another, `share` of
    /// a growth, of a sum that of the flow without "a month". None for a sum of what is no flow.
    pub fn unit_of(&self, indicator_unit: &'static str) -> Option<&'static str> {
        match (self.statistic, &self.per) {
            (Statistic::Growth, _) => Some(SHARE),
            (Statistic::Sum, _) if !indicator_unit.ends_with(A_MONTH) => None,
            (_, Some(_)) => Some(RATIO),
            (Statistic::Sum, None) => indicator_unit.strip_suffix(A_MONTH),
            (Statistic::Level | Statistic::Mean, None) => Some(indicator_unit),
        }
    }

    /// Whether it is the district's own number of an indicator in a month.
    pub fn is_level_of_the_district(&self, indicator: &str) -> bool {
        let is_own = matches!(self.place, Place::District | Place::Census);
        is_own && self.statistic == Statistic::Level && self.per.is_none() && self.indicator == indicator
    }

    /// First and last month that it needs.
    pub fn months(&self) -> [Month; 2] {
        [self.since.unwrap_or(self.month), self.month]
    }
}

/// Closed lists of words in a file, each with its name in both languages: variant, word, Chinese, English.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal: $zh:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = $en] $variant,)*
        }

        impl $name {
            /// All, in the order of the words.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The words in files.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word in files.
            pub const fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }

            /// The name in both languages.
            pub const fn name(self) -> Label {
                match self {
                    $($name::$variant => Label::new($zh, $en),)*
                }
            }
        }
    };
}

words! {
    /// Whose number it is.
    Place {
        District = "district": "本区", "the district";
        City = "city": "全市（代表本区）", "the city, standing in for the district";
        Census = "census": "本区普查", "a census of the district";
        Elsewhere = "elsewhere": "其他地区（代表本区）", "another place, standing in for the district";
    }
}

words! {
    /// How the months of an indicator become one number.
    Statistic {
        Level = "level": "当月值", "value in the month";
        Mean = "mean": "期间均值", "mean over the months";
        Sum = "sum": "期间合计", "sum over the months";
        Growth = "growth": "期间增长", "growth between the months";
    }
}

words! {
    /// What a published number is used for.
    Role {
        Calibrate = "calibrate": "用于校准", "calibrated to";
        HoldOut = "hold_out": "留作检验", "held out";
        Report = "report": "仅供对照", "shown only";
    }
}

words! {
    /// Why a published number has an error.
    Reason {
        Rounding = "rounding": "取整", "rounding";
        RegisterLag = "register_lag": "登记滞后", "lag of the register";
        Definition = "definition": "口径差异", "definition";
        StandIn = "stand_in": "以他处代本区", "another place standing in";
        Timing = "timing": "时点差异", "timing";
        Sampling = "sampling": "抽样误差", "sampling";
    }
}

words! {
    /// The numbers that are left out together in cross-validation.
    Group {
        Population = "population": "老年人口", "population";
        Living = "living": "居住状况", "living arrangements";
        Health = "health": "失能与认知障碍", "disability and dementia";
        Beds = "beds": "养老床位", "beds";
        Residents = "residents": "入住老人", "care home residents";
        HomeCare = "home_care": "居家照护", "home care";
        Workforce = "workforce": "人员队伍", "workforce";
        Caseload = "caseload": "在册救助对象", "relief caseload";
        ReliefMoney = "relief_money": "救助资金", "relief money";
        DisabilitySubsidies = "disability_subsidies": "残疾人两项补贴", "disability subsidies";
        Allowances = "allowances": "老年津贴和补贴", "elders' allowances";
        Other = "other": "其他", "other";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_follows_from_the_statistic_and_the_divisor() {
        let check = |statistic, per: bool, unit: &'static str, expected: Option<&str>| {
            let observation = Observation {
                key: "k".into(),
                place: Place::District,
                statistic,
                indicator: "population.deaths".into(),
                per: per.then(|| "population.elders".to_string()),
                month: Month::january(2022),
                since: None,
                value: 1.0,
                unit: String::new(),
                error: 0.0,
                reasons: Vec::new(),
                role: Role::HoldOut,
                group: Group::Other,
                source: String::new(),
                grade: Grade::Found,
                note: String::new(),
                file: String::new(),
                line: 1,
            };
            assert_eq!(observation.unit_of(unit), expected, "{statistic:?} {per} {unit}");
        };
        check(Statistic::Level, false, "persons", Some("persons"));
        check(Statistic::Mean, true, "persons", Some("ratio"));
        check(Statistic::Sum, false, "persons a month", Some("persons"));
        check(Statistic::Sum, true, "persons a month", Some("ratio"));
        check(Statistic::Sum, true, "persons", None);
        check(Statistic::Growth, true, "persons", Some("share"));
    }

    #[test]
    fn words_are_those_of_their_variants() {
        assert_eq!(Group::WORDS.len(), Group::ALL.len());
        for (group, word) in Group::ALL.iter().zip(Group::WORDS) {
            assert_eq!(group.word(), *word);
        }
        assert_eq!([Role::Calibrate, Role::HoldOut, Role::Report].map(Role::word), ["calibrate", "hold_out", "report"]);
    }
}
