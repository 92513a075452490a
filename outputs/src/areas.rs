//! Who reports: communities, the homes that stand in them, home-care agencies, the training centre, the labour
//! market and the bureau; and what the bureau pays for.
use crate::{OutputError, Result};
use agents::budget::report::BureauMonth;
use agents::care::report::{AgencyMonth, FacilityMonth};
use agents::district::District;
use agents::relief::programme::Group;
use agents::report::{ActorMonth, CommunityMonth};
use agents::workforce::report::{MarketMonth, TrainingMonth};

/// Ids of everything that reports, in the order of the reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Communities.
    pub communities: Vec<String>,
    /// Homes.
    pub facilities: Vec<FacilityArea>,
    /// Home-care agencies.
    pub agencies: Vec<AgencyArea>,
    /// What the bureau pays for.
    pub programmes: Vec<ProgrammeArea>,
    /// Ids of the bureau's accounts.
    pub accounts: Vec<String>,
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeArea {
    /// Its id.
    pub id: String,
    /// Headline under which it is counted.
    pub group: Group,
    /// Position among [`Areas::accounts`] of the one that pays.
    pub account: usize,
}

/// A home-care agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyArea {
    /// Its id.
    pub id: String,
    /// Position among [`Areas::communities`] of the first that it serves, where its workers are counted.
    pub community: usize,
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
    pub training: &'a TrainingMonth,
    pub market: &'a MarketMonth,
    pub bureau: &'a BureauMonth,
}

impl Areas {
    /// Those of a district.
    pub fn of(district: &District) -> Self {
        let facilities = district.care.facilities.iter().map(|facility| FacilityArea {
            id: facility.id.clone(),
            community: facility.community,
            price_band: facility.price_band.id(),
        });
        let agencies = district.care.agencies.iter().map(|agency| AgencyArea {
            id: agency.id.clone(),
            community: agency.communities.first().copied().unwrap_or(0),
        });
        Areas {
            communities: district.communities.iter().map(|community| community.id.clone()).collect(),
            facilities: facilities.collect(),
            agencies: agencies.collect(),
            programmes: district
                .relief
                .programmes
                .iter()
                .map(|programme| ProgrammeArea {
                    id: programme.id.clone(),
                    group: programme.group,
                    account: programme.account,
                })
                .collect(),
            accounts: district.budget.accounts.iter().map(|account| account.id.clone()).collect(),
        }
    }

    /// An error when a home or an agency stands nowhere.
    pub(crate) fn check(&self) -> Result<()> {
        let communities = self.communities.len();
        let homes = self.facilities.iter().map(|facility| (&facility.id, facility.community));
        let mut places = homes.chain(self.agencies.iter().map(|agency| (&agency.id, agency.community)));
        match places.find(|(_, community)| *community >= communities) {
            None => Ok(()),
            Some((id, community)) => Err(OutputError::NoCommunity { employer: id.clone(), community, communities }),
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
        let (facilities, others) = others.split_at_checked(self.facilities.len())?;
        let (agencies, others) = others.split_at_checked(self.agencies.len())?;
        let [training, market, bureau] = others else { return None };
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
            training: training.training()?,
            market: market.market()?,
            bureau: bureau.bureau().filter(|month| {
                month.accounts.len() == self.accounts.len()
                    && month.programmes.len() == self.programmes.len()
                    && month.by_community.len() == self.programmes.len() * self.communities.len()
            })?,
        })
    }
}
