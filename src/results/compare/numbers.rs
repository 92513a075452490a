//! Levels and differences in units that are easy to read.
use crate::results::grouped;
use agents::text::{Label, Language};
use outputs::ComparisonRow;

/// How numbers of a unit are shown: what one is of them, and what that is called.
pub struct Scale {
    zh: f64,
    en: f64,
    unit: Label,
    decimals: usize,
}

impl Scale {
    /// That of a comparison's unit.
    pub fn of(unit: &str) -> Scale {
        let scale = |zh, en, unit, decimals| Scale { zh, en, unit, decimals };
        match unit {
            "share" => scale(100.0, 100.0, Label::new("%（百分点）", "% (points)"), 1),
            "yuan" => scale(1e-4, 1e-6, Label::new("万元", "million yuan"), 1),
            "yuan a year" => scale(1e-4, 1e-6, Label::new("万元/年", "million yuan a year"), 1),
            "hours a year" => scale(1e-4, 1e-3, Label::new("万小时/年", "1,000 hours a year"), 1),
            "persons" => scale(1.0, 1.0, Label::new("人", "persons"), 0),
            "beds" => scale(1.0, 1.0, Label::new("张", "beds"), 0),
            "days" => scale(1.0, 1.0, Label::new("天", "days"), 1),
            _ => scale(1.0, 1.0, Label::new("", ""), 1),
        }
    }

    /// What numbers are of.
    pub fn unit(&self, language: Language) -> &'static str {
        self.unit.get(language)
    }

    fn scaled(&self, value: f64, language: Language) -> f64 {
        match language {
            Language::Zh => value * self.zh,
            Language::En => value * self.en,
        }
    }
}

/// A level.
pub fn level(value: f64, scale: &Scale, language: Language) -> String {
    let value = scale.scaled(value, language);
    if value.abs() < 1000.0 { format!("{value:.*}", scale.decimals) } else { grouped(value) }
}

/// The difference and its interval.
pub fn change(row: &ComparisonRow, scale: &Scale, language: Language) -> String {
    let scaled = |value: f64| scale.scaled(value, language);
    let difference = scaled(row.difference);
    let Some((low, high)) = row.low95.zip(row.high95) else { return signed(difference, difference) };
    let (low, high) = (scaled(low), scaled(high));
    if [difference, low, high] == [0.0; 3] {
        return "0".into(); // in every replicate
    }
    // As many decimals as the narrowest of it needs.
    let like = (high - low).abs().max(difference.abs() / 100.0);
    let [difference, low, high] = [difference, low, high].map(|value| signed(value, like));
    match language {
        Language::Zh => format!("{difference}〔{low} 至 {high}〕"),
        Language::En => format!("{difference} [{low} to {high}]"),
    }
}

/// With a sign, and as many decimals as a number of the size of `like` needs; 0 without a sign.
pub fn signed(value: f64, like: f64) -> String {
    let decimals = match like.abs() {
        like if like >= 20.0 => 0,
        like if like >= 2.0 => 1,
        _ => 2,
    };
    let rounded = format!("{:.decimals$}", value.abs());
    if rounded.bytes().all(|digit| matches!(digit, b'0' | b'.')) {
        return "0".into();
    }
    let sign = if value < 0.0 { '-' } else { '+' };
    if decimals == 0 { format!("{sign}{}", grouped(value.abs())) } else { format!("{sign}{rounded}") }
}

/// The words of a group.
pub fn group(id: &str, language: Language) -> String {
    let words = match id {
        "male" => Label::new("男", "men"),
        "female" => Label::new("女", "women"),
        "independent" => Label::new("自理", "independent"),
        "mild" => Label::new("轻度失能", "mildly disabled"),
        "moderate" => Label::new("中度失能", "moderately disabled"),
        "severe" => Label::new("重度失能", "severely disabled"),
        "with_family" => Label::new("与子女同住", "with family"),
        "couple_only" => Label::new("仅与配偶同住", "couple only"),
        "alone" => Label::new("独居", "alone"),
        ages => {
            return match language {
                Language::Zh => format!("{ages}岁"),
                Language::En => ages.to_string(),
            };
        }
    };
    words.get(language).to_string()
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn differences_have_a_sign_and_decimals_as_they_need() {
        for (value, like, text) in [
            (0.0, 0.0, "0"),
            (-0.001, 0.0, "0"),
            (0.26, 0.1, "+0.26"),
            (-3.12, 5.0, "-3.1"),
            (12_345.6, 300.0, "+12,346"),
            (-0.4, 50.0, "0"),
        ] {
            assert_eq!(signed(value, like), text);
        }
    }
}
