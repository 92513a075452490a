//! Designs: many settings of levers and parameters, a row a scenario.
use super::names::parse_setting;
use super::recipe::DesignRecipe;
use super::{Change, CompiledScenario, Recipe, Scenario, compile};
use crate::baseline::{Baseline, OVERRIDES};
use crate::problem::{Problem, ProblemKind, Problems};
use crate::source::read_regular;
use agents::text::Text;
use std::path::Path;

/// A file beyond this is no table of designs.
const MOST_BYTES: u64 = 256 << 20;
/// Rows beyond which a table is no design.
const MOST_ROWS: usize = 100_000;

/// One design: its id, which is put behind that of the scenario it is laid over, and its settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Such as `relief.advisers=300` or `design-0001`.
    pub id: String,
    /// Settings over the whole time.
    pub settings: Vec<Change>,
    /// The same as they were typed: ids and values.
    typed: Vec<(String, String)>,
}

impl Design {
    pub(super) fn parse(id: &str, typed: &[(String, String)]) -> Result<Design, Problems> {
        let mut problems = Problems::default();
        let mut settings = Vec::new();
        for (id, value) in typed {
            match parse_setting(id, value) {
                Ok(setting) => settings.push(setting),
                Err(problem) => problems.push(problem),
            }
        }
        problems.or(Some(Design { id: id.to_string(), settings, typed: typed.to_vec() }))
    }
}

/// The grid of all combinations of values, each axis an id and its values as typed. Every mistake is in the error.
pub fn grid(axes: &[(String, Vec<String>)]) -> Result<Vec<Design>, Problems> {
    let mut problems = Problems::default();
    let mut designs = vec![Design { id: String::new(), settings: Vec::new(), typed: Vec::new() }];
    let refuse = |id: &str, kind| Problem { file: OVERRIDES.into(), line: None, key: id.to_string(), kind };
    for (at, (id, values)) in axes.iter().enumerate() {
        if axes[..at].iter().any(|(earlier, _)| earlier == id) {
            problems.push(refuse(id, ProblemKind::Duplicate { name: id.clone(), first: None }));
            continue;
        }
        if has_separators(values) {
            problems.push(refuse(id, ProblemKind::Separators { found: values.join(",") }));
            continue;
        }
        let mut settings: Vec<(&String, Change)> = Vec::new();
        for value in values {
            match parse_setting(id, value) {
                Ok(setting) if settings.iter().any(|(_, earlier)| earlier.to == setting.to) => {
                    problems.push(refuse(id, ProblemKind::Duplicate { name: value.clone(), first: None }));
                }
                Ok(setting) => settings.push((value, setting)),
                Err(problem) => problems.push(problem),
            }
        }
        designs = designs
            .iter()
            .flat_map(|design| {
                settings.iter().map(|(value, setting)| {
                    let mut next = design.clone();
                    let comma = if next.id.is_empty() { "" } else { "," };
                    next.id += &format!("{comma}{id}={value}");
                    next.settings.push(setting.clone());
                    next.typed.push((id.clone(), value.to_string()));
                    next
                })
            })
            .collect();
    }
    problems.or(Some(designs))
}

/// Whether the values can only be one number with separators: `1,000`, and not `100,200`.
fn has_separators(values: &[String]) -> bool {
    let is_group = |value: &String| value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_digit());
    let Some((first, groups)) = values.split_first() else { return false };
    first.parse::<u32>().is_ok_and(|first| first < 1000)
        && groups.iter().all(is_group)
        && groups.iter().any(|group| group.starts_with('0'))
}

/// The designs in the table at `file`, a regular file of text.
pub fn design_file(file: &Path) -> Result<Vec<Design>, Problems> {
    let shown = file.display().to_string();
    let text = read_regular(file, MOST_BYTES)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| ProblemKind::NotUtf8))
        .map_err(|kind| Problems(vec![Problem { file: shown.clone(), line: None, key: String::new(), kind }]))?;
    read_designs(&shown, &text)
}

