//! Designs: many settings of levers and parameters, a row a scenario.
use super::assignment::{Assignment, SET};
use super::recipe::DesignRecipe;
use super::{Change, CompiledScenario, Scenario, compile};
use crate::baseline::Baseline;
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
    /// What it changes.
    pub changes: Vec<Change>,
    /// The same as it was typed.
    pub(super) typed: Vec<Assignment>,
}

impl Design {
    /// The design of a recipe.
    pub(super) fn of(recipe: &DesignRecipe, baseline: &Baseline) -> Result<Design, Problems> {
        let mut problems = Problems::default();
        let changes = recipe.settings.iter().filter_map(|one| problems.keep_one(one.change(SET, None, baseline)));
        let changes = changes.collect();
        problems.or(Some(Design { id: recipe.id.clone(), changes, typed: recipe.settings.clone() }))
    }

    /// Every one of `some` with every one of `others`; those of one list where the other is empty.
    pub(super) fn combined(some: Vec<Design>, others: Vec<Design>) -> Vec<Design> {
        if some.is_empty() || others.is_empty() {
            return if some.is_empty() { others } else { some };
        }
        let both = |a: &Design, b: &Design| Design {
            id: format!("{}@{}", a.id, b.id),
            changes: a.changes.iter().chain(&b.changes).cloned().collect(),
            typed: a.typed.iter().chain(&b.typed).cloned().collect(),
        };
        some.iter().flat_map(|a| others.iter().map(move |b| both(a, b))).collect()
    }
}

/// The grid of all combinations of values, each axis a key and its values as typed. Every mistake is in the error; too many
/// combinations are refused before any is made.
pub(super) fn grid(axes: &[(String, Vec<String>)], baseline: &Baseline) -> Result<Vec<Design>, Problems> {
    let mut problems = Problems::default();
    let refuse = |key: &str, kind| Problem { file: SET.into(), line: None, key: key.to_string(), kind };
    let number = axes.iter().fold(1u64, |number, (_, values)| number.saturating_mul(values.len() as u64));
    if number > MOST_ROWS as u64 {
        let keys = axes.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(" ");
        problems.push(refuse(&keys, ProblemKind::TooManyScenarios { found: number, most: MOST_ROWS }));
        return problems.or(None);
    }
    let mut designs = vec![Design { id: String::new(), changes: Vec::new(), typed: Vec::new() }];
    for (key, values) in axes {
        if has_separators(values) {
            problems.push(refuse(key, ProblemKind::Separators { found: values.join(",") }));
            continue;
        }
        let mut settings: Vec<(Assignment, Change)> = Vec::new();
        for value in values {
            let typed = Assignment { key: key.clone(), value: value.clone() };
            let Some(change) = problems.keep_one(typed.change(SET, None, baseline)) else { continue };
            if settings.iter().any(|(_, earlier)| earlier.to == change.to) {
                problems.push(refuse(key, ProblemKind::Duplicate { name: value.clone(), first: None }));
            } else {
                settings.push((typed, change));
            }
        }
        let with = |design: &Design, (typed, change): &(Assignment, Change)| {
            let mut next = design.clone();
            let comma = if next.id.is_empty() { "" } else { "," };
            next.id += &format!("{comma}{key}={}", typed.value);
            next.changes.push(change.clone());
            next.typed.push(typed.clone());
            next
        };
        designs = designs.iter().flat_map(|design| settings.iter().map(move |setting| with(design, setting))).collect();
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
pub(super) fn design_file(file: &Path, baseline: &Baseline) -> Result<Vec<Design>, Problems> {
    let shown = file.display().to_string();
    let text = read_regular(file, MOST_BYTES)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| ProblemKind::NotUtf8))
        .map_err(|kind| Problems(vec![Problem { file: shown.clone(), line: None, key: String::new(), kind }]))?;
    read_designs(&shown, &text, baseline)
}

/// Reads a table of designs: a header of keys, then a row of values for each design. Every mistake is in the error.
pub fn read_designs(file: &str, text: &str, baseline: &Baseline) -> Result<Vec<Design>, Problems> {
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
    let is_head = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
    let head_line = text.lines().position(is_head).and_then(|before| u32::try_from(before + 1).ok());
    let refuse =
        |line: Option<u32>, key: &str, kind| Problem { file: file.to_string(), line, key: key.to_string(), kind };
    for (_, id) in heads.iter().enumerate().filter(|(at, id)| heads[..*at].contains(id)) {
        problems.push(refuse(head_line, id, ProblemKind::Duplicate { name: id.clone(), first: head_line }));
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
        let (mut changes, mut settings) = (Vec::new(), Vec::new());
        for (key, value) in heads.iter().zip(&record) {
            let typed = Assignment { key: key.clone(), value: value.to_string() };
            match typed.change(file, line, baseline) {
                Ok(change) => changes.push(change),
                // What is wrong with a column is one mistake, not one a row.
                Err(problem) if !is_of_the_value(&problem.kind) => {
                    if number == 0 {
                        problems.push(refuse(head_line, key, problem.kind));
                    }
                }
                Err(problem) => problems.push(problem),
            }
            settings.push(typed);
        }
        designs.push(Design { id: format!("design-{:04}", number + 1), changes, typed: settings });
    }
    if !(1..=MOST_ROWS).contains(&designs.len()) && problems.0.is_empty() {
        problems.push(refuse(None, "", ProblemKind::Count { found: designs.len(), least: 1, most: MOST_ROWS }));
    }
    problems.or(Some(designs))
}

