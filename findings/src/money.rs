//! What relief and allowances cost year by year, what moves the sum, and which accounts run short.
use crate::results::ByYear;
use crate::spending_factors::SpendingFactors;
use agents::district::District;
use agents::relief::programme::{Group, Over};
use outputs::{AccountYear, ProgrammeYear};
use serde::Serialize;
use std::collections::BTreeMap;

/// First and last year between which the change of spending is taken apart.
pub const WATERFALL_YEARS: [i32; 2] = [2023, 2030];

/// A sum by year: a programme, a group, or all.
#[derive(Clone, Debug, PartialEq)]
pub struct SpendingYears {
    /// Id of the group; `all` for all.
    pub group: String,
    /// Id of the programme; `all` for the whole group.
    pub programme: String,
    /// Yuan paid, by calendar year and replicate.
    pub spending: ByYear,
    /// Person-times paid, by calendar year and replicate.
    pub person_times: ByYear,
}

/// The change of spending on relief, subsidies and allowances from one year to another, in whole yuan: before +
/// ageing + caseload + standards + take-up + other = after. Means over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Waterfall {
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
    /// Spending in the first year.
    pub before: i64,
    /// More or fewer elders entitled, and what their ages and care levels entitle them to.
    pub ageing: i64,
    /// More or fewer households and members in hardship entitled.
    pub caseload: i64,
    /// Amounts that follow the standard or prices.
    pub standards: i64,
    /// More or fewer of those entitled who claim.
    pub take_up: i64,
    /// Everything else, of households: composition, income that is topped up, timing, lack of money; and programmes
    /// of a number of times.
    pub other: i64,
    /// Spending in the last year.
    pub after: i64,
}

/// One account, or all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountOutlook {
    /// Id of the account; `all` for all.
    pub account: String,
    /// Share of the replicates in which it ever lacked money: something was added, owed or refused.
    pub ever_short: f64,
    /// The year by which half of all replicates have lacked money; none when fewer ever do.
    pub short_by: Option<i32>,
}

/// Money of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyOutlook {
    /// All, then each group, then its programmes.
    pub spending: Vec<SpendingYears>,
    /// None when one of its years was not simulated as a whole.
    pub waterfall: Option<Waterfall>,
    /// All, then each account.
    pub accounts: Vec<AccountOutlook>,
}

impl MoneyOutlook {
    /// The outlook of programmes and accounts of `district` that were read already.
    pub fn of(programmes: &[ProgrammeYear], accounts: &[AccountYear], district: &District) -> Self {
        MoneyOutlook {
            spending: spending(programmes),
            waterfall: waterfall(programmes, district),
            accounts: account_outlooks(accounts),
        }
    }
}

/// Sum over all programmes or groups.
pub const ALL: &str = "all";

impl MoneyOutlook {
    /// Yuan paid for a group, or for all, by year and replicate.
    pub fn paid(&self, group: &str) -> Option<&ByYear> {
        let sum = self.spending.iter().find(|sum| sum.group == group && sum.programme == ALL);
        sum.map(|sum| &sum.spending)
    }
}

fn spending(years: &[ProgrammeYear]) -> Vec<SpendingYears> {
    let groups = Group::ALL.into_iter().filter(|group| *group != Group::Services).map(Group::id);
    let mut sums = vec![sum(years, ALL, ALL, |_| true)];
    for group in groups {
        sums.push(sum(years, group, ALL, |year| year.group == group));
        let mut named: Vec<&str> = Vec::new();
        for year in years.iter().filter(|year| year.group == group) {
            if !named.contains(&year.programme.as_str()) {
                named.push(&year.programme);
            }
        }
        sums.extend(named.into_iter().map(|name| sum(years, group, name, |year| year.programme == name)));
    }
    sums
}

fn sum(years: &[ProgrammeYear], group: &str, programme: &str, of: impl Fn(&ProgrammeYear) -> bool) -> SpendingYears {
    let bands = |value: fn(&ProgrammeYear) -> f64| {
        let mut sums: BTreeMap<i32, BTreeMap<u32, f64>> = BTreeMap::new();
        for year in years.iter().filter(|year| of(year)) {
            *sums.entry(year.year).or_default().entry(year.replicate).or_default() += value(year);
        }
        sums.into_iter().map(|(year, values)| (year, values.into_values().map(Some).collect())).collect()
    };
    SpendingYears {
        group: group.into(),
        programme: programme.into(),
        spending: bands(|year| year.spending),
        person_times: bands(|year| year.person_times),
    }
}

