//! `observations.csv`: published numbers that results are compared with. Not every baseline has it; anybody may write one for
//! a run.
use crate::files::facts::is_indicator;
use crate::nearest::nearest;
use crate::observation::{Group, Observation, Place, Reason, Role, Statistic};
use crate::problem::{Problem, ProblemKind, Problems, Thing};
use crate::provenance::{Fact, Grade};
use crate::sheet::{Row, Sheet, require_source};
use crate::source::{MOST_BYTES, Source, read_regular};
use agents::units::{BEDS_PER_100, HOUSEHOLDS, PERSONS, SHARE, YUAN};
use sim_core::Month;
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) const FILE: &str = "observations.csv";
const COLUMNS: &[&str] = &[
    "key",
    "place",
    "statistic",
    "indicator",
    "per",
    "month",
    "since",
    "fact",
    "value",
    "unit",
    "error",
    "reasons",
    "use",
    "group",
    "source",
    "grade",
    "note",
];
/// What a file for one run must say.
const NEEDED: &[&str] = &["indicator", "month", "value", "unit"];
/// An error beyond this share of the value, or this many points of a share, says nothing.
const MOST_ERROR: f64 = 2.0;
const MOST_POINTS: f64 = 0.5;

/// The file when the baseline has it; `facts` are those of the same baseline.
pub(crate) fn read(source: &Source, facts: Option<&[Fact]>, problems: &mut Problems) -> Option<Vec<Observation>> {
    if !source.has(FILE) {
        return Some(Vec::new());
    }
    let text = source.text(FILE, problems)?;
    let shown = source.shown(FILE);
    require_source(&shown, text, problems);
    let sheet = Sheet::read(shown.clone(), text, COLUMNS, problems)?;
    Some(rows(&Reader { sheet: &sheet, file: &shown, facts, is_baseline: true }, problems))
}

/// The observations in `path`, a file of anybody's for one run: the same columns, of which `indicator`, `month`, `value` and
/// `unit` must be there. Errors: everything that is wrong with it.
pub fn read_observations(path: &Path) -> Result<Vec<Observation>, Problems> {
    let file = path.display().to_string();
    let mut problems = Problems::default();
    let refuse = |kind| Problem { file: file.clone(), line: None, key: String::new(), kind };
    let bytes = problems.keep_one(read_regular(path, MOST_BYTES).map_err(refuse));
    let text =
        bytes.and_then(|bytes| problems.keep_one(String::from_utf8(bytes).map_err(|_| refuse(ProblemKind::NotUtf8))));
    let sheet = text.and_then(|text| {
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Sheet::read_some(file.clone(), text, COLUMNS, NEEDED, &mut problems)
    });
    let found = sheet.map(|sheet| {
        sheet.require_rows(&mut problems);
        rows(&Reader { sheet: &sheet, file: &file, facts: Some(&[]), is_baseline: false }, &mut problems)
    });
    problems.or(found)
}

struct Reader<'a> {
    sheet: &'a Sheet,
    file: &'a str,
    /// Those that rows may name; none where they could not be read.
    facts: Option<&'a [Fact]>,
    /// Whether everything must be said.
    is_baseline: bool,
}

fn rows(reader: &Reader<'_>, problems: &mut Problems) -> Vec<Observation> {
    let mut keys: BTreeMap<&str, u32> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &reader.sheet.rows {
        let key = reader.sheet.cell(row, "key");
        if !key.is_empty() {
            reader.sheet.unique(row, "key", key, &mut keys, problems);
        } else if reader.is_baseline {
            reader.sheet.refuse(Some(row.line), "key", ProblemKind::EmptyText, problems);
        }
        found.extend(reader.observation(row, problems));
    }
    found
}

