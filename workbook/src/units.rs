//! How numbers of a unit are shown, and words of grades.
use crate::layout::Shown;
use agents::text::Language;
use scenarios::Grade;
pub(crate) use scenarios::unit;

/// How numbers of a unit are shown.
pub(crate) fn shown(unit: &str) -> Shown {
    match unit {
        "share" => Shown::Percent,
        "ratio" => Shown::Plain,
        "beds per 100 registered elders" | "months" => Shown::Decimals,
        _ => Shown::Whole,
    }
}

/// The word of a grade in a language.
pub(crate) fn grade(word: &str, language: Language) -> &str {
    Grade::from_word(word).map_or(word, |grade| grade.name().get(language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use outputs::{INDICATORS, OfYear};

    #[test]
    fn every_unit_of_an_indicator_has_a_chinese_name() {
        let of_years = INDICATORS.iter().map(|i| OfYear::of_unit(i.unit).unit(i.unit));
        for name in INDICATORS.iter().map(|i| i.unit.to_string()).chain(of_years) {
            assert_ne!(unit(&name, Language::Zh), name);
        }
        assert_eq!((unit("persons", Language::Zh), unit("parsecs", Language::Zh)), ("人", "parsecs"));
    }
}
