//! The units of results: name, scale, decimals and sign in Chinese and English, in one place.
use agents::text::{Label, Language};
use outputs::Indicator;
use serde::{Serialize, Serializer};

/// What a number is counted in, and how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Persons.
    Persons,
    /// Person-times: the same person counts each time.
    PersonTimes,
    /// Households.
    Households,
    /// Beds.
    Beds,
    /// Posts.
    Posts,
    /// Programmes, files and whatever else is counted in pieces.
    Count,
    /// A share from 0 to 1, shown as a percentage with a decimal.
    Share,
    /// A share of the replicates or of a variance, shown in whole per cent.
    Probability,
    /// A relative deviation, shown as a percentage with its sign.
    Deviation,
    /// The same of numbers that should be equal, with two decimals.
    Residual,
    /// Yuan, shown in ten thousands (zh) or millions (en).
    Yuan,
    /// Hours in a year, shown in ten thousands (zh) or thousands (en).
    Hours,
    /// Hours a month, shown likewise.
    HoursAMonth,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Beds per 100 registered elders.
    BedsPer100,
    /// A correlation, shown with its sign.
    Correlation,
    /// A plain number, with four significant digits.
    Ratio,
}

/// Every unit.
#[cfg(test)]
const UNITS: [Unit; 18] = [
    Unit::Persons,
    Unit::PersonTimes,
    Unit::Households,
    Unit::Beds,
    Unit::Posts,
    Unit::Count,
    Unit::Share,
    Unit::Probability,
    Unit::Deviation,
    Unit::Residual,
    Unit::Yuan,
    Unit::Hours,
    Unit::HoursAMonth,
    Unit::Days,
    Unit::Months,
    Unit::BedsPer100,
    Unit::Correlation,
    Unit::Ratio,
];

impl Unit {
    /// The unit of an indicator or target by its word in the outputs. Of a flow, "a month", it is that of the sum over a
    /// year ([`crate::year`]).
    pub fn of(word: &str) -> Option<Unit> {
        Some(match word.strip_suffix(" a month").or(word.strip_suffix(" a year")).unwrap_or(word) {
            "persons" => Unit::Persons,
            "person-times" | "times" => Unit::PersonTimes,
            "households" => Unit::Households,
            "beds" => Unit::Beds,
            "posts" => Unit::Posts,
            "share" => Unit::Share,
            "yuan" => Unit::Yuan,
            "hours" => Unit::Hours,
            "days" => Unit::Days,
            "months" => Unit::Months,
            "beds per 100 registered elders" => Unit::BedsPer100,
            "ratio" => Unit::Ratio,
            _ => return None,
        })
    }

    /// The unit of an indicator's values by year.
    pub fn of_indicator(indicator: &Indicator) -> Unit {
        Unit::of(indicator.unit).unwrap_or(Unit::Ratio)
    }

