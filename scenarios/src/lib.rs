//! Files in: the baseline of a district.
//!
//! A baseline is a folder of fifteen files ([`FILES`]): TOML for quantities, CSV for tables. Two are
//! shipped inside the program ([`EMBEDDED`]): Changning and a small synthetic district. Reading
//! never stops at the first mistake: [`Problems`] holds all of them, each with its file, line and
//! key, in Chinese and English. What is read is an [`agents::district::District`] plus where every
//! number comes from.
//!
//! ```
//! let baseline = scenarios::embedded("qingxi").unwrap().unwrap();
//! assert_eq!(baseline.district.communities.len(), 3);
//! let set = ["mortality.level@2026-01=0.9".to_string()];
//! let (_, scenarios) = scenarios::scenario::ScenarioSet::of(&[], &set, None, &baseline).unwrap();
//! assert_eq!(scenarios[0].stretches[1].district.quantities[0].value, 0.9);
//! ```

mod baseline;
mod checks;
mod city;
mod discrepancy;
mod document;
mod files;
mod inputs;
pub mod levers;
mod nearest;
mod observation;
mod problem;
mod provenance;
mod quantity;
mod quantity_name;
mod scaled;
pub mod scenario;
mod schema;
mod sheet;
mod source;
mod targets;
mod units;

pub use baseline::{Baseline, embedded, load, read};
pub use city::{Area, CityElders, CityRow, DistrictsCensus, Series};
pub use discrepancy::{ALL_SPENDING, Basis, Discrepancy, DiscrepancyTerm, Scale};
pub use files::calibration::{CalibrationRow, calibration_file};
pub use files::observations::read_observations;
pub use files::posterior::{PosteriorState, inputs_of_posterior, posterior_file};
pub use files::priors::PriorRecord;
pub use inputs::Inputs;
pub use nearest::nearest;
pub use observation::{Group, Observation, Place, Reason, Role, Statistic};
pub use problem::{Expected, Problem, ProblemKind, Problems, Thing};
pub use provenance::{Fact, Grade, GradeCounts, InputFile, ParameterRecord, TableRecord};
pub use scaled::{FACTORS, scaled};
pub use schema::{file_schema, scenario_schema, schema};
pub use source::{DISPLAY_FILES, EMBEDDED, FILES, OPTIONAL_FILES, Source};
pub use targets::{Aim, Measure, Origin, RATIO, Side, Target, Targets, Trigger};
pub use units::unit;
