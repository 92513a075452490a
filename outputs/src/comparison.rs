//! `comparison.parquet`: two scenarios beside each other.
use crate::Result;
use crate::columns::comparison::COMPARISON;
use crate::table_writer::TableWriter;
use crate::whole_file::FileRecord;
use serde::Serialize;
use std::path::Path;

/// What a comparison's file is called when nothing else is asked for.
pub const COMPARISON_FILE: &str = "comparison.parquet";

/// An indicator of two scenarios in a year, in its unit, over the replicates in which both have a value. The
/// difference is B less A, replicate by replicate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparisonRow {
    /// Id of scenario A.
    pub scenario_a: String,
    /// Id of scenario B.
    pub scenario_b: String,
    /// Calendar year.
    pub year: i32,
    /// `district` or the id of a community.
    pub area: String,
    /// Id of the indicator.
    pub indicator: String,
    /// What the group is one of, `all` for everybody.
    pub breakdown: String,
    /// Whom it is of, `all` for everybody.
    pub group: String,
    /// Unit of a year's value.
    pub unit: String,
    /// Mean of A.
    pub mean_a: f64,
    /// Mean of B.
    pub mean_b: f64,
    /// Mean of the differences.
    pub difference: f64,
    /// Standard error of that mean; none of a single replicate.
    pub se_paired: Option<f64>,
    /// What it would be if the scenarios shared no draws; none of a single replicate.
    pub se_unpaired: Option<f64>,
    /// Lower end of the 95 % interval of the mean difference, by the paired standard error.
    pub low95: Option<f64>,
    /// Upper end.
    pub high95: Option<f64>,
    /// 5th percentile of the differences.
    pub p05: f64,
    /// 10th percentile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// 90th percentile.
    pub p90: f64,
    /// 95th percentile.
    pub p95: f64,
    /// Share of the replicates in which B is higher.
    pub share_higher: f64,
    /// Share in which it is lower.
    pub share_lower: f64,
    /// Replicates in which both have a value.
    pub n: u32,
}

/// Writes the rows to `target`, which appears when it is whole. Equal rows are equal bytes.
pub fn write_comparison<'a>(rows: impl IntoIterator<Item = &'a ComparisonRow>, target: &Path) -> Result<FileRecord> {
    let mut writer = TableWriter::create(&COMPARISON, target)?;
    for row in rows {
        writer.push(row)?;
    }
    writer.finish()
}
