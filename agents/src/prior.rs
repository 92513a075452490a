//! Where a replicate's quantities lie inside their ranges: drawn from the prior, in which named groups of quantities are
//! correlated, or from a posterior.
use crate::decision;
use crate::normal::{score_of, share_below};
use crate::parameters::{ParameterChoice, Quantity, set_of};
use crate::text::Text;
use sim_core::{Draws, Month, name_hash};
use std::collections::BTreeMap;

/// The standard normal score of a quantity's own draw, before groups and posterior. The address is the quantity's id, so a
/// new quantity moves no other.
pub fn own_score(draws: &Draws, id: &str) -> f64 {
    score_of(own_place(draws, id).max(f64::MIN_POSITIVE))
}

fn own_place(draws: &Draws, id: &str) -> f64 {
    draws.of(set_of(draws.replicate())).uniform(name_hash(id), Month::from_index(0), decision::PARAMETER)
}

/// Quantities whose ranges are not independent.
///
/// With z the members' standard normal scores and w their weights, of length 1, the part of z along w is multiplied by
/// `spread`; then every score is divided by its own standard deviation, so that each member keeps its range.
#[derive(Clone, Debug, PartialEq)]
pub struct PriorGroup {
    /// Id, unique in the baseline.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Ids of quantities, each with its weight; the squares of the weights add up to 1.
    pub members: Vec<(String, f64)>,
    /// Spread of the members' weighted sum relative to that of independent members: above 1 they move together, below 1 their
    /// sum is better known than each of them.
    pub spread: f64,
}

impl PriorGroup {
    /// Correlates the members' independent scores, in the order of the members.
    pub fn correlate(&self, scores: &mut [f64]) {
        let along: f64 = scores.iter().zip(&self.members).map(|(score, (_, weight))| score * weight).sum();
        for (score, (_, weight)) in scores.iter_mut().zip(&self.members) {
            let own = libm::sqrt(1.0 + (self.spread * self.spread - 1.0) * weight * weight);
            *score = (*score + (self.spread - 1.0) * weight * along) / own;
        }
    }

    /// Correlation of the scores of two members, by position.
    pub fn correlation(&self, a: usize, b: usize) -> f64 {
        let ([a, b], excess) = ([self.members[a].1, self.members[b].1], self.spread * self.spread - 1.0);
        excess * a * b / libm::sqrt((1.0 + excess * a * a) * (1.0 + excess * b * b))
    }
}

/// Draws from the posterior of some quantities.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Ids of the quantities that it has.
    pub quantities: Vec<String>,
    /// For each draw the place of each of them inside its prior range, in [0, 1]: the share of the prior below it.
    pub draws: Vec<Vec<f64>>,
}

impl Posterior {
    /// Which draw a replicate takes: they follow one another from a first that depends on the seed, and begin again at the end.
    pub fn row_of(&self, draws: &Draws) -> usize {
        let rows = self.draws.len().max(1) as u64;
        let first = draws.of(0).bits(name_hash("posterior"), Month::from_index(0), decision::PARAMETER);
        ((first % rows + u64::from(set_of(draws.replicate()))) % rows) as usize
    }
}

/// Where the quantities of a replicate lie inside their ranges.
#[derive(Clone, Debug)]
pub struct Places {
    choice: ParameterChoice,
    draws: Draws,
    /// Those that groups or the posterior moved.
    moved: BTreeMap<String, f64>,
}

impl Places {
    /// Those of the replicate of `draws`.
    pub fn of(choice: ParameterChoice, draws: &Draws, groups: &[PriorGroup], posterior: Option<&Posterior>) -> Self {
        let mut moved = BTreeMap::new();
        if choice.is_drawn() {
            for group in groups {
                let mut scores: Vec<f64> = group.members.iter().map(|(id, _)| own_score(draws, id)).collect();
                group.correlate(&mut scores);
                moved.extend(group.members.iter().zip(scores).map(|((id, _), score)| (id.clone(), share_below(score))));
            }
        }
        if let (ParameterChoice::Posterior, Some(posterior)) = (choice, posterior)
            && let Some(row) = posterior.draws.get(posterior.row_of(draws))
        {
            moved.extend(posterior.quantities.iter().cloned().zip(row.iter().copied()));
        }
        Places { choice, draws: *draws, moved }
    }

