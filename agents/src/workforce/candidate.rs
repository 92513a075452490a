//! Who is on the way to a certificate, and what the training centre tells of them.
use super::worker::{self, Worker};
use super::{LEVELS, OCCUPATIONS};
use serde::{Deserialize, Serialize};
use sim_core::Digest;

/// No employer.
pub(super) const NOBODY: u32 = u32::MAX;
/// Occupations times levels that can be sought.
pub(super) const TRACKS: usize = OCCUPATIONS * (LEVELS - 1);

/// Somebody on the way to a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Which worker.
    pub worker: u32,
    /// Month of birth, counted from the first simulated one.
    pub birth: i16,
    /// Level sought, from 1.
    pub level: u8,
    /// Exams failed so far.
    pub(super) failed: u8,
    /// Employer's address, known when the letter is read; [`NOBODY`] for somebody who passed and left.
    pub(super) employer: u32,
    /// Since when waiting for a seat, or when next to sit.
    pub(super) month: i16,
}

impl Candidate {
    /// A worker who seeks a level.
    pub fn new(worker: &Worker, level: u8) -> Self {
        Candidate { worker: worker.id, birth: worker.birth, level, failed: 0, employer: 0, month: 0 }
    }

    /// The same, of an employer.
    pub(super) fn of(self, employer: u32) -> Self {
        Candidate { employer, ..self }
    }

    pub(super) fn track(&self) -> usize {
        let occupation = worker::occupation_of(self.worker) as usize;
        occupation * (LEVELS - 1) + (usize::from(self.level).clamp(1, LEVELS - 1) - 1)
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.number(u64::from(self.worker) << 32 | u64::from(self.employer));
        digest.number(u64::from(self.month as u16) << 16 | u64::from(self.level) << 8 | u64::from(self.failed));
    }
}

/// What the centre tells an employer of a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// Has a seat, or is registered for an exam.
    Seat,
    /// Passed: the certificate is valid from now on.
    Passed,
    /// No exam that was sat elsewhere was passed.
    NoResult,
    /// Failed.
    Failed {
        /// No retake is left.
        last: bool,
    },
}
