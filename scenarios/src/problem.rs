//! What can be wrong with the files of a baseline, said with file, line and key.
mod wording;

use agents::text::Language;
use sim_core::Month;
use std::fmt;

/// One mistake in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file, as people should see it; `--set` for the command line.
    pub file: String,
    /// Line from 1, where there is one.
    pub line: Option<u32>,
    /// Dotted key or column; empty when the whole file is meant.
    pub key: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// The file is not there.
    FileMissing {
        /// A file that may be meant.
        nearest: Option<String>,
    },
    /// The file is there and cannot be read.
    FileUnreadable {
        /// The system's words.
        reason: String,
    },
    /// The file is too large to be a baseline's.
    FileTooLarge {
        /// Largest size, bytes.
        most: u64,
    },
    /// A pipe, a device or a folder where a file should be.
    NotRegular,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// The text is no TOML or no CSV.
    Syntax {
        /// The parser's words (English).
        detail: String,
    },
    /// A name that means nothing here.
    UnknownKey {
        /// The known name most like it.
        nearest: Option<String>,
    },
    /// A needed key is absent.
    MissingKey,
    /// A value of another type.
    WrongType {
        /// What should be there.
        expected: Expected,
    },
    /// A text without words.
    EmptyText,
    /// A word outside a closed list.
    UnknownWord {
        /// The word found.
        found: String,
        /// The words known.
        known: &'static [&'static str],
    },
    /// Another unit than the model's.
    UnitDiffers {
        /// The unit found.
        found: String,
        /// The unit needed.
        expected: &'static str,
    },
    /// A number outside the values that have a meaning.
    OutsideBounds {
        /// The number.
        value: f64,
        /// Smallest value allowed.
        least: f64,
        /// Largest value allowed.
        most: f64,
    },
    /// A number that is not finite, or too large for the machine.
    NotFinite,
    /// A range whose ends are the wrong way round.
    RangeReversed {
        /// First end.
        low: f64,
        /// Second end.
        high: f64,
    },
    /// A range that leaves its value out.
    RangeWithoutValue {
        /// The value.
        value: f64,
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// No range, where only a found value may go without.
    RangeMissing,
    /// A text that is no month.
    NotAMonth {
        /// The text.
        found: String,
    },
    /// A text that is no date.
    NotADate {
        /// The text.
        found: String,
    },
    /// A text that is no id.
    NotAnId {
        /// The text.
        found: String,
    },
    /// An id that has a meaning of its own.
    ReservedId {
        /// The id.
        found: String,
    },
    /// The same thing twice.
    Duplicate {
        /// What is there twice.
        name: String,
        /// Line of the first.
        first: Option<u32>,
    },
    /// A cell that is no number.
    CellNotNumber {
        /// The cell.
        found: String,
    },
    /// A row with too many or too few cells.
    CellCount {
        /// Cells found.
        found: usize,
        /// Cells needed.
        expected: usize,
    },
    /// A column that is not there.
    ColumnMissing,
    /// A column that means nothing here.
    ColumnUnknown {
        /// The known column most like it.
        nearest: Option<String>,
    },
    /// A table does not open with this `# name: ` line.
    HeaderMissing,
    /// Rows that should be there and are not.
    MissingRows {
        /// Which, such as `2024 F 71-73`.
        rows: String,
    },
    /// A table without rows.
    NoRows,
    /// A count below zero.
    Negative {
        /// The number.
        value: f64,
    },
    /// A total that is not the sum of its parts.
    TotalDiffers {
        /// The total found.
        total: f64,
        /// The sum of the parts.
        sum: f64,
    },
    /// A home that stands after those of another zone, apart from those of its own.
    ZoneApart {
        /// Id of the home.
        home: String,
    },
    /// A sum above what is possible.
    SumTooLarge {
        /// The sum.
        sum: f64,
        /// The most it may be.
        most: f64,
    },
    /// Nobody is 60 or older.
    NoElders,
    /// Too few or too many entries of a list.
    Count {
        /// Entries found.
        found: usize,
        /// Fewest allowed.
        least: usize,
        /// Most allowed.
        most: usize,
    },
    /// Age bands with a gap or an overlap, or not in order.
    BandStart {
        /// First age found.
        found: usize,
        /// First age needed.
        expected: usize,
    },
    /// A last age band that ends before the end of life.
    BandsEnd {
        /// Last age found.
        found: usize,
    },
    /// A name that is no age band.
    NotABand {
        /// The name.
        found: String,
    },
    /// The last month is before the first.
    EndBeforeStart {
        /// First month.
        start: Month,
        /// Last month.
        end: Month,
    },
    /// More months than a run may have.
    TooLong {
        /// Months found.
        months: i64,
        /// Most allowed.
        most: i64,
    },
    /// The pyramid is older than the stocks the model starts from.
    PyramidTooEarly {
        /// The pyramid's year.
        year: i32,
        /// The month of the starting stocks.
        stocks: Month,
    },
    /// A table does not cover the ages needed.
    AgesNotCovered {
        /// First and last age found.
        found: [i64; 2],
        /// First and last age needed.
        needed: [i64; 2],
    },
    /// A month outside the simulated ones.
    MonthOutside {
        /// The month.
        month: Month,
        /// First simulated month.
        start: Month,
        /// Last simulated month.
        end: Month,
    },
    /// A month before the first that makes sense.
    MonthTooEarly {
        /// The month.
        month: Month,
        /// The first that makes sense.
        earliest: Month,
    },
    /// Ends of a range of months that leave its month out, or are the wrong way round.
    MonthNotBetween {
        /// The month.
        month: Month,
        /// First end.
        low: Month,
        /// Second end.
        high: Month,
    },
    /// A community that the district does not have.
    CommunityUnknown {
        /// The id found.
        found: String,
        /// The known id most like it.
        nearest: Option<String>,
    },
    /// Communities that no agency serves.
    Unserved {
        /// Their ids.
        communities: String,
    },
    /// An account that the bureau does not have.
    AccountUnknown {
        /// The id found.
        found: String,
        /// The known id most like it.
        nearest: Option<String>,
    },
    /// An attribute that nobody has.
    AttributeUnknown {
        /// The id found.
        found: String,
        /// The attribute of those the programme is about most like it.
        nearest: Option<String>,
    },
    /// Something that those the programme is about do not have.
    NotOf {
        /// About whom it is.
        over: String,
    },
    /// Another number of these keys than one.
    OneOf {
        /// How many are there.
        found: usize,
        /// The keys.
        of: &'static [&'static str],
    },
    /// Something that only one programme may have.
    OnlyOnce {
        /// The programme that has it already.
        first: String,
    },
    /// More grants than a household has room for.
    TooManyGrants {
        /// Grants found.
        found: usize,
        /// Most allowed.
        most: usize,
    },
    /// An amount behind one that always holds.
    NeverReached,
    /// Shares of one whole that do not add up to it.
    PartsDiffer {
        /// The key of the shares.
        of: &'static str,
        /// Their sum.
        sum: f64,
    },
    /// One of two things that only make sense together is absent.
    Alone {
        /// The one absent.
        missing: &'static str,
    },
    /// A name of nothing that there is.
    NameUnknown {
        /// Of what.
        thing: Thing,
        /// The name found.
        found: String,
        /// The known name most like it.
        nearest: Option<String>,
    },
    /// A key that makes no sense for a lever.
    NotWith {
        /// The lever.
        lever: &'static str,
        /// The keys that confine its changes.
        allowed: &'static [&'static str],
    },
    /// Beds that no home could take in.
    NoHomeStands {
        /// The month.
        month: Month,
    },
    /// A lever that must be confined, on the command line.
    NeedsAFile,
    /// A lever that is moved from a month on, and none was given.
    NeedsAMonth {
        /// The lever.
        lever: &'static str,
    },
    /// A parameter that cannot be moved from a month on.
    WholeTimeOnly,
    /// A fact in a unit that the number it is taken for cannot have.
    FactUnit {
        /// Unit of the fact.
        fact: String,
        /// The unit found.
        found: String,
    },
    /// Two keys of which one says what the other does.
    NotBoth {
        /// The other.
        other: &'static str,
    },
    /// More scenarios than a run may have.
    TooManyScenarios {
        /// How many there would be.
        found: u64,
        /// Most allowed.
        most: usize,
    },
    /// The id of another scenario.
    IdTaken {
        /// The id.
        found: String,
        /// The file, or the library's scenario, that has it.
        by: String,
    },
    /// A scenario without a change, a shock, or one that it extends.
    ChangesNothing,
    /// A number with separators of thousands, which would be several values.
    Separators {
        /// The text.
        found: String,
    },
    /// Scenarios that extend one another in a circle, or too deep.
    Circle,
    /// An override that is not written `section.key=value`.
    NotAnOverride {
        /// The text.
        found: String,
    },
}

