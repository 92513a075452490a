//! What moves spending on relief, subsidies and allowances between scenarios.
use super::pair::Pair;
use crate::error::FindingError;
use crate::spending_factors::SpendingFactors;
use agents::relief::programme::Group;
use outputs::{Detail, ProgrammeYear, programme_years};
use serde::Serialize;
use std::collections::BTreeMap;

/// What moved the spending of a group of programmes in a year from A to B, yuan; means over replicates. Programme by
/// programme and replicate by replicate, shared out by LMDI (docs/comparison.md, C6); a + entitled + take-up + amount + other = b.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SpendingDrivers {
    /// Calendar year.
    pub year: i32,
    /// Id of the group; `all` for all groups.
    pub group: String,
    /// Paid in scenario A.
    pub a: f64,
    /// More or fewer persons or households entitled.
    pub entitled: f64,
    /// More or fewer of those entitled who claim.
    pub take_up: f64,
    /// Amounts that follow the standard or prices.
    pub amount: f64,
    /// All else: ages, care levels and incomes of those who claim, timing, lack of money; and programmes that one of
    /// the scenarios lacks, or in which nobody is entitled, claims or is paid.
    pub other: f64,
    /// Paid in scenario B.
    pub b: f64,
}

const ALL: &str = "all";

type Years = BTreeMap<(i32, String, u32), ProgrammeYear>;

/// By year; all groups together, then each. None at headline detail, which has no programmes.
pub(super) fn spending(pair: &Pair) -> Result<Vec<SpendingDrivers>, FindingError> {
    if pair.detail == Detail::Headline {
        return Ok(Vec::new());
    }
    let ([tables_a, tables_b], [id_a, id_b]) = (pair.tables(), pair.ids());
    let by_key = |years: Vec<ProgrammeYear>| -> Years {
        let here = years.into_iter().filter(|year| year.replicate < pair.replicates);
        here.map(|year| ((year.year, year.programme.clone(), year.replicate), year)).collect()
    };
    let a = by_key(programme_years(tables_a, id_a)?);
    let b = by_key(programme_years(tables_b, id_b)?);
    Ok(of_years(&a, &b, pair.replicates))
}

fn of_years(a: &Years, b: &Years, replicates: u32) -> Vec<SpendingDrivers> {
    let mut sums: BTreeMap<(i32, usize), SpendingDrivers> = BTreeMap::new();
    let groups: Vec<&str> = std::iter::once(ALL)
        .chain(Group::ALL.into_iter().filter(|group| *group != Group::Services).map(Group::id))
        .collect();
    let nothing = ProgrammeYear::default();
    let only_b = b.keys().filter(|key| !a.contains_key(key));
    for key in a.keys().chain(only_b) {
        let (of_a, of_b) = (a.get(key).unwrap_or(&nothing), b.get(key).unwrap_or(&nothing));
        let factors = SpendingFactors::between(of_a, of_b);
        let group = if a.contains_key(key) { &of_a.group } else { &of_b.group };
        let group = groups.iter().position(|known| known == group);
        for place in std::iter::once(0).chain(group) {
            let sum = sums.entry((key.0, place)).or_default();
            sum.a += of_a.spending;
            sum.b += of_b.spending;
            if let Some(factors) = factors {
                sum.entitled += factors.entitled;
                sum.take_up += factors.take_up;
                sum.amount += factors.amount;
            }
        }
    }
    let n = f64::from(replicates.max(1));
    let mean = |((year, place), sum): ((i32, usize), SpendingDrivers)| {
        let [a, entitled, take_up, amount, b] = [sum.a, sum.entitled, sum.take_up, sum.amount, sum.b].map(|s| s / n);
        let other = b - a - entitled - take_up - amount;
        SpendingDrivers { year, group: groups[place].to_string(), a, entitled, take_up, amount, other, b }
    };
    sums.into_iter().map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn year(programme: &str, group: &str, factors: [f64; 4]) -> ((i32, String, u32), ProgrammeYear) {
        let [entitled, share, index, rest] = factors;
        let year = ProgrammeYear {
            programme: programme.into(),
            group: group.into(),
            year: 2030,
            months: 12,
            entitled,
            claiming: entitled * share,
            spending: entitled * share * index * rest,
            amount_index: index,
            ..ProgrammeYear::default()
        };
        ((2030, programme.to_string(), 0), year)
    }

    #[test]
    fn one_factor_alone_moves_all_of_it() {
        let before = [1000.0, 0.5, 1.0, 120.0];
        let check = |after: [f64; 4], expected: fn(&SpendingDrivers) -> f64| {
            let [a, b] = [before, after].map(|factors| Years::from([year("cash", "relief", factors)]));
            let all = of_years(&a, &b, 1);
            assert_eq!(all.iter().map(|of| of.group.as_str()).collect::<Vec<_>>(), ["all", "relief"]);
            let change = all[0].b - all[0].a;
            assert!((expected(&all[0]) - change).abs() < 1e-6 && change != 0.0, "{:?}", all[0]);
        };
        check([1500.0, 0.5, 1.0, 120.0], |d| d.entitled);
        check([1000.0, 0.6, 1.0, 120.0], |d| d.take_up);
        check([1000.0, 0.5, 1.2, 120.0], |d| d.amount);
        check([1000.0, 0.5, 1.0, 90.0], |d| d.other);
        check([0.0, 0.5, 1.0, 90.0], |d| d.other);
        let [a, b] = [Years::new(), Years::from([year("new", "allowance", before)])];
        let all = of_years(&a, &b, 1);
        assert_eq!((all[0].a, all[0].other, all[0].b), (0.0, 60_000.0, 60_000.0));
        assert_eq!(all[1].group, "allowance");
    }

    proptest! {
        #[test]
        fn parts_add_up(factors in prop::collection::vec(prop::array::uniform4(0.0..2e3f64), 6)) {
            let of = |from: usize| -> Years {
                ["cash", "meals", "nursing"].iter().zip(["relief", "allowance", "relief"]).zip(&factors[from..])
                    .map(|((programme, group), factors)| year(programme, group, *factors)).collect()
            };
            for d in of_years(&of(0), &of(3), 1) {
                let sum = d.a + d.entitled + d.take_up + d.amount + d.other;
                prop_assert!((sum - d.b).abs() <= 1e-9 * (1.0 + d.a.abs() + d.b.abs() + d.entitled.abs() + d.take_up.abs() + d.amount.abs()));
            }
        }
    }
}
