//! The quantities that a calibration moves: their independent standard normal scores, and the draws that a run takes.
use agents::normal::share_below;
use agents::prior::{Posterior, PriorGroup, own_score};
use scenarios::Baseline;
use sim_core::Draws;

/// The quantities that the published numbers can inform.
#[derive(Clone, Debug)]
pub struct Space<'a> {
    /// Ids of all quantities with a range: the scores of a run from the prior are in their order.
    pub all: Vec<&'a str>,
    /// Positions in `all` of those that are moved.
    pub active: Vec<usize>,
    groups: &'a [PriorGroup],
}

/// The replicate from which on a parameter set is taken.
pub(crate) const fn replicate_of_set(set: u32) -> u32 {
    set + set / 4
}

impl<'a> Space<'a> {
    /// All quantities of a baseline, none of them moved yet.
    pub fn of(baseline: &'a Baseline) -> Self {
        let with_range = baseline.quantities.iter().filter(|record| record.range[0] < record.range[1]);
        let all = with_range.map(|record| record.id.as_str()).collect();
        Space { all, active: Vec::new(), groups: &baseline.district.priors }
    }

    /// Independent scores of all quantities that a replicate draws from the prior.
    pub fn own_scores(&self, draws: &Draws) -> Vec<f64> {
        self.all.iter().map(|id| own_score(draws, id)).collect()
    }

    /// The ids of those that are moved.
    pub fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.active.iter().filter_map(|at| self.all.get(*at).copied())
    }

    /// Draws at these points, each a score a moved quantity; what a group ties to them is drawn from its prior.
    pub fn draws(&self, points: &[Vec<f64>], seed: u64) -> Posterior {
        let ids: Vec<&str> = self.ids().collect();
        let place_of = |id: &str| ids.iter().position(|active| *active == id);
        let has_active = |group: &&PriorGroup| group.members.iter().any(|(id, _)| place_of(id).is_some());
        let groups: Vec<&PriorGroup> = self.groups.iter().filter(has_active).collect();
        let in_group = |id: &str| groups.iter().any(|group| group.members.iter().any(|(member, _)| member == id));
        let alone: Vec<(usize, &str)> = ids.iter().copied().enumerate().filter(|(_, id)| !in_group(id)).collect();
        let draw = |(row, point): (usize, &Vec<f64>)| {
            let draws = Draws::new(seed, replicate_of_set(row as u32));
            let mut places: Vec<f64> = alone.iter().map(|(at, _)| share_below(point[*at])).collect();
            for group in &groups {
                let own = |(id, _): &(String, f64)| place_of(id).map_or_else(|| own_score(&draws, id), |at| point[at]);
                let mut scores: Vec<f64> = group.members.iter().map(own).collect();
                group.correlate(&mut scores);
                places.extend(scores.into_iter().map(share_below));
            }
            places
        };
        let grouped = groups.iter().flat_map(|group| group.members.iter().map(|(id, _)| id.clone()));
        let quantities = alone.iter().map(|(_, id)| (*id).to_string()).chain(grouped).collect();
        Posterior { quantities, draws: points.iter().enumerate().map(draw).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use agents::parameters::set_of;
    use agents::text::Text;

    #[test]
    fn a_draw_has_its_point_and_the_mates_of_its_group() {
        let weight = 0.5f64.sqrt();
        let members = vec![("a.a".into(), weight), ("b.b".into(), weight)];
        let name = Text { zh: "组".into(), en: "group".into() };
        let groups = [PriorGroup { id: "g".into(), name, members, spread: 2.0 }];
        let space = Space { all: vec!["a.a", "b.b", "c.c", "d.d"], active: vec![1, 3], groups: &groups };
        let draws = space.draws(&[vec![0.5, -1.0], vec![0.5, 0.0]], 1);
        assert_eq!(draws.quantities, ["d.d", "a.a", "b.b"]);
        assert_eq!((draws.draws[0][0], draws.draws[1][0]), (share_below(-1.0), 0.5));
        assert_ne!(draws.draws[0][1], draws.draws[1][1], "the mate is drawn for each");
        let sets: Vec<u32> = (0..40).map(|set| set_of(replicate_of_set(set))).collect();
        assert_eq!(sets, (0..40).collect::<Vec<u32>>());
    }
}
