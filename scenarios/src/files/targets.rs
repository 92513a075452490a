//! `targets.toml`: what the district wants to reach, and when to act.
use crate::checks::inside;
use crate::document::{Page, Table};
use crate::files::district::{RESERVED, unique};
use crate::files::facts::is_indicator;
use crate::nearest::nearest;
use crate::problem::{ProblemKind, Problems};
use crate::quantity::provenance;
use crate::source::Source;
use crate::targets::{Aim, Measure, Origin, Side, Target, Targets, Trigger};
use agents::text::Text;
use sim_core::Month;

pub(crate) const FILE: &str = "targets.toml";
pub(crate) const KEYS: &[&str] = &["target", "trigger"];
pub(crate) const TARGET_KEYS: &[&str] = &[
    "id",
    "name",
    "indicator",
    "per",
    "area",
    "is",
    "value",
    "unit",
    "by",
    "from",
    "to",
    "not_simulated",
    "note",
    "source",
    "date",
    "grade",
];
pub(crate) const TRIGGER_KEYS: &[&str] =
    &["id", "name", "indicator", "per", "area", "below", "above", "unit", "source", "date", "grade"];
pub(crate) const MOST_TARGETS: usize = 200;
/// Beyond any number of a district.
pub(crate) const VALUES: [f64; 2] = [-1e12, 1e12];

/// What the targets may be about: communities and simulated months, as far as they could be read.
pub(crate) struct Scope<'a> {
    pub communities: Option<&'a [String]>,
    pub simulated: Option<(Month, Month)>,
}

pub(crate) fn read(source: &Source, scope: &Scope<'_>, problems: &mut Problems) -> Option<Targets> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let mut list = |name: &str| {
        // Who wants nothing says so: an emptied file is a mistake, as everywhere.
        let tables = if name == "target" || root.has(name) { root.tables(name, problems)? } else { Vec::new() };
        if tables.len() > MOST_TARGETS {
            let kind = ProblemKind::Count { found: tables.len(), least: 0, most: MOST_TARGETS };
            root.refuse(name, kind, problems);
        }
        let mut seen = Vec::new();
        let ids = tables.into_iter().map(|table| {
            let id = table.id("id", problems);
            if let Some(id) = &id {
                unique(&table, id, &mut seen, problems);
            }
            (table, id)
        });
        Some(ids.collect::<Vec<_>>())
    };
    let (targets, triggers) = (list("target"), list("trigger"));
    let file = source.shown(FILE);
    // All are read before any is given up: every mistake is told at once.
    let targets: Vec<Option<Target>> =
        targets?.into_iter().map(|(table, id)| target(&table, id, &file, scope, problems)).collect();
    let triggers: Vec<Option<Trigger>> =
        triggers?.into_iter().map(|(table, id)| trigger(&table, id, &file, scope, problems)).collect();
    Some(Targets {
        targets: targets.into_iter().collect::<Option<_>>()?,
        triggers: triggers.into_iter().collect::<Option<_>>()?,
    })
}

