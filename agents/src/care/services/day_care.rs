//! Day care (日间照护).
use super::{Effects, Mode, Service, Told};
use crate::relief::programme::Activity;
use crate::status::{Ability, Dementia};
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "day_care",
    name: Label::new("日间照护", "day care"),
    source: "Shanghai 2022: 15,805 places used a month (CNR mirror), 4.17 % of them here; take-up assumed; no clear effect on entry into homes (Rokstad 2018)",
    mode: Mode::Place,
    capacity: |p, _| p.day_care_places,
    shared: Some("day_care.places"),
    asks: |p, s| {
        let fits =
            matches!(s.status.ability(), Ability::Mild | Ability::Moderate) || s.status.dementia() != Dementia::None;
        if fits { p.day_care_take_up } else { 0.0 }
    },
    hours: |p| p.day_care_hours * crate::care::WEEKS_A_MONTH,
    counted: Some(|cell| &mut cell.served_day),
    effects: Effects { entry: Some(|p| p.day_care_entry), ..Effects::NONE },
    close: |_, _| (),
    activity: Some(Activity::DayCare),
    told: Told { is_care_at_home: true, ..Told::BY_NAME },
};
