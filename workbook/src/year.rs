//! Calendar years of a run, and what stands for a year.
use crate::Content;
use crate::sheet::{Head, Value};
use crate::units::shown;
use agents::text::Label;
use outputs::{DISTRICT_AREA, Indicator, OfYear, Plan, SummaryRow};
use sim_core::Month;

/// A simulated calendar year, perhaps in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Year {
    pub first: Month,
    pub last: Month,
}

/// A row of an indicator: over the replicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statistic {
    Median,
    P10,
    P90,
}

/// First and last month of a run.
pub(crate) fn months(plan: &Plan) -> Option<[Month; 2]> {
    Some([plan.start.parse().ok()?, plan.end.parse().ok()?])
}

impl Year {
    /// The years of a run.
    pub fn of_plan(plan: &Plan) -> Vec<Year> {
        let Some([start, end]) = months(plan) else { return Vec::new() };
        let of_year = |year: i32| {
            let (first, last) = (Month::new(year, 1).ok()?, Month::new(year, 12).ok()?);
            Some(Year { first: first.max(start), last: last.min(end) })
        };
        (start.year()..=end.year()).filter_map(of_year).collect()
    }

    /// The number of the year.
    pub fn number(self) -> i32 {
        self.first.year()
    }

    /// The months simulated of a year that was simulated in part.
    pub fn part(self) -> Option<String> {
        let is_whole = self.first.of_year() == 1 && self.last.is_december();
        (!is_whole).then(|| format!("{}–{}", self.first, self.last))
    }

    /// The heading of the year's column: a number, or the months of a part, so that nobody takes it for a whole year.
    pub fn head(self) -> Head {
        self.part().map_or(Head::Number(self.number()), Head::same)
    }
}

/// What of a year an indicator tells.
pub(crate) fn of_year(indicator: &Indicator) -> Label {
    match OfYear::of_unit(indicator.unit) {
        OfYear::Sum => Label::new("全年合计", "sum of the year"),
        OfYear::End => Label::new("年末月", "year's last month"),
    }
}

/// The unit of an indicator's values by year as shown, in the words of the outputs.
pub(crate) fn unit(indicator: &Indicator) -> String {
    OfYear::of_unit(indicator.unit).unit(indicator.unit)
}

impl Statistic {
    /// The rows of every indicator.
    pub const ALL: [Statistic; 3] = [Statistic::Median, Statistic::P10, Statistic::P90];

    pub fn name(self) -> Label {
        match self {
            Statistic::Median => Label::new("中位数", "median"),
            Statistic::P10 => Label::new("第10百分位", "10th percentile"),
            Statistic::P90 => Label::new("第90百分位", "90th percentile"),
        }
    }

    /// Whether it is the first of an indicator's rows.
    pub fn leads(self) -> bool {
        self == Statistic::Median
    }

    /// The value of a year; nothing where no replicate has one. Flows are those of the district alone.
    pub fn value(self, content: &Content<'_>, scenario: &str, area: &str, indicator: &Indicator, year: Year) -> Value {
        let value = match OfYear::of_unit(indicator.unit) {
            OfYear::Sum if area == DISTRICT_AREA => {
                content.flows.of(scenario, indicator, year.number()).map(|sums| match self {
                    Statistic::Median => sums.p50,
                    Statistic::P10 => sums.p10,
                    Statistic::P90 => sums.p90,
                })
            }
            OfYear::Sum => None,
            OfYear::End => {
                let of = |row: &SummaryRow| match self {
                    Statistic::Median => row.p50,
                    Statistic::P10 => row.p10,
                    Statistic::P90 => row.p90,
                };
                content.summary.get(scenario, year.last, area, indicator.id).map(of)
            }
        };
        Value::number(value, shown(indicator.unit))
    }
}
