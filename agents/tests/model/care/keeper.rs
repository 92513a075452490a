//! The books of care, kept beside the model from month to month and compared with what it reports.
use super::{Seen, see};
use crate::worlds::{communities, homes};
use agents::Now;
use agents::care::beds::BED_TYPES;
use agents::care::case::{Case, NEVER, NOWHERE, UNPLACED, flag, in_need};
use agents::care::report::{
    BedCounts, BedEvent, CARE_CELLS, CareCounts, CareMonth, LeavingReason, ServiceCounts, WaitingCounts,
};
use agents::care::services::SERVICES;
use agents::status::Status;
use agents::{Community, DistrictActor, Model};
use serde::Serialize;
use sim_core::World;
use std::collections::{BTreeMap, BTreeSet};

/// A home and a type of bed.
type Beds = (usize, usize);

/// What the months so far left behind.
pub struct Keeper {
    /// Beds built by home at the end of the month before.
    built: Option<Vec<[i64; BED_TYPES]>>,
    /// Hours that volunteers have earned less those they spent, by community and service.
    credits: Vec<Vec<i64>>,
    /// Hours granted last month, by agency.
    granted: Option<Vec<i64>>,
}

impl Keeper {
    /// Of a world in the month before the start.
    pub fn new(world: &World<DistrictActor>) -> Self {
        check_cases(world, "the start");
        Keeper { built: None, credits: vec![vec![0; SERVICES.len()]; communities(world).count()], granted: None }
    }

    /// Lives a month of `world` and checks everything about it.
    pub fn month(&mut self, world: &mut World<DistrictActor>) -> Seen {
        let seen = see(world);
        check_cases(world, &seen.month.to_string());
        let model = world.shared();
        let number = (seen.month - model.district().start) as i16;
        for ((place, community), report) in communities(world).enumerate().zip(&seen.communities) {
            let at = format!("{}, community {place}", seen.month);
            check_waiting(community, &report.care.waiting, &at);
            check_cells(model, community, &report.care, number, &at);
            assert_eq!(report.care.recount_difference, 0, "{at}");
            assert!(community.care().steady_is_right(Now::new(model, seen.month)), "the sums over steady cases, {at}");
            self.check_services(place, &report.care.services, &at);
        }
        check_beds(world, &seen);
        self.check_built(&seen);
        self.check_agencies(model, &seen);
        seen
    }

    fn check_services(&mut self, place: usize, services: &[ServiceCounts], at: &str) {
        assert_eq!(services.len(), SERVICES.len(), "{at}");
        for ((service, month), credits) in SERVICES.iter().zip(services).zip(&mut self.credits[place]) {
            let at = format!("{at}, {}: {month:?}", service.id);
            check_not_negative(month, &at);
            assert!(month.served <= month.capacity, "more than there is, {at}");
            assert_eq!(month.served + month.waiting, month.demanded, "served and waiting, {at}");
            *credits += month.credits_earned - month.credits_spent;
            assert_eq!(month.credits_outstanding, *credits, "hours earned and not spent, {at}");
        }
    }

    /// Beds come by opening and conversion and go by conversion and closing, and in no other way.
    fn check_built(&mut self, seen: &Seen) {
        let built: Vec<_> = seen.homes.iter().map(|home| home.beds.map(|beds| beds.built)).collect();
        if let Some(before) = self.built.replace(built) {
            for (home, before) in seen.homes.iter().zip(before) {
                let at = format!("{}, beds of home {}", seen.month, home.facility);
                let without_conversion: [i64; BED_TYPES] =
                    std::array::from_fn(|i| before[i] + home.beds[i].opened - home.beds[i].closed);
                let built = home.beds.map(|beds| beds.built);
                assert_eq!(built.iter().sum::<i64>(), without_conversion.iter().sum::<i64>(), "{at}");
                let converted: i64 = home.beds.iter().map(|beds| beds.converted).sum();
                for (i, (built, without)) in built.iter().zip(without_conversion).enumerate() {
                    let less = without + home.beds[i].converted - built;
                    assert!((0..=converted).contains(&less), "type {i} loses {less} of {converted} converted, {at}");
                }
            }
        }
    }

    fn check_agencies(&mut self, model: &Model, seen: &Seen) {
        for (agency, profile) in seen.agencies.iter().zip(&model.district().care.agencies) {
            let at = format!("{}: {agency:?}", seen.month);
            assert!(agency.wanted >= 0 && agency.granted >= 0, "{at}");
            check_not_negative(&agency.workforce.counts, &at);
            assert!(agency.granted <= agency.capacity, "more than its workers can give, {at}");
            assert!(agency.granted <= agency.wanted, "more than anybody wants, {at}");
            let Some(granted) = &self.granted else { continue };
            let year = (seen.month.year() - model.district().start.year()) as usize;
            let cells = profile.communities.iter().flat_map(|place| &seen.communities[*place].care.cells);
            let served: i64 = cells.map(|cell| billed_hours(model, year, cell)).sum();
            let granted = granted[usize::from(agency.agency)];
            assert!(served <= granted, "{served} hours served of {granted} granted the month before, {at}");
        }
        // In the first month nothing has been asked yet: communities go on with what the start gave them.
        let first = seen.month == model.district().start;
        self.granted = (!first).then(|| seen.agencies.iter().map(|agency| agency.granted).collect());
    }
}

