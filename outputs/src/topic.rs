//! The topics that tasks write and runs merge.
use crate::columns::{audit::AUDIT, population::POPULATION, pyramid::PYRAMID};
use crate::table::TableDescription;

/// A topic: one wide table, a part a task, one merged file a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Elders by state, and the month's flows.
    Population,
    /// The district's elders by sex and single age, in Decembers.
    Pyramid,
    /// Books and fingerprints.
    Audit,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Topic; 3] = [Topic::Population, Topic::Pyramid, Topic::Audit];

    /// What its table is.
    pub fn table(self) -> TableDescription {
        match self {
            Topic::Population => POPULATION.description(),
            Topic::Pyramid => PYRAMID.description(),
            Topic::Audit => AUDIT.description(),
        }
    }

    /// Its name, which is also the stem of its files' names.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Population => POPULATION.name,
            Topic::Pyramid => PYRAMID.name,
            Topic::Audit => AUDIT.name,
        }
    }

    /// Name of the merged file in the run folder.
    pub fn file_name(self) -> String {
        format!("{}.parquet", self.name())
    }
}
