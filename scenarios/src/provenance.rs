//! Where the numbers of a baseline come from.
use agents::text::Label;
use serde::{Serialize, Serializer};
use sim_core::Month;
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
    /// Read in the named source, and used to set the baseline: for facts only. That it comes out is no test.
    Calibrated,
}

impl Grade {
    /// What a quantity or a table may be graded.
    pub(crate) const OF_QUANTITIES: &'static [&'static str] = &["found", "derived", "assumed"];
    /// What a published fact may be graded.
    pub(crate) const OF_FACTS: &'static [&'static str] = &["found", "derived", "forecast", "calibrated"];

    /// The word used in the files.
    pub const fn word(self) -> &'static str {
        match self {
            Grade::Found => "found",
            Grade::Derived => "derived",
            Grade::Assumed => "assumed",
            Grade::Forecast => "forecast",
            Grade::Calibrated => "calibrated",
        }
    }

    /// The word in a language.
    pub const fn name(self) -> Label {
        match self {
            Grade::Found => Label::new("查得", "found"),
            Grade::Derived => Label::new("推算", "derived"),
            Grade::Assumed => Label::new("假定", "assumed"),
            Grade::Forecast => Label::new("来源自身的预测", "the source's forecast"),
            Grade::Calibrated => Label::new("已用于校准", "calibrated to"),
        }
    }

    /// The grade called `word` in the files.
    pub fn from_word(word: &str) -> Option<Self> {
        [Grade::Found, Grade::Derived, Grade::Assumed, Grade::Forecast, Grade::Calibrated]
            .into_iter()
            .find(|g| g.word() == word)
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
    /// `facility.<id>.opens` (as [`Month::index`]), or `shock.<id>.size`, `.in_first_month` and `.mortality.<band>`.
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

/// A published figure: something to compare results with, never an input of the model.
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
    /// The output of the model that should reproduce it, such as `population.elders`.
    pub indicator: Option<String>,
    /// The month of that output; present exactly when `indicator` is. Written as `YYYY-MM`.
    #[serde(serialize_with = "month_as_text")]
    pub month: Option<Month>,
}

impl Fact {
    /// The figure in `unit`, that of its indicator: what is printed as a percentage may be compared
    /// with a share.
    pub fn comparable(&self, unit: &str) -> f64 {
        if self.unit == "percent" && unit == "share" { self.value / 100.0 } else { self.value }
    }
}

fn month_as_text<S: Serializer>(month: &Option<Month>, serializer: S) -> Result<S::Ok, S::Error> {
    month.map(|m| m.to_string()).serialize(serializer)
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
