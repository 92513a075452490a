//! What a scenario is made from, as data: enough to put it together again without a file.
use super::file::read;
use super::{CompiledScenario, Design, Scenario, compile};
use crate::baseline::Baseline;
use crate::problem::Problems;
use serde::{Deserialize, Serialize};

/// What a scenario is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Its id, without that of the design.
    pub id: String,
    /// The texts of its files, which extend one another or are laid over one another, the first first; none for the
    /// baseline.
    pub texts: Vec<String>,
    /// The design laid over them.
    pub design: Option<DesignRecipe>,
}

/// A design as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignRecipe {
    /// Its id.
    pub id: String,
    /// Ids of levers or parameters, and their values.
    pub settings: Vec<(String, String)>,
}

impl Recipe {
    /// The scenario on a baseline. What is wrong with it is in the error.
    pub fn compile(&self, baseline: &Baseline) -> Result<CompiledScenario, Problems> {
        let base = if self.texts.is_empty() { CompiledScenario::baseline(baseline) } else { self.base(baseline)? };
        match &self.design {
            None => Ok(base),
            Some(design) => baseline.with_design(&base, &Design::parse(&design.id, &design.settings)?),
        }
    }

    fn base(&self, baseline: &Baseline) -> Result<CompiledScenario, Problems> {
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
