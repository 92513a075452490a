//! The fit: parameters at the maximum of their posterior, and its Gaussian there (Laplace).
use crate::data::Data;
use crate::error::NotFitted;
use crate::linear::{cholesky, inverse, solve};
use crate::model::{FIRST_PERIOD, Path};
use crate::observations::Observation;
use crate::parameters::{at, priors};
use ndarray::Array2;

/// Steps of the search at most.
const STEPS: usize = 60;
/// Step of the numeric derivative, in standard deviations of the prior.
const DERIVATIVE: f64 = 1e-4;
/// The search ends when a step lowers the cost by less than this share.
const ENOUGH: f64 = 1e-9;
/// Least and most damping of the search (Levenberg and Marquardt).
const DAMPING: [f64; 2] = [1e-9, 1e9];

/// Parameters with their posterior, and how well they meet what they were fitted to.
pub struct Fit {
    /// The last year of which anything was known.
    pub origin: i32,
    /// Ids of the parameters.
    pub ids: Vec<String>,
    /// Mean and standard deviation of the prior.
    pub prior: Vec<[f64; 2]>,
    /// The parameters.
    pub mode: Vec<f64>,
    /// Covariance of the posterior at the mode.
    pub covariance: Array2<f64>,
    /// Observations with what the fit has instead.
    pub met: Vec<(Observation, f64)>,
}

impl Fit {
    /// Standard deviation of each parameter's posterior.
    pub fn sds(&self) -> Vec<f64> {
        self.covariance.diag().iter().map(|variance| libm::sqrt(variance.max(0.0))).collect()
    }
}

/// Residuals in standard deviations: of the observations, then of the priors.
fn residuals(data: &Data, known: &[&Observation], priors: &[[f64; 2]], p: &[f64], to: i32) -> Vec<f64> {
    let path = Path::of(data, p, to);
    let met = known.iter().map(|of| of.residual(of.predicted(&path, p)));
    met.chain(p.iter().zip(priors).map(|(value, [mean, sd])| (value - mean) / sd)).collect()
}

fn cost(residuals: &[f64]) -> f64 {
    residuals.iter().map(|r| r * r).sum()
}

/// The fit to what was known at the end of `origin`, from `start` or the means of the priors.
pub(crate) fn fit_to(data: &Data, origin: i32, start: Option<&[f64]>) -> Result<Fit, NotFitted> {
    let (ids, prior): (Vec<String>, Vec<[f64; 2]>) = priors().map(|(id, mean, sd)| (id, [mean, sd])).unzip();
    let known: Vec<&Observation> = data.observations.iter().filter(|of| of.year <= origin).collect();
    let of = |p: &[f64]| residuals(data, &known, &prior, p, origin);
    let mut p: Vec<f64> = start.map_or_else(|| prior.iter().map(|[mean, _]| *mean).collect(), <[f64]>::to_vec);
    let mut now = of(&p);
    let mut damping = 1e-3;
    let mut normal = Array2::zeros((0, 0));
    for _ in 0..STEPS {
        let slopes = derivative(&of, &p, &now, &prior, known.len(), data.first().max(origin));
        normal = slopes.dot(&slopes.t());
        let downhill: Vec<f64> =
            slopes.rows().into_iter().map(|row| -row.iter().zip(&now).map(|(a, b)| a * b).sum::<f64>()).collect();
        let before = cost(&now);
        let mut is_lower = false;
        while !is_lower && damping < DAMPING[1] {
            let mut damped = normal.clone();
            damped.diag_mut().iter_mut().for_each(|entry| *entry *= 1.0 + damping);
            let step = cholesky(&damped).map(|l| solve(&l, &downhill)).ok_or(NotFitted::Diverged)?;
            let tried: Vec<f64> = p.iter().zip(&step).map(|(value, by)| value + by).collect();
            let residuals = of(&tried);
            // False too when the cost is no number.
            is_lower = cost(&residuals) < before;
            if is_lower {
                (p, now) = (tried, residuals);
                damping = (damping * 0.1).max(DAMPING[0]);
            } else {
                damping *= 10.0;
            }
        }
        if !is_lower || before - cost(&now) < ENOUGH * before {
            break;
        }
        damping = damping.min(1.0);
    }
    if !cost(&now).is_finite() {
        return Err(NotFitted::Diverged);
    }
    let covariance = inverse(&cholesky(&normal).ok_or(NotFitted::Diverged)?);
    let path = Path::of(data, &p, origin);
    let met = known.iter().map(|of| ((*of).clone(), of.predicted(&path, &p))).collect();
    debug_assert_eq!(p.len(), at::END);
    Ok(Fit { origin, ids, prior, mode: p, covariance, met })
}

/// Derivatives of the residuals (columns) by each parameter (rows). The first `known` are of observations, on which
/// deviations of years after `origin` have no influence.
fn derivative(
    of: &impl Fn(&[f64]) -> Vec<f64>,
    p: &[f64],
    now: &[f64],
    prior: &[[f64; 2]],
    known: usize,
    origin: i32,
) -> Array2<f64> {
    let mut slopes = Array2::zeros((p.len(), now.len()));
    let mut moved = p.to_vec();
    let later = at::PERIOD + usize::try_from(origin + 1 - FIRST_PERIOD).unwrap_or(0);
    for (at, [_, sd]) in prior.iter().enumerate() {
        if at >= later {
            slopes[[at, known + at]] = 1.0 / sd;
            continue;
        }
        let by = DERIVATIVE * sd;
        moved[at] = p[at] + by;
        for (column, (there, here)) in of(&moved).iter().zip(now).enumerate() {
            slopes[[at, column]] = (there - here) / by;
        }
        moved[at] = p[at];
    }
    slopes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_made_the_observations_are_found_again() {
        let baseline =
            scenarios::embedded("changning").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
        let mut data = Data::of(&baseline).expect("the files");
        let last = data.last();
        let mut truth: Vec<f64> = priors().map(|(_, mean, _)| mean).collect();
        for (at, value) in [(at::LEVEL, 0.08), (at::LEVEL + 1, -0.05), (at::OLD, 0.25), (at::FALL + 1, 0.014)] {
            truth[at] = value;
        }
        let path = Path::of(&data, &truth, last);
        for of in &mut data.observations {
            of.value = of.predicted(&path, &truth);
        }
        let fit = fit_to(&data, last, None).expect("a minimum");
        for ((id, found), (truth, sd)) in fit.ids.iter().zip(&fit.mode).zip(truth.iter().zip(fit.sds())) {
            assert!((found - truth).abs() < sd, "{id}: {found} of {truth}, sd {sd}");
        }
        for (of, value) in &fit.met {
            assert!(of.residual(*value).abs() < 0.5, "{of:?}: {value}");
        }
    }
}
