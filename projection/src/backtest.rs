//! The backtest: forecasts from past origins with only what was known then, beside what was published later.
use crate::data::{Count, Data};
use crate::error::NotFitted;
use crate::fit::{Fit, fit_to};
use crate::forecast::{Start, Target, city, districts};
use crate::model::{AGES, FIRST_AGE, Path, WAVE_YEAR, age, by_age, sum, wave};
use crate::rivals::{OldTable, growth, no_change};
use crate::score::{crps, interval, pit, quantile};
use crate::table::{Spread, spread};
use scenarios::{Baseline, Grade};
use std::collections::BTreeMap;

/// Paths of each predictive distribution.
pub const DRAWS: u32 = 500;
/// First ages of the city's counts that are forecast.
const CITY_AGES: [usize; 7] = [60, 65, 70, 80, 90, 95, 100];
/// Ages of the districts' residents that are forecast: first, and last unless open-ended.
const DISTRICT_AGES: [(usize, Option<usize>); 4] = [(60, None), (70, Some(79)), (80, None), (85, None)];
/// Error of a district's count in the later census, as a share: the city's by five-year age.
const CENSUS_ERROR: f64 = 0.015;
/// Ages whose mean death rate is a check of the fit.
const OLDEST: usize = 99;

/// Where a forecast was of.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The city's registered.
    City,
    /// Residents of the district with this id.
    District(String),
}

/// A naive forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// The last count stays.
    NoChange,
    /// The growth of the last years goes on.
    Growth,
    /// The standard's shape of mortality at the last life expectancy, as versions up to 0.8 had it.
    OldTable,
}

impl Rival {
    /// All, in the order of [`Case::rivals`].
    pub const ALL: [Rival; 3] = [Rival::NoChange, Rival::Growth, Rival::OldTable];
}

/// A forecast beside what was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Of whom.
    pub place: Place,
    /// Paths of the distribution.
    pub draws: usize,
    /// Ages, as `60+`.
    pub ages: String,
    /// Nothing of a later year was known.
    pub origin: i32,
    /// Year of the count.
    pub year: i32,
    /// The count, persons.
    pub observed: f64,
    /// Median of the forecast, persons.
    pub median: f64,
    /// Its mean.
    pub mean: f64,
    /// Ends of its 50 % band.
    pub band50: [f64; 2],
    /// Ends of its 80 % band.
    pub band80: [f64; 2],
    /// Ends of its 95 % band.
    pub band95: [f64; 2],
    /// Share of the distribution below the count.
    pub pit: f64,
    /// Continuous ranked probability score as a share of the count.
    pub crps: f64,
    /// Interval score of the 80 % band as a share of the count.
    pub interval: f64,
    /// The same scores of the rivals, where they have a forecast.
    pub rivals: [Option<f64>; 3],
    /// How well the count is known.
    pub grade: Grade,
    /// Who says so.
    pub source: String,
}

/// The fit to all that is known, with its checks.
pub struct Fitted {
    /// The fit.
    pub fit: Fit,
    /// How well the district's rates are known.
    pub spread: Vec<Spread>,
    /// The two censuses.
    pub censuses: [i32; 2],
    /// Death rate at 99 and over by year, of the fit.
    pub oldest: Vec<(i32, f64)>,
    /// Excess deaths at 80 and over of the wave of 2022 up to the year's end: city, district; none where the data end before.
    pub wave: Option<[f64; 2]>,
}

/// The fit and its backtest.
pub struct Backtest {
    /// The fit to all that is known.
    pub fitted: Fitted,
    /// All forecasts: the city by origin, year and age, then the districts.
    pub cases: Vec<Case>,
}

/// Fits, and forecasts from every past year with `draws` paths each.
pub fn backtest(baseline: &Baseline, draws: u32) -> Result<Backtest, NotFitted> {
    let data = Data::of(baseline)?;
    let mut cases = city_cases(&data, draws)?;
    cases.extend(district_cases(&data, draws)?);
    Ok(Backtest { fitted: checked(&data)?, cases })
}

/// The fit of a baseline's mortality to all that is known.
pub fn fitted(baseline: &Baseline) -> Result<Fitted, NotFitted> {
    checked(&Data::of(baseline)?)
}

fn checked(data: &Data) -> Result<Fitted, NotFitted> {
    let fit = fit_to(data, data.last(), None)?;
    let path = Path::of(data, &fit.mode, fit.origin);
    let oldest = (data.first() + 1..=fit.origin).map(|year| {
        let at = path.at(year);
        let (persons, rates) = (&path.registered[at - 1], &path.rates[at]);
        let deaths = by_age(|sex, at| persons[sex][at] * rates[sex][at]);
        let from = age(OLDEST);
        (year, sum(&deaths, None, from, AGES) / sum(persons, None, from, AGES))
    });
    let oldest = oldest.collect();
    let wave = (fit.origin >= WAVE_YEAR).then(|| wave_deaths(&path, &fit.mode));
    let spread = spread(data, &fit);
    Ok(Fitted { spread, censuses: data.censuses, oldest, wave, fit })
}

