//! Meals (助餐): canteens, meal points and tables. Elders without need eat there too.
use super::{Closing, Effects, Mode, Service, Told};
use crate::care::report::ServiceCounts;
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "meals",
    name: Label::new("助餐服务", "meals"),
    source: "Report 一(二)2-1: 120 sites, 8,400 meals, taken as a day; take-up and the hours a meal saves assumed",
    mode: Mode::Place,
    capacity: |p, _| p.meals_capacity,
    shared: Some("meals.capacity"),
    asks: |p, _| p.meals_take_up,
    hours: |p| p.meals_hours * crate::care::WEEKS_A_MONTH,
    counted: Some(|cell| &mut cell.served_meals),
    effects: Effects::NONE,
    close: eat,
    activity: Some(Activity::Meals),
    told: Told::BY_NAME,
};

/// Elders without need eat there too, after those in need.
fn eat(counts: &mut ServiceCounts, closing: &mut Closing<'_>) {
    let others = ((closing.elders - closing.in_need) as f64 * closing.parameters.meals_demand) as i64;
    counts.demanded += others;
    counts.served += others.min(closing.free);
    counts.person_times = counts.served * i64::from(closing.month.days());
}
