//! Letters between the actors of a district.
//!
//! Each reader has its own type of letters ([`HomeLetter`], [`EmployerLetter`] and so on), and a [`Door`] takes letters of one
//! type. [`Addresses`] is the only maker of doors. An actor may have several readers: a home reads
//! [`HomeLetter`]s, its roster [`EmployerLetter`]s, and what it claims follows [`ClaimantLetter`]s.
mod addresses;
mod contents;
mod door;
mod letters;
mod wire;

pub use addresses::Addresses;
pub use contents::{Application, Bulletin, HoursWanted, Move, Person, Requirement};
pub use door::{Door, Outgoing};
pub use letters::*;
