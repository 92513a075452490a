//! Conservation and bounds, of one scenario.
use super::{BROKEN, HOLDS};
use crate::error::FindingError;
use agents::text::Label;
use outputs::{Keys, SanityRow, Topic, district_series, visit_rows};
use std::path::Path;

/// What a rule says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Must {
    /// It is 0: something is conserved.
    BeZero,
    /// It is not negative: something is inside its bounds.
    NotBeNegative,
}

/// A rule about each row of a table: of the sum of some of its columns, each with a sign. Rows with a gap are left out.
#[derive(Clone, Copy, Debug)]
pub struct BookRule {
    /// Its id in `sanity.parquet`.
    pub id: &'static str,
    /// What it says.
    pub name: Label,
    rows: (Topic, Keys),
    sum: &'static [(f64, &'static str)],
    must: Must,
    unit: &'static str,
}

const ALL_BEDS: (Topic, Keys) = (Topic::Beds, &[("bed_type", "all")]);
const ALL_CARE: (Topic, Keys) = (Topic::Care, &[("ability", "all"), ("living", "all")]);
const CARE_WORKERS: (Topic, Keys) = (Topic::Workforce, &[("employer", "care"), ("level", "all")]);
const COMMUNITY_WORKERS: (Topic, Keys) = (Topic::Workforce, &[("employer", "community_office"), ("level", "all")]);
const ALL_ACCOUNTS: (Topic, Keys) = (Topic::Ledger, &[("account", "all"), ("programme", "all")]);
const PEOPLE: (Topic, Keys) = (Topic::Population, &[]);
const AUDIT: (Topic, Keys) = (Topic::Audit, &[]);

const fn zero(
    id: &'static str,
    rows: (Topic, Keys),
    sum: &'static [(f64, &'static str)],
    unit: &'static str,
    zh: &'static str,
    en: &'static str,
) -> BookRule {
    BookRule { id, name: Label::new(zh, en), rows, sum, must: Must::BeZero, unit }
}

const fn at_least_0(
    id: &'static str,
    rows: (Topic, Keys),
    sum: &'static [(f64, &'static str)],
    unit: &'static str,
    zh: &'static str,
    en: &'static str,
) -> BookRule {
    BookRule { id, name: Label::new(zh, en), rows, sum, must: Must::NotBeNegative, unit }
}

