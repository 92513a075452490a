//! `summary.parquet` read back, for tables and charts.
use crate::Result;
use crate::indicators::Indicator;
use crate::reading::Source;
use arrow_array::Array;
use sim_core::Month;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Name of the summary in the run folder.
pub const SUMMARY_FILE: &str = "summary.parquet";

/// An indicator's mean and percentiles over the replicates, in its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryRow {
    /// Id of the scenario.
    pub scenario: Arc<str>,
    /// The month.
    pub month: Month,
    /// `district` or the id of a community.
    pub area: Arc<str>,
    /// Id of the indicator.
    pub indicator: Arc<str>,
    /// Mean.
    pub mean: f64,
    /// 5th percentile.
    pub p05: f64,
    /// 10th percentile.
    pub p10: f64,
    /// 25th percentile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 90th percentile.
    pub p90: f64,
    /// 95th percentile.
    pub p95: f64,
    /// Number of replicates that have a value.
    pub n: u32,
    /// Bands with the discrepancy of the model; none where the indicator has none.
    pub bands: Option<Bands>,
}

/// Bands of a number that hold the discrepancy of the model beside parameters and chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    /// Ends of the 80 % band.
    pub band80: [f64; 2],
    /// Ends of the 95 % band.
    pub band95: [f64; 2],
}

/// What gives an indicator of the district its bands: from the month and the values of the replicates, upwards.
pub type BandsOf<'a> = &'a (dyn Fn(&Indicator, Month, &[f64]) -> Option<Bands> + Sync);

/// A summary in memory (whole, about 140,000 rows a scenario of the full district).
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Sorted by [`order`].
    rows: Vec<SummaryRow>,
}

type Order<'a> = (&'a str, &'a str, &'a str);

fn order(row: &SummaryRow) -> Order<'_> {
    (&row.scenario, &row.indicator, &row.area)
}

impl Summary {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Summary> {
        Summary::read_of(path, |_, _| true)
    }

    /// Reads the rows of the scenarios and months that are wanted: a run of many scenarios has millions.
    pub fn read_of(path: &Path, is_wanted: impl Fn(&str, Month) -> bool) -> Result<Summary> {
        let source = Source::open(path)?;
        let mut rows = Vec::new();
        // The same few texts over and over: kept once.
        let mut known: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let mut shared = |text: &str| match known.get(text) {
            Some(shared) => shared.clone(),
            None => known.entry(text.to_string()).or_insert(text.into()).clone(),
        };
        let columns = [
            "scenario",
            "month",
            "area",
            "indicator",
            "mean",
            "p05",
            "p10",
            "p25",
            "p50",
            "p75",
            "p90",
            "p95",
            "n",
            "band80_low",
            "band80_high",
            "band95_low",
            "band95_high",
        ];
        for batch in source.read(source.row_groups().collect(), &columns)? {
            let batch = batch?;
            let [scenarios, areas, indicators] =
                [batch.text("scenario")?, batch.text("area")?, batch.text("indicator")?];
            let (months, n) = (batch.months()?, batch.naturals("n")?);
            let mean = batch.numbers("mean")?;
            let [p05, p10, p25] = [batch.numbers("p05")?, batch.numbers("p10")?, batch.numbers("p25")?];
            let [p50, p75] = [batch.numbers("p50")?, batch.numbers("p75")?];
            let [p90, p95] = [batch.numbers("p90")?, batch.numbers("p95")?];
            let [low80, high80] = [batch.any_numbers("band80_low")?, batch.any_numbers("band80_high")?];
            let [low95, high95] = [batch.any_numbers("band95_low")?, batch.any_numbers("band95_high")?];
            let bands = |row: usize| {
                let [band80, band95] =
                    [[&low80, &high80], [&low95, &high95]].map(|ends| ends.map(|end| end.value(row)));
                low80.is_valid(row).then_some(Bands { band80, band95 })
            };
            let wanted = (0..batch.rows()).filter(|row| is_wanted(scenarios.value(*row), months[*row]));
            rows.extend(wanted.map(|row| SummaryRow {
                scenario: shared(scenarios.value(row)),
                month: months[row],
                area: shared(areas.value(row)),
                indicator: shared(indicators.value(row)),
                mean: mean[row],
                p05: p05[row],
                p10: p10[row],
                p25: p25[row],
                p50: p50[row],
                p75: p75[row],
                p90: p90[row],
                p95: p95[row],
                n: n[row],
                bands: bands(row),
            }));
        }
        rows.sort_by(|a, b| order(a).cmp(&order(b)).then(a.month.cmp(&b.month)));
        Ok(Summary { rows })
    }

    /// All months of one indicator, in order of time; empty when the summary lacks it.
    pub fn series(&self, scenario: &str, area: &str, indicator: &str) -> &[SummaryRow] {
        let wanted = (scenario, indicator, area);
        let from = self.rows.partition_point(|row| order(row) < wanted);
        let to = self.rows.partition_point(|row| order(row) <= wanted);
        &self.rows[from..to]
    }

    /// One row.
    pub fn get(&self, scenario: &str, month: Month, area: &str, indicator: &str) -> Option<&SummaryRow> {
        let series = self.series(scenario, area, indicator);
        series.binary_search_by_key(&month, |row| row.month).ok().and_then(|found| series.get(found))
    }
}
