//! What the bureau reports each month. All money is whole fen.
use super::SOURCES;
use crate::counts::counts;
use serde::{Deserialize, Serialize};

counts! {
    /// One account: opening + in - paid - returned = closing.
    AccountCounts {
        opening: "At the month's start.";
        paid: "Flow: paid for programmes.";
        returned: "Flow: gone back to the district at the year's end.";
        closing: "At the month's end.";
        owed: "Stock: claims not paid yet.";
        committed: "Stock: what will be claimed for homes under construction.";
        appropriated: "Stock: this year's appropriation, with grants.";
        reserve_left: "Stock: what the district can still add this year.";
    }
}

counts! {
    /// One programme: owed before + claimed = paid + refused + owed.
    PaymentCounts {
        owed_before: "Stock: claims not paid at the end of the month before.";
        claimed: "Flow: claims received, those of last month.";
        paid: "Flow: paid.";
        refused: "Flow: claimed in vain for good, where a programme rations.";
        owed: "Stock: claims not paid yet.";
        times_owed_before: "Stock: person-times not paid at the end of the month before.";
        times_claimed: "Flow: person-times claimed.";
        times: "Flow: person-times paid (人次).";
        times_refused: "Flow: person-times refused.";
        times_owed: "Stock: person-times not paid yet.";
    }
}

impl PaymentCounts {
    /// By how much the books do not close, without regard to sign.
    pub fn difference(&self) -> i64 {
        (self.owed_before + self.claimed - self.paid - self.refused - self.owed).abs()
            + (self.times_owed_before + self.times_claimed - self.times - self.times_refused - self.times_owed).abs()
    }
}

/// One account's month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountMonth {
    /// The books.
    pub counts: AccountCounts,
    /// Flow by source, in the order of [`super::Source::ALL`].
    pub inflows: [i64; SOURCES],
}

impl AccountMonth {
    /// What came in.
    pub fn came_in(&self) -> i64 {
        self.inflows.iter().sum()
    }

    /// By how much the books do not close, without regard to sign.
    pub fn difference(&self) -> i64 {
        let AccountCounts { opening, paid, returned, closing, .. } = self.counts;
        (opening + self.came_in() - paid - returned - closing).abs()
    }
}

/// The bureau's month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BureauMonth {
    /// By account.
    pub accounts: Vec<AccountMonth>,
    /// By programme.
    pub programmes: Vec<PaymentCounts>,
    /// By programme and community, `[programme * communities + community]`; claims of homes, agencies and the
    /// training centre are in no community.
    pub by_community: Vec<PaymentCounts>,
    /// By programme: how far it is served from next month on, of [`super::FULL`].
    pub rates: Vec<u16>,
}
