//! When the number of registered elders peaks, replicate by replicate.
use crate::error::FindingError;
use crate::figure::{IntervalKind, Method, Number};
use crate::numbers::Numbers;
use crate::predictive::estimate;
use crate::unit::Unit;
use outputs::{DISTRICT_AREA, Topic, indicators};
use scenarios::Discrepancy;
use serde::Serialize;
use sim_core::Month;

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
    /// Lower end of its 80 % band, with the discrepancy of the elders in the likeliest year.
    pub elders_p10: f64,
    /// Upper end.
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
pub fn peak(numbers: &Numbers<'_>, discrepancy: &Discrepancy) -> Result<Option<Peak>, FindingError> {
    let series = numbers.series((Topic::Population, &[]), DISTRICT_AREA, "elders")?;
    let mut years: Vec<i32> = Vec::new();
    let mut heights: Vec<Option<f64>> = Vec::new();
    for (_, months) in series.iter() {
        let decembers = months.iter().filter(|(month, _)| month.is_december());
        let elders = decembers.filter_map(|(month, elders)| Some((*month, (*elders)?)));
        // The earliest of equal years: `max_by` alone would take the last.
        let highest = elders.rev().max_by(|(_, a), (_, b)| a.total_cmp(b));
        let Some((month, elders)) = highest else { return Ok(None) };
        years.push(month.year());
        heights.push(Some(elders));
    }
    if years.is_empty() {
        return Ok(None);
    }
    years.sort_unstable();
    let n = years.len();
    let peaks =
        years.chunk_by(|a, b| a == b).map(|same| PeakYear { year: same[0], probability: same.len() as f64 / n as f64 });
    let mut peak = Peak { years: peaks.collect(), elders_p50: f64::NAN, elders_p10: f64::NAN, elders_p90: f64::NAN, n };
    let december = Month::january(peak.likeliest().map_or(0, |(year, _)| year)) + 11;
    if let Some(height) = estimate(discrepancy, indicators::POPULATION_ELDERS.id, december, &heights) {
        (peak.elders_p50, [peak.elders_p10, peak.elders_p90]) = (height.median, height.band80);
    }
    Ok(Some(peak))
}
