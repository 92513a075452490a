//! What one task leaves behind: a block of replicates of one scenario, a file a topic.
use crate::columns::DISTRICT_AREA;
use crate::columns::audit::{AUDIT, AuditRow};
use crate::columns::key::Key;
use crate::columns::population::{POPULATION, PopulationRow};
use crate::columns::pyramid::{PYRAMID, PyramidRow};
use crate::merge::part_metadata;
use crate::table_writer::TableWriter;
use crate::topic::Topic;
use crate::{OutputError, Result};
use agents::report::{AGES, Books, CommunityMonth, PopulationCounts, Pyramid, PyramidCell};
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
        path(&self.folder, topic, &self.key)
    }
}

fn path(folder: &Path, topic: Topic, key: &str) -> PathBuf {
    folder.join(format!("{}-{key}.parquet", topic.name()))
}

/// Writes one task's part. Rows are held in memory until [`PartWriter::finish`] (a task is a few
/// replicates); dropped before that, it leaves nothing.
pub struct PartWriter {
    part: Part,
    /// The scenario, and the replicate and month last written.
    last: Option<(Arc<str>, u32, Month)>,
    population: TableWriter<PopulationRow>,
    pyramid: TableWriter<PyramidRow>,
    audit: TableWriter<AuditRow>,
}

impl PartWriter {
    /// Opens the temporaries of the part `key` in `folder`, which is made when missing. `key`
    /// becomes part of file names.
    pub fn create(folder: &Path, key: &str) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(OutputError::io(folder))?;
        Ok(PartWriter {
            part: Part { folder: folder.to_path_buf(), key: key.to_string() },
            last: None,
            population: TableWriter::create(&POPULATION, &path(folder, Topic::Population, key))?,
            pyramid: TableWriter::create(&PYRAMID, &path(folder, Topic::Pyramid, key))?,
            audit: TableWriter::create(&AUDIT, &path(folder, Topic::Audit, key))?,
        })
    }

    /// Appends one month of a replicate: the district's rows, then those of each community in the
    /// order given. Months come in the order of replicates, then time, of one scenario.
    /// `areas` are the ids of the communities that reported; `fingerprint` is the world's at the
    /// month's end. After an error the writer is good only for dropping.
    pub fn month(
        &mut self,
        scenario: &str,
        replicate: u32,
        month: Month,
        areas: &[String],
        communities: &[CommunityMonth],
        fingerprint: Option<u64>,
    ) -> Result<()> {
        if areas.len() != communities.len() {
            return Err(OutputError::Areas { areas: areas.len(), reports: communities.len() });
        }
        let scenario = self.advance(scenario, replicate, month)?;
        let key = |area: &str| Key { scenario: scenario.clone(), replicate, month, area: area.into() };

        let mut counts = PopulationCounts::default();
        let mut books = Books::default();
        for community in communities {
            counts += &community.counts;
            add_books(&mut books, &community.books);
        }
        let fingerprint = fingerprint.map(|value| format!("{value:016x}"));
        self.count(key(DISTRICT_AREA), counts, books, fingerprint)?;
        for (area, community) in areas.iter().zip(communities) {
            self.count(key(area), community.counts, community.books, None)?;
        }

        if let Some(cells) = district_pyramid(month, communities)? {
            for (i, cell) in cells.into_iter().enumerate() {
                let row = PyramidRow { key: key(DISTRICT_AREA), sex: i / AGES, age: i % AGES, cell };
                self.pyramid.push(&row)?;
            }
        }
        Ok(())
    }

    /// Writes the files and gives them their names.
    pub fn finish(self) -> Result<Part> {
        self.pyramid.finish()?;
        self.audit.finish()?;
        self.population.finish()?;
        Ok(self.part)
    }

    fn count(&mut self, key: Key, counts: PopulationCounts, books: Books, fingerprint: Option<String>) -> Result<()> {
        self.population.push(&PopulationRow { key: key.clone(), counts })?;
        self.audit.push(&AuditRow { key, books, counts, fingerprint })
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

/// The sum of the communities' pyramids; none when none reported one.
fn district_pyramid(month: Month, communities: &[CommunityMonth]) -> Result<Option<Vec<PyramidCell>>> {
    let pyramids: Vec<&Pyramid> = communities.iter().filter_map(|community| community.pyramid.as_ref()).collect();
    if pyramids.is_empty() {
        return Ok(None);
    }
    if pyramids.len() != communities.len() || pyramids.iter().any(|pyramid| pyramid.cells.len() != 2 * AGES) {
        return Err(OutputError::Pyramid { month });
    }
    let mut sums = vec![PyramidCell::default(); 2 * AGES];
    for pyramid in pyramids {
        for (sum, cell) in sums.iter_mut().zip(&pyramid.cells) {
            add_cell(sum, cell);
        }
    }
    Ok(Some(sums))
}

fn add_books(sum: &mut Books, books: &Books) {
    // Here and below taken apart by name, so that a new field is not forgotten.
    let Books { opening, closing, recount_difference } = *books;
    sum.opening += opening;
    sum.closing += closing;
    sum.recount_difference += recount_difference;
}

fn add_cell(sum: &mut PyramidCell, cell: &PyramidCell) {
    let PyramidCell { persons, mild, moderate, severe, dementia, alone, partnered, deaths, months_lived } = *cell;
    sum.persons += persons;
    sum.mild += mild;
    sum.moderate += moderate;
    sum.severe += severe;
    sum.dementia += dementia;
    sum.alone += alone;
    sum.partnered += partnered;
    sum.deaths += deaths;
    sum.months_lived += months_lived;
}
