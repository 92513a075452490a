//! Replicates until the Monte Carlo error is below a target.
use crate::error::ExperimentError;
use crate::job::replicates_per_task;
use crate::run::{RunRequest, execute};
use findings::mean_and_half_width;
use outputs::{Indicator, district_series};
use serde::Serialize;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Replicates beyond which nothing is added.
pub const MOST_REPLICATES: u32 = 20_000;
/// The most by which one round multiplies the replicates.
const MOST_GROWTH: f64 = 4.0;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The indicator: its mean over all simulated months, in the district.
    pub indicator: &'static Indicator,
    /// Half of the 95 % interval of the mean over replicates, relative to the level of the first scenario.
    pub relative: f64,
}

/// What was reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reached {
    /// The indicator.
    pub indicator: &'static str,
    /// What was asked for, relative.
    pub asked: f64,
    /// Whether it was reached.
    pub reached: bool,
    /// Replicates of each scenario in the end.
    pub replicates: u32,
    /// One scenario: its level; of several: the difference of each to the first.
    pub errors: Vec<MonteCarloError>,
}

/// The Monte Carlo error of one mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonteCarloError {
    /// The scenario.
    pub scenario: String,
    /// The mean: of the level, or of the paired difference to the first scenario, in the indicator's unit.
    pub mean: f64,
    /// Half of its 95 % interval.
    pub half_width: f64,
    /// The same relative to the level of the first scenario.
    pub relative: f64,
}

impl Precision {
    /// Reads `care.gap 5%`. The error is the part that is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let (Some(id), Some(share), None) = (words.next(), words.next(), words.next()) else {
            return Err(text.to_string());
        };
        let indicator = outputs::indicator(id).ok_or_else(|| id.to_string())?;
        let percent: f64 = share.strip_suffix('%').and_then(|n| n.parse().ok()).ok_or_else(|| share.to_string())?;
        if !(0.01..=100.0).contains(&percent) {
            return Err(share.to_string());
        }
        Ok(Precision { indicator, relative: percent / 100.0 })
    }
}

/// The mean over all months of each replicate.
fn means(folder: &Path, scenario: &str, indicator: &Indicator) -> Result<Vec<f64>, ExperimentError> {
    let series = district_series(folder, (indicator.topic, indicator.keys), scenario, indicator.column)?;
    let mean = |(_, months): &(u32, Vec<(sim_core::Month, Option<f64>)>)| {
        let values: Vec<f64> = months.iter().filter_map(|(_, value)| *value).collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    Ok(series.iter().map(mean).collect())
}

/// The errors of a finished run.
pub fn errors(
    folder: &Path,
    scenarios: &[String],
    indicator: &Indicator,
) -> Result<Vec<MonteCarloError>, ExperimentError> {
    let Some((first, others)) = scenarios.split_first() else { return Ok(Vec::new()) };
    let levels = means(folder, first, indicator)?;
    let (level, half) = mean_and_half_width(&levels);
    let of = |scenario: &str, mean: f64, half_width: f64| MonteCarloError {
        scenario: scenario.to_string(),
        mean,
        half_width,
        relative: half_width / level.abs().max(1e-12),
    };
    if others.is_empty() {
        return Ok(vec![of(first, level, half)]);
    }
    let difference = |scenario: &String| {
        let values = means(folder, scenario, indicator)?;
        let differences: Vec<f64> = values.iter().zip(&levels).map(|(b, a)| b - a).collect();
        let (mean, half) = mean_and_half_width(&differences);
        Ok(of(scenario, mean, half))
    };
    others.iter().map(difference).collect()
}

/// Runs `request`, and adds replicates until the error is small enough or there are [`MOST_REPLICATES`].
pub fn execute_to(
    request: &mut RunRequest,
    precision: Precision,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Result<Reached, ExperimentError> {
    loop {
        let finished = execute(request, progress, stop)?;
        let ids = finished.plan.scenario_ids();
        let errors = errors(&request.folder, &ids, precision.indicator)?;
        let worst = errors.iter().map(|error| error.relative).fold(0.0, f64::max);
        let reached = worst <= precision.relative;
        if reached || request.replicates >= MOST_REPLICATES {
            let (indicator, asked) = (precision.indicator.id, precision.relative);
            return Ok(Reached { indicator, asked, reached, replicates: request.replicates, errors });
        }
        let growth = ((worst / precision.relative).powi(2) * 1.05).clamp(1.0, MOST_GROWTH);
        let block = f64::from(replicates_per_task(ids.len()));
        let wanted = (f64::from(request.replicates) * growth / block).ceil() * block;
        let least = request.replicates.saturating_add(block as u32);
        request.replicates = (wanted as u32).max(least).min(MOST_REPLICATES);
        request.resume = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_is_an_indicator_and_a_percentage() {
        let right = Precision::parse("beds.waiting 5%").expect("right");
        assert_eq!((right.indicator.id, right.relative), ("beds.waiting", 0.05));
        for wrong in ["", "beds.waiting", "beds.wating 5%", "beds.waiting 5", "beds.waiting -1%", "beds.waiting 5% x"] {
            assert!(Precision::parse(wrong).is_err(), "{wrong}");
        }
    }
}
