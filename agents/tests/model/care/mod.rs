//! Care: whoever needs it is in somebody's books once, nothing is given that is not there, and what
//! more beds, another rule or lost carers do has the sign that it must have. Recomputed from the elders,
//! their cases and the homes' lists, not from the model's own audit.
mod assessment;
mod books;
mod facts;
mod homes;
mod keeper;
mod policies;

use super::worlds::{advance_all, communities};
use agents::ActorMonth;
use agents::DistrictActor;
use agents::care::case::Case;
use agents::care::report::{AgencyMonth, BedCounts, FacilityMonth, WaitingCounts};
use agents::report::CommunityMonth;
use sim_core::{Month, World};

/// A month as its actors reported it.
pub struct Seen {
    pub month: Month,
    pub communities: Vec<CommunityMonth>,
    pub homes: Vec<FacilityMonth>,
    pub agencies: Vec<AgencyMonth>,
}

/// Lives the next month of `world`.
pub fn see(world: &mut World<DistrictActor>) -> Seen {
    let mut seen = Seen { month: world.month(), communities: vec![], homes: vec![], agencies: vec![] };
    for report in advance_all(world) {
        match report {
            ActorMonth::Community(month) => seen.communities.push(*month),
            ActorMonth::Facility(month) => seen.homes.push(*month),
            ActorMonth::Agency(month) => seen.agencies.push(*month),
            _ => (),
        }
    }
    seen
}

/// The last of the months until the end of `last`.
pub fn see_until(world: &mut World<DistrictActor>, last: Month) -> Seen {
    assert!(world.month() <= last, "{last} is over");
    loop {
        let seen = see(world);
        if seen.month == last {
            return seen;
        }
    }
}

impl Seen {
    /// What is wanted of all types, summed over the communities.
    pub fn waiting(&self) -> WaitingCounts {
        let mut sum = WaitingCounts::default();
        for waiting in self.communities.iter().flat_map(|community| &community.care.waiting) {
            sum += waiting;
        }
        sum
    }

    /// Beds of all homes and types.
    pub fn beds(&self) -> BedCounts {
        let mut sum = BedCounts::default();
        for beds in self.homes.iter().flat_map(|home| &home.beds) {
            sum += beds;
        }
        sum
    }
}

/// Every case of `world`.
pub fn cases(world: &World<DistrictActor>) -> impl Iterator<Item = &Case> {
    communities(world).flat_map(|community| community.care().cases().iter().map(|(_, case)| case))
}
