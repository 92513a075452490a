//! Elliptical slice sampling (Murray, Adams and MacKay 2010): draws from a posterior whose prior is standard normal.
//!
//! A step puts an ellipse through the current point and a draw from the prior, and moves along it to a point whose
//! likelihood is above a random share of the current one. It has no step size to tune and rejects nothing; a point that
//! cannot be (log-likelihood -inf) is never taken.
use crate::chains::Chains;
use crate::normals::{Numbers, Purpose};

/// Draws from the prior in which a chain looks for a start with a likelihood above 0.
const STARTS: u32 = 10_000;
/// Turns of the ellipse after which a step gives up and the chain stays: the arc is then shorter than rounding errors.
const TURNS: u32 = 200;

/// How a posterior is sampled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Dimensions of a point.
    pub dimensions: usize,
    /// Chains, each from a start of its own.
    pub chains: u32,
    /// Steps of each chain that are thrown away first.
    pub burn_in: u32,
    /// Points kept of each chain.
    pub kept: u32,
    /// Steps from one kept point to the next, at least 1.
    pub thin: u32,
    /// Seed of all draws.
    pub seed: u64,
}

/// Why there is no sample.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotSampled {
    /// No start.
    #[error("chain {chain}: none of {STARTS} draws from the prior, and no start given, has a likelihood above 0")]
    NoStart {
        /// The chain, from 0.
        chain: u32,
    },
    /// A start that is no point.
    #[error("start {at} (from 0) has {found} dimensions instead of {wanted}, or one that is not a finite number")]
    BadStart {
        /// Position of the start.
        at: usize,
        /// Its dimensions.
        found: usize,
        /// Dimensions of a point.
        wanted: usize,
    },
}

/// A sample of the posterior with a standard normal prior and this log-likelihood. A log-likelihood that is not a number
/// counts as -inf.
///
/// Chain `i` begins at start `i` of `starts`, again from the first where there are fewer, or at the first draw of the
/// prior with a likelihood where there are none. Chains are sampled in parallel; each is a function of the plan and its
/// number alone.
pub fn sample(
    plan: &Plan,
    starts: &[Vec<f64>],
    log_likelihood: &(impl Fn(&[f64]) -> f64 + Sync),
) -> Result<Chains, NotSampled> {
    for (at, start) in starts.iter().enumerate() {
        if start.len() != plan.dimensions || start.iter().any(|z| !z.is_finite()) {
            return Err(NotSampled::BadStart { at, found: start.len(), wanted: plan.dimensions });
        }
    }
    let given = |chain: u32| starts.get(chain as usize % starts.len().max(1));
    let chain = |number: u32| chain(plan, number, given(number), log_likelihood);
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u32);
    let mut chains = Vec::new();
    let numbers: Vec<u32> = (0..plan.chains).collect();
    for part in numbers.chunks(threads as usize) {
        let sampled: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> = part.iter().map(|number| scope.spawn(|| chain(*number))).collect();
            running.into_iter().map(|thread| thread.join()).collect()
        });
        for result in sampled {
            // A panic of the caller's likelihood goes on in the caller.
            chains.push(result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
    }
    Ok(Chains { points: chains })
}

fn chain(
    plan: &Plan,
    chain: u32,
    start: Option<&Vec<f64>>,
    log_likelihood: &(impl Fn(&[f64]) -> f64 + Sync),
) -> Result<Vec<Vec<f64>>, NotSampled> {
    let numbers = Numbers::new(plan.seed, chain);
    let normals = |purpose, step| -> Vec<f64> {
        (0..plan.dimensions as u32).map(|at| numbers.normal(purpose, step, at)).collect()
    };
    let is_possible = |point: &Vec<f64>| log_likelihood(point) > f64::NEG_INFINITY;
    let drawn = || (0..STARTS).map(|attempt| normals(Purpose::Start, attempt)).find(is_possible);
    let mut point =
        start.filter(|point| is_possible(point)).cloned().or_else(drawn).ok_or(NotSampled::NoStart { chain })?;
    let mut height = log_likelihood(&point);
    let (mut kept, thin) = (Vec::new(), plan.thin.max(1));
    for step in 0..plan.burn_in.saturating_add(plan.kept.saturating_mul(thin)) {
        let other = normals(Purpose::Ellipse, step);
        let threshold = height + libm::log(1.0 - numbers.uniform(Purpose::Threshold, step, 0));
        let mut angle = std::f64::consts::TAU * numbers.uniform(Purpose::Angle, step, 0);
        let mut arc = [angle - std::f64::consts::TAU, angle];
        for turn in 1..=TURNS {
            let (along, across) = (libm::cos(angle), libm::sin(angle));
            let tried: Vec<f64> = point.iter().zip(&other).map(|(here, there)| here * along + there * across).collect();
            let found = log_likelihood(&tried);
            if found >= threshold && found > f64::NEG_INFINITY {
                (point, height) = (tried, found);
                break;
            }
            arc[usize::from(angle > 0.0)] = angle;
            angle = arc[0] + (arc[1] - arc[0]) * numbers.uniform(Purpose::Angle, step, turn);
        }
        if step >= plan.burn_in && (step - plan.burn_in + 1).is_multiple_of(thin) {
            kept.push(point.clone());
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests;
