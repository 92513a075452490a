//! Exact quantiles.

/// The `percent`-th percentile (0 to 100) of values sorted upwards, interpolated linearly between
/// order statistics (type 7 of Hyndman and Fan 1996, the default of R and NumPy). None of none.
pub fn quantile(sorted: &[f64], percent: u8) -> Option<f64> {
    // In whole hundredths of a rank, so that no rounding moves a quantile off its order statistic.
    let rank = sorted.len().checked_sub(1)? * usize::from(percent.min(100));
    let below = *sorted.get(rank / 100)?;
    let above = sorted.get(rank / 100 + 1).copied().unwrap_or(below);
    Some(below + (above - below) * ((rank % 100) as f64 / 100.0))
}

#[cfg(test)]
mod tests {
    use super::quantile;

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
    }
}
