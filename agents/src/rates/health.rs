//! Ability and dementia: targets by age, and the rates that keep a population on them.
//!
//! Ability targets are logistic curves through the surveyed age bands; the odds of dementia double with age. Recovery has its published shape. What remains, the rates of decline and of
//! dementia onset, follow from the balance of every age: stock next month = stock + in - out -
//! deaths. So the level is calibrated to prevalence at every age, and nothing is fitted by hand.
use super::mortality::Mortality;
use crate::course::Course;
use crate::district::{District, RegisteredPyramid};
use crate::parameters::Parameters;
use crate::report::{AGES, FIRST_AGE};
use crate::status::{ABILITIES, INCOMES, SEVERITIES};
use ndarray::{Array2, Array3, Array4};

/// A number for each ability and stage of dementia, the first without; a case file changes no rate of health.
type ByHealth = [[f64; SEVERITIES]; ABILITIES];
/// Shares by ability, stage of dementia and income: of a population, or within each income.
pub type Shares = [[[f64; INCOMES]; SEVERITIES]; ABILITIES];
/// Largest monthly probability of declining.
const MOST_DECLINE: f64 = 0.25;
/// Slowest growth of prevalence, a year, from which the stages of dementia at 60 are taken.
const LEAST_GROWTH: f64 = 1e-3;

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
fn dementia_share(age: f64, sex: usize, p: &Parameters) -> f64 {
    let side = if sex == 1 { 0.5 } else { -0.5 };
    let doublings = (age - 62.5) / p.dementia_doubling_years;
    let growth = doublings * std::f64::consts::LN_2 + side * libm::log(p.dementia_female_odds);
    logistic(logit(p.dementia_prevalence_60_64) + growth)
}

/// Factors of the incomes where low has `ratio` times that of high, and middle is between.
fn gradient(ratio: f64) -> [f64; INCOMES] {
    let root = libm::sqrt(ratio);
    [root, 1.0, 1.0 / root]
}

/// What `ratio` a stage comes to at each stage; none without dementia.
fn by_stage(ratio: f64) -> [f64; SEVERITIES] {
    [1.0, ratio, ratio * ratio, ratio * ratio * ratio]
}

