//! The bureau (民政局): reads last month's claims, pays what its accounts can, and tells how far programmes that
//! ration are served.
//!
//! An appropriation is a process: last year's, its growth, part of what was spent beyond or below it, less part of what
//! was carried over. Supplements of a year are part of what it spent, and so of the next year's base.
//!
//! Order inside a month: money flows in; claims, those owed first, are paid in the order of programmes; where an
//! account has too little the programme's rule acts; at a year's end what is left goes back.
use super::claim::{Claim, FULL};
use super::report::{AccountCounts, AccountMonth, BureauMonth, PaymentCounts};
use super::tables::ONE;
use super::{SOURCES, Source};
use crate::mail::{BureauLetter, ClaimantLetter, Incoming, Outgoing};
use crate::model::{Model, Now};
use crate::relief::programme::Overspend;
use serde::{Deserialize, Serialize};
use sim_core::{Address, Digest};

/// A claim that waits to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Due {
    claimant: u32,
    fen: i64,
    times: i64,
    /// Owed since an earlier month.
    is_old: bool,
}

/// An account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Purse {
    balance: i64,
    /// What the district can still add this year.
    reserve: i64,
    /// Where appropriations stand against those of the table, in millionths.
    level: i64,
    /// This year's appropriation, before what is deducted for money carried over.
    appropriated: i64,
    /// Paid this year, and come in from the lottery and donations.
    spent: i64,
    other: i64,
    /// Owed at the end of last month, and of last year.
    owed: i64,
    owed_before: i64,
}

impl Purse {
    const EMPTY: Purse =
        Purse { balance: 0, reserve: 0, level: ONE, appropriated: 0, spent: 0, other: 0, owed: 0, owed_before: 0 };

    /// What the year needed beside other money: paid, and owed at its end more than before it.
    fn needed(&self) -> i64 {
        (self.spent + self.owed - self.owed_before - self.other).max(0)
    }
}

/// The bureau.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bureau {
    purses: Vec<Purse>,
    /// By programme: owed, in order of claimants.
    owed: Vec<Vec<Due>>,
    /// By programme, of [`FULL`]: told last, read this month by those who claim.
    rates: Vec<u16>,
    /// Told before that: under which the claims were made that are read this month.
    in_force: Vec<u16>,
    /// By programme: what would be claimed in a month if it were served in full, as last known.
    wanted: Vec<i64>,
    /// By claimant's address: commitments last told.
    committed: Vec<i64>,
}

impl Bureau {
    /// The bureau in the month before the start, with the claims of that month: of communities' programmes,
    /// (who claims, claim).
    pub fn new(model: &Model, claims: &[(Address, Claim)]) -> Self {
        let district = model.district();
        let programmes = district.relief.programmes.len();
        let mut bureau = Bureau {
            purses: vec![Purse::EMPTY; district.budget.accounts.len()],
            owed: vec![Vec::new(); programmes],
            rates: vec![FULL; programmes],
            in_force: vec![FULL; programmes],
            wanted: vec![0; programmes],
            committed: vec![0; model.addresses().claimants().len()],
        };
        for (claimant, claim) in claims {
            bureau.take(*claimant, *claim);
        }
        bureau
    }

    /// A name for people.
    pub fn name(&self) -> String {
        "bureau".into()
    }

    fn take(&mut self, claimant: Address, claim: Claim) {
        let (fen, times) = (claim.fen.max(0), i64::from(claim.times));
        if let Some(owed) = self.owed.get_mut(usize::from(claim.programme)) {
            owed.push(Due { claimant: claimant.0, fen, times, is_old: false });
        }
    }

    /// One month.
    pub fn step(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) -> BureauMonth {
        let communities = now.model.district().communities.len();
        for letter in mail.bureau.drain(..) {
            match letter.body {
                BureauLetter::Claim { claim } => self.take(letter.from, claim),
                BureauLetter::Committed { fen } => {
                    if let Some(committed) = self.committed.get_mut(letter.from.0 as usize) {
                        *committed = fen;
                    }
                }
            }
        }
        let mut report = BureauMonth {
            accounts: vec![AccountMonth::default(); self.purses.len()],
            programmes: vec![PaymentCounts::default(); self.owed.len()],
            by_community: vec![PaymentCounts::default(); self.owed.len() * communities],
            rates: Vec::new(),
        };
        self.receive(now, &mut report.accounts);
        for programme in 0..self.owed.len() {
            self.pay(now, programme, communities, &mut report);
        }
        self.close(now, &mut report);
        self.ration(now, &report, out);
        report.rates.clone_from(&self.rates);
        report
    }

