//! What a provider decides: its price, and whether to go on.
use super::{Facility, NOTICE};
use crate::decision;
use crate::district::Ownership;
use crate::model::Now;

/// Occupancy at which a private home keeps its price.
const USUAL_OCCUPANCY: f64 = 0.7;
/// How far a private home's price may go from the planned one.
const PRICES: [f64; 2] = [700.0, 1300.0];
/// Months after its opening in which a home is expected to fill up, and losses are borne.
const START_UP: i32 = 36;

impl Facility {
    fn occupancy(&self) -> f64 {
        let built: u32 = self.built.iter().sum();
        f64::from(self.taken().iter().sum::<u32>()) / f64::from(built.max(1))
    }

    /// Once a year a private home sets its price by its occupancy.
    pub(super) fn review_price(&mut self, now: Now<'_>) {
        let is_private = now.model.care.homes[usize::from(self.place)].ownership == Ownership::Private;
        if is_private && now.month.of_year() == 0 && self.built.iter().any(|built| *built > 0) {
            let change = 1.0 + now.model.care.price_response * (self.occupancy() - USUAL_OCCUPANCY);
            self.price = libm::round((f64::from(self.price) * change).clamp(PRICES[0], PRICES[1])) as u16;
        }
    }

    /// Whether a private home decides this month to close. It gives notice at once.
    pub(super) fn decide_to_close(&mut self, now: Now<'_>) {
        let plan = &now.model.care.homes[usize::from(self.place)];
        let month = i32::from(now.number);
        let care = &now.model.care;
        let is_known = now.month <= now.model.district().care.homes_known;
        if is_known
            || plan.ownership != Ownership::Private
            || self.built.iter().all(|built| *built == 0)
            || month >= self.closes
        {
            return;
        }
        let is_starting = plan.opens > 0 && month < self.opens(now.model) + START_UP;
        let loses = self.occupancy() < care.break_even && !is_starting;
        self.months_at_loss = if loses { self.months_at_loss.saturating_add(1) } else { 0 };
        let chance = care.closure[usize::from(i32::from(self.months_at_loss) >= care.loss_months)];
        let draw = now.model.draws.screen_key(now.month, decision::HOME_CLOSES).draw(self.place.into());
        if draw < chance {
            self.closes = self.closes.min(month + NOTICE);
        }
    }
}
