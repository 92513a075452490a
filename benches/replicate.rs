//! One replicate of Changning from its parameters to the last month, and what comes before it.
use agents::parameters::ParameterChoice;
use agents::{Model, Reference};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use sim_core::Draws;
use std::sync::Arc;
use std::time::Duration;

fn replicate(criterion: &mut Criterion) {
    let baseline = scenarios::embedded("changning").expect("shipped").expect("without a mistake");
    let district = baseline.district;
    let reference = Arc::new(Reference::new(district.clone()).expect("fits its own bands"));
    let draws = Draws::new(1, 0);
    let model = || Model::new(Arc::clone(&reference), ParameterChoice::Prior, draws).expect("ranges fit the bands");
    let mut group = criterion.benchmark_group("replicate");
    group.bench_function("read the baseline", |bencher| bencher.iter(|| scenarios::embedded("changning")));
    group.bench_function("prepare the reference", |bencher| {
        bencher.iter_batched(|| district.clone(), Reference::new, BatchSize::PerIteration);
    });
    group.bench_function("make the model", |bencher| bencher.iter(model));
    group.bench_function("make the world", |bencher| {
        bencher.iter_batched(model, Model::world, BatchSize::PerIteration);
    });
    group.bench_function("whole, 180 months", |bencher| {
        bencher.iter(|| {
            let mut world = model().world();
            while world.month() <= district.end {
                world.advance().expect("books close");
            }
            world
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(4));
    targets = replicate
}
criterion_main!(benches);
