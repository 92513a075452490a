//! The one integration binary: what holds of the whole, from outside.
mod baselines;
mod command_line;
mod examples;
mod expectations;
mod fuzz;
mod pages;
mod readers;
mod surfaces;
mod workbook;
mod workspace;
