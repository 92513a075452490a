//! Where a run came from: the plan it was started with, and the manifest it ends with.
use crate::columns::Topic;
use crate::columns::sanity::SANITY;
use crate::columns::summary::SUMMARY;
use crate::columns::targets::TARGETS;
use crate::detail::Detail;
use crate::reading::open_regular;
use crate::table::TableDescription;
use crate::whole_file::{FileRecord, write_whole};
use crate::{OutputError, Result};
use agents::parameters::ParameterChoice;
use agents::text::Label;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Name of the plan in the run folder.
pub const PLAN_FILE: &str = "plan.json";
/// Name of the manifest in the run folder.
pub const MANIFEST_FILE: &str = "manifest.json";

/// Name of the inputs in the run folder: everything that the run is made from.
pub const INPUTS_FILE: &str = "inputs.json";

/// Version of `plan.json` and `manifest.json`: raised when a key changes its meaning.
pub const MANIFEST_VERSION: u32 = 8;

/// Where replicates take their parameters from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ParameterMode {
    /// Every set is drawn from the ranges.
    Prior,
    /// Every set is a draw from the baseline's posterior.
    Posterior,
    /// Every replicate uses the best estimates.
    Fixed,
}

impl ParameterMode {
    /// All of them.
    pub const ALL: [ParameterMode; 3] = [ParameterMode::Posterior, ParameterMode::Prior, ParameterMode::Fixed];

    /// The word used in manifests and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            ParameterMode::Prior => "prior",
            ParameterMode::Posterior => "posterior",
            ParameterMode::Fixed => "fixed",
        }
    }

    /// What it is, for people.
    pub const fn name(self) -> Label {
        match self {
            ParameterMode::Prior => Label::new("按范围抽取（先验）", "drawn from their ranges (prior)"),
            ParameterMode::Posterior => {
                Label::new("按公布数据校准后抽取（后验）", "drawn after calibration to published figures (posterior)")
            }
            ParameterMode::Fixed => Label::new("最佳估计", "best estimates"),
        }
    }
}

impl From<ParameterChoice> for ParameterMode {
    fn from(choice: ParameterChoice) -> Self {
        match choice {
            ParameterChoice::Prior => ParameterMode::Prior,
            ParameterChoice::Posterior => ParameterMode::Posterior,
            ParameterChoice::Fixed => ParameterMode::Fixed,
        }
    }
}

impl From<ParameterMode> for ParameterChoice {
    fn from(mode: ParameterMode) -> Self {
        match mode {
            ParameterMode::Prior => ParameterChoice::Prior,
            ParameterMode::Posterior => ParameterChoice::Posterior,
            ParameterMode::Fixed => ParameterChoice::Fixed,
        }
    }
}

/// An input file the run was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputRecord {
    /// Its name, relative to the folder of its baseline or scenario.
    pub file: String,
    /// BLAKE3 hash of its bytes, hexadecimal.
    pub blake3: String,
}

/// A scenario of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedScenario {
    /// Its id, as in the tables.
    pub id: String,
    /// Name in Simplified Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// What it is, in Simplified Chinese.
    pub description_zh: String,
    /// What it is, in English.
    pub description_en: String,
    /// Its changes, in order.
    pub changes: Vec<PlannedChange>,
    /// BLAKE3, hexadecimal, of all that differs from the baseline.
    pub identity: String,
}

/// One change of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedChange {
    /// Id of the lever.
    pub lever: String,
    /// What the change is confined to, by the keys of a scenario's file: ids of `community`, `facility`, `type` (of beds),
    /// `programme` or `account`. Empty: the whole district.
    pub elements: BTreeMap<String, String>,
    /// First month, YYYY-MM; none: the whole time, the years before the present included.
    pub from: Option<String>,
    /// Last month, YYYY-MM; none: to the end.
    pub ends: Option<String>,
    /// Of what is built: the month in which it is planned to open, YYYY-MM, where that was said.
    pub opens: Option<String>,
    /// What is done to the lever.
    pub operation: PlannedOperation,
    /// With which value, in the lever's unit; of `multiply` a factor.
    pub value: PlannedValue,
    /// Of a change in steps, a step a quarter: the month in which it is whole, YYYY-MM.
    pub until: Option<String>,
}

/// What a change does to its lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlannedOperation {
    /// The lever gets the value, in every replicate.
    Set,
    /// The value is added.
    Add,
    /// The lever is multiplied by the value.
    Multiply,
}

/// The value of a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PlannedValue {
    /// A number.
    Number(f64),
    /// The word of a rule.
    Word(String),
}

