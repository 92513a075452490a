//! Whether and when enough care workers are certified, and what moved their share.
use crate::error::FindingError;
use crate::numbers::Numbers;
use crate::predictive::at_least;
use outputs::{DISTRICT_AREA, Keys, SeriesKey, Topic, indicators};
use scenarios::Discrepancy;
use serde::{Serialize, Serializer};
use sim_core::Month;

/// Certified share of care workers that the district wants (report 四(二)4: 80 % or more).
pub const CERTIFIED_TARGET: f64 = 0.8;
/// Year at whose end it is wanted (report 四(二)4: the end of the 14th plan).
pub const CERTIFIED_TARGET_YEAR: i32 = 2025;

/// What moved the certified share, in shares: the four add up to the change. Means over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Contributions {
    /// First certificates won.
    pub training: f64,
    /// Persons hired, more or less often certified than those at work.
    pub hires: f64,
    /// Persons who left but not by retiring, and took their certificates with them.
    pub leavers: f64,
    /// Persons who retired.
    pub retirement: f64,
}

impl Contributions {
    /// The change of the share.
    pub fn change(&self) -> f64 {
        self.training + self.hires + self.leavers + self.retirement
    }
}

/// One calendar year. Means over replicates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CertificationYear {
    /// The year.
    pub year: i32,
    /// Certified share at the end of its last simulated month.
    pub share: f64,
    /// What moved it since the end of the year before, or since the start.
    pub contributions: Contributions,
}

/// Whether and when the certified share of care workers reaches [`CERTIFIED_TARGET`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Certification {
    /// Certified share before the first month, an assumption: mean over replicates.
    pub share_at_start: f64,
    /// Probability that the target is met at the end of the target year, with the discrepancy of the model; none when
    /// its December was not simulated.
    pub probability: Option<f64>,
    /// Share of the replicates that reach it in any simulated month.
    pub ever: f64,
    /// The month of first reaching it, by which so many of all replicates have: 10, 50 and 90 %; none
    /// when fewer ever do.
    #[serde(serialize_with = "months")]
    pub first_reached: [Option<Month>; 3],
    /// In order of time.
    pub years: Vec<CertificationYear>,
    /// Replicates.
    pub n: usize,
}

fn months<S: Serializer>(months: &[Option<Month>; 3], serializer: S) -> Result<S::Ok, S::Error> {
    months.map(|month| month.map(|month| month.to_string())).serialize(serializer)
}

const CARE_WORKERS: (Topic, Keys) = (Topic::Workforce, &[("employer", "care"), ("level", "all")]);
const PARTS: [&str; 4] = ["change_training", "change_hires", "change_leavers", "change_retirement"];

/// What [`certification`] reads.
pub fn series_of_certification() -> Vec<SeriesKey> {
    let columns = std::iter::once("certified_share").chain(PARTS);
    let key =
        |column: &'static str| SeriesKey { rows: CARE_WORKERS, area: DISTRICT_AREA.to_string(), column: column.into() };
    columns.map(key).collect()
}

/// The certified share of care workers of a scenario; none when a month had no care worker.
pub fn certification(numbers: &Numbers<'_>, discrepancy: &Discrepancy) -> Result<Option<Certification>, FindingError> {
    let series = |column: &'static str| numbers.series(CARE_WORKERS, DISTRICT_AREA, column);
    let shares = series("certified_share")?;
    let parts = PARTS.iter().map(|column| series(column)).collect::<Result<Vec<_>, _>>()?;
    let n = shares.len();
    let Some((_, months)) = shares.first() else { return Ok(None) };
    let months: Vec<Month> = months.iter().map(|(month, _)| *month).collect();
    // Mean over replicates, in their order, by month.
    let mean = |series: &outputs::ReplicateSeries| -> Option<Vec<f64>> {
        let mut sums = vec![0.0; months.len()];
        for (_, values) in series.iter() {
            for (sum, (_, value)) in sums.iter_mut().zip(values) {
                *sum += (*value)?;
            }
        }
        Some(sums.into_iter().map(|sum| sum / n as f64).collect())
    };
    let parts = parts.iter().map(|part| mean(part)).collect::<Option<Vec<_>>>();
    let (Some(share), Some(parts)) = (mean(&shares), parts) else { return Ok(None) };
    let mut years: Vec<CertificationYear> = Vec::new();
    for (i, month) in months.iter().enumerate() {
        if years.last().is_none_or(|last| last.year != month.year()) {
            years.push(CertificationYear { year: month.year(), share: 0.0, contributions: Contributions::default() });
        }
        if let Some(year) = years.last_mut() {
            year.share = share[i];
            let sum = &mut year.contributions;
            for (sum, part) in
                [&mut sum.training, &mut sum.hires, &mut sum.leavers, &mut sum.retirement].into_iter().zip(&parts)
            {
                *sum += part[i];
            }
        }
    }
    let reached = |(_, values): &(u32, Vec<(Month, Option<f64>)>)| {
        values.iter().find(|(_, share)| share.is_some_and(|share| share >= CERTIFIED_TARGET)).map(|(month, _)| *month)
    };
    let mut first: Vec<Month> = shares.iter().filter_map(reached).collect();
    first.sort_unstable();
    // The replicate by which so many per cent of all have reached it.
    let by = |percent: usize| (n * percent).div_ceil(100).checked_sub(1).and_then(|at| first.get(at).copied());
    let due = months.iter().position(|month| month.is_december() && month.year() == CERTIFIED_TARGET_YEAR);
    let met = |at: usize| {
        let values: Vec<Option<f64>> = shares.iter().map(|(_, values)| values[at].1).collect();
        at_least(discrepancy, indicators::WORKFORCE_CERTIFIED_SHARE.id, months[at], &values, CERTIFIED_TARGET)
    };
    Ok(Some(Certification {
        share_at_start: share[0] - parts.iter().map(|part| part[0]).sum::<f64>(),
        probability: due.and_then(met),
        ever: first.len() as f64 / n as f64,
        first_reached: [by(10), by(50), by(90)],
        years,
        n,
    }))
}
