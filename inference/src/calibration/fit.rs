//! Emulators of all targets, and how likely and how plausible they say that parameters are.
use super::target::Target;
use crate::emulator::{Emulator, NotEmulated, Options};
use ndarray::Array2;
use projection::linear::{cholesky, inverse};

/// How emulators of published numbers are fitted.
pub(super) const OPTIONS: Options = Options { inputs: None, most_active: 60, chance_sd: None };

/// Runs: points and what they gave for each target.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// A score a parameter, by run.
    pub points: Vec<Vec<f64>>,
    /// Places on the targets' scales, by target and run; none where a run has no number.
    pub outputs: Vec<Vec<Option<f64>>>,
}

impl Runs {
    /// These runs and others of the same targets.
    pub fn and(mut self, others: &Runs) -> Runs {
        self.points.extend(others.points.iter().cloned());
        self.outputs.iter_mut().zip(&others.outputs).for_each(|(own, more)| own.extend(more));
        self
    }

    /// The same with some of the scores.
    pub fn of_inputs(&self, inputs: &[usize]) -> Runs {
        let chosen = |point: &Vec<f64>| inputs.iter().map(|at| point[*at]).collect();
        Runs { points: self.points.iter().map(chosen).collect(), outputs: self.outputs.clone() }
    }
}

/// Emulators of all targets.
#[derive(Clone, Debug)]
pub struct Fitted {
    targets: Vec<Target>,
    emulators: Vec<Emulator>,
    /// Covariance between targets of what the emulators do not explain: chance, parameters that are not active, lack of fit.
    residual: Array2<f64>,
}

/// Some targets, ready to be judged together.
pub struct Judge<'a> {
    fitted: &'a Fitted,
    targets: Vec<usize>,
    precision: Array2<f64>,
}

impl Fitted {
    /// Fits an emulator a target to `runs`. The error names the target.
    pub fn fit(targets: &[Target], runs: &Runs) -> Result<Fitted, (usize, NotEmulated)> {
        let mut emulators = Vec::with_capacity(targets.len());
        let mut rest = Vec::with_capacity(targets.len());
        for (at, outputs) in runs.outputs.iter().take(targets.len()).enumerate() {
            let known = || runs.points.iter().zip(outputs).filter_map(|(point, output)| Some((point, (*output)?)));
            let (points, values): (Vec<Vec<f64>>, Vec<f64>) =
                known().map(|(point, value)| (point.clone(), value)).unzip();
            let emulator = Emulator::fit(&points, &values, &OPTIONS).map_err(|error| (at, error))?;
            let left = |(point, output): (&Vec<f64>, &Option<f64>)| output.map(|output| output - emulator.mean(point));
            rest.push(runs.points.iter().zip(outputs).map(left).collect::<Vec<Option<f64>>>());
            emulators.push(emulator);
        }
        let n = targets.len();
        let mut residual = Array2::zeros((n, n));
        for a in 0..n {
            for b in 0..n {
                let [sd_a, sd_b] = [a, b].map(|at| emulators[at].residual_sd());
                residual[[a, b]] = sd_a * sd_b * if a == b { 1.0 } else { correlation(&rest[a], &rest[b]) };
            }
        }
        Ok(Fitted { targets: targets.to_vec(), emulators, residual })
    }

    /// The targets.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The emulators, a target each.
    pub fn emulators(&self) -> &[Emulator] {
        &self.emulators
    }

    /// For each target how many standard deviations its published number is away from a run at this point.
    pub fn implausibilities(&self, point: &[f64]) -> Vec<f64> {
        let of = |(target, emulator): (&Target, &Emulator)| {
            let found = emulator.predict(point);
            // The emulator's own error holds chance too.
            (found.mean - target.at).abs() / libm::hypot(found.sd, target.sd)
        };
        self.targets.iter().zip(&self.emulators).map(of).collect()
    }

    /// The largest of them.
    pub fn implausibility(&self, point: &[f64]) -> f64 {
        self.implausibilities(point).into_iter().fold(0.0, f64::max)
    }

    /// Judges the targets at some places together. None where their errors have no inverse.
    pub fn judge(&self, targets: Vec<usize>) -> Option<Judge<'_>> {
        let n = targets.len();
        let mut together = Array2::zeros((n, n));
        for (row, a) in targets.iter().enumerate() {
            for (column, b) in targets.iter().enumerate() {
                let own = if a == b { self.targets[*a].sd * self.targets[*a].sd } else { 0.0 };
                together[[row, column]] = self.residual[[*a, *b]] + own;
            }
        }
        let precision = inverse(&cholesky(&together)?);
        Some(Judge { fitted: self, targets, precision })
    }
}

impl Judge<'_> {
    /// Log-likelihood of a point, but for a constant.
    pub fn log_likelihood(&self, point: &[f64]) -> f64 {
        let off = |at: &usize| self.fitted.emulators[*at].mean(point) - self.fitted.targets[*at].at;
        let off: Vec<f64> = self.targets.iter().map(off).collect();
        let rows = self.precision.rows().into_iter().zip(&off);
        -0.5 * rows.map(|(row, own)| own * row.iter().zip(&off).map(|(by, other)| by * other).sum::<f64>()).sum::<f64>()
    }
}

/// Correlation of what both have; 0 where one does not vary.
fn correlation(a: &[Option<f64>], b: &[Option<f64>]) -> f64 {
    let both: Vec<[f64; 2]> = a.iter().zip(b).filter_map(|(a, b)| Some([(*a)?, (*b)?])).collect();
    let n = both.len().max(1) as f64;
    let mean = [0, 1].map(|at| both.iter().map(|pair| pair[at]).sum::<f64>() / n);
    let sum = |x: usize, y: usize| both.iter().map(|pair| (pair[x] - mean[x]) * (pair[y] - mean[y])).sum::<f64>();
    let sizes = sum(0, 0) * sum(1, 1);
    // Below 1, so that the matrix can be inverted.
    if sizes > 0.0 { 0.995 * sum(0, 1) / sizes.sqrt() } else { 0.0 }
}
