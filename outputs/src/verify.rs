//! Whether a finished run folder still is what its manifest says.
use crate::manifest::{INPUTS_FILE, MANIFEST_FILE, Manifest, PLAN_FILE, Plan};
use crate::reading::{Source, open_regular};
use crate::whole_file::FileRecord;
use crate::{OutputError, Result, SANITY_FILE, SUMMARY_FILE, Topic, VALIDATION_FILE};
use serde::Serialize;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

/// What was found of a file that the manifest lists, or should list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Bytes, hash and rows are those of the manifest.
    Holds,
    /// It is not there.
    Missing,
    /// Its bytes have another number or another hash.
    OtherBytes,
    /// Its bytes are those of the manifest, its rows are not as many.
    OtherRows,
    /// The manifest does not list it, though every run has it; or it lists it twice, or by no plain name.
    NotListed,
}

/// One file held against the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifiedFile {
    /// Its name.
    pub file: String,
    /// What was found.
    pub state: FileState,
    /// Rows as the manifest says.
    pub rows: u64,
    /// Bytes as the manifest says.
    pub bytes: u64,
    /// BLAKE3 as the manifest says.
    pub blake3: String,
    /// BLAKE3 of the file; none of one that is missing.
    pub found_blake3: Option<String>,
}

/// A run folder held against its manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The manifest's identity.
    pub identity: String,
    /// Whether the identity follows from the manifest's plan.
    pub identity_holds: bool,
    /// Whether `plan.json` is the manifest's plan.
    pub plan_holds: bool,
    /// BLAKE3 of the manifest itself. Whoever changes files may change the manifest with them: only this hash, told
    /// apart from the folder, shows it.
    pub manifest_blake3: String,
    /// The files, in the manifest's order; then those that it should list.
    pub files: Vec<VerifiedFile>,
    /// What else is in the folder, sorted. No part of the run, and no fault of it.
    pub others: Vec<String>,
}

impl Verification {
    /// Whether all is as the manifest says.
    pub fn holds(&self) -> bool {
        self.identity_holds && self.plan_holds && self.files.iter().all(|file| file.state == FileState::Holds)
    }
}

/// Holds the run in `folder` against its `manifest`. What has changed or is missing is told; the error is of what cannot be
/// read.
pub fn verify(folder: &Path, manifest: &Manifest) -> Result<Verification> {
    let mut files = vec![verify_file(folder, &manifest.inputs, manifest.inputs.file != INPUTS_FILE)?];
    for (at, listed) in manifest.files.iter().enumerate() {
        let is_again = manifest.files.iter().take(at).any(|earlier| earlier.record.file == listed.record.file);
        files.push(verify_file(folder, &listed.record, is_again)?);
    }
    let always = Topic::ALL.iter().map(|topic| topic.file_name()).chain([SUMMARY_FILE, SANITY_FILE].map(String::from));
    for file in always.filter(|name| !manifest.files.iter().any(|listed| listed.record.file == *name)) {
        let (state, blake3) = (FileState::NotListed, String::new());
        files.push(VerifiedFile { file, state, rows: 0, bytes: 0, blake3, found_blake3: None });
    }
    Ok(Verification {
        identity: manifest.identity.clone(),
        identity_holds: manifest.plan.identity()? == manifest.identity,
        plan_holds: plan_holds(&folder.join(PLAN_FILE), &manifest.plan)?,
        manifest_blake3: hash(&folder.join(MANIFEST_FILE))?,
        others: others(folder, manifest)?,
        files,
    })
}

fn verify_file(folder: &Path, record: &FileRecord, is_again: bool) -> Result<VerifiedFile> {
    let mut verified = VerifiedFile {
        file: record.file.clone(),
        state: FileState::Holds,
        rows: record.rows,
        bytes: record.bytes,
        blake3: record.blake3.clone(),
        found_blake3: None,
    };
    // A manifest is data: it sends nobody out of its folder.
    let mut parts = Path::new(&record.file).components();
    let is_plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    if is_again || !is_plain {
        verified.state = FileState::NotListed;
        return Ok(verified);
    }
    let path = folder.join(&record.file);
    let bytes = match fs::metadata(&path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            verified.state = FileState::Missing;
            return Ok(verified);
        }
        Err(error) => return Err(OutputError::io(&path)(error)),
    };
    let found = hash(&path)?;
    verified.state = if bytes != record.bytes || found != record.blake3 {
        FileState::OtherBytes
    } else if record.file == INPUTS_FILE {
        FileState::Holds
    } else {
        let source = Source::open(&path)?;
        let row_groups: Vec<usize> = source.row_groups().collect();
        if source.rows(&row_groups) == record.rows { FileState::Holds } else { FileState::OtherRows }
    };
    verified.found_blake3 = Some(found);
    Ok(verified)
}

fn hash(path: &Path) -> Result<String> {
    let file = open_regular(path)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).map_err(OutputError::io(path))?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// A plan that is missing or no plan any more has changed.
fn plan_holds(path: &Path, planned: &Plan) -> Result<bool> {
    match Plan::read(path) {
        Ok(plan) => Ok(plan == *planned),
        Err(OutputError::Io { source, .. })
            if matches!(source.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) =>
        {
            Ok(false)
        }
        Err(error @ OutputError::Io { .. }) => Err(error),
        Err(_) => Ok(false),
    }
}

fn others(folder: &Path, manifest: &Manifest) -> Result<Vec<String>> {
    let mut others = Vec::new();
    for entry in fs::read_dir(folder).map_err(OutputError::io(folder))? {
        let name = entry.map_err(OutputError::io(folder))?.file_name().to_string_lossy().into_owned();
        let is_known = [MANIFEST_FILE, PLAN_FILE, INPUTS_FILE, VALIDATION_FILE].contains(&name.as_str());
        if !is_known && !manifest.files.iter().any(|listed| listed.record.file == name) {
            others.push(name);
        }
    }
    others.sort_unstable();
    Ok(others)
}
