//! The named texts a baseline is read from: a folder, the program itself, or memory.
use crate::nearest::nearest;
use crate::problem::{Problem, ProblemKind, Problems};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// The files that every baseline needs.
pub const FILES: &[&str] = &[
    "district.toml",
    "parameters.toml",
    "ability.csv",
    "pyramid.csv",
    "mortality.csv",
    "shocks.toml",
    "care.toml",
    "facilities.csv",
    "agencies.csv",
    "workforce.toml",
    "relief.toml",
    "programmes.toml",
    "budget.toml",
    "facts.csv",
    "targets.toml",
];

/// Files that a baseline may have beside [`FILES`].
pub const OPTIONAL_FILES: &[&str] = &[
    "city_elders.csv",
    "districts_census.csv",
    "mortality_standard.csv",
    "observations.csv",
    "priors.toml",
    "discrepancy.csv",
    "posterior.csv",
    "calibration.csv",
];

/// Files that only pictures of results read: in no identity of a run, and not needed.
pub const DISPLAY_FILES: &[&str] = &["tiles.csv"];

/// The ids of the baselines inside the program.
pub const EMBEDDED: &[&str] = &["changning", "qingxi"];

/// A file beyond this is no baseline file, and is not read into memory.
pub(crate) const MOST_BYTES: u64 = 32 << 20;

macro_rules! embedded_files {
    ($id:literal $(, $optional:literal)*) => {
        &[
            ("district.toml", include_bytes!(concat!("../baselines/", $id, "/district.toml"))),
            ("parameters.toml", include_bytes!(concat!("../baselines/", $id, "/parameters.toml"))),
            ("ability.csv", include_bytes!(concat!("../baselines/", $id, "/ability.csv"))),
            ("pyramid.csv", include_bytes!(concat!("../baselines/", $id, "/pyramid.csv"))),
            ("mortality.csv", include_bytes!(concat!("../baselines/", $id, "/mortality.csv"))),
            ("shocks.toml", include_bytes!(concat!("../baselines/", $id, "/shocks.toml"))),
            ("care.toml", include_bytes!(concat!("../baselines/", $id, "/care.toml"))),
            ("facilities.csv", include_bytes!(concat!("../baselines/", $id, "/facilities.csv"))),
            ("agencies.csv", include_bytes!(concat!("../baselines/", $id, "/agencies.csv"))),
            ("workforce.toml", include_bytes!(concat!("../baselines/", $id, "/workforce.toml"))),
            ("relief.toml", include_bytes!(concat!("../baselines/", $id, "/relief.toml"))),
            ("programmes.toml", include_bytes!(concat!("../baselines/", $id, "/programmes.toml"))),
            ("budget.toml", include_bytes!(concat!("../baselines/", $id, "/budget.toml"))),
            ("facts.csv", include_bytes!(concat!("../baselines/", $id, "/facts.csv"))),
            ("targets.toml", include_bytes!(concat!("../baselines/", $id, "/targets.toml"))),
            $(($optional, include_bytes!(concat!("../baselines/", $id, "/", $optional))),)*
        ]
    };
}

/// The named texts of one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where the files are, put before their names in problems; empty or ending in a separator.
    place: String,
    files: Vec<(String, Result<Vec<u8>, ProblemKind>)>,
}

impl Source {
    /// The files in `folder`. Those that cannot be read become problems later, with the others.
    pub fn folder(folder: &Path) -> Self {
        let there = OPTIONAL_FILES.iter().chain(DISPLAY_FILES).filter(|name| folder.join(name).exists());
        let files = FILES.iter().chain(there).map(|name| (name.to_string(), read_file(folder, name))).collect();
        Source { place: folder.join("").display().to_string(), files }
    }

    /// The baseline called `id` inside the program, if there is one.
    pub fn embedded(id: &str) -> Option<Self> {
        let files: &[(&str, &[u8])] = match id {
            "changning" => embedded_files!(
                "changning",
                "city_elders.csv",
                "districts_census.csv",
                "mortality_standard.csv",
                "observations.csv",
                "priors.toml",
                "discrepancy.csv",
                "posterior.csv",
                "calibration.csv",
                "tiles.csv"
            ),
            "qingxi" => embedded_files!("qingxi", "observations.csv"),
            _ => return None,
        };
        let mut source = Source::from_files(files.iter().map(|(name, bytes)| (name.to_string(), bytes.to_vec())));
        source.place = format!("{id}/");
        Some(source)
    }

    /// Files given as names and bytes; those of [`FILES`] that are absent count as missing.
    pub fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Source { place: String::new(), files: files.into_iter().map(|(name, bytes)| (name, Ok(bytes))).collect() }
    }

    /// The files that could be read: name and bytes.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().filter_map(|(name, bytes)| Some((name.as_str(), bytes.as_deref().ok()?)))
    }

    /// Whether there is a file called `name`, readable or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.files.iter().any(|(n, _)| n == name)
    }

    /// The bytes of the file called `name`, if it could be read.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(n, _)| n == name).and_then(|(_, bytes)| bytes.as_deref().ok())
    }

    /// The file's name as people should see it.
    pub(crate) fn shown(&self, name: &str) -> String {
        format!("{}{name}", self.place)
    }

    /// The text of the file called `name`, without a byte order mark.
    pub(crate) fn text(&self, name: &str, problems: &mut Problems) -> Option<&str> {
        let refuse = |line, kind| Problem { file: self.shown(name), line, key: String::new(), kind };
        let bytes = match self.files.iter().find(|(n, _)| n == name) {
            Some((_, Ok(bytes))) => bytes,
            Some((_, Err(kind))) => {
                problems.push(refuse(None, kind.clone()));
                return None;
            }
            None => {
                let near = nearest(name, self.files.iter().map(|(n, _)| n.as_str()).filter(|n| !is_known(n)));
                problems.push(refuse(None, ProblemKind::FileMissing { nearest: near }));
                return None;
            }
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = 1 + before.iter().filter(|b| **b == b'\n').count();
                problems.push(refuse(u32::try_from(line).ok(), ProblemKind::NotUtf8));
                None
            }
        }
    }
}

fn is_known(name: &str) -> bool {
    [FILES, OPTIONAL_FILES, DISPLAY_FILES].iter().any(|files| files.contains(&name))
}

fn read_file(folder: &Path, name: &str) -> Result<Vec<u8>, ProblemKind> {
    read_regular(&folder.join(name), MOST_BYTES).map_err(|kind| match kind {
        ProblemKind::FileMissing { .. } => ProblemKind::FileMissing { nearest: nearest_in(folder, name) },
        other => other,
    })
}

/// The bytes of a regular file, at most `most`. A pipe would never end, a device neither.
pub(crate) fn read_regular(path: &Path, most: u64) -> Result<Vec<u8>, ProblemKind> {
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => ProblemKind::FileMissing { nearest: None },
        _ => ProblemKind::FileUnreadable { reason: error.to_string() },
    };
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(ProblemKind::NotRegular);
    }
    let mut bytes = Vec::new();
    // One more than is allowed: a file may have grown since it was looked at.
    fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > most { Err(ProblemKind::FileTooLarge { most }) } else { Ok(bytes) }
}

/// A file in `folder` that may be `name` mistyped.
fn nearest_in(folder: &Path, name: &str) -> Option<String> {
    let names: Vec<String> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|other| !is_known(other))
        .collect();
    nearest(name, names.iter().map(String::as_str))
}
