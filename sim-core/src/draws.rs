//! Random numbers with an address instead of a state.
//!
//! A draw is a pure function of (seed, replicate, person, month, decision). Nothing is consumed, so
//! no draw depends on what was drawn before it, on threads or on the order of actors; and two
//! scenarios that put the same question to the same person in the same month get the same number
//! (common random numbers).
use crate::Month;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// One stream family: all draws of one replicate of one seed.
///
/// ```
/// use sim_core::{Draws, Month};
/// let draws = Draws::new(1, 0);
/// let month = Month::january(2021);
/// let u = draws.uniform(231_099, month, 4);
/// assert!((0.0..1.0).contains(&u));
/// assert_eq!(u, draws.uniform(231_099, month, 4));
/// assert_ne!(u, draws.uniform(231_099, month, 5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    seed: u64,
    replicate: u32,
}

/// The keyed integer mix of one month and decision: one 32-bit draw a person for some ten
/// instructions, written so that compilers run it on eight or sixteen persons at once.
/// Made by [`Draws::screen_key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenKey {
    first: u32,
    second: u32,
}

impl Draws {
    /// The draws of `replicate` under `seed`.
    pub fn new(seed: u64, replicate: u32) -> Self {
        Draws { seed, replicate }
    }

    /// The draws of another replicate under the same seed.
    pub fn of(&self, replicate: u32) -> Self {
        Draws { replicate, ..*self }
    }

    /// The replicate these draws belong to.
    pub fn replicate(&self) -> u32 {
        self.replicate
    }

    /// 64 random bits for `decision` of `person` in `month`: xxh3 of the address.
    pub fn bits(&self, person: u64, month: Month, decision: u16) -> u64 {
        let (replicate, month) = (u64::from(self.replicate), u64::from(month.index() as u32));
        // The first and the last sixteen bytes of the address: seed 8, replicate 4, person 8, month 4, decision 2.
        let first = [self.seed, replicate | person << 32];
        let last = [replicate >> 16 | person << 16, person >> 48 | month << 16 | u64::from(decision) << 48];
        xxh3_of_26(first, last)
    }

    /// A uniform number in [0, 1) with 53 random bits.
    pub fn uniform(&self, person: u64, month: Month, decision: u16) -> f64 {
        (self.bits(person, month, decision) >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// The key from which [`ScreenKey::draw`] makes every person's draw for `decision` in `month`.
    pub fn screen_key(&self, month: Month, decision: u16) -> ScreenKey {
        let bits = self.bits(u64::MAX, month, decision);
        ScreenKey { first: bits as u32, second: (bits >> 32) as u32 }
    }
}

/// xxh3 of 26 bytes, from the first and the last sixteen as little-endian words: what `xxh3_64` gives,
/// without writing them to memory first.
fn xxh3_of_26(first: [u64; 2], last: [u64; 2]) -> u64 {
    let fold = |[a, b]: [u64; 2], [x, y]: [u64; 2]| {
        let product = u128::from(a ^ x) * u128::from(b ^ y);
        product as u64 ^ (product >> 64) as u64
    };
    let mut hash = 26u64
        .wrapping_mul(0x9e37_79b1_85eb_ca87)
        .wrapping_add(fold(first, [0xbe4b_a423_396c_feb8, 0x1cad_21f7_2c81_017c]))
        .wrapping_add(fold(last, [0xdb97_9083_e96d_d4de, 0x1f67_b3b7_a4a4_4072]));
    hash ^= hash >> 37;
    hash = hash.wrapping_mul(0x1656_6791_9e37_79f9);
    hash ^ hash >> 32
}

impl ScreenKey {
    /// 32 random bits for `person`. Two rounds of multiply and xor-shift with a key word before
    /// each, so that no two months permute the same numbers among persons (multipliers and shifts:
    /// Wellons' `lowbias32`, lowest known bias of its kind).
    #[inline(always)]
    pub fn draw(self, person: u32) -> u32 {
        let mut x = person.wrapping_add(self.first);
        x ^= x >> 16;
        x = x.wrapping_mul(0x21f0_aaad);
        x ^= x >> 15;
        x = x.wrapping_add(self.second);
        x = x.wrapping_mul(0x735a_2d97);
        x ^ (x >> 15)
    }
}

/// 64 bits that stand for a name, so that something with a name can be the person of an address.
pub fn name_hash(name: &str) -> u64 {
    xxh3_64(name.as_bytes())
}

/// The 32-bit threshold of a probability: `draw < threshold(p)` has probability `p` to within 2^-32.
/// Probabilities outside [0, 1] are moved to the nearest end.
pub fn threshold(probability: f64) -> u32 {
    (probability * 4_294_967_296.0) as u32
}

#[cfg(test)]
mod tests;
