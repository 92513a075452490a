//! Pages of documentation that the program writes of itself, in Markdown.
pub mod assumptions;
pub mod stress;

use outputs::{Manifest, Plan};
use scenarios::Baseline;

/// What a page tells of.
pub struct Subject {
    /// The district.
    pub baseline: Baseline,
    /// That of the run, where one is documented.
    pub manifest: Option<Manifest>,
}

impl Subject {
    /// The experiment, where a run is documented.
    fn plan(&self) -> Option<&Plan> {
        self.manifest.as_ref().map(|manifest| &manifest.plan)
    }
}

/// A row of a Markdown table: bars and line breaks inside cells would break it.
fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The head of a Markdown table.
fn head(cells: &[&str]) -> String {
    row(&cells.iter().map(ToString::to_string).collect::<Vec<_>>()) + &format!("|{}\n", "---|".repeat(cells.len()))
}