/// Hours of home care given, whether all of them met need or not.
fn billed_hours(model: &Model, year: usize, cell: &CareCounts) -> i64 {
    cell.home_fund / model.care.home_price(year)[0].max(1)
}

fn check_not_negative(counts: &impl Serialize, at: &str) {
    let counts = serde_json::to_value(counts).expect("counts");
    for (name, count) in counts.as_object().expect("fields") {
        assert!(count.as_i64().expect("a whole number") >= 0, "{name}, {at}");
    }
}

/// Whoever is in need has one case in the own community and no other, in the same state; other cases
/// are those of elders there whom a bed or a list once made one, and of dependants, who are no elders.
fn check_cases(world: &World<DistrictActor>, at: &str) {
    let number = (world.month() - 1 - world.shared().district().start) as i16;
    let homes = world.shared().district().care.facilities.len() as u16;
    let mut persons = BTreeSet::new();
    for (place, community) in communities(world).enumerate() {
        let elders: BTreeMap<u32, Status> = community.elders().map(|(id, _, status)| (id, status)).collect();
        let mut with_case = BTreeSet::new();
        for (_, case) in community.care().cases().iter() {
            let at = format!("{at}, community {place}: {case:?}");
            assert!(persons.insert(case.id), "a second case, {at}");
            if case.is(flag::DEPENDANT) {
                assert!(!elders.contains_key(&case.id), "a dependant who is an elder, {at}");
            } else {
                assert_eq!(elders.get(&case.id), Some(&case.status), "the elder's state, {at}");
                with_case.insert(case.id);
            }
            check_ties(case, number, homes, &at);
        }
        let without = elders.iter().find(|(id, status)| in_need(**status) && !with_case.contains(*id));
        assert_eq!(without, None, "{at}, community {place}: in need without a case");
    }
}

/// A bed and a list that there can be.
fn check_ties(case: &Case, number: i16, homes: u16, at: &str) {
    let (bed, wanted) = (usize::from(case.bed), usize::from(case.wanted));
    if case.in_bed() {
        assert!(case.place < homes && bed < BED_TYPES && case.since <= number, "lives there, {at}");
        assert_eq!(case.has, 0, "services for elders at home, {at}");
    }
    if case.waits() {
        assert!(wanted < BED_TYPES && (case.list < homes || case.list == UNPLACED), "waits for it, {at}");
        assert!(case.applied <= number, "applied before now, {at}");
        assert!(case.list == UNPLACED || (case.applied <= case.listed && case.listed <= number), "on a list, {at}");
    }
    if case.in_bed() && case.waits() {
        assert!(bed != wanted || case.place != case.list, "waits for what they have, {at}");
    }
    assert!(!(case.is_tied() && case.is(flag::MOVING)), "goes where no home and no list knows them, {at}");
}

fn check_waiting(community: &Community, reported: &[WaitingCounts; BED_TYPES], at: &str) {
    let mut counted = [WaitingCounts::default(); BED_TYPES];
    for (_, case) in community.care().cases().iter() {
        let (bed, wanted) = (usize::from(case.bed), usize::from(case.wanted));
        if case.in_bed() {
            counted[bed].residents += 1;
        }
        if case.waits() {
            counted[wanted].unplaced += i64::from(case.list == UNPLACED);
            if case.in_bed() {
                counted[bed].transfer_out += 1;
                counted[wanted].transfer_in += 1;
            } else {
                counted[wanted].waiting += 1;
            }
        }
    }
    for (counted, reported) in counted.iter().zip(reported) {
        check_not_negative(reported, at);
        let WaitingCounts { applications, admissions, refusals, gave_up, died_waiting, .. } = *reported;
        let counted = WaitingCounts { applications, admissions, refusals, gave_up, died_waiting, ..*counted };
        assert_eq!(*reported, counted, "{at}");
    }
}

