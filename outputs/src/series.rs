//! One column of an area over time, replicate by replicate.
use crate::Result;
use crate::columns::DISTRICT_AREA;
use crate::columns::Topic;
use crate::indicators::Keys;
use crate::reading::NumberColumn;
use crate::tables::Tables;
use arrow_array::Array;
use sim_core::Month;
use std::collections::BTreeMap;

/// Values by replicate and month, both upwards; none where a cell is empty.
pub type ReplicateSeries = Vec<(u32, Vec<(Month, Option<f64>)>)>;

/// A series being read.
type ByReplicate = BTreeMap<u32, Vec<(Month, Option<f64>)>>;

/// The district's values of a column of numbers of `topic`'s merged file, in the unit in which
/// it is read, from the rows that `keys` choose: one a replicate and month. Empty for a scenario the file does
/// not hold. Only the values asked for stay in memory.
pub fn district_series(
    tables: &Tables,
    rows: (Topic, Keys),
    scenario: &str,
    column: impl Into<NumberColumn>,
) -> Result<ReplicateSeries> {
    area_series(tables, rows, scenario, DISTRICT_AREA, column)
}

/// The same of any area; empty for one that the topic's file does not hold.
pub fn area_series(
    tables: &Tables,
    (topic, keys): (Topic, Keys),
    scenario: &str,
    area: &str,
    column: impl Into<NumberColumn>,
) -> Result<ReplicateSeries> {
    let number_column = column.into();
    let source = tables.source(topic)?;
    let mut series = ByReplicate::new();
    let mut columns = vec!["scenario", "replicate", "month", "area", number_column.name];
    columns.extend(keys.iter().map(|(column, _)| *column));
    for batch in source.read(source.row_groups_of(scenario), &columns)? {
        let batch = batch?;
        let (scenarios, areas) = (batch.text("scenario")?, batch.text("area")?);
        let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
        let chosen = keys.iter().map(|(column, text)| Ok((batch.text(column)?, *text))).collect::<Result<Vec<_>>>()?;
        let values = batch.numbers_of(number_column)?;
        for row in 0..batch.rows() {
            let here = areas.value(row) == area && scenarios.value(row) == scenario;
            if here && chosen.iter().all(|(column, text)| column.value(row) == *text) {
                let value = values.is_valid(row).then(|| values.value(row));
                series.entry(replicates[row]).or_default().push((months[row], value));
            }
        }
    }
    for values in series.values_mut() {
        values.sort_unstable_by_key(|(month, _)| *month);
    }
    Ok(series.into_iter().collect())
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At<'a> {
    /// Its replicate.
    pub replicate: u32,
    /// Its month.
    pub month: Month,
    /// Its area.
    pub area: &'a str,
}

/// Shows every row of `scenario` that `keys` choose, of all areas, in the order of the file: where it stands, and the
/// values of `columns` in their order.
pub fn visit_rows(
    tables: &Tables,
    (topic, keys): (Topic, Keys),
    scenario: &str,
    columns: &[&str],
    see: &mut dyn FnMut(At<'_>, &[Option<f64>]),
) -> Result<()> {
    let source = tables.source(topic)?;
    let mut read = vec!["scenario", "replicate", "month", "area"];
    read.extend(columns);
    read.extend(keys.iter().map(|(column, _)| *column));
    let mut values = vec![None; columns.len()];
    for batch in source.read(source.row_groups_of(scenario), &read)? {
        let batch = batch?;
        let (scenarios, areas) = (batch.text("scenario")?, batch.text("area")?);
        let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
        let chosen = keys.iter().map(|(column, text)| Ok((batch.text(column)?, *text))).collect::<Result<Vec<_>>>()?;
        let numbers = columns.iter().map(|column| batch.any_numbers(column)).collect::<Result<Vec<_>>>()?;
        for row in 0..batch.rows() {
            if scenarios.value(row) == scenario && chosen.iter().all(|(column, text)| column.value(row) == *text) {
                for (value, column) in values.iter_mut().zip(&numbers) {
                    *value = column.is_valid(row).then(|| column.value(row));
                }
                see(At { replicate: replicates[row], month: months[row], area: areas.value(row) }, &values);
            }
        }
    }
    Ok(())
}

/// A column of an area: which rows, which column. One value a replicate and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesKey {
    /// The topic and its rows.
    pub rows: (Topic, Keys),
    /// `district` or a community's id.
    pub area: String,
    /// The column, and its unit.
    pub column: NumberColumn,
}

/// The series of several columns of one topic, in the order asked for, in one pass over the scenario's rows. Each is
/// what [`area_series`] gives.
pub fn topic_series(
    tables: &Tables,
    topic: Topic,
    scenario: &str,
    wanted: &[&SeriesKey],
) -> Result<Vec<ReplicateSeries>> {
    let source = tables.source(topic)?;
    let mut columns = vec!["scenario", "replicate", "month", "area"];
    for key in wanted {
        for name in key.rows.1.iter().map(|(name, _)| *name).chain([key.column.name]) {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    let mut series: Vec<ByReplicate> = vec![BTreeMap::new(); wanted.len()];
    let first = wanted.first().map(|key| key.area.as_str());
    let area = first.filter(|first| wanted.iter().all(|key| key.area == *first));
    for batch in source.read_of(area, source.row_groups_of(scenario), &columns)? {
        let batch = batch?;
        let (scenarios, areas) = (batch.text("scenario")?, batch.text("area")?);
        let (replicates, months) = (batch.naturals("replicate")?, batch.months()?);
        let is_wanted =
            |row: usize| scenarios.value(row) == scenario && wanted.iter().any(|key| key.area == areas.value(row));
        // Most rows are of other areas: looked at once for all columns.
        let rows: Vec<usize> = (0..batch.rows()).filter(|row| is_wanted(*row)).collect();
        for (key, series) in wanted.iter().zip(&mut series) {
            let chosen = key.rows.1.iter().map(|(name, text)| Ok((batch.text(name)?, *text)));
            let chosen = chosen.collect::<Result<Vec<_>>>()?;
            let values = batch.numbers_of(key.column)?;
            for row in rows.iter().copied().filter(|row| areas.value(*row) == key.area) {
                if chosen.iter().all(|(column, text)| column.value(row) == *text) {
                    let value = values.is_valid(row).then(|| values.value(row));
                    series.entry(replicates[row]).or_default().push((months[row], value));
                }
            }
        }
    }
    let sorted = |mut series: ByReplicate| {
        series.values_mut().for_each(|values| values.sort_unstable_by_key(|(month, _)| *month));
        series.into_iter().collect()
    };
    Ok(series.into_iter().map(sorted).collect())
}