/// The rules about rows. One line each.
#[rustfmt::skip]
pub const BOOKS: &[BookRule] = &[
    zero("books.population", AUDIT, &[(1.0, "opening"), (1.0, "entrants"), (1.0, "arrivals"), (1.0, "moved_in"), (-1.0, "deaths"), (-1.0, "departures"), (-1.0, "moved_out"), (-1.0, "closing")], "persons", "人口账收支相符", "the books of the population close"),
    zero("books.population_recount", AUDIT, &[(1.0, "recount_difference")], "persons", "人口逐人复核一致", "everybody is counted again alike"),
    zero("books.beds", AUDIT, &[(1.0, "bed_difference")], "persons", "床位账收支相符", "the books of beds close"),
    zero("books.beds_within_usable", AUDIT, &[(1.0, "beds_over_usable")], "beds", "占用不超出可用床位", "no more beds are taken than are usable"),
    zero("books.care", AUDIT, &[(1.0, "care_difference")], "hours a month", "照护需求＝各来源提供＋缺口", "care needed is care served and unmet"),
    zero("books.cases_recount", AUDIT, &[(1.0, "case_recount_difference")], "persons", "照护个案复核一致", "cases of care are counted again alike"),
    zero("books.workers", AUDIT, &[(1.0, "workers_opening"), (1.0, "workers_hired"), (-1.0, "workers_left"), (-1.0, "workers_closing")], "persons", "人员账收支相符", "the books of workers close"),
    zero("books.employers", AUDIT, &[(1.0, "worker_difference")], "persons", "各用人单位人员账相符", "the books of every employer close"),
    zero("books.labour_market", AUDIT, &[(1.0, "market_difference")], "persons", "求职账收支相符", "the books of the labour market close"),
    zero("books.households", AUDIT, &[(1.0, "households_opening"), (1.0, "households_new"), (-1.0, "households_ended"), (-1.0, "households_closing")], "households", "困难家庭账收支相符", "the books of households in hardship close"),
    zero("books.households_recount", AUDIT, &[(1.0, "household_difference")], "households", "困难家庭复核一致", "households in hardship are counted again alike"),
    zero("books.money", AUDIT, &[(1.0, "money_difference")], "fen", "资金账收支相符（分）", "the books of all accounts and programmes close, to the fen"),
    zero("bounds.sexes", PEOPLE, &[(1.0, "elders"), (-1.0, "men"), (-1.0, "women")], "persons", "男女之和＝老年人", "men and women are all elders"),
    zero("bounds.abilities", PEOPLE, &[(1.0, "elders"), (-1.0, "independent"), (-1.0, "mild"), (-1.0, "moderate"), (-1.0, "severe")], "persons", "各能力等级之和＝老年人", "the levels of ability are all elders"),
    at_least_0("bounds.aged_80_plus", PEOPLE, &[(1.0, "elders"), (-1.0, "aged_80_plus")], "persons", "高龄不超过老年人", "the over-80s are elders"),
    at_least_0("bounds.aged_100_plus", PEOPLE, &[(1.0, "aged_80_plus"), (-1.0, "aged_100_plus")], "persons", "百岁不超过高龄", "the over-100s are over 80"),
    at_least_0("bounds.dementia", PEOPLE, &[(1.0, "elders"), (-1.0, "dementia")], "persons", "认知障碍不超过老年人", "those with dementia are elders"),
    at_least_0("bounds.alone", PEOPLE, &[(1.0, "elders"), (-1.0, "alone")], "persons", "独居不超过老年人", "those living alone are elders"),
    at_least_0("bounds.beds_staffed", ALL_BEDS, &[(1.0, "built"), (-1.0, "staffed")], "beds", "有人员的床位不超过建成", "beds staffed are built"),
    at_least_0("bounds.beds_usable", ALL_BEDS, &[(1.0, "built"), (-1.0, "usable")], "beds", "可用床位不超过建成", "beds usable are built"),
    at_least_0("bounds.beds_taken", ALL_BEDS, &[(1.0, "usable"), (-1.0, "occupied"), (-1.0, "reserved")], "beds", "入住和预留不超过可用", "beds taken or offered are usable"),
    at_least_0("bounds.beds_waiting", ALL_BEDS, &[(1.0, "waiting")], "persons", "轮候人数不为负", "nobody waits a negative number of times"),
    at_least_0("bounds.beds_gap", ALL_BEDS, &[(1.0, "gap")], "beds", "床位缺口不为负", "the lack of beds is not negative"),
    at_least_0("bounds.care_gap", ALL_CARE, &[(1.0, "need"), (-1.0, "gap")], "hours a month", "照护缺口不超过需求", "care unmet is needed"),
    at_least_0("bounds.care_gap_persons", ALL_CARE, &[(1.0, "need_persons"), (-1.0, "gap_persons")], "persons", "照护不足的人不超过有需求的人", "those with unmet need have a need"),
    at_least_0("bounds.certified", CARE_WORKERS, &[(1.0, "heads"), (-1.0, "certified")], "persons", "持证不超过在岗", "the certified are at work"),
    at_least_0("bounds.intermediate", CARE_WORKERS, &[(1.0, "certified"), (-1.0, "intermediate_plus")], "persons", "中级及以上不超过持证", "those of the intermediate level are certified"),
    at_least_0("bounds.community_certified", COMMUNITY_WORKERS, &[(1.0, "heads"), (-1.0, "certified")], "persons", "持证社区工作者不超过在岗", "certified community workers are at work"),
    at_least_0("bounds.payments", ALL_ACCOUNTS, &[(1.0, "paid")], "fen", "支出不为负", "nothing negative is paid"),
    at_least_0("bounds.arrears", ALL_ACCOUNTS, &[(1.0, "arrears")], "fen", "拖欠不为负", "arrears are not negative"),
];

