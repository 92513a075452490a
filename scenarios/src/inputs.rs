//! What a run is read from, as data: the texts of its baseline and of its scenarios, and the values set by hand. Kept in
//! every run folder, so that a run can be made again without the files it was asked for with.
use crate::baseline::{Baseline, read};
use crate::problem::Problems;
use crate::scenario::{CompiledScenario, ScenarioSet};
use crate::source::Source;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a run is read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The baseline's files: name and text.
    pub files: BTreeMap<String, String>,
    /// Files that only pictures of results read.
    pub display: BTreeMap<String, String>,
    /// Whether the baseline's dated shocks happen.
    pub shocks: bool,
    /// The scenarios.
    pub scenarios: ScenarioSet,
}

impl Inputs {
    /// The inputs of scenarios on a baseline, its shocks left out or not.
    pub fn of(baseline: &Baseline, shocks: bool, scenarios: ScenarioSet) -> Self {
        let texts = |files: &[crate::InputFile]| {
            files.iter().map(|file| (file.file.clone(), file.text.to_string())).collect::<BTreeMap<_, _>>()
        };
        Inputs { files: texts(&baseline.files), display: texts(&baseline.display), shocks, scenarios }
    }

    /// The baseline, without its shocks where they are left out; no value is set by hand in it. Errors: the texts are no
    /// sound baseline.
    pub fn baseline(&self) -> Result<Baseline, Problems> {
        let files = self.files.iter().chain(&self.display);
        let baseline = read(&Source::from_files(files.map(|(name, text)| (name.clone(), text.clone().into_bytes()))))?;
        Ok(if self.shocks { baseline } else { baseline.without_shocks() })
    }

    /// The same as files: path inside a folder, and text. A scenario is put together again from the last file of its row.
    pub fn unpacked(&self) -> Vec<(String, String)> {
        // Names come from a file: none leads out of the folder.
        let is_plain = |name: &str| !name.starts_with('.') && !name.contains(['/', '\\']);
        let files = self.files.iter().chain(&self.display).filter(|(name, _)| is_plain(name));
        let mut unpacked: Vec<(String, String)> = files.map(|(name, text)| (name.clone(), text.clone())).collect();
        for text in self.scenarios.recipes.iter().flat_map(|recipe| &recipe.texts) {
            let id =
                toml::from_str::<toml::Table>(text).ok().and_then(|table| Some(table.get("id")?.as_str()?.to_string()));
            let path = format!("scenarios/{}.toml", id.filter(|id| is_plain(id)).unwrap_or_else(|| "scenario".into()));
            if unpacked.iter().all(|(known, _)| *known != path) {
                unpacked.push((path, text.clone()));
            }
        }
        if let Some(first) = self.scenarios.designs.first() {
            let row = |cells: Vec<&str>| cells.join(",") + "\n";
            let mut table = row(first.settings.iter().map(|setting| setting.key.as_str()).collect());
            for design in &self.scenarios.designs {
                table += &row(design.settings.iter().map(|setting| setting.value.as_str()).collect());
            }
            unpacked.push(("designs.csv".into(), table));
        }
        let set: String = self.scenarios.settings.iter().map(|one| format!("{}={}\n", one.key, one.value)).collect();
        if !set.is_empty() {
            unpacked.push(("set.txt".into(), set));
        }
        unpacked
    }

    /// The scenarios on that baseline.
    pub fn compile(&self, baseline: &Baseline) -> Result<Vec<CompiledScenario>, Problems> {
        self.scenarios.compile(baseline)
    }
}
