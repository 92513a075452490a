//! Which groups of inputs the variance of a result comes from: first-order and total effects (Sobol) and Shapley effects.
//!
//! A polynomial of orthonormal terms over independent standard normal inputs has the sum of the squares of its coefficients
//! as variance, and each square belongs to the groups in its term: to the first-order effect of a group that is alone in it,
//! to the total effect of every group in it, and in equal parts to their Shapley effects (Owen 2014, SIAM/ASA J. Uncertain.
//! Quantif. 2:245), which add up to the variance of the polynomial. The polynomial has the emulator's selected terms and,
//! where there are points enough, the line of every other input: each alone is too weak to be selected, a group of them may
//! not be. From each square the variance of its coefficient is taken off, so that the sum of a group is right on average
//! however weak its inputs are.
use crate::emulator::{NotEmulated, Options, checked, terms_of};
use crate::selection::{Limits, select};
use crate::term::Term;

/// Points a term below which lines of inputs that were not selected are left out.
const POINTS_A_TERM: usize = 2;
/// Standard errors of half a 90 % interval.
const Z: f64 = 1.644_854;

/// Effects of a group as shares of the variance of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// Of the group alone.
    pub first: f64,
    /// Of the group alone and together with others.
    pub total: f64,
    /// The group's fair part: those of all groups add up to [`Effects::explained`].
    pub shapley: f64,
    /// 90 % interval of the Shapley effect, from the standard errors of the coefficients; its lower end is not below 0.
    pub interval: [f64; 2],
}

/// Effects of all groups on a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// By group. An estimate without bias may fall below 0 where a group has no effect.
    pub groups: Vec<Effect>,
    /// Share of the variance that the groups explain together.
    pub explained: f64,
}

