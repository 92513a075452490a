//! Relief (社会救助): households in hardship as agents, programmes as data, and the office that finds, checks
//! and pays them.
//!
//! A community holds its households in hardship as rows, those whose income per head is below the low-income line, and
//! severely disabled persons of other households as columns of a register ([`disabled`]). What they are entitled to is a
//! list of programmes read from files ([`programme`]); what households claim is what the office's books say of them,
//! which lags behind.
pub mod attributes;
mod books;
mod claims;
pub mod disabled;
pub mod household;
mod life;
mod office;
pub mod programme;
pub mod report;
pub mod rules;
mod start;
pub mod tables;
mod tallies;

pub use office::CommunityRelief;
pub(crate) use start::check as check_households;
