use super::*;
use crate::normals::{Numbers, Purpose};

/// `n` points of `inputs` standard normal inputs.
fn points(seed: u64, n: u32, inputs: u32) -> Vec<Vec<f64>> {
    let numbers = Numbers::new(seed, 0);
    (0..n).map(|row| (0..inputs).map(|at| numbers.normal(Purpose::Start, row, at)).collect()).collect()
}

const WAVE: f64 = 0.6;

/// Four inputs of 400 matter: lines, a parabola, a product, a cubic, and a wave that no term of an emulator has.
/// Variance 9 + 4 + 2 + 1 + 1 + 0.25, and half of 0.36 of the wave.
fn truth(z: &[f64]) -> f64 {
    let parabola = (z[100] * z[100] - 1.0) * std::f64::consts::FRAC_1_SQRT_2;
    let cubic = z[7] * (z[7] * z[7] - 3.0) / 6.0f64.sqrt();
    10.0 + 3.0 * z[7]
        + 2.0 * z[42]
        + std::f64::consts::SQRT_2 * parabola
        + z[7] * z[42]
        + z[399]
        + 0.5 * cubic
        + WAVE * libm::sin(4.0 * z[42])
}

fn outputs(seed: u64, points: &[Vec<f64>], chance_sd: f64) -> Vec<f64> {
    let numbers = Numbers::new(seed, 1);
    let noise = |at: usize| chance_sd * numbers.normal(Purpose::Start, at as u32, 0);
    points.iter().enumerate().map(|(at, z)| truth(z) + noise(at)).collect()
}

#[test]
fn inputs_that_matter_are_found_among_four_hundred_and_the_error_is_known() {
    let known = points(1, 1_000, 400);
    let seen = outputs(1, &known, 0.5);
    let options = Options { chance_sd: Some(0.5), ..Options::default() };
    let emulator = Emulator::fit(&known, &seen, &options).expect("fitted");
    let active = emulator.active();
    for input in [7, 42, 100, 399] {
        assert!(active.contains(&input), "{input} of {active:?}");
    }
    assert!(active.len() <= 8, "unrelated inputs among {active:?}");
    let lack = WAVE * WAVE / 2.0;
    assert!((emulator.residual_sd() - (0.25 + lack).sqrt()).abs() < 0.05, "{}", emulator.residual_sd());
    assert!((emulator.lack_of_fit_sd() - lack.sqrt()).abs() < 0.06, "{}", emulator.lack_of_fit_sd());
    let expected = 17.25 / (17.25 + lack + 0.25);
    assert!((emulator.explained() - expected).abs() < 0.01, "{}", emulator.explained());
    // New points: errors of the mean in units of what the emulator says of them.
    let fresh = points(2, 2_000, 400);
    let scaled: Vec<f64> = fresh
        .iter()
        .map(|z| {
            let Prediction { mean, sd } = emulator.predict(z);
            assert_eq!(mean, emulator.mean(z));
            (mean - truth(z)) / sd
        })
        .collect();
    let spread = (scaled.iter().map(|error| error * error).sum::<f64>() / scaled.len() as f64).sqrt();
    assert!((0.85..1.15).contains(&spread), "{spread}");
}

#[test]
fn chance_that_is_not_known_counts_as_error_of_the_emulator() {
    let known = points(3, 300, 20);
    let seen: Vec<f64> = outputs_of_line(&known, 1.0);
    let fit = |chance_sd| Emulator::fit(&known, &seen, &Options { chance_sd, ..Options::default() }).expect("fitted");
    let (without, with) = (fit(None), fit(Some(1.0)));
    assert_eq!(without.lack_of_fit_sd(), without.residual_sd());
    assert!(with.lack_of_fit_sd() < 0.45, "{}", with.lack_of_fit_sd());
    assert!(with.predict(&known[0]).sd < without.predict(&known[0]).sd);
}

fn outputs_of_line(points: &[Vec<f64>], chance_sd: f64) -> Vec<f64> {
    let numbers = Numbers::new(9, 1);
    points.iter().enumerate().map(|(at, z)| z[3] + chance_sd * numbers.normal(Purpose::Start, at as u32, 0)).collect()
}

#[test]
fn nothing_is_found_where_there_is_nothing() {
    let known = points(5, 600, 400);
    let numbers = Numbers::new(6, 1);
    let noise: Vec<f64> = (0..600).map(|at| numbers.normal(Purpose::Start, at, 0)).collect();
    let emulator = Emulator::fit(&known, &noise, &Options::default()).expect("fitted");
    assert!(emulator.active().len() <= 1, "{:?}", emulator.active());
    assert!(emulator.explained() < 0.02, "{}", emulator.explained());
    let constant = Emulator::fit(&known, &[7.0; 600], &Options::default()).expect("fitted");
    assert!((constant.predict(&known[3]).mean - 7.0).abs() < 1e-6);
    assert!(constant.active().is_empty() && constant.residual_sd() < 1e-6);
}

#[test]
fn a_fit_keeps_to_the_inputs_it_is_given() {
    let known = points(7, 500, 400);
    let seen = outputs(7, &known, 1.0);
    let options = Options { inputs: Some(vec![42, 5, 6]), ..Options::default() };
    let emulator = Emulator::fit(&known, &seen, &options).expect("fitted");
    assert_eq!(emulator.active(), [42]);
    let few = Options { most_active: 2, ..Options::default() };
    assert_eq!(Emulator::fit(&known, &seen, &few).expect("fitted").active(), [7, 42]);
}

#[test]
fn points_that_cannot_be_fitted_are_refused() {
    let check = |points: &[Vec<f64>], outputs: &[f64], inputs: Option<Vec<usize>>, expected: NotEmulated| {
        let options = Options { inputs, ..Options::default() };
        assert_eq!(Emulator::fit(points, outputs, &options).map(|_| ()), Err(expected));
    };
    let known = points(8, 40, 2);
    let seen = vec![1.0; 40];
    check(&known[..29], &seen[..29], None, NotEmulated::TooFewPoints { found: 29 });
    check(&known, &seen[1..], None, NotEmulated::Shape { points: 40, outputs: 39 });
    let mut ragged = known.clone();
    ragged[3].pop();
    check(&ragged, &seen, None, NotEmulated::Shape { points: 40, outputs: 40 });
    let mut broken = known.clone();
    broken[7][1] = f64::NAN;
    check(&broken, &seen, None, NotEmulated::NotFinite { at: 7 });
    check(&known, &seen, Some(vec![1, 2]), NotEmulated::NoInput { input: 2, inputs: 2 });
    // One point repeated: no effect can be estimated, and nothing breaks.
    let same = vec![known[0].clone(); 40];
    assert!(Emulator::fit(&same, &seen, &Options::default()).is_ok_and(|of| of.predict(&known[1]).mean.is_finite()));
}
