//! Meals (助餐): canteens, meal points and tables. Elders without need eat there too.
use super::{Counted, Mode, Service};
use crate::relief::programme::Activity;
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "meals",
    name: Label::new("助餐服务", "meals"),
    source: "Report 一(二)2-1: 120 sites, 8,400 meals, taken as a day; take-up and the hours a meal saves assumed",
    mode: Mode::Place,
    capacity: |p, _| p.meals_capacity,
    asks: |p, _| p.meals_take_up,
    hours: |p| p.meals_hours * crate::care::WEEKS_A_MONTH,
    counted: Counted::Meals,
    activity: Some(Activity::Meals),
};
