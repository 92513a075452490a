//! Which uncertain quantities move which results: rank correlations over the replicates of a run.
//!
//! Every replicate draws each quantity of the baseline once, at an address that is the quantity's id, so the draws
//! of a run can be made again from its seed. How far a result goes with a quantity is told by the rank correlation of
//! Spearman (1904), which assumes no straight line. It is no sensitivity index: quantities that act only together
//! with others, or up and down, show little of it.
use agents::parameters::{ParameterChoice, Quantity};
use scenarios::ParameterRecord;
use serde::Serialize;
use sim_core::Draws;
use statrs::distribution::{ContinuousCDF, Normal};

/// How a quantity goes with results.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Influence {
    /// Id of the quantity.
    pub id: String,
    /// Rank correlation with each result, in the order of the results; none where either does not vary.
    pub correlations: Vec<Option<f64>>,
}

impl Influence {
    /// The result that goes with it most, and how.
    pub fn strongest(&self) -> Option<(usize, f64)> {
        let known = self.correlations.iter().enumerate().filter_map(|(at, found)| Some((at, (*found)?)));
        known.max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()))
    }
}

/// The influence of each of `quantities` that has a range, on results by replicate from 0. Replicates without a
/// result are left out of its correlations.
pub fn influences(quantities: &[ParameterRecord], seed: u64, results: &[Vec<Option<f64>>]) -> Vec<Influence> {
    let replicates = results.iter().map(Vec::len).max().unwrap_or(0);
    let draws: Vec<Draws> = (0..replicates).map(|replicate| Draws::new(seed, replicate as u32)).collect();
    // Ranks of a result are the same for every quantity.
    let ranked: Vec<(Vec<usize>, Vec<f64>)> = results
        .iter()
        .map(|values| {
            let present: Vec<usize> = (0..values.len()).filter(|at| values[*at].is_some()).collect();
            let ranks = ranks(&present.iter().filter_map(|at| values[*at]).collect::<Vec<_>>());
            (present, ranks)
        })
        .collect();
    let with_range = quantities.iter().filter(|record| record.range[0] < record.range[1]);
    with_range
        .map(|record| {
            let [low, high] = record.range;
            let quantity = Quantity { value: record.value, low, high };
            let drawn: Vec<f64> =
                draws.iter().map(|draws| ParameterChoice::Drawn.value(draws, &record.id, &quantity)).collect();
            let correlation = |(present, of_result): &(Vec<usize>, Vec<f64>)| {
                let drawn: Vec<f64> = present.iter().map(|at| drawn[*at]).collect();
                pearson(&ranks(&drawn), of_result)
            };
            Influence { id: record.id.clone(), correlations: ranked.iter().map(correlation).collect() }
        })
        .collect()
}

/// The absolute rank correlation that the largest of `tried` unrelated pairs exceeds once in twenty times, with
/// `replicates` replicates: normal approximation with standard error 1 / sqrt(n - 1), Bonferroni. At most 1.
pub fn chance_level(tried: usize, replicates: usize) -> f64 {
    let tail = 0.05 / (2.0 * tried.max(1) as f64);
    let bound = Normal::standard().inverse_cdf(1.0 - tail) / (replicates.max(2) as f64 - 1.0).sqrt();
    // To six decimals: so that pages do not depend on the last bits of a machine's logarithms.
    ((bound * 1e6).round() / 1e6).min(1.0)
}

/// Ranks from 1; ties have the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut at = 0;
    for ties in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let rank = at as f64 + (ties.len() as f64 + 1.0) / 2.0;
        ties.iter().for_each(|place| ranks[*place] = rank);
        at += ties.len();
    }
    ranks
}

fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    (aa > 0.0 && bb > 0.0).then(|| ab / (aa * bb).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scenarios::Grade;

    #[test]
    fn rank_correlations_known_by_hand() {
        let rank_correlation = |a: &[f64], b: &[f64]| pearson(&ranks(a), &ranks(b));
        let near = |found: Option<f64>, expected: f64| {
            assert!((found.expect("varies") - expected).abs() < 1e-6, "{found:?}, not {expected}");
        };
        near(rank_correlation(&[1.0, 2.0, 3.0], &[1.0, 10.0, 1000.0]), 1.0);
        near(rank_correlation(&[1.0, 2.0, 3.0], &[3.0, 2.0, -5.0]), -1.0);
        // scipy.stats.spearmanr([1,2,2,4], [2,1,3,4]).
        near(rank_correlation(&[1.0, 2.0, 2.0, 4.0], &[2.0, 1.0, 3.0, 4.0]), 0.632_455_5);
        assert_eq!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
    }

    #[test]
    fn a_result_that_is_a_quantity_goes_with_it_alone() {
        let record = |id: &str, low: f64| ParameterRecord {
            id: id.into(),
            value: 1.0,
            range: [low, 2.0],
            unit: "ratio".into(),
            source: "made up".into(),
            date: "2020".into(),
            grade: Grade::Assumed,
        };
        let quantities = [record("a.b", 0.0), record("c.d", 0.0), record("exact", 2.0)];
        let quantity = Quantity { value: 1.0, low: 0.0, high: 2.0 };
        let drawn = |r| ParameterChoice::Drawn.value(&Draws::new(7, r), "a.b", &quantity);
        let result: Vec<Option<f64>> = (0..200).map(|r| (r != 5).then(|| drawn(r).powi(3))).collect();
        let found = influences(&quantities, 7, &[result]);
        assert_eq!(found.iter().map(|of| of.id.as_str()).collect::<Vec<_>>(), ["a.b", "c.d"]);
        assert!(found[0].strongest().is_some_and(|(at, rho)| at == 0 && (rho - 1.0).abs() < 1e-12));
        assert!(found[1].strongest().is_some_and(|(_, rho)| rho.abs() < chance_level(2, 199)));
        assert!((chance_level(1, 101) - 0.195_996).abs() < 1e-5 && chance_level(400, 2) == 1.0);
    }
}