    /// Money flows in.
    fn receive(&mut self, now: Now<'_>, accounts: &mut [AccountMonth]) {
        for (at, (purse, account)) in self.purses.iter_mut().zip(accounts).enumerate() {
            account.counts.opening = purse.balance;
            let (budget, is_first) = (&now.model.budget, now.number == 0);
            if now.month.of_year() == 1 && !is_first {
                // The first year says nothing yet: services of the month before the start were never claimed.
                if now.number > 12 {
                    purse.level = budget.level(purse.level, purse.appropriated, purse.needed());
                }
                (purse.spent, purse.other, purse.owed_before) = (0, 0, purse.owed);
            }
            let (mut inflows, reserve) = budget.inflows(at, now.year(), now.month, is_first, purse.level);
            if let Some(reserve) = reserve {
                purse.reserve = reserve;
                purse.appropriated = budget.appropriation(at, now.year(), purse.level);
                let own = &mut inflows[Source::District as usize];
                *own -= budget.deducted(purse.balance).min(*own);
            }
            account.inflows = inflows;
            purse.balance += inflows.iter().sum::<i64>();
            purse.other += inflows[Source::Lottery as usize] + inflows[Source::Donations as usize];
            account.counts.appropriated = purse.appropriated;
        }
    }

    /// Pays the claims of a programme.
    fn pay(&mut self, now: Now<'_>, at: usize, communities: usize, report: &mut BureauMonth) {
        let programme = &now.model.district().relief.programmes[at];
        let addresses = now.model.addresses();
        let (purse, account) = (&mut self.purses[programme.account], &mut report.accounts[programme.account]);
        let dues = &mut self.owed[at];
        let due: i64 = dues.iter().map(|due| due.fen).sum();
        let claimed: i64 = dues.iter().filter(|due| !due.is_old).map(|due| due.fen).sum();
        // What nothing was claimed of while it was not served at all is known from before.
        let rate = i64::from(self.in_force[at]);
        if rate > 0 {
            self.wanted[at] = (i128::from(claimed) * i128::from(FULL) / i128::from(rate)) as i64;
        }
        if due > purse.balance && programme.overspend == Overspend::TopUp {
            let added = (due - purse.balance).min(purse.reserve);
            purse.reserve -= added;
            purse.balance += added;
            account.inflows[Source::Supplement as usize] += added;
        }
        let paid = due.min(purse.balance);
        purse.balance -= paid;
        account.counts.paid += paid;
        let refuses = programme.overspend == Overspend::Ration;
        // Older debts first, then everybody in proportion: running sums share out without loss.
        dues.sort_by_key(|due| (!due.is_old, due.claimant));
        let old: i64 = dues.iter().filter(|due| due.is_old).map(|due| due.fen).sum();
        let mut shares = [Share::new(paid.min(old), old), Share::new(paid - paid.min(old), due - old)];
        let mut left = Vec::new();
        for due in dues.drain(..) {
            let (fen, times) = shares[usize::from(!due.is_old)].of(due.fen, due.times);
            let mut counts = PaymentCounts { paid: fen, times, ..PaymentCounts::default() };
            let (missing, times_missing) = (due.fen - fen, due.times - times);
            *(if due.is_old { &mut counts.owed_before } else { &mut counts.claimed }) = due.fen;
            *(if due.is_old { &mut counts.times_owed_before } else { &mut counts.times_claimed }) = due.times;
            if refuses {
                (counts.refused, counts.times_refused) = (missing, times_missing);
            } else if missing > 0 || times_missing > 0 {
                (counts.owed, counts.times_owed) = (missing, times_missing);
                left.push(Due { fen: missing, times: times_missing, is_old: true, ..due });
            }
            report.programmes[at] += &counts;
            if let Some(place) = addresses.community_at(Address(due.claimant)) {
                report.by_community[at * communities + place] += &counts;
            }
        }
        // Debts to the same claimant become one.
        left.sort_by_key(|due| due.claimant);
        left.dedup_by(|next, first| {
            let same = next.claimant == first.claimant;
            if same {
                first.fen += next.fen;
                first.times += next.times;
            }
            same
        });
        *dues = left;
    }

