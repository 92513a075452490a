//! Differences by sex, age group, ability, living arrangement and income, of the district.
use super::indicators::{ALL, RowOf};
use super::pair::Pair;
use super::side::{CARE_CELLS, CareColumn, INCOMES, SideYears};
use agents::report::{AGES, FIRST_AGE};
use outputs::{ComparisonRow, DISTRICT_AREA, PyramidCounts, indicators};
use std::collections::BTreeMap;

/// By year, then replicate: men from 60, then women.
pub(super) type Pyramids = BTreeMap<i32, Vec<Vec<PyramidCounts>>>;

const SEXES: [&str; 2] = ["male", "female"];

/// Years of an age group, and the first age of the last, open one.
const GROUP_YEARS: usize = 5;
const LAST_GROUP: usize = 100;
const AGE_GROUPS: usize = (LAST_GROUP - FIRST_AGE) / GROUP_YEARS + 1;

type Count = fn(&PyramidCounts) -> f64;

const COUNTS: [(&str, Count); 7] = [
    ("pyramid.persons", |cell| cell.persons.into()),
    ("pyramid.disabled", |cell| [cell.mild, cell.moderate, cell.severe].map(f64::from).iter().sum()),
    ("pyramid.mild", |cell| cell.mild.into()),
    ("pyramid.moderate", |cell| cell.moderate.into()),
    ("pyramid.severe", |cell| cell.severe.into()),
    ("pyramid.dementia", |cell| cell.dementia.into()),
    ("pyramid.alone", |cell| cell.alone.into()),
];

/// Some of the pyramid.
struct Group {
    breakdown: &'static str,
    id: String,
    sex: Option<usize>,
    age_group: Option<usize>,
}

impl Group {
    fn all() -> Vec<Group> {
        let age = |group: usize| match FIRST_AGE + group * GROUP_YEARS {
            LAST_GROUP => format!("{LAST_GROUP}+"),
            from => format!("{from}-{}", from + GROUP_YEARS - 1),
        };
        let mut groups = Vec::new();
        for (sex, name) in SEXES.iter().enumerate() {
            groups.push(Group { breakdown: "sex", id: name.to_string(), sex: Some(sex), age_group: None });
        }
        for group in 0..AGE_GROUPS {
            groups.push(Group { breakdown: "age_group", id: age(group), sex: None, age_group: Some(group) });
        }
        for (sex, name) in SEXES.iter().enumerate() {
            for group in 0..AGE_GROUPS {
                let (id, age_group) = (format!("{name} {}", age(group)), Some(group));
                groups.push(Group { breakdown: "sex_and_age_group", id, sex: Some(sex), age_group });
            }
        }
        groups
    }

    /// The sum over its cells, by replicate.
    fn values(&self, pyramids: &[Vec<PyramidCounts>], count: Count) -> Vec<Option<f64>> {
        let has = |at: usize| {
            let (sex, age_group) = (at / AGES, (at % AGES / GROUP_YEARS).min(AGE_GROUPS - 1));
            self.sex.is_none_or(|is| is == sex) && self.age_group.is_none_or(|is| is == age_group)
        };
        let sum = |pyramid: &Vec<PyramidCounts>| -> f64 {
            pyramid.iter().enumerate().filter(|(at, _)| has(*at)).map(|(_, cell)| count(cell)).sum()
        };
        pyramids.iter().map(|pyramid| Some(sum(pyramid))).collect()
    }
}

/// Persons by sex and age group in December: by count, group, year.
pub(super) fn by_sex_and_age(pair: &Pair, pyramids: [&Pyramids; 2]) -> Vec<ComparisonRow> {
    let [a, b] = pyramids;
    let groups = Group::all();
    let mut rows = Vec::new();
    for (indicator, count) in COUNTS {
        for group in &groups {
            let of = row_of(indicator, group.breakdown, &group.id, "persons");
            rows.extend(a.iter().filter_map(|(year, of_a)| {
                let of_b = b.get(year)?;
                of.row(pair, *year, &group.values(of_a, count), &group.values(of_b, count))
            }));
        }
    }
    rows
}

/// Care by ability and living arrangement, elders by income: by indicator, group, year.
pub(super) fn by_ability_living_and_income(pair: &Pair, sides: [&SideYears; 2]) -> Vec<ComparisonRow> {
    let mut rows = Vec::new();
    let [simulated, _] = pair.simulated();
    for (indicator, unit, plus, less) in CARE {
        for (breakdown, group, cells) in care_groups() {
            let of = row_of(indicator, breakdown, &group, unit);
            for year in simulated.years() {
                let [a, b] = sides.map(|side| care_sum(side, &cells, plus, less, year));
                rows.extend(of.row(pair, year, &a, &b));
            }
        }
    }
    for (income, (_, group)) in INCOMES.iter().enumerate() {
        let of = row_of(indicators::POPULATION_ELDERS.id, "income", group, "persons");
        for year in simulated.years() {
            let [a, b] = sides.map(|side| side.income_values(income, year));
            rows.extend(of.row(pair, year, a, b));
        }
    }
    rows
}

/// Indicator, unit, and the column it is, less another.
const CARE: [(&str, &str, CareColumn, Option<CareColumn>); 4] = [
    (indicators::CARE_NEED_PERSONS.id, "persons", CareColumn::Persons, None),
    (indicators::CARE_NEED.id, "hours a year", CareColumn::Need, None),
    ("care.served", "hours a year", CareColumn::Need, Some(CareColumn::Gap)),
    (indicators::CARE_GAP.id, "hours a year", CareColumn::Gap, None),
];

/// Breakdown, group and its places among the cells of care.
fn care_groups() -> Vec<(&'static str, String, Vec<usize>)> {
    let mut groups: Vec<(&'static str, String, Vec<usize>)> = Vec::new();
    for breakdown in ["ability", "living", "ability_and_living"] {
        for (cell, (ability, living, _)) in CARE_CELLS.iter().enumerate() {
            let group = match breakdown {
                "ability" => ability.to_string(),
                "living" => living.to_string(),
                _ => format!("{ability} {living}"),
            };
            match groups.iter_mut().find(|(known, id, _)| *known == breakdown && *id == group) {
                Some((_, _, cells)) => cells.push(cell),
                None => groups.push((breakdown, group, vec![cell])),
            }
        }
    }
    groups
}

fn care_sum(
    side: &SideYears,
    cells: &[usize],
    plus: CareColumn,
    less: Option<CareColumn>,
    year: i32,
) -> Vec<Option<f64>> {
    let replicates = cells.first().map_or(0, |cell| side.care_values(plus, *cell, year).len());
    let value = |replicate: usize| {
        let of = |column| cells.iter().map(|cell| side.care(column, *cell, year, replicate)).sum::<f64>();
        Some(of(plus) - less.map_or(0.0, of))
    };
    (0..replicates).map(value).collect()
}

fn row_of<'a>(indicator: &'a str, breakdown: &'a str, group: &'a str, unit: &'a str) -> RowOf<'a> {
    debug_assert_ne!(breakdown, ALL);
    RowOf { area: DISTRICT_AREA, indicator, breakdown, group, unit }
}