/// What a run will do: written before its first task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Its version, see [`MANIFEST_VERSION`].
    pub format_version: u32,
    /// Version of the program.
    pub silverpeak_version: String,
    /// BLAKE3, hexadecimal, of the job: of everything that the run is made from, to the letter.
    pub job: String,
    /// The scenarios, in the order of the outputs.
    pub scenarios: Vec<PlannedScenario>,
    /// Id of the district.
    pub district: String,
    /// Seed of every draw.
    pub seed: u64,
    /// Replicates of each scenario.
    pub replicates: u32,
    /// Replicates of one scenario that a task runs.
    pub replicates_per_task: u32,
    /// First simulated month, YYYY-MM.
    pub start: String,
    /// Last simulated month, YYYY-MM.
    pub end: String,
    /// Where replicates take their parameters from.
    pub parameters: ParameterMode,
    /// How much of each month is kept.
    pub detail: Detail,
    /// Whether dated shocks happen.
    pub shocks: bool,
    /// Values set by hand, laid over every scenario; also among the changes of each.
    pub settings: Vec<PlannedChange>,
    /// The files everything was read from.
    pub inputs: Vec<InputRecord>,
}

/// A file of the run folder, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutputFile {
    /// Its topic.
    pub topic: String,
    /// What its rows are, in Simplified Chinese.
    pub description_zh: String,
    /// What its rows are, in English.
    pub description_en: String,
    /// Name, size and hash.
    #[serde(flatten)]
    pub record: FileRecord,
}

/// The machine a run was made on. No result depends on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Environment {
    /// Operating system.
    pub os: String,
    /// Processor architecture.
    pub arch: String,
}

/// What a run did: written last, so a folder with a manifest is finished.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Its version, see [`MANIFEST_VERSION`].
    pub format_version: u32,
    /// What was to be done.
    pub plan: Plan,
    /// The plan's identity, see [`Plan::identity`].
    pub identity: String,
    /// When the run ended, RFC 3339.
    pub created: String,
    /// Threads used.
    pub threads: u32,
    /// Where replicates were simulated: `packed`, each in one thread, or `spread`, each over several.
    pub placement: String,
    /// Wall-clock time of each phase, seconds.
    pub timings: BTreeMap<String, f64>,
    /// Tasks whose part an earlier attempt had finished.
    pub tasks_resumed: u32,
    /// `inputs.json`: everything that the run is made from.
    pub inputs: FileRecord,
    /// The files of Parquet.
    pub files: Vec<OutputFile>,
    /// The machine.
    pub environment: Environment,
}

impl PlannedChange {
    /// A setting as it is typed: `lever[@YYYY-MM]=value`.
    pub fn setting(&self) -> String {
        let from = self.from.as_ref().map_or_else(String::new, |from| format!("@{from}"));
        match &self.value {
            PlannedValue::Number(number) => format!("{}{from}={number}", self.lever),
            PlannedValue::Word(word) => format!("{}{from}={word}", self.lever),
        }
    }
}

impl Plan {
    /// The changes of a scenario itself, without what is set by hand in all of them.
    pub fn own_changes<'a>(&'a self, scenario: &'a PlannedScenario) -> impl Iterator<Item = &'a PlannedChange> {
        scenario.changes.iter().filter(|change| !self.settings.contains(change))
    }

    /// The values set by hand as they are typed.
    pub fn typed_settings(&self) -> Vec<String> {
        self.settings.iter().map(PlannedChange::setting).collect()
    }

    /// BLAKE3 hash, hexadecimal, of the plan's canonical JSON without the number of replicates: runs
    /// of one identity have their first replicates in common.
    pub fn identity(&self) -> Result<String> {
        hash_without(self, &["replicates"])
    }

    /// The ids of the scenarios, in order.
    pub fn scenario_ids(&self) -> Vec<String> {
        self.scenarios.iter().map(|scenario| scenario.id.clone()).collect()
    }

    /// Writes the plan to `path`.
    pub fn write(&self, path: &Path) -> Result<()> {
        write_document(self, path).map(|_| ())
    }

    /// Reads a plan of this format version.
    pub fn read(path: &Path) -> Result<Plan> {
        read(path)
    }
}

impl Manifest {
    /// The records of all files that it vouches for.
    pub fn records(&self) -> impl Iterator<Item = &FileRecord> {
        std::iter::once(&self.inputs).chain(self.files.iter().map(|listed| &listed.record))
    }

