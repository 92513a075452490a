//! The topics that tasks write and runs merge.
use crate::columns::{
    agencies::AGENCIES, audit::AUDIT, beds::BED_MONTHS, care::CARE, facilities::FACILITIES, hardship::HARDSHIP,
    labour_market::LABOUR_MARKET, ledger::LEDGER, plans::PLAN_MONTHS, population::POPULATION, pyramid::PYRAMID,
    relief::RELIEF, services::SERVICE_MONTHS, training::TRAINING, workforce::WORKFORCE,
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
    /// Care workers and community workers.
    Workforce,
    /// Courses and exams.
    Training,
    /// Seats of the training plans.
    Plans,
    /// Who seeks a post.
    LabourMarket,
    /// Households in hardship and the relief office.
    Hardship,
    /// Programmes: entitled, claiming, paid.
    Relief,
    /// The bureau's accounts.
    Ledger,
    /// Books and fingerprints.
    Audit,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Topic; 15] = [
        Topic::Population,
        Topic::Pyramid,
        Topic::Care,
        Topic::Services,
        Topic::Beds,
        Topic::Facilities,
        Topic::Agencies,
        Topic::Workforce,
        Topic::Training,
        Topic::Plans,
        Topic::LabourMarket,
        Topic::Hardship,
        Topic::Relief,
        Topic::Ledger,
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
            Topic::Workforce => WORKFORCE.description(),
            Topic::Training => TRAINING.description(),
            Topic::Plans => PLAN_MONTHS.description(),
            Topic::LabourMarket => LABOUR_MARKET.description(),
            Topic::Hardship => HARDSHIP.description(),
            Topic::Relief => RELIEF.description(),
            Topic::Ledger => LEDGER.description(),
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
            Topic::Workforce => WORKFORCE.name,
            Topic::Training => TRAINING.name,
            Topic::Plans => PLAN_MONTHS.name,
            Topic::LabourMarket => LABOUR_MARKET.name,
            Topic::Hardship => HARDSHIP.name,
            Topic::Relief => RELIEF.name,
            Topic::Ledger => LEDGER.name,
            Topic::Audit => AUDIT.name,
        }
    }

    /// Name of the merged file in the run folder.
    pub fn file_name(self) -> String {
        format!("{}.parquet", self.name())
    }
}
