//! Care: who needs it, who gives it, who waits for it, and what is left unmet.
pub mod beds;
pub mod case;
pub(crate) mod columns;
mod community;
pub mod equity;
mod hours;
mod lots;
mod month;
pub(crate) mod preferences;
pub mod report;
pub mod services;
mod sets;
pub(crate) mod start;
mod steady;
pub mod tables;
mod watch;
mod wishes;

pub use community::{CommunityCare, End};

/// Days in a month, on average.
pub use crate::moment::DAYS_A_MONTH;
/// Weeks in a month, on average.
pub const WEEKS_A_MONTH: f64 = DAYS_A_MONTH / 7.0;
