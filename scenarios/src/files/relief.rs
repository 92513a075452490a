//! `relief.toml`: the minimum living standard and the residents' basic pension by date, and the points of the needs assessment.
use crate::document::{Page, Table};
use crate::files::district::near_month;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::TableRecord;
use crate::quantity::provenance;
use crate::source::Source;
use agents::relief::programme::{NeedsAssessment, Standard};
use agents::text::Text;

pub(crate) const FILE: &str = "relief.toml";
pub(crate) const KEYS: &[&str] = &["calibration_note", "standard", "pension", "assessment"];
pub(crate) const STANDARD_KEYS: &[&str] = &["from", "yuan", "source", "date", "grade"];
pub(crate) const POINTS: [&str; 6] = ["income", "illness", "disability", "schooling", "housing", "support"];
pub(crate) const ASSESSMENT_KEYS: &[&str] =
    &["income", "illness", "disability", "schooling", "housing", "support", "tiers", "source", "date", "grade"];
pub(crate) const MOST_STANDARDS: usize = 200;
pub(crate) const MOST_YUAN: f64 = 100_000.0;
pub(crate) const MOST_POINTS: f64 = 1000.0;

/// What the file says, with where its numbers come from: each standard, each pension, the assessment; and what readers must know.
pub(crate) type ReliefFile = ([Vec<Standard>; 2], NeedsAssessment, Vec<TableRecord>, Option<Text>);

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<ReliefFile> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let mut records = Vec::new();
    let note = if root.has("calibration_note") { root.words("calibration_note", problems) } else { None };
    let [standards, pensions] = ["standard", "pension"].map(|name| {
        // Where no pension is published it grows from the start on.
        if name == "pension" && !root.has(name) {
            return Some(Vec::new());
        }
        let tables = root.tables(name, problems)?;
        if !(1..=MOST_STANDARDS).contains(&tables.len()) {
            let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_STANDARDS };
            root.refuse(name, kind, problems);
        }
        let mut before = None;
        let standards: Vec<_> =
            tables.iter().map(|table| standard(table, &mut before, &mut records, problems)).collect();
        standards.into_iter().collect::<Option<Vec<_>>>()
    });
    let assessment = root.table("assessment", problems).and_then(|table| assessment(&table, &mut records, problems));
    Some(([standards?, pensions?], assessment?, records, note))
}

fn standard(
    table: &Table<'_>,
    before: &mut Option<sim_core::Month>,
    records: &mut Vec<TableRecord>,
    problems: &mut Problems,
) -> Option<Standard> {
    table.refuse_unknown(STANDARD_KEYS, problems);
    let from = near_month(table, "from", problems);
    if let Some(month) = from {
        if let Some(earliest) = before.map(|before| before + 1).filter(|earliest| month < *earliest) {
            table.refuse("from", ProblemKind::MonthTooEarly { month, earliest }, problems);
        }
        *before = from;
    }
    let yuan = table.number("yuan", problems).and_then(|yuan| table.within("yuan", yuan, 1.0, MOST_YUAN, problems));
    records.extend(provenance(table, FILE, "yuan a month and person", problems));
    Some(Standard { from: from?, yuan: yuan? })
}

fn assessment(table: &Table<'_>, records: &mut Vec<TableRecord>, problems: &mut Problems) -> Option<NeedsAssessment> {
    table.refuse_unknown(ASSESSMENT_KEYS, problems);
    let [income, illness, disability, schooling, housing, support] = POINTS.map(|name| {
        let points = table.number(name, problems)?;
        table.within(name, points, 0.0, MOST_POINTS, problems)
    });
    let mut least = 0.0;
    let tiers = table.numbers("tiers", 3, problems).and_then(|rows| {
        let [low, middle, high] = rows[..] else {
            table.refuse("tiers", ProblemKind::Count { found: rows.len(), least: 3, most: 3 }, problems);
            return None;
        };
        for points in [low, middle, high] {
            least = table.within("tiers", points, least, MOST_POINTS * 6.0, problems)?;
        }
        Some([low, middle, high])
    });
    records.extend(provenance(table, FILE, "points", problems));
    Some(NeedsAssessment {
        income: income?,
        illness: illness?,
        disability: disability?,
        schooling: schooling?,
        housing: housing?,
        support: support?,
        tiers: tiers?,
    })
}
