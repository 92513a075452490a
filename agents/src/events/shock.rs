//! Deaths of a shock: a dated one, such as an epidemic wave (疫情), and the epidemics of coming winters. Drawn apart from
//! the month's event, so a district with the shock and one without share every other draw.
use crate::course::Course;
use crate::decision;
use crate::district::Shock;
use crate::parameters::Parameters;
use crate::prior::Places;
use crate::rates::{ProbabilityTable, Rates};
use crate::report::{AGES, FIRST_AGE};
use sim_core::{Month, name_hash};

/// Months of an epidemic winter: December and January.
const WINTER: i32 = 2;
/// Its rise of deaths below 80 relative to that at 80 and over (assumed: influenza, and the winter of 2022).
const BELOW_80: f64 = 0.4;
/// Upper limit of the size of an epidemic winter, as a multiple of the mean size.
const LARGEST: f64 = 4.0;

/// The probabilities of shock death, month by month.
#[derive(Clone, Debug, Default)]
pub struct ShockTables(Vec<(Month, ProbabilityTable)>);

/// A rise of mortality: hazards of death grow by `excess` times themselves, times the weight of the month.
struct Wave {
    month: Month,
    /// One a month, 1 on average.
    weights: Vec<f64>,
    /// By age from 60.
    excess: Vec<f64>,
}

impl Wave {
    fn dated(shock: &Shock, places: &Places) -> Self {
        let drawn = |key: &str, quantity| places.value(&format!("shock.{}.{key}", shock.id), quantity);
        let size = drawn("size", &shock.size);
        let mut excess = vec![0.0; AGES];
        for (band, (from_age, ratio)) in shock.mortality.iter().enumerate() {
            let ratio = drawn(&from_age.to_string(), ratio);
            let to_age = shock.mortality.get(band + 1).map_or(usize::MAX, |next| next.0);
            for (age, excess) in excess.iter_mut().enumerate() {
                if (*from_age..to_age).contains(&(FIRST_AGE + age)) {
                    *excess = size * (ratio - 1.0);
                }
            }
        }
        let months = shock.months.max(1);
        let weights = match &shock.in_first_month {
            Some(share) if months > 1 => {
                let share = drawn("in_first_month", share);
                let later = (1.0 - share) * f64::from(months) / f64::from(months - 1);
                std::iter::once(share * f64::from(months)).chain((1..months).map(|_| later)).collect()
            }
            _ => vec![1.0; months as usize],
        };
        Wave { month: shock.month, weights, excess }
    }

    /// The excess by age in a month; none when the wave is not on.
    fn in_month(&self, month: Month) -> Option<(f64, &[f64])> {
        let weight = self.weights.get(usize::try_from(month - self.month).ok()?)?;
        Some((*weight, &self.excess))
    }
}

/// The epidemics of coming winters: each has one with the same probability, of an exponential size.
fn epidemics(course: &Course) -> Vec<Wave> {
    let (district, draws) = (course.district(), course.draws());
    if !district.epidemics || !course.choice().is_drawn() {
        return Vec::new();
    }
    let of_winter = |year: i32| {
        let december = Month::january(year) + 11;
        let p = &course.at(december).parameters;
        let draw = |month| draws.uniform(name_hash("epidemic"), Month::january(year) + month, decision::EPIDEMIC);
        let size = -libm::log(1.0 - draw(1));
        let excess = |age| p.epidemic_excess * size.min(LARGEST) * profile(FIRST_AGE + age);
        (draw(0) < p.epidemic_winters).then(|| Wave {
            month: december,
            weights: vec![1.0; WINTER as usize],
            excess: (0..AGES).map(excess).collect(),
        })
    };
    // A winter that begins in the pyramid's December is past.
    let coming = district.pyramid.year.max(district.start.year() - 1) + 1..=district.end.year();
    coming.filter_map(of_winter).collect()
}

fn profile(age: usize) -> f64 {
    if age < 80 { BELOW_80 } else { 1.0 }
}

/// Deaths of a year that epidemic winters add on average, relative to all others. The life table holds them already.
pub(crate) fn epidemics_a_year(p: &Parameters, age: usize) -> f64 {
    let mean = 1.0 - libm::exp(-LARGEST);
    p.epidemic_winters * p.epidemic_excess * mean * profile(age) * f64::from(WINTER) / 12.0
}

impl ShockTables {
    /// The shocks of a replicate, with its ratios: the excess hazard is a multiple of the hazard of death, so the frail
    /// die first in a shock too. Shocks of the same month add up.
    pub fn new(course: &Course, rates: &Rates) -> Self {
        let district = course.district();
        let mut waves: Vec<Wave> = district.shocks.iter().map(|shock| Wave::dated(shock, course.places())).collect();
        waves.extend(epidemics(course));
        let mut tables = Vec::new();
        if waves.is_empty() {
            return ShockTables(tables);
        }
        let death = (super::death::EVENT.hazard)(rates);
        let mut month = district.start;
        while month <= district.end {
            let excess = excess(&waves, month);
            if excess.iter().any(|e| *e > 0.0) {
                let year = (month.year() - district.start.year()) as usize;
                let layer = death.slice(ndarray::s![year..=year, .., .., .., .., ..]);
                let mut hazards = layer.to_owned();
                for ((_, age, ..), hazard) in hazards.indexed_iter_mut() {
                    *hazard *= excess[age].max(0.0);
                }
                tables.push((month, ProbabilityTable::new(&hazards)));
            }
            month = month + 1;
        }
        ShockTables(tables)
    }

    /// The table of `month`, if a shock is on.
    pub fn get(&self, month: Month) -> Option<&ProbabilityTable> {
        self.0.iter().find(|(m, _)| *m == month).map(|(_, table)| table)
    }
}

fn excess(waves: &[Wave], month: Month) -> Vec<f64> {
    let mut sum = vec![0.0; AGES];
    for (weight, excess) in waves.iter().filter_map(|wave| wave.in_month(month)) {
        for (sum, excess) in sum.iter_mut().zip(excess) {
            *sum += weight * excess;
        }
    }
    sum
}

/// The best estimates of the excess by age from 60, of each month from the start to `counted` in which one of `shocks` is on.
pub(crate) fn best_excess(shocks: &[Shock], counted: Month) -> Vec<(Month, Vec<f64>)> {
    let waves: Vec<Wave> = shocks.iter().map(|shock| Wave::dated(shock, &Places::best())).collect();
    let mut months: Vec<Month> =
        waves.iter().flat_map(|wave| (0..wave.weights.len() as i32).map(|m| wave.month + m)).collect();
    months.sort_unstable();
    months.dedup();
    months.into_iter().filter(|month| *month <= counted).map(|month| (month, excess(&waves, month))).collect()
}
