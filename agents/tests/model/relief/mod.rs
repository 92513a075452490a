//! Relief and the budget: households, books that lag, programmes as data, every fen once, and what happens when
//! there is no money. Recomputed from the households, not from the model's own audit.
mod books;
mod caseload;
mod facts;
mod known_answers;
mod money;
mod policies;
mod structure;

use super::worlds::advance_all;
use agents::ActorMonth;
use agents::budget::report::BureauMonth;
use agents::relief::household::Household;
use agents::relief::report::{HardshipCounts, ReliefMonth};
use agents::{Community, DistrictActor};
use scenarios::Baseline;
use sim_core::{Month, World};

/// A month as communities and the bureau reported it.
pub struct Seen {
    pub month: Month,
    /// By community.
    pub relief: Vec<ReliefMonth>,
    pub bureau: BureauMonth,
    /// Everything else.
    pub reports: Vec<ActorMonth>,
}

/// Lives the next month of `world`.
pub fn see(world: &mut World<DistrictActor>) -> Seen {
    let month = world.month();
    let reports = advance_all(world);
    Seen {
        month,
        relief: reports.iter().filter_map(ActorMonth::community).map(|month| month.relief.clone()).collect(),
        bureau: reports.iter().find_map(ActorMonth::bureau).expect("a bureau").clone(),
        reports,
    }
}

impl Seen {
    /// Of all communities.
    pub fn hardship(&self) -> HardshipCounts {
        let mut sum = HardshipCounts::default();
        self.relief.iter().for_each(|month| sum += &month.hardship);
        sum
    }
}

/// Every household in hardship.
pub fn households(world: &World<DistrictActor>) -> impl Iterator<Item = &Household> {
    world.actors().iter().filter_map(DistrictActor::community).map(Community::relief).flat_map(|r| r.households())
}

/// The position of a programme.
pub fn programme(baseline: &Baseline, id: &str) -> usize {
    let programmes = &baseline.district.relief.programmes;
    programmes.iter().position(|programme| programme.id == id).unwrap_or_else(|| panic!("no programme {id}"))
}

/// The same district with so many times the appropriations, and nothing added in the year.
pub fn with_money(mut baseline: Baseline, times: f64) -> Baseline {
    use agents::parameters::Quantity;
    for account in &mut baseline.district.budget.accounts {
        account.appropriation = Quantity::exactly(account.appropriation.value * times);
        account.reserve = Quantity::exactly(0.0);
    }
    baseline
}
