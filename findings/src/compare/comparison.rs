//! All that is said of two scenarios.
use super::bed_demand::{BedDemandDrivers, decembers};
use super::breakdown::{by_ability_living_and_income, by_sex_and_age};
use super::cells::Cells;
use super::indicators::{ALL, headline};
use super::pair::{Pair, Unlikeness};
use super::side::SideYears;
use super::spending::{SpendingDrivers, spending};
use crate::error::FindingError;
use outputs::{ComparisonRow, Detail, FileRecord, ParameterMode, pyramid_years, write_comparison};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Years that comparisons are shown at, and between which bed demand is followed.
pub const COMPARED_YEARS: [i32; 3] = [2025, 2030, 2035];

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Scenario A.
    A,
    /// Scenario B.
    B,
}

/// What moved the demand for beds of a scenario, or between both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearDrivers {
    /// Where it is seen from: scenario and year of the December.
    pub from: (Side, i32),
    /// Where it went.
    pub to: (Side, i32),
    /// The drivers.
    #[serde(flatten)]
    pub drivers: BedDemandDrivers,
}

/// Two scenarios that share their draws. Differences are B less A.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Id of scenario A.
    pub scenario_a: String,
    /// Id of scenario B.
    pub scenario_b: String,
    /// The run folder of A.
    pub folder_a: PathBuf,
    /// The run folder of B.
    pub folder_b: PathBuf,
    /// Id of the district.
    pub district: String,
    /// Seed of every draw.
    pub seed: u64,
    /// First simulated month, YYYY-MM.
    pub start: String,
    /// Last simulated month, YYYY-MM.
    pub end: String,
    /// Where replicates take their parameters from.
    pub parameters: ParameterMode,
    /// Replicates that both have.
    pub replicates: u32,
    /// How much both runs keep.
    pub detail: Detail,
    /// What the runs differ in beside their scenarios.
    pub run_differences: Vec<Unlikeness>,
    /// Every headline indicator by area and year (communities at full detail); then, but at headline detail, the district by
    /// sex and age group, by ability and living arrangement, and by income.
    pub rows: Vec<ComparisonRow>,
    /// What moved the demand for beds from A to B, by year of the December.
    pub bed_demand: Vec<YearDrivers>,
    /// What moved it within each scenario, from one of [`COMPARED_YEARS`] to the next.
    pub bed_demand_over_time: Vec<YearDrivers>,
    /// What moved spending from A to B, by year and group.
    pub spending: Vec<SpendingDrivers>,
}

impl Comparison {
    /// The row of a headline indicator.
    pub fn headline(&self, area: &str, indicator: &str, year: i32) -> Option<&ComparisonRow> {
        let is = |row: &&ComparisonRow| {
            row.year == year && row.indicator == indicator && row.area == area && row.breakdown == ALL
        };
        self.rows.iter().find(is)
    }

    /// Writes the rows as `comparison.parquet` to `target`, which appears when it is whole; an error when it is there
    /// already.
    pub fn write(&self, target: &Path) -> Result<FileRecord, FindingError> {
        if target.exists() {
            return Err(FindingError::FileExists(target.to_path_buf()));
        }
        Ok(write_comparison(&self.rows, target)?)
    }

    /// Years of rows that are among [`COMPARED_YEARS`]; the last year where none is.
    pub fn shown_years(&self) -> Vec<i32> {
        let has = |year: &i32| self.rows.iter().any(|row| row.year == *year);
        let years: Vec<i32> = COMPARED_YEARS.into_iter().filter(has).collect();
        if years.is_empty() { self.rows.iter().map(|row| row.year).max().into_iter().collect() } else { years }
    }
}

/// Compares scenario `id_a` of the finished run in `folder_a` with `id_b` of that in `folder_b`, replicate by
/// replicate. An error, with all that differs, unless replicates of a number share their draws: version, district,
/// seed, months and the way parameters are taken must agree; of numbers of replicates the smaller is compared.
pub fn compare(folder_a: &Path, id_a: &str, folder_b: &Path, id_b: &str) -> Result<Comparison, FindingError> {
    let pair = Pair::open((folder_a, id_a), (folder_b, id_b))?;
    let mut rows = headline(&pair)?;
    let cells = if pair.detail == Detail::Headline { Default::default() } else { breakdowns(&pair, &mut rows)? };
    let years: Vec<i32> = cells[0].keys().copied().collect();
    let between = |from: (Side, i32), to: (Side, i32)| {
        let of = |(side, year): (Side, i32)| cells[side as usize].get(&year);
        Some(YearDrivers { from, to, drivers: mean_drivers(of(from)?, of(to)?)? })
    };
    let bed_demand = years.iter().filter_map(|year| between((Side::A, *year), (Side::B, *year))).collect();
    let steps = steps(&cells[0]);
    let steps = [Side::A, Side::B].into_iter().flat_map(|side| steps.iter().map(move |years| (side, *years)));
    let bed_demand_over_time = steps.filter_map(|(side, [from, to])| between((side, from), (side, to))).collect();
    Ok(Comparison {
        scenario_a: id_a.to_string(),
        scenario_b: id_b.to_string(),
        folder_a: folder_a.to_path_buf(),
        folder_b: folder_b.to_path_buf(),
        rows,
        bed_demand,
        bed_demand_over_time,
        spending: spending(&pair)?,
        district: pair.plan.district,
        seed: pair.plan.seed,
        start: pair.plan.start,
        end: pair.plan.end,
        parameters: pair.plan.parameters,
        replicates: pair.replicates,
        detail: pair.detail,
        run_differences: pair.differences,
    })
}

/// Appends the rows of groups; returns the cells of both sides by year, then replicate.
fn breakdowns(pair: &Pair, rows: &mut Vec<ComparisonRow>) -> Result<[BTreeMap<i32, Vec<Cells>>; 2], FindingError> {
    let ([tables_a, tables_b], [a, b]) = (pair.tables(), pair.simulated());
    let pyramids = [pyramid_years(tables_a, &a)?, pyramid_years(tables_b, &b)?];
    rows.extend(by_sex_and_age(pair, pyramids.each_ref()));
    let sides = [SideYears::read(tables_a, &a)?, SideYears::read(tables_b, &b)?];
    rows.extend(by_ability_living_and_income(pair, sides.each_ref()));
    Ok([decembers(&sides[0], &pyramids[0]), decembers(&sides[1], &pyramids[1])])
}

fn mean_drivers(before: &[Cells], after: &[Cells]) -> Option<BedDemandDrivers> {
    let drivers: Vec<_> = before.iter().zip(after).map(|(a, b)| BedDemandDrivers::between(a, b)).collect();
    BedDemandDrivers::mean(drivers.into_iter())
}

/// From one compared year to the next; from the first to the last December where fewer than two are simulated.
fn steps(cells: &BTreeMap<i32, Vec<Cells>>) -> Vec<[i32; 2]> {
    let known: Vec<i32> = COMPARED_YEARS.into_iter().filter(|year| cells.contains_key(year)).collect();
    if known.len() > 1 {
        return known.windows(2).map(|years| [years[0], years[1]]).collect();
    }
    let ends = cells.keys().next().zip(cells.keys().next_back()).filter(|(first, last)| first < last);
    ends.map(|(first, last)| [*first, *last]).into_iter().collect()
}
