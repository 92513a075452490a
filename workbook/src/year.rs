//! Calendar years of a run, and what stands for a year.
use crate::Content;
use crate::sheet::{Head, Value};
use crate::units::{shown, yuan};
use agents::text::Label;
use outputs::{Indicator, OfYear, Plan, SummaryRow};
use sim_core::Month;

/// A simulated calendar year, perhaps in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Year {
    pub first: Month,
    pub last: Month,
}

/// What the rows of an indicator are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statistic {
    Median,
    P10,
    P90,
    /// Mean over the replicates of the sum of the year's months.
    MeanOfSum,
}

impl Year {
    /// The years of a run.
    pub fn of_plan(plan: &Plan) -> Vec<Year> {
        let months = plan.start.parse::<Month>().ok().zip(plan.end.parse::<Month>().ok());
        let Some((start, end)) = months else { return Vec::new() };
        let of_year = |year: i32| {
            let (first, last) = (Month::new(year, 1).ok()?, Month::new(year, 12).ok()?);
            Some(Year { first: first.max(start), last: last.min(end) })
        };
        (start.year()..=end.year()).filter_map(of_year).collect()
    }

    /// The heading of the year's column.
    pub fn head(self) -> Head {
        let year = self.first.year();
        if self.first.of_year() == 1 && self.last.is_december() {
            return Head { zh: year.to_string(), en: year.to_string() };
        }
        let text = format!("{}–{}", self.first, self.last);
        Head { zh: text.clone(), en: text }
    }
}

impl Statistic {
    /// The rows of an indicator. Medians of months do not add up to that of their sum; means do.
    pub fn of(indicator: &Indicator) -> &'static [Statistic] {
        match OfYear::of_unit(indicator.unit) {
            OfYear::Sum => &[Statistic::MeanOfSum],
            OfYear::End | OfYear::Mean => &[Statistic::Median, Statistic::P10, Statistic::P90],
        }
    }

    pub fn name(self) -> Label {
        match self {
            Statistic::Median => Label::new("中位数", "median"),
            Statistic::P10 => Label::new("第10百分位", "10th percentile"),
            Statistic::P90 => Label::new("第90百分位", "90th percentile"),
            Statistic::MeanOfSum => Label::new("均值", "mean"),
        }
    }

    /// What of the year it is.
    pub fn of_year(self) -> Label {
        match self {
            Statistic::MeanOfSum => Label::new("全年合计", "sum of the year"),
            _ => Label::new("年末月", "year's last month"),
        }
    }

    /// Whether it is the first of an indicator's rows.
    pub fn leads(self) -> bool {
        matches!(self, Statistic::Median | Statistic::MeanOfSum)
    }

    /// The unit of its values as shown, in the words of the outputs.
    pub fn unit(self, indicator: &Indicator) -> String {
        let of_year = if self == Statistic::MeanOfSum { OfYear::Sum } else { OfYear::End };
        yuan(&of_year.unit(indicator.unit)).0
    }

    /// The value of a year; nothing where no replicate has one.
    pub fn value(self, content: &Content<'_>, scenario: &str, area: &str, indicator: &Indicator, year: Year) -> Value {
        let series = content.summary.series(scenario, area, indicator.id);
        let (_, factor) = yuan(indicator.unit);
        let of_last =
            |of: fn(&SummaryRow) -> f64| series.iter().find(|row| row.month == year.last).map(|row| of(row) / factor);
        let value = match self {
            Statistic::Median => of_last(|row| row.p50),
            Statistic::P10 => of_last(|row| row.p10),
            Statistic::P90 => of_last(|row| row.p90),
            Statistic::MeanOfSum => {
                let months = series.iter().filter(|row| (year.first..=year.last).contains(&row.month));
                let means: Vec<f64> = months.map(|row| row.mean).collect();
                (!means.is_empty()).then(|| means.iter().sum::<f64>() / factor)
            }
        };
        Value::number(value, shown(indicator.unit))
    }
}
