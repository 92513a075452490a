//! The people a replicate starts from and those who join it later: elders of the month before the
//! start, entrants at 60, registrations from outside.
use crate::ages::{MONTHS_AT_ENTRY, age_index};
use crate::decision;
use crate::model::{FIRST_ARRIVAL, MOST_ARRIVALS, Model};
use crate::parameters::Parameters;
use crate::poisson::poisson;
use crate::rates::Shares;
use crate::report::FIRST_AGE;
use crate::status::{Ability, Dementia, Income, Severity, Status};
use sim_core::{Draws, Month};

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

/// The state in which somebody of `sex` and age enters, from the shares of that age within each income.
/// `on_file` is the share of those with dementia who have a case file already.
fn entry_status(
    model: &Model,
    id: u32,
    month: Month,
    (sex, birth): (usize, Month),
    shares: &Shares,
    on_file: f64,
) -> Status {
    let (p, age) = (model.parameters(), age_index(month - birth));
    let draw = |decision| model.draws.uniform(id.into(), month, decision);
    let mut u = draw(decision::INITIAL_CIRCUMSTANCES);
    let here = split(&mut u, p.residence_living_here);
    let income = if u < p.income_low {
        Income::Low
    } else if u < p.income_low + p.income_high {
        Income::High
    } else {
        Income::Middle
    };
    let mut status = Status::new(sex).with_living_here(here).with_income(income);

    let mut u = draw(decision::INITIAL_HEALTH);
    'health: for (ability, row) in shares.iter().enumerate() {
        for (severity, by_income) in row.iter().enumerate() {
            let share = by_income[income as usize];
            let last = ability + 1 == shares.len() && severity + 1 == row.len();
            if u < share || last {
                let on_file = u < share * on_file;
                status = status.with_ability(Ability::ALL[ability]);
                if severity > 0 {
                    let dementia = if on_file { Dementia::OnFile } else { Dementia::Undiagnosed };
                    status = status.with_dementia(dementia).with_severity(Severity::ALL[severity]);
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

    let mut u = draw(decision::INITIAL_KIN);
    let several = !split(&mut u, household.only_child(birth.year()));
    let near = split(&mut u, household.child_near(several));
    let works = u < household.child_works(age);
    status
        .with_several_children(children && several)
        .with_child_near(children && (near || status.child_at_home()))
        .with_child_working(children && works)
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
            let factor = start_factor(model.parameters(), FIRST_AGE + age);
            for id in start.ids(&model.draws, (community, &model.community_share), sex, birth, factor) {
                let on_file = model.parameters().dementia_on_file_at_start;
                let status = entry_status(model, id, month, (sex, birth), &shares, on_file);
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
        let factor = cohort_factor(model.parameters(), birth.year());
        for id in model.reference.start.ids(&model.draws, (community, &model.community_share), sex, birth, factor) {
            if model.draws.uniform(id.into(), month, decision::SURVIVAL_TO_ENTRY) < survival {
                add(Newcomer { id, birth, status: entry_status(model, id, month, (sex, birth), &shares, 0.0) });
            }
        }
    }
}

/// Elders of an age at the start relative to the pyramid: how well the register was known.
fn start_factor(p: &Parameters, age: usize) -> f64 {
    match age {
        ..80 => p.start_aged_60_79,
        80..90 => p.start_aged_80_89,
        90..100 => p.start_aged_90_99,
        _ => p.start_aged_100,
    }
}

/// The size of a cohort that has not turned 60 when the pyramid is counted, relative to the pyramid.
fn cohort_factor(p: &Parameters, birth_year: i32) -> f64 {
    let own = match birth_year {
        1963..=1965 => p.entrants_born_1963_65,
        1966..=1970 => p.entrants_born_1966_70,
        1971..=1975 => p.entrants_born_1971_75,
        _ => return 1.0,
    };
    own * p.entrants_level
}

/// Those who register into `community` in `month`: a Poisson number, of the ages and states of the
/// district's elders. The number does not depend on the current stock, so a policy that changes the
/// stock changes no arrival.
pub fn arrivals(model: &Model, community: usize, month: Month, mut add: impl FnMut(Newcomer)) {
    let mean = model.arrivals_a_month(community, month.year());
    let number = poisson(mean, model.draws.uniform(community as u64, month, decision::ARRIVALS));
    let since_start = (month - model.district().start) as u32;
    let communities = model.district().communities.len() as u32;
    let first = FIRST_ARRIVAL + (since_start * communities + community as u32) * MOST_ARRIVALS;
    for id in first..first + number.min(MOST_ARRIVALS - 1) {
        let u = model.draws.uniform(id.into(), month, decision::ARRIVAL_AGE);
        let (sex, age, part) = model.arrival_age(u);
        let birth = month - (FIRST_AGE + age) as i32 * 12 - (part * 12.0) as i32;
        let shares = model.rates.health.within(sex, age);
        add(Newcomer { id, birth, status: entry_status(model, id, month, (sex, birth), &shares, 0.0) });
    }
}

/// Expected numbers of those above, in the whole district: for projections without persons.
impl Model {
    /// Months of birth of all who are elders at any time, from the oldest at the start or among the arrivals to the last
    /// who turn 60.
    pub fn births(&self) -> std::ops::RangeInclusive<Month> {
        // The age of an arrival is counted from the start, a part of a year more or less.
        self.reference.start.first_birth - 12..=self.district().end - MONTHS_AT_ENTRY
    }

    /// Elders of the month before the start of a sex and month of birth, and their shares by ability, dementia and income.
    pub fn expected_at_start(&self, sex: usize, birth: Month) -> (f64, Shares) {
        let months = self.district().start - 1 - birth;
        let persons = if months < MONTHS_AT_ENTRY {
            0.0
        } else {
            let factor = start_factor(self.parameters(), FIRST_AGE + age_index(months));
            self.reference.start.expected(sex, birth) * factor
        };
        (persons, self.rates.health.entering(sex, age_index(months)))
    }

    /// Those of a sex who turn 60 in `month`, and their shares by ability, dementia and income.
    pub fn expected_entrants(&self, sex: usize, month: Month) -> (f64, Shares) {
        let birth = month - MONTHS_AT_ENTRY;
        let cohort = self.reference.start.expected(sex, birth) * cohort_factor(self.parameters(), birth.year());
        (cohort * self.entry_survival(sex, month), self.rates.health.at_sixty(sex))
    }

    /// Those of a sex and age (from 60) who register from outside in a month of a year, their months of birth evenly over the
    /// twelve of that age, and their shares by ability, dementia and income.
    pub fn expected_arrivals(&self, sex: usize, age: usize, year: i32) -> (f64, Shares) {
        let communities = 0..self.district().communities.len();
        let arrivals: f64 = communities.map(|community| self.arrivals_a_month(community, year)).sum();
        (arrivals * self.arrival_share(sex, age), self.rates.health.entering(sex, age))
    }
}

/// Community to which an elder of `community` moves: by size, among the others of its zone.
pub fn destination(model: &Model, draws: &Draws, id: u32, month: Month, community: usize) -> usize {
    let (zones, shares) = (&model.reference.zones, &model.community_share);
    let all = model.zone_share[zones.position(community)];
    let mut u = draws.uniform(id.into(), month, decision::DESTINATION) * (all - shares[community]);
    let mut last = community;
    for (other, share) in zones.of(community).communities.iter().map(|other| (*other, &shares[*other])) {
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
