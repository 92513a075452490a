//! Cross-validation: each group of published numbers left out once, and predicted from the others.
use super::fit::Fitted;
use super::{Calibration, CalibrationError};
use crate::slice::sample;
use agents::normal::share_below;
use scenarios::Group;

/// Draws of the posterior of a fold.
const DRAWS: u32 = 400;
/// Shares of a predictive distribution that are kept: a median, an 80 % and a 95 % band.
pub(super) const SHARES: [f64; 5] = [0.025, 0.1, 0.5, 0.9, 0.975];

/// What all other groups say of a published number.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Places on the target's scale below which 2.5, 10, 50, 90 and 97.5 % of the predictive distribution lie, the number's own
    /// error included.
    pub at: [f64; 5],
    /// Share of the distribution below the published number.
    pub pit: f64,
}

/// For each target of `fitted`, in order.
pub(super) fn left_out(
    of: &Calibration<'_>,
    fitted: &Fitted,
    starts: &[Vec<f64>],
) -> Result<Vec<LeftOut>, CalibrationError> {
    let targets = fitted.targets();
    let mut found: Vec<Option<LeftOut>> = vec![None; targets.len()];
    for (fold, group) in Group::ALL.iter().enumerate() {
        let is_out = |at: &usize| targets[*at].observation.group == *group;
        let (out, others): (Vec<usize>, Vec<usize>) = (0..targets.len()).partition(is_out);
        if out.is_empty() {
            continue;
        }
        let judge = fitted.judge(others).ok_or(CalibrationError::NothingActive)?;
        let plan = of.plan(starts.first().map_or(0, Vec::len), (500 + fold as u32, DRAWS));
        let chains = sample(&plan, starts, &|point| judge.log_likelihood(point))?;
        for at in out {
            let (target, emulator) = (&targets[at], &fitted.emulators()[at]);
            let predicted: Vec<(f64, f64)> = chains
                .all()
                .map(|point| {
                    let found = emulator.predict(point);
                    (found.mean, libm::hypot(found.sd, target.sd))
                })
                .collect();
            let pit = below(&predicted, target.at);
            found[at] = Some(LeftOut { at: SHARES.map(|share| place_of(&predicted, share)), pit });
        }
    }
    Ok(found.into_iter().flatten().collect())
}

/// Share of a mixture of normal distributions, each a mean and a standard deviation, below a place.
fn below(mixture: &[(f64, f64)], at: f64) -> f64 {
    mixture.iter().map(|(mean, sd)| share_below((at - mean) / sd.max(1e-12))).sum::<f64>() / mixture.len().max(1) as f64
}

/// The place below which a share lies.
pub(super) fn place_of(mixture: &[(f64, f64)], share: f64) -> f64 {
    let end = |sign: f64| {
        let ends = mixture.iter().map(|(mean, sd)| sign * mean + 9.0 * sd);
        sign * ends.fold(f64::NEG_INFINITY, f64::max)
    };
    let [mut low, mut high] = [end(-1.0), end(1.0)];
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if below(mixture, middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_mixture_are_those_of_its_parts() {
        let one = [(2.0, 0.5)];
        assert!((place_of(&one, 0.975) - (2.0 + 0.5 * 1.959_963_984_540_054)).abs() < 1e-9);
        let two = [(-10.0, 1.0), (10.0, 1.0)];
        assert!((place_of(&two, 0.25) + 10.0).abs() < 1e-6 && (below(&two, 0.0) - 0.5).abs() < 1e-12);
    }
}
