//! The projection: death rates of a year out of the parameters, and populations that age by them year by year.
//!
//! Ages are completed years at the year's end, from [`FIRST_AGE`]; the last is open-ended.
use crate::data::{Data, GROUPS, Groups};
use crate::parameters::at;

/// First age of the projection.
pub(crate) const FIRST_AGE: usize = 40;
/// Number of ages; the last is open-ended.
pub(crate) const AGES: usize = 71;
/// The year at whose middle parameters of level hold.
const CENTRE: i32 = 2016;
/// The year with the winter wave.
pub const WAVE_YEAR: i32 = 2022;
/// First year with a parameter of deviation.
pub(crate) const FIRST_PERIOD: i32 = 2009;
/// Share alive at 40 and years lived before for each one who is not, men and women: Hong Kong 2015-2020, the standard's
/// own table.
const YOUNG: [[f64; 2]; 2] = [[0.9851, 15.5], [0.9916, 18.9]];
/// Men and women born together.
const MEN_BORN: f64 = 0.515;
/// Excess of the wave at 80 as a share of a year's deaths, before its parameter.
const WAVE: f64 = 0.08;
/// Rise of the wave's logarithm with age, before its parameter.
const WAVE_AGES: [(f64, f64); 6] = [(60.0, -0.3), (75.0, -0.2), (82.0, 0.0), (87.0, 0.3), (92.0, 0.6), (105.0, 0.8)];

/// A number by sex (men first) and age.
pub(crate) type Persons = [[f64; AGES]; 2];

/// Position of an age.
pub(crate) const fn age(of: usize) -> usize {
    of - FIRST_AGE
}

/// `f` of sex and position of age.
pub(crate) fn by_age(mut f: impl FnMut(usize, usize) -> f64) -> Persons {
    std::array::from_fn(|sex| std::array::from_fn(|age| f(sex, age)))
}

/// Persons of both sexes, or one, between two positions of age, the second not included.
pub(crate) fn sum(of: &Persons, sex: Option<usize>, from: usize, to: usize) -> f64 {
    let sexes = sex.map_or(0..2, |sex| sex..sex + 1);
    sexes.filter_map(|sex| of[sex].get(from.min(to)..to.min(AGES))).flatten().sum()
}

/// A broken line through `points`, constant beyond its ends.
pub(crate) fn line(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.iter().position(|point| point.0 > x);
    match after {
        Some(0) => points[0].1,
        Some(at) => {
            let ((a, low), (b, high)) = (points[at - 1], points[at]);
            low + (high - low) * (x - a) / (b - a)
        }
        None => points.last().map_or(0.0, |point| point.1),
    }
}

/// Middle of the year of age at a position.
pub(crate) fn middle(age: usize) -> f64 {
    (age + FIRST_AGE) as f64 + 0.5
}