fn target(
    table: &Table<'_>,
    id: Option<String>,
    file: &str,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<Target> {
    table.refuse_unknown(TARGET_KEYS, problems);
    let name = table.words("name", problems);
    let note = table.has("note").then(|| table.words("note", problems));
    let origin = origin(table, file, problems);
    let aim = match (table.has("indicator"), table.has("not_simulated")) {
        (true, false) => simulated(table, scope, problems),
        (false, true) => not_simulated(table, problems),
        (both, _) => {
            let kind = ProblemKind::OneOf { found: 2 * usize::from(both), of: &["indicator", "not_simulated"] };
            table.refuse("", kind, problems);
            None
        }
    };
    let note = match note {
        Some(note) => Some(note?),
        None => None,
    };
    Some(Target { id: id?, name: name?, aim: aim?, note, origin: origin? })
}

fn simulated(table: &Table<'_>, scope: &Scope<'_>, problems: &mut Problems) -> Option<Aim> {
    let measure = measure(table, scope, problems);
    let side = side(table, problems);
    let value = value(table, "value", problems);
    let months = months(table, scope, problems);
    let [from, to] = months?;
    Some(Aim::Simulated { measure: measure?, side: side?, value: value?, from, to })
}

/// A target that nothing of the model is compared with; what was published of it may be told.
fn not_simulated(table: &Table<'_>, problems: &mut Problems) -> Option<Aim> {
    for name in ["per", "area", "by", "from", "to"].into_iter().filter(|name| table.has(name)) {
        table.refuse(name, ProblemKind::Alone { missing: "indicator" }, problems);
    }
    if table.has("is") {
        side(table, problems);
    }
    let reason: Option<Text> = table.words("not_simulated", problems);
    let published = match (table.has("value"), table.has("unit")) {
        (false, false) => None,
        _ => {
            let (value, unit) = (value(table, "value", problems), table.text("unit", problems));
            Some((value?, unit?.to_string()))
        }
    };
    Some(Aim::NotSimulated { reason: reason?, published })
}

fn trigger(
    table: &Table<'_>,
    id: Option<String>,
    file: &str,
    scope: &Scope<'_>,
    problems: &mut Problems,
) -> Option<Trigger> {
    table.refuse_unknown(TRIGGER_KEYS, problems);
    let name = table.words("name", problems);
    let measure = measure(table, scope, problems);
    let origin = origin(table, file, problems);
    let wrong = match (table.has("below"), table.has("above")) {
        (true, false) => value(table, "below", problems).map(|value| (Side::AtLeast, value)),
        (false, true) => value(table, "above", problems).map(|value| (Side::AtMost, value)),
        (both, _) => {
            let kind = ProblemKind::OneOf { found: 2 * usize::from(both), of: &["below", "above"] };
            table.refuse("", kind, problems);
            None
        }
    };
    let (right, value) = wrong?;
    Some(Trigger { id: id?, name: name?, measure: measure?, right, value, origin: origin? })
}

fn side(table: &Table<'_>, problems: &mut Problems) -> Option<Side> {
    Side::ALL.get(table.word("is", Side::WORDS, problems)?).copied()
}

fn value(table: &Table<'_>, name: &str, problems: &mut Problems) -> Option<f64> {
    let value = table.number(name, problems)?;
    table.within(name, value, VALUES[0], VALUES[1], problems)
}

/// Whether the outputs have such an indicator is for those to say who know them.
fn measure(table: &Table<'_>, scope: &Scope<'_>, problems: &mut Problems) -> Option<Measure> {
    let mut indicator = |name: &str| {
        let text = table.text(name, problems)?;
        if !is_indicator(text) {
            table.refuse(name, ProblemKind::NotAnId { found: text.to_string() }, problems);
            return None;
        }
        Some(text.to_string())
    };
    let of = indicator("indicator");
    let per = if table.has("per") { indicator("per").map(Some) } else { Some(None) };
    let area = if table.has("area") { table.text("area", problems) } else { Some(RESERVED) };
    if let (Some(found), Some(communities)) = (area.filter(|area| *area != RESERVED), scope.communities)
        && !communities.iter().any(|id| id == found)
    {
        let known = communities.iter().map(String::as_str).chain([RESERVED]);
        let kind = ProblemKind::CommunityUnknown { found: found.to_string(), nearest: nearest(found, known) };
        table.refuse("area", kind, problems);
    }
    let unit = table.text("unit", problems);
    Some(Measure { indicator: of?, per: per?, area: area?.to_string(), unit: unit?.to_string() })
}

/// First and last month in which a target must hold: `by`, or `from` and `to`.
fn months(table: &Table<'_>, scope: &Scope<'_>, problems: &mut Problems) -> Option<[Month; 2]> {
    let mut month = |name: &str| {
        let month = table.month(name, problems)?;
        let kind = scope.simulated.and_then(|simulated| inside(month, simulated).err());
        kind.is_none().then_some(month).or_else(|| {
            kind.into_iter().for_each(|kind| table.refuse(name, kind, problems));
            None
        })
    };
    match [table.has("by"), table.has("from"), table.has("to")] {
        [true, false, false] => month("by").map(|by| [by; 2]),
        [false, true, true] => {
            let (from, to) = (month("from"), month("to"));
            let (start, end) = (from?, to?);
            if end < start {
                table.refuse("to", ProblemKind::EndBeforeStart { start, end }, problems);
                return None;
            }
            Some([start, end])
        }
        [false, true, false] => {
            table.refuse("from", ProblemKind::Alone { missing: "to" }, problems);
            None
        }
        [false, false, true] => {
            table.refuse("to", ProblemKind::Alone { missing: "from" }, problems);
            None
        }
        found => {
            let found = usize::from(found[0]) + usize::from(found[1] || found[2]);
            table.refuse("", ProblemKind::OneOf { found, of: &["by", "from"] }, problems);
            None
        }
    }
}

fn origin(table: &Table<'_>, file: &str, problems: &mut Problems) -> Option<Origin> {
    let record = provenance(table, FILE, "", problems)?;
    Some(Origin {
        file: file.to_string(),
        line: table.line_of(""),
        source: record.source,
        date: record.date,
        grade: record.grade,
    })
}
