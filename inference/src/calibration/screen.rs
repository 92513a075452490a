//! Which quantities the published numbers can inform.
use super::CalibrationError;
use super::fit::{OPTIONS, Runs};
use super::target::Target;
use crate::emulator::Emulator;

/// Quantities that are moved at the most.
const MOST_ACTIVE: usize = 90;
/// Effect of a quantity on a number, one standard deviation of its prior, relative to the number's error, below which the number
/// says nothing of it.
const LEAST_EFFECT: f64 = 0.25;

/// Positions of the quantities of which each moves a number by a part of its error, the largest effects first.
pub(super) fn active(targets: &[Target], runs: &Runs) -> Result<Vec<usize>, CalibrationError> {
    let mut effects = vec![0.0f64; runs.points.first().map_or(0, Vec::len)];
    for (target, outputs) in targets.iter().zip(&runs.outputs) {
        let known = runs.points.iter().zip(outputs).filter_map(|(point, output)| Some((point.clone(), (*output)?)));
        let (points, values): (Vec<Vec<f64>>, Vec<f64>) = known.unzip();
        let emulator = Emulator::fit(&points, &values, &OPTIONS)
            .map_err(|error| CalibrationError::NotEmulated { key: target.observation.key.clone(), error })?;
        tracing::info!(
            key = %target.observation.key, explained = emulator.explained(), active = emulator.active().len(), "number screened"
        );
        // Terms have variance 1 under the prior, so that a coefficient is an effect.
        for (term, by, _) in emulator.terms() {
            let inputs: Vec<usize> = term.inputs().collect();
            for input in &inputs {
                let effect = by.abs() / target.sd / (inputs.len() as f64).sqrt();
                effects[*input] = effects[*input].max(effect);
            }
        }
    }
    let mut ranked: Vec<(usize, f64)> =
        effects.into_iter().enumerate().filter(|(_, effect)| *effect >= LEAST_EFFECT).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked.truncate(MOST_ACTIVE);
    match ranked.is_empty() {
        true => Err(CalibrationError::NothingActive),
        false => Ok(ranked.into_iter().map(|(at, _)| at).collect()),
    }
}
