//! Open posts of an occupation, among which one is found without going through all employers.

/// By employer the posts that are open, with partial sums (a Fenwick tree).
#[derive(Default)]
pub(super) struct OpenPosts {
    /// Addresses, in ascending order.
    employers: Vec<u32>,
    posts: Vec<u32>,
    /// At `i`, counted from 1: the posts of the last `i & -i` employers up to the `i`-th.
    sums: Vec<u32>,
    total: u32,
}

impl OpenPosts {
    /// Those of `open`: employers in ascending order, each once, and their posts.
    pub fn new(open: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let (employers, posts): (Vec<u32>, Vec<u32>) = open.into_iter().unzip();
        debug_assert!(employers.is_sorted_by(|a, b| a < b), "employers in order: {employers:?}");
        let mut open = OpenPosts { sums: vec![0; posts.len() + 1], total: posts.iter().sum(), employers, posts };
        for i in 1..open.sums.len() {
            open.sums[i] += open.posts[i - 1];
            let next = i + (i & i.wrapping_neg());
            if next < open.sums.len() {
                open.sums[next] += open.sums[i];
            }
        }
        open
    }

    /// All posts that are open.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Fills the post that a draw of 32 bits names, any with the same chance but those of the employer `but`. Returns
    /// whose it is; none when there is none.
    pub fn fill(&mut self, draw: u64, but: u32) -> Option<u32> {
        let own = self.employers.binary_search(&but).ok();
        let own = own.map_or((u32::MAX, 0), |at| (self.before(at), self.posts[at]));
        let others = self.total - own.1;
        if others == 0 {
            return None;
        }
        let number = ((u64::from(others) * draw) >> 32) as u32;
        let at = self.find(if number >= own.0 { number + own.1 } else { number });
        self.posts[at] -= 1;
        self.total -= 1;
        let mut i = at + 1;
        while i < self.sums.len() {
            self.sums[i] -= 1;
            i += i & i.wrapping_neg();
        }
        Some(self.employers[at])
    }

    /// Posts of all employers before the one at a position.
    fn before(&self, at: usize) -> u32 {
        let (mut i, mut sum) = (at, 0);
        while i > 0 {
            sum += self.sums[i];
            i &= i - 1;
        }
        sum
    }

    /// The position of the employer with the `number`-th post, counted from 0.
    fn find(&self, number: u32) -> usize {
        let (mut at, mut left) = (0, number);
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            if at + step < self.sums.len() && self.sums[at + step] <= left {
                at += step;
                left -= self.sums[at];
            }
            step /= 2;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim_core::{Draws, Month};

    /// The same by going through all employers.
    fn plain(open: &mut [(u32, u32)], draw: u64, but: u32) -> Option<u32> {
        let others = open.iter().filter(|(employer, _)| *employer != but).map(|(_, posts)| posts).sum::<u32>();
        let mut number = ((u64::from(others) * draw) >> 32) as u32;
        for (employer, posts) in open.iter_mut().filter(|(employer, _)| *employer != but) {
            if number < *posts {
                *posts -= 1;
                return Some(*employer);
            }
            number -= *posts;
        }
        None
    }

    #[test]
    fn posts_are_those_that_a_plain_search_finds() {
        let draws = Draws::new(5, 0);
        let bits = |n: u64, which| draws.bits(n, Month::january(2021), which) >> 32;
        for employers in [0u32, 1, 2, 7, 64, 100] {
            let mut all: Vec<(u32, u32)> = (0..employers).map(|e| (e * 3, bits(e.into(), 1) as u32 % 4)).collect();
            let mut open = OpenPosts::new(all.iter().copied());
            for n in 0..300 {
                // Every other seeker comes from one of the employers.
                let but = if n % 2 == 0 { u32::MAX } else { bits(n, 2) as u32 % (employers + 1) * 3 };
                assert_eq!(open.fill(bits(n, 3), but), plain(&mut all, bits(n, 3), but), "seeker {n} of {employers}");
            }
            assert_eq!(open.total(), all.iter().map(|(_, posts)| posts).sum::<u32>());
        }
    }
}
