//! A moment within a month: months are the steps of the simulation, but waits are counted in days.
use serde::{Deserialize, Serialize};

/// Parts of a month, some eleven minutes each.
const PARTS: i32 = 4096;
/// Days of a month.
pub const DAYS_A_MONTH: f64 = 365.25 / 12.0;

/// A moment, in parts of a month since the start of the first simulated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, bytemuck::NoUninit)]
#[repr(transparent)]
pub struct Moment(i32);

impl Moment {
    /// The start of a month.
    pub fn start_of(month: i16) -> Self {
        Moment(i32::from(month) * PARTS)
    }

    /// The moment of a month that a uniform draw names.
    pub fn within(month: i16, draw: u32) -> Self {
        Moment(i32::from(month) * PARTS + (draw >> 20) as i32)
    }

    /// Whole days from an earlier moment to this one; 0 from a later one.
    pub fn days_since(self, earlier: Moment) -> u16 {
        let parts = f64::from((self.0 - earlier.0).max(0));
        libm::round(parts * DAYS_A_MONTH / f64::from(PARTS)).min(f64::from(u16::MAX)) as u16
    }

    /// Some days later.
    #[must_use]
    pub fn after_days(self, days: f64) -> Self {
        Moment(self.0.saturating_add(libm::round(days / DAYS_A_MONTH * f64::from(PARTS)) as i32))
    }

    /// Some months earlier.
    #[must_use]
    pub fn months_before(self, months: i16) -> Self {
        Moment(self.0 - i32::from(months) * PARTS)
    }

    /// For fingerprints.
    pub fn number(self) -> u64 {
        self.0 as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_moments() {
        let start = Moment::start_of(3);
        assert_eq!(Moment::within(3, u32::MAX).days_since(start), 30);
        assert_eq!(Moment::start_of(15).days_since(start), 365);
        assert_eq!(start.days_since(Moment::start_of(4)), 0);
        assert_eq!(start.after_days(45.0).days_since(start), 45);
        assert!(Moment::within(3, u32::MAX) < Moment::start_of(4));
    }
}
