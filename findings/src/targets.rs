//! Whether and when the targets of a baseline are met, and when its triggers are, replicate by replicate.
use crate::error::FindingError;
use crate::numbers::Numbers;
use crate::predictive::{Predictive, of_measure};
use outputs::{
    DISTRICT_AREA, FileRecord, ReplicateSeries, TARGETS_FILE, Tables, TargetRow, indicator, side_by_side,
    write_target_rows,
};
use scenarios::{Aim, Baseline, Measure, Scale, Side, Target, Trigger};
use sim_core::Month;
use std::collections::BTreeMap;

/// Writes `targets.parquet` of `scenarios` beside the tables, in their order: first each target of
/// `baseline`, then each trigger. The same run gives the same bytes.
pub fn write_targets(
    tables: &Tables,
    scenarios: &[impl AsRef<str> + Sync],
    baseline: &Baseline,
    threads: usize,
) -> Result<FileRecord, FindingError> {
    let of = |scenario: &_| target_rows(&Numbers::of(tables, AsRef::as_ref(scenario)), baseline);
    let rows = side_by_side(scenarios, threads, of)?;
    Ok(write_target_rows(&rows.concat(), &tables.folder().join(TARGETS_FILE))?)
}

/// The areas other than the district that targets and triggers name, each once.
pub fn watched_areas(baseline: &Baseline) -> Vec<String> {
    let targets = baseline.targets.targets.iter().filter_map(|target| match &target.aim {
        Aim::Simulated { measure, .. } => Some(measure),
        Aim::NotSimulated { .. } => None,
    });
    let measures = targets.chain(baseline.targets.triggers.iter().map(|trigger| &trigger.measure));
    let mut areas: Vec<String> = measures.map(|measure| measure.area.clone()).collect();
    areas.retain(|area| area != DISTRICT_AREA);
    areas.sort_unstable();
    areas.dedup();
    areas
}

/// The targets of `baseline` in the order of its file, then its triggers, in one scenario.
pub fn target_rows(numbers: &Numbers<'_>, baseline: &Baseline) -> Result<Vec<TargetRow>, FindingError> {
    let scenario = numbers.scenario();
    let mut rows = Vec::new();
    for target in &baseline.targets.targets {
        let mut row = named(scenario, target);
        match &target.aim {
            Aim::Simulated { measure, side, value, from, to } => {
                let series = series(numbers, measure)?;
                describe(&mut row, measure, *side, *value);
                (row.from, row.to) = (Some(*from), Some(*to));
                let kernel = of_measure(&baseline.discrepancy, measure, *to);
                judge(&mut row, &series, (*side, *value), [*from, *to], kernel);
            }
            Aim::NotSimulated { published, .. } => {
                (row.value, row.unit) = published.clone().unzip();
            }
        }
        rows.push(row);
    }
    for trigger in &baseline.targets.triggers {
        let Trigger { id, measure, right, value, origin, .. } = trigger;
        let mut row = TargetRow {
            scenario: scenario.to_string(),
            kind: "trigger".into(),
            id: id.clone(),
            grade: origin.grade.word().into(),
            source: origin.source.clone(),
            ..TargetRow::default()
        };
        describe(&mut row, measure, *right, *value);
        let kernel = |month| of_measure(&baseline.discrepancy, measure, month);
        find_trigger(&mut row, &series(numbers, measure)?, (*right, *value), kernel);
        rows.push(row);
    }
    Ok(rows)
}

fn named(scenario: &str, target: &Target) -> TargetRow {
    TargetRow {
        scenario: scenario.to_string(),
        kind: "target".into(),
        id: target.id.clone(),
        grade: target.origin.grade.word().into(),
        source: target.origin.source.clone(),
        ..TargetRow::default()
    }
}

fn describe(row: &mut TargetRow, measure: &Measure, side: Side, value: f64) {
    row.indicator = Some(measure.indicator.clone());
    row.per = measure.per.clone();
    row.area = Some(measure.area.clone());
    row.side = Some(side.word().to_string());
    row.value = Some(value);
    row.unit = Some(measure.unit.clone());
}

/// The number by replicate and month; empty for an indicator that no output has.
fn series(numbers: &Numbers<'_>, measure: &Measure) -> Result<ReplicateSeries, FindingError> {
    let of = |id: &str| -> Result<ReplicateSeries, FindingError> {
        let Some(known) = indicator(id) else { return Ok(Vec::new()) };
        Ok(numbers.series((known.topic, known.keys), &measure.area, known.column)?.into_owned())
    };
    let mut numbers = of(&measure.indicator)?;
    if let Some(per) = &measure.per {
        let divisors: BTreeMap<(u32, Month), f64> = of(per)?
            .into_iter()
            .flat_map(|(replicate, months)| months.into_iter().map(move |(month, value)| (replicate, month, value)))
            .filter_map(|(replicate, month, value)| Some(((replicate, month), value.filter(|v| *v != 0.0)?)))
            .collect();
        for (replicate, months) in &mut numbers {
            for (month, value) in months {
                *value = value.zip(divisors.get(&(*replicate, *month)).copied()).map(|(number, by)| number / by);
            }
        }
    }
    Ok(numbers)
}

