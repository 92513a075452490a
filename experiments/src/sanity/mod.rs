//! Sanity rules (合理性规则): what must hold whatever is simulated. They are read from the written tables, not from the
//! model that made them, after every experiment: conservation and bounds row by row, monotonicity and gain-only reforms
//! between scenarios that share their random numbers.
mod books;
mod order;

use books::BOOKS;

use crate::error::ExperimentError;
use agents::text::Label;
use outputs::{FileRecord, SANITY_FILE, SanityRow, write_sanity_rows};
use scenarios::Baseline;
use scenarios::scenario::CompiledScenario;
use std::path::Path;

/// A rule holds in all cases.
pub const HOLDS: &str = "holds";
/// Single replicates are on the wrong side, their mean is not significantly.
pub const CHANCE: &str = "chance";
/// A rule does not hold.
pub const BROKEN: &str = "broken";

/// Writes `sanity.parquet` of `scenarios` into the run folder: of each, in their order, its books and bounds, then how it
/// stands to the others. The same run gives the same bytes.
pub fn write_sanity(
    folder: &Path,
    scenarios: &[CompiledScenario],
    baseline: &Baseline,
) -> Result<FileRecord, ExperimentError> {
    let mut rows = Vec::new();
    for scenario in scenarios {
        rows.extend(books::rows(folder, &scenario.id)?);
    }
    rows.extend(order::rows(folder, scenarios, baseline)?);
    Ok(write_sanity_rows(&rows, &folder.join(SANITY_FILE))?)
}

/// Whether a row says that the program is wrong: books that do not close, numbers outside their bounds.
pub fn is_a_bug(row: &SanityRow) -> bool {
    row.verdict == BROKEN && matches!(row.kind.as_str(), "conservation" | "bounds")
}

/// What a rule about one scenario says, in words; none of rules between scenarios, whose ids say it.
pub fn rule_name(id: &str) -> Option<Label> {
    rules_of_books().find(|(known, _)| *known == id).map(|(_, name)| name)
}

/// Every rule about one scenario, of conservation and bounds: id and what it says.
pub fn rules_of_books() -> impl Iterator<Item = (&'static str, Label)> {
    let of_rows = BOOKS.iter().map(|rule| (rule.id, rule.name));
    of_rows.chain(books::TWICE.iter().map(|rule| (rule.0, rule.1)))
}
