//! A wave: a run of the baseline whose replicates take given parameters, and what it says of the published numbers.
use super::fit::Runs;
use super::space::Space;
use super::target::Target;
use super::{Calibration, CalibrationError};
use agents::parameters::ParameterChoice;
use agents::prior::Posterior;
use experiments::{BASELINE, RunRequest, Watch, execute};
use findings::{Numbers, simulated};
use outputs::{Detail, Tables};
use sim_core::Draws;
use std::path::Path;

/// What a wave's replicates take their parameters from.
pub(super) struct Proposals<'a> {
    /// A score an active parameter, by row.
    pub points: &'a [Vec<f64>],
    /// The rows as draws of a posterior.
    pub draws: &'a Posterior,
}

/// Where waves are run.
pub(super) struct Place<'a> {
    pub calibration: &'a Calibration<'a>,
    pub folder: &'a Path,
    pub watch: Watch<'a>,
}

impl Place<'_> {
    /// Runs wave `number`, or reads it when it is there. Its points are the scores of all parameters where they come from the
    /// prior, of the active ones where they are proposed.
    pub(super) fn run(
        &self,
        targets: &[Target],
        space: &Space<'_>,
        (number, replicates): (u32, u32),
        proposals: Option<&Proposals<'_>>,
    ) -> Result<Runs, CalibrationError> {
        let (of, watch) = (self.calibration, self.watch);
        let about = [format!("proposals of wave {number} of a calibration")];
        let baseline = match proposals {
            Some(proposals) => of.baseline.with_posterior(proposals.draws, &about)?,
            None => of.baseline.clone(),
        };
        let seed = of.seed_of(number);
        let request = RunRequest {
            parameters: if proposals.is_some() { ParameterChoice::Posterior } else { ParameterChoice::Prior },
            detail: Detail::Headline,
            threads: of.threads,
            last: of.last,
            seed,
            resume: true,
            ..RunRequest::of_baseline(baseline, replicates, self.folder.join(format!("wave-{number}")))
        };
        execute(&request, watch.progress, watch.stop)?;
        let tables = Tables::of(&request.folder);
        let wanted = findings::series_of_observations(&of.baseline.observations);
        let numbers = Numbers::read_ahead(&tables, BASELINE, &wanted)?;
        let outputs = targets.iter().map(|target| {
            let values = simulated(&numbers, &target.observation)?;
            Ok(values.into_iter().map(|value| value.and_then(|value| target.scaled(value))).collect())
        });
        let outputs = outputs.collect::<Result<Vec<Vec<Option<f64>>>, CalibrationError>>()?;
        let point = |replicate| {
            let draws = Draws::new(seed, replicate);
            match proposals {
                Some(proposals) => proposals.points[proposals.draws.row_of(&draws)].clone(),
                None => space.own_scores(&draws),
            }
        };
        Ok(Runs { points: (0..replicates).map(point).collect(), outputs })
    }
}
