//! Making runs: a job is cut into tasks, a pool of workers makes their parts anywhere and in any order, and the parts are
//! merged into one run folder. A task is a block of replicates, independent, deterministic and idempotent; its parts are
//! named by the content of what they hold, so a run that was cut short goes on where it stopped and ends with the same
//! bytes.
mod cost;
mod error;
mod folder;
mod history;
mod job;
mod machine;
mod pool;
mod precision;
mod prepared;
mod run;
mod stories;
mod trial;
mod worker;

pub use cost::Cost;
pub use error::ExperimentError;
pub use folder::replicates_of;
pub use history::Branch;
pub use job::{Job, REPLICATES_PER_TASK, Task, replicates_per_task};
pub use machine::memory_limit;
pub use pool::{Pool, Threads};
pub use precision::{MOST_REPLICATES, MonteCarloError, Precision, Reached, execute_to};
pub use prepared::Prepared;
pub use run::{RunRequest, default_folder, execute, execute_on, months_of, plan_of};
pub use stories::{
    Dated, Event, Life, Measure, MeasureTotal, Months, Rule, Situation, Span, Stories, StoriesRequest, Story, Told,
    stories,
};
pub use trial::{Trial, check_scenarios, try_parameters};
pub use worker::{Hosting, Made, Unmade, Watch, make};

pub use scenarios::scenario::BASELINE;
