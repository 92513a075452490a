//! What a community's relief claims at a month's end, and what is reported of it.
use super::household::{fill_member, flag};
use super::office::CommunityRelief;
use super::programme::{Amount, Index, MOST_BANDS, Over, Programme};
use super::report::ReliefMonth;
use super::tables::{NO_BAND, ONE_TIME, REGISTER_CELLS};
use crate::budget::{Claim, FULL};
use crate::decision;
use crate::model::Now;
use crate::poisson::poisson;
use sim_core::name_hash;

impl CommunityRelief {
    /// What programmes over deaths owe for a member of a household on the books, by what the books say of it.
    pub(super) fn claim_funeral(&mut self, now: Now<'_>, row: usize, at: usize) {
        let household = &self.rows[row];
        let understated = household.is(flag::UNDERSTATED);
        let Some((mut values, _)) = household.values(now, &household.books, understated) else { return };
        fill_member(&mut values, &household.members[at], now.number);
        for (position, programme) in now.model.relief.of_deaths() {
            if programme.is_for(&values)
                && let Some(band) = programme.band(&values, now.month)
            {
                let counts = &mut self.month.programmes[*position];
                counts.claim_times += 1;
                counts.claim_fen += now.model.relief.rate(now.number, *position, band).fen;
            }
        }
    }

    /// Claims of the month, before [`CommunityRelief::close_month`] sends them.
    pub(super) fn claim(&mut self, now: Now<'_>, elders: &[i64], cases: &[i64]) {
        let relief = &now.model.relief;
        self.grant_registered(now);
        for (position, programme) in relief.of_households() {
            for band in 0..programme.bands.len() {
                let at = relief.first_band()[*position] + band;
                let persons = self.tallies.by_band[at] + self.registered[at];
                let is_top_up = matches!(programme.bands[band].amount, Amount::TopUp(_));
                self.claim_band(now, *position, band, persons, is_top_up);
            }
        }
        let [of_elders, of_cases, _] = relief.cells(now.number);
        let counted = of_elders.iter().map(|cells| (cells, elders)).chain(of_cases.iter().map(|cells| (cells, cases)));
        for (cells, persons) in counted {
            let bands = now.model.district().relief.programmes[cells.programme].bands.len();
            let mut by_band = [0i64; MOST_BANDS];
            for (band, persons) in cells.bands.iter().zip(persons) {
                if *band != NO_BAND {
                    by_band[usize::from(*band)] += persons;
                }
            }
            let take_up = relief.take_up[cells.programme];
            for (band, persons) in by_band.into_iter().enumerate().take(bands) {
                let claiming = persons * take_up / ONE_TIME;
                let counts = &mut self.month.programmes[cells.programme];
                counts.entitled += persons;
                counts.claiming += claiming;
                counts.households += claiming;
                self.claim_band(now, cells.programme, band, claiming, false);
            }
        }
        for programme in &relief.fixed {
            let rate = relief.rate(now.number, *programme, 0);
            let mean = rate.times as f64 / ONE_TIME as f64 * now.model.community_share[self.place as usize];
            let id = name_hash(&now.model.district().relief.programmes[*programme].id) ^ u64::from(self.place);
            let times = i64::from(poisson(mean, now.model.draws.uniform(id, now.month, decision::FIXED_PROGRAMME)));
            let times = times * i64::from(self.claimant.rate(*programme)) / i64::from(FULL);
            let counts = &mut self.month.programmes[*programme];
            counts.claim_times += times;
            counts.claim_fen += times * rate.fen;
        }
    }

    /// What disabled persons outside households in hardship are granted: they claim by themselves.
    fn grant_registered(&mut self, now: Now<'_>) {
        let relief = &now.model.relief;
        let persons = self.register.by_cell(now.number);
        let [.., of_register] = relief.cells(now.number);
        let claiming = |persons: i64| persons * relief.registered_take_up / ONE_TIME;
        self.registered.clear();
        self.registered.resize(self.tallies.by_band.len(), 0);
        let mut subsidised = [false; REGISTER_CELLS];
        for cells in of_register {
            let first = relief.first_band()[cells.programme];
            let is_subsidy = relief.disability_subsidies() >> cells.programme & 1 == 1;
            for ((band, persons), subsidised) in cells.bands.iter().zip(persons).zip(&mut subsidised) {
                if *band != NO_BAND {
                    self.registered[first + usize::from(*band)] += persons;
                    *subsidised |= is_subsidy;
                }
            }
            let counts = &mut self.month.programmes[cells.programme];
            for granted in &mut self.registered[first..relief.first_band()[cells.programme + 1]] {
                counts.entitled += *granted;
                *granted = claiming(*granted);
                counts.claiming += *granted;
                counts.households += *granted;
            }
        }
        let all = persons.iter().zip(subsidised).filter(|(_, is)| *is).map(|(persons, _)| persons).sum();
        self.month.hardship.subsidised = claiming(all);
    }

