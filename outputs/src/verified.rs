//! Hashes that were taken already: a small file in the run folder, so that a run that is shown again is not read twice.
//!
//! A hash is believed of a file whose device, inode, size and both times are those it was taken of, and which was not
//! written in the four seconds before: a change within one tick of the file system's clock would not show. `verify` does
//! not look at it. It is no part of the run: without it, or where it cannot be written, everything is hashed.
use crate::reading::open_regular;
use crate::whole_file::write_whole;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

/// Its name in the run folder.
pub(crate) const VERIFIED_FILE: &str = ".verified.json";
/// Ticks of coarse file systems, twice.
const RECENT_SECONDS: i64 = 4;
/// A file beyond this is none of ours.
const MOST_BYTES: u64 = 1 << 20;

/// What tells that a file is still the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    device: u64,
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Seen {
    stamp: Stamp,
    rows: u64,
    blake3: String,
}

/// Files by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Verified {
    files: BTreeMap<String, Seen>,
    is_changed: bool,
}

/// As it is stored, with the hash of the rest.
#[derive(Serialize, Deserialize)]
struct Stored {
    files: BTreeMap<String, Seen>,
    checksum: String,
}

impl Stamp {
    /// None where the system has no such numbers.
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        Some(Stamp {
            device: metadata.dev(),
            inode: metadata.ino(),
            bytes: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        })
    }

    /// None where the system has no such numbers.
    #[cfg(not(unix))]
    pub fn of(_: &Metadata) -> Option<Stamp> {
        None
    }

    fn is_recent(&self) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
        self.modified.0.max(self.changed.0) > now - RECENT_SECONDS
    }
}

impl Verified {
    /// What is stored in `folder`; nothing where that is not readable.
    pub fn read(folder: &Path) -> Verified {
        let read = || {
            let mut text = String::new();
            let file = open_regular(&folder.join(VERIFIED_FILE)).ok()?;
            file.take(MOST_BYTES).read_to_string(&mut text).ok()?;
            let stored: Stored = serde_json::from_str(&text).ok()?;
            (checksum(&stored.files)? == stored.checksum).then_some(stored.files)
        };
        Verified { files: read().unwrap_or_default(), is_changed: false }
    }

    /// Rows and hash of `file`, if they are known of it as it is.
    pub fn known(&self, name: &str, file: &File) -> Option<(u64, &str)> {
        let stamp = Stamp::of(&file.metadata().ok()?)?;
        self.files.get(name).filter(|seen| seen.stamp == stamp).map(|seen| (seen.rows, seen.blake3.as_str()))
    }

    /// Notes what was found of a file: `before` is its stamp from before it was read.
    pub fn note(&mut self, name: &str, before: Option<Stamp>, file: &File, rows: u64, blake3: &str) {
        let after = file.metadata().ok().as_ref().and_then(Stamp::of);
        if let Some(stamp) = before.filter(|stamp| after == before && !stamp.is_recent()) {
            self.files.insert(name.to_string(), Seen { stamp, rows, blake3: blake3.to_string() });
            self.is_changed = true;
        }
    }

    /// Stores it, where that is possible and of use.
    pub fn store(self, folder: &Path) {
        let Some(checksum) = self.is_changed.then(|| checksum(&self.files)).flatten() else { return };
        if let Ok(text) = serde_json::to_vec(&Stored { files: self.files, checksum }) {
            let _ = write_whole(&folder.join(VERIFIED_FILE), &text); // nothing is lost without it
        }
    }
}

fn checksum(files: &BTreeMap<String, Seen>) -> Option<String> {
    serde_json::to_vec(files).ok().map(|text| blake3::hash(&text).to_hex().to_string())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    #[test]
    fn a_hash_is_believed_of_the_same_file_alone() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("f");
        let old = SystemTime::now() - Duration::from_secs(60);
        let written = |bytes: &[u8]| {
            fs::write(&path, bytes).expect("written");
            let file = File::options().write(true).open(&path).expect("open");
            file.set_modified(old).expect("a time");
            File::open(&path).expect("open")
        };
        let stamp = |file: &File| Stamp::of(&file.metadata().expect("there"));
        let file = written(b"one");
        let mut verified = Verified::default();
        verified.note("f", stamp(&file), &file, 3, "hash");
        // The time of modification can be set back, that of the change of the inode cannot.
        assert_eq!(verified.known("f", &file), None, "changed just now");
        let mut seen = Seen { stamp: stamp(&file).expect("of unix"), rows: 3, blake3: "hash".into() };
        verified.files.insert("f".into(), seen.clone());
        verified.is_changed = true;
        assert_eq!((verified.known("f", &file), verified.known("g", &file)), (Some((3, "hash")), None));
        verified.clone().store(place.path());
        assert_eq!(Verified::read(place.path()).files, verified.files);
        assert_eq!(verified.known("f", &written(b"two")), None, "written again");
        for change in [
            |stamp: &mut Stamp| stamp.inode += 1,
            |stamp: &mut Stamp| stamp.device += 1,
            |stamp: &mut Stamp| stamp.bytes += 1,
            |stamp: &mut Stamp| stamp.modified.1 += 1,
            |stamp: &mut Stamp| stamp.changed.1 += 1,
        ] {
            let file = File::open(&path).expect("open");
            seen.stamp = stamp(&file).expect("of unix");
            change(&mut seen.stamp);
            verified.files.insert("f".into(), seen.clone());
            assert_eq!(verified.known("f", &file), None, "{:?}", seen.stamp);
        }
        let stored = place.path().join(VERIFIED_FILE);
        let text = fs::read(&stored).expect("stored");
        for at in 0..text.len() {
            let mut damaged = text.clone();
            damaged[at] ^= 1;
            fs::write(&stored, &damaged).expect("written");
            let found = Verified::read(place.path()).files;
            assert!(found.is_empty() || found == verified_of(&text), "byte {at}");
        }
    }

    fn verified_of(text: &[u8]) -> BTreeMap<String, Seen> {
        serde_json::from_slice::<Stored>(text).expect("stored").files
    }
}
