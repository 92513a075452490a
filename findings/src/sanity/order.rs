//! Monotonicity and gain-only reforms, between scenarios that share their random numbers.
use super::{BROKEN, CHANCE, CLAIMED, HOLDS, NOT_HIGHER, NOT_LOWER};
use crate::error::FindingError;
use crate::estimate::mean_and_half_width;
use outputs::{
    DISTRICT_AREA, Detail, Indicator, Keys, SanityRow, Tables, Topic, district_series, indicator, visit_rows,
};
use scenarios::Baseline;
use scenarios::levers::{EXPECTATIONS, GIVING, Lever, Selection};
use scenarios::scenario::{BASELINE, CompiledScenario, Moved, Operation};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A change of this part of the level is rounding.
const ROUNDING: f64 = 1e-9;

/// Money claimed under the laws of relief, which hangs on households and not on what care is on offer.
const CLAIMS: [(Topic, Keys); 2] = [
    (Topic::Relief, &[("group", "relief"), ("programme", "all")]),
    (Topic::Relief, &[("group", "disability"), ("programme", "all")]),
];

/// Two scenarios of which the second has some levers further up (`1`) or down (`-1`), and is otherwise as the first.
struct Pair<'a> {
    lower: &'a CompiledScenario,
    upper: &'a CompiledScenario,
    levers: Vec<(&'static Lever, f64)>,
}

/// How the scenarios of a run stand to one another.
pub(super) fn rows(
    tables: &Tables,
    detail: Detail,
    scenarios: &[CompiledScenario],
    baseline: &Baseline,
) -> Result<Vec<SanityRow>, FindingError> {
    let mut rows = Vec::new();
    let mut means = Means { tables, known: BTreeMap::new() };
    for pair in pairs(scenarios, baseline) {
        for (indicator, sign) in expected(&pair) {
            rows.push(monotone(&mut means, &pair, indicator, sign)?);
        }
        let gives = |by: f64| pair.levers.iter().all(|(lever, sign)| *sign == by && GIVING.contains(&lever.id));
        if gives(1.0) {
            rows.push(gain(tables, detail, pair.lower, pair.upper)?);
        } else if gives(-1.0) {
            rows.push(gain(tables, detail, pair.upper, pair.lower)?);
        }
    }
    Ok(rows)
}

/// Each scenario against the baseline, and against that of the same changes in which one value is next below.
fn pairs<'a>(scenarios: &'a [CompiledScenario], baseline: &Baseline) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    let unchanged = scenarios.iter().find(|scenario| scenario.id == BASELINE);
    for scenario in scenarios {
        if let Some(lower) = unchanged.filter(|lower| lower.id != scenario.id && same_shocks(lower, scenario)) {
            // What is set by hand in both moves neither away from the other.
            let own = scenario.moved.iter().filter(|moved| !lower.moved.contains(moved));
            let levers: Option<Vec<_>> = own.map(|moved| Some((moved.lever, direction(moved, baseline)?))).collect();
            pairs.extend(levers.filter(|levers| !levers.is_empty()).map(|levers| Pair {
                lower,
                upper: scenario,
                levers,
            }));
        }
        let below = scenarios.iter().filter_map(|other| Some((other, step(other, scenario)?)));
        let next = below.max_by(|(_, (_, a)), (_, (_, b))| a.total_cmp(b));
        if let Some((lower, (lever, _))) = next.filter(|(lower, _)| same_shocks(lower, scenario)) {
            pairs.push(Pair { lower, upper: scenario, levers: vec![(lever, 1.0)] });
        }
    }
    pairs
}

/// Baseline shocks may be left out, and more may come: neither is a lever.
fn same_shocks(a: &CompiledScenario, b: &CompiledScenario) -> bool {
    let shocks = |scenario: &CompiledScenario| scenario.stretches.last().map(|last| last.district.shocks.clone());
    shocks(a) == shocks(b)
}

