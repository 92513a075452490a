//! The table of published figures in a run's own folder: no manifest lists it, so a record beside it says what it is and
//! of which run.
use crate::findings::VALIDATION_FILE;
use crate::reading::open_regular;
use crate::verify::hash_of;
use crate::whole_file::{FileRecord, write_whole};
use crate::{OutputError, Result};
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::path::Path;

/// Name of the record in the run folder.
pub const VALIDATION_RECORD_FILE: &str = "validation.json";
/// A record beyond this is none.
const MOST_BYTES: u64 = 1 << 16;

/// The table of published figures, and the run that it was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ValidationRecord {
    manifest_blake3: String,
    table: FileRecord,
}

/// What was found of the table of published figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidationState {
    /// It was not made.
    Absent,
    /// It is the one that was written, of this run.
    Holds,
    /// It was changed, or is of the run as it was before replicates were added.
    Other,
}

/// Notes that `table` in `folder` was made of the run with that manifest.
pub fn write_validation_record(folder: &Path, manifest_blake3: &str, table: FileRecord) -> Result<()> {
    let path = folder.join(VALIDATION_RECORD_FILE);
    let record = ValidationRecord { manifest_blake3: manifest_blake3.to_string(), table };
    let text = serde_json::to_string_pretty(&record).map_err(OutputError::json(&path))?;
    write_whole(&path, text.as_bytes()).map(|_| ())
}

/// What there is of the table in `folder`, of the run with that manifest.
pub(crate) fn validation_state(folder: &Path, manifest_blake3: &str) -> Result<ValidationState> {
    let path = folder.join(VALIDATION_FILE);
    if !path.exists() {
        return Ok(ValidationState::Absent);
    }
    let read = || {
        let mut text = String::new();
        let file = open_regular(&folder.join(VALIDATION_RECORD_FILE)).ok()?;
        file.take(MOST_BYTES).read_to_string(&mut text).ok()?;
        serde_json::from_str::<ValidationRecord>(&text).ok()
    };
    let file = open_regular(&path)?;
    let blake3 = hash_of(&file, &path)?;
    let is_it = |record: &ValidationRecord| {
        record.manifest_blake3 == manifest_blake3
            && record.table.file == VALIDATION_FILE
            && record.table.blake3 == blake3
    };
    Ok(if read().as_ref().is_some_and(is_it) { ValidationState::Holds } else { ValidationState::Other })
}