/// Reads a table of designs: a header of ids, then a row of values for each design. Every mistake is in the error.
pub fn read_designs(file: &str, text: &str) -> Result<Vec<Design>, Problems> {
    let mut problems = Problems::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).comment(Some(b'#')).from_reader(text.as_bytes());
    let heads: Vec<String> = match reader.headers() {
        Ok(heads) => heads.iter().map(ToString::to_string).collect(),
        Err(error) => {
            let kind = ProblemKind::Syntax { detail: error.to_string() };
            problems.push(Problem { file: file.to_string(), line: Some(1), key: String::new(), kind });
            return problems.or(None);
        }
    };
    let refuse =
        |line: Option<u32>, key: &str, kind| Problem { file: file.to_string(), line, key: key.to_string(), kind };
    for (_, id) in heads.iter().enumerate().filter(|(at, id)| heads[..*at].contains(id)) {
        problems.push(refuse(Some(1), id, ProblemKind::Duplicate { name: id.clone(), first: Some(1) }));
    }
    let mut designs = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(refuse(None, "", ProblemKind::Syntax { detail: error.to_string() }));
                break;
            }
        };
        let line = record.position().and_then(|position| u32::try_from(position.line()).ok());
        if record.len() != heads.len() {
            problems.push(refuse(line, "", ProblemKind::CellCount { found: record.len(), expected: heads.len() }));
            continue;
        }
        let (mut settings, mut typed) = (Vec::new(), Vec::new());
        for (id, value) in heads.iter().zip(&record) {
            typed.push((id.clone(), value.to_string()));
            match parse_setting(id, value) {
                Ok(setting) => settings.push(setting),
                // An unknown column is one mistake, not one a row.
                Err(problem) if matches!(problem.kind, ProblemKind::UnknownKey { .. } | ProblemKind::NotWhole) => {
                    if number == 0 {
                        problems.push(refuse(Some(1), id, problem.kind));
                    }
                }
                Err(problem) => problems.push(refuse(line, id, problem.kind)),
            }
        }
        designs.push(Design { id: format!("design-{:04}", number + 1), settings, typed });
    }
    if !(1..=MOST_ROWS).contains(&designs.len()) && problems.0.is_empty() {
        problems.push(refuse(None, "", ProblemKind::Count { found: designs.len(), least: 1, most: MOST_ROWS }));
    }
    problems.or(Some(designs))
}

/// Every scenario with every design laid over it. Every mistake is in the error.
pub fn designed(
    scenarios: &[CompiledScenario],
    designs: &[Design],
    baseline: &Baseline,
) -> Result<Vec<CompiledScenario>, Problems> {
    let mut problems = Problems::default();
    let mut all = Vec::new();
    for scenario in scenarios {
        for design in designs {
            match baseline.with_design(scenario, design) {
                Ok(compiled) => all.push(compiled),
                Err(more) => problems.0.extend(more.0),
            }
        }
    }
    problems.or(Some(all))
}

impl Baseline {
    /// A scenario with a design laid over it. The error says which values are outside their bounds.
    pub(super) fn with_design(&self, base: &CompiledScenario, design: &Design) -> Result<CompiledScenario, Problems> {
        let mut problems = Problems::default();
        let own = Scenario {
            id: format!("{}@{}", base.id, design.id),
            name: Text { zh: format!("{} {}", base.name.zh, design.id), en: format!("{} {}", base.name.en, design.id) },
            description: base.description.clone(),
            extends: None,
            targets: base.targets.clone(),
            without_shocks: base
                .stretches
                .first()
                .is_some_and(|first| first.district.shocks.is_empty() && !self.district.shocks.is_empty()),
            changes: base.changes.iter().chain(&design.settings).cloned().collect(),
            shocks: base.own_shocks(self),
            text: "".into(),
        };
        let compiled = compile::compile(&[&own], &own.id, self, &mut problems);
        let mut compiled = problems.or(compiled)?;
        let (id, settings) = (design.id.clone(), design.typed.clone());
        compiled.recipe = Recipe { design: Some(DesignRecipe { id, settings }), ..base.recipe.clone() };
        Ok(compiled)
    }
}

impl CompiledScenario {
    /// Its shocks beside the baseline's.
    fn own_shocks(&self, baseline: &Baseline) -> Vec<agents::district::Shock> {
        let last = self.stretches.last().map(|stretch| stretch.district.shocks.clone()).unwrap_or_default();
        last.into_iter().filter(|shock| !baseline.district.shocks.contains(shock)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_is_every_combination_and_every_mistake_is_named() {
        let axis = |id: &str, values: &[&str]| (id.to_string(), values.iter().map(ToString::to_string).collect());
        let designs = grid(&[axis("training.pass", &["0.8", "0.9"]), axis("insurance.hours", &["1", "1.5", "2"])])
            .expect("right");
        assert_eq!(designs.len(), 6);
        assert_eq!(designs[1].id, "training.pass=0.8,insurance.hours=1.5");
        let wrong =
            grid(&[axis("training.pas", &["0.8"]), axis("insurance.hours", &["9", "x"]), axis("beds.added", &["10"])]);
        let messages: Vec<String> = wrong.unwrap_err().0.iter().map(ToString::to_string).collect();
        assert_eq!(messages.len(), 4, "{messages:#?}");
    }

    #[test]
    fn a_table_of_designs_is_read_and_its_mistakes_have_lines() {
        let right =
            read_designs("d.csv", "training.pass,care.placement_rule\n0.8,need_first\n0.9,nearest\n").expect("right");
        assert_eq!((right.len(), right[1].id.as_str()), (2, "design-0002"));
        let wrong = read_designs("d.csv", "training.pass,mortalty.level\n8,1\n0.9\n0.9,1\n").unwrap_err();
        let messages: Vec<String> = wrong.0.iter().map(ToString::to_string).collect();
        assert!(messages.iter().any(|m| m.contains("d.csv:1") && m.contains("mortality.level")), "{messages:#?}");
        assert!(messages.iter().any(|m| m.contains("d.csv:2") && m.contains("outside")), "{messages:#?}");
        assert!(messages.iter().any(|m| m.contains("d.csv:3") && m.contains("2")), "{messages:#?}");
    }
}
