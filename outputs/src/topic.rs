//! The topics that tasks write and runs merge.
use crate::columns::{
    agencies::AGENCIES, audit::AUDIT, beds::BED_MONTHS, care::CARE, facilities::FACILITIES, population::POPULATION,
    pyramid::PYRAMID, services::SERVICE_MONTHS,
};
use crate::table::TableDescription;

/// A topic: one wide table, a part a task, one merged file a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Elders by state, and the month's flows.
    Population,
    /// The district's elders by sex and single age, in Decembers.
    Pyramid,
    /// Elders who need care, the hours they need and who gives them.
    Care,
    /// Services beside beds and home care.
    Services,
    /// Beds and those who want them, by area and bed type.
    Beds,
    /// Beds, queues, prices and workers of every home.
    Facilities,
    /// Workers and hours of every home-care agency.
    Agencies,
    /// Books and fingerprints.
    Audit,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Topic; 8] = [
        Topic::Population,
        Topic::Pyramid,
        Topic::Care,
        Topic::Services,
        Topic::Beds,
        Topic::Facilities,
        Topic::Agencies,
        Topic::Audit,
    ];

    /// What its table is.
    pub fn table(self) -> TableDescription {
        match self {
            Topic::Population => POPULATION.description(),
            Topic::Pyramid => PYRAMID.description(),
            Topic::Care => CARE.description(),
            Topic::Services => SERVICE_MONTHS.description(),
            Topic::Beds => BED_MONTHS.description(),
            Topic::Facilities => FACILITIES.description(),
            Topic::Agencies => AGENCIES.description(),
            Topic::Audit => AUDIT.description(),
        }
    }

    /// Its name, which is also the stem of its files' names.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Population => POPULATION.name,
            Topic::Pyramid => PYRAMID.name,
            Topic::Care => CARE.name,
            Topic::Services => SERVICE_MONTHS.name,
            Topic::Beds => BED_MONTHS.name,
            Topic::Facilities => FACILITIES.name,
            Topic::Agencies => AGENCIES.name,
            Topic::Audit => AUDIT.name,
        }
    }

    /// Name of the merged file in the run folder.
    pub fn file_name(self) -> String {
        format!("{}.parquet", self.name())
    }
}
