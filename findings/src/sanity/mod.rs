//! Sanity rules (合理性规则): what must hold whatever is simulated. They look at the rows of tables, not at the model that
//! made them: conservation and bounds at every row while it is made, whether it is kept or not; monotonicity and gain-only
//! reforms, after every experiment, between scenarios that share their random numbers.
mod books;
mod order;
mod projection;

use books::BOOKS;
pub use books::{checked_before, checks};

use crate::error::FindingError;
use crate::words::say;
use agents::text::{Label, Language};
use outputs::{Checked, Detail, FileRecord, SANITY_FILE, SanityRow, Tables, indicator, write_sanity_rows};
use scenarios::Baseline;
use scenarios::scenario::CompiledScenario;

/// A rule holds in all cases.
pub const HOLDS: &str = "holds";
/// Single replicates are on the wrong side, their mean is not significantly.
pub const CHANCE: &str = "chance";
/// A rule does not hold.
pub const BROKEN: &str = "broken";

/// Writes `sanity.parquet` of `scenarios` beside the tables: of each, in their order, what the checks of its books and bounds
/// found (`checked`) and how far its agents are from a projection, then how it stands to the others. The same run gives the same bytes.
pub fn write_sanity(
    tables: &Tables,
    detail: Detail,
    scenarios: &[CompiledScenario],
    baseline: &Baseline,
    checked: &[Vec<Checked>],
) -> Result<FileRecord, FindingError> {
    let mut rows = Vec::new();
    for (scenario, checked) in scenarios.iter().zip(checked) {
        rows.extend(books::rows(&scenario.id, checked));
        rows.extend(projection::rows(tables, &scenario.id)?);
    }
    rows.extend(order::rows(tables, detail, scenarios, baseline)?);
    Ok(write_sanity_rows(&rows, &tables.folder().join(SANITY_FILE))?)
}

/// Whether a row says that the program is wrong: books that do not close, numbers outside their bounds, agents that are
/// not as projected.
pub fn is_a_bug(row: &SanityRow) -> bool {
    row.verdict == BROKEN && matches!(row.kind.as_str(), "conservation" | "bounds" | projection::PROJECTION)
}

/// An indicator is not lower than in the scenario compared with.
const NOT_LOWER: &str = "not_lower";
/// Nor higher.
const NOT_HIGHER: &str = "not_higher";
/// Relief and disability subsidies claimed, of which no indicator tells.
const CLAIMED: &str = "relief.claimed";

/// A rule of `sanity.parquet` in words; never its id.
pub fn rule_in_words(rule: &str, language: Language) -> String {
    if let Some((_, name)) = rules_of_books().find(|(known, _)| *known == rule) {
        return name.get(language).to_string();
    }
    let (of, side) = rule.rsplit_once(' ').unwrap_or_default();
    let name = match of {
        CLAIMED => Some(Label::new(
            "各街镇至各月累计申领的救助和残疾人补贴",
            "relief and disability subsidies claimed to date",
        )),
        _ => indicator(of).map(|indicator| indicator.name),
    };
    let name = name.map(|name| name.get(language));
    match (name, side) {
        (Some(name), NOT_LOWER) => {
            say!(language, "{name}：不低于对照情景", "{name}: not lower than in the scenario compared with")
        }
        (Some(name), NOT_HIGHER) => {
            say!(language, "{name}：不高于对照情景", "{name}: not higher than in the scenario compared with")
        }
        _ => Label::new("本版本没有的规则", "a rule that this version does not have").get(language).to_string(),
    }
}

/// A kind of rules in words.
pub fn kind_name(kind: &str) -> Label {
    match kind {
        "conservation" => Label::new("守恒", "conservation"),
        "bounds" => Label::new("界限", "bounds"),
        projection::PROJECTION => Label::new("推算对照", "projection"),
        "monotonicity" => Label::new("单调", "monotonicity"),
        _ => Label::new("只增不减", "gain only"),
    }
}

/// A verdict in words.
pub fn verdict_name(verdict: &str) -> Label {
    match verdict {
        HOLDS => Label::new("成立", "holds"),
        CHANCE => Label::new("个别模拟不符，均值不显著", "within chance"),
        _ => Label::new("不成立", "broken"),
    }
}

/// Every rule about one scenario, of conservation, bounds and projection: id and what it says.
pub fn rules_of_books() -> impl Iterator<Item = (&'static str, Label)> {
    let of_rows = BOOKS.iter().map(|rule| (rule.id, rule.name));
    let of_tables = books::TWICE.iter().map(|rule| (rule.0, rule.1));
    of_rows.chain(of_tables).chain(projection::RULES.iter().map(|rule| (rule.0, rule.1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use scenarios::levers::EXPECTATIONS;

    #[test]
    fn every_rule_has_words_in_both_languages() {
        let of_one = rules_of_books().map(|(id, _)| id.to_string());
        let of_two = EXPECTATIONS.iter().map(|of| of.indicator).chain([CLAIMED]);
        let of_two = of_two.flat_map(|id| [NOT_LOWER, NOT_HIGHER].map(|side| format!("{id} {side}")));
        let unknown = [Language::Zh, Language::En].map(|language| rule_in_words("none of these", language));
        for rule in of_one.chain(of_two) {
            let [zh, en] = [Language::Zh, Language::En].map(|language| rule_in_words(&rule, language));
            assert!(zh != unknown[0] && en != unknown[1] && en.is_ascii() && !zh.is_ascii(), "{rule}: {zh}, {en}");
            let id = rule.split(' ').next().unwrap_or_default();
            assert!(!zh.contains(id) && !en.contains(id) && !en.contains('_'), "{rule}: {zh}, {en}");
        }
    }
}
