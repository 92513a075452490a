//! Sets of services, a bit each, and the place of a service among those with places to keep.
use super::services::{BY_LOT, PLACES};

/// Sets of services given by lot.
pub(super) const SETS: usize = 1 << BY_LOT;

/// The position of a service among those with places.
pub(super) fn place_of(number: usize) -> Option<usize> {
    PLACES.iter().position(|place| *place == number)
}

/// The positions of the bits of a set of services, lowest first.
pub(super) fn bits(mut mask: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(bit)
    })
}
