//! Replicates until the Monte Carlo error is below a target.
use crate::error::ExperimentError;
use crate::folder::finished_plan;
use crate::job::replicates_per_task;
use crate::run::{RunRequest, execute, plan_of};
use findings::{Run, mean_and_half_width};
use outputs::{Indicator, Tables, district_series};
use serde::Serialize;
use std::path::{Path, PathBuf};
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

    /// The folder of a run to it that is put nowhere else: `runs/<district>-<fingerprint of the plan>-<indicator>-<percent>pct`.
    /// Not that of a plain run, whose replicates are those asked for.
    pub fn default_folder(&self, request: &RunRequest) -> Result<PathBuf, ExperimentError> {
        let plan = plan_of(request)?;
        let identity = plan.identity()?;
        // As many digits as tell percentages apart, of a float that was divided by 100.
        let percent = (self.relative * 1e8).round() / 1e6;
        let fingerprint = identity.get(..8).unwrap_or(&identity);
        let name = format!("{}-{fingerprint}-{}-{percent}pct", plan.district, self.indicator.id);
        Ok(PathBuf::from("runs").join(name))
    }
}

/// The mean over all months of each replicate.
fn means(tables: &Tables, scenario: &str, indicator: &Indicator) -> Result<Vec<f64>, ExperimentError> {
    let series = district_series(tables, (indicator.topic, indicator.keys), scenario, indicator.column)?;
    let mean = |(_, months): &(u32, Vec<(sim_core::Month, Option<f64>)>)| {
        let values: Vec<f64> = months.iter().filter_map(|(_, value)| *value).collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    Ok(series.iter().map(mean).collect())
}

/// The mean of each replicate, by scenario.
struct Levels(Vec<(String, Vec<f64>)>);

impl Levels {
    fn read(folder: &Path, indicator: &Indicator) -> Result<Levels, ExperimentError> {
        let run = Run::open(folder)?;
        let of = |id: String| means(&run.tables, &id, indicator).map(|means| (id, means));
        run.manifest.plan.scenario_ids().into_iter().map(of).collect::<Result<_, _>>().map(Levels)
    }

    /// The errors of the first `replicates`.
    fn errors(&self, replicates: u32) -> Vec<MonteCarloError> {
        let first_of = |means: &[f64]| means[..means.len().min(replicates as usize)].to_vec();
        let scenarios: Vec<(&str, Vec<f64>)> =
            self.0.iter().map(|(id, means)| (id.as_str(), first_of(means))).collect();
        errors_of(&scenarios)
    }
}

fn errors_of(scenarios: &[(&str, Vec<f64>)]) -> Vec<MonteCarloError> {
    let Some(((first, levels), others)) = scenarios.split_first() else { return Vec::new() };
    let (level, half) = mean_and_half_width(levels);
    let of = |scenario: &str, mean: f64, half_width: f64| MonteCarloError {
        scenario: scenario.to_string(),
        mean,
        half_width,
        relative: half_width / level.abs().max(1e-12),
    };
    if others.is_empty() {
        return vec![of(first, level, half)];
    }
    let difference = |(scenario, values): &(&str, Vec<f64>)| {
        let differences: Vec<f64> = values.iter().zip(levels).map(|(b, a)| b - a).collect();
        let (mean, half) = mean_and_half_width(&differences);
        of(scenario, mean, half)
    };
    others.iter().map(difference).collect()
}

/// Runs `request`, and adds replicates until the error is small enough or there are [`MOST_REPLICATES`]. Goes on with what
/// the folder holds of the same run: how many replicates there are after each step depends on those before alone, so that
/// the steps are the same whatever the interruptions. `request` says in the end what the folder holds.
pub fn execute_to(
    request: &mut RunRequest,
    precision: Precision,
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
) -> Result<Reached, ExperimentError> {
    request.resume = true;
    let identity = plan_of(request)?.identity()?;
    let mut step = request.replicates;
    let mut known: Option<Levels> = None;
    loop {
        let there = finished_plan(&request.folder)?;
        let there = there.filter(|plan| plan.identity().is_ok_and(|other| other == identity));
        let there = there.map_or(0, |plan| plan.replicates);
        request.replicates = step.max(there);
        if known.is_none() || step > there {
            execute(request, progress, stop)?;
            known = Some(Levels::read(&request.folder, precision.indicator)?);
        }
        let Some(levels) = &known else { continue };
        let errors = levels.errors(step);
        let worst = errors.iter().map(|error| error.relative).fold(0.0, f64::max);
        let reached = worst <= precision.relative;
        if reached && step < there {
            step = there; // somebody has added more: what is told is of them all
            continue;
        }
        if reached || step >= MOST_REPLICATES {
            let (indicator, asked) = (precision.indicator.id, precision.relative);
            return Ok(Reached { indicator, asked, reached, replicates: step, errors });
        }
        step = next_step(step, worst / precision.relative, replicates_per_task(request.scenarios.len()));
    }
}

/// The next number of replicates, in whole tasks, where the error at `replicates` is `ratio` times the target.
fn next_step(replicates: u32, ratio: f64, block: u32) -> u32 {
    let growth = (ratio.powi(2) * 1.05).clamp(1.0, MOST_GROWTH);
    let wanted = (f64::from(replicates) * growth / f64::from(block)).ceil() * f64::from(block);
    (wanted as u32).max(replicates.saturating_add(block)).min(MOST_REPLICATES)
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
