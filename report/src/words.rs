//! Numbers in words: units, grouping, bands, in either language.
use agents::text::{Label, Language};

/// The same sentence in Chinese and English, with the values of the place where it stands.
macro_rules! say {
    ($language:expr, $zh:literal, $en:literal $(,)?) => {
        match $language {
            agents::text::Language::Zh => format!($zh),
            agents::text::Language::En => format!($en),
        }
    };
}
pub(crate) use say;

/// What a number is counted in, and how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Persons.
    Persons,
    /// Beds.
    Beds,
    /// A share from 0 to 1, shown as a percentage.
    Share,
    /// Yuan, shown in ten thousands (zh) or millions (en).
    Yuan,
    /// Hours a month, shown in ten thousands (zh) or thousands (en).
    Hours,
    /// Of a thousand elders.
    PerThousand,
    /// Anything else, as it is.
    Plain,
}

impl Unit {
    /// That of an indicator's or target's unit; what is "a month" is a sum of months here.
    pub fn of(unit: &str) -> Unit {
        match unit.strip_suffix(" a month").unwrap_or(unit) {
            "persons" => Unit::Persons,
            "beds" => Unit::Beds,
            "share" => Unit::Share,
            "yuan" => Unit::Yuan,
            "hours" => Unit::Hours,
            _ => Unit::Plain,
        }
    }

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Unit::Persons => Label::new("人", "persons"),
            Unit::Beds => Label::new("张", "beds"),
            Unit::Share => Label::new("%", "%"),
            Unit::Yuan => Label::new("万元", "million yuan"),
            Unit::Hours => Label::new("万小时/月", "thousand hours a month"),
            Unit::PerThousand => Label::new("每千名老人", "per 1,000 elders"),
            Unit::Plain => Label::new("", ""),
        }
        .get(language)
    }

    /// The value in the unit that is shown.
    pub fn shown(self, language: Language, value: f64) -> f64 {
        let by = match (self, language) {
            (Unit::Share, _) => 0.01,
            (Unit::PerThousand, _) => 0.001,
            (Unit::Yuan | Unit::Hours, Language::Zh) => 1e4,
            (Unit::Yuan, Language::En) => 1e6,
            (Unit::Hours, Language::En) => 1e3,
            (Unit::Persons | Unit::Beds | Unit::Plain, _) => 1.0,
        };
        value / by
    }

    /// The number alone.
    pub fn number(self, language: Language, value: f64) -> String {
        let shown = self.shown(language, value);
        let decimals = match self {
            Unit::Share | Unit::PerThousand => 1,
            Unit::Yuan if language == Language::En && shown.abs() < 999.95 => 1,
            Unit::Hours if shown.abs() < 100.0 => 1,
            Unit::Plain if shown.abs() < 20.0 => 2,
            _ => 0,
        };
        grouped(shown, decimals)
    }

    /// The number and its unit.
    pub fn value(self, language: Language, value: f64) -> String {
        let number = self.number(language, value);
        match (self, language) {
            (Unit::Plain, _) => number,
            (Unit::PerThousand, Language::Zh) => format!("每千人 {number}"),
            (Unit::Share, Language::Zh) => format!("{number}%"),
            _ => format!("{number} {}", self.name(language)),
        }
    }

    /// Both ends, in brackets; of shares with the sign.
    pub fn band(self, language: Language, [low, high]: [f64; 2]) -> String {
        let sign = if self == Unit::Share { "%" } else { "" };
        // A dash between minus signs is hard to read.
        let to = if low < 0.0 { Label::new("至", " to ").get(language) } else { "–" };
        let (low, high) = (self.number(language, low), self.number(language, high));
        match language {
            Language::Zh => format!("〔{low}{sign}{to}{high}{sign}〕"),
            Language::En => format!("[{low}{sign}{to}{high}{sign}]"),
        }
    }

    /// A difference, with its sign; of shares in percentage points.
    pub fn change(self, language: Language, value: f64) -> String {
        let number = self.number(language, value);
        if value > 0.0 && number.chars().any(|c| ('1'..='9').contains(&c)) { format!("+{number}") } else { number }
    }

    /// The unit of a difference.
    pub fn of_change(self, language: Language) -> &'static str {
        match self {
            Unit::Share => Label::new("个百分点", "percentage points").get(language),
            _ => self.name(language),
        }
    }
}

