//! One column of the district over time, replicate by replicate.
use crate::Result;
use crate::columns::DISTRICT_AREA;
use crate::reading::Source;
use sim_core::Month;
use std::collections::BTreeMap;
use std::path::Path;

/// Values by replicate and month, both upwards.
pub type ReplicateSeries = Vec<(u32, Vec<(Month, i64)>)>;

/// The district's values of a whole-number column of `population`, in the column's unit. Empty for
/// a scenario the file does not hold. Only the district's values stay in memory.
pub fn district_series(population_parquet: &Path, scenario: &str, column_name: &str) -> Result<ReplicateSeries> {
    let source = Source::open(population_parquet)?;
    let mut series: BTreeMap<u32, Vec<(Month, i64)>> = BTreeMap::new();
    let columns = ["scenario", "replicate", "month", "area", column_name];
    for batch in source.read(source.row_groups().collect(), &columns)? {
        let batch = batch?;
        let (scenarios, areas) = (batch.text("scenario")?, batch.text("area")?);
        let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
        let values = batch.integers(column_name)?;
        for row in 0..batch.rows() {
            if areas.value(row) == DISTRICT_AREA && scenarios.value(row) == scenario {
                series.entry(replicates[row]).or_default().push((months[row], i64::from(values[row])));
            }
        }
    }
    for values in series.values_mut() {
        values.sort_unstable_by_key(|(month, _)| *month);
    }
    Ok(series.into_iter().collect())
}
