//! The states of a run folder and the moves between them. Nothing else decides what a folder is.
//!
//! | state | `plan.json` | `manifest.json` | `next/` | what it is |
//! |---|---|---|---|---|
//! | empty | – | – | – | nothing, or what a run left that was killed before its plan |
//! | begun | yes | – | – | a first run under way or cut short: parts in `parts/`, merged files come and go |
//! | finished | yes | yes | – | a run, whole. A `parts/` beside it was left by a kill after the last file |
//! | growing | yes | yes | without `manifest.json` | the same run, whole and readable; replicates are being added in `next/` |
//! | moving | either | either | with `manifest.json` | the grown run: its files are taking the places of the old ones |
//! | foreign | – | – | – | anything else, and not ours |
//!
//! | move | from, to | steps | a kill in between leaves |
//! |---|---|---|---|
//! | begin | empty, begun | `.lock`, then `plan.json` | empty |
//! | finish | begun, finished | parts, merged files, `manifest.json`; then `parts/` goes | begun; finished after the manifest |
//! | grow | finished, growing | the old files against the old manifest; `next/plan.json` | finished |
//! | complete | growing, moving | `next/parts/`, merged files in `next/`; readers leave; `next/manifest.json` | growing |
//! | settle | moving, finished | `next/parts/` goes; files of `next/` over the old ones, `manifest.json` last; `next/` goes | moving; finished after the manifest |
//!
//! A writer holds `.lock`. A reader of a finished run locks the folder itself, shared; settling locks it alone, so
//! that no reader sees half of two runs. The next command that opens a moving folder, to read or to write, settles it, and
//! refuses it where it cannot.
use crate::findings::{SANITY_FILE, TARGETS_FILE, VALIDATION_FILE};
use crate::manifest::{INPUTS_FILE, MANIFEST_FILE, Manifest, PLAN_FILE, is_sealed};
use crate::reading::open_regular;
use crate::summary::SUMMARY_FILE;
use crate::validation_record::VALIDATION_RECORD_FILE;
use crate::verified::VERIFIED_FILE;
use crate::verify::{hash_of, is_plain};
use crate::whole_file::{is_partial_of, sync_folder};
use crate::{OutputError, Result, Topic};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where parts are until their run is finished.
pub const PARTS: &str = "parts";
/// Where a finished run grows.
pub const NEXT: &str = "next";
const LOCK: &str = ".lock";

/// How long a reader waits for files to take their places, which takes milliseconds, and who moves them for readers.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(5);

/// What a run folder is: see the table above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// Nothing is there, but for what a killed run left.
    Empty,
    /// A first run is unfinished.
    Begun,
    /// A run is finished.
    Finished,
    /// A run is finished, and replicates are being added to it.
    Growing,
    /// The files of a grown run are taking the places of the old ones.
    Moving,
    /// Something else.
    Foreign,
}

impl FolderState {
    /// What `folder` is.
    pub fn of(folder: &Path) -> FolderState {
        let is_there = |name: &str| folder.join(name).exists();
        let next = folder.join(NEXT);
        if next.join(MANIFEST_FILE).exists() {
            FolderState::Moving
        } else if is_there(MANIFEST_FILE) {
            if next.join(PLAN_FILE).exists() { FolderState::Growing } else { FolderState::Finished }
        } else if is_there(PLAN_FILE) {
            FolderState::Begun
        } else if holds_only_leftovers(folder) {
            FolderState::Empty
        } else {
            FolderState::Foreign
        }
    }
}

/// Removes what killed runs left in the folder of a finished one, where that is possible. Nothing is written where nothing
/// is left.
pub fn tidy(folder: &Path) {
    let is_growing = FolderState::of(folder) == FolderState::Growing;
    let is_left = |name: &str| match name {
        LOCK | PARTS => true,
        NEXT => !is_growing,
        _ => written().any(|file| is_partial_of(name, &file)),
    };
    let Ok(mut entries) = fs::read_dir(folder) else { return };
    let is_left = entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_str().is_some_and(is_left)));
    if is_left && let Ok(lock) = WriteLock::take(folder) {
        let _ = lock.tidy(); // the next run that writes here tries again
    }
}

fn holds_only_leftovers(folder: &Path) -> bool {
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        // Of a path through a file, making the folder says what is wrong.
        Err(error) => return matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    };
    let is_leftover = |name: &str| name == LOCK || is_partial_of(name, PLAN_FILE);
    entries.all(|entry| entry.is_ok_and(|entry| entry.file_name().to_str().is_some_and(is_leftover)))
}

