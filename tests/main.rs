//! The one integration binary: what holds of the whole, from outside.
mod command_line;
mod examples;
mod model;
mod pages;
mod readers;
mod workbook;
mod workspace;
