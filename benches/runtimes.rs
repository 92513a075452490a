//! What hosting costs and what threads gain: the same months sequential and on the runtime, and a
//! small ensemble on one thread and on two.
use agents::parameters::ParameterChoice;
use agents::{DistrictActor, Model, Reference};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sim_core::{Draws, Month, Placement, Runtime, World};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const MONTHS: i32 = 60;
const REPLICATES: u32 = 4;

fn hosted(world: World<DistrictActor>, placement: Placement, last: Month) -> World<DistrictActor> {
    let runtime = Runtime { placement, fingerprint_after: Month::is_december };
    runtime.run(world, last, |_| ControlFlow::Continue(())).expect("books close")
}

fn months(criterion: &mut Criterion, reference: &Arc<Reference>) {
    let model = Model::new(Arc::clone(reference), ParameterChoice::Fixed, Draws::new(1, 0));
    let world = model.expect("fits its own bands").world();
    let last = world.month() + MONTHS - 1;
    let fork = || world.fork(Arc::clone(world.shared()));
    let mut group = criterion.benchmark_group("five years");
    group.throughput(Throughput::Elements(MONTHS as u64));
    group.bench_function("sequential", |bencher| {
        let live = |mut world: World<DistrictActor>| {
            while world.month() <= last {
                let month = world.month();
                world.advance().expect("books close");
                if month.is_december() {
                    std::hint::black_box(world.fingerprint()); // as the runtime does below
                }
            }
            world
        };
        bencher.iter_batched(fork, live, BatchSize::PerIteration);
    });
    for placement in [Placement::Packed, Placement::Spread(1), Placement::Spread(2)] {
        group.bench_function(format!("{placement:?}"), |bencher| {
            bencher.iter_batched(fork, |world| hosted(world, placement, last), BatchSize::PerIteration);
        });
    }
    group.finish();
}

/// Every replicate from parameters to the last month, taken by whichever thread is free.
fn ensemble(reference: &Arc<Reference>, threads: usize, placement: Placement) {
    let next = AtomicU32::new(0);
    let work = || {
        loop {
            let replicate = next.fetch_add(1, Ordering::Relaxed);
            if replicate >= REPLICATES {
                break;
            }
            let model = Model::new(Arc::clone(reference), ParameterChoice::Prior, Draws::new(1, replicate));
            let world = model.expect("ranges fit the bands").world();
            hosted(world, placement, reference.district.end);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
}

fn ensembles(criterion: &mut Criterion, reference: &Arc<Reference>) {
    let mut group = criterion.benchmark_group("four replicates");
    group.throughput(Throughput::Elements(REPLICATES.into()));
    for (name, threads, placement) in [
        ("one thread", 1, Placement::Packed),
        ("two threads, a replicate each", 2, Placement::Packed),
        ("two threads, a replicate over both", 1, Placement::Spread(2)),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| ensemble(reference, threads, placement)));
    }
    group.finish();
}

fn runtimes(criterion: &mut Criterion) {
    let baseline = scenarios::embedded("changning").expect("shipped").expect("without a mistake");
    let reference = Arc::new(Reference::new(baseline.district).expect("fits its own bands"));
    months(criterion, &reference);
    ensembles(criterion, &reference);
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(4));
    targets = runtimes
}
criterion_main!(benches);