fn wave_deaths(path: &Path, p: &[f64]) -> [f64; 2] {
    let (excess, at) = (wave(p), path.at(WAVE_YEAR));
    let of = |persons: &crate::model::Persons, rates: &crate::model::Persons| {
        let deaths = by_age(|sex, at| persons[sex][at] * (1.0 - libm::exp(-rates[sex][at] * excess[at])));
        sum(&deaths, None, age(80), AGES)
    };
    [of(&path.registered[at - 1], &path.rates[at]), of(&path.own[at - 1], &path.own_rates[at])]
}

fn city_cases(data: &Data, draws: u32) -> Result<Vec<Case>, NotFitted> {
    let mut cases = Vec::new();
    let mut before: Option<Fit> = None;
    let last = data.counts.keys().map(|(_, year)| *year).max().unwrap_or(data.first());
    for origin in data.first()..last {
        let fit = fit_to(data, origin, before.as_ref().map(|fit| fit.mode.as_slice()))?;
        let known: Vec<((usize, i32), &Count)> = data
            .counts
            .iter()
            .map(|(key, count)| (*key, count))
            .filter(|((from, year), _)| *year > origin && CITY_AGES.contains(from))
            .collect();
        let targets: Vec<Target> = known
            .iter()
            .map(|((from, year), (_, error, ..))| Target { year: *year, ages: [age(*from), AGES], error: *error })
            .collect();
        let observed: Vec<f64> = known.iter().map(|(_, count)| count.0).collect();
        let samples = city(data, &fit, &targets, draws)?;
        let path = Path::registered(data, &fit.mode, origin);
        let at = path.at(origin);
        let start = Start::of(data, origin, path.registered[at], path.cohorts[at], |_| 0.0);
        let old = OldTable::of(data, origin).city(&start, &targets, &observed);
        for (((key, count), sample), old) in known.iter().zip(&samples).zip(old) {
            let (from, year) = *key;
            let series: BTreeMap<i32, f64> = data
                .counts
                .iter()
                .filter(|((first, year), _)| *first == from && *year <= origin)
                .map(|((_, year), count)| (*year, count.0))
                .collect();
            let naive = [no_change(&series, origin, year, count.0), growth(&series, origin, year, count.0)];
            let rivals = [naive[0], naive[1], Some(old)];
            cases.push(case(Place::City, format!("{from}+"), [origin, year], sample, count, rivals));
        }
        before = Some(fit);
    }
    Ok(cases)
}

fn district_cases(data: &Data, draws: u32) -> Result<Vec<Case>, NotFitted> {
    let [first, second] = data.censuses;
    let fit = fit_to(data, first, None)?;
    let targets = DISTRICT_AGES.map(|(from, to)| Target {
        year: second,
        ages: [age(from), to.map_or(AGES, |to| age(to) + 1)],
        error: CENSUS_ERROR,
    });
    let samples = districts(data, &fit, &targets, draws)?;
    let table = OldTable::of(data, first);
    let mut cases = Vec::new();
    for ((id, censuses), samples) in data.districts.iter().zip(&samples) {
        let counted = |census: usize, target: &Target| -> f64 {
            let groups = target.ages[0] / 5..target.ages[1].div_ceil(5);
            censuses[census]
                .iter()
                .flat_map(|sex| sex.iter().enumerate())
                .filter(|(group, _)| groups.contains(group))
                .map(|(_, persons)| persons)
                .sum()
        };
        let observed = targets.map(|target| counted(1, &target));
        let old = table.district(&censuses[0], second, &targets, &observed);
        for (((target, sample), observed), old) in targets.iter().zip(samples).zip(observed).zip(old) {
            if observed <= 0.0 {
                continue;
            }
            let (from, to) = (target.ages[0] + FIRST_AGE, target.ages[1] + FIRST_AGE - 1);
            let ages = if target.ages[1] == AGES { format!("{from}+") } else { format!("{from}-{to}") };
            let count = (observed, target.error, Grade::Found, "districts_census.csv".to_string());
            let rivals = [Some((counted(0, target) - observed).abs()), None, Some(old)];
            cases.push(case(Place::District(id.clone()), ages, [first, second], sample, &count, rivals));
        }
    }
    Ok(cases)
}

fn case(
    place: Place,
    ages: String,
    [origin, year]: [i32; 2],
    sample: &[f64],
    count: &Count,
    rivals: [Option<f64>; 3],
) -> Case {
    let observed = count.0;
    let band = |share: f64| [quantile(sample, 0.5 - 0.5 * share), quantile(sample, 0.5 + 0.5 * share)];
    let band80 = band(0.8);
    Case {
        place,
        draws: sample.len(),
        ages,
        origin,
        year,
        observed,
        median: quantile(sample, 0.5),
        mean: sample.iter().sum::<f64>() / sample.len() as f64,
        band50: band(0.5),
        band80,
        band95: band(0.95),
        pit: pit(sample, observed),
        crps: crps(sample, observed) / observed,
        interval: interval(band80, observed, 0.2) / observed,
        rivals: rivals.map(|score| score.map(|score| score / observed)),
        grade: count.2,
        source: count.3.clone(),
    }
}
