//! The headline indicators: the same ids in summaries, targets, API and dashboard.
use crate::columns::{PERSONS, PERSONS_A_MONTH};
use agents::text::Label;

/// A headline indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Fixed id.
    pub id: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// Short name, for tables and charts.
    pub name: Label,
    /// The column of `population` it is read from.
    pub column: &'static str,
}

const fn stock(id: &'static str, column: &'static str, zh: &'static str, en: &'static str) -> Indicator {
    Indicator { id, unit: PERSONS, name: Label::new(zh, en), column }
}

const fn flow(id: &'static str, column: &'static str, zh: &'static str, en: &'static str) -> Indicator {
    Indicator { id, unit: PERSONS_A_MONTH, name: Label::new(zh, en), column }
}

/// Every indicator, in the order of `summary`.
#[rustfmt::skip]
pub const INDICATORS: &[Indicator] = &[
    stock("population.elders", "elders", "户籍老年人", "Registered elders"),
    stock("population.elders_80_plus", "aged_80_plus", "80岁及以上老年人", "Elders aged 80 and over"),
    stock("population.elders_100_plus", "aged_100_plus", "百岁老人", "Elders aged 100 and over"),
    stock("population.alone", "alone", "独居老年人", "Elders living alone"),
    stock("population.dementia", "dementia", "患认知障碍老年人", "Elders with dementia"),
    stock("population.independent", "independent", "自理老年人", "Independent elders"),
    stock("population.mild", "mild", "轻度失能老年人", "Elders with a mild disability"),
    stock("population.moderate", "moderate", "中度失能老年人", "Elders with a moderate disability"),
    stock("population.severe", "severe", "重度失能老年人", "Elders with a severe disability"),
    flow("population.entrants", "entrants", "年满60岁", "Persons turning 60"),
    flow("population.deaths", "deaths", "死亡", "Deaths"),
    flow("population.arrivals", "arrivals", "户籍迁入", "Arrivals"),
    flow("population.departures", "departures", "户籍迁出", "Departures"),
];

/// The indicator of that id.
pub fn indicator(id: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Topic;

    #[test]
    fn every_indicator_is_a_column_in_the_same_unit() {
        let columns = Topic::Population.table().columns;
        for indicator in INDICATORS {
            let column = columns.iter().find(|column| column.name == indicator.column);
            assert_eq!(column.map(|column| column.unit), Some(indicator.unit), "{}", indicator.id);
        }
    }
}
