use super::*;

const PLAN: Plan = Plan { dimensions: 3, chains: 4, burn_in: 200, kept: 5_000, thin: 2, seed: 5 };

fn moments(chains: &Chains, a: usize, b: usize) -> ([f64; 2], f64) {
    let n = chains.all().count() as f64;
    let mean = |at: usize| chains.all().map(|point| point[at]).sum::<f64>() / n;
    let means = [mean(a), mean(b)];
    let covariance = chains.all().map(|point| (point[a] - means[0]) * (point[b] - means[1])).sum::<f64>() / n;
    (means, covariance)
}

#[test]
fn a_gaussian_posterior_has_its_mean_and_covariance() {
    // y = z0 + z1 = 2 seen with variance 0.5; z2 is not seen. Posterior: mean 2 * 1/2.5 each, covariance I - 11'/2.5.
    let seen = |z: &[f64]| -(z[0] + z[1] - 2.0).powi(2) / (2.0 * 0.5);
    let chains = sample(&PLAN, &[], &seen).expect("sampled");
    let check = |a: usize, b: usize, means: [f64; 2], covariance: f64| {
        let found = moments(&chains, a, b);
        for (found, expected) in found.0.iter().zip(means) {
            assert!((found - expected).abs() < 0.04, "{a} {b}: {found}, not {expected}");
        }
        assert!((found.1 - covariance).abs() < 0.04, "{a} {b}: {}, not {covariance}", found.1);
    };
    check(0, 0, [0.8, 0.8], 0.6);
    check(0, 1, [0.8, 0.8], -0.4);
    check(1, 2, [0.8, 0.0], 0.0);
    check(2, 2, [0.0, 0.0], 1.0);
    for at in 0..3 {
        let converged = chains.convergence(|point| point[at]).expect("varies");
        assert!(converged.split_r_hat < 1.01 && converged.effective_size > 2_000.0, "{converged:?}");
    }
    assert_eq!(chains.points.iter().map(Vec::len).collect::<Vec<_>>(), [5_000; 4]);
}

#[test]
fn a_truncated_normal_stays_inside_and_has_its_mean() {
    // z0 > 1: mean = density(1) / (1 - distribution(1)) = 0.241971 / 0.158655.
    let bound = |z: &[f64]| if z[0] > 1.0 { 0.0 } else { f64::NEG_INFINITY };
    let chains = sample(&PLAN, &[], &bound).expect("sampled");
    assert!(chains.all().all(|point| point[0] > 1.0));
    let ([mean, _], _) = moments(&chains, 0, 0);
    assert!((mean - 1.525_135).abs() < 0.02, "{mean}");
    // Not a number counts as impossible.
    let hole = |z: &[f64]| if z[0] > 1.0 { 0.0 } else { f64::NAN };
    assert_eq!(sample(&PLAN, &[], &hole), Ok(chains));
}

#[test]
fn a_chain_is_a_function_of_its_number() {
    let likelihood = |z: &[f64]| -z.iter().sum::<f64>().powi(2);
    let few = Plan { chains: 2, kept: 50, ..PLAN };
    let more = Plan { chains: 5, ..few };
    let [few, more] = [few, more].map(|plan| sample(&plan, &[], &likelihood).expect("sampled"));
    assert_eq!(few.points[..], more.points[..2]);
    assert_ne!(more.points[0], more.points[1]);
}

#[test]
fn starts_are_used_and_bad_ones_refused() {
    let far = |z: &[f64]| if z[0] > 8.0 { 0.0 } else { f64::NEG_INFINITY };
    let plan = Plan { kept: 20, ..PLAN };
    assert_eq!(sample(&plan, &[], &far), Err(NotSampled::NoStart { chain: 0 }));
    let chains = sample(&plan, &[vec![9.0, 0.0, 0.0]], &far).expect("started");
    assert!(chains.all().all(|point| point[0] > 8.0));
    let check = |start: Vec<f64>| {
        let found = start.len();
        assert_eq!(sample(&plan, &[vec![0.0; 3], start], &far), Err(NotSampled::BadStart { at: 1, found, wanted: 3 }));
    };
    check(vec![1.0]);
    check(vec![0.0, f64::NAN, 0.0]);
}
