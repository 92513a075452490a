//! A number over the replicates: median and the bands of a fan chart.
use outputs::permille_quantile;

/// Exact quantiles (type 7, as in `summary.parquet`) and the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fan {
    /// 2.5th and 97.5th percentile.
    pub band95: [f64; 2],
    /// 10th and 90th percentile.
    pub band80: [f64; 2],
    /// 25th and 75th percentile.
    pub band50: [f64; 2],
    /// Median.
    pub median: f64,
    /// Mean, summed in the order of replicates.
    pub mean: f64,
    /// Replicates that have a value.
    pub n: usize,
}

impl Fan {
    /// Of values by replicate; none where no replicate has one.
    pub fn of(values: &[Option<f64>]) -> Option<Fan> {
        let mut known: Vec<f64> = values.iter().flatten().copied().collect();
        let mean = known.iter().sum::<f64>() / known.len() as f64;
        known.sort_unstable_by(f64::total_cmp);
        let at = |permille| permille_quantile(&known, permille);
        Some(Fan {
            band95: [at(25)?, at(975)?],
            band80: [at(100)?, at(900)?],
            band50: [at(250)?, at(750)?],
            median: at(500)?,
            mean,
            n: known.len(),
        })
    }
}

/// A fan by year.
pub type Fans = Vec<(i32, Fan)>;

/// The fan of a year.
pub fn in_year(fans: &[(i32, Fan)], year: i32) -> Option<&Fan> {
    fans.iter().find(|(known, _)| *known == year).map(|(_, fan)| fan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_a_row_of_numbers() {
        let values: Vec<Option<f64>> = (0..=40).map(|i| Some(f64::from(i))).chain([None]).collect();
        let fan = Fan::of(&values).expect("values");
        assert_eq!((fan.band95, fan.band80, fan.band50), ([1.0, 39.0], [4.0, 36.0], [10.0, 30.0]));
        assert_eq!((fan.median, fan.mean, fan.n), (20.0, 20.0, 41));
        assert_eq!(Fan::of(&[None]), None);
    }
}
