//! Who reports: communities, the homes that stand in them, and home-care agencies.
use crate::{OutputError, Result};
use agents::care::report::{AgencyMonth, FacilityMonth};
use agents::district::District;
use agents::report::{ActorMonth, CommunityMonth};

/// Ids of everything that reports, in the order of the reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Communities.
    pub communities: Vec<String>,
    /// Homes.
    pub facilities: Vec<FacilityArea>,
    /// Home-care agencies.
    pub agencies: Vec<String>,
}

/// A home, and what its rows say of it besides its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacilityArea {
    /// Its id.
    pub id: String,
    /// Position among [`Areas::communities`] of the one in which it stands.
    pub community: usize,
    /// Id of its price band.
    pub price_band: &'static str,
}

/// A month's reports, told apart.
pub(crate) struct Reports<'a> {
    pub communities: Vec<&'a CommunityMonth>,
    pub facilities: Vec<&'a FacilityMonth>,
    pub agencies: Vec<&'a AgencyMonth>,
}

impl Areas {
    /// Those of a district.
    pub fn of(district: &District) -> Self {
        let facilities = district.care.facilities.iter().map(|facility| FacilityArea {
            id: facility.id.clone(),
            community: facility.community,
            price_band: facility.price_band.id(),
        });
        Areas {
            communities: district.communities.iter().map(|community| community.id.clone()).collect(),
            facilities: facilities.collect(),
            agencies: district.care.agencies.iter().map(|agency| agency.id.clone()).collect(),
        }
    }

    /// An error when a home stands nowhere.
    pub(crate) fn check(&self) -> Result<()> {
        let communities = self.communities.len();
        match self.facilities.iter().find(|facility| facility.community >= communities) {
            None => Ok(()),
            Some(FacilityArea { id, community, .. }) => {
                Err(OutputError::NoCommunity { facility: id.clone(), community: *community, communities })
            }
        }
    }

    /// `reports` by kind; an error when they are not one for each area in the same order.
    pub(crate) fn reports<'a>(&self, reports: &'a [ActorMonth]) -> Result<Reports<'a>> {
        self.told_apart(reports).ok_or(OutputError::Areas {
            communities: self.communities.len(),
            facilities: self.facilities.len(),
            agencies: self.agencies.len(),
            reports: reports.len(),
        })
    }

    fn told_apart<'a>(&self, reports: &'a [ActorMonth]) -> Option<Reports<'a>> {
        let (communities, others) = reports.split_at_checked(self.communities.len())?;
        let (facilities, agencies) = others.split_at_checked(self.facilities.len())?;
        if agencies.len() != self.agencies.len() {
            return None;
        }
        let facility = |(place, report): (usize, &'a ActorMonth)| {
            report.facility().filter(|month| usize::from(month.facility) == place)
        };
        let agency = |(place, report): (usize, &'a ActorMonth)| {
            report.agency().filter(|month| usize::from(month.agency) == place)
        };
        Some(Reports {
            communities: communities.iter().map(ActorMonth::community).collect::<Option<_>>()?,
            facilities: facilities.iter().enumerate().map(facility).collect::<Option<_>>()?,
            agencies: agencies.iter().enumerate().map(agency).collect::<Option<_>>()?,
        })
    }
}
