//! What one month of one elder costs: the model, a plain array kernel that does the same without
//! screening, and the screen alone. Elder-months a second, so that ratios can be read off.
use agents::ActorMonth;
use agents::decision;
use agents::events::{LIFE_EVENTS, Outcome};
use agents::parameters::ParameterChoice;
use agents::rates::ProbabilityTable;
use agents::report::{AGES, FIRST_AGE};
use agents::status::Status;
use agents::{Community, DistrictActor, Model, Reference};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sim_core::{Candidate, Draws, Month, ScreenKey, World, screen, threshold};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const MONTHS: i32 = 12;

fn changning() -> Model {
    let baseline = scenarios::embedded("changning").expect("shipped").expect("without a mistake");
    let reference = Arc::new(Reference::new(baseline.district).expect("fits its own bands"));
    Model::new(reference, ParameterChoice::Fixed, Draws::new(1, 0)).expect("fits its own bands")
}

fn live(world: &mut World<DistrictActor>) -> u64 {
    let mut elder_months = 0;
    for _ in 0..MONTHS {
        let reports = world.advance().expect("books close");
        elder_months +=
            reports.iter().filter_map(ActorMonth::community).map(|month| month.books.opening as u64).sum::<u64>();
    }
    elder_months
}

#[derive(Clone, Copy)]
struct Elder {
    birth: Month,
    status: Status,
    id: u32,
}

/// One array of structs and, for every elder and every event that can happen to them, one draw: the
/// straightforward way to write the same model, with the model's own rates.
struct PlainKernel {
    tables: Vec<ProbabilityTable>,
    draws: Draws,
    first_year: i32,
}

impl PlainKernel {
    fn new(model: &Model) -> Self {
        let tables = LIFE_EVENTS.iter().map(|event| ProbabilityTable::new(&(event.hazard)(&model.rates))).collect();
        PlainKernel { tables, draws: model.draws, first_year: model.rates.first_year }
    }

    /// One month of everybody; the first event whose draw says so happens. Nobody enters, and who
    /// moves to another community stays in the one array. Returns how many were there at its start.
    fn month(&self, elders: &mut Vec<Elder>, month: Month, draw: impl Fn(u32, u16) -> u32) -> u64 {
        let lived = elders.len() as u64;
        let year = (month.year() - self.first_year) as usize;
        let mut i = 0;
        while i < elders.len() {
            let Elder { birth, status, id } = elders[i];
            let age = (((month - 1 - birth) / 12) as usize - FIRST_AGE).min(AGES - 1);
            let class = status.class();
            let happens = |(event, table): &(usize, &ProbabilityTable)| {
                let probability = table.get(year, age, class);
                probability > 0 && draw(id, *event as u16) < probability
            };
            let event = self.tables.iter().enumerate().find(happens).map(|(event, _)| event);
            match event.map(|event| (LIFE_EVENTS[event].effect)(status)) {
                Some(Outcome::Dies | Outcome::Departs) => {
                    elders.swap_remove(i);
                    continue; // the last elder has come to this place
                }
                Some(Outcome::Becomes(next)) => elders[i].status = next,
                Some(Outcome::Moves | Outcome::Applies | Outcome::ComesIntoHardship) | None => {}
            }
            i += 1;
        }
        lived
    }
}

fn elder_month(criterion: &mut Criterion) {
    let model = changning();
    let kernel = PlainKernel::new(&model);
    let world = model.world();
    let start = world.month();
    let elders: Vec<Elder> = world
        .actors()
        .iter()
        .filter_map(DistrictActor::community)
        .flat_map(Community::elders)
        .map(|(id, birth, status)| Elder { birth, status, id })
        .collect();
    let mut group = criterion.benchmark_group("elder-month");

    let fork = || world.fork(Arc::clone(world.shared()));
    group.throughput(Throughput::Elements(live(&mut fork())));
    group.bench_function("model, sequential", |bencher| {
        bencher.iter_batched_ref(fork, live, BatchSize::PerIteration);
    });

    let hashed = |kernel: &PlainKernel, elders: &mut Vec<Elder>| -> u64 {
        let draws = kernel.draws;
        let month = |m: Month| kernel.month(elders, m, |id, event| draws.bits(id.into(), m, 100 + event) as u32);
        (0..MONTHS).map(|m| start + m).map(month).sum()
    };
    group.throughput(Throughput::Elements(hashed(&kernel, &mut elders.clone())));
    group.bench_function("plain array, a hashed draw an event", |bencher| {
        bencher.iter_batched_ref(|| elders.clone(), |e| hashed(&kernel, e), BatchSize::PerIteration);
    });

    // The same with the screen's own cheap draw, so that the hash is not what is compared.
    let mixed = |kernel: &PlainKernel, elders: &mut Vec<Elder>| -> u64 {
        let month = |m: Month| {
            let keys: Vec<ScreenKey> =
                (0..LIFE_EVENTS.len() as u16).map(|event| kernel.draws.screen_key(m, 100 + event)).collect();
            kernel.month(elders, m, |id, event| keys[usize::from(event)].draw(id))
        };
        (0..MONTHS).map(|m| start + m).map(month).sum()
    };
    group.throughput(Throughput::Elements(mixed(&kernel, &mut elders.clone())));
    group.bench_function("plain array, a cheap draw an event", |bencher| {
        bencher.iter_batched_ref(|| elders.clone(), |e| mixed(&kernel, e), BatchSize::PerIteration);
    });
    group.finish();
}

fn screen_alone(criterion: &mut Criterion) {
    const ELDERS: u32 = 231_000;
    let key = Draws::new(1, 0).screen_key(Month::january(2021), decision::EVENT);
    let ids: Vec<u32> = (0..ELDERS).collect();
    let mut group = criterion.benchmark_group("screen");
    group.throughput(Throughput::Elements(ELDERS.into()));
    for percent in [0, 2, 5] {
        let bounds = vec![threshold(f64::from(percent) / 100.0); ids.len()];
        let mut found: Vec<Candidate> = Vec::with_capacity(ids.len());
        group.bench_function(format!("{percent} % candidates"), |bencher| {
            bencher.iter(|| {
                found.clear();
                screen(key, black_box(&ids), black_box(&bounds), &mut found);
                found.len()
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(15)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(4));
    targets = elder_month, screen_alone
}
criterion_main!(benches);
