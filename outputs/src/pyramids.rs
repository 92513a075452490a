//! The pyramids of a scenario's Decembers, replicate by replicate.
use crate::columns::DISTRICT_AREA;
use crate::columns::Topic;
use crate::tables::Tables;
use crate::years::Simulated;
use crate::{OutputError, Result};
use agents::report::{AGES, FIRST_AGE};
use std::collections::BTreeMap;

/// Persons of one sex and age in a December.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PyramidCounts {
    /// All of them.
    pub persons: u32,
    /// With a mild disability.
    pub mild: u32,
    /// With a moderate disability.
    pub moderate: u32,
    /// With a severe disability.
    pub severe: u32,
    /// With dementia.
    pub dementia: u32,
    /// Living alone.
    pub alone: u32,
    /// In a household of elders alone.
    pub elder_only: u32,
    /// Parents of one child.
    pub one_child: u32,
}

/// The district's pyramids of a scenario by year of the December, then replicate from 0: men from 60 to 110 and over,
/// then women. Years without a December are left out.
pub fn pyramid_years(tables: &Tables, simulated: &Simulated) -> Result<BTreeMap<i32, Vec<Vec<PyramidCounts>>>> {
    const COUNTED: [&str; 8] =
        ["persons", "mild", "moderate", "severe", "dementia", "alone", "elder_only", "one_child"];
    let Simulated { scenario, replicates: wanted, first, last } = *simulated;
    let source = tables.source(Topic::Pyramid)?;
    let mut years: BTreeMap<i32, Vec<Vec<PyramidCounts>>> = BTreeMap::new();
    let mut rows: BTreeMap<(i32, u32), u32> = BTreeMap::new();
    let columns: Vec<&str> =
        ["scenario", "replicate", "month", "area", "sex", "age"].into_iter().chain(COUNTED).collect();
    let row_groups = source.row_groups_of(scenario);
    simulated.check_rows(source, &row_groups, 2 * AGES as u32)?;
    for batch in source.read(row_groups, &columns)? {
        let batch = batch?;
        let (scenarios, areas, sexes) = (batch.text("scenario")?, batch.text("area")?, batch.text("sex")?);
        let (replicates, months, ages) = (batch.naturals("replicate")?, batch.months()?, batch.naturals("age")?);
        let counts = COUNTED.iter().map(|column| batch.naturals(column)).collect::<Result<Vec<_>>>()?;
        for row in 0..batch.rows() {
            let (replicate, month) = (replicates[row], months[row]);
            let here = areas.value(row) == DISTRICT_AREA && scenarios.value(row) == scenario;
            if !here || replicate >= wanted || !(first..=last).contains(&month) {
                continue;
            }
            let year = years
                .entry(month.year())
                .or_insert_with(|| vec![vec![PyramidCounts::default(); 2 * AGES]; wanted as usize]);
            let age = (ages[row] as usize).checked_sub(FIRST_AGE).filter(|age| *age < AGES);
            let place = age.map(|age| if sexes.value(row) == "male" { age } else { AGES + age });
            let cell = place.and_then(|place| year.get_mut(replicate as usize)?.get_mut(place));
            let cell = cell.ok_or_else(|| OutputError::Value {
                path: source.path().to_path_buf(),
                column: "age",
                value: i64::from(ages[row]),
                expected: "age of an elder",
            })?;
            let [persons, mild, moderate, severe, dementia, alone, elder_only, one_child] =
                std::array::from_fn(|of| counts[of][row]);
            *cell = PyramidCounts { persons, mild, moderate, severe, dementia, alone, elder_only, one_child };
            *rows.entry((month.year(), replicate)).or_default() += 1;
        }
    }
    for year in years.keys() {
        for replicate in 0..wanted {
            let found = rows.get(&(*year, replicate)).copied().unwrap_or(0);
            if found != 2 * AGES as u32 {
                return Err(OutputError::Uneven {
                    path: source.path().to_path_buf(),
                    scenario: scenario.to_string(),
                    replicate,
                    area: DISTRICT_AREA.to_string(),
                    year: *year,
                    rows: found,
                    expected: 2 * AGES as u32,
                });
            }
        }
    }
    Ok(years)
}
