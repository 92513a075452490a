//! Live-in domestic workers (住家保姆), whom families pay: a substitute of care homes.
use super::{Effects, Mode, Service, Told};
use crate::status::{Ability, Dementia, Income};
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "live_in",
    name: Label::new("住家保姆", "live-in domestic workers"),
    source: "Price of the women's federation's guide of 2018; take-up from Hong Kong (10 to 13 % of elder households); hazard ratio of entry assumed",
    mode: Mode::Place,
    capacity: |p, _| p.live_in_workers,
    shared: None,
    asks: |p, s| {
        let fits = s.status.ability() >= Ability::Moderate || s.status.dementia() != Dementia::None;
        match s.status.income() {
            _ if !fits => 0.0,
            Income::Low => 0.0,
            Income::Middle => p.live_in_take_up_middle,
            Income::High => p.live_in_take_up_high,
        }
    },
    hours: |p| p.live_in_hours * crate::care::WEEKS_A_MONTH,
    counted: Some(|cell| &mut cell.served_live_in),
    effects: Effects { entry: Some(|p| p.live_in_entry), ..Effects::NONE },
    close: |counts, closing| counts.family_paid = counts.served * super::fen(closing.parameters.live_in_price),
    activity: None,
    told: Told { is_care_at_home: true, ..Told::BY_NAME },
};
