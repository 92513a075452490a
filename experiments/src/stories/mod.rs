//! What two scenarios mean for single elders. One replicate of each is simulated month by month; both share all draws, so a
//! person of one is the same person in the other, and leads the same life but for what the policies do. Stories
//! illustrate, they estimate nothing.
mod choose;
mod event;
mod lives;

#[cfg(test)]
mod tests;

pub use choose::{Measure, Months, Rule};
pub use event::{Dated, Event, Told};

use crate::error::ExperimentError;
use crate::prepared::Prepared;
use agents::care::services::SERVICES;
use agents::district::District;
use agents::parameters::ParameterChoice;
use agents::status::{Ability, Dementia, Living};
use agents::view::{ElderView, HardshipView};
use choose::{Differing, choose, months_of_both};
use event::month_text;
use lives::{Change, Lives, Seen};
use scenarios::Baseline;
use scenarios::scenario::CompiledScenario;
use serde::Serialize;
use sim_core::Month;

/// Two scenarios, and what of them is simulated.
pub struct StoriesRequest<'a> {
    /// The districts of A and B, with whatever their runs override.
    pub baselines: [&'a Baseline; 2],
    /// The scenarios, put together with them.
    pub scenarios: [&'a CompiledScenario; 2],
    /// Whether both districts are the same before the scenarios change them.
    pub same_ground: bool,
    /// Seed of every draw.
    pub seed: u64,
    /// The replicate that is told.
    pub replicate: u32,
    /// Last month.
    pub last: Month,
    /// Where the replicate takes its parameters from.
    pub parameters: ParameterChoice,
    /// Stories to tell, at the most.
    pub number: usize,
}

/// Some elders under A and under B.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stories {
    /// The replicate.
    pub replicate: u32,
    /// The first month in which the scenarios differ; none when they never do.
    pub from: Option<Span>,
    /// Elders on the register before that month, in both scenarios.
    pub elders: usize,
    /// Of these, those whose lives differ at all.
    pub differing: usize,
    /// What lives are measured by, that whose net difference is the largest first.
    pub measures: Vec<MeasureTotal>,
    /// The stories.
    pub stories: Vec<Story>,
}

/// Months that are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First month, YYYY-MM.
    #[serde(serialize_with = "month_text")]
    pub first: Month,
    /// Last month, YYYY-MM.
    #[serde(serialize_with = "month_text")]
    pub last: Month,
}

/// How far lives differ in a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureTotal {
    /// The measure.
    pub measure: Measure,
    /// Elders who have more of it in B.
    pub more: usize,
    /// Elders who have less of it in B.
    pub less: usize,
    /// Months by which they have more of it in B, in all; below 0 where they have less.
    pub net: i64,
}

/// One elder under both scenarios.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Story {
    /// By which rule the elder was chosen.
    #[serde(flatten)]
    pub rule: Rule,
    /// The person.
    pub id: u32,
    /// 0 man, 1 woman.
    pub sex: usize,
    /// Month of birth, YYYY-MM.
    #[serde(serialize_with = "month_text")]
    pub birth: Month,
    /// Completed years when the story begins.
    pub age: i32,
    /// Under A.
    pub a: Life,
    /// Under B.
    pub b: Life,
}

/// How an elder fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Life {
    /// At the end of the month before the first that is told.
    pub start: Situation,
    /// What happens.
    pub events: Vec<Dated>,
    /// At the end; none for those who died or left.
    pub end: Option<Situation>,
    /// In months; in a home and with care at home while the elder is registered under both.
    pub months: Months,
}

/// How things are with an elder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Situation {
    /// Id of the community.
    pub community: String,
    /// Ability.
    pub ability: Ability,
    /// Dementia.
    pub dementia: Dementia,
    /// With whom the elder lives, or would outside a home.
    pub living: Living,
    /// Whether the elder lives in the district where registered.
    pub lives_here: bool,
    /// Id of the home lived in.
    pub home: Option<String>,
    /// Month of the application of those who wait for a bed, or for another, YYYY-MM.
    pub applied: Option<String>,
    /// Whether home care of the insurance is received.
    pub home_care: bool,
    /// Ids of services with a place kept.
    pub services: Vec<&'static str>,
    /// Whether the household is on the books of the relief office.
    pub on_relief_books: bool,
}

