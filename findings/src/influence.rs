//! Which uncertain quantities move which results: rank correlations over the replicates of a run.
//!
//! What each replicate drew of a quantity can be made again from the run's seed, its baseline and where it took its parameters
//! from. How far a result goes with a quantity is told by the rank correlation of
//! Spearman (1904), which assumes no straight line. It is no sensitivity index: quantities that act only together
//! with others, or up and down, show little of it.
use agents::district::District;
use agents::parameters::{ParameterChoice, Quantity};
use agents::prior::Places;
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
pub fn influences(quantities: &[ParameterRecord], drawn: &Drawn, results: &[Vec<Option<f64>>]) -> Vec<Influence> {
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
            let drawn = drawn.values(record);
            let correlation = |(present, of_result): &(Vec<usize>, Vec<f64>)| {
                let drawn: Vec<f64> = present.iter().map(|at| drawn[*at]).collect();
                pearson(&ranks(&drawn), of_result)
            };
            Influence { id: record.id.clone(), correlations: ranked.iter().map(correlation).collect() }
        })
        .collect()
}

/// Share of the variance of a result that goes, in straight lines, with the drawn values of quantities: R² of the least
/// squares on all of them, adjusted for how many they are. None where there are too few replicates to tell, or nothing varies.
/// The rest is other quantities, bends, and chance in the run.
pub fn explained(quantities: &[&ParameterRecord], drawn: &Drawn, result: &[Option<f64>]) -> Option<f64> {
    let (n, k) = (result.iter().flatten().count(), quantities.len());
    if k == 0 || n < FEWEST_A_QUANTITY * (k + 1) {
        return None;
    }
    let present = |values: Vec<f64>| -> Vec<f64> {
        let known = result.iter().zip(values).filter(|(found, _)| found.is_some());
        centred(known.map(|(_, value)| value).collect())
    };
    let y = centred(result.iter().flatten().copied().collect());
    let x: Vec<Vec<f64>> = quantities.iter().map(|record| present(drawn.values(record))).collect();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // Each quantity and then the result, cleared of the quantities before it (Gram and Schmidt).
    let (mut bases, mut left): (Vec<Vec<f64>>, _) = (Vec::new(), y.clone());
    for column in x {
        let whole = dot(&column, &column);
        let mut own = column;
        for base in &bases {
            let part = dot(&own, base) / dot(base, base);
            own.iter_mut().zip(base).for_each(|(own, base)| *own -= part * base);
        }
        if dot(&own, &own) <= 1e-9 * whole {
            continue; // says nothing that those before it do not
        }
        let part = dot(&left, &own) / dot(&own, &own);
        left.iter_mut().zip(&own).for_each(|(left, own)| *left -= part * own);
        bases.push(own);
    }
    let (all, rest) = (dot(&y, &y), dot(&left, &left));
    let free = (n - 1 - bases.len()) as f64;
    (all > 0.0).then(|| (1.0 - rest / all * (n - 1) as f64 / free).max(0.0))
}

/// Replicates for each quantity, and for the mean, below which a share of variance is not told.
const FEWEST_A_QUANTITY: usize = 5;

fn centred(values: Vec<f64>) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.into_iter().map(|value| value - mean).collect()
}

/// What the replicates of a run drew, by replicate.
pub struct Drawn(Vec<Places>);

impl Drawn {
    /// The draws of `replicates` replicates from 0.
    pub fn of(district: &District, choice: ParameterChoice, seed: u64, replicates: u32) -> Self {
        Drawn((0..replicates).map(|replicate| district.places(choice, &Draws::new(seed, replicate))).collect())
    }

    /// What each replicate drew of a quantity.
    pub fn values(&self, record: &ParameterRecord) -> Vec<f64> {
        let [low, high] = record.range;
        let quantity = Quantity { value: record.value, low, high };
        self.0.iter().map(|places| places.value(&record.id, &quantity)).collect()
    }
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

    fn record(id: &str, low: f64) -> ParameterRecord {
        ParameterRecord {
            id: id.into(),
            value: 1.0,
            range: [low, 2.0],
            unit: "ratio".into(),
            source: "made up".into(),
            date: "2020".into(),
            grade: Grade::Assumed,
        }
    }

    fn drawn(replicates: u32) -> Drawn {
        let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        Drawn::of(&baseline.district, ParameterChoice::Prior, 7, replicates)
    }

    #[test]
    fn variance_is_shared_out_among_quantities_and_the_rest() {
        const N: usize = 4_000;
        let (a, b, other) = (record("a.b", 0.0), record("c.d", 0.0), record("e.f", 0.0));
        let drawn = drawn(N as u32);
        let [first, second, third] = [&a, &b, &other].map(|record| drawn.values(record));
        // Independent and of one variance: 9, 4 and 3 of 16 parts.
        let result: Vec<Option<f64>> = (0..N)
            .map(|r| (r % 40 != 3).then(|| 3.0 * first[r] - 2.0 * second[r] + 3.0f64.sqrt() * third[r]))
            .collect();
        let check = |of: &[&ParameterRecord], expected: f64| {
            let found = explained(of, &drawn, &result).expect("varies");
            assert!((found - expected).abs() < 0.03, "{found}, not {expected}");
        };
        check(&[&a], 9.0 / 16.0);
        check(&[&a, &b], 13.0 / 16.0);
        check(&[&b, &a, &b], 13.0 / 16.0);
        check(&[&a, &b, &other], 1.0);
        // Chance alone explains nothing, however many quantities are tried.
        let unrelated: Vec<ParameterRecord> = (0..8).map(|i| record(&format!("x.y{i}"), 0.0)).collect();
        let unrelated: Vec<&ParameterRecord> = unrelated.iter().collect();
        assert!(explained(&unrelated, &drawn, &result[..200]).expect("varies") < 0.06);
        assert_eq!(explained(&unrelated, &drawn, &result[..40]), None);
        assert_eq!(explained(&[&a], &drawn, &vec![Some(1.0); 40]), None);
    }

    #[test]
    fn a_result_that_is_a_quantity_goes_with_it_alone() {
        let quantities = [record("a.b", 0.0), record("c.d", 0.0), record("exact", 2.0)];
        let (drawn, mut result) = (drawn(200), Vec::new());
        result.extend(drawn.values(&quantities[0]).into_iter().map(|value| Some(value.powi(3))));
        result[5] = None;
        let found = influences(&quantities, &drawn, &[result]);
        assert_eq!(found.iter().map(|of| of.id.as_str()).collect::<Vec<_>>(), ["a.b", "c.d"]);
        assert!(found[0].strongest().is_some_and(|(at, rho)| at == 0 && (rho - 1.0).abs() < 1e-12));
        assert!(found[1].strongest().is_some_and(|(_, rho)| rho.abs() < chance_level(2, 199)));
        assert!((chance_level(1, 101) - 0.195_996).abs() < 1e-5 && chance_level(400, 2) == 1.0);
    }
}
