//! Numbers out: what every column of a run folder means, and how it is written and read back.
//!
//! A task writes one [`Part`] (a file a topic) through a [`PartWriter`]; [`merge`] joins the parts
//! of a run without decoding them; [`summarise`] reduces replicates to quantiles; [`Manifest`]
//! says where it all came from. No file appears under its own name before it is whole.
mod areas;
mod cells;
mod checks;
mod column;
mod columns;
mod comparison;
mod csv_file;
mod date;
mod detail;
mod dictionary;
mod error;
mod findings;
pub mod indicators;
mod manifest;
mod merge;
mod money;
mod month;
mod part;
mod pyramids;
mod quantile;
mod reading;
mod series;
mod side_by_side;
mod states;
mod summarise;
mod summary;
mod table;
mod table_writer;
mod tables;
mod tally;
mod topic;
mod validation_record;
mod verified;
mod verify;
mod visible;
mod whole_file;
mod years;

#[cfg(test)]
mod tests;

pub use areas::{AgencyArea, Areas, FacilityArea, ProgrammeArea};
pub use cells::{Cell, Chosen, table_rows, texts_without};
pub use checks::{Checked, Checks, DistrictNumber, Must, RowCheck, TwiceCheck};
pub use column::{ColumnDescription, ColumnType};
pub use columns::DISTRICT_AREA;
pub use columns::Topic;
pub use columns::{EXPECTED_FROM, Expected, ExpectedElders};
pub use comparison::{COMPARISON_FILE, ComparisonRow, write_comparison};
pub use csv_file::write_csv;
pub use detail::{Detail, Keeping, MOST_IN_DISTRICT_DETAIL};
pub use dictionary::{dictionary, dictionary_of};
pub use error::OutputError;
pub use findings::{
    FactRow, SANITY_FILE, SENSITIVITY_FILE, SanityRow, SensitivityRow, TARGETS_FILE, TargetRow, VALIDATION_FILE,
    read_sanity_rows, write_sanity_rows, write_sensitivity_rows, write_target_rows, write_validation_rows,
};
pub use indicators::{INDICATORS, Indicator, Keys, indicator};
pub use manifest::{
    Environment, INPUTS_FILE, InputRecord, MANIFEST_FILE, MANIFEST_VERSION, Manifest, OutputFile, PLAN_FILE,
    ParameterMode, Plan, PlannedChange, PlannedOperation, PlannedScenario, PlannedValue, hash_without, read_document,
    write_document,
};
pub use merge::{Earlier, merge};
pub use money::{AccountYear, ProgrammeYear, account_years, programme_years};
pub use part::{Part, PartWriter};
pub use pyramids::{PyramidCounts, pyramid_years};
pub use quantile::{permille_quantile, quantile};
pub use reading::NumberColumn;
pub use series::{At, ReplicateSeries, SeriesKey, area_series, district_series, topic_series, visit_rows};
pub use side_by_side::side_by_side;
pub use states::{Alone, FolderState, NEXT, PARTS, ReadLock, WriteLock, tidy};
pub use summarise::summarise;
pub use summary::{Bands, BandsOf, SUMMARY_FILE, Summary, SummaryRow};
pub use table::{TableDescription, tables};
pub use tables::Tables;
pub use validation_record::{VALIDATION_RECORD_FILE, ValidationState, write_validation_record};
pub use verify::{FileState, Verification, VerifiedFile, verify, verify_again};
pub use visible::visible;
pub use whole_file::{FileRecord, WholeFile, is_partial_of, write_new, write_whole};
pub use years::{OfYear, Simulated, Within, YearColumn, YearValues, year_values};

/// Version of the tables: raised when a column or file changes its meaning.
pub const FORMAT_VERSION: u32 = 5;

/// What the functions of this crate return.
pub type Result<T, E = OutputError> = std::result::Result<T, E>;
