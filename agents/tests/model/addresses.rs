//! Everybody is behind the door at which letters to them arrive.
use crate::worlds::{QINGXI, baseline, reference, world};
use agents::workforce::EmployerKind;
use agents::{DistrictActor, Reference};
use sim_core::{Actor, Address};
use std::sync::Arc;

fn check(reference: &Arc<Reference>) {
    let world = world(reference, 0);
    let (addresses, district) = (world.shared().addresses(), world.shared().district());
    let actors = world.actors();
    let name = |address: Address| actors[address.0 as usize].name();
    for (place, community) in district.communities.iter().enumerate() {
        let expected = format!("community {}", community.id);
        assert_eq!(name(addresses.register(place as u32).address()), expected);
        assert_eq!(name(addresses.care(place as u32).address()), expected);
        assert_eq!(name(addresses.employer_of(EmployerKind::CommunityOffice, place)), expected);
        assert_eq!(addresses.community_at(Address(place as u32)), Some(place));
    }
    for (place, home) in district.care.facilities.iter().enumerate() {
        let address = addresses.home(place as u16).address();
        assert_eq!(name(address), format!("home {}", home.id));
        assert_eq!(addresses.employer_of(EmployerKind::Facility, place), address);
        assert_eq!(usize::from(addresses.home_at(address)), place);
        assert_eq!(addresses.community_at(address), None);
    }
    for (place, agency) in district.care.agencies.iter().enumerate() {
        let address = addresses.agency(place).address();
        assert_eq!(name(address), format!("home-care agency {}", agency.id));
        assert_eq!(addresses.employer_of(EmployerKind::Agency, place), address);
    }
    assert_eq!(name(addresses.centre().address()), "training centre");
    assert_eq!(name(addresses.market().address()), "labour market");
    assert_eq!(name(addresses.bureau().address()), "bureau");
    assert_eq!(addresses.bureau().address().0 as usize, actors.len() - 1);
    let employs = |at: &Address| actors[at.0 as usize].employer().is_some();
    assert_eq!(
        addresses.employers().filter(employs).count(),
        actors.iter().filter_map(DistrictActor::employer).count()
    );
    assert!(addresses.employers().all(|at| employs(&at)));
    assert_eq!(addresses.claimants().len(), actors.len() - 1);
}

#[test]
fn everybody_is_behind_their_door() {
    check(&QINGXI);
    check(&reference(&baseline("changning")));
}
