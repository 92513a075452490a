//! Three ways to say how many beds are needed, side by side, and when each says that there are too few.
use agents::care::beds::BED_TYPES;
use outputs::{DISTRICT_AREA, Indicator, Summary, indicators};
use serde::Serialize;
use sim_core::Month;

/// Beds per 100 registered elders that the district plans by (report 一(二)2-1: about 3 %).
pub const BEDS_PER_100_ELDERS: f64 = 3.0;

/// An indicator of each bed type, in the order of [`agents::care::beds::BedType::ALL`].
pub(crate) type ByType = [&'static Indicator; BED_TYPES];

pub(crate) const DEMAND_BY_TYPE: ByType = [
    indicators::BEDS_DEMAND_ORDINARY,
    indicators::BEDS_DEMAND_NURSING,
    indicators::BEDS_DEMAND_DEMENTIA,
    indicators::BEDS_DEMAND_SEVERE_DISABILITY,
];
pub(crate) const BUILT_BY_TYPE: ByType = [
    indicators::BEDS_BUILT_ORDINARY,
    indicators::BEDS_BUILT_NURSING,
    indicators::BEDS_BUILT_DEMENTIA,
    indicators::BEDS_BUILT_SEVERE_DISABILITY,
];
pub(crate) const USABLE_BY_TYPE: ByType = [
    indicators::BEDS_USABLE_ORDINARY,
    indicators::BEDS_USABLE_NURSING,
    indicators::BEDS_USABLE_DEMENTIA,
    indicators::BEDS_USABLE_SEVERE_DISABILITY,
];

/// One year's end. Medians over the replicates, but for the average flow.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BedYear {
    /// Calendar year.
    pub year: i32,
    /// Persons in a bed or on a list, whoever they wait for.
    pub demand: f64,
    /// The same by type of bed wanted, in the order of [`agents::care::beds::BedType::ALL`].
    pub demand_by_type: [f64; BED_TYPES],
    /// Beds that stand, by type.
    pub built_by_type: [f64; BED_TYPES],
    /// Usable beds, by type.
    pub usable_by_type: [f64; BED_TYPES],
    /// Beds that stand.
    pub built: f64,
    /// [`BEDS_PER_100_ELDERS`] of the registered elders.
    pub rule: f64,
    /// Applications a month times the mean stay of those who left, both averaged over the year and
    /// the replicates (Little's law): what a stock in balance with this year's flows would be. None
    /// when nobody left.
    pub average_flow: Option<f64>,
}

/// What the three say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BedOutlook {
    /// In order of time.
    pub years: Vec<BedYear>,
    /// Years in which the rule asks for more beds than stand.
    pub rule_short: Vec<i32>,
    /// Years in which more beds are demanded than stand, all types together.
    pub demand_short: Vec<i32>,
    /// Years in which the average flow asks for more beds than stand.
    pub average_flow_short: Vec<i32>,
    /// Years in which more beds of a type are demanded than are usable.
    pub short_by_type: [Vec<i32>; BED_TYPES],
}

/// The outlook of a scenario of a run whose last months of years, or of the run, are `months`; none when the summary
/// holds no beds.
pub fn bed_outlook(summary: &Summary, scenario: &str, months: &[Month]) -> Option<BedOutlook> {
    let median = |month: Month, of: &Indicator| summary.get(scenario, month, DISTRICT_AREA, of.id).map(|row| row.p50);
    let mean_of_year = |year: i32, of: &Indicator| {
        let rows = summary.series(scenario, DISTRICT_AREA, of.id).iter().filter(|row| row.month.year() == year);
        let (sum, n) = rows.fold((0.0, 0), |(sum, n), row| (sum + row.mean, n + 1));
        (n > 0).then(|| sum / f64::from(n))
    };
    let by_type = |month: Month, of: ByType| {
        let mut values = [0.0; BED_TYPES];
        for (value, of) in values.iter_mut().zip(of) {
            *value = median(month, of)?;
        }
        Some(values)
    };
    let mut years = Vec::new();
    for month in months {
        let year = month.year();
        let applications = mean_of_year(year, indicators::BEDS_APPLICATIONS);
        let stay = mean_of_year(year, indicators::BEDS_STAY_MONTHS);
        years.push(BedYear {
            year,
            demand: median(*month, indicators::BEDS_DEMAND)?,
            demand_by_type: by_type(*month, DEMAND_BY_TYPE)?,
            built_by_type: by_type(*month, BUILT_BY_TYPE)?,
            usable_by_type: by_type(*month, USABLE_BY_TYPE)?,
            built: median(*month, indicators::BEDS_BUILT)?,
            rule: BEDS_PER_100_ELDERS / 100.0 * median(*month, indicators::POPULATION_ELDERS)?,
            average_flow: applications.zip(stay).map(|(applications, stay)| applications * stay),
        });
    }
    let when = |short: &dyn Fn(&BedYear) -> bool| -> Vec<i32> {
        years.iter().filter(|year| short(year)).map(|year| year.year).collect()
    };
    Some(BedOutlook {
        rule_short: when(&|y| y.rule > y.built),
        demand_short: when(&|y| y.demand > y.built),
        average_flow_short: when(&|y| y.average_flow.is_some_and(|flow| flow > y.built)),
        short_by_type: std::array::from_fn(|i| when(&|y| y.demand_by_type[i] > y.usable_by_type[i])),
        years,
    })
}
