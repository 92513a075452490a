//! Files that appear under their own name only when they are whole.
use crate::{OutputError, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A finished file of a run folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileRecord {
    /// File name within the run folder.
    pub file: String,
    /// Rows it holds.
    pub rows: u64,
    /// Size, bytes.
    pub bytes: u64,
    /// BLAKE3 hash of its bytes, hexadecimal.
    pub blake3: String,
}

/// A file being written beside its target. Dropped before [`WholeFile::finish`], it is removed.
pub struct WholeFile {
    target: PathBuf,
    partial: PathBuf,
    /// None once closed.
    file: Option<File>,
    bytes: u64,
    hash: blake3::Hasher,
}

impl WholeFile {
    /// Opens the temporary. Its name is fixed, so a killed run's leftover is overwritten by the
    /// next attempt; two processes must not write the same target at once.
    pub fn create(target: &Path) -> Result<Self> {
        let mut name = target.file_name().unwrap_or_default().to_os_string();
        name.push(".partial");
        let partial = target.with_file_name(name);
        let file = File::create(&partial).map_err(OutputError::io(&partial))?;
        let hash = blake3::Hasher::new();
        Ok(WholeFile { target: target.to_path_buf(), partial, file: Some(file), bytes: 0, hash })
    }

    /// The name it will have.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Makes the bytes durable, then gives the file its name.
    pub fn finish(mut self, rows: u64) -> Result<FileRecord> {
        if let Some(file) = &self.file {
            file.sync_all().map_err(OutputError::io(&self.partial))?;
        }
        fs::rename(&self.partial, &self.target).map_err(OutputError::io(&self.target))?;
        self.file = None;
        // The new name must survive a power cut too. Not every system can open a folder: there the
        // file is still whole or absent.
        if let Some(Ok(folder)) = self.target.parent().map(File::open) {
            folder.sync_all().map_err(OutputError::io(&self.target))?;
        }
        Ok(FileRecord {
            file: self.target.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            rows,
            bytes: self.bytes,
            blake3: self.hash.finalize().to_hex().to_string(),
        })
    }
}

/// Writes `bytes` to `target`, which appears when it is whole.
pub fn write_whole(target: &Path, bytes: &[u8]) -> Result<FileRecord> {
    let mut file = WholeFile::create(target)?;
    file.write_all(bytes).map_err(OutputError::io(target))?;
    file.finish(0)
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        let written = file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), File::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nobody is left to tell, and the next attempt overwrites what could not be removed.
            let _ = fs::remove_file(&self.partial);
        }
    }
}
