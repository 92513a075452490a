//! Many runs: an ensemble of replicates is cut into tasks, tasks run anywhere and in any order, and
//! their parts are merged into one run folder. A task is a block of replicates of one scenario,
//! independent, deterministic and idempotent; its part is named by the content of what it computes,
//! so a run that was cut short goes on where it stopped and ends with the same bytes.
mod backtest;
mod bed_outlook;
mod certification;
mod compare;
mod ensemble;
mod error;
mod estimate;
mod facts;
mod folder;
mod history;
mod influence;
mod money;
mod numbers;
mod peak;
mod precision;
mod rebuild;
mod run;
mod sanity;
mod spending_factors;
mod stories;
mod targets;
mod task;
mod trial;
mod validation;

pub use backtest::{Backtest, BacktestVariant, Compared, backtest};
pub use bed_outlook::{BEDS_PER_100_ELDERS, BedOutlook, BedYear, bed_outlook};
pub use certification::{
    CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR, Certification, CertificationYear, Contributions, certification,
    certification_in, series_of_certification,
};
pub use compare::{
    BedDemandDrivers, COMPARED_YEARS, Comparison, Difference, Side, SpendingDrivers, Unlikeness, YearDrivers, compare,
    shapley,
};
pub use ensemble::{Ensemble, Placing};
pub use error::ExperimentError;
pub use estimate::{Estimate, estimate};
pub use facts::check_facts;
pub use folder::{finished_manifest, finished_plan, replicates_of};
pub use history::Branch;
pub use influence::{Influence, chance_level, influences, rank_correlation};
pub use money::{
    AccountBands, AccountOutlook, Band, MoneyOutlook, SpendingYears, WATERFALL_YEARS, Waterfall, money_outlook,
};
pub use numbers::{Numbers, series_of, series_of_findings};
pub use peak::{Peak, PeakYear, peak, peak_in};
pub use precision::{MOST_REPLICATES, MonteCarloError, Precision, Reached, errors, execute_to};
pub use rebuild::{check_baseline, check_scenario};
pub use run::{Finished, Judged, Outcome, RunRequest, default_folder, execute, months_of, plan_of, read_results};
pub use sanity::{BROKEN, CHANCE, HOLDS, is_a_bug, rule_name, rules_of_books, write_sanity};
pub use stories::{
    Dated, Event, Life, Measure, MeasureTotal, Months, Rule, Situation, Span, Stories, StoriesRequest, Story, stories,
};
pub use targets::{target_rows, target_rows_in, write_targets};
pub use task::{REPLICATES_PER_TASK, Task, replicates_per_task, tasks};
pub use trial::{Trial, check_scenarios, try_parameters};
pub use validation::{Coverage, Validation, validate, validate_in};

pub use scenarios::scenario::BASELINE;
