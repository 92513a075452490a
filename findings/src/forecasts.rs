//! THE list of the forecasts whose uncertainty is taken apart: by source of variance, and by input.
use outputs::{Indicator, indicators};

/// The forecasts, in the order in which they are shown. Money is that of a year.
pub const FORECASTS: &[&Indicator] = &[
    indicators::BEDS_DEMAND,
    indicators::BEDS_USABLE,
    indicators::WORKFORCE_CERTIFIED_SHARE,
    indicators::RELIEF_SPENDING,
    indicators::POPULATION_ELDERS_80_PLUS,
    indicators::POPULATION_ELDERS,
];
