//! Ages of elders.
use crate::report::{AGES, FIRST_AGE};

/// Months from birth to the month in which an elder enters.
pub const MONTHS_AT_ENTRY: i32 = FIRST_AGE as i32 * 12;

/// Position of an age in months among the elders' single ages, 0 for 60.
pub fn age_index(months: i32) -> usize {
    (((months / 12) - FIRST_AGE as i32).max(0) as usize).min(AGES - 1)
}