/// Shares of mild, moderate and severe dementia at 60: those of a stock that grows as prevalence does there.
fn stages_at_60(p: &Parameters) -> [f64; SEVERITIES] {
    let growth = (std::f64::consts::LN_2 / p.dementia_doubling_years).max(LEAST_GROWTH);
    let moderate = p.dementia_progression_mild / (growth + p.dementia_progression_moderate);
    let severe = moderate * p.dementia_progression_moderate / growth;
    let all = 1.0 + moderate + severe;
    [0.0, 1.0 / all, moderate / all, severe / all]
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
    /// Rate a year of declining by one level, `[age, sex, ability, stage of dementia]`, at the survey's date.
    pub decline: Array4<f64>,
    /// Rate a year of recovering by one level, `[age, sex, ability]`.
    pub recovery: Array3<f64>,
    /// Rate a year of dementia onset, `[age, sex]`.
    pub onset: Array2<f64>,
    /// Rate a year of going on to the next stage of dementia, by stage.
    pub progression: [f64; SEVERITIES],
    /// Factors of the monthly probability of death, by income.
    pub death_by_income: [f64; INCOMES],
    /// The same of decline.
    pub decline_by_income: [f64; INCOMES],
    /// The largest monthly probability of declining, and yearly rate: of the income that declines fastest it is
    /// [`MOST_DECLINE`].
    most_decline: f64,
    most_decline_rate: f64,
    /// Shares of the incomes at entry, at every age.
    pub incomes: [f64; INCOMES],
    /// Shares within each income on the birthday of each age, `[sex][age]`; one more age than there are rates.
    pub at_birthday: [Vec<Shares>; 2],
    /// Divisor that keeps the population's death rate on the table, `[year, age, sex]`.
    pub normaliser: Array3<f64>,
    /// Hazard ratios of death.
    ratios: ByHealth,
    /// How the decline rates of each simulated year differ from those of the pyramid's year and before, for which
    /// prevalence is known, `[year, age, sex]`.
    pub trend: Array3<f64>,
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
        let first = district.start.year();
        let years = (district.end.year() - first + 1) as usize;
        let trends: Vec<f64> = (first..first + years as i32)
            .map(|year| course.level(surveyed, year.max(surveyed), |stretch| stretch.parameters.ability_trend))
            .collect();
        let trend = Array3::from_shape_fn((years, AGES, 2), |(y, age, sex)| {
            let progress = mortality.progress(first + y as i32, sex, FIRST_AGE + age);
            let coupled = if progress == 1.0 { 1.0 } else { libm::pow(progress, p.ability_coupling) };
            trends[y] * coupled
        });
        let decline_by_income = gradient(p.ability_income_gradient);
        let most_decline = MOST_DECLINE / decline_by_income.into_iter().fold(1.0, f64::max);
        let by_ability =
            [1.0, p.mortality_hazard_ratio_mild, p.mortality_hazard_ratio_moderate, p.mortality_hazard_ratio_severe];
        let mut health = Health {
            decline: Array4::zeros((AGES, 2, ABILITIES, SEVERITIES)),
            recovery: Array3::zeros((AGES, 2, ABILITIES)),
            onset: Array2::zeros((AGES, 2)),
            progression: [0.0, p.dementia_progression_mild, p.dementia_progression_moderate, 0.0],
            at_birthday: [Vec::new(), Vec::new()],
            normaliser: Array3::ones((years, AGES, 2)),
            trend,
            death_by_income: gradient(p.mortality_income_gradient),
            decline_by_income,
            most_decline,
            most_decline_rate: yearly(most_decline),
            incomes: [p.income_low, (1.0 - p.income_low - p.income_high).max(0.0), p.income_high],
            ratios: by_ability.map(|r| by_stage(p.mortality_hazard_ratio_dementia).map(|of_stage| r * of_stage)),
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
        let faster = by_stage(p.ability_dementia_decline_ratio);
        let most = self.most_decline;
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
                // As many of each income at every age: of those who die, others of their income take the place.
                let lived = weigh(&shares, &self.incomes);
                let death = self.death_probabilities(&lived, mortality.rate(year, sex, FIRST_AGE + age));
                let dead = within_incomes(&shares, |a, d, i| death[a][d] * self.death_by_income[i]);
                let weights: [f64; INCOMES] = std::array::from_fn(|i| self.incomes[i] / (1.0 - dead[i]));
                let next = weigh(&shares, &weights);
                // Decline: what each level must hand on so that the next month's targets are met.
                let at_least = curves.at_least(next_age, sex, p);
                let mut declining: ByHealth = [[0.0; SEVERITIES]; ABILITIES];
                for level in 0..3 {
                    let recovering = monthly(self.recovery[[age, sex, level + 1]]);
                    // Those who are still above the level in a month, were there no decline.
                    let still = sum(&next, |a, d, i| {
                        let recovers = if a == level + 1 { recovering } else { 0.0 };
                        if a > level { 1.0 - death[a][d] * self.death_by_income[i] - recovers } else { 0.0 }
                    });
                    let flow = (at_least[level] - still).max(0.0);
                    let weight =
                        sum(&next, |a, d, i| if a == level { faster[d] * self.decline_by_income[i] } else { 0.0 });
                    // Beyond 100 hardly anybody is left above some levels: there a month's decline is capped.
                    let base = if weight > 1e-12 { (flow / weight).min(0.12) } else { 0.0 };
                    declining[level] = faster.map(|faster| with_dementia(base, faster, most));
                    flows[level] += base;
                    at_risk[level] += 1.0;
                }
                // Onset of dementia, the same way.
                let still = sum(&next, |a, d, i| if d > 0 { 1.0 - death[a][d] * self.death_by_income[i] } else { 0.0 });
                let flow = (dementia_share(next_age, sex, p) - still).max(0.0);
                let without = sum(&next, |_, d, _| f64::from(u8::from(d == 0)));
                let onset = (flow / without.max(1e-9)).min(0.3);
                onsets += onset;
                at_risk_of_onset += 1.0;
                shares = Chances::of(self, &death, &declining, self.recovering(age, sex), onset).month(&shares);
                let left = within_incomes(&shares, |_, _, _| 1.0);
                shares = weigh(&shares, &left.map(|left| 1.0 / left.max(1e-12)));
            }
            for level in 0..3 {
                let base = flows[level] / at_risk[level];
                for (stage, faster) in faster.into_iter().enumerate() {
                    self.decline[[age, sex, level, stage]] = yearly(with_dementia(base, faster, most));
                }
            }
            self.onset[[age, sex]] = yearly(onsets / at_risk_of_onset);
        }
        self.at_birthday[sex].push(shares);
    }

    /// Ability and dementia are taken as independent at 60; the excess of decline with dementia ties
    /// them afterwards. Incomes differ in disability there as they do in decline.
    fn shares_at_60(&self, curves: &AbilityCurves, p: &Parameters, sex: usize) -> Shares {
        let [c1, c2, c3] = curves.at_least(FIRST_AGE as f64, sex, p);
        let dementia = dementia_share(FIRST_AGE as f64, sex, p);
        let mut stages = stages_at_60(p).map(|share| share * dementia);
        stages[0] = 1.0 - dementia;
        let mean: f64 = self.incomes.iter().zip(self.decline_by_income).map(|(share, factor)| share * factor).sum();
        let of_income = self.decline_by_income.map(|factor| factor / mean.max(1e-9));
        let abilities = of_income.map(|factor| {
            let [c1, c2, c3] = [c1, c2, c3].map(|share| (share * factor).min(0.95));
            [1.0 - c1, c1 - c2, c2 - c3, c3]
        });
        std::array::from_fn(|a| stages.map(|stage| std::array::from_fn(|i| abilities[i][a] * stage)))
    }

    /// Monthly probabilities of recovering by one level.
    fn recovering(&self, age: usize, sex: usize) -> [f64; ABILITIES] {
        std::array::from_fn(|a| monthly(self.recovery[[age, sex, a]]))
    }

    /// Rate a year of declining by one level in a simulated year, capped as in every month of the calibration.
    pub fn decline_in(&self, year: usize, (age, sex): (usize, usize), ability: usize, severity: usize) -> f64 {
        let rate = self.decline[[age, sex, ability, severity]] * self.trend[[year, age, sex]];
        rate.min(self.most_decline_rate)
    }

    /// Monthly death probabilities by health when the whole population's rate is `rate`; those of an income are
    /// [`Health::death_by_income`] times as high.
    fn death_probabilities(&self, shares: &Shares, rate: f64) -> ByHealth {
        let mean = self.mean_ratio(shares);
        self.ratios.map(|row| row.map(|ratio| monthly(rate * ratio / mean)))
    }

    /// Average hazard ratio of a population.
    fn mean_ratio(&self, shares: &Shares) -> f64 {
        sum(shares, |a, d, i| self.ratios[a][d] * self.death_by_income[i])
    }

    /// Hazard ratio of death of an ability and stage of dementia against an independent elder without dementia.
    pub fn ratio(&self, ability: usize, severity: usize) -> f64 {
        self.ratios[ability][severity]
    }

    /// Projects every age's shares through the simulated years, so that the death rates by state can
    /// be divided by the average ratio of their own year and age.
    fn project(&mut self, district: &District, mortality: &Mortality, sex: usize) {
        let mut cohorts: Vec<Shares> = (0..AGES).map(|age| self.entering(sex, age)).collect();
        for y in 0..self.normaliser.dim().0 {
            let year = district.start.year() + y as i32;
            let mut mean = vec![(0.0, 0.0); AGES];
            // A cohort that is x and a half at the year's start spends half the year at x, half at x + 1.
            for (start_age, shares) in cohorts.iter_mut().enumerate() {
                for half in 0..2 {
                    let age = (start_age + half).min(AGES - 1);
                    let death = self.death_probabilities(shares, mortality.rate(year, sex, FIRST_AGE + age));
                    let decline: ByHealth =
                        std::array::from_fn(|a| std::array::from_fn(|d| monthly(self.decline_in(y, (age, sex), a, d))));
                    let onset = monthly(self.onset[[age, sex]]);
                    let chances = Chances::of(self, &death, &decline, self.recovering(age, sex), onset);
                    for _ in 0..6 {
                        let alive = sum(shares, |_, _, _| 1.0);
                        mean[age] = (mean[age].0 + self.mean_ratio(shares) / alive, mean[age].1 + 1.0);
                        *shares = chances.month(shares);
                    }
                    *shares = weigh(shares, &[1.0 / sum(shares, |_, _, _| 1.0); INCOMES]);
                }
            }
            for (age, (ratio, months)) in mean.iter().enumerate() {
                self.normaliser[[y, age, sex]] = if *months > 0.0 { ratio / months } else { 1.0 };
            }
            // The cohort that was 59 and a half enters on its 60th birthday, half a year ago.
            cohorts.rotate_right(1);
            cohorts[0] = self.entering(sex, 0);
        }
    }

    /// Shares within each income in the middle of a year of age.
    pub fn within(&self, sex: usize, age: usize) -> Shares {
        let (a, b) = (&self.at_birthday[sex][age], &self.at_birthday[sex][age + 1]);
        std::array::from_fn(|h| std::array::from_fn(|d| std::array::from_fn(|i| (a[h][d][i] + b[h][d][i]) / 2.0)))
    }

    /// Shares of those who are of an age when they enter the model: at the start, or from elsewhere.
    pub fn entering(&self, sex: usize, age: usize) -> Shares {
        weigh(&self.within(sex, age), &self.incomes)
    }

    /// Shares of those who turn 60.
    pub fn at_sixty(&self, sex: usize) -> Shares {
        weigh(&self.at_birthday[sex][0], &self.incomes)
    }
}

