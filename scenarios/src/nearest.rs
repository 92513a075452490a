//! The known name a mistyped one was probably meant to be.

/// The candidate most like `typed`, when it is alike enough to be worth naming.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // The comparison costs the product of the lengths; no known name is this long.
    if typed.len() > 200 {
        return None;
    }
    candidates
        .into_iter()
        // What was typed is no answer to it.
        .filter(|candidate| *candidate != typed)
        .map(|candidate| (strsim::normalized_damerau_levenshtein(typed, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate.to_string())
}
