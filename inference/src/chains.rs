//! A sample in chains, and whether the chains tell the same.

/// The points of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Chains {
    /// By chain, in the order of sampling; all chains have the same number of points.
    pub points: Vec<Vec<Vec<f64>>>,
}

/// How well a sample knows the mean of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convergence {
    /// Independent draws that would know the mean as well.
    pub effective_size: f64,
    /// Potential scale reduction over halves of chains: 1 where all tell the same, above 1.01 to be doubted.
    pub split_r_hat: f64,
}

impl Chains {
    /// All points, chain by chain.
    pub fn all(&self) -> impl Iterator<Item = &[f64]> {
        self.points.iter().flatten().map(Vec::as_slice)
    }

    /// Convergence of the mean of a number of each point, over halves of chains: split R-hat and the effective size with
    /// Geyer's initial monotone sequence (Gelman et al. 2013, Vehtari et al. 2021). None of fewer than 8 points a chain, or
    /// where the number does not vary.
    pub fn convergence(&self, number: impl Fn(&[f64]) -> f64) -> Option<Convergence> {
        let halves: Vec<Vec<f64>> = self
            .points
            .iter()
            .flat_map(|chain| {
                let values: Vec<f64> = chain.iter().map(|point| number(point)).collect();
                let half = values.len() / 2;
                [
                    values.iter().take(half).copied().collect(),
                    values.iter().skip(values.len() - half).copied().collect(),
                ]
            })
            .collect();
        convergence(&halves)
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn convergence(chains: &[Vec<f64>]) -> Option<Convergence> {
    let (m, n) = (chains.len(), chains.iter().map(Vec::len).min()?);
    if n < 4 {
        return None;
    }
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    let autocovariance = |lag: usize| -> f64 {
        let of = |(chain, mean): (&Vec<f64>, &f64)| {
            let products = chain.iter().zip(chain.iter().skip(lag)).map(|(a, b)| (a - mean) * (b - mean));
            products.sum::<f64>() / n as f64
        };
        chains.iter().zip(&means).map(of).sum::<f64>() / m as f64
    };
    let (size, biased) = (n as f64, autocovariance(0));
    let within = biased * size / (size - 1.0);
    let middle = mean(&means);
    let between = means.iter().map(|of| (of - middle) * (of - middle)).sum::<f64>() / (m as f64 - 1.0).max(1.0);
    let pooled = biased + between;
    if !(within > 0.0 && pooled.is_finite()) {
        return None;
    }
    let rho = |lag| 1.0 - (within - autocovariance(lag) * size / (size - 1.0)) / pooled;
    let (mut sum, mut before) = (0.0, f64::INFINITY);
    for lag in (0..n - 1).step_by(2) {
        let pair: f64 = (if lag == 0 { 1.0 } else { rho(lag) }) + rho(lag + 1);
        if pair <= 0.0 {
            break;
        }
        before = pair.min(before);
        sum += before;
    }
    let total = (m * n) as f64;
    // Antithetic chains know more than as many independent draws; Stan's bound on how much is believed.
    let tau = (2.0 * sum - 1.0).max(1.0 / libm::log10(total));
    Some(Convergence { effective_size: total / tau, split_r_hat: (pooled / within).sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normals::{Numbers, Purpose};

    /// Four autoregressive chains with correlation `rho` from step to step, the first of them moved by `shift`.
    fn chains(rho: f64, shift: f64) -> Chains {
        let chain = |chain: u32| {
            let numbers = Numbers::new(3, chain);
            let mut z = numbers.normal(Purpose::Start, 0, 0);
            let steps = (1..=5_000).map(|step| {
                z = rho * z + (1.0 - rho * rho).sqrt() * numbers.normal(Purpose::Start, step, 0);
                vec![z + if chain == 0 { shift } else { 0.0 }]
            });
            steps.collect()
        };
        Chains { points: (0..4).map(chain).collect() }
    }

    #[test]
    fn sizes_of_autoregressive_chains_are_those_of_theory() {
        // The mean of an autoregressive chain has the variance of n (1 - rho) / (1 + rho) independent draws.
        let check = |rho: f64| {
            let found = chains(rho, 0.0).convergence(|point| point[0]).expect("varies");
            let expected = 20_000.0 * (1.0 - rho) / (1.0 + rho);
            let ratio = found.effective_size / expected;
            assert!((0.85..1.15).contains(&ratio), "{rho}: {found:?}, {expected}");
            assert!((found.split_r_hat - 1.0).abs() < 0.01, "{rho}: {found:?}");
        };
        check(0.0);
        check(0.5);
        check(0.9);
    }

    #[test]
    fn a_chain_that_lies_elsewhere_is_seen() {
        let found = chains(0.3, 1.0).convergence(|point| point[0]).expect("varies");
        assert!(found.split_r_hat > 1.05 && found.effective_size < 200.0, "{found:?}");
        let constant = Chains { points: vec![vec![vec![1.0]; 100]; 2] };
        assert_eq!(constant.convergence(|point| point[0]), None);
        assert_eq!(Chains { points: vec![vec![vec![1.0], vec![2.0]]] }.convergence(|point| point[0]), None);
        assert_eq!(Chains { points: vec![] }.convergence(|point| point[0]), None);
    }
}
