//! The demography held against the past of the city around the district.
//!
//! Residents of a census are turned into registered elders of its year, aged month by month by the model's own
//! mortality, and compared with the registered elders of later years. What it tests is mortality and the ageing of
//! cohorts; not migration of the district, nor anything that happens to elders but death.
use agents::course::Course;
use agents::district::District;
use agents::parameters::ParameterChoice;
use agents::rates::Mortality;
use agents::text::Label;
use outputs::FactRow;
use scenarios::{Baseline, CityElders, CityRow, Grade, Series};
use serde::Serialize;
use sim_core::{Draws, Month};
use std::collections::BTreeMap;
use std::sync::Arc;

/// First age of an elder.
const ELDER: usize = 60;
/// Ages of the group whose count is published every year, and from whose size entrants are known.
const YOUNG: [usize; 2] = [60, 64];
/// Last age of the model.
const LAST_AGE: usize = 110;
/// Share of the newborn who live to the first age of the life table (assumed: 40 years, low mortality). A year more
/// of life expectancy at birth is so much less than a year more at that age; between 0.98 and 0.99 nothing changes.
const ALIVE_AT_FIRST_AGE: f64 = 0.985;
/// Levels of mortality relative to the table among which that of a life expectancy is looked for.
const LEVELS: [f64; 2] = [0.2, 5.0];

/// The projections and what they were compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Backtest {
    /// Year at whose end the projections begin: that of the census.
    pub from: i32,
    /// Each projects the same population.
    pub variants: Vec<BacktestVariant>,
}

/// A projection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BacktestVariant {
    /// Short id.
    pub id: &'static str,
    /// What it takes as given.
    #[serde(skip)]
    pub name: Label,
    /// By year, then ages.
    pub compared: Vec<Compared>,
}

/// A published count beside the projection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// At the end of this year.
    pub year: i32,
    /// Ages, as `60+` or `60-64`.
    pub ages: String,
    /// Registered elders, persons.
    pub observed: f64,
    /// Projected, persons.
    pub projected: f64,
    /// How well the count is known.
    pub grade: Grade,
    /// Who says so.
    pub source: String,
}

/// How a variant lets people die, and whom it lets turn 60.
#[derive(Clone, Copy)]
struct Variant {
    id: &'static str,
    name: Label,
    /// Mortality at the city's life expectancy of each year instead of the life table as it is.
    at_life_expectancy: bool,
    /// As many turn 60 as the published counts of ages 60 to 64 ask for, instead of the census's cohorts.
    observed_entrants: bool,
}

const VARIANTS: [Variant; 3] = [
    Variant {
        id: "life-table",
        name: Label::new(
            "生命表原样（首年的死亡率用于以前各年），满60岁者取自人口普查",
            "the life table as it is (the rates of its first year in all before), cohorts of the census turn 60",
        ),
        at_life_expectancy: false,
        observed_entrants: false,
    },
    Variant {
        id: "life-expectancy",
        name: Label::new(
            "死亡率按全市历年期望寿命调整，满60岁者取自人口普查",
            "mortality at the city's life expectancy of each year, cohorts of the census turn 60",
        ),
        at_life_expectancy: true,
        observed_entrants: false,
    },
    Variant {
        id: "observed-entrants",
        name: Label::new(
            "死亡率按全市历年期望寿命调整，满60岁者按公布的60至64岁人数",
            "mortality at the city's life expectancy of each year, those who turn 60 as the published counts of 60 to 64",
        ),
        at_life_expectancy: true,
        observed_entrants: true,
    },
];

/// People of one sex born in one month.
#[derive(Clone, Copy)]
struct Cohort {
    sex: usize,
    birth: Month,
    persons: f64,
}

impl Cohort {
    /// Completed age at the end of a year.
    fn age(&self, year: i32) -> usize {
        usize::try_from((december(year) - self.birth) / 12).unwrap_or(0)
    }
}

