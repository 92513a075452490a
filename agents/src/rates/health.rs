//! Ability and dementia: targets by age, and the rates that keep a population on them.
//!
//! Ability targets are logistic curves through the surveyed age bands; dementia doubles with age up
//! to a ceiling. Recovery has its published shape. What remains, the rates of decline and of
//! dementia onset, follow from the balance of every age: stock next month = stock + in - out -
//! deaths. So the level is calibrated to prevalence at every age, and nothing is fitted by hand.
use super::mortality::Mortality;
use crate::course::Course;
use crate::district::{District, RegisteredPyramid};
use crate::parameters::Parameters;
use crate::report::{AGES, FIRST_AGE};
use crate::status::ABILITIES;
use ndarray::{Array2, Array3, Array4};

/// Without and with dementia; a case file changes no rate of health.
pub const DEMENTED: usize = 2;
/// Shares of a population by ability and dementia.
pub type Shares = [[f64; DEMENTED]; ABILITIES];

/// Logits of the shares at least mildly, moderately and severely disabled at the bands' middle ages.
#[derive(Clone, Debug)]
pub struct AbilityCurves {
    ages: Vec<f64>,
    logits: [Vec<f64>; 3],
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Nobody or everybody has no logit: taken as one in a hundred thousand from it.
fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-5, 1.0 - 1e-5);
    libm::log(p / (1.0 - p))
}

impl AbilityCurves {
    /// Curves whose averages over the district's elders of each surveyed band are the survey's.
    pub fn fit(district: &District, female_odds: f64) -> Self {
        let bands = &district.ability;
        let middle = |from: usize, to: usize| from as f64 + (to.min(from + 9) - from + 1) as f64 / 2.0;
        let ages: Vec<f64> = bands.iter().map(|b| middle(b.from_age, b.to_age)).collect();
        let targets: [Vec<f64>; 3] = [
            bands.iter().map(|b| b.mild + b.moderate + b.severe).collect(),
            bands.iter().map(|b| b.moderate + b.severe).collect(),
            bands.iter().map(|b| b.severe).collect(),
        ];
        let mut curves = AbilityCurves { ages, logits: targets.clone().map(|t| t.iter().map(|p| logit(*p)).collect()) };
        for _ in 0..60 {
            for (level, target) in targets.iter().enumerate() {
                for (band, wanted) in target.iter().enumerate() {
                    let (from, to) = (bands[band].from_age, bands[band].to_age);
                    let got = band_average(&district.pyramid, from, to, |sex, age| {
                        curves.share(level, age, sex, 0.0, libm::log(female_odds))
                    });
                    curves.logits[level][band] += logit(*wanted) - logit(got);
                }
            }
        }
        curves
    }

    /// Share at least mildly (0), moderately (1) or severely (2) disabled at an exact age.
    fn share(&self, level: usize, age: f64, sex: usize, log_odds: f64, log_female_odds: f64) -> f64 {
        let (ages, y) = (&self.ages, &self.logits[level]);
        let last = ages.len() - 1;
        let i = ages.iter().rposition(|a| *a <= age).unwrap_or(0).min(last.saturating_sub(1));
        let slope = if last == 0 { 0.1 } else { (y[i + 1] - y[i]) / (ages[i + 1] - ages[i]) };
        let side = if sex == 1 { 0.5 } else { -0.5 };
        logistic(y[i] + slope * (age - ages[i]) + log_odds + side * log_female_odds)
    }

    /// Shares at least mildly, moderately and severely disabled, never crossing.
    fn at_least(&self, age: f64, sex: usize, parameters: &Parameters) -> [f64; 3] {
        let odds = libm::log(parameters.ability_prevalence_odds);
        let female = libm::log(parameters.ability_female_odds);
        let mut shares = [0, 1, 2].map(|level| self.share(level, age, sex, odds, female).min(0.995));
        shares[1] = shares[1].min(shares[0] * 0.99);
        shares[2] = shares[2].min(shares[1] * 0.99);
        shares
    }
}

