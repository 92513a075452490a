//! One worker.
use super::Occupation;
use serde::{Deserialize, Serialize};
use sim_core::Digest;

/// How far somebody is on the way to the next certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Not on the way.
    #[default]
    Free,
    /// Asked for a seat, has none yet.
    Waiting,
    /// Has a seat: in the course, before the exam or waiting for its result.
    Enrolled,
}

/// What is known of a worker. Months are counted from the first simulated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// Id, the person of every address. The highest bit tells the occupation.
    pub id: u32,
    /// Month of birth.
    pub birth: i16,
    /// Months worked in the trade, here or elsewhere.
    pub worked: i16,
    /// First month with the present employer.
    pub hired: i16,
    /// Month of the last certificate; [`NEVER`] without one.
    pub certified: i16,
    /// Pay without certificate over the going rate, in 1024ths.
    pub pay: u16,
    /// Level of certificate, 0 none.
    pub level: u8,
    /// Bits of [`flag`].
    pub flags: u8,
    /// On the way to the next certificate.
    pub stage: Stage,
    /// Parts of the entry subsidy paid so far.
    pub parts_paid: u8,
}

/// No month.
pub const NEVER: i16 = i16::MIN;

/// Bits of [`Worker::flags`].
pub mod flag {
    /// A woman.
    pub const WOMAN: u8 = 1;
    /// Registered outside the city (外来).
    pub const MIGRANT: u8 = 2;
    /// Came from a secondary school (中专).
    pub const SECONDARY: u8 = 4;
    /// Came from a college (大专 and above).
    pub const HIGHER: u8 = 8;
    /// Either of the two.
    pub const GRADUATE: u8 = SECONDARY | HIGHER;
    /// Worked in the trade before coming to the present employer.
    pub const RETURNED: u8 = 16;
    /// Left an employer while enrolled: the result of an exam may still come.
    pub const AWAITING: u8 = 32;
    /// Has a claim to the entry subsidy (入职奖励).
    pub const CLAIM: u8 = 64;
}

/// Bit of the ids of community workers.
const COMMUNITY_WORKER: u32 = 1 << 31;
/// Bit of the ids of those who work at the start.
const AT_START: u32 = 1 << 30;
/// Newcomers of a month have numbers below it, graduates of the district's own classes from it on.
const FIRST_GRADUATE: u32 = 50_000;

const fn occupation_bit(occupation: Occupation) -> u32 {
    match occupation {
        Occupation::CareWorker => 0,
        Occupation::CommunityWorker => COMMUNITY_WORKER,
    }
}

/// Id of the `number`-th worker of an employer at the start.
pub(super) fn id_at_start(occupation: Occupation, employer: u32, number: u32) -> u32 {
    occupation_bit(occupation) | AT_START | (employer << 16 & (AT_START - 1)) | (number & 0xFFFF)
}

/// Id of the `number`-th newcomer of a month: the same person in every scenario.
pub(super) fn newcomer_id(occupation: Occupation, month: i16, number: u32) -> u32 {
    occupation_bit(occupation) | (u32::from(month as u16) & 0x3FFF) << 16 | (number % FIRST_GRADUATE)
}

/// Id of the `number`-th graduate of a month.
pub(super) fn graduate_id(month: i16, number: u32) -> u32 {
    (u32::from(month as u16) & 0x3FFF) << 16 | (FIRST_GRADUATE + number % (0x1_0000 - FIRST_GRADUATE))
}

/// What the worker of an id works as.
pub(super) fn occupation_of(id: u32) -> Occupation {
    if id & COMMUNITY_WORKER == 0 { Occupation::CareWorker } else { Occupation::CommunityWorker }
}

impl Worker {
    /// What the worker works as.
    pub fn occupation(&self) -> Occupation {
        occupation_of(self.id)
    }

    /// Whether a flag is set.
    pub fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Age in months in a month.
    pub fn months(&self, month: i16) -> i32 {
        i32::from(month) - i32::from(self.birth)
    }

    /// Completed years of age in a month.
    pub fn age(&self, month: i16) -> i32 {
        self.months(month) / 12
    }

    /// Months with the present employer before `month`.
    pub fn service(&self, month: i16) -> i32 {
        i32::from(month) - i32::from(self.hired)
    }

    /// The same person, off the former employer's roster and on the way to no certificate.
    pub(super) fn seeking_again(self) -> Worker {
        let awaiting = if self.stage == Stage::Enrolled { flag::AWAITING } else { 0 };
        Worker { stage: Stage::Free, flags: self.flags | flag::RETURNED | awaiting, ..self }
    }

    /// Takes all state into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        let halves = |a: i16, b: i16| u64::from(a as u16) << 16 | u64::from(b as u16);
        digest.number(u64::from(self.id) << 32 | halves(self.birth, self.worked));
        let pay_and_level = u64::from(self.pay) << 8 | u64::from(self.level);
        digest.number(halves(self.hired, self.certified) << 32 | pay_and_level);
        digest.number(u64::from(self.flags) << 16 | u64::from(self.parts_paid) << 8 | self.stage as u64);
    }
}
