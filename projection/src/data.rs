//! What the fit and its backtest need of a baseline.
use crate::error::NotFitted;
use crate::model::{AGES, FIRST_AGE, Persons};
use crate::observations::{Measure, Observation};
use scenarios::{Area, Baseline, CityRow, DistrictsCensus, Grade, Series};
use std::collections::BTreeMap;

/// Age groups of the census: 40-44 to 80-84, and 85 and over.
pub(crate) const GROUPS: usize = 10;
/// First age of the group whose count of a year says how many turned 60.
const YOUNG: [usize; 2] = [60, 64];
/// Years of the fit after the first census; the list of period deviations ends with the last.
const YEARS: i32 = 12;
/// Errors of the later census as a share: of the city by five-year age, of the city at 85 and over, of the district
/// likewise. Counts of comparable censuses are 1 to 3 % off below 85; a district's hold moves between districts.
const CENSUS_ERRORS: [[f64; 2]; 2] = [[0.015, 0.02], [0.05, 0.06]];
/// Groups of the later census that are compared, from 70 in the city and from 80 in the district: younger ones are
/// mostly migration.
const CENSUS_FROM: [usize; 2] = [6, 8];

/// Residents of a place in a census by sex and group.
pub(crate) type Groups = [[f64; GROUPS]; 2];

/// A published count: persons, relative error, grade, source.
pub(crate) type Count = (f64, f64, Grade, String);

/// All that is known.
pub(crate) struct Data {
    /// Years of the two censuses.
    pub(crate) censuses: [i32; 2],
    /// Logit of the standard's death rates by sex and age.
    pub(crate) standard: Persons,
    /// The city's residents in both censuses.
    pub(crate) city: [Groups; 2],
    /// The baseline's district in both.
    pub(crate) own: [Groups; 2],
    /// Every district: id, both censuses.
    pub(crate) districts: Vec<(String, [Groups; 2])>,
    /// The city's registered of 60 to 64 by year.
    pub(crate) young: BTreeMap<i32, f64>,
    /// Published numbers that the fit may use, in the order of the file, then the census.
    pub(crate) observations: Vec<Observation>,
    /// The city's counts of both sexes of open-ended ages, by age and year: value, error, grade, source.
    pub(crate) counts: BTreeMap<(usize, i32), Count>,
}

impl Data {
    pub(crate) fn of(baseline: &Baseline) -> Result<Data, NotFitted> {
        let (city, census, standard) =
            (&baseline.city_elders, &baseline.districts_census, &baseline.mortality_standard);
        let (Some(city), Some(census), Some(standard)) = (city, census, standard) else {
            let files = [
                ("city_elders.csv", city.is_some()),
                ("districts_census.csv", census.is_some()),
                ("mortality_standard.csv", standard.is_some()),
            ];
            return Err(NotFitted::Files(files.into_iter().filter(|(_, has)| !has).map(|(file, _)| file).collect()));
        };
        if census.ages.len() != GROUPS || census.ages.first() != Some(&FIRST_AGE) {
            return Err(NotFitted::Ages);
        }
        let codes = baseline.community_codes.iter().flatten().next();
        let own = census.districts.iter().position(|(code, _)| codes.is_some_and(|of| of.starts_with(code.as_str())));
        let own = own.ok_or(NotFitted::District)?;
        let mut all = [[[0.0; GROUPS]; 2]; 2];
        let of = |district: usize| [0, 1].map(|year| groups(census, year, district));
        for district in 0..census.districts.len() {
            for (sum, year) in all.iter_mut().zip(of(district)) {
                for (sum, sex) in sum.iter_mut().zip(year) {
                    sum.iter_mut().zip(sex).for_each(|(sum, persons)| *sum += persons);
                }
            }
        }
        let registered =
            |row: &&CityRow| row.area == Area::City && row.series == Series::Registered && row.sex.is_none();
        let young: BTreeMap<i32, f64> = city
            .rows
            .iter()
            .filter(registered)
            .filter(|row| (row.age_from, row.age_to) == (YOUNG[0], Some(YOUNG[1])) && row.value > 0.0)
            .map(|row| (row.year, row.value))
            .collect();
        let first = census.years[0];
        let ages = |from: usize, to: Option<usize>| match to {
            Some(to) => format!("{from}-{to}"),
            None => format!("{from}+"),
        };
        if !young.contains_key(&first) {
            return Err(NotFitted::Count { year: first, ages: ages(YOUNG[0], Some(YOUNG[1])) });
        }
        let counts: BTreeMap<(usize, i32), Count> = city
            .rows
            .iter()
            .filter(registered)
            .filter(|row| row.age_to.is_none() && row.value > 0.0 && row.year <= first + YEARS)
            .map(|row| ((row.age_from, row.year), (row.value, row.error, row.grade, row.source.clone())))
            .collect();
        if !counts.contains_key(&(YOUNG[0], first)) {
            return Err(NotFitted::Count { year: first, ages: ages(YOUNG[0], None) });
        }
        let mut logit = [[0.0; AGES]; 2];
        for (sex, row) in logit.iter_mut().enumerate() {
            for (age, cell) in row.iter_mut().enumerate() {
                let rate = standard.get([sex, age]).copied().unwrap_or(0.5);
                *cell = libm::log(rate / (1.0 - rate));
            }
        }
        let mut data = Data {
            censuses: census.years,
            standard: logit,
            city: all,
            own: of(own),
            districts: (0..census.districts.len()).map(|at| (census.districts[at].1.clone(), of(at))).collect(),
            young,
            observations: published(&city.rows, first),
            counts,
        };
        data.observations.extend(data.census_observations());
        Ok(data)
    }