    /// Writes the manifest to `path`, with its checksum.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(OutputError::json(path))?;
        write_whole(path, sealed(&text).as_bytes()).map(|_| ())
    }

    /// Reads a manifest of this format version. Its checksum is not looked at: [`verify`](fn@crate::verify) does.
    pub fn read(path: &Path) -> Result<Manifest> {
        read(path)
    }
}

impl OutputFile {
    /// The merged file of `topic`.
    pub fn topic(topic: Topic, record: FileRecord) -> Self {
        Self::of(topic.table(), record)
    }

    /// The summary.
    pub fn summary(record: FileRecord) -> Self {
        Self::of(SUMMARY.description(), record)
    }

    /// Targets and triggers.
    pub fn targets(record: FileRecord) -> Self {
        Self::of(TARGETS.description(), record)
    }

    /// Sanity rules.
    pub fn sanity(record: FileRecord) -> Self {
        Self::of(SANITY.description(), record)
    }

    fn of(table: TableDescription, record: FileRecord) -> Self {
        OutputFile {
            topic: table.name.to_string(),
            description_zh: table.label.zh.to_string(),
            description_en: table.label.en.to_string(),
            record,
        }
    }
}

impl Environment {
    /// This machine.
    pub fn here() -> Self {
        Environment { os: std::env::consts::OS.to_string(), arch: std::env::consts::ARCH.to_string() }
    }
}

/// Before the checksum that a manifest ends with.
const CHECKSUM: &str = ",\n  \"checksum\": \"";
/// After it.
const END: &str = "\"\n}\n";

/// The text of a manifest with the hash of all that stands before it: a byte that flips in a time or a name is found too.
fn sealed(text: &str) -> String {
    let body = text.trim_end().strip_suffix("\n}").unwrap_or(text);
    format!("{body}{CHECKSUM}{}{END}", blake3::hash(body.as_bytes()).to_hex())
}

/// Whether a manifest is the one that was written, by its checksum.
pub(crate) fn is_sealed(text: &[u8]) -> bool {
    let text = std::str::from_utf8(text).ok();
    let parts = text.and_then(|text| text.strip_suffix(END)).and_then(|text| text.rsplit_once(CHECKSUM));
    parts.is_some_and(|(body, checksum)| blake3::hash(body.as_bytes()).to_hex().as_str() == checksum)
}

/// BLAKE3, hexadecimal, of a document's canonical JSON (keys sorted, no spaces) without some of its keys.
pub fn hash_without(document: &impl Serialize, keys: &[&str]) -> Result<String> {
    let mut value = serde_json::to_value(document).map_err(OutputError::Identity)?;
    if let Value::Object(fields) = &mut value {
        for key in keys {
            fields.remove(*key);
        }
    }
    value.sort_all_objects();
    Ok(blake3::hash(value.to_string().as_bytes()).to_hex().to_string())
}

/// Writes a JSON document, which appears when it is whole.
pub fn write_document(document: &impl Serialize, path: &Path) -> Result<FileRecord> {
    let mut text = serde_json::to_string_pretty(document).map_err(OutputError::json(path))?;
    text.push('\n');
    write_whole(path, text.as_bytes())
}

/// A file beyond this is no plan and no manifest: those of a hundred thousand designs are smaller.
const MOST_BYTES: u64 = 1 << 30;

/// A JSON document of a run folder. Errors: it is no regular file, too large, or no such document.
pub fn read_document<Document: DeserializeOwned>(path: &Path) -> Result<Document> {
    serde_json::from_str(&read_text(path)?).map_err(OutputError::json(path))
}

fn read_text(path: &Path) -> Result<String> {
    let mut text = String::new();
    open_regular(path)?.take(MOST_BYTES + 1).read_to_string(&mut text).map_err(OutputError::io(path))?;
    if text.len() as u64 > MOST_BYTES {
        return Err(OutputError::TooLarge { path: path.to_path_buf(), most: MOST_BYTES });
    }
    Ok(text)
}

fn read<Document: DeserializeOwned>(path: &Path) -> Result<Document> {
    let text = read_text(path)?;
    let value: Value = serde_json::from_str(&text).map_err(OutputError::json(path))?;
    // Told apart first: "another version" helps more than the first key that differs.
    let found = value.get("format_version").and_then(Value::as_u64).unwrap_or_default();
    if found != u64::from(MANIFEST_VERSION) {
        return Err(OutputError::FormatVersion { path: path.to_path_buf(), found, expected: MANIFEST_VERSION });
    }
    // From the text again, so that an error names its line.
    serde_json::from_str(&text).map_err(OutputError::json(path))
}
