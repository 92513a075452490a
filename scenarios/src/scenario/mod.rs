//! Scenarios (情景): what differs from the baseline, and from which month on.
//!
//! A scenario states only what it changes. It may extend another, which may extend a third; `a+b` lays scenario `b` over
//! `a`. Put together with a baseline it is a sequence of districts, each with its first month: what the model lives.
mod assignment;
mod compile;
mod design;
mod file;
mod library;
mod names;
mod recipe;
mod sampling;
mod shocks;

pub use assignment::Assignment;
pub(crate) use assignment::SET;
pub use compile::{CompiledScenario, CompiledStretch, Moved};
pub use design::{Design, read_designs};
pub use library::{LIBRARY, LibraryScenario};
pub use names::scenarios;
pub use recipe::{DesignRecipe, Recipe, ScenarioSet};
pub use sampling::{Axis, MOST_AXES, MOST_DESIGNS, Sampling, axes, sample};
pub use shocks::{SHOCK_KINDS, ShockKind};

use crate::levers::{Lever, Selection};
use agents::district::Shock;
use agents::text::Text;
use sim_core::Month;
use std::sync::Arc;

/// The id of the baseline itself.
pub const BASELINE: &str = "baseline";

/// One file's scenario, checked against a baseline.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// What it is, in a sentence or two.
    pub description: Text,
    /// The scenario that it begins with.
    pub extends: Option<String>,
    /// Ids of the targets that it aims at.
    pub targets: Vec<String>,
    /// Whether the baseline's own shocks are left out.
    pub without_shocks: bool,
    /// Changes in the order of the file, those of its shocks last.
    pub changes: Vec<Change>,
    /// Rises of mortality.
    pub shocks: Vec<Shock>,
    /// The text of its file.
    pub(crate) text: Arc<str>,
}

/// A change of one lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The lever.
    pub lever: &'static Lever,
    /// What it is confined to.
    pub selection: Selection,
    /// First month; the whole time when none, the years before the present included.
    pub from: Option<Month>,
    /// Last month; to the end when none.
    pub ends: Option<Month>,
    /// Of what is built: the month in which it is planned to open, where that was said; `from` is then the first in which
    /// work on it may begin.
    pub opens: Option<Month>,
    /// What is done to the value.
    pub to: Operation,
    /// For a ramp: the month in which the whole change is reached, in equal steps from `from` on, a step a quarter.
    pub until: Option<Month>,
    /// Where it stands, for problems.
    pub(crate) place: Place,
}

/// A file, line and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub file: String,
    pub line: Option<u32>,
    pub key: String,
}

/// What is done to a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operation {
    /// It becomes this, in every replicate.
    Set(f64),
    /// This is added.
    Add(f64),
    /// It is multiplied by this.
    Multiply(f64),
}

impl Change {
    /// How much of the change holds in a month: 0 before it and after its end, 1 when whole.
    pub fn part(&self, month: Month) -> f64 {
        let Some(from) = self.from else { return 1.0 };
        if month < from || self.ends.is_some_and(|ends| month > ends) {
            return 0.0;
        }
        match self.until {
            Some(until) if until > from && month < until => {
                let steps = (until - from + QUARTER - 1) / QUARTER;
                f64::from((month - from) / QUARTER + 1) / f64::from(steps + 1)
            }
            _ => 1.0,
        }
    }

    /// The months in which it begins to hold, goes a step on, or ends, if they are after `start`.
    pub fn breaks(&self, start: Month) -> Vec<Month> {
        let Some(from) = self.from else { return Vec::new() };
        let mut breaks = vec![from];
        if let Some(until) = self.until.filter(|until| *until > from) {
            let mut month = from + QUARTER;
            while month < until {
                breaks.push(month);
                month = month + QUARTER;
            }
            breaks.push(until);
        }
        breaks.extend(self.ends.map(|ends| ends + 1));
        breaks.retain(|month| *month > start);
        breaks
    }
}

/// Months between two steps of a ramp.
const QUARTER: i32 = 3;
