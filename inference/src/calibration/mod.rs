//! Calibration: from the prior ranges of a baseline's parameters and what is published to draws from their posterior.
//!
//! Waves of runs train emulators of what is published (history matching, Craig et al. 1997); each wave keeps to parameters that
//! no emulator finds implausible. The posterior is sampled on the last emulators, and checked by runs of its own draws.
mod files;
mod fit;
mod folds;
mod screen;
mod space;
mod target;
mod wave;

pub use files::Files;
pub use fit::{Fitted, Judge, Runs};
pub use folds::LeftOut;
pub use space::Space;
pub use target::Target;

use crate::emulator::NotEmulated;
use crate::slice::{NotSampled, Plan, sample};
use crate::{Chains, Convergence};
use agents::prior::Posterior;
use agents::text::Language;
use experiments::{ExperimentError, Watch};
use findings::FindingError;
use scenarios::{Baseline, Problems, Role};
use sim_core::{Draws, Month};
use std::path::Path;

/// Standard deviations beyond which a parameter set is implausible (Pukelsheim 1994: 3 for any unimodal error).
const IMPLAUSIBLE: f64 = 3.0;
/// Chains of every sample.
const CHAINS: u32 = 8;
/// By how much errors are widened where a sample only looks for plausible sets.
const SOFTENED: f64 = 4.0;
/// Waves between the prior and the sample of the posterior.
const WAVES: u32 = 2;

/// Times that a wave is drawn before it is given up.
const ATTEMPTS: u32 = 5;
/// What an attempt adds to the number of a wave.
const AGAIN: u32 = 10_000;

/// How many runs a calibration makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Replicates of the wave from the prior.
    pub prior: u32,
    /// Replicates of each later wave.
    pub wave: u32,
    /// Replicates that check the posterior.
    pub check: u32,
    /// Draws of the posterior.
    pub draws: u32,
}

impl Default for Sizes {
    fn default() -> Self {
        Sizes { prior: 1500, wave: 1000, check: 500, draws: 1000 }
    }
}

/// A calibration to be made.
pub struct Calibration<'a> {
    /// The district.
    pub baseline: &'a Baseline,
    /// The last month that is simulated.
    pub last: Month,
    /// How many runs.
    pub sizes: Sizes,
    /// Seed of all runs and samples.
    pub seed: u64,
    /// Threads.
    pub threads: usize,
}

/// Why there is no posterior.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// A run failed.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// A run cannot be read.
    #[error(transparent)]
    Finding(#[from] FindingError),
    /// The draws are no file of the baseline: a bug.
    #[error(transparent)]
    Input(#[from] Problems),
    /// There is nothing to calibrate to.
    #[error("the baseline has no observation to calibrate to (observations.csv, use = calibrate)")]
    NoTarget,
    /// A number that too few runs have.
    #[error("{key}: {error}")]
    NotEmulated {
        /// Key of the observation.
        key: String,
        /// Why.
        error: NotEmulated,
    },
    /// No parameter moves any of the numbers.
    #[error("no parameter moves any of the numbers to calibrate to")]
    NothingActive,
    /// The published numbers contradict one another, or the model.
    #[error("no parameters inside their ranges come near all published numbers; the furthest: {}", .0.join(", "))]
    NothingPlausible(Vec<String>),
    /// A sample failed.
    #[error(transparent)]
    NotSampled(#[from] NotSampled),
}

impl CalibrationError {
    /// In words of the user's language.
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (CalibrationError::NoTarget, Language::Zh) => {
                "基线没有可供校准的公布数据（observations.csv 中 use = calibrate）".into()
            }
            (CalibrationError::NotEmulated { key, error }, Language::Zh) => format!("{key}：无法建立仿真器（{error}）"),
            (CalibrationError::NothingActive, Language::Zh) => "没有任何参数能改变这些公布数据".into(),
            (CalibrationError::NothingPlausible(furthest), Language::Zh) => {
                format!("参数范围内没有一组能接近全部公布数据；偏离最大的：{}", furthest.join("、"))
            }
            _ => self.to_string(),
        }
    }
}