/// What a name may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A lever.
    Lever,
    /// A community.
    Community,
    /// A home.
    Facility,
    /// A type of bed.
    BedType,
    /// A programme.
    Programme,
    /// An account.
    Account,
    /// A scenario.
    Scenario,
    /// A target.
    Target,
    /// A published figure.
    Fact,
    /// A parameter.
    Parameter,
}

/// What should be in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// Words in quotes.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A table, `{ .. }` or `[name]`.
    Table,
    /// A list of tables, `[[name]]`.
    Tables,
    /// Two numbers, `[low, high]`.
    Range,
    /// A number for each care level.
    Levels,
    /// A list of numbers, at least one.
    Numbers,
    /// A list of words, at least one.
    Texts,
    /// A list of rows of so many numbers, at least one.
    Rows(usize),
}

impl Problem {
    /// The problem in one line: place, key, and what would be right.
    pub fn message(&self, language: Language) -> String {
        wording::message(self, language)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

/// Everything that is wrong, by file and line. Never empty when returned as an error.
#[derive(Clone, Debug, Default, PartialEq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    pub(crate) fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// What is right of `result`; what is wrong with it is kept.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Problems>) -> Option<T> {
        result.map_err(|more| self.0.extend(more.0)).ok()
    }

    /// The same of one problem.
    pub(crate) fn keep_one<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.push(problem)).ok()
    }

    /// `value` when nothing is wrong, otherwise the problems in order.
    pub(crate) fn or<T>(mut self, value: Option<T>) -> Result<T, Problems> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => {
                debug_assert!(!self.0.is_empty(), "a reader gave up without saying why");
                self.0.sort_by(|a, b| (&a.file, a.line, &a.key).cmp(&(&b.file, b.line, &b.key)));
                Err(self)
            }
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}
