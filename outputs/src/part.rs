//! What one task leaves behind: a block of replicates of one scenario, a file a topic.
use crate::areas::Areas;
use crate::checks::{Checked, Checks, Must};
use crate::columns::key::Key;
use crate::columns::{DISTRICT_AREA, Expected, Topic};
use crate::detail::{Detail, Keeping};
use crate::merge::part_metadata;
use crate::month::{MonthOf, Names};
use crate::reading::open_regular;
use crate::tally::Tally;
use crate::topic::TopicWriter;
use crate::whole_file::{FileRecord, write_unsynced};
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
    /// What the checks found, in their order.
    checked: Vec<Checked>,
}

/// A record beyond this is none.
const MOST_RECORD_BYTES: u64 = 1 << 20;

impl Part {
    /// The part that an earlier run finished at a level of detail, or none when a file of it is missing, is not what was
    /// written, or of another version.
    pub fn find(folder: &Path, key: &str, detail: Detail) -> Option<Part> {
        let bytes = read_whole(&record_path(folder, key), MOST_RECORD_BYTES).ok()?;
        let record: PartRecord = serde_json::from_slice(&bytes).ok()?;
        let part = Part { folder: folder.to_path_buf(), record };
        let is_whole = |topic: Topic| {
            let bytes = part.read(topic);
            bytes.is_ok_and(|bytes| part_metadata(&topic.table_at(detail), &part.path(topic), &bytes).is_ok())
        };
        (part.record.key == key && detail.topics().all(is_whole)).then_some(part)
    }

    /// What the checks found, in their order.
    pub fn checked(&self) -> &[Checked] {
        &self.record.checked
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
    keeping: Keeping,
    /// Number of checks of rows; after them are those of what is said twice.
    rules: usize,
    checked: Vec<Checked>,
    /// The scenario, and the replicate and month last written.
    last: Option<(Arc<str>, u32, Month)>,
    /// Of the month that is written next.
    expected: Option<Expected>,
    /// One a topic.
    writers: Vec<Box<dyn TopicWriter>>,
}

impl PartWriter {
    /// Begins the part `key` in `folder`, which is made when missing. `key` becomes part of file names; `areas` are those
    /// that will report; `checks` look at all rows, those too that are not kept. Until it is finished no file is open.
    pub fn create(folder: &Path, key: &str, areas: Areas, keeping: Keeping, checks: &Checks) -> Result<Self> {
        areas.check()?;
        std::fs::create_dir_all(folder).map_err(OutputError::io(folder))?;
        let writer = |topic: &Topic| topic.writer(&folder.join(file_name(*topic, key)), keeping.detail, checks);
        let writers = Topic::ALL.iter().filter_map(|topic| writer(topic).transpose()).collect::<Result<_>>()?;
        let (folder, key) = (folder.to_path_buf(), key.to_string());
        let checked = vec![Checked::default(); checks.rows.len() + checks.twice.len()];
        let (names, rules) = (Names::of(&areas), checks.rows.len());
        Ok(PartWriter { folder, key, names, areas, keeping, rules, checked, last: None, expected: None, writers })
    }

    /// Notes what a projection expects at the end of the month that is written next, a December.
    pub fn expect(&mut self, expected: Expected) {
        self.expected = Some(expected);
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
        let key =
            |area: &Arc<str>, kept| Key { scenario: scenario.clone(), replicate, month, area: area.clone(), kept };
        let of_community = |area: &Arc<str>| key(area, self.keeping.of_community(area, month));
        let reported = MonthOf {
            areas: &self.areas,
            names: &self.names,
            reports,
            tally,
            district: key(&self.names.district, self.keeping.of_district()),
            communities: self.names.communities.iter().map(of_community).collect(),
            fingerprint,
            expected: self.expected.take(),
        };
        let twice = self.checked.get_mut(self.rules..).unwrap_or_default();
        let mut differences = vec![0; twice.len()];
        self.writers.iter_mut().try_for_each(|writer| writer.month(&reported, &mut differences))?;
        for (checked, difference) in twice.iter_mut().zip(differences) {
            checked.see(Must::BeZero, difference, (replicate, month, DISTRICT_AREA));
        }
        Ok(())
    }

    /// Writes the files, and last the record without which they are no part.
    pub fn finish(mut self) -> Result<Part> {
        let checked = &mut self.checked;
        let files = self.writers.into_iter().filter_map(|writer| writer.finish(checked).transpose());
        let record = PartRecord { files: files.collect::<Result<_>>()?, key: self.key, checked: self.checked };
        let path = record_path(&self.folder, &record.key);
        let text = serde_json::to_string_pretty(&record).map_err(OutputError::json(&path))?;
        write_unsynced(&path, text.as_bytes())?;
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
