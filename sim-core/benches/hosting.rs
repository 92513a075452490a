//! Why elders live in columns: the same elders, each an actor of its own, and in ten actors that
//! hold two thousand each.
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use serde::{Deserialize, Serialize};
use sim_core::{
    Actor, Candidate, Digest, Draws, Imbalance, Letter, Month, Outbox, Placement, Runtime, World, screen, threshold,
};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

const ELDERS: u32 = 20_000;
const COLUMNS: u32 = 10;
const MONTHS: i32 = 12;

/// Something happens to an elder in one month of twenty.
const PROBABILITY: f64 = 0.05;

#[derive(Clone, Serialize, Deserialize)]
struct Elder {
    id: u32,
    events: u32,
}

impl Actor for Elder {
    type Shared = Draws;
    type Mail = ();
    type Report = u32;

    fn name(&self) -> String {
        format!("elder {}", self.id)
    }

    fn step(&mut self, draws: &Draws, month: Month, _: &[Letter<()>], _: &mut Outbox<()>) -> u32 {
        let happens = draws.screen_key(month, 0).draw(self.id) < threshold(PROBABILITY);
        self.events += u32::from(happens);
        u32::from(happens)
    }

    fn digest(&self, digest: &mut Digest) {
        digest.number(self.events.into());
    }

    fn audit(_: &[u32]) -> Result<(), Imbalance> {
        Ok(())
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct Column {
    ids: Vec<u32>,
    bounds: Vec<u32>,
    events: Vec<u32>,
    #[serde(skip)]
    candidates: Vec<Candidate>,
}

impl Actor for Column {
    type Shared = Draws;
    type Mail = ();
    type Report = u32;

    fn name(&self) -> String {
        format!("elders from {}", self.ids[0])
    }

    fn step(&mut self, draws: &Draws, month: Month, _: &[Letter<()>], _: &mut Outbox<()>) -> u32 {
        self.candidates.clear();
        screen(draws.screen_key(month, 0), &self.ids, &self.bounds, &mut self.candidates);
        for candidate in &self.candidates {
            self.events[candidate.position as usize] += 1;
        }
        self.candidates.len() as u32
    }

    fn digest(&self, digest: &mut Digest) {
        digest.column(&self.events);
    }

    fn audit(_: &[u32]) -> Result<(), Imbalance> {
        Ok(())
    }
}

fn elders() -> Vec<Elder> {
    (0..ELDERS).map(|id| Elder { id, events: 0 }).collect()
}

fn columns() -> Vec<Column> {
    let each = (ELDERS / COLUMNS) as usize;
    let column = |c: u32| Column {
        ids: (c * ELDERS / COLUMNS..(c + 1) * ELDERS / COLUMNS).collect(),
        bounds: vec![threshold(PROBABILITY); each],
        events: vec![0; each],
        candidates: Vec::new(),
    };
    (0..COLUMNS).map(column).collect()
}

const START: Month = Month::from_index(2021 * 12);

fn world<A: Actor<Shared = Draws>>(actors: Vec<A>) -> World<A> {
    World::new(Arc::new(Draws::new(1, 0)), 0, START, actors)
}

fn sequential<A: Actor<Report = u32>>(world: &mut World<A>) -> u32 {
    (0..MONTHS).map(|_| world.advance().expect("books close").iter().sum::<u32>()).sum()
}

fn hosted<A: Actor<Report = u32>>(world: World<A>, placement: Placement) -> u32 {
    let mut events = 0;
    let runtime = Runtime { placement, fingerprint_after: |_| false };
    let ended = runtime.run(world, START + MONTHS - 1, |month| {
        events += month.reports.iter().sum::<u32>();
        ControlFlow::Continue(())
    });
    ended.expect("books close");
    events
}

fn bench_actors<A: Actor<Shared = Draws, Report = u32>>(criterion: &mut Criterion, name: &str, actors: fn() -> Vec<A>) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(u64::from(ELDERS) * MONTHS as u64));
    group.bench_function("sequential", |bencher| {
        bencher.iter_batched_ref(|| world(actors()), sequential, BatchSize::PerIteration);
    });
    for placement in [Placement::Packed, Placement::Spread(2)] {
        group.bench_function(format!("{placement:?}"), |bencher| {
            bencher.iter_batched(|| world(actors()), |world| hosted(world, placement), BatchSize::PerIteration);
        });
    }
    group.finish();
}

fn hosting(criterion: &mut Criterion) {
    assert_eq!(sequential(&mut world(elders())), sequential(&mut world(columns())), "the same elders");
    bench_actors(criterion, "an actor an elder", elders);
    bench_actors(criterion, "ten columns of elders", columns);
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    targets = hosting
}
criterion_main!(benches);
