//! A finished run as one page to read: the figures of `findings` drawn as charts, sentences and tables.
//!
//! The page is one HTML file that needs nothing else: no network, no other file. The same run makes the same bytes.
mod charts;
mod escape;
mod page;

use agents::text::{Label, Language};
use findings::figure::Figure;
use findings::{Results, View};

/// Why there is no page: a bug of its template.
pub use askama::Error;

/// The page of `results` in `language`.
pub fn report(results: &Results, language: Language) -> Result<String, Error> {
    page::page(&View { results, language })
}

/// A page of these figures under a title and a subtitle; they are one part with an id and a name.
pub fn page_of(
    heading: [String; 2],
    part: (&'static str, Label),
    figures: &[Figure],
    language: Language,
) -> Result<String, Error> {
    page::page_of(heading, part, figures, language)
}
