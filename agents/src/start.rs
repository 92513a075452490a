//! The people a replicate starts from and those who join it later: elders of the month before the
//! start, entrants at 60, registrations from outside.
//!
//! Persons are enumerated by cell (community, sex, month of birth) with room to spare in each, so
//! that a person's id, and with it every draw about that person, does not depend on how many others
//! there are.
use crate::decision;
use crate::district::District;
use crate::model::{Model, Unfit};
use crate::rates::{Mortality, Rates, Shares};
use crate::report::{AGES, FIRST_AGE};
use crate::status::{Ability, Dementia, Income, Status};
use sim_core::{Draws, Month};

/// Months from birth to the month in which an elder enters.
pub const MONTHS_AT_ENTRY: i32 = FIRST_AGE as i32 * 12;
/// Registrations into one community in one month that have ids.
const MOST_ARRIVALS: u32 = 1 << 10;
/// Expected registrations up to which nobody is without an id (a Poisson number of this mean exceeds
/// [`MOST_ARRIVALS`] with a probability below 1e-70).
pub const MOST_EXPECTED_ARRIVALS: f64 = 500.0;
/// Ids of persons who arrive later; all others are below.
const FIRST_ARRIVAL: u32 = 1 << 31;
/// Above the ids of arrivals are those of dependants.
const MOST_ARRIVAL_IDS: u64 = 0x7000_0000;

/// The registered population of the month before the start by month of birth, and the ids of its
/// cells. Made once a district.
#[derive(Clone, Debug)]
pub struct StartPopulation {
    /// Oldest month of birth.
    first_birth: Month,
    /// Expected persons by `[sex][month of birth]`, elders and those who turn 60 before the end.
    persons: [Vec<f64>; 2],
    /// Ids in each cell.
    room: u32,
}

/// A person who enters the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Id, the person of every address.
    pub id: u32,
    /// Month of birth.
    pub birth: Month,
    /// State at entry.
    pub status: Status,
}

impl StartPopulation {
    /// Survives the pyramid backwards from its year's end to the start, by month of birth (births of
    /// a year spread evenly), undoing the best estimate of net out-registration of elders.
    pub fn new(district: &District, rates: &Rates) -> Result<Self, Unfit> {
        let pyramid = &district.pyramid;
        let counted = Month::january(pyramid.year) + 11;
        let oldest = (pyramid.first_age + pyramid.persons.ncols() - 1) as i32;
        let first_birth = Month::january(pyramid.year - oldest);
        let last_birth = district.end - MONTHS_AT_ENTRY;
        if last_birth.year() > pyramid.year - pyramid.first_age as i32 {
            return Err(Unfit::PyramidTooOld { youngest: pyramid.first_age, last_entry: district.end });
        }
        let cells = (last_birth - first_birth + 1).max(0) as usize;
        let monthly_net_out = rates.parameters.migration_net_out / 12.0;
        let persons = [0, 1].map(|sex| {
            let cell = |cell: usize| {
                let birth = first_birth + cell as i32;
                let column = (pyramid.year - birth.year()) as usize - pyramid.first_age;
                let lived = rates.mortality.survival(sex, birth, district.start, counted);
                let elder_months = (counted - district.start + 1).min(counted - birth - MONTHS_AT_ENTRY).max(0);
                let stayed = libm::exp(-monthly_net_out * f64::from(elder_months));
                pyramid.persons[[sex, column]] / 12.0 / (lived * stayed)
            };
            (0..cells).map(cell).collect::<Vec<f64>>()
        });
        // Four times the largest expected cell, were all of it in one community and none had died.
        let largest = pyramid.persons.iter().copied().fold(0.0, f64::max) / 12.0;
        let room = (4.0 * largest + 16.0).min(1e9) as u64;
        let ids = room * cells as u64 * 2 * district.communities.len() as u64;
        let arrival_ids = (district.end - district.start + 1).max(0) as u64
            * district.communities.len() as u64
            * u64::from(MOST_ARRIVALS);
        if ids >= u64::from(FIRST_ARRIVAL) || arrival_ids >= MOST_ARRIVAL_IDS {
            return Err(Unfit::TooManyPersons { ids: ids.max(arrival_ids) });
        }
        Ok(StartPopulation { first_birth, persons, room: room as u32 })
    }