fn check_cells(model: &Model, community: &Community, care: &CareMonth, number: i16, at: &str) {
    let cells = &care.cells;
    let start = model.district().start;
    let year = ((start + i32::from(number)).year() - start.year()) as usize;
    let mut counted = [CareCounts::default(); CARE_CELLS];
    for (_, _, status) in community.elders().filter(|(_, _, status)| in_need(*status)) {
        let cell = &mut counted[status.ability() as usize * 3 + status.living() as usize];
        cell.need_persons += 1;
        cell.need += i64::from(model.care.need(status));
    }
    for (_, case) in community.care().cases().iter() {
        if in_need(case.status) && !case.is(flag::DEPENDANT) {
            let cell = &mut counted[case.status.ability() as usize * 3 + case.status.living() as usize];
            cell.in_bed += i64::from(case.in_bed());
            cell.home_persons += i64::from(case.served != NEVER);
            assert!(case.served == NEVER || !case.in_bed() && case.served <= number, "served at home, {at}: {case:?}");
        }
    }
    assert_eq!(cells.len(), CARE_CELLS, "{at}");
    for (number, (cell, counted)) in cells.iter().zip(counted).enumerate() {
        let at = format!("{at}, cell {number}: {cell:?}");
        check_not_negative(cell, &at);
        assert_eq!(cell.need, cell.served() + cell.gap, "hours needed, {at}");
        assert_eq!([cell.need_persons, cell.need], [counted.need_persons, counted.need], "elders in need, {at}");
        assert_eq!(cell.home_persons, counted.home_persons, "served at home, {at}");
        assert!(cell.in_bed >= counted.in_bed, "{} live in a bed, {at}", counted.in_bed);
        let [fund, own] = model.care.home_price(year);
        let hours = billed_hours(model, year, cell);
        assert_eq!([cell.home_fund, cell.home_copayment], [hours * fund, hours * own], "paid, {at}");
        assert!(hours >= cell.served_home, "hours not paid for, {at}");
        for part in [cell.assessed, cell.assessing, cell.lapsed, cell.kin_persons, cell.home_persons, cell.strained] {
            assert!(part <= cell.need_persons, "more than there are, {at}");
        }
        assert!(cell.home_persons + cell.home_waiting <= cell.assessed, "served without being entitled, {at}");
        assert!(cell.gap_persons <= cell.gap, "an hour for each who lacks one, {at}");
        assert!(cell.carers_gave_up <= cell.carers_lost, "{at}");
    }
    // A resident who goes home or to hospital at the month's end was cared for in the home until then.
    let reasons = [LeavingReason::Discharge, LeavingReason::Hospital];
    let is_discharge = |event: &&BedEvent| matches!(event, BedEvent::Left { reason, .. } if reasons.contains(reason));
    let discharged = care.bed_events.iter().filter(is_discharge).count() as i64;
    let sum = |cells: &[CareCounts]| cells.iter().map(|cell| cell.in_bed).sum::<i64>();
    assert!(sum(cells) <= sum(&counted) + discharged, "{discharged} went home, {at}");
}

/// Homes and communities agree on who lives where, person by person.
fn check_beds(world: &World<DistrictActor>, seen: &Seen) {
    let month = seen.month;
    let mut lives_in: BTreeMap<Beds, BTreeSet<u32>> = BTreeMap::new();
    let mut listed_at: BTreeMap<Beds, i64> = BTreeMap::new();
    for case in super::cases(world) {
        if case.in_bed() {
            lives_in.entry((case.place.into(), case.bed.into())).or_default().insert(case.id);
        }
        if case.list != NOWHERE && case.list != UNPLACED {
            *listed_at.entry((case.list.into(), case.wanted.into())).or_default() += 1;
        }
    }
    let (mut gone, mut applied): (BTreeMap<Beds, i64>, BTreeMap<Beds, i64>) = Default::default();
    for event in seen.communities.iter().flat_map(|community| &community.care.bed_events) {
        match *event {
            BedEvent::Left { facility, bed_type, .. } | BedEvent::Refused { facility, bed_type } => {
                *gone.entry((facility.into(), bed_type as usize)).or_default() += 1;
            }
            BedEvent::Applied { facility, bed_type } => {
                *applied.entry((facility.into(), bed_type as usize)).or_default() += 1;
            }
            BedEvent::Admitted { .. } => (),
        }
    }
    for ((number, home), report) in homes(world).enumerate().zip(&seen.homes) {
        assert_eq!(usize::from(report.facility), number);
        let mut list: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); BED_TYPES];
        for (id, bed) in home.residents() {
            assert!(list[bed as usize].insert(id), "{month}, home {number}: {id} is on its list twice");
        }
        for (i, (beds, list)) in report.beds.iter().zip(&list).enumerate() {
            let at = format!("{month}, home {number}, type {i}: {beds:?}");
            let of = |counts: &BTreeMap<Beds, i64>| counts.get(&(number, i)).copied().unwrap_or(0);
            let none = BTreeSet::new();
            let residents = lives_in.get(&(number, i)).unwrap_or(&none);
            check_not_negative(beds, &at);
            assert_eq!(beds.listed - of(&gone), residents.len() as i64, "residents, {at}");
            assert!(residents.is_subset(list), "lives there unknown to the home, {at}");
            assert_eq!(list.len() as i64, beds.taken, "taken, {at}");
            assert_eq!(beds.taken, beds.listed + beds.offers, "offers, {at}");
            check_capacity(beds, residents.len() as i64, &at);
            if beds.built > 0 && !report.closing {
                // The home has yet to hear of those who applied this month, and that some gave up.
                let most = beds.queue + beds.offers + of(&applied);
                assert!(of(&listed_at) <= most, "{} wait unknown to the home, {at}", of(&listed_at));
            }
        }
    }
}

fn check_capacity(beds: &BedCounts, residents: i64, at: &str) {
    assert!(beds.taken <= beds.usable, "taken, {at}");
    assert!(beds.usable <= beds.built, "usable, {at}");
    assert!(beds.usable <= beds.staffed.max(beds.taken) && beds.usable <= beds.funded.max(beds.taken), "usable, {at}");
    assert!(residents <= beds.taken && residents <= beds.built, "occupied, {at}");
}