/// The lever in which alone `upper` is set higher than `lower`, and the value there.
fn step(lower: &CompiledScenario, upper: &CompiledScenario) -> Option<(&'static Lever, f64)> {
    if lower.moved.len() != upper.moved.len() {
        return None;
    }
    let mut differing = lower.moved.iter().zip(&upper.moved).filter(|(a, b)| a != b);
    let ((a, b), None) = (differing.next()?, differing.next()) else { return None };
    let as_far = Moved { to: b.to, ..a.clone() };
    match (a.to, b.to) {
        (Operation::Set(low), Operation::Set(high)) if as_far == *b && low < high && a.lever.words().is_none() => {
            Some((a.lever, low))
        }
        _ => None,
    }
}

/// Whether a change moves its lever up or down in every replicate, whatever is drawn: none where that is not sure.
fn direction(moved: &Moved, baseline: &Baseline) -> Option<f64> {
    let sign = |order: Ordering| match order {
        Ordering::Greater => Some(1.0),
        Ordering::Less => Some(-1.0),
        Ordering::Equal => None,
    };
    match moved.to {
        _ if moved.lever.words().is_some() => None,
        Operation::Add(by) => sign(by.total_cmp(&0.0)),
        Operation::Multiply(by) => sign(by.total_cmp(&1.0)),
        Operation::Set(value) => {
            let elements = moved.lever.elements(&baseline.district, &Selection::default());
            let ranges = elements.iter().map(|of| moved.lever.unchanged(&baseline.district, *of));
            let mut above = true;
            let mut below = true;
            for range in ranges {
                above &= value >= range.high && value > range.low;
                below &= value <= range.low && value < range.high;
                if range.low == range.high {
                    above &= value > range.low;
                    below &= value < range.low;
                }
            }
            match (above, below) {
                (true, false) => Some(1.0),
                (false, true) => Some(-1.0),
                _ => None,
            }
        }
    }
}

/// Indicators on whose direction all levers of the pair agree.
fn expected(pair: &Pair<'_>) -> Vec<(&'static Indicator, f64)> {
    let of = |lever: &Lever, indicator: &str| {
        let found = EXPECTATIONS.iter().find(|one| one.lever == lever.id && one.indicator == indicator)?;
        Some(if found.rises { 1.0 } else { -1.0 })
    };
    let Some((first, sign)) = pair.levers.first() else { return Vec::new() };
    let candidates = EXPECTATIONS.iter().filter(|one| one.lever == first.id);
    candidates
        .filter_map(|one| {
            let wanted = sign * of(first, one.indicator)?;
            let agree =
                pair.levers.iter().all(|(lever, sign)| of(lever, one.indicator).is_some_and(|by| by * sign == wanted));
            agree.then_some((indicator(one.indicator)?, wanted))
        })
        .collect()
}

/// Means over all months, by scenario and indicator: each is read once.
struct Means<'a> {
    tables: &'a Tables,
    known: BTreeMap<(String, &'static str), Vec<f64>>,
}

impl Means<'_> {
    fn of(&mut self, scenario: &str, indicator: &'static Indicator) -> Result<Vec<f64>, FindingError> {
        let key = (scenario.to_string(), indicator.id);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let series = district_series(self.tables, (indicator.topic, indicator.keys), scenario, indicator.column)?;
        let mean = |months: &[(sim_core::Month, Option<f64>)]| {
            let values: Vec<f64> = months.iter().filter_map(|(_, value)| *value).collect();
            values.iter().sum::<f64>() / values.len().max(1) as f64
        };
        let means: Vec<f64> = series.iter().map(|(_, months)| mean(months)).collect();
        self.known.insert(key, means.clone());
        Ok(means)
    }
}

fn row(pair: (&CompiledScenario, &CompiledScenario), kind: &str, rule: String, unit: &str) -> SanityRow {
    SanityRow {
        scenario: pair.1.id.clone(),
        against: Some(pair.0.id.clone()),
        kind: kind.to_string(),
        rule,
        verdict: HOLDS.to_string(),
        unit: unit.to_string(),
        ..SanityRow::default()
    }
}

