//! Pages about files, levers and documents, which no figure shows.
pub mod describe;
pub mod document;
pub mod levers;
pub mod stories;
pub mod verify;