    /// Elders of the month before `start` by sex and age, for averages.
    pub fn elders_by_age(&self, start: Month) -> [Vec<f64>; 2] {
        [0, 1].map(|sex| {
            let mut ages = vec![0.0; AGES];
            for (cell, persons) in self.persons[sex].iter().enumerate() {
                let months = start - 1 - (self.first_birth + cell as i32);
                if months >= MONTHS_AT_ENTRY {
                    ages[age_index(months)] += persons;
                }
            }
            ages
        })
    }

    /// Those of a cell: ids of as many as the expected number times `factor` says, its fraction
    /// rounded at random.
    fn ids(&self, model: &Model, community: usize, sex: usize, birth: Month, factor: f64) -> std::ops::Range<u32> {
        let communities = model.community_share.len() as u32;
        let position = usize::try_from(birth - self.first_birth).ok();
        let Some(expected) = position.and_then(|cell| self.persons[sex].get(cell)) else {
            return 0..0;
        };
        let cell = ((birth - self.first_birth) as u32 * communities + community as u32) * 2 + sex as u32;
        let rounding = model.draws.uniform(cell.into(), Month::from_index(0), decision::COHORT_SIZE);
        let persons = (expected * model.community_share[community] * factor + rounding) as u32;
        let first = cell * self.room;
        first..first + persons.min(self.room)
    }
}

/// Position of an age in months among the elders' single ages, 0 for 60.
pub fn age_index(months: i32) -> usize {
    (((months / 12) - FIRST_AGE as i32).max(0) as usize).min(AGES - 1)
}

/// Splits a uniform number: true with probability `p`, and what is left is uniform again.
fn split(u: &mut f64, p: f64) -> bool {
    if *u < p {
        *u /= p;
        true
    } else {
        *u = (*u - p) / (1.0 - p);
        false
    }
}

/// The state in which somebody of `sex` and age enters, from the shares of that age.
/// `on_file` is the share of those with dementia who have a case file already.
fn entry_status(
    model: &Model,
    id: u32,
    month: Month,
    (sex, age): (usize, usize),
    shares: &Shares,
    on_file: f64,
) -> Status {
    let p = model.parameters();
    let draw = |decision| model.draws.uniform(id.into(), month, decision);
    let mut status = Status::new(sex);

    let mut u = draw(decision::INITIAL_HEALTH);
    'health: for (ability, row) in shares.iter().enumerate() {
        for (demented, share) in row.iter().enumerate() {
            let last = ability + 1 == shares.len() && demented + 1 == row.len();
            if u < *share || last {
                let on_file = u < share * on_file;
                status = status.with_ability(Ability::ALL[ability]);
                if demented == 1 {
                    status = status.with_dementia(if on_file { Dementia::OnFile } else { Dementia::Undiagnosed });
                }
                break 'health;
            }
            u -= share;
        }
    }

    let household = &model.rates.household;
    let mut u = draw(decision::INITIAL_HOUSEHOLD);
    let spouse = split(&mut u, household.partnered(sex, age));
    let children = !split(&mut u, p.household_childless);
    let with_child = if spouse { household.with_child_when_partnered } else { household.with_child_when_single };
    status = status.with_spouse(spouse).with_children(children).with_child_at_home(children && u < with_child);

    let mut u = draw(decision::INITIAL_CIRCUMSTANCES);
    let here = split(&mut u, p.residence_living_here);
    let income = if u < p.income_low {
        Income::Low
    } else if u < p.income_low + p.income_high {
        Income::High
    } else {
        Income::Middle
    };
    status.with_living_here(here).with_income(income)
}

/// The elders of `community` in the month before the start.
pub fn elders(model: &Model, community: usize) -> Vec<Newcomer> {
    let start = &model.reference.start;
    let month = model.district().start - 1;
    let mut elders = Vec::new();
    for sex in 0..2 {
        for cell in 0..start.persons[sex].len() {
            let birth = start.first_birth + cell as i32;
            if month - birth < MONTHS_AT_ENTRY {
                break;
            }
            let age = age_index(month - birth);
            let shares = model.rates.health.within(sex, age);
            for id in start.ids(model, community, sex, birth, 1.0) {
                let on_file = model.parameters().dementia_on_file_at_start;
                let status = entry_status(model, id, month, (sex, age), &shares, on_file);
                elders.push(Newcomer { id, birth, status });
            }
        }
    }
    elders
}

