//! Which inputs the forecasts of a district depend on: a screening by elementary effects, and a decomposition of the
//! variance over the prior by an emulator of a random sample. Both are runs of the baseline: resumable, and known by
//! their seed.
use crate::groups::Inputs;
use crate::{Effect, Effects, Elementary, NotEmulated, Screening, effects};
use agents::normal::share_below;
use agents::parameters::{ParameterChoice, set_of};
use agents::prior::{Posterior, own_score};
use experiments::{ExperimentError, RunRequest};
use findings::figures::{Driver, ForecastDrivers, Sensitivity};
use findings::variance::components;
use findings::{FORECASTS, FindingError, Results, Run};
use outputs::{Detail, Indicator};
use scenarios::{Baseline, Problems, Scale};
use sim_core::{Draws, Month};
use std::collections::BTreeMap;
use std::path::Path;

/// Most parameter sets of one run of a screening: its table of parameters is an input file.
pub const MOST_SETS: u32 = 20_000;

/// What is analysed, and with how many runs.
#[derive(Clone)]
pub struct SensitivityRequest {
    /// The district.
    pub baseline: Baseline,
    /// Parameter sets of the random sample; a quarter more replicates are run, in pairs with equal parameters.
    pub sets: u32,
    /// Blocks of the screening, of one set and one more a group of inputs.
    pub blocks: u32,
    /// Year of the forecasts.
    pub year: i32,
    /// Seed of all draws.
    pub seed: u64,
    /// Threads.
    pub threads: usize,
}

