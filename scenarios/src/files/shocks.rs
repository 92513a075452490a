//! `shocks.toml`: dated rises of mortality.
use crate::checks::inside;
use crate::document::{Page, Table};
use crate::files::LAST_AGE;
use crate::files::district::unique;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::quantity::{Allowed, quantity};
use crate::source::Source;
use agents::district::Shock;
use agents::parameters::Quantity;
use sim_core::Month;

pub(crate) const FILE: &str = "shocks.toml";
pub(crate) const KEYS: &[&str] = &["enabled", "shock"];
pub(crate) const SHOCK_KEYS: &[&str] =
    &["id", "name", "kind", "month", "months", "size", "in_first_month", "mortality"];
/// Of these, the keys that may be left out.
pub(crate) const OPTIONAL_KEYS: &[&str] = &["size", "in_first_month"];
/// Kinds of shock; all of them act through mortality.
pub(crate) const KINDS: &[&str] = &["epidemic", "heat"];
pub(crate) const RATIO: Allowed = Allowed { unit: "ratio", least: 1.0, most: 20.0 };
/// What the excess of every age is multiplied by.
pub(crate) const SIZE: Allowed = Allowed { unit: "ratio", least: 0.0, most: 20.0 };
/// Part of the excess that falls into the first month.
pub(crate) const SHARE: Allowed = Allowed { unit: "share", least: 0.0, most: 1.0 };
pub(crate) const MOST_MONTHS: i32 = 120;
const MOST_SHOCKS: usize = 1000;
const FIRST_AGE: usize = 60;

/// A shock with its records.
type Recorded = (Shock, Vec<ParameterRecord>);

/// Whether shocks happen, and those with dates in order of time with their records; none when the file is switched off
/// (and then it is checked all the same). `simulated` is the first and last month, where known.
pub(crate) fn read(
    source: &Source,
    simulated: Option<(Month, Month)>,
    problems: &mut Problems,
) -> Option<(bool, Vec<Recorded>)> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let enabled = root.boolean("enabled", problems);
    // A district without shocks needs no list.
    let tables = if root.has("shock") { root.tables("shock", problems)? } else { Vec::new() };
    if tables.len() > MOST_SHOCKS {
        let kind = ProblemKind::Count { found: tables.len(), least: 0, most: MOST_SHOCKS };
        root.refuse("shock", kind, problems);
    }
    let mut seen = Vec::new();
    let mut shocks: Vec<_> = tables.iter().filter_map(|table| shock(table, simulated, &mut seen, problems)).collect();
    shocks.sort_by_key(|(shock, _)| shock.month);
    let enabled = enabled?;
    if !enabled {
        shocks.clear();
    }
    Some((enabled, shocks))
}

fn shock(
    table: &Table<'_>,
    simulated: Option<(Month, Month)>,
    seen: &mut Vec<(String, Option<u32>)>,
    problems: &mut Problems,
) -> Option<Recorded> {
    table.refuse_unknown(SHOCK_KEYS, problems);
    let id = table.id("id", problems);
    if let Some(id) = &id {
        unique(table, id, seen, problems);
    }
    let name = table.words("name", problems);
    let kind = table.word("kind", KINDS, problems);
    let month = table.month("month", problems);
    if let (Some(month), Some(simulated)) = (month, simulated)
        && let Err(kind) = inside(month, simulated)
    {
        table.refuse("month", kind, problems);
    }
    let months = table.whole("months", 1, MOST_MONTHS, problems);
    let mut optional = |name, allowed| table.has(name).then(|| quantity(table, name, allowed, problems));
    let (size, first) = (optional("size", SIZE), optional("in_first_month", SHARE));
    let bands = table.table("mortality", problems).and_then(|bands| mortality(&bands, problems));
    kind?;
    let (mortality, mut records) = bands?;
    let mut take = |found: Option<Option<(Quantity, ParameterRecord)>>| match found {
        Some(found) => {
            let (quantity, record) = found?;
            records.push(record);
            Some(Some(quantity))
        }
        None => Some(None),
    };
    let size = take(size)?.unwrap_or(Quantity::exactly(1.0));
    let in_first_month = take(first)?;
    let shock = Shock { id: id?, name: name?, month: month?, months: months?, size, in_first_month, mortality };
    Some((shock, records))
}

type Bands = (Vec<(usize, Quantity)>, Vec<ParameterRecord>);

fn mortality(table: &Table<'_>, problems: &mut Problems) -> Option<Bands> {
    let bands = bands(table, problems, |table, name, problems| quantity(table, name, RATIO, problems))?;
    Some(bands.into_iter().map(|(first, (ratio, record))| ((first, ratio), record)).unzip())
}

/// Mortality ratios by age band written as plain numbers.
pub(crate) fn plain_mortality(table: &Table<'_>, problems: &mut Problems) -> Option<Vec<(usize, f64)>> {
    bands(table, problems, |table, name, problems| {
        let ratio = table.number(name, problems)?;
        table.within(name, ratio, RATIO.least, RATIO.most, problems)
    })
}

/// Values by first age of bands that follow one another from 60 up.
fn bands<T>(
    table: &Table<'_>,
    problems: &mut Problems,
    read: impl Fn(&Table<'_>, &str, &mut Problems) -> Option<T>,
) -> Option<Vec<(usize, T)>> {
    let mut bands = Vec::new();
    let mut all_named = true;
    for name in table.names() {
        let ages = band(name);
        if ages.is_none() {
            table.refuse(name, ProblemKind::NotABand { found: name.to_string() }, problems);
            all_named = false;
        }
        if let (Some((first, last)), ratio) = (ages, read(table, name, problems)) {
            bands.push((first, last, name, ratio));
        }
    }
    bands.sort_by_key(|(first, last, ..)| (*first, *last));
    // One name that cannot be read would make its neighbours look wrong too.
    if all_named {
        let mut expected = FIRST_AGE;
        for (first, last, name, _) in &bands {
            if *first != expected {
                table.refuse(name, ProblemKind::BandStart { found: *first, expected }, problems);
            }
            expected = last + 1;
        }
        if bands.is_empty() {
            table.refuse("", ProblemKind::Count { found: 0, least: 1, most: LAST_AGE as usize }, problems);
        } else if expected <= LAST_AGE as usize {
            table.refuse("", ProblemKind::BandsEnd { found: expected - 1 }, problems);
        }
    }
    bands.into_iter().map(|(first, _, _, ratio)| Some((first, ratio?))).collect()
}

/// First and last age of a band written `60-79` or `80+`.
fn band(name: &str) -> Option<(usize, usize)> {
    let last_age = LAST_AGE as usize;
    let age = |text: &str| {
        let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<usize>().ok().filter(|age| digits && *age <= last_age)
    };
    match name.strip_suffix('+') {
        Some(first) => Some((age(first)?, last_age)),
        None => {
            let (first, last) = name.split_once('-')?;
            let (first, last) = (age(first)?, age(last)?);
            (first <= last).then_some((first, last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn bands_are_two_ages_or_one_and_a_plus() {
        assert_eq!(band("60-79"), Some((60, 79)));
        assert_eq!(band("80+"), Some((80, 120)));
        for wrong in ["", "+", "-", "60", "79-60", "60-", "-79", "60-121", "６０+", "0060+", "60 - 79", "60--79"] {
            assert_eq!(band(wrong), None, "{wrong}");
        }
    }
}
