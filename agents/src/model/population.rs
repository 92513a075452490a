//! Whom replicates start from, and how many there is room for.
//!
//! Persons are enumerated by cell (community, sex, month of birth) with room to spare in each, so that a person's id, and
//! with it every draw about that person, does not depend on how many others there are.
use super::unfit::Unfit;
use crate::ages::{MONTHS_AT_ENTRY, age_index};
use crate::decision;
use crate::district::District;
use crate::events::shock::best_excess;
use crate::parameters::Quantity;
use crate::poisson;
use crate::rates::{Mortality, Rates};
use crate::report::{AGES, FIRST_AGE};
use sim_core::{Draws, Month};

/// Registrations into one community in one month that have ids.
pub(crate) const MOST_ARRIVALS: u32 = poisson::MOST;
/// Ids of persons who arrive later; all others are below.
pub(crate) const FIRST_ARRIVAL: u32 = 1 << 31;
/// Above the ids of arrivals are those of dependants.
const MOST_ARRIVAL_IDS: u64 = 0x7000_0000;

/// The registered population of the month before the start by month of birth, and the ids of its
/// cells. Made once a district.
#[derive(Clone, Debug)]
pub struct StartPopulation {
    /// Oldest month of birth.
    pub(crate) first_birth: Month,
    /// Expected persons by `[sex][month of birth]`, elders and those who turn 60 before the end.
    pub(crate) persons: [Vec<f64>; 2],
    /// Ids in each cell.
    room: u32,
}

impl StartPopulation {
    /// Survives the pyramid backwards from its year's end to the start, by month of birth (births of
    /// a year spread evenly), undoing the best estimates of net out-registration of elders and of the baseline's shocks.
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
        let shocked = best_excess(&district.baseline_shocks, counted);
        let persons = [0, 1].map(|sex| {
            let cell = |cell: usize| {
                let birth = first_birth + cell as i32;
                let column = (pyramid.year - birth.year()) as usize - pyramid.first_age;
                let lived = rates.mortality.survival(sex, birth, district.start, counted);
                let gone = elder_hazard(rates, &shocked, sex, birth, district.start, counted);
                pyramid.persons[[sex, column]] / 12.0 / (lived * libm::exp(-gone))
            };
            (0..cells).map(cell).collect::<Vec<f64>>()
        });
        // Four times the largest expected cell, were all of it in one community and none had died; of a district with more
        // persons than that leaves ids for, all of it that one community can have.
        let largest = pyramid.persons.iter().copied().fold(0.0, f64::max) / 12.0;
        let room_of = |share: f64| (4.0 * largest * share + 16.0).min(1e9) as u64;
        let ids_of = |room: u64| room * cells as u64 * 2 * district.communities.len() as u64;
        let fits = ids_of(room_of(1.0)) < u64::from(FIRST_ARRIVAL);
        let room = room_of(if fits { 1.0 } else { largest_share(district) });
        let ids = ids_of(room);
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

    /// Expected persons of a sex and month of birth; 0 outside the pyramid.
    pub(crate) fn expected(&self, sex: usize, birth: Month) -> f64 {
        let cell = usize::try_from(birth - self.first_birth).ok();
        cell.and_then(|cell| self.persons[sex].get(cell)).copied().unwrap_or(0.0)
    }

    /// Those of a community, sex and month of birth: ids of as many as the expected number times the community's share
    /// and `factor` says, its fraction rounded at random.
    pub(crate) fn ids(
        &self,
        draws: &Draws,
        (community, shares): (usize, &[f64]),
        sex: usize,
        birth: Month,
        factor: f64,
    ) -> std::ops::Range<u32> {
        let position = usize::try_from(birth - self.first_birth).ok();
        let Some(expected) = position.and_then(|cell| self.persons[sex].get(cell)) else {
            return 0..0;
        };
        let cell = ((birth - self.first_birth) as u32 * shares.len() as u32 + community as u32) * 2 + sex as u32;
        let rounding = draws.uniform(cell.into(), Month::from_index(0), decision::COHORT_SIZE);
        let persons = (expected * shares[community] * factor + rounding) as u32;
        let first = cell * self.room;
        first..first + persons.min(self.room)
    }
}

/// The largest share of the elders that a replicate may give to one community.
fn largest_share(district: &District) -> f64 {
    let low: f64 = district.communities.iter().map(|community| community.size.low).sum();
    let share = |size: &Quantity| size.high / f64::max(low - size.low + size.high, 1e-9);
    district.communities.iter().map(|community| share(&community.size)).fold(0.0, f64::max)
}

/// What takes elders of a month of birth from the register between two months, beside the deaths of the life table: net
/// out-registration and the best estimates of shocks.
fn elder_hazard(rates: &Rates, shocked: &[(Month, Vec<f64>)], sex: usize, birth: Month, from: Month, to: Month) -> f64 {
    let months = (0..=to - from).map(|m| from + m).filter(|month| *month - birth > MONTHS_AT_ENTRY);
    months
        .map(|month| {
            let age = age_index(month - 1 - birth);
            let excess = shocked.iter().find(|(shocked, _)| *shocked == month).map_or(0.0, |(_, excess)| excess[age]);
            let death = rates.mortality.rate(month.year(), sex, FIRST_AGE + age);
            (rates.parameters.net_out(FIRST_AGE + age) + excess * death) / 12.0
        })
        .sum()
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
