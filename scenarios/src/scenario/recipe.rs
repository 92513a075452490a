//! What the scenarios of a run are made from, as data: enough to put them together again without a file.
use super::assignment::{Assignment, SET, typed};
use super::design::{Design, design_file, grid};
use super::file::read;
use super::{CompiledScenario, Scenario, compile, names};
use crate::baseline::Baseline;
use crate::problem::{Problem, ProblemKind, Problems};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What a scenario is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Its id, without that of a design.
    pub id: String,
    /// The texts of its files, which extend one another or are laid over one another, the first first; none for the
    /// baseline.
    pub texts: Vec<String>,
}

/// A design as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignRecipe {
    /// Its id.
    pub id: String,
    /// Its settings.
    pub settings: Vec<Assignment>,
}

/// What the scenarios of a run are made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioSet {
    /// The scenarios before anything is laid over them.
    pub recipes: Vec<Recipe>,
    /// Values set by hand, laid over all of them.
    pub settings: Vec<Assignment>,
    /// Designs, each laid over each scenario; none leaves the scenarios as they are.
    pub designs: Vec<DesignRecipe>,
}

impl ScenarioSet {
    /// The baseline alone.
    pub fn baseline() -> Self {
        let recipe = Recipe { id: super::BASELINE.to_string(), texts: Vec::new() };
        ScenarioSet { recipes: vec![recipe], settings: Vec::new(), designs: Vec::new() }
    }

    /// The first scenario of it alone.
    pub fn first(&self) -> Self {
        ScenarioSet {
            recipes: self.recipes.iter().take(1).cloned().collect(),
            settings: self.settings.clone(),
            designs: self.designs.iter().take(1).cloned().collect(),
        }
    }

    /// The scenarios called `names` (see [`names::scenarios`]; the baseline where there is none), with the values of
    /// `set` (texts of `--set`) and the table of designs in `design` laid over them. Every mistake is in the error.
    pub fn of(
        names: &[String],
        set: &[String],
        design: Option<&Path>,
        baseline: &Baseline,
    ) -> Result<(Self, Vec<CompiledScenario>), Problems> {
        let mut problems = Problems::default();
        let bases = match names {
            [] => Ok(vec![CompiledScenario::baseline(baseline)]),
            names => names::scenarios(names, baseline),
        };
        let bases = problems.keep(bases);
        let typed = problems.keep(typed(set).map_err(Problems)).unwrap_or_default();
        let settings = problems.keep(settings(&typed.settings, baseline));
        let of_grid = if typed.axes.is_empty() { None } else { problems.keep(grid(&typed.axes, baseline)) };
        let of_table = design.and_then(|file| problems.keep(design_file(file, baseline)));
        let designs = Design::combined(of_grid.unwrap_or_default(), of_table.unwrap_or_default());
        let mut twice: Vec<&str> = typed.settings.iter().map(|setting| setting.key.as_str()).collect();
        twice.retain(|key| designs.first().is_some_and(|design| design.typed.iter().any(|other| other.key == *key)));
        for key in twice {
            let kind = ProblemKind::Duplicate { name: key.to_string(), first: None };
            problems.push(Problem { file: SET.into(), line: None, key: key.to_string(), kind });
        }
        let (Some(bases), Some(changes)) = (bases, settings.filter(|_| problems.0.is_empty())) else {
            return Err(problems);
        };
        let scenarios = put_together(&bases, &changes, &designs, baseline)?;
        let designs = designs.into_iter().map(|design| DesignRecipe { id: design.id, settings: design.typed });
        let recipes = bases.into_iter().map(|base| base.recipe).collect();
        Ok((ScenarioSet { recipes, settings: typed.settings, designs: designs.collect() }, scenarios))
    }

    /// The scenarios on a baseline, in the order of the outputs. What is wrong with them is in the error.
    pub fn compile(&self, baseline: &Baseline) -> Result<Vec<CompiledScenario>, Problems> {
        let bases: Vec<CompiledScenario> =
            self.recipes.iter().map(|recipe| recipe.compile(baseline)).collect::<Result<_, _>>()?;
        let changes = settings(&self.settings, baseline)?;
        let designs: Vec<Design> =
            self.designs.iter().map(|recipe| Design::of(recipe, baseline)).collect::<Result<_, _>>()?;
        put_together(&bases, &changes, &designs, baseline)
    }

    /// The changes that are laid over all scenarios.
    pub fn changes(&self, baseline: &Baseline) -> Result<Vec<super::Moved>, Problems> {
        let changes = settings(&self.settings, baseline)?;
        Ok(changes.iter().map(|change| compile::moved(change, &baseline.district)).collect())
    }
}

fn settings(typed: &[Assignment], baseline: &Baseline) -> Result<Vec<super::Change>, Problems> {
    let mut problems = Problems::default();
    let changes = typed.iter().filter_map(|one| problems.keep_one(one.change(SET, None, baseline))).collect();
    problems.or(Some(changes))
}

fn put_together(
    bases: &[CompiledScenario],
    settings: &[super::Change],
    designs: &[Design],
    baseline: &Baseline,
) -> Result<Vec<CompiledScenario>, Problems> {
    let mut problems = Problems::default();
    let mut all = Vec::new();
    for base in bases {
        let base = if settings.is_empty() { Ok(base.clone()) } else { baseline.laid_over(base, None, settings) };
        let Some(base) = problems.keep(base) else { continue };
        if designs.is_empty() {
            all.push(base);
            continue;
        }
        for design in designs {
            all.extend(problems.keep(baseline.laid_over(&base, Some(&design.id), &design.changes)));
        }
    }
    problems.or(Some(all))
}

impl Recipe {
    fn compile(&self, baseline: &Baseline) -> Result<CompiledScenario, Problems> {
        if self.texts.is_empty() {
            return Ok(CompiledScenario::baseline(baseline));
        }
        let mut problems = Problems::default();
        let file = format!("{}.toml", self.id);
        // As the library's: unknown targets were refused where the file was first read.
        let parts = self.texts.iter().map(|text| read(&file, text, true, baseline, &mut problems));
        let parts: Option<Vec<Scenario>> = parts.collect();
        let compiled = parts
            .and_then(|parts| compile::compile(&parts.iter().collect::<Vec<_>>(), &self.id, baseline, &mut problems));
        problems.or(compiled)
    }
}
