//! Exact quantiles.

/// The `percent`-th percentile (0 to 100) of values sorted upwards, interpolated linearly between
/// order statistics (type 7 of Hyndman and Fan 1996, the default of R and NumPy). None of none.
pub fn quantile(sorted: &[f64], percent: u8) -> Option<f64> {
    part(sorted, usize::from(percent), 100)
}

/// The same by thousandths, for ends of 95 % bands: 25 and 975.
pub fn permille_quantile(sorted: &[f64], permille: u16) -> Option<f64> {
    part(sorted, usize::from(permille), 1000)
}

/// In whole parts of a rank, so that no rounding moves a quantile off its order statistic.
fn part(sorted: &[f64], parts: usize, of: usize) -> Option<f64> {
    let rank = sorted.len().checked_sub(1)? * parts.min(of);
    let below = *sorted.get(rank / of)?;
    let above = sorted.get(rank / of + 1).copied().unwrap_or(below);
    Some(below + (above - below) * ((rank % of) as f64 / of as f64))
}

#[cfg(test)]
mod tests {
    use super::{permille_quantile, quantile};

    #[test]
    fn known_answers() {
        #[track_caller]
        fn check(values: &[f64], percent: u8, expected: Option<f64>) {
            assert_eq!(quantile(values, percent), expected, "{percent} % of {values:?}");
        }
        check(&[], 50, None);
        check(&[7.0], 5, Some(7.0));
        check(&[1.0, 2.0], 50, Some(1.5));
        check(&[1.0, 2.0, 4.0], 50, Some(2.0));
        check(&[1.0, 2.0, 4.0], 75, Some(3.0));
        check(&[1.0, 2.0, 4.0], 0, Some(1.0));
        check(&[1.0, 2.0, 4.0], 100, Some(4.0));
        // numpy.percentile(range(10), [10, 90]) and R's quantile(0:20, c(.05, .95)).
        let ten: Vec<f64> = (0..10).map(f64::from).collect();
        check(&ten, 10, Some(0.9));
        check(&ten, 90, Some(8.1));
        let twenty_one: Vec<f64> = (0..=20).map(f64::from).collect();
        check(&twenty_one, 5, Some(1.0));
        check(&twenty_one, 95, Some(19.0));
        // numpy.percentile(range(41), [2.5, 97.5]).
        let forty_one: Vec<f64> = (0..=40).map(f64::from).collect();
        assert_eq!([25, 500, 975].map(|at| permille_quantile(&forty_one, at)), [1.0, 20.0, 39.0].map(Some));
    }
}