    /// Its name; empty of a plain number.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Unit::Persons => Label::new("人", "persons"),
            Unit::PersonTimes => Label::new("人次", "person-times"),
            Unit::Households => Label::new("户", "households"),
            Unit::Beds => Label::new("张", "beds"),
            Unit::Posts => Label::new("个岗位", "posts"),
            Unit::Count => Label::new("项", "items"),
            Unit::Share | Unit::Probability | Unit::Deviation | Unit::Residual => Label::new("%", "%"),
            Unit::Yuan => Label::new("万元", "million yuan"),
            Unit::Hours => Label::new("万小时", "thousand hours"),
            Unit::HoursAMonth => Label::new("万小时/月", "thousand hours a month"),
            Unit::Days => Label::new("天", "days"),
            Unit::Months => Label::new("个月", "months"),
            Unit::BedsPer100 => Label::new("张/百名老人", "beds per 100 elders"),
            Unit::Correlation | Unit::Ratio => Label::new("", ""),
        }
        .get(language)
    }

    /// The unit of a difference.
    pub fn of_change(self, language: Language) -> &'static str {
        match self {
            Unit::Share | Unit::Probability => Label::new("个百分点", "percentage points").get(language),
            _ => self.name(language),
        }
    }

    /// The value in the unit that is shown.
    pub fn shown(self, language: Language, value: f64) -> f64 {
        value / self.scale(language)
    }

    fn scale(self, language: Language) -> f64 {
        match (self, language) {
            (Unit::Share | Unit::Probability | Unit::Deviation | Unit::Residual, _) => 0.01,
            (Unit::Yuan | Unit::Hours | Unit::HoursAMonth, Language::Zh) => 1e4,
            (Unit::Yuan, Language::En) => 1e6,
            (Unit::Hours | Unit::HoursAMonth, Language::En) => 1e3,
            _ => 1.0,
        }
    }

    /// Decimals of a value in the unit that is shown.
    pub fn decimals(self, language: Language, shown: f64) -> usize {
        match self {
            Unit::Share | Unit::Deviation => 1,
            Unit::Yuan if language == Language::En && shown.abs() < 999.95 => 1,
            Unit::Hours | Unit::HoursAMonth if shown.abs() < 100.0 => 1,
            Unit::BedsPer100 | Unit::Correlation | Unit::Residual => 2,
            Unit::Months => 1,
            Unit::Ratio => {
                (0..8).find(|decimals| shown.abs() * 10f64.powi(*decimals) >= 1000.0).map_or(4, |d| d as usize)
            }
            _ => 0,
        }
    }

    /// The number alone.
    pub fn number(self, language: Language, value: f64) -> String {
        let shown = self.shown(language, value);
        let number = grouped(shown, self.decimals(language, shown));
        match self {
            Unit::Deviation | Unit::Residual | Unit::Correlation => signed(shown, number),
            Unit::Ratio if number.contains('.') => number.trim_end_matches('0').trim_end_matches('.').to_string(),
            _ => number,
        }
    }

    /// The number and its unit.
    pub fn value(self, language: Language, value: f64) -> String {
        let (number, name) = (self.number(language, value), self.name(language));
        match (name, language) {
            ("", _) => number,
            ("%", Language::Zh) => format!("{number}%"),
            _ => format!("{number} {name}"),
        }
    }

    /// Both ends in brackets; of shares with the sign at the end.
    pub fn band(self, language: Language, ends: [f64; 2]) -> String {
        let sign = match (self.name(language), language) {
            ("%", Language::Zh) => "%",
            ("%", Language::En) => " %",
            _ => "",
        };
        self.in_brackets(language, ends, sign)
    }

    /// Both ends in brackets, without a unit.
    pub fn bare_band(self, language: Language, ends: [f64; 2]) -> String {
        self.in_brackets(language, ends, "")
    }

    fn in_brackets(self, language: Language, [low, high]: [f64; 2], sign: &str) -> String {
        // A dash between minus signs is hard to read.
        let to = if low < 0.0 && !is_zero(&self.number(language, low)) {
            Label::new("至", " to ").get(language)
        } else {
            "–"
        };
        let (low, high) = (self.number(language, low), self.number(language, high));
        match language {
            Language::Zh => format!("〔{low}{to}{high}{sign}〕"),
            Language::En => format!("[{low}{to}{high}{sign}]"),
        }
    }

    /// A difference, with its sign; of shares in percentage points.
    pub fn change(self, language: Language, value: f64) -> String {
        signed(value, self.number(language, value))
    }

    /// Whether a difference of this size shows as nothing.
    pub fn shows_nothing(self, value: f64) -> bool {
        [Language::Zh, Language::En].iter().all(|language| is_zero(&self.number(*language, value)))
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Unit::Persons => "persons",
            Unit::PersonTimes => "person-times",
            Unit::Households => "households",
            Unit::Beds => "beds",
            Unit::Posts => "posts",
            Unit::Count => "count",
            Unit::Share | Unit::Probability | Unit::Deviation | Unit::Residual => "share",
            Unit::Yuan => "yuan",
            Unit::Hours => "hours",
            Unit::HoursAMonth => "hours a month",
            Unit::Days => "days",
            Unit::Months => "months",
            Unit::BedsPer100 => "beds per 100 registered elders",
            Unit::Correlation => "rank correlation",
            Unit::Ratio => "ratio",
        })
    }
}

fn is_zero(number: &str) -> bool {
    !number.chars().any(|c| ('1'..='9').contains(&c))
}

fn signed(value: f64, number: String) -> String {
    if value > 0.0 && !is_zero(&number) { format!("+{number}") } else { number }
}

/// A number with separators and a fixed number of decimals.
pub fn grouped(number: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", number.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped += fraction;
    }
    // Not "-0".
    if number < 0.0 && !is_zero(&grouped) { format!("−{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outputs::INDICATORS;

    #[test]
    fn every_indicator_has_a_unit_and_money_is_in_yuan() {
        for indicator in INDICATORS {
            assert!(Unit::of(indicator.unit).is_some(), "{}: {}", indicator.id, indicator.unit);
            assert!(!indicator.unit.contains("fen"), "{}: {}", indicator.id, indicator.unit);
        }
    }

    #[test]
    fn names_and_numbers_are_in_the_language() {
        for unit in UNITS {
            let (zh, en) = (unit.name(Language::Zh), unit.name(Language::En));
            assert!(en.is_ascii() && (zh.is_empty() == en.is_empty()), "{unit:?}");
        }
    }

    #[test]
    fn numbers_bands_and_changes_in_both_languages() {
        let (zh, en) = (Language::Zh, Language::En);
        assert_eq!(grouped(231_100.4, 0), "231,100");
        assert_eq!(grouped(-0.04, 1), "0.0");
        assert_eq!(grouped(-1234.56, 1), "−1,234.6");
        assert_eq!(
            (Unit::Yuan.value(zh, 719_440_000.0), Unit::Yuan.value(en, 719_440_000.0)),
            ("71,944 万元".into(), "719.4 million yuan".into())
        );
        assert_eq!(Unit::Persons.band(en, [-29.0, -2.0]), "[−29 to −2]");
        assert_eq!(Unit::Share.band(zh, [0.635, 0.808]), "〔63.5–80.8%〕");
        assert_eq!(Unit::Share.bare_band(en, [-0.01, 0.02]), "[−1.0 to 2.0]");
        assert_eq!((Unit::Persons.change(en, 3.2), Unit::Persons.change(en, 0.2)), ("+3".into(), "0".into()));
        assert_eq!(
            (Unit::Probability.value(en, 0.31), Unit::Deviation.value(zh, 0.0123)),
            ("31 %".into(), "+1.2%".into())
        );
        let ratio = |value: f64| Unit::Ratio.number(en, value);
        assert_eq!(
            [ratio(0.0123456), ratio(35.5), ratio(0.0), ratio(1234.5)],
            ["0.01235", "35.5", "0", "1,234"].map(String::from)
        );
        assert!(Unit::Persons.shows_nothing(-0.3) && !Unit::Share.shows_nothing(0.001));
    }
}