/// Average of `value(sex, age in mid-year)` over the registered elders of an age band.
fn band_average(pyramid: &RegisteredPyramid, from: usize, to: usize, value: impl Fn(usize, f64) -> f64) -> f64 {
    let (mut sum, mut persons) = (0.0, 0.0);
    for sex in 0..2 {
        for age in from.max(pyramid.first_age)..=to.min(pyramid.first_age + pyramid.persons.ncols() - 1) {
            let weight = pyramid.persons[[sex, age - pyramid.first_age]];
            sum += weight * value(sex, age as f64 + 0.5);
            persons += weight;
        }
    }
    if persons > 0.0 { sum / persons } else { value(0, (from + to.min(from + 9)) as f64 / 2.0) }
}

/// Prevalence of dementia at an exact age.
fn dementia_share(age: f64, p: &Parameters) -> f64 {
    let middle = 62.5;
    let growth = libm::exp2((age - middle) / p.dementia_doubling_years);
    (p.dementia_prevalence_60_64 * growth).min(p.dementia_prevalence_ceiling)
}

/// Yearly recovery rate from mild disability, relative to age 75: exp(a + b (x - 70)) / (1 + s exp(..)),
/// the sigmoid of Nusselder et al. 2000 (Table A1, men and women), whose shape alone is used.
fn recovery_shape(sex: usize, age: f64) -> f64 {
    const A: [f64; 2] = [-0.906, -0.627];
    const B: [f64; 2] = [-0.1052, -0.1085];
    const S: [f64; 2] = [0.5056, 0.3384];
    let at = |x: f64| {
        let e = libm::exp(A[sex] + B[sex] * (x - 70.0));
        e / (1.0 + S[sex] * e)
    };
    at(age) / at(75.0)
}

/// Rates of health by age and sex, and the shares they keep.
#[derive(Clone, Debug)]
pub struct Health {
    /// Rate a year of declining by one level, `[age, sex, ability, demented]`, at the survey's date.
    pub decline: Array4<f64>,
    /// Rate a year of recovering by one level, `[age, sex, ability]`.
    pub recovery: Array3<f64>,
    /// Rate a year of dementia onset, `[age, sex]`.
    pub onset: Array2<f64>,
    /// Shares on the birthday of each age, `[sex][age]`; one more age than there are rates.
    pub at_birthday: [Vec<Shares>; 2],
    /// Divisor that keeps the population's death rate on the table, `[year, age, sex]`.
    pub normaliser: Array3<f64>,
    /// Hazard ratios of death.
    ratios: Shares,
    /// How the decline rates of each simulated year differ from those of the pyramid's year and before, for which
    /// prevalence is known.
    pub trend: Vec<f64>,
}

/// The deaths-free probability of a yearly rate within one month.
fn monthly(rate: f64) -> f64 {
    1.0 - libm::exp(-rate / 12.0)
}

fn yearly(probability: f64) -> f64 {
    -12.0 * libm::log(1.0 - probability.clamp(0.0, 0.9))
}

impl Health {
    /// The rates of a course with the given curves and mortality.
    pub fn calibrate(course: &Course, curves: &AbilityCurves, mortality: &Mortality) -> Self {
        let (district, p) = (course.district(), course.parameters());
        let surveyed = district.pyramid.year;
        let trend = |year: i32| course.level(surveyed, year.max(surveyed), |stretch| stretch.parameters.ability_trend);
        let by_ability =
            [1.0, p.mortality_hazard_ratio_mild, p.mortality_hazard_ratio_moderate, p.mortality_hazard_ratio_severe];
        let mut health = Health {
            decline: Array4::zeros((AGES, 2, ABILITIES, DEMENTED)),
            recovery: Array3::zeros((AGES, 2, ABILITIES)),
            onset: Array2::zeros((AGES, 2)),
            at_birthday: [Vec::new(), Vec::new()],
            normaliser: Array3::ones(((district.end.year() - district.start.year() + 1) as usize, AGES, 2)),
            trend: (district.start.year()..=district.end.year()).map(trend).collect(),
            ratios: by_ability.map(|r| [r, r * p.mortality_hazard_ratio_dementia]),
        };
        for sex in 0..2 {
            health.balance(curves, mortality, p, district.start.year(), sex);
        }
        for sex in 0..2 {
            health.project(district, mortality, sex);
        }
        health
    }

