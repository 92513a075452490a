//! The district's table of mortality out of the fit, and how well it is known.
use crate::data::Data;
use crate::error::NotFitted;
use crate::fit::Fit;
use crate::model::{AGES, FIRST_AGE, Persons, logits, rates, relative, shifted};
use scenarios::Baseline;
use std::fmt::Write;

/// Years of the table.
const YEARS: [i32; 2] = [2021, 2035];
/// Ages at which the spread is said.
const SPREAD_AGES: [usize; 6] = [65, 80, 85, 90, 95, 100];
/// Years of which it is said.
const SPREAD_YEARS: [i32; 2] = [2023, 2035];
const OPENING: &str = "\
# source: fitted by `silverpeak fit` to life expectancy, counts and survival of the city's registered elders (city_elders.csv) and two censuses (districts_census.csv) on the standard of mortality_standard.csv (UN World Population Prospects 2024, Hong Kong SAR, 2015-2020, CC BY 3.0 IGO); a relational model in the logit, see docs/model/mortality.md
# unit: per person-year
# grade: derived
# date: 2023
# note: made by the program, not by hand: change the files it is fitted to and run `silverpeak fit --out`; the rates are the fitted trend of the district, without deviations of single years and without the wave of the winter of 2022-23, see shocks.toml
year,sex,age,mx
";

/// How well a rate of the table is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Year.
    pub year: i32,
    /// Age.
    pub age: usize,
    /// The rates, men and women, per person-year.
    pub rates: [f64; 2],
    /// Posterior standard deviations of their logarithms, without what later years add.
    pub sds: [f64; 2],
}

fn district(data: &Data, p: &[f64], year: i32) -> Persons {
    rates(&shifted(&logits(data, p, year, 0.0), &relative(p)))
}

/// The text of `mortality.csv`.
pub fn mortality_table(baseline: &Baseline, fit: &Fit) -> Result<String, NotFitted> {
    let data = Data::of(baseline)?;
    let mut text = OPENING.to_string();
    for year in YEARS[0]..=YEARS[1] {
        let rates = district(&data, &fit.mode, year);
        for (word, rates) in ["M", "F"].into_iter().zip(&rates) {
            for (age, rate) in (FIRST_AGE..FIRST_AGE + AGES).zip(rates) {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{year},{word},{age},{rate:.6}");
            }
        }
    }
    Ok(text)
}

/// How well rates of the table are known, by year and age.
pub(crate) fn spread(data: &Data, fit: &Fit) -> Vec<Spread> {
    let sds = fit.sds();
    let all = SPREAD_YEARS.into_iter().map(|year| {
        let here = district(data, &fit.mode, year);
        let slopes: Vec<Persons> = (0..fit.mode.len())
            .map(|at| {
                let by = 1e-4 * sds[at];
                let mut moved = fit.mode.clone();
                moved[at] += by;
                let there = district(data, &moved, year);
                crate::model::by_age(|sex, age| libm::log(there[sex][age] / here[sex][age]) / by)
            })
            .collect();
        SPREAD_AGES.map(|age| {
            let at = crate::model::age(age);
            let sd = |sex: usize| {
                let terms = slopes.iter().enumerate().flat_map(|(i, a)| {
                    let slopes = &slopes;
                    let covariance = &fit.covariance;
                    slopes.iter().enumerate().map(move |(j, b)| a[sex][at] * b[sex][at] * covariance[[i, j]])
                });
                libm::sqrt(terms.sum::<f64>().max(0.0))
            };
            Spread { year, age, rates: [here[0][at], here[1][at]], sds: [sd(0), sd(1)] }
        })
    });
    all.flatten().collect()
}
