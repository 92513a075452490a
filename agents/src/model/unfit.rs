//! Inputs that cannot be simulated.
use crate::workforce::Occupation;
use sim_core::Month;

/// Values that cannot be simulated, though each is inside its own bounds. Faults of the input.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// A rate is above the band that was cut for it from the baseline.
    #[error(
        "the yearly rate of `{event}` at age {age} in {year} is {rate:.4}, above its band of {band:.4}; \
         bands are cut from the baseline so that scenarios share their draws, and hold at least {factor} times its best \
         estimate"
    )]
    AboveBand {
        /// The life event.
        event: &'static str,
        /// Completed age.
        age: usize,
        /// Calendar year.
        year: i32,
        /// Yearly hazard asked for.
        rate: f64,
        /// Yearly hazard at the band's end.
        band: f64,
        /// The event's ceiling factor.
        factor: f64,
    },
    /// A rate is no number: the inputs contradict each other.
    #[error("the yearly rate of `{event}` at age {age} in {year} cannot be computed from these inputs")]
    NoRate {
        /// The life event.
        event: &'static str,
        /// Completed age.
        age: usize,
        /// Calendar year.
        year: i32,
    },
    /// The bands of the baseline do not fit into a month.
    #[error("the bands of all events together are {sum:.2} of a month at age {age}: the baseline's rates are too high")]
    Overfull {
        /// Completed age.
        age: usize,
        /// Sum of the bands.
        sum: f64,
    },
    /// The pyramid has nobody young enough.
    #[error("the pyramid begins at age {youngest}; those who turn 60 in {last_entry} are younger")]
    PyramidTooOld {
        /// Youngest age of the pyramid.
        youngest: usize,
        /// The last simulated month.
        last_entry: Month,
    },
    /// More registrations from outside than a community has ids for in a month.
    #[error("{expected:.0} registrations into one community in a month are expected; {most} are the most")]
    TooManyArrivals {
        /// Expected number.
        expected: f64,
        /// The most that can be expected.
        most: f64,
    },
    /// More newcomers to an occupation than there are ids for in a month.
    #[error(
        "{expected:.0} newcomers of occupation `{}` in a month of {year} are expected; {most} are the most",
        occupation.id()
    )]
    TooManyNewcomers {
        /// The occupation.
        occupation: Occupation,
        /// Calendar year.
        year: i32,
        /// Expected number.
        expected: f64,
        /// The most that can be expected.
        most: f64,
    },
    /// More households in hardship than a community has ids for.
    #[error(
        "{expected:.0} households in hardship in one community are expected, at the start or new in a month; {most} are the most"
    )]
    TooManyHouseholds {
        /// Expected number.
        expected: f64,
        /// The most that can be expected.
        most: u32,
    },
    /// More persons than 32-bit ids.
    #[error("the district needs {ids} person ids; there are two thousand million")]
    TooManyPersons {
        /// Ids needed.
        ids: u64,
    },
}
