//! Where the variance of a number over the replicates comes from, by a nested design: some pairs of replicates have the same
//! parameters and differ by chance alone, all others differ in both.
//!
//! One-way analysis of variance with random effects and groups of unequal size (Searle, Casella and McCulloch 1992,
//! section 3.6): a group is a set of parameters. Several scenarios add the variance of their means; the discrepancy between
//! model and world, which no replicate shows, is added as it stands.

/// Pairs below which parameters and chance are not separated: the standard error of the split would be a quarter or more.
pub const FEWEST_PAIRS: usize = 10;

/// Variance of a number over the replicates of one scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Components {
    /// Of the parameters, in squares of the number's unit.
    pub parameters: f64,
    /// Of chance under given parameters.
    pub chance: f64,
    /// Standard error of the share of parameters in the sum of both; none where all replicates have the same parameters.
    pub error: Option<f64>,
    /// Replicates that have the parameters of another, each counted once: degrees of freedom of chance.
    pub pairs: usize,
    /// Replicates.
    pub n: usize,
}

/// Shares of the variance of a number; the four add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Which scenario; 0 of one scenario.
    pub scenario: f64,
    /// Drawn parameters.
    pub parameters: f64,
    /// Chance under given parameters and scenario.
    pub chance: f64,
    /// Discrepancy between model and world.
    pub discrepancy: f64,
    /// Standard error of the split between parameters and chance, as a share of the whole.
    pub error: f64,
    /// Pairs from which chance is known; 0 where all replicates have the same parameters.
    pub pairs: usize,
    /// Variance, in squares of the number's unit or scale.
    pub variance: f64,
}

/// Variance components of values by replicate, whose parameter sets are those of `sets`; replicates without a value are
/// left out. None of less than two replicates, or where too few pairs tell chance from parameters.
pub fn components(values: &[Option<f64>], sets: &[u32]) -> Option<Components> {
    let mut known: Vec<(u32, f64)> =
        sets.iter().zip(values).filter_map(|(set, value)| Some((*set, (*value)?))).collect();
    known.sort_by_key(|(set, _)| *set);
    let n = known.len();
    if n < 2 {
        return None;
    }
    let mean_of = |of: &[(u32, f64)]| of.iter().map(|(_, value)| value).sum::<f64>() / of.len() as f64;
    let squares_about = |of: &[(u32, f64)], mean: f64| of.iter().map(|(_, value)| (value - mean).powi(2)).sum::<f64>();
    let (whole, groups) = (mean_of(&known), known.chunk_by(|a, b| a.0 == b.0));
    let k = groups.clone().count();
    let within: f64 = groups.clone().map(|group| squares_about(group, mean_of(group))).sum();
    let all = squares_about(&known, whole);
    if k == 1 {
        return Some(Components { parameters: 0.0, chance: all / (n as f64 - 1.0), error: None, pairs: 0, n });
    }
    let pairs = n - k;
    if pairs < FEWEST_PAIRS {
        return None;
    }
    let [size, sets, free] = [n, k, pairs].map(|count| count as f64);
    let between = (all - within) / (sets - 1.0);
    let chance = within / free;
    let squares: f64 = groups.map(|group| (group.len() * group.len()) as f64).sum();
    let usual = (size - squares / size) / (sets - 1.0);
    let parameters = (between - chance) / usual;
    // A negative estimate says that parameters are nothing that chance does not show.
    let (parameters, chance) = if parameters < 0.0 { (0.0, all / (size - 1.0)) } else { (parameters, chance) };
    let sum = parameters + chance;
    let error = (sum > 0.0).then(|| {
        // Swiger et al. 1964, Biometrics 20:818: error of an intraclass correlation.
        let rho = parameters / sum;
        let design = 1.0 + (usual - 1.0) * rho;
        (2.0 * (size - 1.0)).sqrt() * (1.0 - rho) * design / (usual * (free * (sets - 1.0)).sqrt())
    });
    Some(Components { parameters, chance, error, pairs, n })
}

