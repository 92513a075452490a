//! Care in the month before the start: who is assessed, served, in a bed or on a list.
//!
//! Nothing is known of individuals. Whoever is in care is drawn so that the stocks of the baseline
//! (occupancy, hours of the agencies) are met and the rest is near where the rules settle. What is left
//! of settling: taken beds fall for two months, as nobody has an offer yet; assessments take some years.
use crate::care::beds::{BED_TYPES, PLANNED_PRICE};
use crate::care::case::{Case, NO_CASE, in_need};
use crate::care::preferences::{self, Among, Board};
use crate::care::start::CARE_ENDS;
use crate::community::Community;
use crate::decision;
use crate::district::AgencyProfile;
use crate::events::{LIFE_EVENTS, LifeEvent, Outcome};
use crate::facility::Facility;
use crate::home_care::HomeCareAgency;
use crate::mail::{Application, Bulletin, HoursWanted};
use crate::model::{Model, Now};
use crate::status::Status;
use crate::workforce::{EmployerKind, employers_at_start};
use sim_core::Month;

/// Part of the care workers of the start that homes have for their beds, not for their residents.
const STAFF_BY_BEDS: f64 = 0.2;
/// Years further back than which nobody of the start's residents or lists applied.
const LONG_AGO: f64 = 30.0;
/// Mean months that residents of the start have lived in their homes.
const STAY_SO_FAR: f64 = 28.0;

/// An elder who could live in a bed at the start.
struct Candidate {
    /// Years since the elder would have applied.
    years: f64,
    community: usize,
    group: u8,
    position: u32,
}

/// Brings the communities' care to the start and makes homes and agencies that agree with it.
pub fn prepare(model: &Model, communities: &mut [Community]) -> (Vec<Facility>, Vec<HomeCareAgency>) {
    let month = model.district().start - 1;
    for community in communities.iter_mut() {
        let care = community.care_mut();
        care.begin();
        care.assess_at_start(model);
    }
    let homes = settle(model, communities, month);
    let boards = put_up(model, homes.iter().map(Facility::bulletin));
    let mut agencies: Vec<HomeCareAgency> = agencies_at_start(model);
    let wanted: Vec<HoursWanted> =
        communities.iter_mut().map(|community| community.care_mut().hours_wanted(model)).collect();
    for agency in &mut agencies {
        let asked: Vec<(u32, HoursWanted)> =
            agency.communities().iter().map(|community| (*community, wanted[*community as usize])).collect();
        let (grants, _) = agency.grant(model, &asked);
        for ((community, asked), granted) in asked.iter().zip(grants) {
            communities[*community as usize].care_mut().serve_at_start(model, granted, asked.unserved);
        }
    }
    for (place, community) in communities.iter_mut().enumerate() {
        let care = community.care_mut();
        care.board.clone_from(&boards[model.reference.zones.position(place)]);
        care.services_at_start(model);
        care.begin();
    }
    (homes, agencies)
}

/// What the homes of a district say, in their order: a board for each zone.
fn put_up(model: &Model, bulletins: impl Iterator<Item = Bulletin>) -> Vec<Board> {
    let zones = &model.reference.zones;
    let mut boards: Vec<Board> = zones.iter().map(|zone| Board::new(zone.homes.clone())).collect();
    for ((home, profile), bulletin) in model.district().care.facilities.iter().enumerate().zip(bulletins) {
        boards[zones.position(profile.community)].put(home as u16, bulletin);
    }
    boards
}

/// Who lives in a bed, and who waits: those who would have applied last come first, each to the home
/// of choice, until as many beds are taken as the baseline says. Whoever finds none waits, unless
/// given up meanwhile.
fn settle(model: &Model, communities: &mut [Community], month: Month) -> Vec<Facility> {
    let plans = &model.care.homes;
    let mut boards = put_up(model, plans.iter().map(|plan| standing(plan.opens <= 0, &plan.beds)));
    let homes = boards.iter().flat_map(Board::bulletins);
    let beds: u32 = homes.flat_map(|home| home.built).map(u32::from).sum();
    let target = libm::round(model.care.occupancy_at_start * f64::from(beds)) as usize;
    let mut residents: Vec<Vec<(u32, Application)>> = vec![Vec::new(); plans.len()];
    let mut lists = residents.clone();
    let now = Now::new(model, model.district().start);
    let mut settled = 0;
    for candidate in candidates(model, communities, month, target) {
        if settled == target {
            break;
        }
        let community = &mut communities[candidate.community];
        let (id, birth, status) = community.elder_at(candidate.group, candidate.position);
        let mut at = *community.case_at(candidate.group, candidate.position);
        let known = at != NO_CASE;
        let mut case = if known {
            *community.care_mut().cases.at(at)
        } else {
            Case::new(id, (birth - model.district().start) as i16, status)
        };
        let place = candidate.community as u32;
        let board = &mut boards[model.reference.zones.position(candidate.community)];
        let Some(choice) = preferences::choose(model, place, &case, now.month, board, Among::All) else {
            continue;
        };
        let mut bulletin = *board.of(choice.home);
        let vacant = bulletin.vacant[choice.bed as usize] > 0;
        let draw = |which| model.draws.uniform(id.into(), Month::from_index(which), decision::INITIAL_BED);
        if !vacant && draw(1) > libm::exp(-(model.parameters().bed_give_up + CARE_ENDS) * candidate.years) {
            continue;
        }
        if !known {
            at = community.care_mut().open(model, id, birth, status);
            *community.case_at(candidate.group, candidate.position) = at;
            case = *community.care_mut().cases.at(at);
        }
        case.applied = -((candidate.years * 12.0).min(120.0) as i16) - 1;
        let application = community.care_mut().application(model, at, &case, choice);
        if vacant {
            bulletin.vacant[choice.bed as usize] -= 1;
            (case.place, case.bed) = (choice.home, choice.bed as u8);
            case.since = -1 - libm::fmin(-STAY_SO_FAR * libm::log(1.0 - draw(2)), 240.0) as i16;
            residents[usize::from(choice.home)].push((place, application));
            community.care_mut().residents[usize::from(choice.home) * BED_TYPES + choice.bed as usize] += 1;
            settled += 1;
        } else {
            bulletin.queue[choice.bed as usize] += 1;
            (case.list, case.wanted, case.listed) = (choice.home, choice.bed as u8, -2);
            lists[usize::from(choice.home)].push((place, application));
        }
        board.put(choice.home, bulletin);
        let care = community.care_mut();
        care.refresh_asking(model, &mut case);
        *care.cases.at(at) = case;
    }
    let workers = employers_at_start(model, EmployerKind::Facility, &staff_at_start(model, &residents));
    let homes = workers.into_iter().enumerate();
    homes.map(|(home, workers)| Facility::new(model, home, &residents[home], &lists[home], workers)).collect()
}