impl Reader<'_> {
    fn refuse(&self, row: &Row, column: &str, kind: ProblemKind, problems: &mut Problems) {
        self.sheet.refuse(Some(row.line), column, kind, problems);
    }

    fn observation(&self, row: &Row, problems: &mut Problems) -> Option<Observation> {
        let words = |column| self.sheet.cell(row, column).to_string();
        let indicator = self.sheet.text(row, "indicator", problems);
        let per = Some(self.sheet.cell(row, "per")).filter(|per| !per.is_empty());
        for (column, id) in [("indicator", indicator), ("per", per)] {
            if let Some(id) = id.filter(|id| !is_indicator(id)) {
                self.refuse(row, column, ProblemKind::NotAnId { found: id.to_string() }, problems);
            }
        }
        let place = self.word(row, "place", (Place::WORDS, Place::ALL), Place::District, problems);
        let statistic = self.word(row, "statistic", (Statistic::WORDS, Statistic::ALL), Statistic::Level, problems);
        let role = self.word(row, "use", (Role::WORDS, Role::ALL), Role::HoldOut, problems);
        let group = self.word(row, "group", (Group::WORDS, Group::ALL), Group::Other, problems);
        let month = self.sheet.month(row, "month", problems);
        let since = statistic.and_then(|statistic| self.since(row, statistic, month, problems));
        let unit = self.sheet.text(row, "unit", problems);
        let published = self.published(row, unit, problems);
        let (value, error) = (published.as_ref().map(|of| of.value), self.error(row, unit, role, problems));
        let reasons = self.reasons(row, problems);
        let (indicator, month, unit, value, error) = (indicator?, month?, unit?, value?, error?);
        let published = published?;
        let key = Some(words("key")).filter(|key| !key.is_empty());
        Some(Observation {
            key: key.unwrap_or_else(|| format!("{indicator} {month}")),
            place: place?,
            statistic: statistic?,
            indicator: indicator.to_string(),
            per: per.map(str::to_string),
            month,
            since: since?,
            value,
            unit: unit.to_string(),
            error: if unit == SHARE { error } else { error * value.abs() },
            reasons: reasons?,
            role: role?,
            group: group?,
            source: published.source,
            grade: published.grade,
            note: words("note"),
            file: self.file.to_string(),
            line: row.line,
        })
    }

    /// One of a closed list of words; where a file of anybody's does not say, `usual`.
    fn word<T: Copy>(
        &self,
        row: &Row,
        column: &str,
        (words, all): (&'static [&'static str], &[T]),
        usual: T,
        problems: &mut Problems,
    ) -> Option<T> {
        if self.sheet.cell(row, column).is_empty() && !self.is_baseline {
            return Some(usual);
        }
        all.get(self.sheet.word(row, column, words, problems)?).copied()
    }

    /// The first month of a span; the inner value is none of a level.
    fn since(
        &self,
        row: &Row,
        statistic: Statistic,
        month: Option<Month>,
        problems: &mut Problems,
    ) -> Option<Option<Month>> {
        let is_empty = self.sheet.cell(row, "since").is_empty();
        match (statistic, is_empty) {
            (Statistic::Level, true) => return Some(None),
            (Statistic::Level, false) => {
                self.refuse(row, "since", ProblemKind::NotBoth { other: "statistic = level" }, problems);
                return None;
            }
            (_, true) => {
                self.refuse(row, "since", ProblemKind::MissingKey, problems);
                return None;
            }
            (_, false) => {}
        }
        let since = self.sheet.month(row, "since", problems)?;
        let month = month?;
        let is_in_order = if statistic == Statistic::Growth { since < month } else { since <= month };
        if !is_in_order {
            self.refuse(row, "since", ProblemKind::EndBeforeStart { start: since, end: month }, problems);
            return None;
        }
        Some(Some(since))
    }

    /// One standard deviation as written. What is calibrated to has one.
    fn error(&self, row: &Row, unit: Option<&str>, role: Option<Role>, problems: &mut Problems) -> Option<f64> {
        if self.sheet.cell(row, "error").is_empty() && !self.is_baseline {
            return Some(0.0);
        }
        let most = if unit == Some(SHARE) { MOST_POINTS } else { MOST_ERROR };
        let error = self.sheet.bounded(row, "error", 0.0, most, problems)?;
        if error == 0.0 && role == Some(Role::Calibrate) {
            let kind = ProblemKind::OutsideBounds { value: 0.0, least: f64::from(f32::EPSILON), most };
            self.refuse(row, "error", kind, problems);
            return None;
        }
        Some(error)
    }

    fn reasons(&self, row: &Row, problems: &mut Problems) -> Option<Vec<Reason>> {
        let text = self.sheet.cell(row, "reasons");
        if text.is_empty() && self.is_baseline {
            self.refuse(row, "reasons", ProblemKind::EmptyText, problems);
            return None;
        }
        let mut reasons = Vec::new();
        for word in text.split_whitespace() {
            match Reason::WORDS.iter().position(|known| *known == word).and_then(|at| Reason::ALL.get(at)) {
                Some(reason) => reasons.push(*reason),
                None => {
                    let kind = ProblemKind::UnknownWord { found: word.to_string(), known: Reason::WORDS };
                    self.refuse(row, "reasons", kind, problems);
                    return None;
                }
            }
        }
        Some(reasons)
    }

    /// Value, source and grade: of a fact where one is named, else as written.
    fn published(&self, row: &Row, unit: Option<&str>, problems: &mut Problems) -> Option<Published> {
        let name = self.sheet.cell(row, "fact");
        if !name.is_empty() {
            for column in ["value", "source", "grade"] {
                if !self.sheet.cell(row, column).is_empty() {
                    self.refuse(row, column, ProblemKind::NotBoth { other: "fact" }, problems);
                }
            }
            let facts = self.facts?;
            let Some(fact) = facts.iter().find(|fact| fact.key == name) else {
                let nearest = nearest(name, facts.iter().map(|fact| fact.key.as_str()));
                let kind = ProblemKind::NameUnknown { thing: Thing::Fact, found: name.to_string(), nearest };
                self.refuse(row, "fact", kind, problems);
                return None;
            };
            let unit = unit?;
            let is_defined_otherwise =
                self.sheet.cell(row, "reasons").split(' ').any(|of| of == Reason::Definition.word());
            let Some(scale) = scale(&fact.unit, unit, is_defined_otherwise) else {
                let kind = ProblemKind::FactUnit { fact: fact.unit.clone(), found: unit.to_string() };
                self.refuse(row, "unit", kind, problems);
                return None;
            };
            let source = if fact.section.is_empty() { fact.key.clone() } else { fact.section.clone() };
            return Some(Published { value: fact.value / scale, source, grade: fact.grade });
        }
        let value = self.sheet.number(row, "value", problems);
        if !self.is_baseline {
            let written = self.sheet.cell(row, "source");
            let source = if written.is_empty() { self.file } else { written }.to_string();
            let is_graded = !self.sheet.cell(row, "grade").is_empty();
            let grade = if is_graded { self.sheet.grade(row, Grade::OF_FACTS, problems)? } else { Grade::Found };
            return Some(Published { value: value?, source, grade });
        }
        let source = self.sheet.text(row, "source", problems);
        let grade = self.sheet.grade(row, Grade::OF_FACTS, problems);
        Some(Published { value: value?, source: source?.to_string(), grade: grade? })
    }
}

struct Published {
    value: f64,
    source: String,
    grade: Grade,
}

/// What a fact's value is divided by to be in `unit`; none where the units are of different things. Households are taken for
/// persons only where the error says that the definition differs.
fn scale(fact: &str, unit: &str, is_defined_otherwise: bool) -> Option<f64> {
    match (fact, unit) {
        ("percent", SHARE) => Some(100.0),
        ("CNY", YUAN) | ("percent", BEDS_PER_100) => Some(1.0),
        (HOUSEHOLDS, PERSONS) if is_defined_otherwise => Some(1.0),
        _ => (fact == unit).then_some(1.0),
    }
}
