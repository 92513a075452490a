//! Who has a spouse and who lives with a child, by age and sex.
use super::mortality::Mortality;
use crate::district::District;
use crate::parameters::Parameters;
use crate::report::{AGES, FIRST_AGE};

/// Years over which most children of parents of one age retire: the scale of a logistic curve (assumed).
const RETIREMENT_SPREAD: f64 = 2.5;
/// Age of the parent from which on no child retires.
const LAST_RETIREMENT: usize = 97;
/// Years of birth between which the share of parents with one child rises.
const ONLY_CHILD: [i32; 2] = [1940, 1955];

/// Shares of elders by household, and the co-residence to which households return.
#[derive(Clone, Debug)]
pub struct Household {
    /// Share with a spouse, `[sex][age]`.
    partnered: [Vec<f64>; 2],
    /// Share of partnered parents who live with a child.
    pub with_child_when_partnered: f64,
    /// Share of parents without a spouse who live with a child.
    pub with_child_when_single: f64,
    /// Newly widowed a year relative to those without a spouse, at the start.
    newly_single: f64,
    age_gap: f64,
    /// Share of parents with one child, of those born at either end of [`ONLY_CHILD`].
    only_child: [f64; 2],
    /// Chance that a child lives near.
    child_near: f64,
    /// Age of the parent at which half of the children have retired.
    retires_at: f64,
}

impl Household {
    /// A spouse at 60 is there later if the spouse lived on: the age profile follows from the other
    /// sex's life table. Nobody remarries. Co-residence of those without a spouse is solved so that
    /// the start's share living alone is the parameter's, that of couples so that the share in households of elders alone is.
    pub fn new(district: &District, mortality: &Mortality, p: &Parameters) -> Self {
        let year = district.start.year();
        let at_60 = [p.household_partnered_men_at_60, p.household_partnered_women_at_60];
        let mut household = Household {
            partnered: [Vec::new(), Vec::new()],
            with_child_when_partnered: 0.0,
            with_child_when_single: 0.0,
            newly_single: 0.0,
            age_gap: p.household_spouse_age_gap,
            only_child: [p.kin_only_child_1940, p.kin_only_child_1955],
            child_near: p.kin_child_near,
            retires_at: p.kin_child_retires_at,
        };
        for (sex, share) in at_60.into_iter().enumerate() {
            let mut share = share;
            for age in 0..AGES {
                household.partnered[sex].push(share);
                share *= libm::exp(-household.widowhood(mortality, year, sex, FIRST_AGE + age));
            }
        }
        let pyramid = &district.pyramid;
        let (mut single, mut widowed, mut elders, mut couples) = (0.0, 0.0, 0.0, 0.0);
        for sex in 0..2 {
            for (column, persons) in pyramid.persons.row(sex).iter().enumerate() {
                let age = pyramid.first_age + column;
                if age >= FIRST_AGE {
                    let partnered = persons * household.partnered(sex, age - FIRST_AGE);
                    single += persons - partnered;
                    widowed += partnered * household.widowhood(mortality, year, sex, age);
                    elders += persons;
                    let spouse_is_elder = household.spouse_age(sex, age as f64 + 0.5) >= FIRST_AGE as f64;
                    couples += if spouse_is_elder { partnered } else { 0.0 };
                }
            }
        }
        let with_child = |without: f64| {
            let parents_without = (without - p.household_childless) / (1.0 - p.household_childless);
            (1.0 - parents_without).clamp(0.02, 0.98)
        };
        household.with_child_when_single = with_child(p.household_alone * elders / f64::max(single, 1e-9));
        let couples_only = (p.household_elder_only - p.household_alone) * elders;
        household.with_child_when_partnered = with_child(couples_only / f64::max(couples, 1e-9));
        household.newly_single = widowed / f64::max(single, 1e-9);
        household
    }

    /// Rates a year of a child moving in with a partnered parent and with one without a spouse: what
    /// keeps each group's co-residence where it started, when children leave at `leaving` a year and
    /// the newly widowed bring the couples' co-residence with them.
    pub fn returning(&self, leaving: f64) -> (f64, f64) {
        let (couples, singles) = (self.with_child_when_partnered, self.with_child_when_single);
        let partnered = leaving * couples / (1.0 - couples);
        let single = (leaving * singles + self.newly_single * (singles - couples)) / (1.0 - singles);
        (partnered, single.max(0.0))
    }

    /// Share with a spouse at `age` (from 60).
    pub fn partnered(&self, sex: usize, age: usize) -> f64 {
        self.partnered[sex][age.min(AGES - 1)]
    }

    /// Rate a year of losing a spouse: the death rate of the other sex at the spouse's age.
    pub fn widowhood(&self, mortality: &Mortality, year: i32, sex: usize, age: usize) -> f64 {
        mortality.rate_at(year, 1 - sex, self.spouse_age(sex, age as f64))
    }

    fn spouse_age(&self, sex: usize, age: f64) -> f64 {
        age + if sex == 1 { self.age_gap } else { -self.age_gap }
    }

    /// Share of parents born in a year who have one child.
    pub fn only_child(&self, born: i32) -> f64 {
        let [from, to] = ONLY_CHILD;
        let part = f64::from((born - from).clamp(0, to - from)) / f64::from(to - from);
        self.only_child[0] + part * (self.only_child[1] - self.only_child[0])
    }

    /// Share of parents with one child, or with several, of whom one lives near: two stand for several.
    pub fn child_near(&self, several: bool) -> f64 {
        let far = 1.0 - self.child_near;
        1.0 - if several { far * far } else { far }
    }

    /// Share of parents of an age (from 60) whose child is at work.
    pub fn child_works(&self, age: usize) -> f64 {
        1.0 / (1.0 + libm::exp(((FIRST_AGE + age) as f64 + 0.5 - self.retires_at) / RETIREMENT_SPREAD))
    }

    /// Rate a year at which children of parents of an age retire: that which keeps [`Household::child_works`], up to an
    /// age at which hardly any child is at work.
    pub fn child_retires(&self, age: usize) -> f64 {
        if FIRST_AGE + age < LAST_RETIREMENT { (1.0 - self.child_works(age)) / RETIREMENT_SPREAD } else { 0.0 }
    }
}