    /// All at their best estimates.
    pub fn best() -> Self {
        Places { choice: ParameterChoice::Fixed, draws: Draws::new(0, 0), moved: BTreeMap::new() }
    }

    /// The place of a quantity as the share of its prior range below it; none where all are at their best estimates.
    pub fn place(&self, id: &str) -> Option<f64> {
        let own = || self.moved.get(id).copied().unwrap_or_else(|| own_place(&self.draws, id));
        self.choice.is_drawn().then(own)
    }

    /// The value of a quantity.
    pub fn value(&self, id: &str, quantity: &Quantity) -> f64 {
        self.place(id).map_or(quantity.value, |place| quantity.at(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_a_group_keep_their_spread_and_have_the_correlation_said() {
        let group = |spread: f64| {
            let weight = 1.0 / 3.0f64.sqrt();
            let members = vec![("a.b".into(), weight), ("c.d".into(), weight), ("e.f".into(), -weight)];
            PriorGroup { id: "g".into(), name: Text { zh: "组".into(), en: "group".into() }, members, spread }
        };
        let check = |spread: f64| {
            let group = group(spread);
            let (mut squares, mut products) = ([0.0; 3], [0.0; 2]);
            const N: u32 = 40_000;
            for replicate in 0..N {
                let draws = Draws::new(3, replicate + replicate / 4);
                let mut scores = ["a.b", "c.d", "e.f"].map(|id| own_score(&draws, id));
                group.correlate(&mut scores);
                (0..3).for_each(|at| squares[at] += scores[at] * scores[at]);
                products[0] += scores[0] * scores[1];
                products[1] += scores[0] * scores[2];
            }
            let n = f64::from(N);
            squares.iter().for_each(|sum| assert!((sum / n - 1.0).abs() < 0.03, "{spread}: {sum}"));
            let expected = [group.correlation(0, 1), group.correlation(0, 2)];
            assert_eq!(expected[0], -expected[1]);
            for (sum, expected) in products.iter().zip(expected) {
                assert!((sum / n - expected).abs() < 0.02, "{spread}: {} not {expected}", sum / n);
            }
            expected[0]
        };
        assert!(check(2.5) > 0.6 && check(1.0) == 0.0 && (-0.5..-0.4).contains(&check(0.2)));
    }

    #[test]
    fn a_posterior_gives_its_quantities_and_the_prior_all_others() {
        let row = |k: u32| vec![f64::from(k) / 10.0, 0.5];
        let quantities = vec!["x.one".to_string(), "x.two".to_string()];
        let posterior = Posterior { quantities, draws: (0..10).map(row).collect() };
        let mut rows = Vec::new();
        for replicate in 0..12 {
            let draws = Draws::new(5, replicate);
            let prior = Places::of(ParameterChoice::Prior, &draws, &[], Some(&posterior));
            let given = Places::of(ParameterChoice::Posterior, &draws, &[], Some(&posterior));
            let first = posterior.draws[posterior.row_of(&draws)][0];
            assert_eq!((given.place("x.one"), given.place("x.two")), (Some(first), Some(0.5)));
            assert_eq!(given.place("y.other"), prior.place("y.other"));
            assert_ne!(given.place("x.two"), prior.place("x.two"));
            rows.push(posterior.row_of(&draws));
        }
        assert_eq!(rows[3], rows[4]);
        rows.sort_unstable();
        rows.dedup();
        assert_eq!(rows.len(), 10, "each is taken once before any is taken twice");
        let fixed = Places::of(ParameterChoice::Fixed, &Draws::new(5, 0), &[], Some(&posterior));
        assert_eq!(fixed.value("x.one", &Quantity { value: 2.0, low: 0.0, high: 3.0 }), 2.0);
    }
}
