//! Learning from runs: emulators of their results, samplers of parameters given observations, and which inputs the
//! variance of a result comes from. Equations and sources: docs/model/uncertainty.md.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo))]

pub mod calibration;
mod chains;
mod effects;
mod emulator;
mod groups;
mod morris;
mod normals;
mod selection;
mod sensitivity;
mod slice;
mod term;

pub use chains::{Chains, Convergence};
pub use effects::{Effect, Effects, effects};
pub use emulator::{Emulator, NotEmulated, Options, Prediction};
pub use groups::Inputs;
pub use morris::{Elementary, Screening};
pub use sensitivity::{MOST_SETS, NotAnalysed, SensitivityRequest, SensitivityRuns};
pub use slice::{NotSampled, Plan, sample};
pub use term::Term;