/// Why there is no analysis.
#[derive(Debug, thiserror::Error)]
pub enum NotAnalysed {
    /// A run failed.
    #[error(transparent)]
    Run(#[from] ExperimentError),
    /// A run cannot be read.
    #[error(transparent)]
    Finding(#[from] FindingError),
    /// The table of parameters does not fit the baseline.
    #[error("{0}")]
    Baseline(Problems),
    /// A forecast cannot be emulated.
    #[error("{indicator}: {error}")]
    Emulator {
        /// The forecast.
        indicator: &'static str,
        /// Why.
        error: NotEmulated,
    },
}

/// The runs of an analysis.
pub struct SensitivityRuns {
    inputs: Inputs,
    screening: Screening,
    table: Posterior,
    /// The run of the screening.
    pub screened: RunRequest,
    /// The run of the random sample.
    pub sampled: RunRequest,
}

impl SensitivityRuns {
    /// Parameter sets of the screening.
    pub fn sets(&self) -> u32 {
        self.screening.points.len() as u32
    }
}

/// Replicates of a run that has all of `sets` parameter sets.
fn replicates_of(sets: u32) -> u32 {
    sets.saturating_add(sets / 4)
}

impl SensitivityRequest {
    /// The runs, in folders of `folder`. Errors: the baseline does not take the table of parameters.
    pub fn runs(&self, folder: &Path) -> Result<SensitivityRuns, NotAnalysed> {
        let inputs = Inputs::of(&self.baseline);
        let screening = Screening::new(&inputs.group_of, inputs.groups.len(), self.blocks, self.seed);
        let table = Posterior {
            quantities: inputs.quantities.clone(),
            draws: screening.points.iter().map(|point| self.positions(&inputs, point)).collect(),
        };
        let about = ["points of a screening, not a posterior".to_string()];
        let screened = self.baseline.with_posterior(&table, &about).map_err(NotAnalysed::Baseline)?;
        let request = |baseline: &Baseline, sets: u32, parameters, name: &str| RunRequest {
            seed: self.seed,
            last: (Month::january(self.year) + 11).min(baseline.district.end),
            parameters,
            detail: Detail::Headline,
            threads: self.threads,
            resume: true,
            ..RunRequest::of_baseline(baseline.clone(), replicates_of(sets), folder.join(name))
        };
        let sets = screening.points.len() as u32;
        Ok(SensitivityRuns {
            screened: request(&screened, sets, ParameterChoice::Posterior, "screening"),
            sampled: request(&self.baseline, self.sets, ParameterChoice::Prior, "sample"),
            inputs,
            screening,
            table,
        })
    }

    /// Positions of the inputs inside their prior ranges at a point of independent scores.
    fn positions(&self, inputs: &Inputs, point: &[f64]) -> Vec<f64> {
        let mut scores: BTreeMap<&str, f64> =
            inputs.quantities.iter().map(String::as_str).zip(point.iter().copied()).collect();
        for group in &self.baseline.district.priors {
            // A member without a range moves nothing.
            let mut members: Vec<f64> =
                group.members.iter().map(|(id, _)| scores.get(id.as_str()).copied().unwrap_or(0.0)).collect();
            group.correlate(&mut members);
            scores.extend(group.members.iter().map(|(id, _)| id.as_str()).zip(members));
        }
        inputs.quantities.iter().map(|id| share_below(scores.get(id.as_str()).copied().unwrap_or(0.0))).collect()
    }

    /// What the finished runs say.
    pub fn analyse(&self, runs: &SensitivityRuns) -> Result<Sensitivity, NotAnalysed> {
        let read = |request: &RunRequest| -> Result<Results, NotAnalysed> {
            Ok(Results::read(Run::open(&request.folder)?, request.baseline.clone(), &[])?)
        };
        let (screened, sampled) = (read(&runs.screened)?, read(&runs.sampled)?);
        let found = FORECASTS.iter().filter_map(|of| self.forecast(runs, of, &screened, &sampled).transpose());
        Ok(Sensitivity {
            year: self.year,
            sample: runs.sampled.replicates,
            screening: [self.blocks, runs.screened.replicates],
            inputs: [runs.inputs.quantities.len(), runs.inputs.groups.len()],
            forecasts: found.collect::<Result<_, NotAnalysed>>()?,
        })
    }

    /// None where a forecast has no values, or does not vary.
    fn forecast(
        &self,
        runs: &SensitivityRuns,
        of: &'static Indicator,
        screened: &Results,
        sampled: &Results,
    ) -> Result<Option<ForecastDrivers>, NotAnalysed> {
        let scale = Scale::of_unit(of.unit);
        let values = |results: &Results| -> Vec<Option<f64>> {
            results.base.values(of, self.year).iter().map(|value| value.map(|value| scale.of(value))).collect()
        };
        let (screened, sampled) = (values(screened), values(sampled));
        let known = (0..).zip(&sampled).filter_map(|(replicate, value)| Some((replicate, (*value)?)));
        let (replicates, outputs): (Vec<u32>, Vec<f64>) = known.unzip();
        let mean = outputs.iter().sum::<f64>() / outputs.len().max(1) as f64;
        let variance = outputs.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / outputs.len().max(1) as f64;
        if variance <= 0.0 {
            return Ok(None);
        }
        let points: Vec<Vec<f64>> = replicates.iter().map(|replicate| self.scores(runs, *replicate)).collect();
        let (group_of, groups) = (&runs.inputs.group_of, runs.inputs.groups.len());
        let decomposed = effects(&points, &outputs, group_of, groups);
        let decomposed = decomposed.map_err(|error| NotAnalysed::Emulator { indicator: of.id, error })?;
        let sets: Vec<u32> = (0..sampled.len() as u32).map(set_of).collect();
        let chance = components(&sampled, &sets).map(|found| found.chance);
        let elementary = runs.screening.effects(&self.by_point(runs, &screened), chance.unwrap_or(0.0));
        let Effects { groups: decomposed, explained } = decomposed;
        let driver = |(group, (effect, screened)): (usize, (Effect, Elementary))| {
            let (id, name) = runs.inputs.groups[group].clone();
            Driver {
                id,
                name,
                inputs: runs.inputs.size(group),
                mean_absolute: screened.mean_absolute,
                screened_total: screened.total / variance,
                first: effect.first,
                total: effect.total,
                shapley: effect.shapley,
                interval: effect.interval,
            }
        };
        let mut drivers: Vec<Driver> = decomposed.into_iter().zip(elementary).enumerate().map(driver).collect();
        // Groups that the emulator does not see are in the order of the screening.
        drivers.sort_by(|a, b| {
            b.shapley.total_cmp(&a.shapley).then(b.screened_total.total_cmp(&a.screened_total)).then(a.id.cmp(&b.id))
        });
        Ok(Some(ForecastDrivers {
            indicator: of,
            explained,
            chance: chance.map(|chance| (chance / variance).min(1.0)),
            chance_level: chance.map(Screening::chance_level),
            drivers,
        }))
    }

    /// Independent scores of the inputs in a replicate of the random sample.
    fn scores(&self, runs: &SensitivityRuns, replicate: u32) -> Vec<f64> {
        let draws = Draws::new(self.seed, replicate);
        runs.inputs.quantities.iter().map(|id| own_score(&draws, id)).collect()
    }

    /// Results of the screening by point: of the first replicate that took it.
    fn by_point(&self, runs: &SensitivityRuns, values: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut results = vec![None; runs.table.draws.len()];
        for (replicate, value) in (0..).zip(values) {
            let row = runs.table.row_of(&Draws::new(self.seed, replicate));
            if let Some(result) = results.get_mut(row).filter(|result| result.is_none()) {
                *result = *value;
            }
        }
        results
    }
}
