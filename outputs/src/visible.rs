//! Names from files, for terminals and spreadsheets.
use std::borrow::Cow;

/// `text` with what a terminal obeys made visible: control characters but tabs and line feeds, and those that change the
/// direction of writing. The escapes are those of JSON, so that JSON stays JSON.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match is_obeyed(character) {
            true => shown += &format!("\\u{:04x}", u32::from(character)),
            false => shown.push(character),
        }
    }
    shown.into()
}

fn is_obeyed(character: char) -> bool {
    let is_control = character.is_control() && !matches!(character, '\n' | '\t');
    let turns =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_control || turns || matches!(character, '\u{2028}' | '\u{2029}')
}

/// `text` as a cell that no spreadsheet takes for a formula.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    match shown.starts_with(['=', '+', '-', '@', '\t', '\n']) || text.starts_with('\r') {
        true => format!("'{shown}").into(),
        false => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_commands_a_terminal_or_a_spreadsheet() {
        for (text, shown, in_cell) in [
            ("清溪 home-1 é", None, None),
            ("two\tcells\nlines", None, None),
            ("\u{1b}]0;title\u{7}", Some("\\u001b]0;title\\u0007"), None),
            ("\u{9b}2J", Some("\\u009b2J"), None),
            ("a\rb\u{7f}", Some("a\\u000db\\u007f"), None),
            ("\u{202e}txt", Some("\\u202etxt"), None),
            ("=cmd|'/c calc'!A1", None, Some("'=cmd|'/c calc'!A1")),
            ("+1", None, Some("'+1")),
            ("-1", None, Some("'-1")),
            ("@sum", None, Some("'@sum")),
            ("\t=1", None, Some("'\t=1")),
            ("\r=1", Some("\\u000d=1"), Some("'\\u000d=1")),
        ] {
            assert_eq!(visible(text), shown.unwrap_or(text), "{text:?}");
            assert_eq!(cell(text), in_cell.or(shown).unwrap_or(text), "{text:?}");
        }
    }
}
