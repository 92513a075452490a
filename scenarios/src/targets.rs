//! What a district wants to reach, and when to act: compared with results, never read by the model.
use crate::provenance::Grade;
use agents::text::Text;
use serde::Serialize;
use sim_core::Month;

/// The targets and triggers of a baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Targets {
    /// In the order of the file.
    pub targets: Vec<Target>,
    /// In the order of the file.
    pub triggers: Vec<Trigger>,
}

/// Something to be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Short id, unique among targets.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// What is wanted.
    pub aim: Aim,
    /// What readers must know beside it.
    pub note: Option<Text>,
    /// Where its numbers come from.
    pub origin: Origin,
}

/// What is wanted, and whether an output of the model can tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Aim {
    /// A number of the model is to be on one side of a value.
    Simulated {
        /// The number.
        measure: Measure,
        /// On which side of it.
        side: Side,
        /// The value, in the unit of `measure`.
        value: f64,
        /// First month in which it must hold.
        from: Month,
        /// Last month in which it must hold: in all months from `from` on.
        to: Month,
    },
    /// No output of the model tells, or no value was published.
    NotSimulated {
        /// Why.
        reason: Text,
        /// The value as published and its unit, where there is one.
        published: Option<(f64, String)>,
    },
}

/// On which side of its value a number must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// At the value or above.
    AtLeast,
    /// At the value or below.
    AtMost,
}

/// A point at which to act: the month in which it becomes more likely than not that a number is on the wrong
/// side of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// Short id, unique among triggers.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// The number.
    pub measure: Measure,
    /// The right side: at least the value when the wrong one is below it.
    pub right: Side,
    /// The value, in the unit of `measure`.
    pub value: f64,
    /// Where its number comes from.
    pub origin: Origin,
}

/// A number of the model: an indicator of the outputs, or a ratio of two.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Id of the indicator.
    pub indicator: String,
    /// Id of the indicator it is divided by.
    pub per: Option<String>,
    /// `district` or the id of a community.
    pub area: String,
    /// Unit of the number: the indicator's, or `ratio`.
    pub unit: String,
}

/// Where a target comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file as people should see it.
    pub file: String,
    /// Line of its table.
    pub line: Option<u32>,
    /// Who says so, with the section.
    pub source: String,
    /// Day, month, year or interval it is about.
    pub date: String,
    /// How well it is known.
    pub grade: Grade,
}

impl Side {
    /// Both, in the order of their words in files.
    pub const ALL: [Side; 2] = [Side::AtLeast, Side::AtMost];
    /// The words in files.
    pub(crate) const WORDS: &'static [&'static str] = &["at_least", "at_most"];

    /// The word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Side::AtLeast => "at_least",
            Side::AtMost => "at_most",
        }
    }

    /// Whether `number` is on this side of `value`.
    pub fn holds(self, number: f64, value: f64) -> bool {
        match self {
            Side::AtLeast => number >= value,
            Side::AtMost => number <= value,
        }
    }
}

/// The unit of a ratio of two indicators.
pub const RATIO: &str = "ratio";
