//! The budget (财政预算): the bureau's accounts, what flows in, what is paid for which programme, and what happens
//! when an account is empty. Claims of one month are paid in the next.
mod account;
mod bureau;
mod claim;
mod claimant;
pub mod report;
pub mod tables;

pub use account::{Account, BudgetSystem, SOURCES, Source};
pub use bureau::Bureau;
pub use claim::{Claim, FULL};
pub use claimant::{Claimant, send};
