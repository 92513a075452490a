//! A published number and its counterpart in the projection.
use crate::model::{AGES, FIRST_AGE, Path, Persons, WAVE_YEAR, age, both, by_age, life_expectancy, sum, wave};
use crate::parameters::at;
use scenarios::Area;

/// What an observation counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Registered at the year's end, persons.
    Registered,
    /// Residents in a census, persons.
    Residents,
    /// Men among the registered, share.
    ShareMen,
    /// Alive a year later, share.
    Survival,
    /// Life expectancy at birth, years.
    LifeExpectancy,
}

/// A published number that the fit meets as well as its error says.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Whose number it is.
    pub area: Area,
    /// What it counts.
    pub measure: Measure,
    /// Its year.
    pub year: i32,
    /// 0 men, 1 women; none for both.
    pub sex: Option<usize>,
    /// First age.
    pub age_from: usize,
    /// Last age; none when open-ended.
    pub age_to: Option<usize>,
    /// The number.
    pub value: f64,
    /// Standard deviation of its error: of persons as a share, else in the unit.
    pub error: f64,
}

impl Observation {
    /// Whether it counts persons, whose errors are shares.
    pub fn is_count(&self) -> bool {
        matches!(self.measure, Measure::Registered | Measure::Residents)
    }

    /// How far `predicted` is from the number, in its standard deviations.
    pub fn residual(&self, predicted: f64) -> f64 {
        let error = if self.is_count() { libm::log(predicted / self.value) } else { predicted - self.value };
        error / self.error
    }

    /// Its counterpart.
    pub(crate) fn predicted(&self, path: &Path, p: &[f64]) -> f64 {
        let at = path.at(self.year);
        let (from, to) = (self.age_from.max(FIRST_AGE), self.age_to.map_or(AGES, |to| age(to.max(FIRST_AGE)) + 1));
        let from = age(from).min(AGES);
        let is_city = self.area == Area::City;
        let rates = if is_city { path.rates_of(self.year) } else { &path.own_rates[at] };
        let registered = || if is_city { path.registered[at] } else { own_registered(&path.own[at], p) };
        match self.measure {
            Measure::Registered => sum(&registered(), self.sex, from, to),
            Measure::Residents => sum(if is_city { &path.residents[at] } else { &path.own[at] }, self.sex, from, to),
            Measure::ShareMen => {
                let persons = registered();
                sum(&persons, Some(0), from, to) / sum(&persons, None, from, to)
            }
            Measure::Survival => {
                let before = at.saturating_sub(1);
                let persons = if is_city { path.registered[before] } else { own_registered(&path.own[before], p) };
                let alive = by_age(|sex, at| {
                    let next = (at + 1).min(AGES - 1);
                    persons[sex][at] * libm::exp(-0.5 * (rates[sex][at] + rates[sex][next]))
                });
                sum(&alive, None, from, to) / sum(&persons, None, from, to)
            }
            Measure::LifeExpectancy => {
                let excess = wave(p);
                let rates = match self.year == WAVE_YEAR {
                    true => by_age(|sex, at| rates[sex][at] * (1.0 + excess[at])),
                    false => *rates,
                };
                let years = life_expectancy(p, &rates);
                self.sex.map_or(both(years), |sex| years[sex])
            }
        }
    }
}

/// The district's registered out of its residents: the city's ratio by age times its own.
fn own_registered(own: &Persons, p: &[f64]) -> Persons {
    let ratio = libm::exp(p[at::REGISTERED] + p[at::DISTRICT + 3]);
    let oldest = libm::exp(p[at::REGISTERED + 1]);
    by_age(|sex, at| own[sex][at] * ratio * if at < age(80) { 1.0 } else { oldest })
}