    /// At a year's end what is left goes back, unless the account carries over. Books are closed.
    fn close(&mut self, now: Now<'_>, report: &mut BureauMonth) {
        let programmes = &now.model.district().relief.programmes;
        for (at, (purse, account)) in self.purses.iter_mut().zip(&mut report.accounts).enumerate() {
            if now.month.is_december() && !now.model.budget.accounts[at].carries_over {
                account.counts.returned = std::mem::take(&mut purse.balance);
            }
            (account.counts.closing, account.counts.reserve_left) = (purse.balance, purse.reserve);
            purse.spent += account.counts.paid;
        }
        for (programme, payments) in programmes.iter().zip(&report.programmes) {
            report.accounts[programme.account].counts.owed += payments.owed;
        }
        for (purse, account) in self.purses.iter_mut().zip(&report.accounts) {
            purse.owed = account.counts.owed;
        }
        let building = now.model.relief.activity(crate::relief::programme::Activity::Building);
        if let Some(building) = building {
            let AccountCounts { committed, .. } = &mut report.accounts[programmes[building].account].counts;
            *committed = self.committed.iter().sum();
        }
    }

    /// How far programmes that ration can be served from next month on: what will be there when that month's
    /// claims are paid, less what is claimed already and what others of the account need.
    fn ration(&mut self, now: Now<'_>, report: &BureauMonth, out: &mut Outgoing<'_>) {
        let programmes = &now.model.district().relief.programmes;
        self.in_force.clone_from(&self.rates);
        for account in 0..self.purses.len() {
            let mine = |at: &usize| programmes[*at].account == account;
            let (mut first, mut full, mut pending) = (0, 0, 0);
            for at in (0..programmes.len()).filter(mine) {
                let wanted = self.wanted[at];
                let served = (i128::from(wanted) * i128::from(self.rates[at]) / i128::from(FULL)) as i64;
                pending += served + report.programmes[at].owed;
                if programmes[at].overspend == Overspend::Ration { full += wanted } else { first += wanted }
            }
            let soon = |ahead: i32| -> i64 {
                let month = now.month + ahead;
                let year = (month.year() - now.model.district().start.year()).max(0) as usize;
                let (inflows, _) = now.model.budget.inflows(account, year, month, false, self.purses[account].level);
                inflows.iter().sum()
            };
            let keeps = now.model.budget.accounts[account].carries_over;
            // Next month's claims are paid in the month after it. A new year begins with new money.
            let mut there = self.purses[account].balance;
            for ahead in [1, 2] {
                if !keeps && (now.month + ahead).of_year() == 1 {
                    there = 0;
                }
                there += soon(ahead);
                if ahead == 1 {
                    there = (there - pending).max(0);
                }
            }
            let there = (there - first).max(0);
            let share = if full == 0 || there >= full {
                FULL
            } else {
                (i128::from(there) * i128::from(FULL) / i128::from(full)) as u16
            };
            for at in (0..programmes.len()).filter(mine).filter(|at| programmes[*at].overspend == Overspend::Ration) {
                if self.rates[at] != share {
                    self.rates[at] = share;
                    for claimant in now.model.addresses().claimants() {
                        out.send(claimant, ClaimantLetter::Rate { programme: at as u8, rate: share });
                    }
                }
            }
        }
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        for purse in &self.purses {
            digest.number(purse.balance as u64);
            digest.number(purse.reserve as u64);
            digest.number(purse.level as u64);
            digest.number(purse.appropriated as u64);
            digest.number(purse.needed() as u64);
        }
        for dues in &self.owed {
            digest.number(dues.len() as u64);
            for due in dues {
                digest.number(u64::from(due.claimant) << 1 | u64::from(due.is_old));
                digest.number(due.fen as u64);
                digest.number(due.times as u64);
            }
        }
        digest.column(&self.rates);
        digest.column(&self.in_force);
        digest.column(&self.wanted);
        digest.column(&self.committed);
    }

    /// What is on each account.
    pub fn balances(&self) -> impl Iterator<Item = i64> + '_ {
        self.purses.iter().map(|purse| purse.balance)
    }
}

/// Shares a sum out in proportion to claims, without loss: each gets the difference of running sums.
struct Share {
    paid: i64,
    due: i64,
    fen: i64,
    given: i64,
    times: i64,
    times_given: i64,
}

impl Share {
    fn new(paid: i64, due: i64) -> Self {
        Share { paid, due, fen: 0, given: 0, times: 0, times_given: 0 }
    }

    /// Fen and person-times paid of a claim. What costs nothing is served.
    fn of(&mut self, fen: i64, times: i64) -> (i64, i64) {
        self.fen += fen;
        self.times += times;
        let (paid, due) = if self.due == 0 { (1, 1) } else { (self.paid, self.due) };
        let upto = |sum: i64| (i128::from(sum) * i128::from(paid) / i128::from(due)) as i64;
        let (fen_upto, times_upto) = (upto(self.fen), upto(self.times));
        let shares = (fen_upto - self.given, times_upto - self.times_given);
        (self.given, self.times_given) = (fen_upto, times_upto);
        shares
    }
}

const _: () = assert!(SOURCES == Source::ALL.len());
