//! Checks between files, made on whatever could be read.
//!
//! The model takes the registered residents of a year's end and survives them backwards, at the
//! table's rates, to the month before `start`; those younger than 60 enter later, one birth month
//! after another. So the pyramid must not be older than the starting stocks, must reach down to
//! those who turn 60 in the last simulated month, and up to those who were 100 at the start.
use crate::files::district::{DistrictFile, problem as district_problem};
use crate::files::{mortality, pyramid};
use crate::problem::{Problem, ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::source::Source;
use agents::district::{MortalityTable, RegisteredPyramid};
use sim_core::Month;

/// A century: beyond it no input of today means anything.
pub(crate) const MOST_MONTHS: i64 = 1200;
const OLDEST_NEEDED: i64 = 100;

/// First and last simulated month, when both were read and are in order.
pub(crate) fn simulated(
    source: &Source,
    district: Option<&DistrictFile>,
    problems: &mut Problems,
) -> Option<(Month, Month)> {
    let district = district?;
    let (start, end) = (district.start?, district.end?);
    let months = i64::from(end - start) + 1;
    let kind = if end < start {
        ProblemKind::EndBeforeStart { start, end }
    } else if months > MOST_MONTHS {
        ProblemKind::TooLong { months, most: MOST_MONTHS }
    } else {
        return Some((start, end));
    };
    problems.push(district_problem(source, district.end_line, "end", kind));
    None
}

/// The pyramid's year and ages against the simulated months, and the ages of the life table.
pub(crate) fn coverage(
    source: &Source,
    district: &DistrictFile,
    (start, end): (Month, Month),
    pyramid_found: Option<&RegisteredPyramid>,
    mortality_found: Option<&MortalityTable>,
    problems: &mut Problems,
) {
    let Some(year) = district.pyramid_year else { return };
    let stocks = start - 1;
    if year < stocks.year() {
        let kind = ProblemKind::PyramidTooEarly { year, stocks };
        problems.push(district_problem(source, district.pyramid_year_line, "pyramid_year", kind));
        return;
    }
    let youngest = 60 - i64::from((end.year() - year).max(0));
    let since_stocks = i64::from(year - stocks.year());
    if let Some(table) = pyramid_found {
        let needed = [youngest, OLDEST_NEEDED + since_stocks];
        let found = ages(table.first_age, table.persons.ncols());
        refuse_gap(found, needed, |kind| pyramid::problem(source, kind), problems);
    }
    if let Some(table) = mortality_found {
        let found = ages(table.first_age, table.rates.dim().2);
        refuse_gap(found, [youngest, OLDEST_NEEDED], |kind| mortality::problem(source, kind), problems);
    }
}

fn ages(first: usize, count: usize) -> [i64; 2] {
    [first as i64, (first + count) as i64 - 1]
}

fn refuse_gap(
    found: [i64; 2],
    needed: [i64; 2],
    problem: impl FnOnce(ProblemKind) -> Problem,
    problems: &mut Problems,
) {
    if found[0] > needed[0] || found[1] < needed[1] {
        problems.push(problem(ProblemKind::AgesNotCovered { found, needed }));
    }
}

/// The two income bands that are given must leave room for the third, at every draw.
pub(crate) fn income(records: &[ParameterRecord], file: &str, problems: &mut Problems) {
    let high_end = |id: &str| records.iter().find(|record| record.id == id).map(|record| record.range[1]);
    if let (Some(low), Some(high)) = (high_end("income.low"), high_end("income.high"))
        && low + high > 1.0
    {
        problems.push(Problem {
            file: file.to_string(),
            line: None,
            key: "income.low + income.high".to_string(),
            kind: ProblemKind::SumTooLarge { sum: low + high, most: 1.0 },
        });
    }
}
