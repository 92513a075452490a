//! What one task leaves behind: a block of replicates of one scenario, a file a topic.
use crate::areas::Areas;
use crate::columns::Topic;
use crate::columns::key::Key;
use crate::merge::part_metadata;
use crate::month::{MonthOf, Names};
use crate::tally::Tally;
use crate::topic::TopicWriter;
use crate::{OutputError, Result};
use agents::ActorMonth;
use sim_core::Month;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The finished files of one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    folder: PathBuf,
    key: String,
}

impl Part {
    /// The part that an earlier run finished, or none when a file of it is missing, damaged or of
    /// another version.
    pub fn find(folder: &Path, key: &str) -> Option<Part> {
        let part = Part { folder: folder.to_path_buf(), key: key.to_string() };
        let whole = |topic: &Topic| part_metadata(*topic, &part.path(*topic)).is_ok();
        Topic::ALL.iter().all(whole).then_some(part)
    }

    /// The task's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its file of `topic`.
    pub fn path(&self, topic: Topic) -> PathBuf {
        self.folder.join(format!("{}-{}.parquet", topic.name(), self.key))
    }
}

/// Writes one task's part. Rows are held in memory until [`PartWriter::finish`] (a task is a few
/// replicates); dropped before that, it leaves nothing.
pub struct PartWriter {
    part: Part,
    areas: Areas,
    names: Names,
    /// The scenario, and the replicate and month last written.
    last: Option<(Arc<str>, u32, Month)>,
    /// One a topic.
    writers: Vec<Box<dyn TopicWriter>>,
}

impl PartWriter {
    /// Opens the temporaries of the part `key` in `folder`, which is made when missing. `key`
    /// becomes part of file names; `areas` are those that will report.
    pub fn create(folder: &Path, key: &str, areas: Areas) -> Result<Self> {
        areas.check()?;
        std::fs::create_dir_all(folder).map_err(OutputError::io(folder))?;
        let part = Part { folder: folder.to_path_buf(), key: key.to_string() };
        let writers = Topic::ALL.iter().map(|topic| topic.writer(&part.path(*topic))).collect::<Result<_>>()?;
        Ok(PartWriter { part, names: Names::of(&areas), areas, last: None, writers })
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

    /// Writes the files and gives them their names.
    pub fn finish(self) -> Result<Part> {
        self.writers.into_iter().try_for_each(TopicWriter::finish)?;
        Ok(self.part)
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
