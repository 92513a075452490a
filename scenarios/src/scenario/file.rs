//! A scenario's file.
use super::shocks::shock;
use super::{Change, Operation, Place, Scenario};
use crate::baseline::Baseline;
use crate::document::{Page, Table};
use crate::levers::{Lever, Selection};
use crate::nearest::nearest;
use crate::problem::{Expected, ProblemKind, Problems, Thing};
use agents::care::beds::BedType;
use agents::parameters::parameter_position;
use sim_core::Month;

pub(crate) const KEYS: &[&str] =
    &["id", "name", "description", "extends", "targets", "without_shocks", "change", "shock"];
pub(crate) const CHANGE_KEYS: &[&str] =
    &["lever", "from", "opens", "ends", "to", "community", "facility", "type", "programme", "account"];
pub(crate) const TO_KEYS: &[&str] = &["set", "add", "multiply", "until"];
pub(crate) const SHOCK_KEYS: &[&str] = &["kind", "month", "months", "size", "mortality", "facility"];
const OPERATIONS: &[&str] = &["set", "add", "multiply"];
const BED_TYPES: &[&str] = &["ordinary", "nursing", "dementia", "severe_disability"];
const MOST: usize = 500;

/// Reads a scenario. All its mistakes become problems; what is left of it is given all the same when it has an id.
pub(super) fn read(
    file: &str,
    text: &str,
    is_of_library: bool,
    baseline: &Baseline,
    problems: &mut Problems,
) -> Option<Scenario> {
    let page = Page::new(file.to_string(), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let id = root.id("id", problems);
    if id.as_deref() == Some(super::BASELINE) {
        root.refuse("id", ProblemKind::ReservedId { found: super::BASELINE.into() }, problems);
    }
    if !is_of_library && !["change", "shock", "extends", "without_shocks"].iter().any(|key| root.has(key)) {
        root.refuse("", ProblemKind::ChangesNothing, problems);
    }
    let name = root.words("name", problems);
    let description = root.words("description", problems);
    let optional = |key: &str, problems: &mut Problems| if root.has(key) { root.text(key, problems) } else { None };
    let extends = optional("extends", problems).map(ToString::to_string);
    let mut targets =
        if root.has("targets") { root.texts("targets", MOST, problems).unwrap_or_default() } else { vec![] };
    let triggers = baseline.targets.triggers.iter().map(|trigger| trigger.id.as_str());
    let known: Vec<&str> = baseline.targets.targets.iter().map(|target| target.id.as_str()).chain(triggers).collect();
    // The library is for every district, whatever it aims at.
    for id in targets.iter().filter(|id| !is_of_library && !known.contains(&id.as_str())) {
        root.refuse("targets", unknown(Thing::Target, id, nearest(id, known.iter().copied())), problems);
    }
    targets.retain(|id| known.contains(&id.as_str()));
    let without_shocks =
        if root.has("without_shocks") { root.boolean("without_shocks", problems).unwrap_or(false) } else { false };
    let list = |key: &str, problems: &mut Problems| -> Vec<Table<'_>> {
        let tables = if root.has(key) { root.tables(key, problems).unwrap_or_default() } else { Vec::new() };
        if tables.len() > MOST {
            root.refuse(key, ProblemKind::Count { found: tables.len(), least: 0, most: MOST }, problems);
        }
        tables
    };
    let mut changes = Vec::new();
    for table in list("change", problems) {
        changes.extend(change(&table, file, baseline, problems));
    }
    let mut shocks = Vec::new();
    for (number, table) in list("shock", problems).iter().enumerate() {
        let prefix = format!("{}-{}", id.as_deref().unwrap_or("scenario"), number + 1);
        if let Some((more, mortality)) = shock(table, file, &prefix, baseline, problems) {
            changes.extend(more);
            shocks.extend(mortality);
        }
    }
    Some(Scenario {
        id: id?,
        name: name?,
        description: description?,
        extends,
        targets,
        without_shocks,
        changes,
        shocks,
        text: text.into(),
    })
}

fn change(table: &Table<'_>, file: &str, baseline: &Baseline, problems: &mut Problems) -> Option<Change> {
    table.refuse_unknown(CHANGE_KEYS, problems);
    let lever = table.text("lever", problems).and_then(|id| {
        let lever = Lever::find(id);
        if lever.is_none() {
            let near = nearest(id, Lever::ids());
            table.refuse("lever", unknown(Thing::Lever, id, near), problems);
        }
        lever
    });
    let opens = month(table, "opens", baseline, problems);
    let from = month(table, "from", baseline, problems).or(opens.map(|opens| work_may_begin(opens, baseline)));
    let ends = month(table, "ends", baseline, problems);
    if let (Some(from), Some(ends)) = (from, ends)
        && ends < from
    {
        table.refuse("ends", ProblemKind::EndBeforeStart { start: from, end: ends }, problems);
    }
    if table.has("ends") && !table.has("from") {
        table.refuse("ends", ProblemKind::Alone { missing: "from" }, problems);
    }
    let selection = select(table, baseline, problems);
    if let Some(lever) = lever {
        let allowed = lever.target.selectors;
        for key in crate::levers::SELECTORS.iter().filter(|key| table.has(key) && !allowed.contains(key)) {
            table.refuse(key, ProblemKind::NotWith { lever: lever.id, allowed }, problems);
        }
        if let Some(needed) = lever.target.needs.filter(|needed| !table.has(needed)) {
            table.refuse(needed, ProblemKind::MissingKey, problems);
        }
        if table.has("from") && !lever.is_dated {
            table.refuse("from", ProblemKind::WholeTimeOnly, problems);
        }
        if table.has("opens") && !lever.target.can_open {
            table.refuse("opens", ProblemKind::NotWith { lever: lever.id, allowed }, problems);
        } else if table.has("opens") && table.has("from") {
            table.refuse("opens", ProblemKind::NotBoth { other: "from" }, problems);
        }
        if lever.target.is_permanent {
            if !table.has("from") && !table.has("opens") {
                table.refuse("from", ProblemKind::MissingKey, problems);
            }
            if table.has("ends") {
                table.refuse("ends", ProblemKind::NotWith { lever: lever.id, allowed }, problems);
            }
        }
    }
    let (to, until) = to(table, lever, from, baseline, problems)?;
    let place = Place { file: file.to_string(), line: table.line_of("to"), key: table.key("to") };
    Some(Change { lever: lever?, selection: selection?, from, ends, opens, to, until, place })
}

