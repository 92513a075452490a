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

// Units, so that the same unit is always the same words.
pub(crate) const PERSONS: &str = "persons";
pub(crate) const PERSONS_A_MONTH: &str = "persons a month";
pub(crate) const PERSONS_A_YEAR: &str = "persons a year";
pub(crate) const PERSON_MONTHS_A_YEAR: &str = "person-months a year";
pub(crate) const POSTS: &str = "posts";
pub(crate) const HOURS: &str = "hours";
pub(crate) const HOURS_A_MONTH: &str = "hours a month";
pub(crate) const HOUSEHOLDS: &str = "households";
pub(crate) const HOUSEHOLDS_A_MONTH: &str = "households a month";
pub(crate) const TIMES: &str = "person-times";
pub(crate) const TIMES_A_MONTH: &str = "person-times a month";
pub(crate) const BEDS: &str = "beds";
pub(crate) const BEDS_A_MONTH: &str = "beds a month";
pub(crate) const BEDS_PER_100: &str = "beds per 100 registered elders";
pub(crate) const SHARE: &str = "share";
pub(crate) const DAYS: &str = "days";
pub(crate) const MONTHS: &str = "months";
pub(crate) const FEN: &str = "fen";
pub(crate) const FEN_A_MONTH: &str = "fen a month";
pub(crate) const YUAN: &str = "yuan";
pub(crate) const YUAN_A_MONTH: &str = "yuan a month";
pub(crate) const IDENTIFIER: &str = "identifier";
pub(crate) const DATE: &str = "date";