/// What a calibration found.
pub struct Calibrated {
    /// The posterior, in random order.
    pub posterior: Posterior,
    /// Ids of the quantities that the numbers can inform.
    pub active: Vec<String>,
    /// The draws as scores of the active parameters.
    pub points: Vec<Vec<f64>>,
    /// The numbers calibrated to, then those held out and those only shown.
    pub targets: Vec<Target>,
    /// Runs of the prior and of the posterior: places on the targets' scales, by target and run.
    pub outputs: [Vec<Vec<Option<f64>>>; 2],
    /// Of each number calibrated to, what the others say of it.
    pub left_out: Vec<LeftOut>,
    /// The worst of the active parameters' chains.
    pub convergence: Option<Convergence>,
    /// Share of the sets of each wave that its own runs leave plausible, from the prior on.
    pub plausible: Vec<f64>,
}

impl<'a> Calibration<'a> {
    /// The calibration of a baseline, up to the last month that it is calibrated to.
    pub fn new(baseline: &'a Baseline, sizes: Sizes, seed: u64, threads: usize) -> Self {
        let wanted = baseline.observations.iter().filter(|of| of.role == Role::Calibrate);
        let last = wanted.map(|of| of.month).max().unwrap_or(baseline.district.start).min(baseline.district.end);
        Calibration { baseline, last, sizes, seed, threads }
    }

