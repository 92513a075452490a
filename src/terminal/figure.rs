//! One figure as text.
use super::table::{table, thinned};
use super::{CAVEAT, wrapped};
use agents::text::Language;
use findings::chart::Chart;
use findings::figure::{Figure, Table};

/// Its title unless it is that of the question above it, its sentence, its caveats, its tables.
pub fn figure(figure: &Figure, question: &str, language: Language) -> String {
    let mut text = String::from("\n");
    if figure.title != question {
        text += &format!("{}\n", figure.title);
    }
    if !figure.sentence.is_empty() {
        text += &wrapped(&figure.sentence, "");
    }
    if let Some(Chart::Statements(statements)) = &figure.chart {
        statements.lines.iter().for_each(|line| text += &wrapped(line, "  "));
    }
    for caveat in &figure.caveats {
        text += &wrapped(&format!("{}{caveat}", CAVEAT.get(language)), "");
    }
    for of in &figure.tables {
        // A caption that says the title again is left out.
        let caption = if of.caption == figure.title { String::new() } else { of.caption.clone() };
        text += &table(&Table { caption, ..thinned(of) }, language);
    }
    text
}