    /// Walks one synthetic cohort from 60 to 110, month by month, and asks of every month which
    /// decline and onset keep it on its targets.
    fn balance(&mut self, curves: &AbilityCurves, mortality: &Mortality, p: &Parameters, year: i32, sex: usize) {
        let mut shares = self.shares_at_60(curves, p, sex);
        for age in 0..AGES {
            self.at_birthday[sex].push(shares);
            let mut flows = [0.0; ABILITIES]; // decline out of each level, sums of the year
            let mut at_risk = [0.0; ABILITIES];
            let (mut onsets, mut at_risk_of_onset) = (0.0, 0.0);
            let exact = (FIRST_AGE + age) as f64;
            let shape = recovery_shape(sex, exact + 0.5) * p.ability_recovery_mild_at_75;
            for (ability, ratio) in
                [(1, 1.0), (2, p.ability_recovery_moderate_ratio), (3, p.ability_recovery_severe_ratio)]
            {
                self.recovery[[age, sex, ability]] = shape * ratio;
            }
            for month in 0..12 {
                let next_age = exact + (month + 1) as f64 / 12.0;
                let death = self.death_probabilities(&shares, mortality.rate(year, sex, FIRST_AGE + age));
                let dead: f64 = sum(&shares, |a, d| death[a][d]);
                let alive = 1.0 - dead;
                // Decline: what each level must hand on so that the next month's targets are met.
                let at_least = curves.at_least(next_age, sex, p);
                let mut declining = [[0.0; DEMENTED]; ABILITIES];
                for level in 0..3 {
                    let above = |a: usize| a > level;
                    let stock: f64 = sum(&shares, |a, _| f64::from(above(a)));
                    let deaths: f64 = sum(&shares, |a, d| if above(a) { death[a][d] } else { 0.0 });
                    let recovered: f64 =
                        shares[level + 1].iter().sum::<f64>() * monthly(self.recovery[[age, sex, level + 1]]);
                    let flow = (at_least[level] * alive - stock + deaths + recovered).max(0.0);
                    let weight = shares[level][0] + p.ability_dementia_decline_ratio * shares[level][1];
                    // Beyond 100 hardly anybody is left above some levels: there a month's decline is capped.
                    let base = if weight > 1e-12 { (flow / weight).min(0.12) } else { 0.0 };
                    declining[level] = [base, (base * p.ability_dementia_decline_ratio).min(0.25)];
                    flows[level] += base;
                    at_risk[level] += 1.0;
                }
                // Onset of dementia, the same way.
                let demented: f64 = sum(&shares, |_, d| d as f64);
                let demented_deaths: f64 = sum(&shares, |a, d| if d == 1 { death[a][d] } else { 0.0 });
                let flow = (dementia_share(next_age, p) * alive - demented + demented_deaths).max(0.0);
                let onset = (flow / (1.0 - demented).max(1e-9)).min(0.3);
                onsets += onset;
                at_risk_of_onset += 1.0;
                let recovering = |a: usize| monthly(self.recovery[[age, sex, a]]);
                shares = one_month(&shares, &death, |a, d| declining[a][d], recovering, onset);
            }
            for level in 0..3 {
                let base = flows[level] / at_risk[level];
                self.decline[[age, sex, level, 0]] = yearly(base);
                self.decline[[age, sex, level, 1]] = yearly((base * p.ability_dementia_decline_ratio).min(0.25));
            }
            self.onset[[age, sex]] = yearly(onsets / at_risk_of_onset);
        }
        self.at_birthday[sex].push(shares);
    }

    /// Ability and dementia are taken as independent at 60; the excess of decline with dementia ties
    /// them afterwards.
    fn shares_at_60(&self, curves: &AbilityCurves, p: &Parameters, sex: usize) -> Shares {
        let [c1, c2, c3] = curves.at_least(FIRST_AGE as f64, sex, p);
        let dementia = dementia_share(FIRST_AGE as f64, p);
        [1.0 - c1, c1 - c2, c2 - c3, c3].map(|share| [share * (1.0 - dementia), share * dementia])
    }

