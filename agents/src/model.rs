//! What a world's communities share: the district, the bands that never move, and one replicate's
//! rates, tables and draws.
use crate::actor::DistrictActor;
use crate::budget::Bureau;
use crate::budget::tables::BudgetTables;
use crate::care::preferences::homes_from;
use crate::care::tables::CareTables;
use crate::community::Community;
use crate::course::Course;
use crate::district::District;
use crate::events::shock::ShockTables;
use crate::events::{LIFE_EVENTS, LifeEvent};
use crate::facility::Facility;
use crate::home_care::HomeCareAgency;
use crate::parameters::{Domain, PARAMETERS, ParameterChoice, Parameters, Quantity};
use crate::rates::{AbilityCurves, Bands, EventTables, Hazards, ProbabilityTable, Rates, monthly_threshold};
use crate::relief::tables::ReliefTables;
use crate::report::{AGES, FIRST_AGE};
use crate::start::{self, StartPopulation};
use crate::status::Status;
use crate::workforce::tables::WorkforceTables;
use crate::workforce::{self, EmployerKind, Occupation};
use ndarray::Axis;
use sim_core::{Draws, Month, World};
use std::sync::Arc;

/// Values that cannot be simulated, though each is inside its own bounds. Faults of the input.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// A rate is above the band that was cut for it from the baseline.
    #[error(
        "the yearly rate of `{event}` at age {age} in {year} is {rate:.4}, above its band of {band:.4}; \
         bands are cut from the baseline so that scenarios share their draws, and hold at least {factor} times its best \
         estimate"
    )]
    AboveBand {
        /// The life event.
        event: &'static str,
        /// Completed age.
        age: usize,
        /// Calendar year.
        year: i32,
        /// Yearly hazard asked for.
        rate: f64,
        /// Yearly hazard at the band's end.
        band: f64,
        /// The event's ceiling factor.
        factor: f64,
    },
    /// A rate is no number: the inputs contradict each other.
    #[error("the yearly rate of `{event}` at age {age} in {year} cannot be computed from these inputs")]
    NoRate {
        /// The life event.
        event: &'static str,
        /// Completed age.
        age: usize,
        /// Calendar year.
        year: i32,
    },
    /// The bands of the baseline do not fit into a month.
    #[error("the bands of all events together are {sum:.2} of a month at age {age}: the baseline's rates are too high")]
    Overfull {
        /// Completed age.
        age: usize,
        /// Sum of the bands.
        sum: f64,
    },
    /// The pyramid has nobody young enough.
    #[error("the pyramid begins at age {youngest}; those who turn 60 in {last_entry} are younger")]
    PyramidTooOld {
        /// Youngest age of the pyramid.
        youngest: usize,
        /// The last simulated month.
        last_entry: Month,
    },
    /// More registrations from outside than a community has ids for in a month.
    #[error("{expected:.0} registrations into one community in a month are expected; {most} are the most")]
    TooManyArrivals {
        /// Expected number.
        expected: f64,
        /// The most that can be expected.
        most: f64,
    },
    /// More newcomers to an occupation than there are ids for in a month.
    #[error(
        "{expected:.0} newcomers of occupation `{}` in a month of {year} are expected; {most} are the most",
        occupation.id()
    )]
    TooManyNewcomers {
        /// The occupation.
        occupation: Occupation,
        /// Calendar year.
        year: i32,
        /// Expected number.
        expected: f64,
        /// The most that can be expected.
        most: f64,
    },
    /// More persons than 32-bit ids.
    #[error("the district needs {ids} person ids; there are two thousand million")]
    TooManyPersons {
        /// Ids needed.
        ids: u64,
    },
}

/// What all replicates of a district have in common. Made once.
#[derive(Debug)]
pub struct Reference {
    /// The district.
    pub district: Arc<District>,
    /// Ability by age.
    pub(crate) curves: AbilityCurves,
    /// Bands of the baseline.
    pub(crate) bands: Arc<Bands>,
    /// Their widths by event, as yearly hazards one year deep.
    widths: Arc<Vec<Hazards>>,
    /// Whom replicates start from.
    pub(crate) start: StartPopulation,
    /// Cumulated shares of the elders at the start by sex and age, men first.
    arrival_ages: Vec<f64>,
    elders_at_start: f64,
    /// For each community, the homes in it and all others.
    pub(crate) homes_from: Vec<Vec<bool>>,
}

impl Reference {
    /// Prepares `district`: fits the ability curves, cuts the bands from the baseline's own values
    /// (not from what a run overrides), survives the pyramid backwards.
    pub fn new(district: District) -> Result<Self, Unfit> {
        let district = Arc::new(district);
        let baseline = best(&district.baseline_quantities);
        let curves = AbilityCurves::fit(&district, baseline.ability_female_odds);
        let widths = band_widths(&district, &curves, baseline);
        let bands = Bands::stack(&widths).map_err(|over| Unfit::Overfull { age: over.age, sum: over.sum })?;
        Self::with_start(district, curves, Arc::new(bands), Arc::new(widths))
    }