    /// The claim of those of one band.
    fn claim_band(&mut self, now: Now<'_>, programme: usize, band: usize, persons: i64, is_top_up: bool) {
        let relief = &now.model.relief;
        let rate = relief.rate(now.number, programme, band);
        if rate.times == 0 {
            return;
        }
        let carried = &mut self.carried[relief.first_band()[programme] + band];
        let served = i128::from(self.claimant.rate(programme));
        let all = i128::from(persons) * i128::from(rate.times) * served / i128::from(FULL);
        let micro = all.min(i128::from(i64::MAX / 2)) as i64 + *carried;
        let times = micro / ONE_TIME;
        *carried = micro % ONE_TIME;
        let counts = &mut self.month.programmes[programme];
        counts.claim_times += times;
        counts.claim_fen += match is_top_up {
            true => self.tallies.top_up * i64::from(self.claimant.rate(programme)) / i64::from(FULL),
            false => times * rate.fen,
        };
    }

    pub(super) fn count(&mut self, now: Now<'_>) {
        let indexed = |programme: &Programme| {
            // What is a multiple of the standard, or tops up to one, grows with it.
            let with_standard =
                programme.bands.iter().any(|band| matches!(band.amount, Amount::Standard(_) | Amount::TopUp(_)));
            let index = if with_standard { Index::Standard } else { programme.index };
            (now.model.relief.growth(now.number, index) * 1e6) as i64
        };
        self.month.amount_index = now.model.district().relief.programmes.iter().map(indexed).collect();
        let t = &self.tallies;
        let hardship = &mut self.month.hardship;
        (hardship.households, hardship.poor_households, hardship.persons) = (t.households, t.poor, t.persons);
        (hardship.on_books, hardship.applying, hardship.unknown) = (t.on_books, t.pending, t.unknown);
        (hardship.entitled, hardship.dead_on_books) = (t.entitled_households, t.dead_on_books);
        hardship.caseload_households = t.caseload;
        hardship.subsidised += t.subsidised;
        hardship.registered = self.register.persons();
        hardship.registered_elders = self.register.elders(now.number);
        let programmes = &now.model.district().relief.programmes;
        for (at, (programme, counts)) in programmes.iter().zip(&mut self.month.programmes).enumerate() {
            if programme.over.by_books() && programme.over != Over::Death {
                counts.entitled += t.entitled[at].persons;
                counts.claiming += t.claiming[at].persons;
                counts.households += t.claiming[at].households;
                (counts.over_months, counts.under_months) = (t.over[at], t.under[at]);
            }
            if programme.caseload {
                hardship.caseload_persons += counts.claiming;
            }
        }
    }

    /// Adds the claims of the community's services and wages, and returns all claims and the report.
    pub fn close_month(&mut self, activities: impl IntoIterator<Item = Claim>) -> (Vec<Claim>, ReliefMonth) {
        let mut month = std::mem::take(&mut self.month);
        for claim in activities {
            let counts = &mut month.programmes[usize::from(claim.programme)];
            counts.claim_times += i64::from(claim.times);
            counts.claim_fen += claim.fen;
        }
        let mut claims = Vec::new();
        for (at, counts) in month.programmes.iter_mut().enumerate() {
            counts.last_claim_fen = std::mem::replace(&mut self.claimed[at], counts.claim_fen);
            if counts.claim_times > 0 || counts.claim_fen > 0 {
                let times = counts.claim_times.clamp(0, u32::MAX.into()) as u32;
                claims.push(Claim { programme: at as u8, times, fen: counts.claim_fen });
            }
        }
        (claims, month)
    }

    /// The claims of the month before the start.
    pub fn claims_at_start(&mut self, now: Now<'_>, elders: &[i64], cases: &[i64]) -> Vec<Claim> {
        self.begin(now);
        self.claim(now, elders, cases);
        let (claims, _) = self.close_month([]);
        self.begin(now);
        claims
    }
}
