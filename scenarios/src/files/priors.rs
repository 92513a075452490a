//! `priors.toml`: groups of quantities whose ranges are not independent. Not every baseline has it.
use crate::document::{Page, Table};
use crate::files::district::unique;
use crate::nearest::nearest;
use crate::problem::{ProblemKind, Problems, Thing};
use crate::provenance::{Grade, ParameterRecord};
use crate::quantity::grade;
use crate::source::Source;
use agents::prior::PriorGroup;
use serde::Serialize;

pub(crate) const FILE: &str = "priors.toml";
pub(crate) const KEYS: &[&str] = &["group"];
pub(crate) const GROUP_KEYS: &[&str] = &["id", "name", "members", "weights", "spread", "source", "grade"];
/// Below, members would be tied to one another; above, they would be one.
pub(crate) const SPREAD: [f64; 2] = [0.05, 20.0];
/// Of the size of a weight, whose sign says the direction.
pub(crate) const WEIGHT: [f64; 2] = [0.01, 100.0];
const MOST_GROUPS: usize = 200;
const MOST_MEMBERS: usize = 10_000;

/// Where a group of quantities comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriorRecord {
    /// Id of the group.
    pub id: String,
    /// Spread of the members' weighted sum relative to independent members.
    pub spread: f64,
    /// Why they go together.
    pub source: String,
    /// How well that is known.
    pub grade: Grade,
}

/// The groups with their records; none without the file. A quantity, one of `records`, is in one group at the most.
pub(crate) fn read(
    source: &Source,
    records: &[ParameterRecord],
    problems: &mut Problems,
) -> Option<Vec<(PriorGroup, PriorRecord)>> {
    if !source.has(FILE) {
        return Some(Vec::new());
    }
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let tables = root.tables("group", problems)?;
    if !(1..=MOST_GROUPS).contains(&tables.len()) {
        let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_GROUPS };
        root.refuse("group", kind, problems);
    }
    let (mut seen, mut taken) = (Vec::new(), Vec::new());
    let groups: Vec<_> = tables.iter().map(|table| group(table, records, &mut seen, &mut taken, problems)).collect();
    groups.into_iter().collect()
}

fn group(
    table: &Table<'_>,
    records: &[ParameterRecord],
    seen: &mut Vec<(String, Option<u32>)>,
    taken: &mut Vec<(String, Option<u32>)>,
    problems: &mut Problems,
) -> Option<(PriorGroup, PriorRecord)> {
    table.refuse_unknown(GROUP_KEYS, problems);
    let id = table.id("id", problems);
    if let Some(id) = &id {
        unique(table, id, seen, problems);
    }
    let name = table.words("name", problems);
    let ids = table.texts("members", records.len(), problems);
    let is_known: Vec<bool> = ids.iter().flatten().map(|id| is_member(table, id, records, taken, problems)).collect();
    if let Some(found) = ids.as_ref().map(Vec::len).filter(|found| *found < 2) {
        table.refuse("members", ProblemKind::Count { found, least: 2, most: records.len() }, problems);
    }
    let weights = match table.has("weights") {
        true => weights(table, ids.as_ref().map(Vec::len), problems),
        false => ids.as_ref().map(|ids| vec![1.0; ids.len()]),
    };
    let spread = table.number("spread", problems);
    let spread = spread.and_then(|spread| table.within("spread", spread, SPREAD[0], SPREAD[1], problems));
    let source = table.text("source", problems);
    let grade = grade(table, problems);
    let (id, spread, weights) = (id?, spread?, weights?);
    let length = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
    let members = ids?.into_iter().zip(weights).map(|(id, weight)| (id, weight / length)).collect();
    if is_known.contains(&false) {
        return None;
    }
    let record = PriorRecord { id: id.clone(), spread, source: source?.to_string(), grade: grade? };
    Some((PriorGroup { id, name: name?, members, spread }, record))
}

/// Whether `id` is a quantity with a range that is in no group yet; if not, that is reported.
fn is_member(
    table: &Table<'_>,
    id: &str,
    records: &[ParameterRecord],
    taken: &mut Vec<(String, Option<u32>)>,
    problems: &mut Problems,
) -> bool {
    if records.iter().all(|record| record.id != id) {
        let nearest = nearest(id, records.iter().map(|record| record.id.as_str()));
        let kind = ProblemKind::NameUnknown { thing: Thing::Parameter, found: id.to_string(), nearest };
        table.refuse("members", kind, problems);
        return false;
    }
    if let Some((name, first)) = taken.iter().find(|(known, _)| known == id) {
        let kind = ProblemKind::Duplicate { name: name.clone(), first: *first };
        table.refuse("members", kind, problems);
        return false;
    }
    taken.push((id.to_string(), table.line_of("members")));
    true
}

/// A weight a member.
fn weights(table: &Table<'_>, members: Option<usize>, problems: &mut Problems) -> Option<Vec<f64>> {
    let weights = table.numbers("weights", MOST_MEMBERS, problems)?;
    if let Some(members) = members.filter(|members| *members != weights.len()) {
        let kind = ProblemKind::Count { found: weights.len(), least: members, most: members };
        table.refuse("weights", kind, problems);
        return None;
    }
    let sized = weights.iter().map(|weight| table.within("weights", weight.abs(), WEIGHT[0], WEIGHT[1], problems));
    let all: Option<Vec<f64>> = sized.collect();
    all.and(Some(weights))
}
