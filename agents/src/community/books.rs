//! Books: the yearly recount, and what the month is claimed for.
use super::Community;
use crate::budget::Claim;
use crate::care::case::{Case, NO_CASE, flag, in_need};
use crate::care::report::CareMonth;
use crate::care::services::SERVICES;
use crate::model::{Model, Now};
use crate::register::recount;
use crate::relief::programme::Activity;
use crate::report::Pyramid;

impl Community {
    /// In Decembers: the pyramid, with the year's deaths and months lived, and how far the running
    /// tallies are from a recount of everybody.
    pub(super) fn close_year(&mut self, now: Now<'_>) -> (Option<Pyramid>, i64) {
        if !now.month.is_december() {
            return (None, 0);
        }
        let age_gap = libm::round(now.model.parameters().household_spouse_age_gap) as i32;
        let (tallies, mut pyramid) = recount(&self.groups, now.month, age_gap);
        for (i, cell) in pyramid.cells.iter_mut().enumerate() {
            cell.deaths = std::mem::take(&mut self.deaths[i]);
            cell.months_lived = std::mem::take(&mut self.months_lived[i]);
        }
        (Some(pyramid), tallies.difference(&self.tallies))
    }

    /// Elders in need without a case, elders and cases that differ, cases without an elder.
    pub(super) fn unmatched_cases(&self) -> i64 {
        let (mut held, mut unmatched) = (0, 0);
        let cases = self.care.cases();
        for group in &self.groups {
            for ((id, status), at) in group.ids.iter().zip(&group.statuses).zip(&group.cases) {
                // Who has a case cannot be foretold: no branch.
                let has_case = *at != NO_CASE;
                let is_theirs = cases.is_of(if has_case { *at } else { 0 }, *id, *status);
                held += i64::from(has_case);
                unmatched += i64::from((has_case & !is_theirs) | (!has_case & in_need(*status)));
            }
        }
        let of_elders = |case: &Case| !case.is(flag::DEPENDANT);
        let cases = self.care.cases().iter().filter(|(_, case)| of_elders(case)).count() as i64;
        unmatched + (cases - held).abs()
    }

    /// Claims for what care and work cost the bureau this month.
    pub(super) fn activities(&mut self, now: Now<'_>, care: &CareMonth, wages: i64) -> Vec<Claim> {
        let served = |service: usize| care.services[service].person_times;
        let mut claims = Vec::new();
        for (number, service) in SERVICES.iter().enumerate() {
            let Some(activity) = service.activity else { continue };
            claims.extend(self.relief.claimant_mut().claim(now, activity, served(number), 0));
        }
        let workers = self.office.heads();
        claims.extend(self.relief.claimant_mut().claim(now, Activity::CommunityWages, workers, wages));
        claims
    }

    /// The claims of the month before the start.
    pub(crate) fn claims_at_start(&mut self, model: &Model) -> Vec<Claim> {
        let now = Now::new(model, model.district().start - 1);
        self.relief.claims_at_start(now, self.tallies.by_means(), self.care.assessed(now))
    }
}