/// The backtest of a baseline that has its city's elders; none when it has not, or when a count that the start needs
/// is missing.
pub fn backtest(baseline: &Baseline) -> Option<Backtest> {
    let city = baseline.city_elders.as_ref()?;
    let from = city.rows.iter().find(|row| row.series == Series::Residents)?.year;
    let to = city.rows.iter().filter(|row| row.series == Series::Registered).map(|row| row.year).max()?;
    let start = start(city, from, &baseline.district)?;
    let open_from = open_group(city, from)?;
    let variants = VARIANTS.iter().map(|variant| {
        let compared = project(variant, &start, city, &baseline.district, [from, to], open_from);
        BacktestVariant { id: variant.id, name: variant.name, compared }
    });
    Some(Backtest { from, variants: variants.collect() })
}

impl Backtest {
    /// As rows of the validation's table.
    pub fn rows(&self) -> Vec<FactRow> {
        let of = |variant: &BacktestVariant| {
            let row = |compared: &Compared| FactRow {
                kind: "backtest".into(),
                key: format!("{}/{}", variant.id, compared.ages),
                month: Some(december(compared.year)),
                unit: "persons".into(),
                published: compared.observed,
                p50: compared.projected,
                grade: compared.grade.word().into(),
                source: compared.source.clone(),
                ..FactRow::default()
            };
            variant.compared.iter().map(row).collect::<Vec<_>>()
        };
        self.variants.iter().flat_map(of).collect()
    }
}

impl BacktestVariant {
    /// Number of years in which `ages` were counted, and the mean absolute percentage error over them, as a share;
    /// none when they never were.
    pub fn error(&self, ages: &str) -> Option<(usize, f64)> {
        let errors = self.compared.iter().filter(|compared| compared.ages == ages);
        let errors: Vec<f64> = errors.map(|compared| (compared.projected / compared.observed - 1.0).abs()).collect();
        (!errors.is_empty()).then(|| (errors.len(), errors.iter().sum::<f64>() / errors.len() as f64))
    }
}

fn december(year: i32) -> Month {
    Month::january(year) + 11
}

/// First age of the census's open-ended group.
fn open_group(city: &CityElders, year: i32) -> Option<usize> {
    residents(city, year).filter(|row| row.age_to.is_none()).map(|row| row.age_from).max()
}

/// The residents of one census, should the file hold more.
fn residents(city: &CityElders, year: i32) -> impl Iterator<Item = &CityRow> {
    city.rows.iter().filter(move |row| row.series == Series::Residents && row.year == year)
}

fn registered(city: &CityElders, year: i32, from: usize, to: Option<usize>) -> Option<f64> {
    let is_meant = |row: &&CityRow| {
        row.series == Series::Registered && row.year == year && row.age_from == from && row.age_to == to
    };
    city.rows.iter().find(is_meant).map(|row| row.value)
}

/// The registered at the end of the census's year: its residents, times what makes those of 60 to 64 and those above
/// the registered counts. Those below 60 have the ratio of 60 to 64. Inside a group everybody is spread evenly over
/// the months of birth, inside the open-ended one as the survivors of the life table.
fn start(city: &CityElders, year: i32, district: &District) -> Option<Vec<Cohort>> {
    let sum = |from: usize, to: usize| -> f64 {
        residents(city, year).filter(|row| row.age_from >= from && row.age_from <= to).map(|row| row.value).sum()
    };
    let young = registered(city, year, YOUNG[0], Some(YOUNG[1]))?;
    let old = registered(city, year, ELDER, None)? - young;
    let ratios = [young / sum(YOUNG[0], YOUNG[1]), old / sum(YOUNG[1] + 1, LAST_AGE)];
    if !ratios.iter().all(|ratio| ratio.is_finite()) {
        return None;
    }
    let mut cohorts = Vec::new();
    for row in residents(city, year) {
        let sex = row.sex?;
        let ages = row.age_from..=row.age_to.unwrap_or(LAST_AGE).min(LAST_AGE);
        let mut alive = 1.0;
        let weights: Vec<(usize, f64)> = ages
            .map(|age| {
                let weight = alive;
                if row.age_to.is_none() {
                    alive *= (-district.mortality.rate(year, sex, age)).exp();
                }
                (age, weight)
            })
            .collect();
        let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
        for (age, weight) in weights {
            let persons = row.value * ratios[usize::from(age > YOUNG[1])] * weight / all;
            let birth = |month: i32| december(year) - (12 * age as i32 + month);
            cohorts.extend((0..12).map(|month| Cohort { sex, birth: birth(month), persons: persons / 12.0 }));
        }
    }
    Some(cohorts)
}