/// The right to write in a run folder: of one process at a time, as long as it lives.
#[derive(Debug)]
pub struct WriteLock {
    file: File,
    folder: PathBuf,
}

impl WriteLock {
    /// Takes it. Errors: another process has it, or the folder cannot be written.
    pub fn take(folder: &Path) -> Result<WriteLock> {
        let path = folder.join(LOCK);
        let begin = Instant::now();
        loop {
            // Neither followed nor opened: a link or a pipe of that name is not ours.
            if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
                return Err(OutputError::NotRegular(path));
            }
            let file = File::options().write(true).create(true).truncate(false).open(&path);
            let file = file.map_err(OutputError::io(&path))?;
            match file.try_lock() {
                Ok(()) => (),
                Err(TryLockError::WouldBlock) => return Err(OutputError::Busy(folder.to_path_buf())),
                Err(TryLockError::Error(error)) => return Err(OutputError::io(&path)(error)),
            }
            // Who had it before may have removed its file between our opening and our locking.
            if is_same_file(&file, &path) {
                return Ok(WriteLock { file, folder: folder.to_path_buf() });
            }
            if begin.elapsed() > PATIENCE {
                return Err(OutputError::Busy(folder.to_path_buf()));
            }
        }
    }

    /// Removes what killed runs left in the folder or in a folder of it: temporaries of files that a run writes. What the
    /// table above does not name is not touched.
    pub fn sweep(&self, folder: &Path) -> Result<()> {
        let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let is_ours = name.to_str().is_some_and(|name| written().any(|file| is_partial_of(name, &file)));
            if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                fs::remove_file(entry.path()).map_err(OutputError::io(&entry.path()))?;
            }
        }
        Ok(())
    }

    /// Removes the parts of a finished run.
    pub fn tidy_parts(&self) -> Result<()> {
        remove_parts(&self.folder.join(PARTS))
    }

    /// Removes what a finished run does not need any more.
    pub fn tidy(&self) -> Result<()> {
        self.tidy_parts()?;
        self.sweep(&self.folder)?;
        match FolderState::of(&self.folder) {
            FolderState::Finished => remove_next(&self.folder),
            _ => Ok(()),
        }
    }

    /// The folder for this process alone: from when readers have left until this is dropped. Errors: `stop` said so first,
    /// or a reader stays, such as a table in a pager.
    pub fn without_readers(&self, stop: &dyn Fn() -> bool) -> Result<Alone<'_>> {
        let Ok(folder) = File::open(&self.folder) else { return Ok(Alone { lock: self, _folder: None }) };
        let begin = Instant::now();
        loop {
            match folder.try_lock() {
                Err(TryLockError::WouldBlock) if stop() || begin.elapsed() > PATIENCE => {
                    return Err(OutputError::BeingRead(self.folder.clone()));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                // A file system without such locks: `.lock` is all there is.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Alone { lock: self, _folder: Some(folder) }),
            }
        }
    }
}

impl Drop for WriteLock {
    fn drop(&mut self) {
        // While it is locked: nobody else's is removed.
        let path = self.folder.join(LOCK);
        if is_same_file(&self.file, &path) {
            let _ = fs::remove_file(&path); // left over, it does no harm
        }
    }
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), path.symlink_metadata()) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_same_file(_: &File, path: &Path) -> bool {
    path.exists() // an open file keeps its name there
}

/// A folder without readers.
#[derive(Debug)]
pub struct Alone<'a> {
    lock: &'a WriteLock,
    _folder: Option<File>,
}

