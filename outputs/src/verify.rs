//! Whether a finished run folder still is what its manifest says.
use crate::manifest::{INPUTS_FILE, MANIFEST_FILE, Manifest, PLAN_FILE, Plan, is_sealed};
use crate::reading::{Source, open_regular};
use crate::validation_record::{VALIDATION_RECORD_FILE, ValidationState, validation_state};
use crate::verified::{Stamp, VERIFIED_FILE, Verified};
use crate::whole_file::FileRecord;
use crate::{OutputError, Result, SANITY_FILE, SUMMARY_FILE, VALIDATION_FILE};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
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
    /// Whether the manifest is as it was written, by its own checksum.
    pub manifest_holds: bool,
    /// Whether the identity follows from the manifest's plan.
    pub identity_holds: bool,
    /// Whether `plan.json` is the manifest's plan.
    pub plan_holds: bool,
    /// BLAKE3 of the manifest itself. Whoever changes files may change the manifest with them: only this hash, told
    /// apart from the folder, shows it.
    pub manifest_blake3: String,
    /// What was found of the table of published figures, if the run has one: it is in no manifest.
    pub validation: ValidationState,
    /// The files, in the manifest's order; then those that it should list.
    pub files: Vec<VerifiedFile>,
    /// What else is in the folder, sorted. No part of the run, and no fault of it.
    pub others: Vec<String>,
}

impl Verification {
    /// Whether the same is true of what was made of the run afterwards.
    pub fn all_holds(&self) -> bool {
        self.holds() && self.validation != ValidationState::Other
    }

    /// Whether all is as the manifest says.
    pub fn holds(&self) -> bool {
        let are_whole = self.files.iter().all(|file| file.state == FileState::Holds);
        self.manifest_holds && self.identity_holds && self.plan_holds && are_whole
    }
}

/// Holds the run in `folder` against its `manifest`, byte by byte. What has changed or is missing is told; the error is of
/// what cannot be read.
pub fn verify(folder: &Path, manifest: &Manifest) -> Result<Verification> {
    verify_with(folder, manifest, None)
}

/// The same, but for files that were hashed already and are the same since, by size, times and inode.
pub fn verify_again(folder: &Path, manifest: &Manifest) -> Result<Verification> {
    let mut verified = Verified::read(folder);
    let verification = verify_with(folder, manifest, Some(&mut verified))?;
    if verification.holds() {
        verified.store(folder);
    }
    Ok(verification)
}

fn verify_with(folder: &Path, manifest: &Manifest, mut verified: Option<&mut Verified>) -> Result<Verification> {
    let is_other = manifest.inputs.file != INPUTS_FILE;
    let mut files = vec![verify_file(folder, &manifest.inputs, is_other, verified.as_deref_mut())?];
    for (at, listed) in manifest.files.iter().enumerate() {
        let is_again = manifest.files.iter().take(at).any(|earlier| earlier.record.file == listed.record.file);
        files.push(verify_file(folder, &listed.record, is_again, verified.as_deref_mut())?);
    }
    let text = manifest_text(folder)?;
    let manifest_blake3 = blake3::hash(&text).to_hex().to_string();
    let always =
        manifest.plan.detail.topics().map(|topic| topic.file_name()).chain([SUMMARY_FILE.into(), SANITY_FILE.into()]);
    for file in always.filter(|name| !manifest.files.iter().any(|listed| listed.record.file == *name)) {
        let (state, blake3) = (FileState::NotListed, String::new());
        files.push(VerifiedFile { file, state, rows: 0, bytes: 0, blake3, found_blake3: None });
    }
    Ok(Verification {
        identity: manifest.identity.clone(),
        manifest_holds: is_sealed(&text),
        identity_holds: manifest.plan.identity()? == manifest.identity,
        plan_holds: plan_holds(&folder.join(PLAN_FILE), &manifest.plan)?,
        validation: validation_state(folder, &manifest_blake3)?,
        manifest_blake3,
        others: others(folder, manifest)?,
        files,
    })
}

fn verify_file(
    folder: &Path,
    record: &FileRecord,
    is_again: bool,
    verified: Option<&mut Verified>,
) -> Result<VerifiedFile> {
    let mut found = VerifiedFile {
        file: record.file.clone(),
        state: FileState::Holds,
        rows: record.rows,
        bytes: record.bytes,
        blake3: record.blake3.clone(),
        found_blake3: None,
    };
    if is_again || !is_plain(&record.file) {
        found.state = FileState::NotListed;
        return Ok(found);
    }
    let path = folder.join(&record.file);
    match fs::metadata(&path) {
        Ok(_) => (),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            found.state = FileState::Missing;
            return Ok(found);
        }
        Err(error) => return Err(OutputError::io(&path)(error)),
    }
    let file = open_regular(&path)?;
    let metadata = file.metadata().map_err(OutputError::io(&path))?;
    if let Some((rows, blake3)) = verified.as_ref().and_then(|verified| verified.known(&record.file, &file))
        && (rows, blake3, metadata.len()) == (record.rows, &record.blake3, record.bytes)
    {
        found.found_blake3 = Some(blake3.to_string());
        return Ok(found);
    }
    let blake3 = hash_of(&file, &path)?;
    found.state = if metadata.len() != record.bytes || blake3 != record.blake3 {
        FileState::OtherBytes
    } else if record.file == INPUTS_FILE {
        FileState::Holds
    } else {
        let source = Source::open(&path)?;
        let row_groups: Vec<usize> = source.row_groups().collect();
        if source.rows(&row_groups) == record.rows { FileState::Holds } else { FileState::OtherRows }
    };
    if let Some(verified) = verified.filter(|_| found.state == FileState::Holds) {
        verified.note(&record.file, Stamp::of(&metadata), &file, record.rows, &blake3);
    }
    found.found_blake3 = Some(blake3);
    Ok(found)
}

/// Whether a name stays in its folder. A manifest is data: it sends nobody out of there.
pub(crate) fn is_plain(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
}

/// BLAKE3, hexadecimal, of a file that is open at its beginning.
pub(crate) fn hash_of(file: &File, path: &Path) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file).map_err(OutputError::io(path))?;
    Ok(hasher.finalize().to_hex().to_string())
}

fn manifest_text(folder: &Path) -> Result<Vec<u8>> {
    let (path, mut text) = (folder.join(MANIFEST_FILE), Vec::new());
    open_regular(&path)?.read_to_end(&mut text).map_err(OutputError::io(&path))?;
    Ok(text)
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
        let is_known = [MANIFEST_FILE, PLAN_FILE, INPUTS_FILE, VALIDATION_FILE, VALIDATION_RECORD_FILE, VERIFIED_FILE]
            .contains(&name.as_str());
        if !is_known && !manifest.files.iter().any(|listed| listed.record.file == name) {
            others.push(name);
        }
    }
    others.sort_unstable();
    Ok(others)
}