/// Replicate by replicate, the mean over all months of the indicator; as a whole, whether their mean is on the wrong side
/// by more than its 95 % interval.
fn monotone(
    means: &mut Means<'_>,
    pair: &Pair<'_>,
    indicator: &'static Indicator,
    sign: f64,
) -> Result<SanityRow, FindingError> {
    let word = if sign > 0.0 { NOT_LOWER } else { NOT_HIGHER };
    let mut row = row((pair.lower, pair.upper), "monotonicity", format!("{} {word}", indicator.id), indicator.unit);
    let (lower, upper) = (means.of(&pair.lower.id, indicator)?, means.of(&pair.upper.id, indicator)?);
    let gains: Vec<f64> = lower.iter().zip(&upper).map(|(a, b)| sign * (b - a)).collect();
    row.checked = gains.len() as i64;
    for (replicate, (gain, level)) in gains.iter().zip(&lower).enumerate() {
        if *gain < -ROUNDING * level.abs() {
            row.replicate = row.replicate.or(Some(replicate as i64));
            row.wrong += 1;
            row.worst = Some(row.worst.map_or(-gain, |worst: f64| worst.max(-gain)));
        }
    }
    if row.wrong > 0 {
        let (mean, half) = mean_and_half_width(&gains);
        row.verdict = if mean + half < 0.0 { BROKEN } else { CHANCE }.to_string();
    }
    Ok(row)
}

/// What has been claimed so far under a reform that only gives, against what has been without it, in every month and area:
/// what is granted sooner is missed later, but not taken back. Books that lag may still let a replicate fall behind for a
/// while; the rule is broken where the mean of an area's replicates ends behind by more than its 95 % interval.
fn gain(
    tables: &Tables,
    detail: Detail,
    without: &CompiledScenario,
    with: &CompiledScenario,
) -> Result<SanityRow, FindingError> {
    // Below full detail communities have no rows of single months.
    let has_all_months = |area: &str| detail == Detail::Full || area == DISTRICT_AREA;
    let mut row = row((without, with), "gain_only", format!("{CLAIMED} {NOT_LOWER}"), "fen");
    let mut ends: Vec<Vec<f64>> = Vec::new();
    for rows in CLAIMS {
        let mut before = Vec::new();
        visit_rows(tables, rows, &without.id, &["claimed"], &mut |at, values| {
            if has_all_months(at.area) {
                before.push(values[0]);
            }
        })?;
        let mut before = before.into_iter();
        let mut so_far: BTreeMap<String, BTreeMap<u32, f64>> = BTreeMap::new();
        visit_rows(tables, rows, &with.id, &["claimed"], &mut |at, values| {
            if !has_all_months(at.area) {
                return;
            }
            let (Some(Some(a)), Some(b)) = (before.next(), values[0]) else { return };
            if !so_far.contains_key(at.area) {
                so_far.insert(at.area.to_string(), BTreeMap::new());
            }
            let Some(of_area) = so_far.get_mut(at.area) else { return };
            let ahead = of_area.entry(at.replicate).or_default();
            *ahead += b - a;
            row.checked += 1;
            if *ahead < 0.0 {
                if row.wrong == 0 {
                    row.replicate = Some(i64::from(at.replicate));
                    row.month = Some(at.month);
                    row.area = Some(at.area.to_string());
                }
                row.wrong += 1;
                row.worst = Some(row.worst.map_or(-*ahead, |worst: f64| worst.max(-*ahead)));
            }
        })?;
        ends.extend(so_far.into_values().map(|replicates| replicates.into_values().collect()));
    }
    if row.wrong > 0 {
        let is_behind = |gains: &Vec<f64>| {
            let (mean, half) = mean_and_half_width(gains);
            mean + half < 0.0
        };
        row.verdict = if ends.iter().any(is_behind) { BROKEN } else { CHANCE }.to_string();
    }
    Ok(row)
}
