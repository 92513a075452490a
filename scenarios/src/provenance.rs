//! Where the numbers of a baseline come from.
use agents::text::Label;
use serde::Serialize;
use std::sync::Arc;

/// How well a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Read in the named source.
    Found,
    /// By arithmetic from what was read.
    Derived,
    /// Not known; the range says how little.
    Assumed,
    /// A forecast printed by the source: for facts only, never for a quantity of the model.
    Forecast,
}

impl Grade {
    /// What a quantity or a table may be graded.
    pub(crate) const OF_QUANTITIES: &'static [&'static str] = &["found", "derived", "assumed"];
    /// What a published fact may be graded.
    pub(crate) const OF_FACTS: &'static [&'static str] = &["found", "derived", "forecast"];

    /// The word used in the files.
    pub const fn word(self) -> &'static str {
        match self {
            Grade::Found => "found",
            Grade::Derived => "derived",
            Grade::Assumed => "assumed",
            Grade::Forecast => "forecast",
        }
    }

    /// The word in a language.
    pub const fn name(self) -> Label {
        match self {
            Grade::Found => Label::new("查得", "found"),
            Grade::Derived => Label::new("推算", "derived"),
            Grade::Assumed => Label::new("假定", "assumed"),
            Grade::Forecast => Label::new("来源自身的预测", "the source's forecast"),
        }
    }

    /// The grade called `word` in the files.
    pub fn from_word(word: &str) -> Option<Self> {
        [Grade::Found, Grade::Derived, Grade::Assumed, Grade::Forecast].into_iter().find(|g| g.word() == word)
    }
}

/// A file a baseline was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputFile {
    /// Name inside the baseline's folder.
    pub file: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
    /// Its bytes as text.
    #[serde(skip)]
    pub text: Arc<str>,
}

/// A quantity of a baseline with its provenance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParameterRecord {
    /// `section.key` for a parameter of the model, `community.<id>.size`, `facility.<id>.beds`,
    /// `facility.<id>.opens` (as [`sim_core::Month::index`]), or `shock.<id>.size`, `.in_first_month` and `.mortality.<band>`.
    pub id: String,
    /// Best estimate.
    pub value: f64,
    /// Lower and upper end of the range.
    pub range: [f64; 2],
    /// Unit of value and range.
    pub unit: String,
    /// Who says so.
    pub source: String,
    /// Day, month, year or interval (`from/to`) the value is about.
    pub date: String,
    /// How well it is known.
    pub grade: Grade,
}

/// Provenance of a whole table: of a CSV file from the `# name: ` lines it opens with, of numbers by
/// care level from the keys beside them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableRecord {
    /// Name inside the baseline's folder.
    pub file: String,
    /// Who says so.
    pub source: String,
    /// Unit of the cells.
    pub unit: String,
    /// Day, month or year the table is about.
    pub date: String,
    /// How well it is known.
    pub grade: Grade,
}

/// A published figure as printed, never an input of the model. Those that results are compared with are named by
/// observations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// Short id, unique in its file.
    pub key: String,
    /// The figure as published.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Date or period, in the words of the source.
    pub date: String,
    /// Section of the source.
    pub section: String,
    /// The source's own term, in Chinese.
    pub term_zh: String,
    /// What to know before using it.
    pub note: String,
    /// Found, derived, or the source's own forecast.
    pub grade: Grade,
}

/// How many quantities have each grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GradeCounts {
    /// Read in the named source.
    pub found: usize,
    /// By arithmetic from what was read.
    pub derived: usize,
    /// Not known.
    pub assumed: usize,
}

impl GradeCounts {
    /// Counts the grades of `records`.
    pub fn of(records: &[ParameterRecord]) -> Self {
        let count = |grade| records.iter().filter(|r| r.grade == grade).count();
        GradeCounts { found: count(Grade::Found), derived: count(Grade::Derived), assumed: count(Grade::Assumed) }
    }
}
