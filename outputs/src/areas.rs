//! Who reports: communities, the homes that stand in them, home-care agencies, the training centre, the labour
//! market and the bureau; and what the bureau pays for.
use crate::{OutputError, Result};
use agents::care::report::{AgencyMonth, FacilityMonth};
use agents::district::District;
use agents::relief::programme::Group;
use agents::report::CommunityMonth;
use agents::{ActorMonth, DistrictActor};

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
    /// Of those of which the district has one.
    singles: &'a [ActorMonth],
    misfit: Misfit,
}

/// How many of what a month's reports should be, and how many they are.
#[derive(Clone, Copy)]
struct Misfit {
    communities: usize,
    facilities: usize,
    agencies: usize,
    reports: usize,
}

impl From<Misfit> for OutputError {
    fn from(Misfit { communities, facilities, agencies, reports }: Misfit) -> Self {
        OutputError::Areas { communities, facilities, agencies, reports }
    }
}

impl<'a> Reports<'a> {
    /// The month of an actor of which the district has one, such as `ActorMonth::bureau`.
    pub fn one<T>(&self, of: impl Fn(&'a ActorMonth) -> Option<&'a T>) -> Result<&'a T> {
        Ok(self.singles.iter().find_map(of).ok_or(self.misfit)?)
    }
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
        let misfit = Misfit {
            communities: self.communities.len(),
            facilities: self.facilities.len(),
            agencies: self.agencies.len(),
            reports: reports.len(),
        };
        Ok(self.told_apart(reports, misfit).ok_or(misfit)?)
    }

    fn told_apart<'a>(&self, reports: &'a [ActorMonth], misfit: Misfit) -> Option<Reports<'a>> {
        let (communities, others) = reports.split_at_checked(self.communities.len())?;
        let (facilities, others) = others.split_at_checked(self.facilities.len())?;
        let (agencies, singles) = others.split_at_checked(self.agencies.len())?;
        let kinds = DistrictActor::FIRST_SINGLE..DistrictActor::KINDS.len();
        let is_one_of_each = singles.iter().map(ActorMonth::kind).eq(kinds);
        let facility = |(place, report): (usize, &'a ActorMonth)| {
            report.facility().filter(|month| usize::from(month.facility) == place)
        };
        let agency = |(place, report): (usize, &'a ActorMonth)| {
            report.agency().filter(|month| usize::from(month.agency) == place)
        };
        let bureau = singles.iter().find_map(ActorMonth::bureau)?;
        let is_of_the_bureau = bureau.accounts.len() == self.accounts.len()
            && bureau.programmes.len() == self.programmes.len()
            && bureau.by_community.len() == self.programmes.len() * self.communities.len();
        (is_one_of_each && is_of_the_bureau).then_some(())?;
        Some(Reports {
            communities: communities.iter().map(ActorMonth::community).collect::<Option<_>>()?,
            facilities: facilities.iter().enumerate().map(facility).collect::<Option<_>>()?,
            agencies: agencies.iter().enumerate().map(agency).collect::<Option<_>>()?,
            singles,
            misfit,
        })
    }
}
