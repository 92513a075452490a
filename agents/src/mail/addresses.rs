//! Addresses of a district's actors, and their doors.
use super::door::Door;
use super::letters::{
    AgencyLetter, BureauLetter, CareLetter, CentreLetter, ClaimantLetter, EmployerLetter, HomeLetter, MarketLetter,
    RegisterLetter,
};
use crate::district::District;
use crate::workforce::EmployerKind;
use sim_core::Address;

/// THE order of a district's actors: communities, homes, agencies, each in the order of the baseline, then the training
/// centre, the labour market and the bureau. All before the centre employ, all before the bureau may claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addresses {
    homes: u32,
    agencies: u32,
    centre: u32,
}

impl Addresses {
    /// Those of a district.
    pub fn of(district: &District) -> Self {
        let homes = district.communities.len() as u32;
        let agencies = homes + district.care.facilities.len() as u32;
        Addresses { homes, agencies, centre: agencies + district.care.agencies.len() as u32 }
    }

    /// A community.
    pub fn community(self, place: u32) -> Address {
        debug_assert!(place < self.homes, "there are {} communities", self.homes);
        Address(place)
    }

    /// The register of a community.
    pub fn register(self, place: u32) -> Door<RegisterLetter> {
        Door::at(self.community(place))
    }

    /// The care half of a community.
    pub fn care(self, place: u32) -> Door<CareLetter> {
        Door::at(self.community(place))
    }

    /// A home.
    pub fn home(self, place: u16) -> Door<HomeLetter> {
        let address = self.homes + u32::from(place);
        debug_assert!(address < self.agencies, "there are {} homes", self.agencies - self.homes);
        Door::at(Address(address))
    }

    /// An agency.
    pub fn agency(self, place: usize) -> Door<AgencyLetter> {
        let address = self.agencies + place as u32;
        debug_assert!(address < self.centre, "there are {} agencies", self.centre - self.agencies);
        Door::at(Address(address))
    }

    /// The training centre.
    pub fn centre(self) -> Door<CentreLetter> {
        Door::at(Address(self.centre))
    }

    /// The labour market.
    pub fn market(self) -> Door<MarketLetter> {
        Door::at(Address(self.centre + 1))
    }

    /// The bureau.
    pub fn bureau(self) -> Door<BureauLetter> {
        Door::at(Address(self.centre + 2))
    }

    /// The `place`-th employer of a kind.
    pub fn employer_of(self, kind: EmployerKind, place: usize) -> Address {
        match kind {
            EmployerKind::CommunityOffice => self.community(place as u32),
            EmployerKind::Facility => self.home(place as u16).address(),
            EmployerKind::Agency => self.agency(place).address(),
        }
    }

    /// The employer at an address.
    pub fn employer(self, at: Address) -> Door<EmployerLetter> {
        debug_assert!(at.0 < self.centre, "{at} employs nobody");
        Door::at(at)
    }

    /// All employers.
    pub fn employers(self) -> impl ExactSizeIterator<Item = Address> {
        (0..self.centre).map(Address)
    }

    /// All that may claim.
    pub fn claimants(self) -> impl ExactSizeIterator<Item = Door<ClaimantLetter>> {
        (0..self.bureau().address().0).map(|at| Door::at(Address(at)))
    }

    /// The position of the community at an address, if there is one.
    pub fn community_at(self, at: Address) -> Option<usize> {
        (at.0 < self.homes).then_some(at.0 as usize)
    }

    /// The position of the home at an address, that of a letter which only homes write.
    pub fn home_at(self, at: Address) -> u16 {
        debug_assert!((self.homes..self.agencies).contains(&at.0), "{at} is no home");
        (at.0 - self.homes) as u16
    }
}
