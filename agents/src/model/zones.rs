//! Zones: communities whose elders look for homes in one another and move among one another. A district is one zone,
//! unless its file says otherwise.
use crate::care::columns::filled_up;
use crate::district::District;
use std::ops::Range;

/// A zone.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    /// Positions of its communities, in order.
    pub communities: Vec<usize>,
    /// Positions of its homes, which stand together.
    pub homes: Range<usize>,
}

/// The zones of a district.
#[derive(Clone, Debug)]
pub(crate) struct Zones {
    zones: Vec<Zone>,
    /// By community: the position of its zone.
    of: Vec<usize>,
    /// By community: for each home of its zone whether it is in another community. Filled up as columns of homes are.
    pub homes_away: Vec<Vec<bool>>,
}

impl Zones {
    /// Those of a district.
    pub fn new(district: &District) -> Self {
        let of: Vec<usize> = district.communities.iter().map(|community| community.zone).collect();
        let number = of.iter().max().map_or(0, |last| last + 1);
        let homes = &district.care.facilities;
        let zone = |zone: usize| {
            let mut mine = homes.iter().enumerate().filter(|(_, home)| of[home.community] == zone).map(|(at, _)| at);
            let first = mine.next();
            let last = mine.next_back().or(first);
            Zone {
                communities: (0..of.len()).filter(|place| of[*place] == zone).collect(),
                homes: first.map_or(0..0, |first| first..last.map_or(first, |last| last + 1)),
            }
        };
        let zones: Vec<Zone> = (0..number).map(zone).collect();
        let away = |place: usize| {
            let homes = homes[zones[of[place]].homes.clone()].iter();
            let mut away: Vec<bool> = homes.map(|home| home.community != place).collect();
            away.resize(filled_up(away.len()), true);
            away
        };
        let homes_away = (0..of.len()).map(away).collect();
        Zones { zones, of, homes_away }
    }

    /// The zone of a community.
    pub fn of(&self, community: usize) -> &Zone {
        &self.zones[self.of[community]]
    }

    /// The position of the zone of a community.
    pub fn position(&self, community: usize) -> usize {
        self.of[community]
    }

    /// The zones, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Zone> {
        self.zones.iter()
    }

    /// By zone: what is left of 1 by the shares of the communities of all others.
    pub fn shares(&self, shares: &[f64]) -> Vec<f64> {
        let others =
            |zone: usize| shares.iter().zip(&self.of).filter(move |(_, of)| **of != zone).map(|(share, _)| share);
        (0..self.zones.len()).map(|zone| 1.0 - others(zone).sum::<f64>()).collect()
    }
}
