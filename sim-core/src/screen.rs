//! The screened month: one cheap draw a person against an upper bound, resolved only when it fires.
//!
//! A population keeps, beside each person's id, the 32-bit upper bound of the probability that
//! anything at all happens to that person this month. The pass below is all the work for the
//! nineteen of twenty persons to whom nothing happens; the caller resolves the rest from the same
//! draw, so the law is exact. The loop has no table, branch or state, and is compiled for several
//! instruction sets and chosen at run time. It is integer only: every path gives the same answer.
use crate::ScreenKey;
use multiversion::multiversion;

/// A person whose draw fell below the bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Position in the columns that were screened.
    pub position: u32,
    /// The draw, uniform below the bound.
    pub draw: u32,
}

/// Appends to `found`, in order of position, every person of `ids` whose draw under `key` is below
/// its bound. The columns must have the same length.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
pub fn screen(key: ScreenKey, ids: &[u32], bounds: &[u32], found: &mut Vec<Candidate>) {
    assert_eq!(ids.len(), bounds.len(), "columns of one population have one length");
    let done = screen_blocks::<64>(key, ids, bounds, 0, found);
    let done = screen_blocks::<16>(key, ids, bounds, done, found);
    screen_blocks::<1>(key, ids, bounds, done, found);
}

/// Screens from position `start` on in whole blocks of `N` (at most 64), which the compiler turns
/// into wide instructions; returns where it stopped.
#[inline(always)]
fn screen_blocks<const N: usize>(
    key: ScreenKey,
    ids: &[u32],
    bounds: &[u32],
    start: usize,
    found: &mut Vec<Candidate>,
) -> usize {
    let mut position = start;
    for (id, bound) in ids[start..].as_chunks::<N>().0.iter().zip(bounds[start..].as_chunks::<N>().0) {
        let mut draws = [0u32; N];
        for i in 0..N {
            draws[i] = key.draw(id[i]);
        }
        let mut mask = 0u64;
        for i in 0..N {
            mask |= u64::from(draws[i] < bound[i]) << i;
        }
        while mask != 0 {
            let i = mask.trailing_zeros() as usize;
            found.push(Candidate { position: (position + i) as u32, draw: draws[i] });
            mask &= mask - 1;
        }
        position += N;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Draws, Month, threshold};

    #[test]
    fn finds_what_a_plain_loop_finds_at_every_length() {
        let key = Draws::new(3, 1).screen_key(Month::january(2024), 0);
        for len in [0, 1, 63, 64, 65, 200, 1_000] {
            let ids: Vec<u32> = (0..len).map(|i| i * 7 + 5).collect();
            let bounds: Vec<u32> = (0..len).map(|i| threshold(f64::from(i % 11) / 10.0)).collect();
            let mut found = vec![];
            screen(key, &ids, &bounds, &mut found);
            let plain: Vec<Candidate> = (0..len as usize)
                .filter(|i| key.draw(ids[*i]) < bounds[*i])
                .map(|i| Candidate { position: i as u32, draw: key.draw(ids[i]) })
                .collect();
            assert_eq!(found, plain, "length {len}");
        }
    }
}