impl Alone<'_> {
    /// Moves the files of the grown run over the old ones, and removes `next/`. Told again, it goes on.
    pub fn settle(&self) -> Result<()> {
        let folder = &self.lock.folder;
        let next = folder.join(NEXT);
        let manifest = Manifest::read(&next.join(MANIFEST_FILE))?;
        remove_parts(&next.join(PARTS))?;
        let listed = manifest.records().map(|record| record.file.as_str());
        for name in listed.filter(|name| is_plain(name)).chain([PLAN_FILE]) {
            let from = next.join(name);
            if from.symlink_metadata().is_ok() {
                fs::rename(&from, folder.join(name)).map_err(OutputError::io(&from))?;
            }
        }
        // They are of the run as it was.
        for name in [VALIDATION_FILE, VALIDATION_RECORD_FILE] {
            remove_file(&folder.join(name))?;
        }
        // A power cut must not keep the manifest and lose a file before it.
        sync_folder(folder)?;
        let from = next.join(MANIFEST_FILE);
        fs::rename(&from, folder.join(MANIFEST_FILE)).map_err(OutputError::io(&from))?;
        sync_folder(folder)?;
        remove_next(folder)
    }

    /// The same of a move that another process began: only of files that are what their manifest says.
    fn settle_checked(&self) -> Result<()> {
        let folder = &self.lock.folder;
        let next = folder.join(NEXT);
        let path = next.join(MANIFEST_FILE);
        let mut text = Vec::new();
        open_regular(&path)?.read_to_end(&mut text).map_err(OutputError::io(&path))?;
        if !is_sealed(&text) {
            return Err(OutputError::Changed(path));
        }
        for record in Manifest::read(&path)?.records() {
            let name = &record.file;
            let here = [next.join(name), folder.join(name)].into_iter().find(|path| path.symlink_metadata().is_ok());
            let Some(here) = here.filter(|_| is_plain(name)) else {
                return Err(OutputError::Changed(folder.join(name)));
            };
            if hash_of(&open_regular(&here)?, &here)? != record.blake3 {
                return Err(OutputError::Changed(here));
            }
        }
        self.settle()
    }
}

/// The files of a finished run, kept as they are while this lives.
#[derive(Debug)]
pub struct ReadLock {
    _folder: Option<File>,
}

impl ReadLock {
    /// Takes it, and settles the folder first where that is due. Writes nothing in any other state.
    pub fn take(folder: &Path) -> Result<ReadLock> {
        let begin = Instant::now();
        loop {
            let lock = share(folder, begin)?;
            if FolderState::of(folder) != FolderState::Moving {
                return Ok(lock);
            }
            // The process that moved files is gone: it would have kept us out.
            drop(lock);
            match settle(folder) {
                Err(OutputError::Busy(_)) if begin.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
                other => other?,
            }
        }
    }
}

fn share(folder: &Path, begin: Instant) -> Result<ReadLock> {
    // Where a folder cannot be opened or locked, nobody moves files without being seen: `next/manifest.json` is there.
    let Ok(open) = File::open(folder) else { return Ok(ReadLock { _folder: None }) };
    loop {
        match open.try_lock_shared() {
            Ok(()) => return Ok(ReadLock { _folder: Some(open) }),
            Err(TryLockError::Error(_)) => return Ok(ReadLock { _folder: None }),
            Err(TryLockError::WouldBlock) if begin.elapsed() > PATIENCE => {
                return Err(OutputError::Busy(folder.to_path_buf()));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}

/// Completes the move in a folder where one was cut short.
fn settle(folder: &Path) -> Result<()> {
    let half = |source: io::Error| OutputError::HalfMoved { path: folder.to_path_buf(), source };
    let lock = match WriteLock::take(folder) {
        Err(OutputError::Io { source, .. }) => return Err(half(source)),
        other => other?,
    };
    let alone = lock.without_readers(&|| false)?;
    if FolderState::of(folder) != FolderState::Moving {
        return Ok(());
    }
    match alone.settle_checked() {
        Err(OutputError::Io { source, .. }) if source.kind() == ErrorKind::ReadOnlyFilesystem => Err(half(source)),
        other => other,
    }
}

/// Names of the files that a run writes.
fn written() -> impl Iterator<Item = String> {
    let topics = Topic::ALL.iter().map(|topic| topic.file_name());
    let others = [MANIFEST_FILE, PLAN_FILE, INPUTS_FILE, SUMMARY_FILE, SANITY_FILE, TARGETS_FILE, VERIFIED_FILE];
    topics.chain(others.map(String::from))
}

fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(OutputError::io(path)(error)),
        _ => Ok(()),
    }
}

/// Removes the parts in `folder`, and it.
fn remove_parts(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(OutputError::io(folder)(error)),
        _ => Ok(()),
    }
}

/// Removes what a run wrote in `next/`, and it where nothing else is there.
fn remove_next(folder: &Path) -> Result<()> {
    let next = folder.join(NEXT);
    let Ok(entries) = fs::read_dir(&next) else { return Ok(()) };
    remove_parts(&next.join(PARTS))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = |name: &str| written().any(|file| file == name || is_partial_of(name, &file));
        if name.to_str().is_some_and(is_ours) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            fs::remove_file(entry.path()).map_err(OutputError::io(&entry.path()))?;
        }
    }
    let _ = fs::remove_dir(&next); // something of the user's stays
    Ok(())
}