    /// The same for another district of the same baseline, whose values differ from the first month on.
    pub fn with_district(&self, district: Arc<District>) -> Result<Self, Unfit> {
        Self::with_start(district, self.curves.clone(), Arc::clone(&self.bands), Arc::clone(&self.widths))
    }

    fn with_start(
        district: Arc<District>,
        curves: AbilityCurves,
        bands: Arc<Bands>,
        widths: Arc<Vec<Hazards>>,
    ) -> Result<Self, Unfit> {
        let current = best(&district.quantities);
        let start = StartPopulation::new(&district, &Rates::new(&best_course(&district, current), &curves))?;
        let by_age = start.elders_by_age(district.start);
        let elders_at_start: f64 = by_age.iter().flatten().sum();
        let mut cumulated = 0.0;
        let arrival_ages = by_age
            .iter()
            .flatten()
            .map(|persons| {
                cumulated += persons / f64::max(elders_at_start, 1e-9);
                cumulated
            })
            .collect();
        let homes_from = (0..district.communities.len()).map(|place| homes_from(&district.care, place)).collect();
        Ok(Reference { district, curves, bands, widths, start, arrival_ages, elders_at_start, homes_from })
    }

    /// Refuses a rate above its band.
    fn check_band(&self, position: usize, event: &LifeEvent, hazards: &Hazards) -> Result<(), Unfit> {
        let widths = &self.widths[position];
        for ((year, age, sex, ability, dementia, household), rate) in hazards.indexed_iter() {
            let at = |axis: usize, i: usize| i.min(widths.len_of(Axis(axis)) - 1);
            let band = widths[[0, at(1, age), at(2, sex), at(3, ability), at(4, dementia), at(5, household)]];
            let (age, year) = (FIRST_AGE + age, self.district.start.year() + year as i32);
            if !rate.is_finite() {
                return Err(Unfit::NoRate { event: event.id, age, year });
            }
            if monthly_threshold(*rate) > monthly_threshold(band) {
                return Err(Unfit::AboveBand {
                    event: event.id,
                    age,
                    year,
                    rate: *rate,
                    band,
                    factor: event.ceiling.factor,
                });
            }
        }
        Ok(())
    }
}

/// The best estimates.
fn best(quantities: &[Quantity]) -> Parameters {
    Parameters::from_each(|i, _| quantities[i].value)
}

/// A course of best estimates.
fn best_course(district: &Arc<District>, parameters: Parameters) -> Course {
    Course::with(Arc::clone(district), parameters, ParameterChoice::Fixed, Draws::new(0, 0))
}

