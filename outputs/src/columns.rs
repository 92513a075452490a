//! The tables: of each what its rows are made from and THE list of its columns, one line a column, the single source for
//! files, documentation and JSON. THE list of topics is at the end.
pub(crate) mod agencies;
pub(crate) mod audit;
pub(crate) mod beds;
pub(crate) mod care;
pub(crate) mod comparison;
pub(crate) mod equity;
pub(crate) mod facilities;
pub(crate) mod hardship;
pub(crate) mod key;
pub(crate) mod labour_market;
pub(crate) mod ledger;
pub(crate) mod plans;
pub(crate) mod population;
pub(crate) mod projection;
pub(crate) mod pyramid;
pub(crate) mod relief;
pub(crate) mod sanity;
pub(crate) mod sensitivity;
pub(crate) mod services;
pub(crate) mod summary;
pub(crate) mod targets;
pub(crate) mod training;
pub(crate) mod validation;
pub(crate) mod waits;
pub(crate) mod workforce;

use crate::topic::{TopicTable, topics};
pub use projection::{EXPECTED_FROM, Expected, ExpectedElders};

/// The `area` of the rows that sum all communities.
pub const DISTRICT_AREA: &str = "district";

/// The `ability`, `living` or `bed_type` of the rows that sum all of them.
pub(crate) const ALL: &str = "all";

pub(crate) use agents::units::*;

// Units of what is no number.
pub(crate) const IDENTIFIER: &str = "identifier";
pub(crate) const DATE: &str = "date";

topics! {
    /// Elders by state, and the month's flows.
    Population: population::Population;
    /// The district's elders by sex and single age, in Decembers.
    Pyramid: pyramid::Pyramids;
    /// The district's elders in Decembers beside those that a projection expects.
    Projection: projection::Projections;
    /// Elders who need care, the hours they need and who gives them.
    Care: care::Care;
    /// Elders who need care, are served, wait and live in a home, by income, living arrangement and sex.
    Equity: equity::Equity;
    /// Services beside beds and home care.
    Services: services::Services;
    /// Beds and those who want them, by area and bed type.
    Beds: beds::Beds;
    /// How waits for a bed end by days since the application, in Decembers.
    Waits: waits::Waits;
    /// Beds, queues, prices and workers of every care home.
    Facilities: facilities::Facilities;
    /// Workers and hours of every home-care agency.
    Agencies: agencies::Agencies;
    /// Care workers and community workers.
    Workforce: workforce::Workforce;
    /// Courses and exams.
    Training: training::Training;
    /// Seats of the training plans.
    Plans: plans::Plans;
    /// Who seeks a post.
    LabourMarket: labour_market::LabourMarket;
    /// Households in hardship and the relief office.
    Hardship: hardship::Hardship;
    /// Programmes: entitled, claiming, paid.
    Relief: relief::Relief;
    /// The bureau's accounts.
    Ledger: ledger::Ledger;
    /// Books and fingerprints.
    Audit: audit::Audit;
}
