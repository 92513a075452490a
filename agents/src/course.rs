//! The course of a replicate: which district, and which parameters, hold from which month on.
//!
//! A scenario changes its district in some months; between two of them nothing changes. So a replicate is lived with
//! one [`crate::Model`] after another, and every number of a district can be moved at a date without any rule of the
//! model knowing of it. What grows over years is compounded along the course: a change of a rate of growth bends the
//! curve and makes no jump.
use crate::district::{District, placed};
use crate::parameters::{ParameterChoice, Parameters};
use crate::prior::Places;
use sim_core::{Draws, Month};
use std::sync::Arc;

/// Months in which one district holds.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// First month.
    pub from: Month,
    /// What is known from then on.
    pub district: Arc<District>,
    /// The replicate's values of its quantities.
    pub parameters: Parameters,
}

/// The stretches up to the present one.
#[derive(Clone, Debug)]
pub struct Course {
    past: Vec<Arc<Stretch>>,
    now: Arc<Stretch>,
    /// The replicate's values before any run or scenario moved them.
    unmoved: Arc<Parameters>,
    /// Where its quantities lie inside their ranges.
    places: Arc<Places>,
    choice: ParameterChoice,
    draws: Draws,
}

impl Course {
    /// A course that begins with `district`, its parameters drawn or fixed.
    pub fn new(district: Arc<District>, choice: ParameterChoice, draws: Draws) -> Self {
        let places = district.places(choice, &draws);
        let parameters = [&district.quantities, &district.baseline_quantities].map(|of| placed(of, &places));
        Self::with(district, parameters, choice, draws)
    }

    /// The same with given parameters: those that hold, and those before any run or scenario moved them.
    pub fn with(
        district: Arc<District>,
        [parameters, unmoved]: [Parameters; 2],
        choice: ParameterChoice,
        draws: Draws,
    ) -> Self {
        let places = Arc::new(district.places(choice, &draws));
        let now = Arc::new(Stretch { from: district.start, district, parameters });
        Course { past: Vec::new(), now, unmoved: Arc::new(unmoved), places, choice, draws }
    }

    /// The same course, from the month `from` on with another district.
    pub fn then(&self, from: Month, district: Arc<District>) -> Self {
        let mut past = self.past.clone();
        past.push(Arc::clone(&self.now));
        let parameters = placed(&district.quantities, &self.places);
        let now = Arc::new(Stretch { from, district, parameters });
        let (unmoved, places) = (Arc::clone(&self.unmoved), Arc::clone(&self.places));
        Course { past, now, unmoved, places, choice: self.choice, draws: self.draws }
    }

    /// What holds now.
    pub fn now(&self) -> &Stretch {
        &self.now
    }

    /// What holds now of the district.
    pub fn district(&self) -> &District {
        &self.now.district
    }

    /// The values that hold now.
    pub fn parameters(&self) -> &Parameters {
        &self.now.parameters
    }

    /// The values before any run or scenario moved them: what is kept in balance with one of them does not follow a lever.
    pub fn unmoved(&self) -> &Parameters {
        &self.unmoved
    }

    /// Where the replicate's quantities lie inside their ranges.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Whether quantities are drawn.
    pub fn choice(&self) -> ParameterChoice {
        self.choice
    }

    /// The replicate's draws.
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// What held in a month, or will as far as is known.
    pub fn at(&self, month: Month) -> &Stretch {
        if month >= self.now.from {
            return &self.now;
        }
        self.past.iter().rev().find(|stretch| stretch.from <= month).or(self.past.first()).unwrap_or(&self.now)
    }

    /// What holds in a calendar year: now, or what held in its January.
    pub fn of_year(&self, year: i32) -> &Stretch {
        if year >= self.now.from.year() { &self.now } else { self.at(Month::january(year)) }
    }

    /// The level that yearly steps lead to, relative to before them: one factor 1 + `rate` for each of `steps`, as the
    /// rate is in that month. Equal rates are taken together, so that without a change this is one power.
    pub fn compound(&self, steps: impl IntoIterator<Item = Month>, rate: impl Fn(&Stretch) -> f64) -> f64 {
        self.power(steps, 1.0, rate)
    }

    fn power(&self, steps: impl IntoIterator<Item = Month>, sign: f64, rate: impl Fn(&Stretch) -> f64) -> f64 {
        let (mut level, mut last, mut run) = (1.0, 0.0, 0u32);
        for month in steps {
            let next = rate(self.at(month));
            if run > 0 && next != last {
                level *= libm::pow(1.0 + last, sign * f64::from(run));
                run = 0;
            }
            (last, run) = (next, run + 1);
        }
        if run > 0 { level * libm::pow(1.0 + last, sign * f64::from(run)) } else { level }
    }

    /// The level of a calendar year relative to `known`, growing every January.
    pub fn level(&self, known: i32, year: i32, rate: impl Fn(&Stretch) -> f64) -> f64 {
        if year >= known {
            self.power((known + 1..=year).map(Month::january), 1.0, rate)
        } else {
            self.power((year + 1..=known).map(Month::january), -1.0, rate)
        }
    }

    /// [`Course::level`] by simulated year, relative to the year after the pyramid's, of which amounts of money are.
    pub fn growth(&self, rate: impl Fn(&Stretch) -> f64 + Copy) -> Vec<f64> {
        let district = self.district();
        let (first, last) = (district.start.year(), district.end.year().max(district.start.year()));
        (first..=last).map(|year| self.level(district.pyramid.year + 1, year, rate)).collect()
    }
}
