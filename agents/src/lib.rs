//! The model of silverpeak: the actors of a district and the events of their lives.
pub mod decision;
pub mod district;
pub mod parameters;
pub mod report;
pub mod text;
