//! The difference of every headline indicator, by year, of the district and of every community.
use super::difference::Difference;
use super::pair::Pair;
use crate::error::FindingError;
use agents::text::Label;
use outputs::{ComparisonRow, Detail, INDICATORS, OfYear, Within, YearColumn, YearValues, year_values};

/// Everybody: the `breakdown` and `group` of headline indicators.
pub(super) const ALL: &str = "all";

/// What a row is of.
#[derive(Clone, Copy)]
pub(super) struct RowOf<'a> {
    pub area: &'a str,
    pub indicator: &'a str,
    pub breakdown: &'a str,
    pub group: &'a str,
    pub unit: &'a str,
}

impl RowOf<'_> {
    /// The row of a year; none where no replicate has a value in both.
    pub fn row(&self, pair: &Pair, year: i32, a: &[Option<f64>], b: &[Option<f64>]) -> Option<ComparisonRow> {
        let difference = Difference::of(a, b)?;
        let [scenario_a, scenario_b] = pair.ids().map(str::to_string);
        let [p05, p10, p50, p90, p95] = difference.percentiles;
        Some(ComparisonRow {
            scenario_a,
            scenario_b,
            year,
            area: self.area.to_string(),
            indicator: self.indicator.to_string(),
            breakdown: self.breakdown.to_string(),
            group: self.group.to_string(),
            unit: self.unit.to_string(),
            mean_a: difference.mean_a,
            mean_b: difference.mean_b,
            difference: difference.mean,
            se_paired: difference.se_paired,
            se_unpaired: difference.se_unpaired,
            low95: difference.interval.map(|[low, _]| low),
            high95: difference.interval.map(|[_, high]| high),
            p05,
            p10,
            p50,
            p90,
            p95,
            share_higher: difference.share_higher,
            share_lower: difference.share_lower,
            n: difference.n,
        })
    }
}

/// In the order of [`INDICATORS`], areas (the district first; communities at full detail alone), years. In memory are the yearly values of one topic.
pub(super) fn headline(pair: &Pair) -> Result<Vec<ComparisonRow>, FindingError> {
    let mut rows = Vec::new();
    for indicators in INDICATORS.chunk_by(|a, b| a.topic == b.topic) {
        let columns: Vec<YearColumn> = indicators
            .iter()
            .map(|indicator| YearColumn {
                column: indicator.column,
                keys: indicator.keys,
                of_year: OfYear::of_unit(indicator.unit),
            })
            .collect();
        let topic = indicators[0].topic;
        let ([tables_a, tables_b], [a, b]) = (pair.tables(), pair.simulated());
        let within = if pair.detail == Detail::Full { Within::AllAreas } else { Within::District };
        let values_a = year_values(tables_a, topic, &a, &columns, within)?;
        let values_b = year_values(tables_b, topic, &b, &columns, within)?;
        let places = places(pair, &values_a, &values_b)?;
        for (column, indicator) in indicators.iter().enumerate() {
            let unit = columns[column].of_year.unit(indicator.unit);
            for (place_a, (area, place_b)) in values_a.areas.iter().zip(&places).enumerate() {
                let of = RowOf { area, indicator: indicator.id, breakdown: ALL, group: ALL, unit: &unit };
                let years = a.years().enumerate();
                rows.extend(years.filter_map(|(place, year)| {
                    let values = (values_a.of(column, place_a, place), values_b.of(column, *place_b, place));
                    of.row(pair, year, values.0, values.1)
                }));
            }
        }
    }
    Ok(rows)
}

/// Where B has each area of A; an error unless both have the same.
fn places(pair: &Pair, a: &YearValues, b: &YearValues) -> Result<Vec<usize>, FindingError> {
    let place = |area| b.areas.iter().position(|other| other == area);
    let places: Option<Vec<usize>> = a.areas.iter().map(place).collect();
    places.filter(|places| places.len() == b.areas.len()).ok_or_else(|| {
        let names = |values: &YearValues| values.areas.join(" ");
        pair.unlike(Label::new("街镇", "communities"), [names(a), names(b)])
    })
}