/// Fills in how likely the target is met, by how much, and when its value is first reached.
///
/// Of a span the worst of its months counts. Months without a number, such as days waited where nobody was
/// admitted, tell nothing: a replicate that has none at all is left out of `n`. Nothing is judged when a
/// month of the span was not simulated. The probability has the discrepancy of the last month; `met` counts replicates.
fn judge(
    row: &mut TargetRow,
    series: &ReplicateSeries,
    (side, value): (Side, f64),
    [from, to]: [Month; 2],
    kernel: Option<Kernel>,
) {
    row.reached = reached(series, side, value);
    let is_simulated = series.first().is_some_and(|(_, months)| {
        months.first().is_some_and(|(first, _)| *first <= from) && months.last().is_some_and(|(last, _)| *last >= to)
    });
    if !is_simulated {
        return;
    }
    let worst = |(_, months): &(u32, Vec<(Month, Option<f64>)>)| {
        let inside = months.iter().filter(|(month, _)| (from..=to).contains(month)).filter_map(|(_, number)| *number);
        match side {
            Side::AtLeast => inside.reduce(f64::min),
            Side::AtMost => inside.reduce(f64::max),
        }
    };
    let numbers: Vec<f64> = series.iter().filter_map(worst).collect();
    row.n = numbers.len() as u32;
    if numbers.is_empty() {
        return;
    }
    row.met = Some(numbers.iter().filter(|number| side.holds(**number, value)).count() as i64);
    tell(row, &numbers, (side, value), kernel);
}

/// Scale and standard deviation of a discrepancy.
type Kernel = (Scale, f64);

/// The predictive distribution of numbers of the replicates.
fn distribution(numbers: &[f64], kernel: Option<Kernel>) -> Option<Predictive> {
    let values: Vec<Option<f64>> = numbers.iter().copied().map(Some).collect();
    let (scale, sd) = kernel.unwrap_or((Scale::Log, 0.0));
    Predictive::of(&values, scale, sd)
}

/// Fills in the probability of the right side, median and 80 % band.
fn tell(row: &mut TargetRow, numbers: &[f64], (side, value): (Side, f64), kernel: Option<Kernel>) {
    let Some(found) = distribution(numbers, kernel) else { return };
    row.probability = Some(found.probability(side == Side::AtLeast, value));
    [row.p10, row.p50, row.p90] = [100, 500, 900].map(|permille| Some(found.quantile(permille)));
}

/// The months by which 10, 50 and 90 % of all replicates have first been on the right side.
fn reached(series: &ReplicateSeries, side: Side, value: f64) -> [Option<Month>; 3] {
    let first = |(_, months): &(u32, Vec<(Month, Option<f64>)>)| {
        let reached = |(_, number): &&(Month, Option<f64>)| number.is_some_and(|number| side.holds(number, value));
        months.iter().find(reached).map(|(month, _)| *month)
    };
    let mut firsts: Vec<Month> = series.iter().filter_map(first).collect();
    firsts.sort_unstable();
    [10, 50, 90].map(|percent: usize| {
        (series.len() * percent).div_ceil(100).checked_sub(1).and_then(|at| firsts.get(at).copied())
    })
}

