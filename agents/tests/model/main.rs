//! What the model promises: the same months wherever they are lived, books that close, the life
//! table and the survey it was calibrated to, the district's published numbers, and scenarios that
//! differ only where they should. Seeds are fixed, so nothing here passes on one day and fails on
//! another.
// What the model must not do, its tests may: they print what they found, and compare with formulas.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

mod addresses;
mod bands;
mod bed_queue;
mod books;
mod care;
mod closed_form;
mod common_random_numbers;
mod dementia;
mod district;
mod ensembles;
mod equity;
mod gradient;
mod kin;
mod life_histories;
mod life_table;
mod prevalence;
mod relief;
mod runtimes;
mod scenarios;
mod workforce;
mod worlds;
