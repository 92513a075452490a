//! A claim.
use serde::{Deserialize, Serialize};

/// The rate of a programme that is served in full.
pub const FULL: u16 = u16::MAX;

/// A claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Position of the programme.
    pub programme: u8,
    /// Person-times.
    pub times: u32,
    /// Fen.
    pub fen: i64,
}
