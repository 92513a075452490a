//! The world of the month before the start: every actor, in agreement with all others.
mod care;

use crate::actor::DistrictActor;
use crate::budget::Bureau;
use crate::community::Community;
use crate::facility::Facility;
use crate::home_care::HomeCareAgency;
use crate::model::Model;
use crate::workforce::{self, EmployerKind, LabourMarket};
use sim_core::World;
use std::sync::Arc;

impl Model {
    /// The world of the month before the start, about to step the first month.
    pub fn world(self) -> World<DistrictActor> {
        let places = 0..self.district().communities.len();
        let posts: Vec<f64> =
            places.map(|place| workforce::office_posts(&self, place, workforce::BEFORE_START) as f64).collect();
        let offices = workforce::employers_at_start(&self, EmployerKind::CommunityOffice, &posts);
        let mut communities: Vec<Community> =
            offices.into_iter().enumerate().map(|(place, office)| Community::new(&self, place, office)).collect();
        let (mut homes, mut agencies) = care::prepare(&self, &mut communities);
        let employers = communities
            .iter_mut()
            .map(Community::office_mut)
            .chain(homes.iter_mut().map(Facility::workers_mut))
            .chain(agencies.iter_mut().map(HomeCareAgency::workers_mut));
        let centre = workforce::training_at_start(&self, employers);
        let mut claims = Vec::new();
        for (place, community) in (0..).zip(&mut communities) {
            let address = self.addresses().community(place);
            claims.extend(community.claims_at_start(&self).into_iter().map(|claim| (address, claim)));
        }
        let bureau = Bureau::new(&self, &claims);
        // In the order of `Addresses`.
        let actors = communities
            .into_iter()
            .map(DistrictActor::from)
            .chain(homes.into_iter().map(DistrictActor::from))
            .chain(agencies.into_iter().map(DistrictActor::from))
            .chain([centre.into(), LabourMarket::default().into(), bureau.into()])
            .collect();
        let (replicate, start) = (self.draws.replicate(), self.district().start);
        World::new(Arc::new(self), replicate, start, actors)
    }
}