/// Monthly probabilities of what happens to those of each state.
struct Chances {
    stay: Shares,
    down: Shares,
    up: [f64; ABILITIES],
    onward: [f64; SEVERITIES],
}

impl Chances {
    fn of(health: &Health, death: &ByHealth, decline: &ByHealth, up: [f64; ABILITIES], onset: f64) -> Self {
        let mut onward = health.progression.map(monthly);
        onward[0] = onset;
        let mut chances = Chances { stay: Shares::default(), down: Shares::default(), up, onward };
        for (a, up) in up.into_iter().enumerate() {
            for (d, onward) in onward.into_iter().enumerate() {
                let falls = if a + 1 < ABILITIES { decline[a][d] } else { 0.0 };
                for i in 0..INCOMES {
                    let down = falls * health.decline_by_income[i];
                    chances.down[a][d][i] = down;
                    chances.stay[a][d][i] = 1.0 - death[a][d] * health.death_by_income[i] - down - up - onward;
                }
            }
        }
        chances
    }

    /// Those who are left a month later, at most one event a person, as in the simulation.
    fn month(&self, shares: &Shares) -> Shares {
        let mut next = Shares::default();
        for a in 0..ABILITIES {
            for d in 0..SEVERITIES {
                for i in 0..INCOMES {
                    let mut left = shares[a][d][i] * self.stay[a][d][i];
                    if a > 0 {
                        left += shares[a - 1][d][i] * self.down[a - 1][d][i];
                    }
                    if a + 1 < ABILITIES {
                        left += shares[a + 1][d][i] * self.up[a + 1];
                    }
                    if d > 0 {
                        left += shares[a][d - 1][i] * self.onward[d - 1];
                    }
                    next[a][d][i] = left;
                }
            }
        }
        next
    }
}

/// The monthly probability of declining with dementia of a stage, from that without, at most `most`.
fn with_dementia(base: f64, faster: f64, most: f64) -> f64 {
    if faster > 1.0 { (base * faster).min(most) } else { base * faster }
}

fn sum(shares: &Shares, weight: impl Fn(usize, usize, usize) -> f64) -> f64 {
    within_incomes(shares, weight).iter().sum()
}

/// The same of each income.
fn within_incomes(shares: &Shares, weight: impl Fn(usize, usize, usize) -> f64) -> [f64; INCOMES] {
    let mut totals = [0.0; INCOMES];
    for (a, row) in shares.iter().enumerate() {
        for (d, shares) in row.iter().enumerate() {
            for (i, share) in shares.iter().enumerate() {
                totals[i] += share * weight(a, d, i);
            }
        }
    }
    totals
}

/// Shares, each income's times a weight.
fn weigh(shares: &Shares, weights: &[f64; INCOMES]) -> Shares {
    shares.map(|row| row.map(|shares| std::array::from_fn(|i| shares[i] * weights[i])))
}
