//! Cohort-component projection without actors: expected persons by age and sex, the fit of mortality and its backtest.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo))]

mod backtest;
mod data;
mod discrepancy;
mod error;
pub mod expected;
mod fit;
mod forecast;
pub mod linear;
mod model;
mod observations;
mod parameters;
mod process;
mod rivals;
mod score;
mod table;

pub use backtest::{Backtest, Case, DRAWS, Fitted, Place, Rival, backtest, fitted};
pub use discrepancy::{Horizon, Learnt, learnt};
pub use error::NotFitted;
pub use fit::Fit;
pub use model::WAVE_YEAR;
pub use observations::{Measure, Observation};
pub use parameters::{PARAMETERS, Parameter};
pub use process::{PROCESS, ProcessError};
pub use score::{Scores, crps_mixture, interval, scores};
pub use table::{Spread, mortality_table};