    /// What determines its results, as eight hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let files = self.baseline.files.iter().map(|file| file.blake3.as_str());
        let text = format!("{} {:?} {}", env!("CARGO_PKG_VERSION"), self.sizes, self.seed);
        let all: Vec<&str> = files.chain([text.as_str()]).collect();
        blake3::hash(all.join(" ").as_bytes()).to_hex()[..8].to_string()
    }

    /// Month-replicates of all runs: what progress is counted in.
    pub fn months(&self) -> u64 {
        let replicates = self.sizes.prior + (WAVES + 1) * self.sizes.wave + self.sizes.check;
        u64::from(replicates) * (self.last - self.baseline.district.start + 1).max(0) as u64
    }

    /// The seed of a wave's runs; of samples numbers from 100 on.
    fn seed_of(&self, number: u32) -> u64 {
        Draws::new(self.seed, number).bits(u64::MAX, Month::from_index(0), agents::decision::INFERENCE)
    }

    /// Makes the calibration in `folder`, or goes on with what it holds. The same bytes for any number of threads.
    pub fn run(&self, folder: &Path, watch: Watch<'_>) -> Result<Calibrated, CalibrationError> {
        let place = wave::Place { calibration: self, folder, watch };
        let mut observations: Vec<_> = self.baseline.observations.iter().collect();
        observations.sort_by_key(|of| of.role);
        let targets: Vec<Target> = observations.into_iter().map(Target::of).collect();
        let fitted = targets.iter().filter(|of| of.observation.role == Role::Calibrate).count();
        if fitted == 0 {
            return Err(CalibrationError::NoTarget);
        }
        let mut space = Space::of(self.baseline);
        let prior = tried(0, |number| place.run(&targets, &space, (number, self.sizes.prior), None))?;
        let wanted = &targets[..fitted];
        space.active = screen::active(wanted, &prior)?;
        let mut known = prior.of_inputs(&space.active);
        let mut fits: Vec<Fitted> = Vec::new();
        let (mut seen, mut plausible) = (Runs::default(), Vec::new());
        for wave in 1..=WAVES + 1 {
            fits.push(fit(wanted, &known)?);
            plausible.push(share_plausible(wanted, &known));
            let runs = tried(wave, |number| {
                let points = match wave > WAVES {
                    false => self.plausible(&fits, &known, number)?,
                    true => self.posterior(&fits, &known, (100 + number, self.sizes.wave))?.0,
                };
                let draws = space.draws(&points, self.seed_of(200 + number));
                let proposals = wave::Proposals { points: &points, draws: &draws };
                place.run(&targets, &space, (number, self.sizes.wave), Some(&proposals))
            })?;
            seen = if seen.points.is_empty() { runs } else { seen.and(&runs) };
            known = seen.clone();
        }
        fits.push(fit(wanted, &known)?);
        plausible.push(share_plausible(wanted, &known));
        let (points, convergence) = self.posterior(&fits, &known, (150, self.sizes.draws))?;
        let posterior = space.draws(&points, self.seed_of(250));
        let left_out = match fits.last() {
            Some(last) => folds::left_out(self, last, &points)?,
            None => Vec::new(),
        };
        let proposals = wave::Proposals { points: &points, draws: &posterior };
        let checked =
            tried(WAVES + 2, |number| place.run(&targets, &space, (number, self.sizes.check), Some(&proposals)))?;
        let outputs = [prior.outputs, checked.outputs];
        let active = space.ids().map(str::to_string).collect();
        Ok(Calibrated { posterior, active, points, targets, outputs, left_out, convergence, plausible })
    }

    /// Points that no emulator finds implausible.
    fn plausible(&self, fits: &[Fitted], known: &Runs, number: u32) -> Result<Vec<Vec<f64>>, CalibrationError> {
        let worst = |point: &[f64]| fits.iter().map(|fit| fit.implausibility(point)).fold(0.0, f64::max);
        let soft = self.sample_of(fits, known, (100 + number, CHAINS * 20), SOFTENED)?;
        let mut starts: Vec<Vec<f64>> =
            soft.all().filter(|point| worst(point) < IMPLAUSIBLE).map(<[f64]>::to_vec).collect();
        starts.sort_by(|a, b| worst(a).total_cmp(&worst(b)));
        if starts.is_empty() {
            return Err(self.contradiction(fits, &soft));
        }
        let inside = |point: &[f64]| if worst(point) < IMPLAUSIBLE { 0.0 } else { f64::NEG_INFINITY };
        let plan = self.plan(starts[0].len(), (300 + number, self.sizes.wave));
        Ok(self.in_order(&sample(&plan, &starts, &inside)?, number, self.sizes.wave))
    }

    /// Draws from the posterior, and how well the worst parameter's chains mixed.
    fn posterior(
        &self,
        fits: &[Fitted],
        known: &Runs,
        (number, draws): (u32, u32),
    ) -> Result<(Vec<Vec<f64>>, Option<Convergence>), CalibrationError> {
        let chains = self.sample_of(fits, known, (number, draws), 1.0)?;
        let dimensions = known.points.first().map_or(0, Vec::len);
        let each = (0..dimensions).filter_map(|at| chains.convergence(|point| point[at]));
        let worst = each.min_by(|a, b| a.effective_size.total_cmp(&b.effective_size));
        Ok((self.in_order(&chains, number, draws), worst))
    }

    /// A sample by the likelihood of the last emulators, with errors `softened` times as wide.
    fn sample_of(
        &self,
        fits: &[Fitted],
        known: &Runs,
        plan: (u32, u32),
        softened: f64,
    ) -> Result<Chains, CalibrationError> {
        let Some(last) = fits.last() else { return Err(CalibrationError::NothingActive) };
        let judge = last.judge((0..last.targets().len()).collect());
        let judge = judge.ok_or(CalibrationError::NothingActive)?;
        let mut starts: Vec<(f64, &Vec<f64>)> =
            known.points.iter().map(|point| (judge.log_likelihood(point), point)).collect();
        starts.sort_by(|a, b| b.0.total_cmp(&a.0));
        starts.dedup_by(|a, b| a.1 == b.1);
        let starts: Vec<Vec<f64>> = starts.into_iter().take(CHAINS as usize).map(|(_, point)| point.clone()).collect();
        let plan = self.plan(starts.first().map_or(0, Vec::len), plan);
        let widened = 1.0 / (softened * softened);
        Ok(sample(&plan, &starts, &|point| widened * judge.log_likelihood(point))?)
    }

    /// The plan of a sample: the number in its seed, and its points.
    fn plan(&self, dimensions: usize, (number, points): (u32, u32)) -> Plan {
        let kept = points.div_ceil(CHAINS);
        Plan { dimensions, chains: CHAINS, burn_in: 400, kept, thin: 15, seed: self.seed_of(number) }
    }

    /// The points of a sample, in an order in which none follows its neighbour of a chain.
    fn in_order(&self, chains: &Chains, number: u32, points: u32) -> Vec<Vec<f64>> {
        let draws = Draws::new(self.seed_of(400 + number), 0);
        let lot = |at: usize| draws.bits(at as u64, Month::from_index(0), agents::decision::INFERENCE);
        let mut all: Vec<(u64, &[f64])> = chains.all().enumerate().map(|(at, point)| (lot(at), point)).collect();
        all.sort_by_key(|(lot, _)| *lot);
        all.into_iter().take(points as usize).map(|(_, point)| point.to_vec()).collect()
    }

    /// Which numbers are furthest where all together are nearest.
    fn contradiction(&self, fits: &[Fitted], soft: &Chains) -> CalibrationError {
        let nearest = |fit: &Fitted| {
            let points = soft.all().map(|point| fit.implausibilities(point));
            points.min_by(|a, b| largest(a).total_cmp(&largest(b))).unwrap_or_default()
        };
        let mut furthest: Vec<(f64, String)> = fits
            .iter()
            .flat_map(|fit| nearest(fit).into_iter().zip(fit.targets().iter().map(|of| of.observation.key.clone())))
            .filter(|(off, _)| *off >= IMPLAUSIBLE)
            .collect();
        furthest.sort_by(|a, b| b.0.total_cmp(&a.0));
        CalibrationError::NothingPlausible(
            furthest.into_iter().map(|(off, key)| format!("{key} ({off:.1} sd)")).collect(),
        )
    }
}

