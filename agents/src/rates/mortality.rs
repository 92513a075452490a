//! Death rates of the whole population by year, sex and age: the district's table, its level and its
//! pace of improvement. (How a rate is split among abilities: [`super::health`].)
use super::walk::Walk;
use crate::course::Course;
use crate::district::MortalityTable;
use crate::events::shock::epidemics_a_year;
use crate::parameters::Parameters;
use crate::report::{AGES, FIRST_AGE};
use ndarray::Array3;
use sim_core::Month;

/// How far the period index may walk from 0 on the logarithm: bands of the screened draw leave room for it.
const FURTHEST: f64 = 0.3;
/// Ages between which the factor of old age sets in, in proportion on the logarithm.
const OLD_AGE: [f64; 2] = [80.0, 95.0];

/// Death rates per person-year.
#[derive(Clone, Debug)]
pub struct Mortality {
    first_year: i32,
    first_age: usize,
    /// `[year, sex, age - first_age]`, up to age 110.
    rates: Array3<f64>,
    /// How far rates have moved since the pyramid's year, in the same places: 1 up to it.
    progress: Array3<f64>,
}

impl Mortality {
    /// The district's table at the level, old age and pace that hold in each year of a course, for its simulated years
    /// and those of its pyramid; from the year after the pyramid on times the replicate's period index, less what the
    /// epidemics of coming winters add on average.
    pub fn new(course: &Course) -> Self {
        let district = course.district();
        let table: &MortalityTable = &district.mortality;
        let first_year = district.start.year();
        let last_year = district.end.year().max(district.pyramid.year);
        let first_age = table.first_age.min(FIRST_AGE);
        let years = (last_year - first_year + 1).max(1) as usize;
        let paces: Vec<_> = (0..years).map(|y| paces(course, table.first_year, first_year + y as i32)).collect();
        let known = district.pyramid.year;
        let innovation = course.parameters().mortality_innovation;
        let chosen = (course.choice(), course.draws());
        let period = Walk::new(chosen, "mortality", (known + 1, last_year), innovation, FURTHEST);
        let is_shocked = district.epidemics && course.choice().is_drawn();
        let size = (years, 2, FIRST_AGE + AGES - first_age);
        // What the pace of improvement and the period make of the table's first year.
        let mut progress = Array3::from_shape_fn(size, |(y, sex, a)| {
            let (year, age) = (first_year + y as i32, first_age + a);
            let change = |from: i32, to: i32| {
                let (from, to) = (table.rate(from, sex, age), table.rate(to, sex, age));
                if from > 0.0 { to / from } else { 1.0 }
            };
            let improved = paces[y].iter().map(|([from, to], pace)| libm::pow(change(*from, *to), *pace));
            improved.fold(libm::exp(period.log(year)), |progress, change| progress * change)
        });
        let rates = Array3::from_shape_fn(size, |(y, sex, a)| {
            let (year, age) = (first_year + y as i32, first_age + a);
            let base = table.rate(table.first_year, sex, age);
            let parameters = &course.of_year(year).parameters;
            let epidemics = if is_shocked && year > known { epidemics_a_year(parameters, age) } else { 0.0 };
            let level = parameters.mortality_level * old_age(parameters, age);
            level / (1.0 + epidemics) * base * progress[[y, sex, a]]
        });
        let at_known = (known - first_year).clamp(0, years as i32 - 1) as usize;
        let known = progress.index_axis(ndarray::Axis(0), at_known).to_owned();
        for (y, mut of_year) in progress.outer_iter_mut().enumerate() {
            of_year.zip_mut_with(&known, |progress, known| {
                *progress = if y > at_known && *known > 0.0 { *progress / known } else { 1.0 };
            });
        }
        Mortality { first_year, first_age, rates, progress }
    }

    /// Rate per person-year in `year` at completed `age`. Nearest year and age outside the table.
    pub fn rate(&self, year: i32, sex: usize, age: usize) -> f64 {
        let (years, _, ages) = self.rates.dim();
        let y = (year - self.first_year).clamp(0, years as i32 - 1) as usize;
        self.rates[[y, sex, age.saturating_sub(self.first_age).min(ages - 1)]]
    }

    /// How far the death rate has moved from the pyramid's year to `year`, but for epidemics: below 1 where fewer die.
    pub fn progress(&self, year: i32, sex: usize, age: usize) -> f64 {
        let (years, _, ages) = self.progress.dim();
        let y = (year - self.first_year).clamp(0, years as i32 - 1) as usize;
        self.progress[[y, sex, age.saturating_sub(self.first_age).min(ages - 1)]]
    }

    /// Rate at a fractional age: between the rates of the two ages around it.
    pub fn rate_at(&self, year: i32, sex: usize, age: f64) -> f64 {
        let below = age.max(0.0).floor();
        let part = age.max(0.0) - below;
        let (a, b) = (self.rate(year, sex, below as usize), self.rate(year, sex, below as usize + 1));
        a + (b - a) * part
    }

    /// Probability that somebody born in `birth` who lives at the start of `from` still lives at
    /// the end of `to`. Ages are those at the start of each month, as in the simulation.
    pub fn survival(&self, sex: usize, birth: Month, from: Month, to: Month) -> f64 {
        let mut hazard = 0.0;
        let mut month = from;
        while month <= to {
            hazard += self.rate(month.year(), sex, ((month - 1 - birth).max(0) / 12) as usize) / 12.0;
            month = month + 1;
        }
        libm::exp(-hazard)
    }
}

/// The factor of old age at a completed age.
fn old_age(parameters: &Parameters, age: usize) -> f64 {
    let [from, to] = OLD_AGE;
    let part = ((age as f64 + 0.5 - from) / (to - from)).clamp(0.0, 1.0);
    if part > 0.0 { libm::pow(parameters.mortality_old_age, part) } else { 1.0 }
}

/// The pace of improvement between two years: spans of years of one pace.
fn paces(course: &Course, first: i32, last: i32) -> Vec<([i32; 2], f64)> {
    let mut spans: Vec<([i32; 2], f64)> =
        vec![([first, first], course.of_year(first).parameters.mortality_improvement)];
    for year in first + 1..=last {
        let pace = course.of_year(year).parameters.mortality_improvement;
        match spans.last_mut() {
            Some((span, same)) if *same == pace || span[0] == span[1] => (span[1], *same) = (year, pace),
            _ => spans.push(([year - 1, year], pace)),
        }
    }
    spans
}
