//! Time bank (时间银行): volunteers earn hours that they may spend later.
use super::{Closing, Effects, Mode, Service, Told};
use crate::care::report::ServiceCounts;
use crate::relief::programme::Activity;
use crate::status::Living;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "time_bank",
    name: Label::new("时间银行", "time bank"),
    source: "Report 一(二)2-1: 2,523 providers, 877 elders served, 8,177 services by mid-2023; hours of a service assumed",
    mode: Mode::Visit,
    capacity: |p, _| p.time_bank_services,
    shared: Some("time_bank.services"),
    asks: |_, s| if s.status.living() == Living::WithFamily { 0.0 } else { 0.1 },
    hours: |p| p.time_bank_hours,
    counted: Some(|cell| &mut cell.served_mutual),
    effects: Effects::NONE,
    close: bank,
    activity: Some(Activity::TimeBank),
    told: Told::BY_NAME,
};

/// Volunteers earn the hours that they give, and spend some of what was earned.
fn bank(counts: &mut ServiceCounts, closing: &mut Closing<'_>) {
    counts.credits_earned = (counts.served as f64 * closing.parameters.time_bank_hours + 0.5) as i64;
    counts.credits_spent = ((counts.credits_earned as f64) * closing.parameters.time_bank_spent + 0.5) as i64;
    *closing.credits += counts.credits_earned - counts.credits_spent;
    counts.credits_outstanding = *closing.credits;
}
