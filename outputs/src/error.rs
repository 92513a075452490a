//! Everything that can go wrong between numbers and files.
use arrow_schema::ArrowError;
use parquet::errors::ParquetError;
use sim_core::Month;
use std::path::{Path, PathBuf};

/// Why an output was not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The operating system refused a file operation.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A pipe, a device or a folder where a file should be.
    #[error("{}: not a regular file", .0.display())]
    NotRegular(PathBuf),
    /// A file beyond what it may hold.
    #[error("{}: too large, at most {most} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Largest size, bytes.
        most: u64,
    },
    /// A file is not the one that was written: its bytes have another hash.
    #[error("{}: its bytes are not those that were written", .0.display())]
    Changed(PathBuf),
    /// Another process is working in the folder.
    #[error("another process is working in {}", .0.display())]
    Busy(PathBuf),
    /// Another process reads the finished run, so that the grown one cannot take its place.
    #[error(
        "{} is being read by another process; all replicates are made and kept, and the same command completes the run",
        .0.display()
    )]
    BeingRead(PathBuf),
    /// The last step of a growth was cut short, and cannot be completed here.
    #[error(
        "{}: the last step of adding replicates was cut short; a command that may write there completes it ({source})",
        path.display()
    )]
    HalfMoved {
        /// The run folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is no readable Parquet, or could not be written as such.
    #[error("{}: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the Parquet library said.
        source: ParquetError,
    },
    /// A file is so damaged that the Parquet library panicked over it, or that its columns differ in
    /// their numbers of rows.
    #[error("{}: damaged Parquet", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Columns do not fit together.
    #[error("{}: {source}", path.display())]
    Arrow {
        /// The file.
        path: PathBuf,
        /// What the Arrow library said.
        source: ArrowError,
    },
    /// A file is not the JSON it should be.
    #[error("{}: {source}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
    /// A plan has no JSON form, so it has no identity.
    #[error("the plan cannot be written as JSON: {0}")]
    Identity(#[source] serde_json::Error),
    /// A file was written by another version of the run folder's layout.
    #[error("{}: format version {found}, this program reads version {expected}", path.display())]
    FormatVersion {
        /// The file.
        path: PathBuf,
        /// The version it states; 0 when it states none.
        found: u64,
        /// The version this program reads.
        expected: u32,
    },
    /// A Parquet file has other columns than its topic.
    #[error("{}: its columns are not those of `{table}` in this version", path.display())]
    OtherColumns {
        /// The file.
        path: PathBuf,
        /// The topic it should hold.
        table: &'static str,
    },
    /// A column is missing, holds another type, or lacks values.
    #[error("{}: no column `{column}` of type {expected} without gaps", path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// The column's name.
        column: String,
        /// The type it should have.
        expected: &'static str,
    },
    /// A value read from a file makes no sense.
    #[error("{}: column `{column}` holds {value}, which is no {expected}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The column's name.
        column: &'static str,
        /// The value.
        value: i64,
        /// What it should be.
        expected: &'static str,
    },
    /// A scenario's rows are not one for every replicate, month and area, in each of the selections
    /// that the summary is made from.
    #[error(
        "{}: scenario `{scenario}` has {rows} rows for the summary, but {replicates} replicates x {months} months x {areas} areas x {selections} selections, each once, are needed",
        path.display()
    )]
    Incomplete {
        /// The file.
        path: PathBuf,
        /// The scenario.
        scenario: String,
        /// Rows found.
        rows: usize,
        /// Different replicates found.
        replicates: usize,
        /// Different months found.
        months: usize,
        /// Different areas found.
        areas: usize,
        /// Selections needed, such as the bed types.
        selections: usize,
    },
    /// A scenario has no rows in a file.
    #[error("{}: no rows of scenario `{scenario}`", path.display())]
    NoScenario {
        /// The file.
        path: PathBuf,
        /// The scenario.
        scenario: String,
    },
    /// A file cannot hold all replicates of a scenario.
    #[error("{}: {rows} rows are too few for {replicates} replicates of scenario `{scenario}`", path.display())]
    TooFewRows {
        /// The file.
        path: PathBuf,
        /// The scenario.
        scenario: String,
        /// Rows found.
        rows: u64,
        /// Replicates that there should be.
        replicates: u32,
    },
    /// A year of a replicate and area has not one row for each of its months, or a pyramid for each sex and age.
    #[error(
        "{}: scenario `{scenario}`, replicate {replicate}, area `{area}`, {year}: {rows} rows of a kind, but {expected} are needed",
        path.display()
    )]
    Uneven {
        /// The file.
        path: PathBuf,
        /// The scenario.
        scenario: String,
        /// The replicate.
        replicate: u32,
        /// The area.
        area: String,
        /// The calendar year.
        year: i32,
        /// Rows found.
        rows: u32,
        /// Rows needed.
        expected: u32,
    },
    /// A count does not fit the column's 32 bits.
    #[error("`{column}` is {value}, beyond a 32-bit whole number")]
    OutOfRange {
        /// The column's name.
        column: &'static str,
        /// The value.
        value: i64,
    },
    /// A month has no calendar date (years -9999 to 9999).
    #[error("month number {} has no calendar date", .0.index())]
    NoDate(Month),
    /// Months were handed to a part in another order than replicate, then month.
    #[error("replicate {replicate}, month {month} came after replicate {last_replicate}, month {last_month}")]
    OutOfOrder {
        /// The replicate that came late.
        replicate: u32,
        /// Its month.
        month: Month,
        /// The replicate before it.
        last_replicate: u32,
        /// The month before it.
        last_month: Month,
    },
    /// A part holds one scenario; a second one was handed to it.
    #[error("a part of scenario `{first}` was given a month of scenario `{second}`")]
    TwoScenarios {
        /// The scenario the part began with.
        first: String,
        /// The other one.
        second: String,
    },
    /// A home or an agency stands in no community of the district.
    #[error("`{employer}` stands in community number {community} of {communities}, counted from 0")]
    NoCommunity {
        /// The id of the home or the agency.
        employer: String,
        /// Position of its community.
        community: usize,
        /// Communities given.
        communities: usize,
    },
    /// The month's reports are not one for each community, home and agency, the training centre and the
    /// labour market, in this order.
    #[error(
        "{reports} reports, but one for each of {communities} communities, {facilities} homes and {agencies} agencies, \
         of the training centre and of the labour market, in this order, is needed"
    )]
    Areas {
        /// Communities given.
        communities: usize,
        /// Homes given.
        facilities: usize,
        /// Home-care agencies given.
        agencies: usize,
        /// Reports given.
        reports: usize,
    },
    /// A community's care report has another number of cells, services or homes than there are.
    #[error("community `{community}` reported {found} {what}, but {expected} are needed")]
    Care {
        /// The community's id.
        community: String,
        /// What was counted.
        what: &'static str,
        /// Their number in the report.
        found: usize,
        /// The number that there must be.
        expected: usize,
    },
    /// A community reported something of a home that there is not.
    #[error("community `{community}` reported an event in home number {facility} of {facilities}, counted from 0")]
    NoFacility {
        /// The community's id.
        community: String,
        /// Position of the home.
        facility: usize,
        /// Homes given.
        facilities: usize,
    },
    /// Some communities reported a pyramid and some did not, or one has another number of cells.
    #[error("the pyramid of month {month} is incomplete")]
    Pyramid {
        /// The month.
        month: Month,
    },
}

impl OutputError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> OutputError {
        move |source| OutputError::Io { path: path.to_path_buf(), source }
    }

    pub(crate) fn parquet(path: &Path) -> impl FnOnce(ParquetError) -> OutputError {
        // An IO error that came through the Parquet library is still an IO error to the caller.
        move |source| match source {
            ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
                Ok(source) => OutputError::Io { path: path.to_path_buf(), source: *source },
                Err(inner) => OutputError::Parquet { path: path.to_path_buf(), source: ParquetError::External(inner) },
            },
            source => OutputError::Parquet { path: path.to_path_buf(), source },
        }
    }

    pub(crate) fn arrow(path: &Path) -> impl FnOnce(ArrowError) -> OutputError {
        move |source| OutputError::Arrow { path: path.to_path_buf(), source }
    }

    pub(crate) fn json(path: &Path) -> impl FnOnce(serde_json::Error) -> OutputError {
        move |source| OutputError::Json { path: path.to_path_buf(), source }
    }
}
