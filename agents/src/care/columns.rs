//! Columns over homes.

/// Homes that are weighed at once. Columns of a zone's homes are filled up to a multiple of it.
pub(super) const HOMES_AT_ONCE: usize = 16;

/// The number of places in a column over `homes` homes: filled up to a multiple of `HOMES_AT_ONCE`.
pub fn filled_up(homes: usize) -> usize {
    homes.next_multiple_of(HOMES_AT_ONCE)
}

/// The number of places in a column over all homes of a district, of which a zone's part, filled up, begins anywhere.
pub fn of_district(homes: usize) -> usize {
    homes + HOMES_AT_ONCE
}
