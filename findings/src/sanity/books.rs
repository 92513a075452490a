//! Conservation and bounds, of one scenario.
use super::{BROKEN, HOLDS};
use crate::error::FindingError;
use agents::text::Label;
use outputs::{Checked, Checks, Keys, Must, RowCheck, SANITY_FILE, SanityRow, Topic, TwiceCheck, read_sanity_rows};
use sim_core::Month;
use std::path::Path;

/// A rule about each row of a table: of the sum of some of its columns, each with a sign. Rows with a gap are left out.
#[derive(Clone, Copy, Debug)]
pub struct BookRule {
    /// Its id in `sanity.parquet`.
    pub id: &'static str,
    /// What it says.
    pub name: Label,
    rows: (Topic, Keys),
    sum: &'static [(i64, &'static str)],
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
    sum: &'static [(i64, &'static str)],
    unit: &'static str,
    zh: &'static str,
    en: &'static str,
) -> BookRule {
    BookRule { id, name: Label::new(zh, en), rows, sum, must: Must::BeZero, unit }
}

const fn at_least_0(
    id: &'static str,
    rows: (Topic, Keys),
    sum: &'static [(i64, &'static str)],
    unit: &'static str,
    zh: &'static str,
    en: &'static str,
) -> BookRule {
    BookRule { id, name: Label::new(zh, en), rows, sum, must: Must::NotBeNegative, unit }
}

/// The rules about rows. One line each.
#[rustfmt::skip]
pub const BOOKS: &[BookRule] = &[
    zero("books.population", AUDIT, &[(1, "opening"), (1, "entrants"), (1, "arrivals"), (1, "moved_in"), (-1, "deaths"), (-1, "departures"), (-1, "moved_out"), (-1, "closing")], "persons", "人口账收支相符", "the books of the population close"),
    zero("books.population_recount", AUDIT, &[(1, "recount_difference")], "persons", "人口逐人复核一致", "everybody is counted again alike"),
    zero("books.beds", AUDIT, &[(1, "bed_difference")], "persons", "床位账收支相符", "the books of beds close"),
    zero("books.beds_within_usable", AUDIT, &[(1, "beds_over_usable")], "beds", "占用不超出可用床位", "no more beds are taken than are usable"),
    zero("books.care", AUDIT, &[(1, "care_difference")], "hours a month", "照护需求＝各来源提供＋缺口", "care needed is care served and unmet"),
    zero("books.cases_recount", AUDIT, &[(1, "case_recount_difference")], "persons", "照护个案复核一致", "cases of care are counted again alike"),
    zero("books.workers", AUDIT, &[(1, "workers_opening"), (1, "workers_hired"), (-1, "workers_left"), (-1, "workers_closing")], "persons", "人员账收支相符", "the books of workers close"),
    zero("books.employers", AUDIT, &[(1, "worker_difference")], "persons", "各用人单位人员账相符", "the books of every employer close"),
    zero("books.labour_market", AUDIT, &[(1, "market_difference")], "persons", "求职账收支相符", "the books of the labour market close"),
    zero("books.households", AUDIT, &[(1, "households_opening"), (1, "households_new"), (-1, "households_ended"), (-1, "households_closing")], "households", "困难家庭账收支相符", "the books of households in hardship close"),
    zero("books.households_recount", AUDIT, &[(1, "household_difference")], "households", "困难家庭复核一致", "households in hardship are counted again alike"),
    zero("books.money", AUDIT, &[(1, "money_difference")], "fen", "资金账收支相符（分）", "the books of all accounts and programmes close, to the fen"),
    zero("bounds.sexes", PEOPLE, &[(1, "elders"), (-1, "men"), (-1, "women")], "persons", "男女之和＝老年人", "men and women are all elders"),
    zero("bounds.abilities", PEOPLE, &[(1, "elders"), (-1, "independent"), (-1, "mild"), (-1, "moderate"), (-1, "severe")], "persons", "各能力等级之和＝老年人", "the levels of ability are all elders"),
    at_least_0("bounds.aged_80_plus", PEOPLE, &[(1, "elders"), (-1, "aged_80_plus")], "persons", "高龄不超过老年人", "the over-80s are elders"),
    at_least_0("bounds.aged_100_plus", PEOPLE, &[(1, "aged_80_plus"), (-1, "aged_100_plus")], "persons", "百岁不超过高龄", "the over-100s are over 80"),
    at_least_0("bounds.dementia", PEOPLE, &[(1, "elders"), (-1, "dementia")], "persons", "认知障碍不超过老年人", "those with dementia are elders"),
    at_least_0("bounds.alone", PEOPLE, &[(1, "elders"), (-1, "alone")], "persons", "独居不超过老年人", "those living alone are elders"),
    at_least_0("bounds.beds_staffed", ALL_BEDS, &[(1, "built"), (-1, "staffed")], "beds", "有人员的床位不超过建成", "beds staffed are built"),
    at_least_0("bounds.beds_usable", ALL_BEDS, &[(1, "built"), (-1, "usable")], "beds", "可用床位不超过建成", "beds usable are built"),
    at_least_0("bounds.beds_taken", ALL_BEDS, &[(1, "usable"), (-1, "occupied"), (-1, "reserved")], "beds", "入住和预留不超过可用", "beds taken or offered are usable"),
    at_least_0("bounds.beds_waiting", ALL_BEDS, &[(1, "waiting")], "persons", "轮候人数不为负", "nobody waits a negative number of times"),
    at_least_0("bounds.beds_gap", ALL_BEDS, &[(1, "gap")], "beds", "床位缺口不为负", "the lack of beds is not negative"),
    at_least_0("bounds.care_gap", ALL_CARE, &[(1, "need"), (-1, "gap")], "hours a month", "照护缺口不超过需求", "care unmet is needed"),
    at_least_0("bounds.care_gap_persons", ALL_CARE, &[(1, "need_persons"), (-1, "gap_persons")], "persons", "照护不足的人不超过有需求的人", "those with unmet need have a need"),
    at_least_0("bounds.certified", CARE_WORKERS, &[(1, "heads"), (-1, "certified")], "persons", "持证不超过在岗", "the certified are at work"),
    at_least_0("bounds.intermediate", CARE_WORKERS, &[(1, "certified"), (-1, "intermediate_plus")], "persons", "中级及以上不超过持证", "those of the intermediate level are certified"),
    at_least_0("bounds.community_certified", COMMUNITY_WORKERS, &[(1, "heads"), (-1, "certified")], "persons", "持证社区工作者不超过在岗", "certified community workers are at work"),
    at_least_0("bounds.payments", ALL_ACCOUNTS, &[(1, "paid")], "fen", "支出不为负", "nothing negative is paid"),
    at_least_0("bounds.arrears", ALL_ACCOUNTS, &[(1, "arrears")], "fen", "拖欠不为负", "arrears are not negative"),
];