/// Agencies with the district's home-care workers, shared out by the size of the communities served.
fn agencies_at_start(model: &Model) -> Vec<HomeCareAgency> {
    let share = |agency: &AgencyProfile| agency.communities.iter().map(|place| model.community_share[*place]).sum();
    let shares = model.district().care.agencies.iter().map(share);
    let persons: Vec<f64> = shares.map(|share: f64| share * model.workforce.care_workers_at_start[1]).collect();
    let workers = employers_at_start(model, EmployerKind::Agency, &persons).into_iter().enumerate();
    workers.map(|(place, workers)| HomeCareAgency::new(model, place, workers)).collect()
}

/// The district's care workers shared out among the homes of the start: by what their residents
/// demand, and a part by their beds, since no home has none.
fn staff_at_start(model: &Model, residents: &[Vec<(u32, Application)>]) -> Vec<f64> {
    let beds = |home: usize| {
        let plan = &model.care.homes[home];
        if plan.opens <= 0 { f64::from(plan.beds.iter().sum::<u32>()) } else { 0.0 }
    };
    let demanded = |home: usize| residents[home].iter().map(|(_, a)| f64::from(a.requirement.staff)).sum::<f64>();
    let homes = 0..residents.len();
    let all_beds = homes.clone().map(beds).sum::<f64>().max(1.0);
    let all_demanded = homes.clone().map(demanded).sum::<f64>().max(1.0);
    homes
        .map(|home| {
            let share = STAFF_BY_BEDS * beds(home) / all_beds + (1.0 - STAFF_BY_BEDS) * demanded(home) / all_demanded;
            model.workforce.care_workers_at_start[0] * share
        })
        .collect()
}

fn standing(stands: bool, beds: &[u32; BED_TYPES]) -> Bulletin {
    let built = beds.map(|beds| if stands { beds.min(u32::from(u16::MAX)) as u16 } else { 0 });
    Bulletin { built, vacant: built, queue: [0; BED_TYPES], price: PLANNED_PRICE }
}

/// Elders in the order in which they would have applied, latest first, a few times as many as beds are
/// to be taken: an exponential clock each, at the rate of applying.
fn candidates(model: &Model, communities: &[Community], month: Month, target: usize) -> Vec<Candidate> {
    let key = model.draws.screen_key(Month::from_index(0), decision::INITIAL_BED);
    let applies = |event: &LifeEvent| (event.effect)(Status::default()) == Outcome::Applies;
    let unprompted: Vec<usize> = (0..LIFE_EVENTS.len()).filter(|event| applies(&LIFE_EVENTS[*event])).collect();
    let mut all = Vec::new();
    for (community, elders) in communities.iter().enumerate() {
        elders.each_elder(month, |group, position, id, age, status| {
            let chance = if in_need(status) {
                model.care.entry(status, false, 0, 0)
            } else {
                let year = model.tables.of_year(0);
                unprompted.iter().fold(0u32, |sum, event| sum.saturating_add(year.get(*event, age, status.class())))
            };
            if chance > 0 {
                let u = f64::from(key.draw(id)) / 4_294_967_296.0;
                let yearly = 12.0 * f64::from(chance) / 4_294_967_296.0;
                if u > yearly * LONG_AGO {
                    return; // so do most, and none of them would have come to a bed
                }
                let years = -libm::log(1.0 - u) / yearly;
                all.push(Candidate { years, community, group, position });
            }
        });
    }
    let by_time = |a: &Candidate, b: &Candidate| {
        a.years.total_cmp(&b.years).then((a.community, a.group, a.position).cmp(&(b.community, b.group, b.position)))
    };
    let most = (target * 8).min(all.len());
    if most < all.len() {
        all.select_nth_unstable_by(most, by_time);
        all.truncate(most);
    }
    all.sort_unstable_by(by_time);
    all
}