/// Whether a problem is that of one value, not of its key.
fn is_of_the_value(kind: &ProblemKind) -> bool {
    use ProblemKind::{CellNotNumber, NotFinite, OutsideBounds, UnknownWord, WrongType};
    matches!(kind, CellNotNumber { .. } | NotFinite | OutsideBounds { .. } | UnknownWord { .. } | WrongType { .. })
}

impl Baseline {
    /// A scenario with more changes laid over it, under its own id or, as a design, under one with `design` behind it. The
    /// error says which values are outside their bounds.
    pub(super) fn laid_over(
        &self,
        base: &CompiledScenario,
        design: Option<&str>,
        changes: &[Change],
    ) -> Result<CompiledScenario, Problems> {
        let mut problems = Problems::default();
        let (mut id, mut name) = (base.id.clone(), base.name.clone());
        if let Some(design) = design {
            id = format!("{id}@{design}");
            name = Text { zh: format!("{} {design}", name.zh), en: format!("{} {design}", name.en) };
        }
        let own = Scenario {
            id,
            name,
            description: base.description.clone(),
            extends: None,
            targets: base.targets.clone(),
            without_shocks: base
                .stretches
                .first()
                .is_some_and(|first| first.district.shocks.is_empty() && !self.district.shocks.is_empty()),
            changes: base.changes.iter().chain(changes).cloned().collect(),
            shocks: base.own_shocks(self),
            text: "".into(),
        };
        let compiled = compile::compile(&[&own], &own.id, self, &mut problems);
        let compiled = problems.or(compiled)?;
        Ok(CompiledScenario { recipe: base.recipe.clone(), ..compiled })
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

    fn qingxi() -> Baseline {
        crate::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"))
    }

    fn messages(wrong: Result<Vec<Design>, Problems>) -> Vec<String> {
        wrong.expect_err("mistakes").0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_grid_is_every_combination_and_every_mistake_is_named() {
        let axis = |id: &str, values: &[&str]| (id.to_string(), values.iter().map(ToString::to_string).collect());
        let axes = [axis("training.pass@2026-01", &["0.8", "0.9"]), axis("insurance.hours", &["1", "1.5", "2"])];
        let designs = grid(&axes, &qingxi()).expect("right");
        assert_eq!(designs.len(), 6);
        assert_eq!(designs[1].id, "training.pass@2026-01=0.8,insurance.hours=1.5");
        let wrong = [
            axis("training.pas", &["0.8", "0.9"]),
            axis("insurance.hours", &["9", "x"]),
            axis("beds.added", &["10", "20"]),
            axis("training.enrolment", &["1", "1.0"]),
        ];
        let messages = messages(grid(&wrong, &qingxi()));
        assert_eq!(messages.len(), 7, "{messages:#?}");
    }

    #[test]
    fn a_grid_that_is_too_large_is_refused_before_it_is_made() {
        let values: Vec<String> = (0..100).map(|at| format!("0.{at:02}1")).collect();
        let axes: Vec<(String, Vec<String>)> =
            ["training.pass", "training.funded", "insurance.hours"].map(|id| (id.to_string(), values.clone())).into();
        let begin = std::time::Instant::now();
        let messages = messages(grid(&axes, &qingxi()));
        assert!(messages[0].contains("1000000 scenarios, of 100000 at most"), "{messages:?}");
        assert!(begin.elapsed().as_secs() < 1);
    }

    #[test]
    fn a_table_of_designs_is_read_and_its_mistakes_have_lines() {
        let text = "# of a study\n\ntraining.pass,care.placement_rule\n0.8,need_first\n0.9,nearest\n";
        let right = read_designs("d.csv", text, &qingxi()).expect("right");
        assert_eq!((right.len(), right[1].id.as_str()), (2, "design-0002"));
        let text = "# of a study\ntraining.pass,mortalty.level\n8,1\n0.9\n# more\n\n0.9,1\n7,1\n";
        let messages = messages(read_designs("d.csv", text, &qingxi()));
        assert!(messages.iter().any(|m| m.contains("d.csv:2: ") && m.contains("mortality.level")), "{messages:#?}");
        assert!(messages.iter().any(|m| m.contains("d.csv:3: ") && m.contains("outside")), "{messages:#?}");
        assert!(messages.iter().any(|m| m.contains("d.csv:4: ") && m.contains("2")), "{messages:#?}");
        assert!(messages.iter().any(|m| m.contains("d.csv:8: ") && m.contains("outside")), "{messages:#?}");
    }
}