/// The inverse of the logit.
pub(crate) fn expit(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

/// The year's deviation from the trend.
pub(crate) fn period(p: &[f64], year: i32) -> f64 {
    let of = usize::try_from(year - FIRST_PERIOD).unwrap_or(usize::MAX);
    if of < at::END - at::PERIOD { p[at::PERIOD + of] } else { 0.0 }
}

/// Logit of the city's death rates of a year, at a deviation from the trend.
pub(crate) fn logits(data: &Data, p: &[f64], year: i32, deviation: f64) -> Persons {
    let fall = &p[at::FALL..at::FALL + 3];
    let falls = [(70.0, fall[0]), (80.0, 0.5 * (fall[0] + fall[1])), (85.0, fall[1]), (92.0, fall[1]), (97.0, fall[2])];
    let years = f64::from(year - CENTRE);
    let trend: [f64; AGES] = std::array::from_fn(|age| deviation - years * line(&falls, middle(age)));
    by_age(|sex, age| {
        let x = middle(age);
        let old = ((x - 80.0) / 15.0).max(0.0);
        let mid = ((x - 60.0) / 20.0).clamp(0.0, 1.0);
        data.standard[sex][age] + p[at::LEVEL + sex] + p[at::MIDDLE + sex] * mid + p[at::OLD + sex] * old + trend[age]
    })
}

/// Death rates per person-year out of logits.
pub(crate) fn rates(logits: &Persons) -> Persons {
    by_age(|sex, age| expit(logits[sex][age]))
}

/// How much higher the district's logits are than the city's, by age.
pub(crate) fn relative(p: &[f64]) -> [f64; AGES] {
    let points = [(70.0, p[at::DISTRICT]), (85.0, p[at::DISTRICT + 1])];
    std::array::from_fn(|age| line(&points, middle(age)))
}

/// Logits with the district's difference.
pub(crate) fn shifted(logits: &Persons, by: &[f64; AGES]) -> Persons {
    by_age(|sex, age| logits[sex][age] + by[age])
}

/// Excess of the winter wave by age, as a share of a year's deaths.
pub(crate) fn wave(p: &[f64]) -> [f64; AGES] {
    let size = WAVE * libm::exp(p[at::WAVE]);
    std::array::from_fn(|age| size * libm::exp(p[at::WAVE + 1] * line(&WAVE_AGES, middle(age))))
}

/// Rise of a shock's excess with age, one at 82.
pub(crate) fn excess_shape() -> [f64; AGES] {
    std::array::from_fn(|age| libm::exp(line(&WAVE_AGES, middle(age))))
}

/// Years of life at birth under these rates, by sex.
pub(crate) fn life_expectancy(p: &[f64], rates: &Persons) -> [f64; 2] {
    std::array::from_fn(|sex| {
        let [alive, lost] = YOUNG[sex];
        let alive = alive + p[at::YOUNG + sex];
        FIRST_AGE as f64 - lost * (1.0 - alive) + alive * remaining(&rates[sex])
    })
}

/// Life expectancy of both sexes together.
pub(crate) fn both(years: [f64; 2]) -> f64 {
    MEN_BORN * years[0] + (1.0 - MEN_BORN) * years[1]
}

/// Years that remain at the first age under these rates.
pub(crate) fn remaining(rates: &[f64; AGES]) -> f64 {
    let (mut alive, mut years) = (1.0, 0.0);
    for rate in &rates[..AGES - 1] {
        let survivors = alive * libm::exp(-rate);
        years += if *rate > 0.0 { (alive - survivors) / rate } else { alive };
        alive = survivors;
    }
    let last = rates[AGES - 1];
    if last > 0.0 { years + alive / last } else { f64::INFINITY }
}

/// A year later: everybody is a year older, the last age stays open-ended; nobody enters at the first. `hazard` are the
/// death rates of the year's ages, `moves` the logarithm of growth by moves at the new age.
pub(crate) fn step(persons: &Persons, hazard: &Persons, moves: impl Fn(usize) -> f64) -> Persons {
    let mut next = [[0.0; AGES]; 2];
    for sex in 0..2 {
        let h = &hazard[sex];
        for age in 1..AGES {
            // Aged x at the year's end, x to x + 1 within it: half of the year at each age's rate.
            let mean = 0.5 * (h[age - 1] + h[age]);
            next[sex][age] = persons[sex][age - 1] * libm::exp(moves(age) - mean);
        }
        let open = AGES - 1;
        next[sex][open] += persons[sex][open] * libm::exp(moves(open) - h[open]);
    }
    next
}

/// The residents of a census by single age: inside a group as survivors of the year's rates, tilted by the parameters;
/// those of 65 and over with the census' error.
pub(crate) fn census(groups: &Groups, p: &[f64], rates: &Persons) -> Persons {
    let mut persons = [[0.0; AGES]; 2];
    for sex in 0..2 {
        for (group, residents) in groups[sex].iter().enumerate() {
            let (from, is_last) = (5 * group, group == GROUPS - 1);
            let to = if is_last { AGES } else { from + 5 };
            let first = FIRST_AGE + from;
            let mut died = 0.0;
            let mut weights = [0.0; AGES];
            for (at, weight) in weights[..to - from].iter_mut().enumerate() {
                if first < 60 {
                    *weight = 1.0;
                    continue;
                }
                died += rates[sex][from + at];
                let log = if is_last {
                    // Cohorts of the oldest were smaller at birth too.
                    -0.04 * at as f64 * libm::exp(p[at::SPLIT + sex])
                } else if first < 80 {
                    p[at::TILT + (first - 60) / 5] * (at as f64 - 2.0) / 2.0
                } else {
                    0.0
                };
                *weight = libm::exp(log - died);
            }
            let all: f64 = weights.iter().sum();
            for (age, weight) in (from..to).zip(weights) {
                persons[sex][age] = residents * weight / all;
            }
        }
        for (age, persons) in persons[sex].iter_mut().enumerate().skip(age(65)) {
            let group = ((age - self::age(65)) / 5).min(6);
            *persons *= libm::exp(p[at::START + 7 * sex + group]);
        }
    }
    persons
}

/// Populations of one set of parameters from the first census to a year.
pub(crate) struct Path {
    /// First year.
    pub(crate) from: i32,
    /// The city's death rates by year.
    pub(crate) rates: Vec<Persons>,
    /// Those of the year before the first.
    pub(crate) before: Persons,
    /// The city's registered at year ends.
    pub(crate) registered: Vec<Persons>,
    /// The registered cohorts of the census with nobody added at 60.
    pub(crate) cohorts: Vec<Persons>,
    /// The city's residents.
    pub(crate) residents: Vec<Persons>,
    /// The district's residents.
    pub(crate) own: Vec<Persons>,
    /// The district's death rates.
    pub(crate) own_rates: Vec<Persons>,
}

impl Path {
    /// Position of a year, the last there is when later.
    pub(crate) fn at(&self, year: i32) -> usize {
        usize::try_from(year - self.from).unwrap_or(0).min(self.rates.len() - 1)
    }

    /// The city's death rates of a year, which may be the one before the first.
    pub(crate) fn rates_of(&self, year: i32) -> &Persons {
        if year < self.from { &self.before } else { &self.rates[self.at(year)] }
    }

    /// From the first census to the end of `to`. Those who turn 60 are as many as the published counts of 60 to 64 ask for.
    pub(crate) fn of(data: &Data, p: &[f64], to: i32) -> Path {
        Path::with(data, p, to, true)
    }

    /// The same without residents and the district after the first year.
    pub(crate) fn registered(data: &Data, p: &[f64], to: i32) -> Path {
        Path::with(data, p, to, false)
    }

    fn with(data: &Data, p: &[f64], to: i32, is_whole: bool) -> Path {
        let from = data.first();
        let relative = relative(p);
        let in_year = |year: i32| {
            let city = logits(data, p, year, period(p, year));
            [rates(&city), if is_whole { rates(&shifted(&city, &relative)) } else { city }]
        };
        let [first, own_first] = in_year(from);
        let [before, _] = in_year(from - 1);
        // The shape inside the groups of the census.
        let shape = rates(&logits(data, p, from, 0.0));
        let residents = census(&data.city[0], p, &shape);
        let own = census(&data.own[0], p, &shape);
        let young = data.young.get(&from).copied().unwrap_or_default();
        let ratio = young / sum(&residents, None, age(60), age(65));
        let older = libm::exp(p[at::REGISTERED]);
        let oldest = older * libm::exp(p[at::REGISTERED + 1]);
        let registered = by_age(|sex, at| {
            let ratio = if at < age(65) {
                ratio
            } else if at < age(80) {
                older
            } else {
                oldest
            };
            ratio * residents[sex][at]
        });
        let mut path = Path {
            from,
            before,
            rates: vec![first],
            own_rates: vec![own_first],
            cohorts: vec![registered],
            registered: vec![registered],
            residents: vec![residents],
            own: vec![own],
        };
        let excess = wave(p);
        let net = |at: usize| if (age(65)..age(80)).contains(&at) { p[at::NET] } else { 0.0 };
        let moves = |at: usize| if at < age(75) { p[at::MOVES] } else { p[at::MOVES + 1] };
        let own_moves = |at: usize| if at < age(75) { 0.0 } else { p[at::DISTRICT + 2] };
        for year in from + 1..=to {
            let [city, own] = in_year(year);
            let hazard = |rates: &Persons| match year == WAVE_YEAR {
                true => by_age(|sex, at| rates[sex][at] * (1.0 + excess[at])),
                false => *rates,
            };
            let deadly = hazard(&city);
            let last = path.rates.len() - 1;
            let cohorts = step(&path.cohorts[last], &deadly, net);
            let mut registered = step(&path.registered[last], &deadly, net);
            enter(&mut registered, data.young.get(&year).copied());
            path.cohorts.push(cohorts);
            path.registered.push(registered);
            path.rates.push(city);
            if is_whole {
                path.residents.push(step(&path.residents[last], &deadly, moves));
                path.own.push(step(&path.own[last], &hazard(&own), own_moves));
                path.own_rates.push(own);
            }
        }
        path
    }
}

/// Scales those of 60 so that 60 to 64 are `young`, where that is known.
fn enter(registered: &mut Persons, young: Option<f64>) {
    let turned = sum(registered, None, age(60), age(61));
    let Some(young) = young.filter(|_| turned > 0.0) else { return };
    let factor = (young - sum(registered, None, age(61), age(65))).max(0.0) / turned;
    for sex in registered {
        sex[age(60)] *= factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_hazard_leaves_the_inverse_of_it() {
        for rate in [0.01, 0.1, 0.5] {
            assert!((remaining(&[rate; AGES]) - 1.0 / rate).abs() < 1e-9, "{rate}");
        }
    }

    #[test]
    fn without_mortality_everybody_grows_older_and_nobody_is_lost() {
        let start = by_age(|sex, age| (100 * sex + age) as f64);
        let mut persons = start;
        for _ in 0..10 {
            persons = step(&persons, &[[0.0; AGES]; 2], |_| 0.0);
        }
        assert!((sum(&persons, None, 0, AGES) - sum(&start, None, 0, AGES)).abs() < 1e-9);
        assert_eq!(persons[1][30], start[1][20]);
        assert_eq!(persons[0][9], 0.0);
        let moved = step(&start, &[[0.0; AGES]; 2], |_| libm::log(0.5));
        assert!((moved[0][41] - 0.5 * start[0][40]).abs() < 1e-9);
    }

    #[test]
    fn a_broken_line_is_constant_beyond_its_ends() {
        let points = [(60.0, 1.0), (70.0, 3.0), (80.0, 3.0)];
        for (x, y) in [(50.0, 1.0), (65.0, 2.0), (75.0, 3.0), (99.0, 3.0)] {
            assert_eq!(line(&points, x), y, "{x}");
        }
    }
}