/// A number with separators and so many decimals.
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
    let is_negative = number < 0.0 && grouped.chars().any(|c| ('1'..='9').contains(&c));
    if is_negative { format!("−{grouped}") } else { grouped }
}

/// A probability or share in whole per cent.
pub fn percent(language: Language, share: f64) -> String {
    match language {
        Language::Zh => format!("{:.0}%", share * 100.0),
        Language::En => format!("{:.0} %", share * 100.0),
    }
}

/// The 95 % interval of a probability counted in `n` replicates: Wilson 1927, J. Am. Stat. Assoc. 22:209. It says how much
/// more replicates could change, not how sure the model is.
pub fn counted(language: Language, share: f64, n: usize) -> String {
    const Z: f64 = 1.959_964;
    let n = n.max(1) as f64;
    let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let (low, high) = (100.0 * (middle - half).max(0.0), 100.0 * (middle + half).min(1.0));
    match language {
        Language::Zh => format!("{}〔{low:.0}–{high:.0}%〕", percent(language, share)),
        Language::En => format!("{} [{low:.0}–{high:.0} %]", percent(language, share)),
    }
}

/// Years in a row as spans: 2021–2024, 2027.
pub fn spans(language: Language, years: &[i32]) -> String {
    let rows = years.chunk_by(|before, year| before + 1 == *year).filter_map(|row| row.first().zip(row.last()));
    let spans = rows.map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") });
    spans.collect::<Vec<_>>().join(Label::new("、", ", ").get(language))
}

/// The height of a chart of named rows, pixels: so many for its frame, and room for the names.
pub fn height_of_rows<'a>(frame: u32, names: impl Iterator<Item = &'a str>, language: Language) -> u32 {
    let lines: Vec<usize> = names.map(|name| wrapped(name, language).matches("<br>").count() + 1).collect();
    let most = lines.iter().copied().max().unwrap_or(1) as u32;
    frame + lines.len() as u32 * (14 + 16 * most).max(34)
}

/// A name cut to so many characters.
pub fn shortened(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", name[..at].trim_end()),
        None => name.to_string(),
    }
}

/// A name cut into lines for an axis, as plotly breaks them.
pub fn wrapped(name: &str, language: Language) -> String {
    let most = if language == Language::Zh { 12 } else { 26 };
    let mut lines = vec![String::new()];
    let mut length = 0;
    let words: Vec<&str> = match language {
        Language::Zh => name.split_inclusive(|c: char| !c.is_ascii()).collect(),
        Language::En => name.split_inclusive(' ').collect(),
    };
    for word in words {
        let width = word.chars().count();
        // No line begins with what closes a bracket.
        let closes = word.starts_with(['）', '，', '、', '”', ')']);
        if length > 0 && length + width > most && !closes {
            lines.push(String::new());
            length = 0;
        }
        length += width;
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(shortened("养老护理员", 2), "养老…");
        assert_eq!(Unit::Share.band(zh, [0.635, 0.808]), "〔63.5%–80.8%〕");
        assert_eq!((Unit::Persons.change(en, 3.2), Unit::Persons.change(en, 0.2)), ("+3".into(), "0".into()));
        // Newcombe 1998, Stat. Med. 17:857, table I: 81 of 263 and 0 of 20.
        assert_eq!(counted(en, 81.0 / 263.0, 263), "31 % [26–37 %]");
        assert_eq!(counted(zh, 0.0, 20), "0%〔0–16%〕");
        assert_eq!(spans(en, &[2021, 2022, 2027]), "2021–2022, 2027");
        assert_eq!(wrapped("养老护理员持证率80%及以上", zh), "养老护理员持证率80%及<br>以上");
        assert_eq!(wrapped("Registered elders of the district", en), "Registered elders of the<br>district");
    }
}