/// The same number of the district, from two tables.
type Twice = (&'static str, Label, [&'static [(Topic, Keys, &'static str)]; 2], &'static str);

/// The rules about what two tables say of the district. One line each.
#[rustfmt::skip]
pub(super) const TWICE: &[Twice] = &[
    ("tables.elders", Label::new("人口表与人口账的老年人相同", "elders are as many in the population as in its books"), [&[(Topic::Population, &[], "elders")], &[(Topic::Audit, &[], "closing")]], "persons"),
    ("tables.occupied", Label::new("床位表与床位账的入住相同", "beds occupied are as many in the beds as in their books"), [&[(Topic::Beds, &[("bed_type", "all")], "occupied")], &[(Topic::Audit, &[], "beds_occupied")]], "beds"),
    ("tables.workers", Label::new("人员表与人员账的在岗相同", "workers are as many in the workforce as in its books"), [&[(Topic::Workforce, &[("employer", "care"), ("level", "all")], "heads"), (Topic::Workforce, &[("employer", "community_office"), ("level", "all")], "heads")], &[(Topic::Audit, &[], "workers_closing")]], "persons"),
];

/// What was found of a rule so far.
struct Found {
    row: SanityRow,
}

impl Found {
    fn new(scenario: &str, id: &str, must: Must, unit: &str) -> Self {
        let kind = match must {
            Must::BeZero if !id.starts_with("bounds.") => "conservation",
            _ => "bounds",
        };
        Found {
            row: SanityRow {
                scenario: scenario.to_string(),
                kind: kind.to_string(),
                rule: id.to_string(),
                verdict: HOLDS.to_string(),
                unit: unit.to_string(),
                ..SanityRow::default()
            },
        }
    }

    fn see(&mut self, must: Must, value: f64, (replicate, month, area): (u32, sim_core::Month, &str)) {
        self.row.checked += 1;
        let off = match must {
            Must::BeZero => value.abs(),
            Must::NotBeNegative => -value,
        };
        if off <= 0.0 {
            return;
        }
        if self.row.wrong == 0 {
            self.row.replicate = Some(i64::from(replicate));
            self.row.month = Some(month);
            self.row.area = Some(area.to_string());
        }
        self.row.wrong += 1;
        self.row.worst = Some(self.row.worst.map_or(off, |worst| worst.max(off)));
        self.row.verdict = BROKEN.to_string();
    }
}

/// What the rules find in a scenario, in the order of the lists.
pub(super) fn rows(folder: &Path, scenario: &str) -> Result<Vec<SanityRow>, FindingError> {
    let mut found: Vec<Found> = BOOKS.iter().map(|rule| Found::new(scenario, rule.id, rule.must, rule.unit)).collect();
    let mut done = vec![false; BOOKS.len()];
    for first in 0..BOOKS.len() {
        if done[first] {
            continue;
        }
        // All rules about the same rows in one reading of the file.
        let same: Vec<usize> = (first..BOOKS.len()).filter(|at| BOOKS[*at].rows == BOOKS[first].rows).collect();
        let mut columns: Vec<&str> = same.iter().flat_map(|at| BOOKS[*at].sum).map(|(_, column)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        let place = |column: &str| columns.iter().position(|known| *known == column).unwrap_or(0);
        let sums: Vec<Vec<(f64, usize)>> = same
            .iter()
            .map(|at| BOOKS[*at].sum.iter().map(|(sign, column)| (*sign, place(column))).collect())
            .collect();
        visit_rows(folder, BOOKS[first].rows, scenario, &columns, &mut |at, values| {
            for (rule, sum) in same.iter().zip(&sums) {
                let total = sum.iter().try_fold(0.0, |total, (sign, column)| Some(total + sign * values[*column]?));
                if let Some(total) = total {
                    found[*rule].see(BOOKS[*rule].must, total, (at.replicate, at.month, at.area));
                }
            }
        })?;
        same.iter().for_each(|at| done[*at] = true);
    }
    let mut rows: Vec<SanityRow> = found.into_iter().map(|found| found.row).collect();
    for (id, _, [left, right], unit) in TWICE {
        rows.push(twice(folder, scenario, (id, unit), left, right)?);
    }
    Ok(rows)
}

fn twice(
    folder: &Path,
    scenario: &str,
    (id, unit): (&str, &str),
    left: &[(Topic, Keys, &'static str)],
    right: &[(Topic, Keys, &'static str)],
) -> Result<SanityRow, FindingError> {
    let mut found = Found::new(scenario, id, Must::BeZero, unit);
    let mut differences: Vec<(u32, sim_core::Month, f64)> = Vec::new();
    for (sign, (topic, keys, column)) in left.iter().map(|of| (1.0, of)).chain(right.iter().map(|of| (-1.0, of))) {
        let series = district_series(folder, (*topic, *keys), scenario, *column)?;
        let values = series.iter().flat_map(|(replicate, months)| {
            months.iter().map(|(month, value)| (*replicate, *month, sign * value.unwrap_or(0.0)))
        });
        if differences.is_empty() {
            differences = values.collect();
        } else {
            // Every table has one row of the district for each replicate and month, in the same order.
            differences.iter_mut().zip(values).for_each(|(sum, (_, _, value))| sum.2 += value);
        }
    }
    for (replicate, month, difference) in differences {
        found.see(Must::BeZero, difference, (replicate, month, outputs::DISTRICT_AREA));
    }
    Ok(found.row)
}
