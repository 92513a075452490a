//! Poisson numbers of an addressed draw.

/// The largest number that is drawn of a mean up to [`MOST_EXPECTED`].
pub const MOST: u32 = 1 << 10;
/// Means up to which no number is cut off: one above [`MOST`] has a probability below 1e-70.
pub const MOST_EXPECTED: f64 = 500.0;
/// Numbers further from a larger mean, in standard deviations, are not drawn: they have a probability below 1e-30.
const FURTHEST: f64 = 12.0;

/// The Poisson number of mean `mean` at the quantile `u`.
pub fn poisson(mean: f64, u: f64) -> u32 {
    // The probability of nobody is too small for a number above this mean: it begins below all numbers that are drawn.
    let (mut k, mut term, most) = if mean <= MOST_EXPECTED {
        (0, libm::exp(-mean), MOST)
    } else {
        let spread = FURTHEST * libm::sqrt(mean);
        let first = libm::floor(mean - spread).max(0.0);
        (first as u32, libm::exp(first * libm::log(mean) - mean - libm::lgamma(first + 1.0)), (mean + spread) as u32)
    };
    let mut sum = term;
    while u >= sum && k < most {
        k += 1;
        term *= mean / f64::from(k);
        sum += term;
    }
    k
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim_core::{Draws, Month};

    #[test]
    fn poisson_numbers_have_their_mean_and_variance() {
        for mean in [0.0, 0.3, 4.0, 60.0, 499.0, 501.0, 20_000.0] {
            let draws = Draws::new(3, 0);
            let numbers: Vec<f64> =
                (0..20_000).map(|i| f64::from(poisson(mean, draws.uniform(i, Month::january(2021), 1)))).collect();
            let average = numbers.iter().sum::<f64>() / 20_000.0;
            let variance = numbers.iter().map(|n| (n - average) * (n - average)).sum::<f64>() / 20_000.0;
            let error = 4.0 * (mean / 20_000.0f64).sqrt();
            assert!((average - mean).abs() <= error, "mean {average} of {mean}");
            assert!((variance - mean).abs() <= 0.05 * mean + 1e-12, "variance {variance} of {mean}");
        }
    }
}