/// Fills in the first month in which the right side, likely until then, becomes less likely than not, with the
/// probability and the quantiles of that month; of the last month when there is none. Where the right side is never
/// likely it is the first month; where it is not yet likely at the start that is no trigger.
fn find_trigger(
    row: &mut TargetRow,
    series: &ReplicateSeries,
    (right, value): (Side, f64),
    kernel: impl Fn(Month) -> Option<Kernel>,
) {
    let mut by_month: BTreeMap<Month, Vec<f64>> = BTreeMap::new();
    for (month, number) in series.iter().flat_map(|(_, months)| months) {
        by_month.entry(*month).or_default().extend(number);
    }
    by_month.retain(|_, numbers| !numbers.is_empty());
    let is_wrong = |month: Month, numbers: &[f64]| {
        let found = distribution(numbers, kernel(month));
        found.is_some_and(|found| found.probability(right == Side::AtLeast, value) < 0.5)
    };
    let mut since_right = by_month.iter().skip_while(|(month, numbers)| is_wrong(**month, numbers)).peekable();
    row.triggered = match since_right.peek() {
        None => by_month.keys().next().copied(),
        Some(_) => since_right.find(|(month, numbers)| is_wrong(**month, numbers)).map(|(month, _)| *month),
    };
    let told = row.triggered.or_else(|| by_month.keys().next_back().copied());
    let Some((month, numbers)) = told.and_then(|month| by_month.remove_entry(&month)) else { return };
    row.n = numbers.len() as u32;
    tell(row, &numbers, (right, value), kernel(month));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(i: i32) -> Month {
        Month::january(2021) + i
    }

    /// Ten replicates of ten months: replicate r is at r + month.
    fn rising() -> ReplicateSeries {
        let months = |r: u32| (0..10).map(|i| (month(i), Some(f64::from(r) + f64::from(i)))).collect();
        (0..10).map(|r| (r, months(r))).collect()
    }

    #[test]
    fn probability_quantiles_and_first_months_are_those_counted_by_hand() {
        let mut row = TargetRow::default();
        // In month 5 the numbers are 5 to 14; 7 of 10 are at least 8.
        judge(&mut row, &rising(), (Side::AtLeast, 8.0), [month(5); 2], None);
        assert_eq!((row.n, row.met, row.probability), (10, Some(7), Some(0.7)));
        assert_eq!([row.p10, row.p50, row.p90], [5.9, 9.5, 13.1].map(Some));
        // Replicates 9 and 8 begin there; the fifth to arrive is replicate 5, in month 3; the ninth replicate 1.
        assert_eq!(row.reached, [month(0), month(3), month(7)].map(Some));

        // Of a span the worst month counts: at least, its first; at most, its last.
        judge(&mut row, &rising(), (Side::AtLeast, 8.0), [month(5), month(9)], None);
        assert_eq!(row.met, Some(7));
        judge(&mut row, &rising(), (Side::AtMost, 12.0), [month(5), month(9)], None);
        assert_eq!((row.met, row.p50), (Some(4), Some(13.5)));

        // Nobody gets there, or the months were not simulated.
        judge(&mut row, &rising(), (Side::AtLeast, 18.0), [month(9); 2], None);
        assert_eq!((row.met, row.reached), (Some(1), [Some(month(9)), None, None]));
        let mut row = TargetRow::default();
        judge(&mut row, &rising(), (Side::AtLeast, 8.0), [month(5), month(10)], None);
        assert_eq!((row.n, row.met, row.probability, row.p50), (0, None, None, None));
        assert!(row.reached[0].is_some());
    }

    #[test]
    fn a_discrepancy_moves_probabilities_and_bands_but_no_count() {
        let (mut plain, mut with) = (TargetRow::default(), TargetRow::default());
        // In month 5 the numbers are 5 to 14.
        let judged = |row: &mut TargetRow, kernel| judge(row, &rising(), (Side::AtLeast, 5.0), [month(5); 2], kernel);
        judged(&mut plain, None);
        judged(&mut with, Some((Scale::Log, 0.5)));
        assert_eq!((plain.probability, plain.met, with.met), (Some(1.0), Some(10), Some(10)));
        // Half of the lowest replicate lies below, less of the others.
        let expected =
            (5..15).map(|x| 0.5 * libm::erfc(-libm::log(f64::from(x) / 5.0) / 0.5 / 2f64.sqrt())).sum::<f64>();
        assert!((with.probability.unwrap() - expected / 10.0).abs() < 1e-12, "{with:?}");
        assert!(with.p50 == plain.p50 && with.p10 < plain.p10 && with.p90 > plain.p90, "{with:?}");
        // A trigger comes earlier or later only through its probability.
        let mut row = TargetRow::default();
        find_trigger(&mut row, &rising(), (Side::AtMost, 8.5), |_| Some((Scale::Log, 0.3)));
        assert!(row.triggered.is_some() && row.probability.unwrap() < 0.5, "{row:?}");
    }

    #[test]
    fn months_without_a_number_tell_nothing() {
        let mut series = rising();
        for (_, months) in series.iter_mut().take(4) {
            months[5].1 = None;
        }
        let mut row = TargetRow::default();
        judge(&mut row, &series, (Side::AtLeast, 10.0), [month(5); 2], None);
        assert_eq!((row.n, row.met), (6, Some(5)));
        judge(&mut row, &Vec::new(), (Side::AtLeast, 10.0), [month(5); 2], None);
        assert_eq!(row.reached, [None; 3]);
    }

    #[test]
    fn a_trigger_is_the_first_month_in_which_the_right_side_is_less_likely_than_not() {
        // At most 8.5: half of the replicates hold in month 4, four of ten in month 5.
        let mut row = TargetRow::default();
        find_trigger(&mut row, &rising(), (Side::AtMost, 8.5), |_| None);
        assert_eq!((row.triggered, row.probability, row.n), (Some(month(5)), Some(0.4), 10));
        let mut row = TargetRow::default();
        find_trigger(&mut row, &rising(), (Side::AtLeast, 0.0), |_| None);
        assert_eq!((row.triggered, row.probability, row.p50), (None, Some(1.0), Some(13.5)));
        // Wrong at first, right later: no trigger. Never right: from the first month on.
        let mut row = TargetRow::default();
        find_trigger(&mut row, &rising(), (Side::AtLeast, 8.5), |_| None);
        assert_eq!((row.triggered, row.probability), (None, Some(1.0)));
        let mut row = TargetRow::default();
        find_trigger(&mut row, &rising(), (Side::AtLeast, 99.0), |_| None);
        assert_eq!((row.triggered, row.probability), (Some(month(0)), Some(0.0)));
        let mut row = TargetRow::default();
        find_trigger(&mut row, &Vec::new(), (Side::AtLeast, 0.0), |_| None);
        assert_eq!((row.triggered, row.probability, row.n), (None, None, 0));
    }
}