/// What a wave gives. A wave with a replicate that cannot be simulated, because far ends of several ranges met, is drawn again: by
/// another number, which is in all its seeds and in the name of its folder.
fn tried<T>(wave: u32, of: impl Fn(u32) -> Result<T, CalibrationError>) -> Result<T, CalibrationError> {
    let mut attempts = (0..ATTEMPTS).map(|attempt| of(wave + AGAIN * attempt));
    let is_unfit = |made: &Result<T, CalibrationError>| {
        matches!(made, Err(CalibrationError::Experiment(ExperimentError::Unfit(_))))
    };
    let mut last = attempts.next();
    while last.as_ref().is_some_and(is_unfit) {
        match attempts.next() {
            Some(next) => last = Some(next),
            None => break,
        }
    }
    last.unwrap_or(Err(CalibrationError::NothingActive))
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

fn fit(targets: &[Target], runs: &Runs) -> Result<Fitted, CalibrationError> {
    let key = |at: usize| targets.get(at).map_or_else(String::new, |target| target.observation.key.clone());
    Fitted::fit(targets, runs).map_err(|(at, error)| CalibrationError::NotEmulated { key: key(at), error })
}

/// Share of runs of which every number is within [`IMPLAUSIBLE`] standard deviations of its error.
fn share_plausible(targets: &[Target], runs: &Runs) -> f64 {
    let n = runs.points.len();
    let is_near = |run: &usize| {
        targets.iter().zip(&runs.outputs).all(|(target, outputs)| {
            outputs[*run].is_some_and(|output| (output - target.at).abs() < IMPLAUSIBLE * target.sd)
        })
    };
    (0..n).filter(is_near).count() as f64 / n.max(1) as f64
}
