//! The model of silverpeak: the actors of a district and the events of their lives. No files, no
//! clock, nothing that can fail while a month is lived: what can fail is found out while a
//! [`Reference`] or a [`Model`] is made, as [`Unfit`].
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

mod actor;
mod ages;
pub mod budget;
pub mod care;
mod community;
pub mod counts;
pub mod course;
pub mod decision;
pub mod district;
pub mod events;
mod facility;
mod home_care;
pub mod lever;
pub mod mail;
mod model;
pub mod moment;
pub mod normal;
pub mod parameters;
mod poisson;
pub mod prior;
pub mod rates;
mod register;
pub mod relief;
pub mod report;
mod start;
pub mod status;
pub mod text;
pub mod units;
pub mod view;
pub mod workforce;
mod world;

pub use actor::{ActorMonth, DistrictActor};
pub use community::Community;
pub use facility::{Facility, NOTICE};
pub use home_care::HomeCareAgency;
pub use model::{Model, Now, Reference, Unfit};
