//! `budget.toml`: the bureau's accounts and what flows into them.
use crate::document::{Page, Table};
use crate::files::district::unique;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::quantity::{Allowed, quantity};
use crate::source::Source;
use agents::budget::{Account, BudgetSystem};

pub(crate) const FILE: &str = "budget.toml";
pub(crate) const KEYS: &[&str] = &["grants_month", "account"];
pub(crate) const ACCOUNT_KEYS: &[&str] =
    &["id", "name", "appropriation", "growth", "grants", "reserve", "lottery", "donations", "carries_over"];
pub(crate) const APPROPRIATION: Allowed = Allowed { unit: "yuan a year", least: 0.0, most: 1e11 };
pub(crate) const GROWTH: Allowed = Allowed { unit: "per year", least: -0.2, most: 0.3 };
pub(crate) const SHARE: Allowed = Allowed { unit: "share", least: 0.0, most: 1.0 };
pub(crate) const RESERVE: Allowed = Allowed { unit: "share of the appropriation", least: 0.0, most: 10.0 };
pub(crate) const MOST_ACCOUNTS: usize = 32;
/// Shares of one whole add up to 1 within this.
const ROUNDING: f64 = 1e-6;

/// What the file says, as far as it could be read.
pub(crate) struct BudgetFile {
    pub system: Option<BudgetSystem>,
    /// Ids of all accounts, in order; none unless every one could be read.
    pub ids: Option<Vec<String>>,
    pub records: Vec<ParameterRecord>,
}

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<BudgetFile> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let grants_month = root.whole("grants_month", 1, 12, problems);
    let mut file = BudgetFile { system: None, ids: None, records: Vec::new() };
    let Some(tables) = root.tables("account", problems) else { return Some(file) };
    if !(1..=MOST_ACCOUNTS).contains(&tables.len()) {
        let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_ACCOUNTS };
        root.refuse("account", kind, problems);
    }
    let mut seen = Vec::new();
    let mut ids = Vec::new();
    let mut accounts = Vec::new();
    for table in &tables {
        ids.push(table.id("id", problems));
        if let Some(Some(id)) = ids.last() {
            unique(table, id, &mut seen, problems);
        }
        accounts.push(account(table, ids.last().cloned().flatten(), &mut file.records, problems));
    }
    file.ids = ids.into_iter().collect();
    let accounts: Option<Vec<Account>> = accounts.into_iter().collect();
    if let Some(accounts) = &accounts {
        for (name, of) in [("lottery", (|a| a.lottery) as fn(&Account) -> f64), ("donations", |a| a.donations)] {
            let sum = accounts.iter().map(of).sum::<f64>();
            if (sum - 1.0).abs() > ROUNDING {
                root.refuse("account", ProblemKind::PartsDiffer { of: name, sum }, problems);
            }
        }
    }
    file.system = accounts.zip(grants_month).map(|(accounts, grants_month)| BudgetSystem { accounts, grants_month });
    Some(file)
}

fn account(
    table: &Table<'_>,
    id: Option<String>,
    records: &mut Vec<ParameterRecord>,
    problems: &mut Problems,
) -> Option<Account> {
    table.refuse_unknown(ACCOUNT_KEYS, problems);
    let name = table.words("name", problems);
    let named = [("appropriation", APPROPRIATION), ("growth", GROWTH), ("grants", SHARE), ("reserve", RESERVE)];
    let [appropriation, growth, grants, reserve] = named.map(|(name, allowed)| {
        let (quantity, record) = quantity(table, name, allowed, problems)?;
        records.push(record);
        Some(quantity)
    });
    let [lottery, donations] = ["lottery", "donations"].map(|name| {
        let share = table.number(name, problems)?;
        table.within(name, share, 0.0, 1.0, problems)
    });
    let carries_over = table.boolean("carries_over", problems);
    Some(Account {
        id: id?,
        name: name?,
        appropriation: appropriation?,
        growth: growth?,
        grants: grants?,
        reserve: reserve?,
        lottery: lottery?,
        donations: donations?,
        carries_over: carries_over?,
    })
}