/// Shares of a number whose values by replicate are given for each scenario, with the variance of the discrepancy in the same
/// unit or scale. None where nothing varies, or [`components`] has none.
pub fn shares(scenarios: &[Vec<Option<f64>>], sets: &[u32], discrepancy: f64) -> Option<Shares> {
    let found: Vec<Components> = scenarios.iter().map(|values| components(values, sets)).collect::<Option<_>>()?;
    let s = found.len() as f64;
    let mean = |of: &dyn Fn(&Components) -> f64| found.iter().map(of).sum::<f64>() / s;
    let [parameters, chance] = [mean(&|of| of.parameters), mean(&|of| of.chance)];
    let means: Vec<f64> = scenarios
        .iter()
        .map(|values| values.iter().flatten().sum::<f64>() / values.iter().flatten().count() as f64)
        .collect();
    let middle = means.iter().sum::<f64>() / s;
    let scenario = means.iter().map(|mean| (mean - middle).powi(2)).sum::<f64>() / s;
    let variance = scenario + parameters + chance + discrepancy;
    if !(variance > 0.0 && variance.is_finite()) {
        return None;
    }
    let error = mean(&|of| of.error.unwrap_or(0.0)) * (parameters + chance) / variance;
    let pairs = found.iter().map(|of| of.pairs).min().unwrap_or(0);
    let [scenario, parameters, chance, discrepancy] =
        [scenario, parameters, chance, discrepancy].map(|part| part / variance);
    Some(Shares { scenario, parameters, chance, discrepancy, error, pairs, variance })
}