/// Each programme's change is shared out among its [`SpendingFactors`]; what has a factor of nothing on either side goes
/// to `other` as a whole.
fn waterfall(years: &[ProgrammeYear], district: &District) -> Option<Waterfall> {
    let [from, to] = WATERFALL_YEARS;
    let of_year = |year: i32| {
        let chosen = years.iter().filter(move |y| y.year == year);
        chosen.map(|y| ((y.programme.as_str(), y.replicate), y)).collect::<BTreeMap<_, _>>()
    };
    let (before, after) = (of_year(from), of_year(to));
    let is_whole = |years: &BTreeMap<_, &ProgrammeYear>| years.values().all(|year| year.months == 12);
    if before.is_empty() || after.len() != before.len() || !is_whole(&before) || !is_whole(&after) {
        return None;
    }
    let over = |id: &str| district.relief.programmes.iter().find(|programme| programme.id == id).map(|p| p.over);
    let (mut parts, mut sums) = ([0.0; 4], [0.0; 2]);
    for (key, a) in &before {
        let b = after.get(key)?;
        sums[0] += a.spending;
        sums[1] += b.spending;
        let Some(moved) = SpendingFactors::between(a, b) else { continue };
        let SpendingFactors { entitled, take_up, amount: standards, rest } = moved;
        let is_of_elders = matches!(over(key.0), Some(Over::Elder | Over::Case));
        // What an elder gets beyond the index depends on age and care level.
        parts[usize::from(!is_of_elders)] += entitled + if is_of_elders { rest } else { 0.0 };
        parts[2] += standards;
        parts[3] += take_up;
    }
    let replicates = before.keys().map(|(_, replicate)| replicate).collect::<std::collections::BTreeSet<_>>().len();
    let yuan = |sum: f64| (sum / replicates as f64).round() as i64;
    let [ageing, caseload, standards, take_up] = parts.map(yuan);
    let [before, after] = sums.map(yuan);
    let other = after - before - ageing - caseload - standards - take_up;
    Some(Waterfall { from, to, before, ageing, caseload, standards, take_up, other, after })
}

fn account_outlooks(years: &[AccountYear]) -> Vec<AccountOutlook> {
    let mut names: Vec<&str> = Vec::new();
    for year in years {
        if !names.contains(&year.account.as_str()) {
            names.push(&year.account);
        }
    }
    names.into_iter().map(|name| account_outlook(name, years)).collect()
}

fn account_outlook(name: &str, years: &[AccountYear]) -> AccountOutlook {
    let mut first: BTreeMap<u32, Option<i32>> = BTreeMap::new();
    for year in years.iter().filter(|year| year.account == name) {
        let short = year.supplement > 0.0 || year.refused > 0.0 || year.most_arrears > 0.0;
        let known = first.entry(year.replicate).or_default();
        *known = known.or(short.then_some(year.year));
    }
    let mut short: Vec<i32> = first.values().copied().flatten().collect();
    short.sort_unstable();
    AccountOutlook {
        account: name.to_string(),
        ever_short: short.len() as f64 / first.len().max(1) as f64,
        short_by: first.len().div_ceil(2).checked_sub(1).and_then(|half| short.get(half).copied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(programme: &str, year: i32, factors: [f64; 4]) -> ProgrammeYear {
        let [entitled, share, index, rest] = factors;
        ProgrammeYear {
            programme: programme.into(),
            group: "relief".into(),
            year,
            months: 12,
            entitled,
            claiming: entitled * share,
            person_times: entitled,
            spending: entitled * share * index * rest,
            amount_index: index,
            ..ProgrammeYear::default()
        }
    }

    #[test]
    fn a_change_is_shared_out_among_its_factors_and_adds_up() {
        let district = scenarios::embedded("changning").expect("shipped").expect("right").district;
        let [from, to] = WATERFALL_YEARS;
        // Twice as many elders entitled, nothing else: all of it is ageing. Take-up alone: all of it is take-up.
        let check = |a: [f64; 4], b: [f64; 4], programme: &str, expected: fn(&Waterfall) -> i64| {
            let fall = waterfall(&[year(programme, from, a), year(programme, to, b)], &district).expect("both years");
            assert_eq!(expected(&fall), fall.after - fall.before, "{programme}: {fall:?}");
            let parts = fall.ageing + fall.caseload + fall.standards + fall.take_up + fall.other;
            assert_eq!(fall.before + parts, fall.after);
        };
        check([1e5, 0.5, 1.0, 12.0], [2e5, 0.5, 1.0, 12.0], "elder-allowance", |fall| fall.ageing);
        check([1e5, 0.5, 1.0, 12.0], [2e5, 0.5, 1.0, 12.0], "minimum-living", |fall| fall.caseload);
        check([1e5, 0.5, 1.0, 12.0], [1e5, 0.8, 1.0, 12.0], "minimum-living", |fall| fall.take_up);
        check([1e5, 0.5, 1.0, 12.0], [1e5, 0.5, 1.3, 12.0], "minimum-living", |fall| fall.standards);
        check([1e5, 0.5, 1.0, 12.0], [1e5, 0.5, 1.0, 15.0], "minimum-living", |fall| fall.other);
        check([1e5, 0.5, 1.0, 12.0], [1e5, 0.5, 1.0, 15.0], "elder-allowance", |fall| fall.ageing);
        check([1e5, 0.5, 1.0, 12.0], [0.0, 0.5, 1.0, 12.0], "minimum-living", |fall| fall.other);
    }
}
