//! The findings of a finished run: every figure once, as plain data that the terminal, the page, the workbook and the
//! server draw. Knows scenarios and outputs; no plotly, no workbook, no terminal, no clock.
mod agreement;
mod backtest;
mod beds;
mod certification;
mod change;
pub mod chart;
mod compare;
mod error;
mod estimate;
pub mod figure;
pub mod figures;
mod forecasts;
mod influence;
mod known;
mod money;
mod notes;
mod numbers;
mod observed;
mod peak;
mod predictive;
mod results;
mod run;
mod sanity;
mod scoring;
mod spending_factors;
mod targets;
mod unit;
mod validation;
pub mod variance;
mod view;
mod words;
pub mod year;

pub use backtest::backtest_rows;
pub use beds::{BEDS_PER_100_ELDERS, BedOutlook, BedYear};
pub use certification::{CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR, Certification, CertificationYear, Contributions};
pub use change::{change_words, planned_change};
pub use compare::{
    BedDemandDrivers, COMPARED_YEARS, Comparison, Difference, Side, SpendingDrivers, Unlikeness, YearDrivers, compare,
    group_name,
};
pub use error::FindingError;
pub use estimate::{Estimate, Estimates, mean_and_half_width};
pub use forecasts::FORECASTS;
pub use known::{check_known, check_observations};
pub use money::{AccountOutlook, MoneyOutlook, SpendingYears, WATERFALL_YEARS, Waterfall};
pub use notes::{notes, set_by_hand};
pub use numbers::Numbers;
pub use observed::{series_of_observations, simulated};
pub use peak::{Peak, PeakYear};
pub use predictive::{Predictive, bands, predictive};
pub use projection::{Backtest, NotFitted};
pub use results::{Results, Scenario};
pub use run::{MOST_SHOWN, Run, finished_manifest};
pub use sanity::{BROKEN, CHANCE, HOLDS, checked_before, checks, rules_of_books, write_sanity};
pub use scoring::{Scoring, Total};
pub use targets::{target_rows, watched_areas, write_targets};
pub use unit::Unit;
pub use validation::{Coverage, Validation, score};
pub use view::View;

pub(crate) use beds::bed_outlook;
pub(crate) use certification::{certification, series_of_certification};
pub(crate) use influence::{Drawn, Influence, chance_level, explained, influences};
pub(crate) use numbers::series_of_findings;
pub(crate) use peak::peak;
pub(crate) use sanity::is_a_bug;
pub(crate) use validation::validate;

/// What no surface may obey in a name, made visible.
pub use outputs::visible;
pub use scenarios::scenario::BASELINE;
