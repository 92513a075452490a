//! Who has a spouse and who lives with a child, by age and sex.
use super::mortality::Mortality;
use crate::district::District;
use crate::parameters::Parameters;
use crate::report::{AGES, FIRST_AGE};

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
}

impl Household {
    /// A spouse at 60 is there later if the spouse lived on: the age profile follows from the other
    /// sex's life table. Nobody remarries. Co-residence of those without a spouse is solved so that
    /// the start's share living alone is the parameter's.
    pub fn new(district: &District, mortality: &Mortality, p: &Parameters) -> Self {
        let year = district.start.year();
        let at_60 = [p.household_partnered_men_at_60, p.household_partnered_women_at_60];
        let mut household = Household {
            partnered: [Vec::new(), Vec::new()],
            with_child_when_partnered: p.household_with_child_when_partnered,
            with_child_when_single: 0.0,
            newly_single: 0.0,
            age_gap: p.household_spouse_age_gap,
        };
        for (sex, share) in at_60.into_iter().enumerate() {
            let mut share = share;
            for age in 0..AGES {
                household.partnered[sex].push(share);
                share *= libm::exp(-household.widowhood(mortality, year, sex, FIRST_AGE + age));
            }
        }
        let pyramid = &district.pyramid;
        let (mut single, mut widowed, mut elders) = (0.0, 0.0, 0.0);
        for sex in 0..2 {
            for (column, persons) in pyramid.persons.row(sex).iter().enumerate() {
                let age = pyramid.first_age + column;
                if age >= FIRST_AGE {
                    let partnered = persons * household.partnered(sex, age - FIRST_AGE);
                    single += persons - partnered;
                    widowed += partnered * household.widowhood(mortality, year, sex, age);
                    elders += persons;
                }
            }
        }
        let alone_when_single = p.household_alone * elders / f64::max(single, 1e-9);
        let parents_alone = (alone_when_single - p.household_childless) / (1.0 - p.household_childless);
        household.with_child_when_single = (1.0 - parents_alone).clamp(0.02, 0.98);
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
        let spouse_age = age as f64 + if sex == 1 { self.age_gap } else { -self.age_gap };
        mortality.rate_at(year, 1 - sex, spouse_age)
    }
}
