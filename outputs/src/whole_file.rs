//! Files that appear under their own name only when they are whole.
use crate::{OutputError, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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

/// A file being written beside its target, under a name that nobody can guess. Dropped before [`WholeFile::finish`], it is
/// removed.
pub struct WholeFile {
    target: PathBuf,
    partial: NamedTempFile<File>,
    replaces: bool,
    bytes: u64,
    hash: blake3::Hasher,
}

/// Between the target's name and the random letters of a temporary.
const OURS: &str = ".silverpeak-";
/// How the name of a temporary ends.
const PARTIAL: &str = ".partial";
/// Random letters of a temporary.
const RANDOM: usize = 16;

impl WholeFile {
    /// Opens the temporary of a file that replaces what is at `target`. Nothing that is there already is opened, so no
    /// link is followed and no file of that name is lost.
    pub fn create(target: &Path) -> Result<Self> {
        Self::open(target, true)
    }

    /// The same of a file that never replaces another.
    pub fn create_new(target: &Path) -> Result<Self> {
        Self::open(target, false)
    }

    fn open(target: &Path, replaces: bool) -> Result<Self> {
        let mut prefix = target.file_name().unwrap_or_default().to_os_string();
        prefix.push(OURS);
        let partial = tempfile::Builder::new()
            .prefix(&prefix)
            .suffix(PARTIAL)
            .rand_bytes(RANDOM)
            // As `File::create`, which leaves the permissions to the umask.
            .make_in(folder_of(target), |path| File::options().write(true).create_new(true).open(path))
            .map_err(OutputError::io(target))?;
        Ok(WholeFile { target: target.to_path_buf(), partial, replaces, bytes: 0, hash: blake3::Hasher::new() })
    }

    /// Makes the bytes durable, then gives the file its name.
    pub fn finish(self, rows: u64) -> Result<FileRecord> {
        self.partial.as_file().sync_all().map_err(OutputError::io(&self.target))?;
        let target = self.target.clone();
        let record = self.finish_unsynced(rows)?;
        sync_folder(folder_of(&target))?;
        Ok(record)
    }

    /// Gives the file its name; after a power cut it may be anything, so that its readers must know its hash.
    pub fn finish_unsynced(self, rows: u64) -> Result<FileRecord> {
        if self.replaces {
            let (file, partial) = self.partial.into_parts();
            drop(file);
            fs::rename(&partial, &self.target).map_err(OutputError::io(&self.target))?;
            let _ = partial.keep(); // it has another name now
        } else {
            let named = self.partial.persist_noclobber(&self.target);
            named.map_err(|failed| OutputError::io(&self.target)(failed.error))?;
        }
        Ok(FileRecord {
            file: self.target.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            rows,
            bytes: self.bytes,
            blake3: self.hash.finalize().to_hex().to_string(),
        })
    }
}

/// Makes the names in a folder durable: they must survive a power cut too. Not every system can open a folder: there a
/// file is still whole or absent.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    match File::open(folder) {
        Ok(open) => open.sync_all().map_err(OutputError::io(folder)),
        Err(_) => Ok(()),
    }
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes `bytes` to `target`, which appears when it is whole and replaces what was there.
pub fn write_whole(target: &Path, bytes: &[u8]) -> Result<FileRecord> {
    write_all(WholeFile::create(target)?, bytes)
}

/// Writes `bytes` to `target`, which appears when it is whole; an error when there is something already.
pub fn write_new(target: &Path, bytes: &[u8]) -> Result<FileRecord> {
    write_all(WholeFile::create_new(target)?, bytes)
}

/// The same without making it durable.
pub(crate) fn write_unsynced(target: &Path, bytes: &[u8]) -> Result<FileRecord> {
    let mut file = WholeFile::create(target)?;
    file.write_all(bytes).map_err(OutputError::io(target))?;
    file.finish_unsynced(0)
}

fn write_all(mut file: WholeFile, bytes: &[u8]) -> Result<FileRecord> {
    file.write_all(bytes).map_err(OutputError::io(&file.target))?;
    file.finish(0)
}

/// Whether `name` is that of a temporary of the file called `target`.
pub fn is_partial_of(name: &str, target: &str) -> bool {
    let random = name.strip_prefix(target).and_then(|rest| rest.strip_prefix(OURS)?.strip_suffix(PARTIAL));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.partial.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.partial.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_there_is_neither_opened_nor_removed() {
        let place = tempfile::tempdir().expect("a folder");
        let target = place.path().join("s.csv");
        for bystander in ["s.csv.partial", "s.csv.silverpeak-.partial", "other"] {
            fs::write(place.path().join(bystander), "precious").expect("written");
        }
        let before = names(place.path());
        let mut dropped = WholeFile::create(&target).expect("opened");
        dropped.write_all(b"half").expect("written");
        let open: Vec<String> = names(place.path()).into_iter().filter(|name| !before.contains(name)).collect();
        assert!(open.len() == 1 && is_partial_of(&open[0], "s.csv") && !is_partial_of(&open[0], "s.cs"), "{open:?}");
        drop(dropped);
        assert_eq!(names(place.path()), before, "only the temporary is removed");

        write_new(&target, b"first").expect("new");
        assert!(write_new(&target, b"second").is_err(), "a file is not replaced");
        assert_eq!(fs::read(&target).expect("there"), b"first");
        write_whole(&target, b"second").expect("replaced");
        assert_eq!(fs::read(&target).expect("there"), b"second");
        assert_eq!(names(place.path()).len(), before.len() + 1);
        assert_eq!(fs::read(place.path().join("s.csv.partial")).expect("there"), b"precious");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        let place = tempfile::tempdir().expect("a folder");
        let (precious, link) = (place.path().join("precious"), place.path().join("s.csv"));
        fs::write(&precious, "mine").expect("written");
        for aim in [precious.as_path(), Path::new("nowhere")] {
            std::os::unix::fs::symlink(aim, &link).expect("a link");
            assert!(write_new(&link, b"ours").is_err());
            write_whole(&link, b"ours").expect("the link itself is replaced");
            assert_eq!(fs::read(&precious).expect("there"), b"mine");
            assert!(fs::symlink_metadata(&link).expect("there").is_file());
            fs::remove_file(&link).expect("removed");
        }
        assert_eq!(names(place.path()), ["precious"]);
    }
}
