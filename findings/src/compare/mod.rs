//! Two scenarios beside each other, replicate by replicate. A replicate of a number shares all draws in both, so
//! that most of what chance does is in both and drops out of their difference.
mod bed_demand;
mod breakdown;
mod cells;
mod comparison;
mod difference;
mod figures;
mod indicators;
mod pair;
mod shapley;
mod side;
mod spending;

#[cfg(test)]
mod tests;

pub use bed_demand::BedDemandDrivers;
pub use comparison::{COMPARED_YEARS, Comparison, Side, YearDrivers, compare};
pub use difference::Difference;
pub use figures::group_name;
pub use pair::Unlikeness;
pub use spending::SpendingDrivers;