/// How wide each event's band must be: what the event asks for above the baseline's best estimates,
/// and room above its rate with any one parameter at either end of the baseline's range.
fn band_widths(district: &Arc<District>, curves: &AbilityCurves, baseline: Parameters) -> Vec<Hazards> {
    let values = baseline.values();
    let best = Rates::new(&best_course(district, baseline), curves);
    let mut widths: Vec<Hazards> = LIFE_EVENTS.iter().map(|event| event.band(&best)).collect();
    for (changed, quantity) in district.baseline_quantities.iter().enumerate() {
        if PARAMETERS[changed].domain != Domain::Life {
            continue;
        }
        for end in [quantity.low, quantity.high] {
            if end == quantity.value {
                continue;
            }
            let parameters = Parameters::from_each(|i, _| if i == changed { end } else { values[i] });
            let rates = Rates::new(&best_course(district, parameters), curves);
            for (event, width) in LIFE_EVENTS.iter().zip(&mut widths) {
                let highest = crate::events::highest_year(&(event.hazard)(&rates));
                width.zip_mut_with(&highest, |width, hazard| *width = width.max(hazard * event.ceiling.room));
            }
        }
    }
    for (event, width) in LIFE_EVENTS.iter().zip(&mut widths) {
        width.mapv_inplace(|hazard| hazard.min(event.ceiling.most));
    }
    widths
}

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
    /// Monthly probabilities of the events, in the order of [`LIFE_EVENTS`].
    pub(crate) tables: Arc<EventTables>,
    pub(crate) shocks: Arc<ShockTables>,
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
    /// Expected registrations from outside a month.
    pub(crate) arrivals_a_month: Vec<f64>,
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
        let course = Course::with(Arc::clone(&reference.district), parameters, choice, draws);
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
        let (rates, tables, shocks, entry_survival) = match same_lives {
            Some(before) => (
                Arc::clone(&before.rates),
                Arc::clone(&before.tables),
                Arc::clone(&before.shocks),
                Arc::clone(&before.entry_survival),
            ),
            None => {
                let rates = Rates::new(&course, &reference.curves);
                let mut tables = Vec::with_capacity(LIFE_EVENTS.len());
                let mut shocks = ShockTables::default();
                for (position, event) in LIFE_EVENTS.iter().enumerate() {
                    let hazards = (event.hazard)(&rates);
                    reference.check_band(position, event, &hazards)?;
                    if event.id == "death" {
                        shocks = ShockTables::new(district, choice, &draws, &hazards);
                    }
                    tables.push(ProbabilityTable::new(&hazards));
                }
                let entry_survival = start::entry_survival(district, &rates.mortality);
                (Arc::new(rates), Arc::new(EventTables::new(&tables)), Arc::new(shocks), Arc::new(entry_survival))
            }
        };
        let size = |id: &str, size: &Quantity| choice.value(&draws, &format!("community.{id}.size"), size).max(0.0);
        let sizes: Vec<f64> = district.communities.iter().map(|c| size(&c.id, &c.size)).collect();
        let total: f64 = sizes.iter().sum::<f64>().max(1e-9);
        let community_share: Vec<f64> = sizes.iter().map(|s| s / total).collect();
        let yearly = reference.elders_at_start * parameters.migration_registration_in;
        let arrivals_a_month: Vec<f64> = community_share.iter().map(|share| share * yearly / 12.0).collect();
        let expected = arrivals_a_month.iter().copied().fold(0.0, f64::max);
        if expected > start::MOST_EXPECTED_ARRIVALS {
            return Err(Unfit::TooManyArrivals { expected, most: start::MOST_EXPECTED_ARRIVALS });
        }
        let care = CareTables::new(&course);
        let workforce = WorkforceTables::new(&course);
        workforce.check_newcomers(district.start.year())?;
        let relief = ReliefTables::new(&course, &rates.mortality);
        let budget = BudgetTables::new(&course);
        Ok(Model {
            draws,
            course,
            rates,
            tables,
            care,
            workforce,
            relief,
            budget,
            shocks,
            community_share,
            arrivals_a_month,
            entry_survival,
            reference,
        })
    }

    /// The district as it is now.
    pub fn district(&self) -> &District {
        self.course.district()
    }

    /// The replicate's parameters now.
    pub fn parameters(&self) -> &Parameters {
        self.course.parameters()
    }

    /// The world of the month before the start, about to step the first month.
    pub fn world(self) -> World<DistrictActor> {
        let places = 0..self.district().communities.len();
        let posts: Vec<f64> =
            places.map(|place| workforce::office_posts(&self, place, workforce::BEFORE_START) as f64).collect();
        let offices = workforce::employers_at_start(&self, EmployerKind::CommunityOffice, &posts);
        let mut communities: Vec<Community> =
            offices.into_iter().enumerate().map(|(place, office)| Community::new(&self, place, office)).collect();
        let (mut homes, mut agencies) = crate::care::prepare(&self, &mut communities);
        let employers = communities
            .iter_mut()
            .map(Community::office_mut)
            .chain(homes.iter_mut().map(Facility::workers_mut))
            .chain(agencies.iter_mut().map(HomeCareAgency::workers_mut));
        let centre = workforce::training_at_start(&self, employers);
        let mut claims = Vec::new();
        for (address, community) in (0..).zip(&mut communities) {
            claims.extend(community.claims_at_start(&self).into_iter().map(|claim| (address, claim)));
        }
        let bureau = Bureau::new(&self, &claims);
        let actors = communities
            .into_iter()
            .map(|community| DistrictActor::Community(Box::new(community)))
            .chain(homes.into_iter().map(|home| DistrictActor::Facility(Box::new(home))))
            .chain(agencies.into_iter().map(|agency| DistrictActor::Agency(Box::new(agency))))
            .chain([DistrictActor::Training(Box::new(centre)), DistrictActor::Market(Box::default())])
            .chain([DistrictActor::Bureau(Box::new(bureau))])
            .collect();
        let (replicate, start) = (self.draws.replicate(), self.district().start);
        World::new(Arc::new(self), replicate, start, actors)
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

    /// The bound of the screened draw for an age (from 60) and status.
    pub(crate) fn bound(&self, age: usize, status: Status) -> u32 {
        self.reference.bands.bound(age, status.class())
    }
}

/// Whether no life of an elder is another in the present stretches of two courses, of which one begins with the other.
fn has_same_lives(before: &Course, now: &Course) -> bool {
    let lives = |course: &Course| -> Vec<f64> {
        let values = course.parameters().values();
        let of_lives = |(value, definition): (f64, &crate::parameters::ParameterDefinition)| {
            (definition.domain == Domain::Life).then_some(value)
        };
        values.into_iter().zip(PARAMETERS).filter_map(of_lives).collect()
    };
    before.district().shocks == now.district().shocks && lives(before) == lives(now)
}