/// Effects of groups on `outputs` at `points` of independent standard normal inputs. `group_of` has the group of each input,
/// from 0 to `groups` - 1.
pub fn effects(
    points: &[Vec<f64>],
    outputs: &[f64],
    group_of: &[usize],
    groups: usize,
) -> Result<Effects, NotEmulated> {
    let options = Options::default();
    let inputs = checked(points, outputs, &options)?;
    let rows: Vec<&[f64]> = points.iter().map(Vec::as_slice).collect();
    let limits = Limits { inputs: None, most_active: options.most_active, most_terms: (rows.len() / 5).min(200) };
    let mut terms = select(&rows, outputs, &limits);
    let lines = (0..inputs).map(|input| Term::of(input, 1)).filter(|line| !terms.contains(line));
    let lines: Vec<Term> = lines.collect();
    if POINTS_A_TERM * (terms.len() + lines.len() + 1) <= rows.len() {
        terms.extend(lines);
    }
    let (terms, residual) = terms_of(&rows, outputs, terms);
    let squares: f64 = terms.iter().map(|(_, by, error)| by * by - error * error).sum();
    // Of the polynomial under the prior, not of the sample: by how much the sample's inputs happen to spread is no effect.
    let whole = squares.max(0.0) + residual;
    let mut found = vec![(Effect::default(), 0.0); groups];
    let mut explained = 0.0;
    // A result that does not vary leaves rounding errors.
    let varies = outputs.iter().any(|output| Some(output) != outputs.first());
    for (term, by, error) in terms.into_iter().filter(|_| varies && whole > 0.0) {
        let noise = error * error;
        let part = (by * by - noise) / whole;
        explained += part;
        // Variance of a square of a normal number, without bias.
        let uncertain = (4.0 * (by * by - noise).max(0.0) * noise + 2.0 * noise * noise) / (whole * whole);
        let mut of: Vec<usize> = term.inputs().filter_map(|input| group_of.get(input).copied()).collect();
        of.dedup();
        let each = 1.0 / of.len().max(1) as f64;
        for group in &of {
            if let Some((effect, variance)) = found.get_mut(*group) {
                effect.first += if of.len() == 1 { part } else { 0.0 };
                effect.total += part;
                effect.shapley += each * part;
                *variance += each * each * uncertain;
            }
        }
    }
    let with_interval = |(effect, variance): (Effect, f64)| {
        let half = Z * variance.sqrt();
        Effect { interval: [(effect.shapley - half).max(0.0), (effect.shapley + half).max(0.0)], ..effect }
    };
    Ok(Effects { groups: found.into_iter().map(with_interval).collect(), explained })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normals::{Numbers, Purpose};

    fn points(seed: u64, n: u32, inputs: u32) -> Vec<Vec<f64>> {
        let numbers = Numbers::new(seed, 0);
        (0..n).map(|row| (0..inputs).map(|at| numbers.normal(Purpose::Start, row, at)).collect()).collect()
    }

    /// Groups 0: inputs 0 to 9, 1: 10 to 19, and so on. Variance: group 0 alone 4 + 1, group 1 alone 2, groups 0 and 1
    /// together 1, group 2 alone 1, chance 1.
    fn result(z: &[f64], chance: f64) -> f64 {
        let parabola = (z[3] * z[3] - 1.0) * std::f64::consts::FRAC_1_SQRT_2;
        2.0 * z[0] + parabola + std::f64::consts::SQRT_2 * z[12] + z[0] * z[12] + z[25] + chance
    }

    fn made(seed: u64, n: u32) -> (Vec<Vec<f64>>, Vec<f64>) {
        let known = points(seed, n, 100);
        let chance = Numbers::new(seed, 1);
        let outputs =
            known.iter().enumerate().map(|(at, z)| result(z, chance.normal(Purpose::Start, at as u32, 0))).collect();
        (known, outputs)
    }

    fn group_of() -> Vec<usize> {
        (0..100).map(|input| input / 10).collect()
    }

    #[test]
    fn effects_of_groups_are_those_of_theory() {
        let (known, outputs) = made(1, 2_000);
        let found = effects(&known, &outputs, &group_of(), 10).expect("an emulator");
        let check = |group: usize, first: f64, total: f64, shapley: f64| {
            let effect = found.groups[group];
            for (found, expected) in [(effect.first, first), (effect.total, total), (effect.shapley, shapley)] {
                assert!((found - expected / 10.0).abs() < 0.03, "{group}: {effect:?}");
            }
            assert!(effect.interval[0] > 0.0, "{group}: {effect:?}");
        };
        check(0, 5.0, 6.0, 5.5);
        check(1, 2.0, 3.0, 2.5);
        check(2, 1.0, 1.0, 1.0);
        assert!(found.groups[3..].iter().all(|effect| effect.shapley.abs() < 0.01));
        assert!((found.explained - 0.9).abs() < 0.02, "{}", found.explained);
        let sum: f64 = found.groups.iter().map(|effect| effect.shapley).sum();
        assert!((sum - found.explained).abs() < 1e-9, "{sum}");
    }

    #[test]
    fn two_seeds_tell_the_same_drivers() {
        // Twelve groups with effects from 12 down to 1, of the sum 78, and chance 20: at least eight of ten in common.
        let drivers = |seed: u64| {
            let known = points(seed, 800, 120);
            let chance = Numbers::new(seed, 1);
            let result = |(at, z): (usize, &Vec<f64>)| {
                let all: f64 = (0..12).map(|group| f64::from(12 - group as u32).sqrt() * z[group * 10]).sum();
                all + 20.0f64.sqrt() * chance.normal(Purpose::Start, at as u32, 0)
            };
            let outputs: Vec<f64> = known.iter().enumerate().map(result).collect();
            let group_of: Vec<usize> = (0..120).map(|input| input / 10).collect();
            let found = effects(&known, &outputs, &group_of, 12).expect("an emulator");
            let mut order: Vec<usize> = (0..12).collect();
            order.sort_by(|a, b| found.groups[*b].shapley.total_cmp(&found.groups[*a].shapley));
            order.truncate(10);
            order
        };
        let (one, other) = (drivers(1), drivers(2));
        let common = one.iter().filter(|group| other.contains(group)).count();
        assert!(common >= 8, "{one:?} {other:?}");
    }

    #[test]
    fn many_weak_inputs_of_a_group_add_up_and_intervals_hold_the_truth() {
        // Group 0: a hundred inputs, each a thousandth of the variance; group 1 nothing; chance nine tenths.
        let mut inside = [0; 2];
        for seed in 0..40 {
            let known = points(seed, 800, 200);
            let chance = Numbers::new(seed, 1);
            let result = |(at, z): (usize, &Vec<f64>)| {
                let weak: f64 = z[..100].iter().sum();
                weak * 0.001f64.sqrt() + 0.9f64.sqrt() * chance.normal(Purpose::Start, at as u32, 0)
            };
            let outputs: Vec<f64> = known.iter().enumerate().map(result).collect();
            let group_of: Vec<usize> = (0..200).map(|input| input / 100).collect();
            let found = effects(&known, &outputs, &group_of, 2).expect("an emulator");
            for (group, truth) in [0.1, 0.0].into_iter().enumerate() {
                let [low, high] = found.groups[group].interval;
                inside[group] += u32::from(low <= truth && truth <= high);
            }
        }
        // Nine in ten of forty, and of the one without effect the upper end alone can miss.
        assert!(inside[0] >= 31 && inside[1] >= 34, "{inside:?}");
    }
}