impl Situation {
    fn of(view: &ElderView, district: &District) -> Situation {
        let community = district.communities.get(usize::from(view.community));
        let home = |at: u16| district.care.facilities.get(usize::from(at)).map(|home| home.id.clone());
        let has = |number: usize| view.services >> number & 1 == 1;
        Situation {
            community: community.map_or_else(String::new, |community| community.id.clone()),
            ability: view.status.ability(),
            dementia: view.status.dementia(),
            living: view.status.living(),
            lives_here: view.status.lives_here(),
            home: view.bed.and_then(|bed| home(bed.home)),
            applied: view.wait.map(|wait| wait.applied.to_string()),
            home_care: view.home_care,
            services: SERVICES.iter().enumerate().filter(|(at, _)| has(*at)).map(|(_, service)| service.id).collect(),
            on_relief_books: view.hardship == HardshipView::OnBooks,
        }
    }
}

/// Simulates a replicate of both scenarios and tells of elders whose lives differ.
pub fn stories(request: &StoriesRequest) -> Result<Stories, ExperimentError> {
    let StoriesRequest { replicate, last, .. } = *request;
    let first = first_difference(request).filter(|month| *month <= last);
    let mut stories =
        Stories { replicate, from: None, elders: 0, differing: 0, measures: Vec::new(), stories: Vec::new() };
    let Some(first) = first else { return Ok(stories) };
    stories.from = Some(Span { first, last });
    let lives = both_lives(request, first - 1)?;
    let lives = lives.each_ref();
    let (elders, differing) = Differing::of(lives, first - 1, last);
    (stories.elders, stories.differing) = (elders, differing.len());
    stories.measures = choose::by_net(&differing).map(|measure| total(measure, &differing)).to_vec();
    for (rule, one) in choose(&differing, request.number) {
        let [of_a, of_b] = [0, 1].map(|side| (&lives[side].start[one.at[side]], lives[side].changes(one.at[side])));
        let [in_a, in_b] = months_of_both([of_a, of_b], first - 1, last);
        let life = |side: usize, of, months| life(of, months, &request.baselines[side].district);
        let view = of_a.0;
        stories.stories.push(Story {
            rule,
            id: one.id,
            sex: view.status.sex(),
            birth: view.birth,
            age: view.age(first - 1),
            a: life(0, of_a, in_a),
            b: life(1, of_b, in_b),
        });
    }
    Ok(stories)
}

/// The first month in which another district holds in A than in B.
fn first_difference(request: &StoriesRequest) -> Option<Month> {
    let [a, b] = request.scenarios;
    if !request.same_ground {
        return Some(request.baselines[0].district.start);
    }
    let in_force = |scenario: &'_ CompiledScenario, month: Month| {
        let stretches = scenario.stretches.iter().take_while(|stretch| stretch.from <= month);
        stretches.last().map(|stretch| stretch.signature.clone())
    };
    let mut breaks: Vec<Month> = a.stretches.iter().chain(&b.stretches).map(|stretch| stretch.from).collect();
    breaks.sort_unstable();
    breaks.into_iter().find(|month| in_force(a, *month) != in_force(b, *month))
}

/// Both at a time, each in a thread of its own.
fn both_lives(request: &StoriesRequest, after: Month) -> Result<[Lives; 2], ExperimentError> {
    let watch = |side: usize| {
        let (district, scenario) = (request.baselines[side].district.clone(), request.scenarios[side].clone());
        let prepared = Prepared::new(district, vec![scenario], request.seed, request.last, request.parameters)?;
        Lives::watch(&prepared, request.replicate, after)
    };
    let (a, b) = std::thread::scope(|scope| {
        let b = scope.spawn(|| watch(1));
        let a = watch(0);
        (a, b.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    Ok([a?, b?])
}

fn total(measure: Measure, differing: &[Differing]) -> MeasureTotal {
    let months = || differing.iter().map(|one| one.months.get(measure));
    MeasureTotal {
        measure,
        more: months().filter(|months| *months > 0).count(),
        less: months().filter(|months| *months < 0).count(),
        net: choose::net(differing, measure),
    }
}

fn life((start, changes): (&ElderView, &[(u32, Change)]), months: Months, district: &District) -> Life {
    let end = match changes.last() {
        None => Some(*start),
        Some((_, change)) => match change.seen {
            Seen::Here(view) => Some(view),
            Seen::Gone(_) => None,
        },
    };
    Life {
        start: Situation::of(start, district),
        events: event::events(start, changes, district),
        end: end.map(|view| Situation::of(&view, district)),
        months,
    }
}