fn project(
    variant: &Variant,
    start: &[Cohort],
    city: &CityElders,
    district: &District,
    [from, to]: [i32; 2],
    open_from: usize,
) -> Vec<Compared> {
    let mut cohorts = start.to_vec();
    let mut compared = Vec::new();
    for year in from + 1..=to {
        let rates = [0, 1].map(|sex| {
            let level = if variant.at_life_expectancy { level(city, district, year, sex) } else { 1.0 };
            mortality(district, [from, to], level)
        });
        for cohort in &mut cohorts {
            cohort.persons *=
                rates[cohort.sex].survival(cohort.sex, cohort.birth, Month::january(year), december(year));
        }
        let sum = |cohorts: &[Cohort], from: usize, to: usize| -> f64 {
            let inside = cohorts.iter().filter(|cohort| (from..=to).contains(&cohort.age(year)));
            inside.map(|cohort| cohort.persons).sum()
        };
        if variant.observed_entrants
            && let Some(young) = registered(city, year, YOUNG[0], Some(YOUNG[1]))
        {
            let entrants = sum(&cohorts, ELDER, ELDER);
            let asked = (young - sum(&cohorts, ELDER + 1, YOUNG[1])).max(0.0);
            for cohort in cohorts.iter_mut().filter(|cohort| cohort.age(year) == ELDER && entrants > 0.0) {
                cohort.persons *= asked / entrants;
            }
        }
        // Ages that were all in the open-ended group at the start were spread by the table itself; and what is given
        // is not compared.
        let told = city.rows.iter().filter(|row| {
            let is_given = variant.observed_entrants && row.age_from == YOUNG[0] && row.age_to == Some(YOUNG[1]);
            let is_spread = row.age_from >= open_from + (year - from) as usize;
            row.series == Series::Registered && row.year == year && !is_given && !is_spread
        });
        compared.extend(told.map(|row| Compared {
            year,
            ages: row.ages(),
            observed: row.value,
            projected: sum(&cohorts, row.age_from, row.age_to.unwrap_or(usize::MAX)),
            grade: row.grade,
            source: row.source.clone(),
        }));
    }
    compared
}

/// The model's mortality at a level of the district's life table, for these years.
fn mortality(district: &District, [from, to]: [i32; 2], level: f64) -> Mortality {
    let mut past = district.clone();
    (past.start, past.end, past.pyramid.year) = (Month::january(from), december(to), to);
    let draws = Draws::new(0, 0);
    let mut parameters = past.parameters(ParameterChoice::Fixed, &draws);
    (parameters.mortality_level, parameters.mortality_improvement) = (level, 1.0);
    Mortality::new(&Course::with(Arc::new(past), [parameters.clone(), parameters], ParameterChoice::Fixed, draws))
}

