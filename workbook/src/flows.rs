//! Flows of a year: the months of each replicate added up, then percentiles over the replicates. Percentiles of months,
//! which the summary has, do not add up to those of their sum.
use crate::WorkbookError;
use outputs::{
    INDICATORS, Indicator, OfYear, OutputError, Simulated, Topic, Within, YearColumn, quantile, year_values,
};
use sim_core::Month;
use std::collections::BTreeMap;
use std::path::Path;

/// Percentiles of a year's sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Percentiles {
    pub p10: f64,
    pub p50: f64,
    pub p90: f64,
}

/// By scenario, indicator and year.
type Found = BTreeMap<(String, &'static str, i32), Percentiles>;

/// The flows of the whole district.
#[derive(Default)]
pub(crate) struct Flows(Found);

impl Flows {
    /// Reads the scenarios of a run, topics side by side.
    pub fn read(
        folder: &Path,
        scenarios: &[&str],
        replicates: u32,
        [first, last]: [Month; 2],
    ) -> Result<Self, WorkbookError> {
        let mut found = Found::new();
        for scenario in scenarios {
            let simulated = Simulated { scenario, replicates, first, last };
            let of_topics: Vec<Result<Found, OutputError>> = std::thread::scope(|scope| {
                let reader = |topic| scope.spawn(move || of_topic(folder, topic, &simulated));
                let readers: Vec<_> = Topic::ALL.into_iter().map(reader).collect();
                // A reader that panicked goes on panicking here: it is a bug and told as one.
                readers
                    .into_iter()
                    .map(|reader| reader.join().unwrap_or_else(|p| std::panic::resume_unwind(p)))
                    .collect()
            });
            for of_topic in of_topics {
                found.extend(of_topic?);
            }
        }
        Ok(Flows(found))
    }

    /// Those of a year, in the unit of the indicator; none where no replicate has a value.
    pub fn of(&self, scenario: &str, indicator: &Indicator, year: i32) -> Option<Percentiles> {
        self.0.get(&(scenario.to_string(), indicator.id, year)).copied()
    }
}

fn of_topic(folder: &Path, topic: Topic, simulated: &Simulated<'_>) -> Result<Found, OutputError> {
    let is_flow = |of: &&Indicator| of.topic == topic && OfYear::of_unit(of.unit) == OfYear::Sum;
    let indicators: Vec<&Indicator> = INDICATORS.iter().filter(is_flow).collect();
    if indicators.is_empty() {
        return Ok(Found::new());
    }
    let column = |of: &&Indicator| YearColumn { column: of.column, keys: of.keys, of_year: OfYear::Sum };
    let columns: Vec<YearColumn> = indicators.iter().map(column).collect();
    let values = year_values(folder, topic, simulated, &columns, Within::District)?;
    let mut found = Found::new();
    for (column, indicator) in indicators.iter().enumerate() {
        for (place, year) in simulated.years().enumerate() {
            let mut sums: Vec<f64> = values.of(column, 0, place).iter().copied().flatten().collect();
            sums.sort_unstable_by(f64::total_cmp);
            if let [Some(p10), Some(p50), Some(p90)] = [10, 50, 90].map(|percent| quantile(&sums, percent)) {
                found.insert((simulated.scenario.to_string(), indicator.id, year), Percentiles { p10, p50, p90 });
            }
        }
    }
    Ok(found)
}
