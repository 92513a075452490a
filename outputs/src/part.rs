//! What one task leaves behind: a block of replicates of one scenario, a file a topic.
use crate::areas::Areas;
use crate::columns::Topic;
use crate::columns::key::Key;
use crate::merge::part_metadata;
use crate::month::{MonthOf, Names};
use crate::reading::open_regular;
use crate::tally::Tally;
use crate::topic::TopicWriter;
use crate::whole_file::{FileRecord, write_whole};
use crate::{OutputError, Result};
use agents::ActorMonth;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sim_core::Month;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The finished files of one task, with the hash of each: what is read of them is what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    folder: PathBuf,
    record: PartRecord,
}

/// What is noted of a part beside it, after its last file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartRecord {
    /// Its key, so that the files of one part are never taken for those of another.
    key: String,
    /// Its files, in the order of the topics.
    files: Vec<FileRecord>,
}

/// A record beyond this is none.
const MOST_RECORD_BYTES: u64 = 1 << 20;

impl Part {
    /// The part that an earlier run finished, or none when a file of it is missing, is not what was written, or of
    /// another version.
    pub fn find(folder: &Path, key: &str) -> Option<Part> {
        let bytes = read_whole(&record_path(folder, key), MOST_RECORD_BYTES).ok()?;
        let record: PartRecord = serde_json::from_slice(&bytes).ok()?;
        let part = Part { folder: folder.to_path_buf(), record };
        let is_whole = |topic: &Topic| {
            let bytes = part.read(*topic);
            bytes.is_ok_and(|bytes| part_metadata(*topic, &part.path(*topic), &bytes).is_ok())
        };
        (part.record.key == key && Topic::ALL.iter().all(is_whole)).then_some(part)
    }

    /// The task's key.
    pub fn key(&self) -> &str {
        &self.record.key
    }

    /// Its file of `topic`.
    pub fn path(&self, topic: Topic) -> PathBuf {
        self.folder.join(file_name(topic, self.key()))
    }

    /// The bytes of its file of `topic`. Errors: they are not those that were written.
    pub(crate) fn read(&self, topic: Topic) -> Result<Bytes> {
        let path = self.path(topic);
        let name = file_name(topic, self.key());
        let changed = || OutputError::Changed(path.clone());
        let record = self.record.files.iter().find(|record| record.file == name).ok_or_else(changed)?;
        let bytes = match read_whole(&path, record.bytes) {
            Err(OutputError::TooLarge { .. }) => return Err(changed()),
            other => other?,
        };
        let is_same = bytes.len() as u64 == record.bytes && blake3::hash(&bytes).to_hex().as_str() == record.blake3;
        if is_same { Ok(bytes.into()) } else { Err(changed()) }
    }
}

fn file_name(topic: Topic, key: &str) -> String {
    format!("{}-{key}.parquet", topic.name())
}

fn record_path(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.json"))
}

/// The bytes of a regular file of at most `most` bytes.
fn read_whole(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(OutputError::io(path))?;
    if bytes.len() as u64 > most {
        return Err(OutputError::TooLarge { path: path.to_path_buf(), most });
    }
    Ok(bytes)
}

/// Writes one task's part. Rows are held in memory until [`PartWriter::finish`] (a task is a few
/// replicates); dropped before that, it leaves nothing.
pub struct PartWriter {
    folder: PathBuf,
    key: String,
    areas: Areas,
    names: Names,
    /// The scenario, and the replicate and month last written.
    last: Option<(Arc<str>, u32, Month)>,
    /// One a topic.
    writers: Vec<Box<dyn TopicWriter>>,
}

impl PartWriter {
    /// Begins the part `key` in `folder`, which is made when missing. `key` becomes part of file names; `areas` are those
    /// that will report. Until it is finished no file is open.
    pub fn create(folder: &Path, key: &str, areas: Areas) -> Result<Self> {
        areas.check()?;
        std::fs::create_dir_all(folder).map_err(OutputError::io(folder))?;
        let writer = |topic: &Topic| topic.writer(&folder.join(file_name(*topic, key)));
        let writers = Topic::ALL.iter().map(writer).collect::<Result<_>>()?;
        let (folder, key) = (folder.to_path_buf(), key.to_string());
        Ok(PartWriter { folder, key, names: Names::of(&areas), areas, last: None, writers })
    }

    /// Appends one month of a replicate to every topic. Months come in the order of replicates, then time, of one
    /// scenario. `reports` are those of the areas: communities, then homes, then agencies, the
    /// training centre and the labour market;
    /// `fingerprint` is the world's at the month's end. After an error the writer is good only for
    /// dropping.
    pub fn month(
        &mut self,
        scenario: &str,
        replicate: u32,
        month: Month,
        reports: &[ActorMonth],
        fingerprint: Option<u64>,
    ) -> Result<()> {
        let reports = self.areas.reports(reports)?;
        let tally = Tally::of(&self.areas, &reports)?;
        let scenario = self.advance(scenario, replicate, month)?;
        let key = |area: &Arc<str>| Key { scenario: scenario.clone(), replicate, month, area: area.clone() };
        let month = MonthOf {
            areas: &self.areas,
            names: &self.names,
            reports,
            tally,
            district: key(&self.names.district),
            communities: self.names.communities.iter().map(key).collect(),
            fingerprint,
        };
        self.writers.iter_mut().try_for_each(|writer| writer.month(&month))
    }

    /// Writes the files, and last the record without which they are no part.
    pub fn finish(self) -> Result<Part> {
        let files = self.writers.into_iter().map(TopicWriter::finish).collect::<Result<_>>()?;
        let record = PartRecord { key: self.key, files };
        let path = record_path(&self.folder, &record.key);
        let text = serde_json::to_string_pretty(&record).map_err(OutputError::json(&path))?;
        write_whole(&path, text.as_bytes())?;
        Ok(Part { folder: self.folder, record })
    }

    /// Notes where the part stands; an error when that is not after where it stood.
    fn advance(&mut self, scenario: &str, replicate: u32, month: Month) -> Result<Arc<str>> {
        let scenario = match &self.last {
            None => scenario.into(),
            Some((first, ..)) if first.as_ref() != scenario => {
                return Err(OutputError::TwoScenarios { first: first.to_string(), second: scenario.to_string() });
            }
            Some((_, last_replicate, last_month)) if (replicate, month) <= (*last_replicate, *last_month) => {
                let (last_replicate, last_month) = (*last_replicate, *last_month);
                return Err(OutputError::OutOfOrder { replicate, month, last_replicate, last_month });
            }
            Some((first, ..)) => first.clone(),
        };
        self.last = Some((scenario.clone(), replicate, month));
        Ok(scenario)
    }
}
