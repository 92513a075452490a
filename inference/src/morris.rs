//! Screening by elementary effects of groups of inputs: Morris 1991 with the absolute mean of Campolongo, Cariboni and
//! Saltelli 2007, in the radial design of Campolongo, Saltelli and Cariboni 2011.
//!
//! A block has a base point and, for each group, the base point with that group's inputs taken from a second point. An
//! elementary effect is the difference of the two results. Half of its mean square, less the variance of chance, is the
//! variance that would remain if all other groups were known: the total effect (Jansen 1999).
use crate::normals::{Numbers, Purpose};

/// Points of a screening: blocks of one base point and one point a group, in that order.
#[derive(Clone, Debug, PartialEq)]
pub struct Screening {
    /// Standard normal inputs of each point.
    pub points: Vec<Vec<f64>>,
    /// Groups.
    pub groups: usize,
}

/// What screening finds of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elementary {
    /// Mean absolute elementary effect, in the unit of the result.
    pub mean_absolute: f64,
    /// Mean elementary effect: near 0 where effects go both ways.
    pub mean: f64,
    /// Total effect as a variance, without chance; not below 0.
    pub total: f64,
    /// Effects it is from.
    pub n: usize,
}

impl Screening {
    /// `blocks` blocks of points over inputs whose groups are `group_of`, from 0 to `groups` - 1.
    pub fn new(group_of: &[usize], groups: usize, blocks: u32, seed: u64) -> Self {
        let numbers = Numbers::new(seed, 0);
        let point = |row: u32| -> Vec<f64> {
            (0..group_of.len() as u32).map(|at| numbers.normal(Purpose::Screening, row, at)).collect()
        };
        let block = |block: u32| {
            let (base, other) = (point(2 * block), point(2 * block + 1));
            let moved = |group: usize| -> Vec<f64> {
                let inputs = base.iter().zip(&other).zip(group_of);
                inputs.map(|((here, there), of)| if *of == group { *there } else { *here }).collect()
            };
            let moved: Vec<Vec<f64>> = (0..groups).map(moved).collect();
            std::iter::once(base.clone()).chain(moved).collect::<Vec<_>>()
        };
        Screening { points: (0..blocks).flat_map(block).collect(), groups }
    }

    /// Elementary effects by group of the results at the points; points without a result are left out. `chance` is the
    /// variance of a result by chance alone.
    pub fn effects(&self, results: &[Option<f64>], chance: f64) -> Vec<Elementary> {
        let blocks = || results.chunks(self.groups + 1);
        let of_group = |group: usize| {
            let effects: Vec<f64> =
                blocks().filter_map(|block| Some(block.get(group + 1).copied()?? - block.first().copied()??)).collect();
            let n = effects.len().max(1) as f64;
            let mean = |of: &dyn Fn(f64) -> f64| effects.iter().map(|effect| of(*effect)).sum::<f64>() / n;
            Elementary {
                mean_absolute: mean(&f64::abs),
                mean: mean(&|effect| effect),
                total: (mean(&|effect| effect * effect) / 2.0 - chance).max(0.0),
                n: effects.len(),
            }
        };
        (0..self.groups).map(of_group).collect()
    }

    /// The mean absolute effect that chance alone shows, with this variance of a result by chance.
    pub fn chance_level(chance: f64) -> f64 {
        (4.0 * chance / std::f64::consts::PI).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_those_of_theory_and_chance_is_known() {
        let group_of = [0, 0, 1, 1, 2, 2];
        let screening = Screening::new(&group_of, 3, 4_000, 1);
        assert_eq!(screening.points.len(), 4_000 * 4);
        let numbers = Numbers::new(2, 1);
        // Total variances: group 0 4 + 1, group 1 1 + 1 (a product of both), group 2 nothing; chance 0.25.
        let result = |(at, z): (usize, &Vec<f64>)| {
            Some(2.0 * z[0] + z[2] + z[1] * z[3] + 0.5 * numbers.normal(Purpose::Start, at as u32, 0))
        };
        let mut results: Vec<Option<f64>> = screening.points.iter().enumerate().map(result).collect();
        results[5] = None;
        let found = screening.effects(&results, 0.25);
        let check = |group: usize, total: f64| {
            assert!((found[group].total - total).abs() < 0.25, "{group}: {:?}", found[group]);
            assert!(found[group].mean.abs() < 0.15, "{group}: {:?}", found[group]);
        };
        check(0, 5.0);
        check(1, 2.0);
        check(2, 0.0);
        assert_eq!([0, 1, 2].map(|group| found[group].n), [3_999, 4_000, 4_000]);
        assert!((found[2].mean_absolute - Screening::chance_level(0.25)).abs() < 0.02, "{:?}", found[2]);
    }

    #[test]
    fn a_block_moves_one_group_a_point() {
        let group_of = [0, 1, 0];
        let block = Screening::new(&group_of, 2, 1, 7).points;
        let moved = |at: usize| (0..3).filter(|input| block[at][*input] != block[0][*input]).collect::<Vec<_>>();
        assert_eq!((moved(1), moved(2)), (vec![0, 2], vec![1]));
    }
}