/// The level of the life table at which the city's life expectancy of `year` comes out, by halving; years without
/// one have that of the nearest before or after, between two of both in proportion.
fn level(city: &CityElders, district: &District, year: i32, sex: usize) -> f64 {
    let of = |series: Series| city.rows.iter().filter(move |row| row.series == series && row.sex == Some(sex));
    let known: BTreeMap<i32, f64> = of(Series::LifeExpectancy).map(|row| (row.year, row.value)).collect();
    let before = known.range(..=year).next_back();
    let after = known.range(year..).next();
    let wanted = match (before, after) {
        (Some((a, low)), Some((b, high))) if a != b => low + (high - low) * f64::from(year - a) / f64::from(b - a),
        (Some((_, value)), _) | (None, Some((_, value))) => *value,
        (None, None) => return 1.0,
    };
    let Some(table) = of(Series::TableLifeExpectancy).next() else { return 1.0 };
    let remaining = |level: f64| remaining(district, table.year, sex, level);
    let years = (wanted - table.value) / ALIVE_AT_FIRST_AGE + remaining(1.0);
    let [mut low, mut high] = LEVELS;
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if remaining(middle) > years {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Years that remain at the first age of the life table, at a level of its rates in `year`.
fn remaining(district: &District, year: i32, sex: usize, level: f64) -> f64 {
    let table = &district.mortality;
    let (mut alive, mut years) = (1.0, 0.0);
    for age in table.first_age..LAST_AGE {
        let rate = level * table.rate(year, sex, age);
        let survivors = alive * (-rate).exp();
        years += if rate > 0.0 { (alive - survivors) / rate } else { alive };
        alive = survivors;
    }
    // Whoever is left lives on at the rate of the last age.
    let rate = level * table.rate(year, sex, LAST_AGE);
    years + if rate > 0.0 { alive / rate } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline(id: &str) -> Baseline {
        scenarios::embedded(id).expect("shipped").unwrap_or_else(|problems| panic!("{problems}"))
    }

    #[test]
    fn the_city_of_2011_to_2022_is_met_within_the_errors_that_were_seen() {
        let backtest = backtest(&baseline("changning")).expect("the city's elders");
        // Seen: 60+ 3.4, 1.5 and 0.7 %; 65+ 3.4, 0.4 and 0.5 %; 80+ 14.2, 4.7 and 4.7 %.
        for (id, ages, years, bound) in [
            ("life-table", "60+", 12, 0.036),
            ("life-table", "80+", 7, 0.15),
            ("life-expectancy", "60+", 12, 0.016),
            ("life-expectancy", "65+", 4, 0.006),
            ("life-expectancy", "80+", 7, 0.05),
            ("observed-entrants", "60+", 12, 0.008),
            ("observed-entrants", "65+", 4, 0.006),
        ] {
            let variant = backtest.variants.iter().find(|variant| variant.id == id).expect("a variant");
            let (n, error) = variant.error(ages).expect("counted");
            assert!(n == years && error < bound, "{id} {ages}: {error} over {n} years");
        }
        let given = backtest.variants[2].error("60-64");
        assert_eq!((backtest.from, given), (2010, None));
        assert_eq!(backtest.rows().len(), backtest.variants.iter().map(|v| v.compared.len()).sum::<usize>());
    }

    #[test]
    fn a_level_gives_back_the_life_expectancy_it_was_made_for() {
        let baseline = baseline("changning");
        let city = baseline.city_elders.as_ref().expect("the city's elders");
        for sex in 0..2 {
            let table = city.rows.iter().find(|row| row.series == Series::TableLifeExpectancy && row.sex == Some(sex));
            let table = table.expect("a row");
            let mut alone = CityElders { rows: vec![table.clone()] };
            alone.rows.push(CityRow { series: Series::LifeExpectancy, ..table.clone() });
            assert!((level(&alone, &baseline.district, 2020, sex) - 1.0).abs() < 1e-9);
            alone.rows[1].value -= 1.0;
            let lower = level(&alone, &baseline.district, 2020, sex);
            let lost = remaining(&baseline.district, table.year, sex, 1.0)
                - remaining(&baseline.district, table.year, sex, lower);
            assert!((lost * ALIVE_AT_FIRST_AGE - 1.0).abs() < 1e-6, "{lost}");
        }
    }

    #[test]
    fn without_the_city_there_is_no_backtest() {
        assert_eq!(backtest(&baseline("qingxi")), None);
    }
}
