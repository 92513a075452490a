//! When the number of registered elders peaks, replicate by replicate.
use crate::error::FindingError;
use crate::figure::{IntervalKind, Method, Number};
use crate::numbers::Numbers;
use crate::unit::Unit;
use outputs::{DISTRICT_AREA, Topic, quantile};
use serde::Serialize;

/// A year and how likely it is the peak.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PeakYear {
    /// Calendar year.
    pub year: i32,
    /// Share of the replicates whose largest year-end number of elders is this year's.
    pub probability: f64,
}

/// The peak of the year-end number of registered elders.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Peak {
    /// Years that are the peak of some replicate, in order of time. A replicate's first or last
    /// year counts too: then it has no peak inside the simulated years.
    pub years: Vec<PeakYear>,
    /// Median number of elders at the peak, persons.
    pub elders_p50: f64,
    /// 10th percentile.
    pub elders_p10: f64,
    /// 90th percentile.
    pub elders_p90: f64,
    /// Replicates.
    pub n: usize,
}

impl Peak {
    /// The year that is the peak in most replicates, the earlier of equals, and the share of the replicates.
    pub fn likeliest(&self) -> Option<(i32, f64)> {
        let years = self.years.iter().map(|year| (year.year, year.probability));
        years.rev().max_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The height: median and 80 % band.
    pub fn height(&self) -> Number {
        Number::new(Unit::Persons, self.elders_p50, Method::Median)
            .of(self.n)
            .within([self.elders_p10, self.elders_p90], IntervalKind::Band80)
    }
}

/// The peak of a scenario; none when no December was simulated.
pub fn peak(numbers: &Numbers<'_>) -> Result<Option<Peak>, FindingError> {
    let series = numbers.series((Topic::Population, &[]), DISTRICT_AREA, "elders")?;
    let mut years: Vec<i32> = Vec::new();
    let mut heights: Vec<f64> = Vec::new();
    for (_, months) in series.iter() {
        let decembers = months.iter().filter(|(month, _)| month.is_december());
        let elders = decembers.filter_map(|(month, elders)| Some((*month, (*elders)?)));
        // The earliest of equal years: `max_by` alone would take the last.
        let highest = elders.rev().max_by(|(_, a), (_, b)| a.total_cmp(b));
        let Some((month, elders)) = highest else { return Ok(None) };
        years.push(month.year());
        heights.push(elders);
    }
    if years.is_empty() {
        return Ok(None);
    }
    heights.sort_by(f64::total_cmp);
    years.sort_unstable();
    let at = |percent| quantile(&heights, percent).unwrap_or(f64::NAN);
    let n = years.len();
    let peaks =
        years.chunk_by(|a, b| a == b).map(|same| PeakYear { year: same[0], probability: same.len() as f64 / n as f64 });
    Ok(Some(Peak { years: peaks.collect(), elders_p50: at(50), elders_p10: at(10), elders_p90: at(90), n }))
}