/// The same number of the district, from two tables.
type Twice = (&'static str, Label, TwiceCheck, &'static str);

/// The rules about what two tables say of the district. One line each.
#[rustfmt::skip]
pub(super) const TWICE: &[Twice] = &[
    ("tables.elders", Label::new("人口表与人口账的老年人相同", "elders are as many in the population as in its books"), [&[(Topic::Population, &[], "elders")], &[(Topic::Audit, &[], "closing")]], "persons"),
    ("tables.occupied", Label::new("床位表与床位账的入住相同", "beds occupied are as many in the beds as in their books"), [&[(Topic::Beds, &[("bed_type", "all")], "occupied")], &[(Topic::Audit, &[], "beds_occupied")]], "beds"),
    ("tables.workers", Label::new("人员表与人员账的在岗相同", "workers are as many in the workforce as in its books"), [&[(Topic::Workforce, &[("employer", "care"), ("level", "all")], "heads"), (Topic::Workforce, &[("employer", "community_office"), ("level", "all")], "heads")], &[(Topic::Audit, &[], "workers_closing")]], "persons"),
];

/// The rules as checks, in their order.
pub fn checks() -> Checks {
    let row = |rule: &BookRule| RowCheck { rows: rule.rows, sum: rule.sum, must: rule.must };
    Checks { rows: BOOKS.iter().map(row).collect(), twice: TWICE.iter().map(|(_, _, check, _)| *check).collect() }
}

/// Ids, kinds and units of the rules, in the order of the checks.
fn named() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let of_rows = BOOKS.iter().map(|rule| (rule.id, rule.must, rule.unit));
    let all = of_rows.chain(TWICE.iter().map(|(id, _, _, unit)| (*id, Must::BeZero, *unit)));
    all.map(|(id, must, unit)| match must {
        Must::BeZero if !id.starts_with("bounds.") => (id, "conservation", unit),
        _ => (id, "bounds", unit),
    })
}

/// What the checks found in a scenario, in the order of the lists.
pub(super) fn rows(scenario: &str, checked: &[Checked]) -> Vec<SanityRow> {
    let row = |((id, kind, unit), found): ((&str, &str, &str), &Checked)| SanityRow {
        scenario: scenario.to_string(),
        kind: kind.to_string(),
        rule: id.to_string(),
        checked: found.checked,
        wrong: found.wrong,
        verdict: if found.wrong == 0 { HOLDS } else { BROKEN }.to_string(),
        worst: (found.wrong > 0).then_some(found.worst as f64),
        unit: unit.to_string(),
        replicate: found.first.as_ref().map(|(replicate, ..)| i64::from(*replicate)),
        month: found.first.as_ref().map(|(_, month, _)| Month::from_index(*month)),
        area: found.first.as_ref().map(|(.., area)| area.clone()),
        ..SanityRow::default()
    };
    named().zip(checked).map(row).collect()
}

/// What the checks found in the first `whole` of `before` replicates of `scenarios` of the finished run in `folder`, by scenario.
/// None where they found anything wrong: it is not known in which of them.
pub fn checked_before(
    folder: &Path,
    scenarios: &[String],
    (whole, before): (u32, u32),
) -> Result<Option<Vec<Vec<Checked>>>, FindingError> {
    if whole == 0 {
        return Ok(None);
    }
    let rows = read_sanity_rows(&folder.join(SANITY_FILE))?;
    let of_books = || rows.iter().filter(|row| row.against.is_none());
    let of_scenario = |scenario: &String| -> Option<Vec<Checked>> {
        let mut mine = of_books().filter(|row| row.scenario == *scenario);
        let checked = |(id, ..): (&str, &str, &str)| {
            let row = mine.next().filter(|row| row.rule == id && row.wrong == 0)?;
            // Every replicate has the same cases.
            let (before, whole) = (i64::from(before), i64::from(whole));
            (row.checked % before == 0).then(|| Checked { checked: row.checked / before * whole, ..Checked::default() })
        };
        named().map(checked).collect()
    };
    Ok(scenarios.iter().map(of_scenario).collect())
}