    /// The first census' year, at whose end the projection begins.
    pub(crate) fn first(&self) -> i32 {
        self.censuses[0]
    }

    /// The last year that the fit can hold.
    pub(crate) fn last(&self) -> i32 {
        self.observations.iter().map(|of| of.year).max().unwrap_or(self.first())
    }

    fn census_observations(&self) -> Vec<Observation> {
        let mut all = Vec::new();
        for (area, place) in [(Area::City, &self.city), (Area::District, &self.own)] {
            let which = usize::from(area == Area::District);
            for (sex, groups) in place[1].iter().enumerate() {
                for (group, residents) in groups.iter().enumerate().skip(CENSUS_FROM[which]) {
                    let is_last = group == GROUPS - 1;
                    let from = FIRST_AGE + 5 * group;
                    all.push(Observation {
                        area,
                        measure: Measure::Residents,
                        year: self.censuses[1],
                        sex: Some(sex),
                        age_from: from,
                        age_to: (!is_last).then_some(from + 4),
                        value: *residents,
                        error: CENSUS_ERRORS[which][usize::from(is_last)],
                    });
                }
            }
        }
        all
    }
}

fn groups(census: &DistrictsCensus, year: usize, district: usize) -> Groups {
    [0, 1].map(|sex| std::array::from_fn(|group| census.residents[[year, district, sex, group]]))
}

/// The rows that are observations: not those of closed ages, which repeat the open-ended ones, and not those of both
/// sexes where there are two by sex.
fn published(rows: &[CityRow], first: i32) -> Vec<Observation> {
    let measure = |series| match series {
        Series::Registered => Measure::Registered,
        Series::ShareMen => Measure::ShareMen,
        Series::Survival => Measure::Survival,
        Series::LifeExpectancy => Measure::LifeExpectancy,
    };
    let years = |measure| match measure {
        Measure::LifeExpectancy => first - 1..=first + YEARS,
        Measure::Survival => first + 1..=first + YEARS,
        _ => first..=first + YEARS,
    };
    let is_split = |row: &CityRow| {
        row.sex.is_none()
            && rows.iter().any(|other| {
                other.sex == Some(1)
                    && (other.area, other.series, other.year) == (row.area, row.series, row.year)
                    && (other.age_from, other.age_to) == (row.age_from, row.age_to)
            })
    };
    rows.iter()
        .filter(|row| row.age_to.is_none() && (row.age_from >= FIRST_AGE || row.series == Series::LifeExpectancy))
        .filter(|row| years(measure(row.series)).contains(&row.year) && !is_split(row))
        .map(|row| Observation {
            area: row.area,
            measure: measure(row.series),
            year: row.year,
            sex: row.sex,
            age_from: row.age_from,
            age_to: row.age_to,
            value: row.value,
            error: row.error,
        })
        .collect()
}
