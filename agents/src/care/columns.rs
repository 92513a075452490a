//! Columns over the homes of a district.
use crate::district::CareSystem;

/// Homes that are weighed at once. Columns of homes are filled up to a multiple of it.
pub(super) const HOMES_AT_ONCE: usize = 16;

/// The number of places in a column over `homes` homes: filled up to a multiple of `HOMES_AT_ONCE`.
pub fn filled_up(homes: usize) -> usize {
    homes.next_multiple_of(HOMES_AT_ONCE)
}

/// For each home of a district whether it is in another than the `place`-th community.
pub fn homes_from(system: &CareSystem, place: usize) -> Vec<bool> {
    let mut away: Vec<bool> = system.facilities.iter().map(|home| home.community != place).collect();
    away.resize(filled_up(away.len()), true);
    away
}
