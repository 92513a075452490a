//! Sentences in either language.
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

/// Why bands of differences between scenarios are those of the replicates.
pub const NO_DISCREPANCY: Label = Label::new(
    "差值的区间不含模型与现实的偏差：两个情景的偏差相同，相减后大体抵消",
    "bands of differences contain no discrepancy between the model and the world: it is the same in both scenarios and largely cancels",
);

/// A probability or share in whole per cent.
pub fn percent(language: Language, share: f64) -> String {
    crate::Unit::Probability.value(language, share)
}

/// A probability with its 95 % interval from the number of replicates.
pub fn counted(language: Language, share: f64, n: usize) -> String {
    let band = crate::Unit::Probability.band(language, crate::estimate::wilson(share, n));
    let share = percent(language, share);
    say!(language, "{share}{band}", "{share} {band}")
}

/// Years in a row as spans: 2021–2024, 2027.
pub fn spans(language: Language, years: &[i32]) -> String {
    let rows = years.chunk_by(|before, year| before + 1 == *year).filter_map(|row| row.first().zip(row.last()));
    let spans = rows.map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") });
    spans.collect::<Vec<_>>().join(Label::new("、", ", ").get(language))
}

/// A name cut to a number of characters.
pub fn shortened(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", name[..at].trim_end()),
        None => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_names_and_probabilities() {
        assert_eq!(spans(Language::En, &[2021, 2022, 2027]), "2021–2022, 2027");
        assert_eq!(shortened("养老护理员", 2), "养老…");
        assert_eq!(counted(Language::En, 81.0 / 263.0, 263), "31 % [26–37 %]");
        assert_eq!(counted(Language::Zh, 0.0, 20), "0%〔0–16%〕");
    }
}
