//! What wages do to prices: of beds, and of what long-term care insurance pays.
use super::EmployerKind;
use crate::course::Course;
use crate::parameters::Parameters;

/// Prices of beds by simulated year, relative to the year after the pyramid's. Wages are a part of a home's costs, and the
/// home passes on a part of their rise; all else follows the price of the other costs.
pub fn of_beds(course: &Course) -> Vec<f64> {
    let p = course.parameters();
    let passed_on = p.price_labour_share * p.price_pass_through;
    let moved = moved(course, EmployerKind::Facility);
    let other = course.growth(|stretch| stretch.parameters.price_growth);
    let wages = course.growth(|stretch| stretch.parameters.workforce_wage_growth);
    other.iter().zip(wages).map(|(other, wages)| (1.0 - passed_on) * other + passed_on * moved * wages).collect()
}

/// What insurance pays for the work of one kind of employer by simulated year, relative to the tariff known: after its
/// year it follows a part of the rise of wages.
pub fn of_insurance(course: &Course, kind: EmployerKind) -> Vec<f64> {
    let (p, district) = (course.parameters(), course.district());
    let (first, last) = (district.start.year(), district.end.year().max(district.start.year()));
    let (known, moved) = (p.insurance_tariff_year as i32, moved(course, kind));
    let index = |year: i32| {
        let grown = course.level(known, year.max(known), |stretch| stretch.parameters.workforce_wage_growth);
        1.0 + p.insurance_wage_indexation * (moved * grown - 1.0)
    };
    (first..=last).map(index).collect()
}

/// What a family pays for an hour of home care now, over what the baseline has: the price of an hour by its staff, less
/// the part that insurance pays.
pub fn own_payment(course: &Course) -> f64 {
    let own = |p: &Parameters| hour(p) * (1.0 - p.insurance_home_share);
    let year = (course.now().from.year() - course.district().start.year()).max(0) as usize;
    let index = of_insurance(course, EmployerKind::Agency);
    let known = own(course.unmoved());
    if known > 0.0 { own(course.parameters()) * index[year.min(index.len() - 1)] / known } else { 1.0 }
}

/// Yuan an hour of home care, the mean over its staff.
pub fn hour(p: &Parameters) -> f64 {
    let basic = (1.0 - p.home_care_share_certified - p.home_care_share_nurse).max(0.0);
    p.home_care_price_basic * basic
        + p.home_care_price_certified * p.home_care_share_certified
        + p.home_care_price_nurse * p.home_care_share_nurse
}

/// Pay of a kind of employer over what the baseline has.
fn moved(course: &Course, kind: EmployerKind) -> f64 {
    let pay = |p: &Parameters| match kind {
        EmployerKind::Facility => p.care_workers_wage_facility,
        EmployerKind::Agency => p.care_workers_wage_agency,
        EmployerKind::CommunityOffice => p.community_workers_wage,
    };
    pay(course.parameters()) / pay(course.unmoved()).max(1.0)
}
