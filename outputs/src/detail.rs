//! Levels of detail: how much of what is simulated a run keeps.
//!
//! A table of a lower level is part of the same table of a higher one: fewer rows, at the lowest fewer columns. Which topic is
//! there from which level on, each topic says itself (`TopicTable::FROM`).
use crate::columns::Topic;
use crate::indicators::INDICATORS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sim_core::Month;

/// How much a run keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Detail {
    /// The headline indicators of the district, month by month, and those of the areas that targets name.
    Headline,
    /// All rows of the district, and the headline rows of communities at the ends of years.
    District,
    /// Everything.
    Full,
}

/// Scenarios up to which a run keeps the district's tables where nothing else is asked for.
pub const MOST_IN_DISTRICT_DETAIL: usize = 20;

impl Detail {
    /// All levels, the lowest first.
    pub const ALL: [Detail; 3] = [Detail::Headline, Detail::District, Detail::Full];

    /// The level where none is asked for: what the page reads, or the headline indicators of many scenarios.
    pub fn usual(scenarios: usize) -> Detail {
        if scenarios > MOST_IN_DISTRICT_DETAIL { Detail::Headline } else { Detail::District }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Detail::Headline => "headline",
            Detail::District => "district",
            Detail::Full => "full",
        }
    }

    /// The topics that have a file.
    pub fn topics(self) -> impl Iterator<Item = Topic> {
        Topic::ALL.into_iter().filter(move |topic| topic.from() <= self)
    }
}

/// What a run keeps of each month.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// How much.
    pub detail: Detail,
    /// The last month, which ends a year like a December.
    pub last: Month,
    /// Ids of communities of which the headline rows of every month are needed: those that targets name.
    pub watched: Vec<String>,
}

/// Which rows of an area and month are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    Nothing,
    /// Those that headline indicators are read from.
    Headline,
    All,
}

impl Keeping {
    /// Everything.
    pub fn full() -> Self {
        Keeping { detail: Detail::Full, last: Month::from_index(i32::MAX), watched: Vec::new() }
    }

    /// Of the district.
    pub(crate) fn of_district(&self) -> Kept {
        if self.detail == Detail::Headline { Kept::Headline } else { Kept::All }
    }

    /// Of a community in a month.
    pub(crate) fn of_community(&self, id: &str, month: Month) -> Kept {
        let is_end_of_year = month.is_december() || month == self.last;
        match self.detail {
            Detail::Full => Kept::All,
            _ if self.watched.iter().any(|watched| watched == id) => Kept::Headline,
            Detail::District if is_end_of_year => Kept::Headline,
            Detail::District | Detail::Headline => Kept::Nothing,
        }
    }
}

/// The columns that every table of replicates begins with.
const KEYS: [&str; 4] = ["scenario", "replicate", "month", "area"];

impl Topic {
    /// Whether the headline level keeps a column: keys, and what indicators are read from.
    pub(crate) fn is_headline_column(self, name: &str) -> bool {
        let mut indicators = INDICATORS.iter().filter(|indicator| indicator.topic == self);
        let is_read = indicators.any(|of| of.column.name == name || of.keys.iter().any(|(key, _)| *key == name));
        is_read || KEYS.contains(&name) || self.headline_extras().contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_level_has_the_topics_of_indicators_and_no_other() {
        for topic in Topic::ALL {
            let has_indicators = INDICATORS.iter().any(|indicator| indicator.topic == topic);
            // Agents are compared with the projection in every run.
            let is_compared = topic == Topic::Projection;
            assert_eq!(topic.from() == Detail::Headline, has_indicators || is_compared, "{}", topic.name());
            let columns = topic.table().columns;
            for extra in topic.headline_extras() {
                assert!(columns.iter().any(|column| column.name == *extra), "{}: {extra}", topic.name());
            }
        }
    }

    #[test]
    fn few_scenarios_keep_what_the_page_reads() {
        let check = |scenarios: usize, expected: Detail| assert_eq!(Detail::usual(scenarios), expected, "{scenarios}");
        check(1, Detail::District);
        check(MOST_IN_DISTRICT_DETAIL, Detail::District);
        check(MOST_IN_DISTRICT_DETAIL + 1, Detail::Headline);
    }
}
