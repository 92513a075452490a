//! How whoever spends claims: one letter a programme and month, and how far programmes that ration are served.
use super::claim::{Claim, FULL};
use crate::mail::{BureauLetter, ClaimantLetter, Incoming, Outgoing};
use crate::model::Now;
use crate::relief::programme::{Activity, Amount};
use crate::relief::tables::ONE_TIME;
use serde::{Deserialize, Serialize};
use sim_core::Digest;

/// What somebody who claims keeps from month to month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimant {
    /// By programme: how far it is served, of [`FULL`].
    rates: Vec<u16>,
    /// By activity: millionths of a time not yet claimed.
    carried: Vec<i64>,
}

impl Claimant {
    /// Nothing claimed yet, everything served in full.
    pub fn new(programmes: usize) -> Self {
        Claimant { rates: vec![FULL; programmes], carried: vec![0; Activity::ALL.len()] }
    }

    /// The bureau's letters.
    pub fn read(&mut self, mail: &mut Incoming) {
        for letter in mail.claimant.drain(..) {
            let ClaimantLetter::Rate { programme, rate } = letter.body;
            if let Some(known) = self.rates.get_mut(usize::from(programme)) {
                *known = rate;
            }
        }
    }

    /// How far a programme is served, of [`FULL`].
    pub fn rate(&self, programme: usize) -> u16 {
        self.rates.get(programme).copied().unwrap_or(FULL)
    }

    /// How far the programme of an activity is served, 0 to 1; 1 when nobody pays for it.
    pub fn served(&self, now: Now<'_>, activity: Activity) -> f64 {
        now.model.relief.activity(activity).map_or(1.0, |programme| f64::from(self.rate(programme)) / f64::from(FULL))
    }

    /// The claim for so many units of an activity; what the model itself knows of the cost is `fen`. None when
    /// nobody pays for it or there is nothing to pay.
    pub fn claim(&mut self, now: Now<'_>, activity: Activity, units: i64, fen: i64) -> Option<Claim> {
        let programme = now.model.relief.activity(activity)?;
        let rate = now.model.relief.rate(now.number, programme, 0);
        let is_priced = matches!(now.model.district().relief.programmes[programme].bands[0].amount, Amount::Model);
        let served = if activity.follows_money() { i64::from(FULL) } else { i64::from(self.rate(programme)) };
        let part = |whole: i64| (i128::from(whole.max(0)) * i128::from(served) / i128::from(FULL)) as i64;
        let fen = part(fen);
        let carried = &mut self.carried[activity as usize];
        let micro = part(units.max(0) * rate.times) + *carried;
        let times = micro / ONE_TIME;
        *carried = micro % ONE_TIME;
        let fen = if is_priced { fen } else { times * rate.fen };
        let claim = Claim { programme: programme as u8, times: times.min(u32::MAX.into()) as u32, fen };
        (times > 0 || fen > 0).then_some(claim)
    }

    /// Takes all state into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.column(&self.rates);
        digest.column(&self.carried);
    }
}

/// Sends claims to the bureau.
pub fn send(now: Now<'_>, claims: impl IntoIterator<Item = Claim>, out: &mut Outgoing<'_>) {
    for claim in claims {
        out.send(now.model.addresses().bureau(), BureauLetter::Claim { claim });
    }
}