    /// Monthly death probabilities by state when the whole population's rate is `rate`.
    fn death_probabilities(&self, shares: &Shares, rate: f64) -> Shares {
        let mean = self.mean_ratio(shares);
        self.ratios.map(|row| row.map(|ratio| monthly(rate * ratio / mean)))
    }

    /// Average hazard ratio of a population.
    fn mean_ratio(&self, shares: &Shares) -> f64 {
        sum(shares, |a, d| self.ratios[a][d])
    }

    /// Hazard ratio of death of a state against an independent elder without dementia.
    pub fn ratio(&self, ability: usize, demented: bool) -> f64 {
        self.ratios[ability][usize::from(demented)]
    }

    /// Projects every age's shares through the simulated years, so that the death rates by state can
    /// be divided by the average ratio of their own year and age.
    fn project(&mut self, district: &District, mortality: &Mortality, sex: usize) {
        let mut cohorts: Vec<Shares> = (0..AGES).map(|age| self.within(sex, age)).collect();
        for y in 0..self.normaliser.dim().0 {
            let year = district.start.year() + y as i32;
            let trend = self.trend[y];
            let mut mean = vec![(0.0, 0.0); AGES];
            // A cohort that is x and a half at the year's start spends half the year at x, half at x + 1.
            for (start_age, shares) in cohorts.iter_mut().enumerate() {
                for half in 0..2 {
                    let age = (start_age + half).min(AGES - 1);
                    let death = self.death_probabilities(shares, mortality.rate(year, sex, FIRST_AGE + age));
                    let decline: [[f64; DEMENTED]; ABILITIES] = std::array::from_fn(|a| {
                        std::array::from_fn(|d| monthly(self.decline[[age, sex, a, d]] * trend))
                    });
                    let recovery: [f64; ABILITIES] = std::array::from_fn(|a| monthly(self.recovery[[age, sex, a]]));
                    let onset = monthly(self.onset[[age, sex]]);
                    for _ in 0..6 {
                        mean[age] = (mean[age].0 + self.mean_ratio(shares), mean[age].1 + 1.0);
                        *shares = one_month(shares, &death, |a, d| decline[a][d], |a| recovery[a], onset);
                    }
                }
            }
            for (age, (ratio, months)) in mean.iter().enumerate() {
                self.normaliser[[y, age, sex]] = if *months > 0.0 { ratio / months } else { 1.0 };
            }
            // The cohort that was 59 and a half enters on its 60th birthday, half a year ago.
            cohorts.rotate_right(1);
            cohorts[0] = self.within(sex, 0);
        }
    }

    /// Shares in the middle of a year of age.
    pub fn within(&self, sex: usize, age: usize) -> Shares {
        let (a, b) = (&self.at_birthday[sex][age], &self.at_birthday[sex][age + 1]);
        std::array::from_fn(|i| std::array::from_fn(|d| (a[i][d] + b[i][d]) / 2.0))
    }
}

fn sum(shares: &Shares, weight: impl Fn(usize, usize) -> f64) -> f64 {
    let mut total = 0.0;
    for (a, row) in shares.iter().enumerate() {
        for (d, share) in row.iter().enumerate() {
            total += share * weight(a, d);
        }
    }
    total
}

/// The survivors' shares a month later, at most one event a person, as in the simulation.
fn one_month(
    shares: &Shares,
    death: &Shares,
    decline: impl Fn(usize, usize) -> f64,
    recovery: impl Fn(usize) -> f64,
    onset: f64,
) -> Shares {
    let mut next = [[0.0; DEMENTED]; ABILITIES];
    for a in 0..ABILITIES {
        for d in 0..DEMENTED {
            let share = shares[a][d];
            let down = if a + 1 < ABILITIES { decline(a, d) } else { 0.0 };
            let up = if a > 0 { recovery(a) } else { 0.0 };
            let begins = if d == 0 { onset } else { 0.0 };
            next[a][d] += share * (1.0 - death[a][d] - down - up - begins);
            if a + 1 < ABILITIES {
                next[a + 1][d] += share * down;
            }
            if a > 0 {
                next[a - 1][d] += share * up;
            }
            if d == 0 {
                next[a][1] += share * begins;
            }
        }
    }
    let alive = sum(&next, |_, _| 1.0);
    next.map(|row| row.map(|share| share / alive))
}
