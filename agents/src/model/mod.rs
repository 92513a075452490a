//! What a world's actors share: the district, the bands that never move, and one replicate's rates, tables and draws.
mod now;
mod population;
mod reference;
mod unfit;
mod zones;

pub use now::Now;
pub(crate) use population::{FIRST_ARRIVAL, MOST_ARRIVALS};
pub use reference::Reference;
pub use unfit::Unfit;

use crate::budget::tables::BudgetTables;
use crate::care::tables::CareTables;
use crate::course::Course;
use crate::district::District;
use crate::events::shock::ShockTables;
use crate::events::{LIFE_EVENTS, by_income};
use crate::mail::Addresses;
use crate::parameters::{Domain, PARAMETERS, ParameterChoice, Parameters, Quantity};
use crate::poisson;
use crate::rates::{EventTables, Hazards, ProbabilityTable, Rates, ResidentDeaths, SCALE, Walk};
use crate::relief::check_households;
use crate::relief::tables::ReliefTables;
use crate::report::AGES;
use crate::status::Status;
use crate::workforce::tables::WorkforceTables;
use sim_core::{Draws, Month};
use std::sync::Arc;

/// Position of death among the events.
const DEATH: usize = 0;
/// How far registrations may walk on the logarithm: to three times the expected, or a third.
const MOST_REGISTRATIONS: f64 = 1.1;

/// One replicate's part: what communities read in every month, until something of its district changes.
#[derive(Debug)]
pub struct Model {
    /// What it has in common with other replicates.
    pub reference: Arc<Reference>,
    /// The replicate's draws.
    pub draws: Draws,
    /// What holds now, and held before.
    course: Course,
    /// Its rates.
    pub rates: Arc<Rates>,
    /// Yearly hazards of the events, in the order of [`LIFE_EVENTS`].
    pub hazards: Arc<Vec<Hazards>>,
    /// Monthly probabilities of the events, in the same order.
    pub(crate) tables: Arc<EventTables>,
    pub(crate) shocks: Arc<ShockTables>,
    /// Deaths of residents of homes.
    pub resident_deaths: ResidentDeaths,
    /// Numbers of care.
    pub care: CareTables,
    /// Numbers of the workforce.
    pub workforce: WorkforceTables,
    /// Numbers of relief.
    pub relief: ReliefTables,
    /// Numbers of the budget.
    pub budget: BudgetTables,
    /// Shares of the communities, adding up to 1.
    pub(crate) community_share: Vec<f64>,
    /// Shares of the zones.
    pub(crate) zone_share: Vec<f64>,
    /// At a place, the share of all communities before it.
    pub(crate) share_before: Vec<f64>,
    /// Expected registrations from outside a month, before they move in time.
    arrivals_a_month: Vec<f64>,
    /// How registrations move in time.
    registrations: Walk,
    entry_survival: Arc<[Vec<f64>; 2]>,
}

impl Model {
    /// The model of one replicate. Fails when its rates do not fit the baseline's bands.
    pub fn new(reference: Arc<Reference>, choice: ParameterChoice, draws: Draws) -> Result<Self, Unfit> {
        let course = Course::new(Arc::clone(&reference.district), choice, draws);
        Self::in_course(reference, course, None)
    }

    /// The model of one replicate with given parameters; communities' sizes and shocks by `choice`.
    pub fn with_parameters(
        reference: Arc<Reference>,
        parameters: Parameters,
        choice: ParameterChoice,
        draws: Draws,
    ) -> Result<Self, Unfit> {
        let course = Course::with(Arc::clone(&reference.district), [parameters.clone(), parameters], choice, draws);
        Self::in_course(reference, course, None)
    }

    /// The model from the month `from` on, in which the district becomes another: one of the same communities, homes,
    /// agencies, programmes and accounts. Fails when its rates do not fit the baseline's bands.
    pub fn then(&self, from: Month, district: Arc<District>) -> Result<Self, Unfit> {
        Self::in_course(Arc::clone(&self.reference), self.course.then(from, district), Some(self))
    }

