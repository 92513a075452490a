//! `district.toml`: when the simulation runs, and the communities.
use crate::document::{Page, Table};
use crate::problem::{Problem, ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::quantity::{Allowed, quantity};
use crate::source::Source;
use agents::care::services::SERVICES;
use agents::district::CommunityProfile;
use agents::text::Text;
use sim_core::Month;

pub(crate) const FILE: &str = "district.toml";
pub(crate) const KEYS: &[&str] = &["id", "name", "start", "end", "pyramid_year", "peak_note", "community"];
pub(crate) const COMMUNITY_KEYS: &[&str] = &["id", "name", "code", "size", "zone"];
pub(crate) const SIZE: Allowed = Allowed { unit: "residents", least: 1.0, most: 20_000_000.0 };
pub(crate) const MOST_COMMUNITIES: usize = 1000;
/// Years a simulation or a table may be about.
pub(crate) const YEARS: [i32; 2] = [1900, 2200];
/// The `area` of the outputs that means the whole district.
pub(crate) const RESERVED: &str = "district";

/// What the file says, as far as it could be read.
#[derive(Default)]
pub(crate) struct DistrictFile {
    pub id: Option<String>,
    pub name: Option<Text>,
    pub start: Option<Month>,
    pub end: Option<Month>,
    pub end_line: Option<u32>,
    pub pyramid_year: Option<i32>,
    pub pyramid_year_line: Option<u32>,
    pub peak_note: Option<Text>,
    pub communities: Vec<CommunityProfile>,
    /// The ids of all communities, in order; none unless every one could be read.
    pub community_ids: Option<Vec<String>>,
    /// Ids of the zones, in the order of their first communities; without an id where a community has none.
    zones: Vec<String>,
    pub codes: Vec<Option<String>>,
    pub records: Vec<ParameterRecord>,
}

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<DistrictFile> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let mut file = DistrictFile {
        id: root.id("id", problems),
        name: root.words("name", problems),
        start: near_month(&root, "start", problems),
        end: near_month(&root, "end", problems),
        end_line: root.line_of("end"),
        pyramid_year: root.whole("pyramid_year", YEARS[0], YEARS[1], problems),
        pyramid_year_line: root.line_of("pyramid_year"),
        peak_note: if root.has("peak_note") { root.words("peak_note", problems) } else { None },
        ..DistrictFile::default()
    };
    let Some(tables) = root.tables("community", problems) else { return Some(file) };
    if !(1..=MOST_COMMUNITIES).contains(&tables.len()) {
        let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_COMMUNITIES };
        root.refuse("community", kind, problems);
    }
    let mut seen: Vec<(String, Option<u32>)> = Vec::new();
    let ids: Vec<Option<String>> =
        tables.iter().map(|table| community(table, &mut seen, &mut file, problems)).collect();
    file.community_ids = ids.into_iter().collect();
    Some(file)
}

/// A month of the years a simulation may be about.
pub(crate) fn near_month(table: &Table<'_>, name: &str, problems: &mut Problems) -> Option<Month> {
    let month = table.month(name, problems)?;
    let [first, last] = YEARS.map(f64::from);
    table.within(name, f64::from(month.year()), first, last, problems).map(|_| month)
}

/// Adds a community to `file`; its id, as soon as that can be read.
fn community(
    table: &Table<'_>,
    seen: &mut Vec<(String, Option<u32>)>,
    file: &mut DistrictFile,
    problems: &mut Problems,
) -> Option<String> {
    table.refuse_unknown(COMMUNITY_KEYS, problems);
    let id = table.id("id", problems);
    if let Some(id) = &id {
        unique(table, id, seen, problems);
        if id == RESERVED {
            table.refuse("id", ProblemKind::ReservedId { found: id.clone() }, problems);
        }
    }
    let name = table.words("name", problems);
    let code = if table.has("code") { table.text("code", problems) } else { None };
    let size = quantity(table, "size", SIZE, problems);
    let zone = if table.has("zone") { table.id("zone", problems).unwrap_or_default() } else { String::new() };
    let known = file.zones.iter().position(|known| *known == zone).unwrap_or_else(|| {
        file.zones.push(zone);
        file.zones.len() - 1
    });
    if let (Some(id), Some(name), Some((size, record))) = (&id, name, size) {
        file.communities.push(CommunityProfile {
            id: id.clone(),
            name,
            size,
            services: [1.0; SERVICES.len()],
            zone: known,
        });
        file.codes.push(code.map(str::to_string));
        file.records.push(record);
    }
    id
}

/// Refuses `id` when it was seen before.
pub(crate) fn unique(table: &Table<'_>, id: &str, seen: &mut Vec<(String, Option<u32>)>, problems: &mut Problems) {
    if let Some((_, first)) = seen.iter().find(|(earlier, _)| earlier == id) {
        table.refuse("id", ProblemKind::Duplicate { name: id.to_string(), first: *first }, problems);
    } else {
        seen.push((id.to_string(), table.line_of("id")));
    }
}

/// A problem of this file found while checking it against others.
pub(crate) fn problem(source: &Source, line: Option<u32>, key: &str, kind: ProblemKind) -> Problem {
    Problem { file: source.shown(FILE), line, key: key.to_string(), kind }
}
