//! The column lists: one line a column, the single source for files, documentation and JSON.
pub(crate) mod audit;
pub(crate) mod key;
pub(crate) mod population;
pub(crate) mod pyramid;
pub(crate) mod summary;

/// The `area` of the rows that sum all communities.
pub const DISTRICT_AREA: &str = "district";

// Units, so that the same unit is always the same words.
pub(crate) const PERSONS: &str = "persons";
pub(crate) const PERSONS_A_MONTH: &str = "persons a month";
pub(crate) const PERSONS_A_YEAR: &str = "persons a year";
pub(crate) const PERSON_MONTHS_A_YEAR: &str = "person-months a year";
pub(crate) const IDENTIFIER: &str = "identifier";
pub(crate) const DATE: &str = "date";
