//! `care.toml`: the rule by which free beds are offered, and what long-term care insurance grants.
use crate::document::{Page, Table};
use crate::files::district::near_month;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::TableRecord;
use crate::quantity::provenance;
use crate::source::Source;
use agents::care::beds::PlacementRule;
use agents::district::{DailyRates, Insurance};
use sim_core::Month;

pub(crate) const FILE: &str = "care.toml";
pub(crate) const KEYS: &[&str] = &["placement_rule", "homes_known", "insurance"];
pub(crate) const INSURANCE_KEYS: &[&str] =
    &["weekly_hours", "extra_hours_first_months", "extra_hours_later", "source", "date", "grade", "daily_rate"];
pub(crate) const DAILY_RATE_KEYS: &[&str] = &["from", "yuan", "source", "date", "grade"];
/// Words for the rules, in the order of [`PlacementRule::ALL`].
pub(crate) const RULES: &[&str] = &{
    let mut words = [""; PlacementRule::ALL.len()];
    let mut rule = 0;
    while rule < words.len() {
        words[rule] = PlacementRule::ALL[rule].id();
        rule += 1;
    }
    words
};
/// Hours in a week and in the longest month.
pub(crate) const MOST_WEEKLY_HOURS: f64 = 168.0;
pub(crate) const MOST_EXTRA_HOURS: f64 = 744.0;
pub(crate) const MOST_YUAN_A_DAY: f64 = 10_000.0;
pub(crate) const MOST_DAILY_RATES: usize = 100;

/// What the file says, with where its numbers come from: first the hours, then the daily rates.
pub(crate) type CareFile = (PlacementRule, Month, Insurance, Vec<TableRecord>);

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<CareFile> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let rule = root.word("placement_rule", RULES, problems);
    let homes_known = near_month(&root, "homes_known", problems);
    let insurance = root.table("insurance", problems).and_then(|table| insurance(&table, problems));
    let (insurance, records) = insurance?;
    Some((*PlacementRule::ALL.get(rule?)?, homes_known?, insurance, records))
}

fn insurance(table: &Table<'_>, problems: &mut Problems) -> Option<(Insurance, Vec<TableRecord>)> {
    table.refuse_unknown(INSURANCE_KEYS, problems);
    let weekly_hours = table.levels("weekly_hours", 0.0, MOST_WEEKLY_HOURS, problems);
    let first_months = extra_hours(table, "extra_hours_first_months", problems);
    let later = extra_hours(table, "extra_hours_later", problems);
    let record = provenance(table, FILE, "hours a week", problems);
    let tables = table.tables("daily_rate", problems)?;
    if !(1..=MOST_DAILY_RATES).contains(&tables.len()) {
        let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_DAILY_RATES };
        table.refuse("daily_rate", kind, problems);
    }
    let mut before = None;
    let rates: Vec<_> = tables.iter().map(|table| daily_rates(table, &mut before, problems)).collect();
    let rates: Option<Vec<_>> = rates.into_iter().collect();
    let (daily_rates, rate_records): (Vec<DailyRates>, Vec<TableRecord>) = rates?.into_iter().unzip();
    let insurance = Insurance {
        weekly_hours: weekly_hours?,
        extra_hours_first_months: first_months?,
        extra_hours_later: later?,
        daily_rates,
    };
    Some((insurance, std::iter::once(record?).chain(rate_records).collect()))
}

fn extra_hours(table: &Table<'_>, name: &str, problems: &mut Problems) -> Option<f64> {
    let hours = table.number(name, problems)?;
    table.within(name, hours, 0.0, MOST_EXTRA_HOURS, problems)
}

/// One set of daily rates; `before` is the first month of the last one.
fn daily_rates(
    table: &Table<'_>,
    before: &mut Option<Month>,
    problems: &mut Problems,
) -> Option<(DailyRates, TableRecord)> {
    table.refuse_unknown(DAILY_RATE_KEYS, problems);
    let from = near_month(table, "from", problems);
    if let Some(month) = from {
        if let Some(earliest) = before.map(|before| before + 1).filter(|earliest| month < *earliest) {
            table.refuse("from", ProblemKind::MonthTooEarly { month, earliest }, problems);
        }
        *before = from;
    }
    let yuan = table.levels("yuan", 0.0, MOST_YUAN_A_DAY, problems);
    let record = provenance(table, FILE, "yuan a day", problems);
    // At most a million fen.
    let fen = yuan?.map(|yuan| (yuan * 100.0).round() as i64);
    Some((DailyRates { from: from?, fen }, record?))
}
