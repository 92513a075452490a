//! Care at home by the hour that families pay themselves (钟点工照护).
use super::{Effects, Mode, Service, Told};
use crate::status::{Ability, Income};
use crate::text::Label;

pub(super) const SERVICE: Service = Service {
    id: "paid_care",
    name: Label::new("自费钟点照护", "paid care by the hour"),
    source: "Price of the women's federation's guide of 2018 (25 to 36 yuan an hour); take-up and hours assumed",
    mode: Mode::Place,
    capacity: |p, _| p.paid_care_workers,
    shared: None,
    asks: |p, s| match (s.status.ability(), s.status.income()) {
        (Ability::Independent, _) | (_, Income::Low) => 0.0,
        (_, Income::Middle) => p.paid_care_take_up,
        (_, Income::High) => (p.paid_care_take_up * 2.0).min(1.0),
    },
    hours: |p| p.paid_care_hours * crate::care::WEEKS_A_MONTH,
    counted: Some(|cell| &mut cell.served_paid),
    effects: Effects::NONE,
    close: |counts, closing| counts.family_paid = counts.hours * super::fen(closing.parameters.paid_care_price),
    activity: None,
    told: Told { is_care_at_home: true, ..Told::BY_NAME },
};
