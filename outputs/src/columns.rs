//! The tables: of each what its rows are made from and THE list of its columns, one line a column, the single source for
//! files, documentation and JSON. Those of topics are named in `topic.rs`.
pub(crate) mod agencies;
pub(crate) mod audit;
pub(crate) mod beds;
pub(crate) mod care;
pub(crate) mod comparison;
pub(crate) mod facilities;
pub(crate) mod hardship;
pub(crate) mod key;
pub(crate) mod labour_market;
pub(crate) mod ledger;
pub(crate) mod plans;
pub(crate) mod population;
pub(crate) mod pyramid;
pub(crate) mod relief;
pub(crate) mod sanity;
pub(crate) mod services;
pub(crate) mod summary;
pub(crate) mod targets;
pub(crate) mod training;
pub(crate) mod validation;
pub(crate) mod workforce;

/// The `area` of the rows that sum all communities.
pub const DISTRICT_AREA: &str = "district";

/// The `ability`, `living` or `bed_type` of the rows that sum all of them.
pub(crate) const ALL: &str = "all";

pub(crate) use agents::units::*;

// Units of what is no number.
pub(crate) const IDENTIFIER: &str = "identifier";
pub(crate) const DATE: &str = "date";