/// Shares in whole per cent that add up to 100: those with the largest remainders are rounded up (Hamilton's method).
pub fn whole_percents<const N: usize>(shares: [f64; N]) -> [u32; N] {
    let mut whole = shares.map(|share| (share * 100.0).max(0.0).floor() as u32);
    let mut order: [usize; N] = std::array::from_fn(|at| at);
    let rest = |at: usize| (shares[at] * 100.0).fract();
    order.sort_by(|a, b| rest(*b).total_cmp(&rest(*a)));
    let lacking = 100u32.saturating_sub(whole.iter().sum()) as usize;
    order.into_iter().take(lacking).for_each(|at| whole[at] += 1);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim_core::{Draws, Month};

    /// Every fifth replicate has the parameters of the one before it.
    fn sets(n: u32) -> Vec<u32> {
        (0..n).map(agents::parameters::set_of).collect()
    }

    /// A number in [-1, 1) of variance 1/3.
    fn number(of: u32, decision: u16) -> f64 {
        2.0 * Draws::new(9, of).uniform(1, Month::january(2021), decision) - 1.0
    }

    fn made(n: u32, parameters: f64, chance: f64) -> Vec<Option<f64>> {
        let replicates = (0..n).zip(sets(n));
        let scale = |variance: f64| (3.0 * variance).sqrt();
        replicates
            .map(|(replicate, set)| {
                Some(7.0 + scale(parameters) * number(set, 0) + scale(chance) * number(replicate, 1))
            })
            .collect()
    }

    #[test]
    fn components_are_those_that_made_the_values() {
        let check = |parameters: f64, chance: f64| {
            let found = components(&made(20_000, parameters, chance), &sets(20_000)).expect("pairs");
            assert!((found.parameters - parameters).abs() < 0.15, "{parameters} {chance}: {found:?}");
            assert!((found.chance - chance).abs() < 0.15, "{parameters} {chance}: {found:?}");
            assert_eq!((found.pairs, found.n), (4_000, 20_000));
        };
        check(3.0, 1.0);
        check(1.0, 3.0);
        check(0.0, 2.0);
        check(2.0, 0.0);
    }

    #[test]
    fn components_of_a_few_numbers_by_hand() {
        // Twelve sets of two: means 1 to 12, each 1 below and above. Within 2 a set on one degree of freedom; between 2 * 13.
        let values: Vec<Option<f64>> =
            (1..=12).flat_map(|mean| [-1.0, 1.0].map(|by| Some(f64::from(mean) + by))).collect();
        let twos: Vec<u32> = (0..24).map(|replicate| replicate / 2).collect();
        let found = components(&values, &twos).expect("pairs");
        assert!((found.chance - 2.0).abs() < 1e-12 && (found.parameters - 12.0).abs() < 1e-12, "{found:?}");
        // rho 6/7, n0 2: sqrt(2 * 23) * 1/7 * 13/7 / (2 sqrt(12 * 11)).
        assert!((found.error.expect("an error") - 0.078_308).abs() < 1e-5, "{found:?}");
        // All replicates at the best estimates: chance alone.
        let fixed = components(&values, &[0; 24]).expect("replicates");
        assert_eq!((fixed.parameters, fixed.error, fixed.pairs), (0.0, None, 0));
    }

    #[test]
    fn the_error_of_a_split_is_how_far_it_scatters() {
        let trial = |trial: u32| {
            let values = (0..100u32)
                .zip(sets(100))
                .map(|(r, set)| Some(number(trial * 1000 + set, 2) + number(trial * 1000 + r, 3)));
            let found = components(&values.collect::<Vec<_>>(), &sets(100)).expect("pairs");
            (found.parameters / (found.parameters + found.chance), found.error.expect("an error"))
        };
        let (shares, errors): (Vec<f64>, Vec<f64>) = (0..200).map(trial).unzip();
        let mean = |of: &[f64]| of.iter().sum::<f64>() / 200.0;
        let middle = mean(&shares);
        let scatter = (shares.iter().map(|share| (share - middle).powi(2)).sum::<f64>() / 199.0).sqrt();
        assert!((middle - 0.5).abs() < 0.05, "{middle}");
        assert!((0.8..1.4).contains(&(mean(&errors) / scatter)), "{} {scatter}", mean(&errors));
    }

    #[test]
    fn shares_add_up_with_scenarios_and_discrepancy() {
        let (n, moved) = (20_000, |by: f64| -> Vec<Option<f64>> {
            made(20_000, 3.0, 1.0).into_iter().map(|value| value.map(|value| value + by)).collect()
        });
        let check = |scenarios: &[Vec<Option<f64>>], discrepancy: f64, expected: [f64; 4]| {
            let found = shares(scenarios, &sets(n), discrepancy).expect("varies");
            let parts = [found.scenario, found.parameters, found.chance, found.discrepancy];
            assert!((parts.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{found:?}");
            for (part, expected) in parts.into_iter().zip(expected) {
                assert!((part - expected).abs() < 0.02, "{found:?}, not {expected:?}");
            }
        };
        check(&[moved(0.0)], 0.0, [0.0, 0.75, 0.25, 0.0]);
        check(&[moved(0.0)], 4.0, [0.0, 0.375, 0.125, 0.5]);
        check(&[moved(-2.0), moved(2.0)], 0.0, [0.5, 0.375, 0.125, 0.0]);
    }

    #[test]
    fn nothing_is_said_of_too_little() {
        let values = made(45, 1.0, 1.0);
        assert_eq!(components(&values, &sets(45)), None, "nine pairs");
        assert!(components(&made(50, 1.0, 1.0), &sets(50)).is_some(), "ten pairs");
        assert_eq!(shares(&[vec![Some(1.0); 50]], &sets(50), 0.0), None);
        assert_eq!(components(&[Some(1.0)], &[0]), None);
        assert_eq!(shares(&[], &[], 0.0), None);
    }

    #[test]
    fn whole_per_cents_add_up_to_a_hundred() {
        assert_eq!(whole_percents([1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]), [34, 33, 33]);
        assert_eq!(whole_percents([0.996, 0.002, 0.002, 0.0]), [100, 0, 0, 0]);
        assert_eq!(whole_percents([0.994, 0.005, 0.001]), [99, 1, 0]);
        assert_eq!(whole_percents([0.5, 0.5]), [50, 50]);
    }
}