    fn in_course(reference: Arc<Reference>, course: Course, before: Option<&Model>) -> Result<Self, Unfit> {
        let (choice, draws) = (course.choice(), *course.draws());
        let (district, parameters) = (course.district(), course.parameters());
        // Lives change seldom, and their tables are the dearest.
        let same_lives = before.filter(|before| has_same_lives(&before.course, &course));
        let (rates, hazards, tables, shocks, entry_survival) = match same_lives {
            Some(before) => (
                Arc::clone(&before.rates),
                Arc::clone(&before.hazards),
                Arc::clone(&before.tables),
                Arc::clone(&before.shocks),
                Arc::clone(&before.entry_survival),
            ),
            None => {
                let rates = Rates::new(&course, &reference.curves);
                let hazards: Vec<Hazards> = LIFE_EVENTS.iter().map(|event| (event.hazard)(&rates)).collect();
                let shocks = ShockTables::new(&course, &rates);
                let by_income: Vec<_> = LIFE_EVENTS.iter().map(|event| by_income(event, &rates)).collect();
                for (position, (event, hazards)) in LIFE_EVENTS.iter().zip(&hazards).enumerate() {
                    reference.check_band(position, event, hazards, &by_income[position])?;
                }
                let tables: Vec<ProbabilityTable> = hazards.iter().map(ProbabilityTable::new).collect();
                let entry_survival = population::entry_survival(district, &rates.mortality);
                let tables = Arc::new(EventTables::new(&tables, &by_income));
                (Arc::new(rates), Arc::new(hazards), tables, Arc::new(shocks), Arc::new(entry_survival))
            }
        };
        let size = |id: &str, size: &Quantity| course.places().value(&format!("community.{id}.size"), size).max(0.0);
        let sizes: Vec<f64> = district.communities.iter().map(|c| size(&c.id, &c.size)).collect();
        let total: f64 = sizes.iter().sum::<f64>().max(1e-9);
        let community_share: Vec<f64> = sizes.iter().map(|s| s / total).collect();
        let zone_share = reference.zones.shares(&community_share);
        let share_before = shares_before(&community_share);
        let yearly = reference.elders_at_start * parameters.migration_registration_in;
        let arrivals_a_month: Vec<f64> = community_share.iter().map(|share| share * yearly / 12.0).collect();
        let years = (district.start.year(), district.end.year());
        let innovation = parameters.migration_innovation;
        let registrations = Walk::new((choice, &draws), "migration", years, innovation, MOST_REGISTRATIONS);
        let expected = arrivals_a_month.iter().copied().fold(0.0, f64::max) * libm::exp(MOST_REGISTRATIONS);
        if expected > poisson::MOST_EXPECTED {
            return Err(Unfit::TooManyArrivals { expected, most: poisson::MOST_EXPECTED });
        }
        let resident_deaths = ResidentDeaths::new(parameters, &rates.mortality, district.start.year());
        let care = CareTables::new(&course);
        let workforce = WorkforceTables::new(&course);
        workforce.check_newcomers(district.start.year())?;
        let relief = ReliefTables::new(&course, &rates.mortality);
        check_households(parameters, &relief, &community_share)?;
        let budget = BudgetTables::new(&course);
        Ok(Model {
            draws,
            course,
            rates,
            hazards,
            tables,
            resident_deaths,
            care,
            workforce,
            relief,
            budget,
            shocks,
            community_share,
            zone_share,
            share_before,
            arrivals_a_month,
            registrations,
            entry_survival,
            reference,
        })
    }

    /// The district as it is now.
    pub fn district(&self) -> &District {
        self.course.district()
    }

    /// The addresses of the district's actors.
    pub fn addresses(&self) -> Addresses {
        Addresses::of(self.district())
    }

    /// The replicate's parameters now.
    pub fn parameters(&self) -> &Parameters {
        self.course.parameters()
    }

    /// Expected registrations into a community in a month of a year.
    pub(crate) fn arrivals_a_month(&self, community: usize, year: i32) -> f64 {
        self.arrivals_a_month[community] * libm::exp(self.registrations.log(year))
    }

    /// Survival from the start to entry of those who enter in `month`.
    pub(crate) fn entry_survival(&self, sex: usize, month: Month) -> f64 {
        self.entry_survival[sex][(month - self.district().start) as usize]
    }

    /// Sex, age from 60 and part of the year of somebody drawn from the elders at the start.
    pub(crate) fn arrival_age(&self, u: f64) -> (usize, usize, f64) {
        let ages = &self.reference.arrival_ages;
        let cell = ages.partition_point(|end| *end <= u).min(2 * AGES - 1);
        let from = if cell == 0 { 0.0 } else { ages[cell - 1] };
        let part = ((u - from) / f64::max(ages[cell] - from, 1e-12)).clamp(0.0, 0.999);
        (cell / AGES, cell % AGES, part)
    }

    /// Share of a sex and age (from 60) among those who are drawn from the elders at the start.
    pub(crate) fn arrival_share(&self, sex: usize, age: usize) -> f64 {
        let ages = &self.reference.arrival_ages;
        let cell = sex * AGES + age;
        ages[cell] - if cell == 0 { 0.0 } else { ages[cell - 1] }
    }

    /// The probabilities of dying in a shock of a month, by age and class; none without a shock.
    pub fn shock_deaths(&self, month: Month) -> Option<&ProbabilityTable> {
        self.shocks.get(month)
    }

    /// The probability of dying in a shock of a month, as a threshold; 0 without a shock. `age` from 60.
    pub fn shock_death(&self, shock: &ProbabilityTable, age: usize, status: Status) -> u32 {
        let by_income = self.tables.by_income(DEATH, status.income() as usize);
        (u64::from(shock.get(0, age, status.class())) * by_income / SCALE).min(u32::MAX.into()) as u32
    }

    /// The bound of the screened draw for an age (from 60) and status.
    pub(crate) fn bound(&self, age: usize, status: Status) -> u32 {
        self.reference.bands.bound(age, status.class())
    }
}

/// The sum of all `shares` before each, and of all.
fn shares_before(shares: &[f64]) -> Vec<f64> {
    let sums = shares.iter().scan(0.0, |sum, share| {
        *sum += share;
        Some(*sum)
    });
    std::iter::once(0.0).chain(sums).collect()
}

/// Whether no life of an elder is another in the present stretches of two courses, of which one begins with the other.
fn has_same_lives(before: &Course, now: &Course) -> bool {
    let lives = |course: &Course| -> Vec<f64> {
        let values = course.parameters().values();
        let of_lives = |(value, definition): (f64, &crate::parameters::ParameterDefinition)| {
            matches!(definition.domain, Domain::Life | Domain::Population).then_some(value)
        };
        values.into_iter().zip(PARAMETERS).filter_map(of_lives).collect()
    };
    let shocks = |course: &Course| (course.district().shocks.clone(), course.district().epidemics);
    shocks(before) == shocks(now) && lives(before) == lives(now)
}