/// Those of `community` who turn 60 in `month`: the cohort of that month of birth, as far as it has
/// lived since the start.
pub fn entrants(model: &Model, community: usize, month: Month, mut add: impl FnMut(Newcomer)) {
    let birth = month - MONTHS_AT_ENTRY;
    for sex in 0..2 {
        let survival = model.entry_survival(sex, month);
        let shares = model.rates.health.at_birthday[sex][0];
        let factor = cohort_factor(&model.rates, birth.year());
        for id in model.reference.start.ids(model, community, sex, birth, factor) {
            if model.draws.uniform(id.into(), month, decision::SURVIVAL_TO_ENTRY) < survival {
                add(Newcomer { id, birth, status: entry_status(model, id, month, (sex, 0), &shares, 0.0) });
            }
        }
    }
}

fn cohort_factor(rates: &Rates, birth_year: i32) -> f64 {
    let p = &rates.parameters;
    match birth_year {
        1961..=1965 => p.entrants_born_1961_65,
        1966..=1970 => p.entrants_born_1966_70,
        1971..=1975 => p.entrants_born_1971_75,
        _ => 1.0,
    }
}

/// Survival from the start to the month of the 60th birthday, `[sex][month since the start]`.
pub fn entry_survival(district: &District, mortality: &Mortality) -> [Vec<f64>; 2] {
    let months = (district.end - district.start + 1).max(0);
    [0, 1].map(|sex| {
        (0..months)
            .map(|m| district.start + m)
            .map(|month| mortality.survival(sex, month - MONTHS_AT_ENTRY, district.start, month))
            .collect()
    })
}

/// Those who register into `community` in `month`: a Poisson number, of the ages and states of the
/// district's elders. The number does not depend on the current stock, so a policy that changes the
/// stock changes no arrival.
pub fn arrivals(model: &Model, community: usize, month: Month, mut add: impl FnMut(Newcomer)) {
    let mean = model.arrivals_a_month[community];
    let number = poisson(mean, model.draws.uniform(community as u64, month, decision::ARRIVALS));
    let since_start = (month - model.district().start) as u32;
    let communities = model.district().communities.len() as u32;
    let first = FIRST_ARRIVAL + (since_start * communities + community as u32) * MOST_ARRIVALS;
    for id in first..first + number.min(MOST_ARRIVALS - 1) {
        let u = model.draws.uniform(id.into(), month, decision::ARRIVAL_AGE);
        let (sex, age, part) = model.arrival_age(u);
        let birth = month - (FIRST_AGE + age) as i32 * 12 - (part * 12.0) as i32;
        let shares = model.rates.health.within(sex, age);
        add(Newcomer { id, birth, status: entry_status(model, id, month, (sex, age), &shares, 0.0) });
    }
}

/// The Poisson number of mean `mean` at the quantile `u`.
pub(crate) fn poisson(mean: f64, u: f64) -> u32 {
    let mut term = libm::exp(-mean);
    let mut sum = term;
    let mut k = 0;
    while u >= sum && k < MOST_ARRIVALS {
        k += 1;
        term *= mean / f64::from(k);
        sum += term;
    }
    k
}

/// Community to which an elder of `community` moves: by size, among the others.
pub fn destination(model: &Model, draws: &Draws, id: u32, month: Month, community: usize) -> usize {
    let shares = &model.community_share;
    let mut u = draws.uniform(id.into(), month, decision::DESTINATION) * (1.0 - shares[community]);
    let mut last = community;
    for (other, share) in shares.iter().enumerate() {
        if other != community {
            last = other;
            if u < *share {
                break;
            }
            u -= share;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poisson_numbers_have_their_mean_and_variance() {
        for mean in [0.0, 0.3, 4.0, 60.0] {
            let draws = Draws::new(3, 0);
            let numbers: Vec<f64> =
                (0..20_000).map(|i| f64::from(poisson(mean, draws.uniform(i, Month::january(2021), 1)))).collect();
            let average = numbers.iter().sum::<f64>() / 20_000.0;
            let variance = numbers.iter().map(|n| (n - average) * (n - average)).sum::<f64>() / 20_000.0;
            let error = 4.0 * (mean / 20_000.0).sqrt();
            assert!((average - mean).abs() <= error, "mean {average} of {mean}");
            assert!((variance - mean).abs() <= 0.05 * mean + 1e-12, "variance {variance} of {mean}");
        }
    }
}
