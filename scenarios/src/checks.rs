//! Checks between files, made on whatever could be read.
//!
//! The model takes the registered residents of a year's end and survives them backwards, at the
//! table's rates, to the month before `start`; those younger than 60 enter later, one birth month
//! after another. So the pyramid must not be older than the starting stocks, must reach down to
//! those who turn 60 in the last simulated month, and up to those who were 100 at the start.
use crate::files::district::{DistrictFile, problem as district_problem};
use crate::files::{facilities, mortality, pyramid};
use crate::nearest::nearest;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::source::Source;
use agents::district::{AgencyProfile, CommunityProfile, FacilityProfile, MortalityTable, RegisteredPyramid};
use agents::parameters::{Quantity, parameter_position};
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

/// Shares of one whole that are given beside a remainder: they must leave room for it at every draw.
const PARTS_OF_ONE: &[[&str; 2]] = &[
    ["income.low", "income.high"],
    ["assessment.mild_below_2", "assessment.mild_level_3"],
    ["home_care.share_certified", "home_care.share_nurse"],
];

/// Shares that are parts of one whole may not exceed it together.
pub(crate) fn shares(records: &[ParameterRecord], file: &str, problems: &mut Problems) {
    let high_end = |id: &str| records.iter().find(|record| record.id == id).map(|record| record.range[1]);
    for [one, other] in PARTS_OF_ONE {
        if let (Some(a), Some(b)) = (high_end(one), high_end(other))
            && a + b > 1.0
        {
            problems.push(Problem {
                file: file.to_string(),
                line: None,
                key: format!("{one} + {other}"),
                kind: ProblemKind::SumTooLarge { sum: a + b, most: 1.0 },
            });
        }
    }
}

/// The first parts of one whole that exceed it together, and their sum.
pub(crate) fn shares_of(quantities: &[Quantity]) -> Option<(String, f64)> {
    let high_end = |id: &str| parameter_position(id).and_then(|at| quantities.get(at)).map_or(0.0, |of| of.high);
    let sums = PARTS_OF_ONE.iter().map(|[one, other]| (format!("{one} + {other}"), high_end(one) + high_end(other)));
    sums.into_iter().find(|(_, sum)| *sum > 1.0)
}

/// `month` when it is simulated.
pub(crate) fn inside(month: Month, (start, end): (Month, Month)) -> Result<Month, ProblemKind> {
    if (start..=end).contains(&month) { Ok(month) } else { Err(ProblemKind::MonthOutside { month, start, end }) }
}

/// The position among `communities` of the one called `found`.
pub(crate) fn community(communities: &[String], found: &str) -> Result<usize, ProblemKind> {
    communities.iter().position(|id| id == found).ok_or_else(|| ProblemKind::CommunityUnknown {
        found: found.to_string(),
        nearest: nearest(found, communities.iter().map(String::as_str)),
    })
}

/// Homes stand zone by zone, as a zone's are looked through together.
pub(crate) fn zones(
    source: &Source,
    communities: &[CommunityProfile],
    homes: &[FacilityProfile],
    problems: &mut Problems,
) {
    let zone_of = |home: &FacilityProfile| communities.get(home.community).map(|community| community.zone);
    let mut seen = Vec::new();
    for home in homes {
        let zone = zone_of(home);
        if seen.last() == Some(&zone) {
            continue;
        }
        if seen.contains(&zone) {
            let kind = ProblemKind::ZoneApart { home: home.id.clone() };
            problems.push(Problem { file: source.shown(facilities::FILE), line: None, key: "community".into(), kind });
        }
        seen.push(zone);
    }
}

/// Every community needs an agency.
pub(crate) fn served(communities: &[String], agencies: &[AgencyProfile]) -> Result<(), ProblemKind> {
    let unserved = communities
        .iter()
        .enumerate()
        .filter(|(position, _)| !agencies.iter().any(|agency| agency.communities.contains(position)));
    let unserved: Vec<&str> = unserved.map(|(_, id)| id.as_str()).collect();
    if unserved.is_empty() { Ok(()) } else { Err(ProblemKind::Unserved { communities: unserved.join(", ") }) }
}