/// The first month in which, in any replicate, work may begin on what is planned to open in a month; not before the first.
fn work_may_begin(opens: Month, baseline: &Baseline) -> Month {
    let months = parameter_position("budget.building_months").and_then(|at| baseline.district.quantities.get(at));
    let months = months.map_or(0.0, |months| months.high.ceil());
    baseline.district.start.max(opens - months as i32)
}

/// A month that is simulated, if the key is there.
pub(super) fn month(table: &Table<'_>, key: &str, baseline: &Baseline, problems: &mut Problems) -> Option<Month> {
    if !table.has(key) {
        return None;
    }
    let month = table.month(key, problems)?;
    match crate::checks::inside(month, (baseline.district.start, baseline.district.end)) {
        Ok(month) => Some(month),
        Err(kind) => {
            table.refuse(key, kind, problems);
            None
        }
    }
}

fn to(
    table: &Table<'_>,
    lever: Option<&'static Lever>,
    from: Option<Month>,
    baseline: &Baseline,
    problems: &mut Problems,
) -> Option<(Operation, Option<Month>)> {
    let to = table.table("to", problems)?;
    to.refuse_unknown(TO_KEYS, problems);
    let found: Vec<&str> = OPERATIONS.iter().copied().filter(|key| to.has(key)).collect();
    let [operation] = found[..] else {
        to.refuse("", ProblemKind::OneOf { found: found.len(), of: OPERATIONS }, problems);
        return None;
    };
    let until = month(&to, "until", baseline, problems);
    if to.has("until") && !table.has("from") {
        to.refuse("until", ProblemKind::Alone { missing: "from" }, problems);
    }
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        to.refuse("until", ProblemKind::EndBeforeStart { start: from, end: until }, problems);
    }
    let lever = lever?;
    if let Some(words) = lever.words() {
        if operation != "set" {
            to.refuse(operation, ProblemKind::WrongType { expected: Expected::Text }, problems);
            return None;
        }
        if to.has("until") {
            to.refuse("until", ProblemKind::NotWith { lever: lever.id, allowed: &[] }, problems);
        }
        let word = to.word("set", words, problems)?;
        return Some((Operation::Set(word as f64), until));
    }
    if lever.target.is_permanent && to.has("until") {
        to.refuse("until", ProblemKind::NotWith { lever: lever.id, allowed: &[] }, problems);
    }
    let number = to.number(operation, problems)?;
    let is_part = lever.target.is_shared && table.has("community");
    if is_part && operation != "multiply" {
        // A community's part follows from its size: it can only be more or less than that.
        to.refuse(operation, ProblemKind::OneOf { found: 0, of: &["multiply"] }, problems);
        return None;
    }
    let [least, most] = lever.bounds(&baseline.district);
    if operation == "set" && !(least..=most).contains(&number) {
        to.refuse("set", ProblemKind::OutsideBounds { value: number, least, most }, problems);
    }
    if operation != "multiply" && lever.is_whole && number.fract() != 0.0 {
        to.refuse(operation, ProblemKind::WrongType { expected: Expected::Whole }, problems);
    }
    Some(match operation {
        "set" => (Operation::Set(number), until),
        "add" => (Operation::Add(number), until),
        _ => {
            to.within("multiply", number, 0.0, 100.0, problems)?;
            (Operation::Multiply(number), until)
        }
    })
}

/// What a change is confined to; none when a name is not known.
pub(super) fn select(table: &Table<'_>, baseline: &Baseline, problems: &mut Problems) -> Option<Selection> {
    let district = &baseline.district;
    let mut right = true;
    let mut find = |key: &str, thing: Thing, ids: Vec<&str>, problems: &mut Problems| -> Option<usize> {
        if !table.has(key) {
            return None;
        }
        let found = table.text(key, problems);
        let at = found.and_then(|found| ids.iter().position(|id| *id == found));
        if let (Some(found), None) = (found, at) {
            table.refuse(key, unknown(thing, found, nearest(found, ids.iter().copied())), problems);
        }
        right &= at.is_some();
        at
    };
    let communities = district.communities.iter().map(|c| c.id.as_str()).collect();
    let facilities = district.care.facilities.iter().map(|f| f.id.as_str()).collect();
    let programmes = district.relief.programmes.iter().map(|p| p.id.as_str()).collect();
    let accounts = district.budget.accounts.iter().map(|a| a.id.as_str()).collect();
    let selection = Selection {
        community: find("community", Thing::Community, communities, problems),
        facility: find("facility", Thing::Facility, facilities, problems),
        bed_type: find("type", Thing::BedType, BED_TYPES.to_vec(), problems).map(|at| BedType::ALL[at]),
        programme: find("programme", Thing::Programme, programmes, problems),
        account: find("account", Thing::Account, accounts, problems),
    };
    right.then_some(selection)
}

pub(super) fn unknown(thing: Thing, found: &str, nearest: Option<String>) -> ProblemKind {
    ProblemKind::NameUnknown { thing, found: found.to_string(), nearest }
}
