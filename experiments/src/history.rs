//! Shared history: months that scenarios have in common are simulated once.
//!
//! Scenarios that are equal up to a month are one world up to that month; there the world is forked. Every draw has an
//! address, so a forked world and one that was simulated alone are the same bit by bit.
use agents::district::District;
use scenarios::scenario::CompiledScenario;
use sim_core::Month;
use std::sync::Arc;

/// Months in which some scenarios are the same, and how they part.
#[derive(Clone, Debug)]
pub struct Branch {
    /// First month.
    pub from: Month,
    /// The district of these months.
    pub district: Arc<District>,
    /// Scenarios that are here or further on, by position.
    pub scenarios: Vec<usize>,
    /// How they go on, in order of time. A scenario that is in none stays here to the end.
    pub branches: Vec<Branch>,
    signature: String,
}

/// Cuts scenarios into groups of like size, of at most `most` each, those of the longest shared history together; in each group
/// they are in order.
pub fn groups(all: &[CompiledScenario], most: usize) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    let history = |at: &usize| all[*at].stretches.iter().map(|stretch| (stretch.from, &stretch.signature));
    order.sort_by(|a, b| history(a).cmp(history(b)));
    let number = all.len().div_ceil(most.max(1)).max(1);
    let size = all.len().div_ceil(number).max(1);
    let groups = order.chunks(size).map(|group| {
        let mut group = group.to_vec();
        group.sort_unstable();
        group
    });
    groups.collect()
}

impl Branch {
    /// The histories of the scenarios at `chosen` positions of `all`: one for each first stretch that differs, or, where
    /// no history is shared, for each scenario.
    pub fn of(all: &[CompiledScenario], chosen: &[usize], last: Month, shares_history: bool) -> Vec<Branch> {
        match shares_history {
            true => Branch::shared(all, chosen, last),
            false => chosen.iter().flat_map(|one| Branch::shared(all, &[*one], last)).collect(),
        }
    }

    fn shared(all: &[CompiledScenario], chosen: &[usize], last: Month) -> Vec<Branch> {
        let mut roots: Vec<Branch> = Vec::new();
        for scenario in chosen.iter().copied() {
            let mut level = &mut roots;
            for stretch in all[scenario].stretches.iter().filter(|stretch| stretch.from <= last) {
                let known = |branch: &Branch| branch.from == stretch.from && branch.signature == stretch.signature;
                let at = level.iter().position(known).unwrap_or_else(|| {
                    level.push(Branch {
                        from: stretch.from,
                        district: Arc::clone(&stretch.district),
                        scenarios: Vec::new(),
                        branches: Vec::new(),
                        signature: stretch.signature.clone(),
                    });
                    level.len() - 1
                });
                level[at].scenarios.push(scenario);
                level = &mut level[at].branches;
            }
        }
        roots.iter_mut().for_each(Branch::sort);
        roots
    }

    fn sort(&mut self) {
        self.branches.sort_by_key(|branch| branch.from);
        self.branches.iter_mut().for_each(Branch::sort);
    }

    /// What differs from the baseline's district here.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// Months that are simulated here and in all branches up to `last`.
    pub fn months(&self, last: Month) -> u64 {
        let further: u64 = self.branches.iter().map(|branch| branch.months(last)).sum();
        further + (self.end(last) - self.from + 1).max(0) as u64
    }

    /// The last month that is simulated here.
    fn end(&self, last: Month) -> Month {
        let gone: usize = self.branches.iter().map(|branch| branch.scenarios.len()).sum();
        match self.branches.last() {
            Some(branch) if gone == self.scenarios.len() => branch.from - 1,
            _ => last,
        }
    }
}
