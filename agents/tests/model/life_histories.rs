//! Whole lives, person by person, and where two versions of them part.
use super::worlds::{advance, communities};
use agents::DistrictActor;
use agents::status::Status;
use sim_core::{Month, World};
use std::collections::{BTreeMap, BTreeSet};

/// One elder's time in the district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Month of birth.
    pub birth: Month,
    /// The first month at whose end the elder is in the district.
    pub first: Month,
    /// State at each month's end from then on.
    pub statuses: Vec<Status>,
    /// Address of the community at each month's end.
    pub places: Vec<u8>,
}

impl Life {
    fn at(&self, month: Month) -> Option<Status> {
        usize::try_from(month - self.first).ok().and_then(|i| self.statuses.get(i).copied())
    }
}

/// Lives by person id.
pub type Lives = BTreeMap<u32, Life>;

/// Takes down everybody's state at the end of the month before `world`'s next.
pub fn record(lives: &mut Lives, world: &World<DistrictActor>) {
    let month = world.month() - 1;
    for (place, community) in communities(world).enumerate() {
        for (id, birth, status) in community.elders() {
            let life =
                lives.entry(id).or_insert_with(|| Life { birth, first: month, statuses: vec![], places: vec![] });
            assert_eq!(life.birth, birth, "person {id} was born twice");
            assert_eq!(life.first + life.statuses.len() as i32, month, "person {id} was away, or here twice");
            life.statuses.push(status);
            life.places.push(place as u8);
        }
    }
}

/// The lives of everybody in `world` until the end of month `last`.
pub fn live(mut world: World<DistrictActor>, last: Month) -> Lives {
    let mut lives = Lives::new();
    record(&mut lives, &world);
    while world.month() <= last {
        advance(&mut world);
        record(&mut lives, &world);
    }
    lives
}

/// The first month in which two versions of a life differ in state; `None` for a person who is not
/// in the district, before entry or after the end.
#[derive(Clone, Copy, Debug)]
pub struct Parting {
    /// Person.
    pub id: u32,
    /// The first month at whose end the versions differ.
    pub month: Month,
    /// State at the end of the month before, in both.
    pub before: Option<Status>,
    /// State in the first version.
    pub one: Option<Status>,
    /// State in the second version.
    pub other: Option<Status>,
}

/// Where lives part, for every person whose two versions do.
pub fn partings(one: &Lives, other: &Lives) -> Vec<Parting> {
    let ids: BTreeSet<u32> = one.keys().chain(other.keys()).copied().collect();
    ids.into_iter().filter_map(|id| parting(id, one.get(&id), other.get(&id))).collect()
}

fn parting(id: u32, one: Option<&Life>, other: Option<&Life>) -> Option<Parting> {
    let versions = || one.into_iter().chain(other);
    if let (Some(one), Some(other)) = (one, other) {
        assert_eq!(one.birth, other.birth, "person {id} is somebody else in the other world");
    }
    let first = versions().map(|life| life.first).min()?;
    let months = versions().map(|life| life.first - first + life.statuses.len() as i32).max()?;
    let at = |life: Option<&Life>, month| life.and_then(|life| life.at(month));
    let month = (0..months).map(|m| first + m).find(|month| at(one, *month) != at(other, *month))?;
    Some(Parting { id, month, before: at(one, month - 1), one: at(one, month), other: at(other, month) })
}
