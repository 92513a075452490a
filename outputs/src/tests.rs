//! From made-up reports to files and back.
mod care;
mod csv;
mod documents;
mod money;
mod parts;
mod projection;
mod summaries;
mod workforce;
mod years;

use crate::reading::{Batch, Source};
use crate::*;
use agents::ActorMonth;
use agents::budget::FULL;
use agents::budget::report::{AccountCounts, AccountMonth, BureauMonth, PaymentCounts};
use agents::care::beds::{BED_TYPES, BedType};
use agents::care::equity::{EQUITY_CELLS, EquityCounts};
use agents::care::report::{
    AgencyMonth, BedCounts, BedEvent, CARE_CELLS, CareCounts, CareMonth, FacilityMonth, LeavingReason, ServiceCounts,
    WaitingCounts,
};
use agents::care::services::SERVICES;
use agents::relief::programme::Group;
use agents::relief::report::{HardshipCounts, ProgrammeCounts, ReliefMonth};
use agents::report::{AGES, Books, CommunityMonth, PopulationCounts, Pyramid, PyramidCell};
use agents::workforce::EmployerKind;
use agents::workforce::report::{EmployerCounts, EmployerMonth, LevelCounts, MarketMonth, TrainingMonth};
use sim_core::Month;
use std::fs;
use std::path::Path;

const SCENARIO: &str = "baseline";

/// The month in which the second home opens.
const OPENING: i32 = 2;

fn start() -> Month {
    Month::january(2021)
}

/// Two communities with a home each, and one agency.
fn areas() -> Areas {
    let home = |id: &str, community, price_band| FacilityArea { id: id.to_string(), community, price_band };
    Areas {
        communities: ["huayang", "xinhua"].map(String::from).into(),
        facilities: vec![home("elm", 0, "economy"), home("oak", 1, "premium")],
        agencies: vec![AgencyArea { id: "nurses".to_string(), community: 1 }],
        programmes: vec![
            ProgrammeArea { id: "cash".to_string(), group: Group::Relief, account: 0 },
            ProgrammeArea { id: "nursing".to_string(), group: Group::Disability, account: 0 },
            ProgrammeArea { id: "meals".to_string(), group: Group::Services, account: 1 },
        ],
        accounts: ["welfare", "services"].map(String::from).into(),
    }
}

const ELM: u16 = 0;
const OAK: u16 = 1;

/// Made-up but consistent: all books close, and numbers differ.
fn community(replicate: u32, month: Month, area: usize) -> CommunityMonth {
    let elapsed = i64::from(month - start());
    let opening = 1000 * (area as i64 + 1) + 7 * i64::from(replicate) * elapsed;
    let (entrants, deaths) = (20 + 7 * i64::from(replicate), 20);
    let closing = opening + entrants - deaths;
    let counts = PopulationCounts { elders: closing, alone: elapsed, entrants, deaths, ..Default::default() };
    let cell = |i: usize| PyramidCell { persons: i as i64, months_lived: 12 * i as i64, ..Default::default() };
    let pyramid = month.is_december().then(|| Pyramid { cells: (0..2 * AGES).map(cell).collect() });
    let books = Books { opening, closing, ..Default::default() };
    let office = employer(EmployerKind::CommunityOffice, 20 + 10 * area as i64, 5);
    CommunityMonth { counts, books, pyramid, care: care(replicate, month, area), office, relief: relief(area) }
}

/// Households, and claims of each programme; the community's number is in all of them.
fn relief(area: usize) -> ReliefMonth {
    let area = area as i64;
    let hardship = HardshipCounts {
        households: 30 + area,
        new_households: 3,
        ended: 1,
        granted: 2,
        months_to_grant: 2 * area,
        caseload_persons: 12,
        ..Default::default()
    };
    let counts = |entitled, claiming| ProgrammeCounts { entitled, claiming, ..Default::default() };
    ReliefMonth {
        hardship,
        programmes: vec![counts(20, 10 + area), counts(6, 5), counts(0, 0)],
        amount_index: vec![1_100_000, 1_000_000, 1_000_000],
        opening: 28 + area,
        ..Default::default()
    }
}

/// Paid, in fen: cash 500 and 700 yuan, nursing 300 each, meals 90 beside whatever homes get.
fn bureau() -> BureauMonth {
    let paid =
        |fen, times| PaymentCounts { claimed: fen, paid: fen, times_claimed: times, times, ..Default::default() };
    let by_community =
        [paid(50_000, 5), paid(70_000, 7), paid(30_000, 1), paid(30_000, 1), paid(9_000, 30), paid(0, 0)];
    let owed = PaymentCounts {
        claimed: 130_000,
        paid: 120_000,
        owed: 10_000,
        times_claimed: 12,
        times: 12,
        ..Default::default()
    };
    let account = |opening, in_district, paid, closing| AccountMonth {
        counts: AccountCounts { opening, paid, closing, ..Default::default() },
        inflows: [in_district, 0, 0, 0, 0],
    };
    BureauMonth {
        // More than 32 bits hold.
        accounts: vec![account(1 << 33, 200_000, 180_000, (1 << 33) + 20_000), account(0, 9_000, 9_000, 0)],
        programmes: vec![owed, paid(60_000, 2), paid(9_000, 30)],
        by_community: by_community.into(),
        rates: vec![FULL, FULL, FULL / 2],
    }
}

fn care(replicate: u32, month: Month, area: usize) -> CareMonth {
    let group = |at: usize| EquityCounts { elders: at as i64, need: 4, gap: at as i64 % 3, ..Default::default() };
    let equity = if month.is_december() { (0..EQUITY_CELLS).map(group).collect() } else { Vec::new() };
    let opened = month - start() >= OPENING;
    let replicate = i64::from(replicate);
    let cell = |i: usize| {
        let (kin, bed, gap) = (100 * (i as i64 + 1), 10 * area as i64, replicate + i as i64);
        CareCounts {
            need_persons: i as i64 + 1,
            need: kin + bed + gap,
            served_kin: kin,
            served_bed: bed,
            gap,
            // More than 32 bits hold.
            bed_fund: 1 << 32,
            ..Default::default()
        }
    };
    let service = |i: usize| ServiceCounts { capacity: 100 + i as i64, served: area as i64, ..Default::default() };
    let (residents, bed_events) = match (area, opened) {
        (0, _) => {
            let elm = |bed_type, waited| BedEvent::Admitted { facility: ELM, bed_type, waited };
            let left = |reason, stayed| BedEvent::Left { facility: ELM, bed_type: BedType::Nursing, reason, stayed };
            let events = vec![
                BedEvent::Applied { facility: ELM, bed_type: BedType::Nursing },
                elm(BedType::Nursing, 6),
                elm(BedType::Nursing, 2),
                elm(BedType::Ordinary, 1),
                BedEvent::Refused { facility: ELM, bed_type: BedType::Nursing },
                left(LeavingReason::Death, 20),
                left(LeavingReason::Discharge, 5),
                left(LeavingReason::Transfer, 100),
            ];
            (vec![5, 12, 0, 0, 0, 0, u16::from(opened), 0], events)
        }
        (_, true) => {
            let admitted = BedEvent::Admitted { facility: OAK, bed_type: BedType::Ordinary, waited: 4 };
            (vec![0, 1, 0, 0, 3, 0, 0, 0], if replicate % 2 == 0 { vec![admitted] } else { Vec::new() })
        }
        _ => (vec![0, 1, 0, 0, 0, 0, 0, 0], Vec::new()),
    };
    let own = |bed_type: usize| {
        let residents = i64::from(residents[bed_type] + residents[BED_TYPES + bed_type]);
        let waiting = [0, 9, 3, 0][bed_type];
        WaitingCounts { residents, waiting, applications: 2 * waiting, ..Default::default() }
    };
    let mut waiting: [WaitingCounts; BED_TYPES] = std::array::from_fn(own);
    // One resident of an ordinary bed wants a nursing bed.
    let transfers = i64::from(waiting[BedType::Ordinary as usize].residents > 0);
    waiting[BedType::Ordinary as usize].transfer_out = transfers;
    waiting[BedType::Nursing as usize].transfer_in = transfers;
    CareMonth {
        waits: Vec::new(),
        cells: (0..CARE_CELLS).map(cell).collect(),
        services: (0..SERVICES.len()).map(service).collect(),
        waiting,
        residents,
        bed_events,
        equity,
        recount_difference: 0,
    }
}

fn homes(month: Month) -> [FacilityMonth; 2] {
    let beds = |built, usable, taken, listed, offers| BedCounts {
        built,
        staffed: built - 1,
        funded: built,
        usable,
        taken,
        listed,
        offers,
        ..Default::default()
    };
    let mut elm = FacilityMonth { facility: ELM, staff_required_milli: 3000, ..Default::default() };
    elm.workforce = employer(EmployerKind::Facility, 10, 4);
    elm.beds[BedType::Ordinary as usize] = beds(40, 30, 5, 5, 0);
    elm.beds[BedType::Nursing as usize] = BedCounts { queue: 7, ..beds(20, 18, 16, 17, 3) };
    elm.price = [300_050, 500_000, 0, 0];
    elm.conversion_cost = 1 << 40;
    let mut oak = FacilityMonth { facility: OAK, ..Default::default() };
    if month - start() >= OPENING {
        oak.beds[BedType::Ordinary as usize] = beds(4, 4, 3, 3, 0);
        oak.beds[BedType::Dementia as usize] = beds(6, 2, 1, 1, 0);
    }
    [elm, oak]
}

/// Made-up workers: of `heads` at the end `certified` certified, a fifth of each new this month.
fn employer(kind: EmployerKind, heads: i64, certified: i64) -> EmployerMonth {
    let mut month = EmployerMonth { kind, ..Default::default() };
    let hires = heads / 5;
    month.counts = EmployerCounts { posts: heads + 1, vacancies: 1, hires, closing: heads, ..Default::default() };
    month.counts.opening = heads - hires;
    month.counts.required_milli = 1000 * heads;
    // Does not fit into 32 bits.
    month.counts.wage_bill = 1 << 33;
    let level = |heads: i64, hires: i64| LevelCounts { heads, hires, ..Default::default() };
    month.levels[0] = level(heads - certified, hires - certified / 5);
    month.levels[1] = level(certified, certified / 5);
    month
}

/// A month's reports: communities, homes, agencies, the training centre, the labour market, the bureau.
fn reports(replicate: u32, month: Month) -> Vec<ActorMonth> {
    let communities = [0, 1].map(|area| ActorMonth::Community(Box::new(community(replicate, month, area))));
    let homes = homes(month).map(|home| ActorMonth::Facility(Box::new(home)));
    let workforce = employer(EmployerKind::Agency, 30, 15);
    let agency = AgencyMonth { agency: 0, workforce, capacity: 1500, wanted: 2000, granted: 1400 };
    let mut training = TrainingMonth { instructors: 29, ..Default::default() };
    training.courses[0][1].waiting = 8;
    training.plans[2].seats_used = 3;
    let mut market = MarketMonth::default();
    market.occupations[0].newcomers = 7;
    market.occupations[0].hired = 7;
    let others = [
        ActorMonth::Agency(Box::new(agency)),
        ActorMonth::Training(Box::new(training)),
        ActorMonth::Market(Box::new(market)),
        ActorMonth::Bureau(Box::new(bureau())),
    ];
    communities.into_iter().chain(homes).chain(others).collect()
}

fn write(folder: &Path, key: &str, replicates: std::ops::Range<u32>, months: i32) -> Part {
    let mut writer = PartWriter::create(folder, key, areas(), Keeping::full(), &Checks::default()).unwrap();
    for replicate in replicates {
        for month in (0..months).map(|i| start() + i) {
            let fingerprint = month.is_december().then_some(u64::from(replicate) + 0xabc);
            writer.month(SCENARIO, replicate, month, &reports(replicate, month), fingerprint).unwrap();
        }
    }
    writer.finish().unwrap()
}

/// Summarises the one scenario in `folder`, if it has rows.
fn summarise_all(folder: &Path, target: &Path) -> Result<FileRecord> {
    let tables = Tables::of(folder);
    let is_empty = tables.source(Topic::Population)?.row_groups().is_empty();
    let scenarios: &[&str] = if is_empty { &[] } else { &[SCENARIO] };
    summarise(&tables, scenarios, (Detail::Full, start()), &|_, _, _| None, 1, target)
}

/// Merges `parts` in `folder`, every topic.
fn merge_all(folder: &Path, parts: &[Part]) {
    for topic in Topic::ALL {
        merge(topic, Detail::Full, &alone(parts), &folder.join(topic.file_name())).unwrap();
    }
}

fn column<T>(path: &Path, column: &str, values: impl Fn(&Batch) -> Vec<T>) -> Vec<T> {
    let source = Source::open(path).unwrap();
    let batches = source.read(source.row_groups().collect(), &[column]).unwrap();
    batches.flat_map(|batch| values(&batch.unwrap())).collect()
}

fn integers(path: &Path, name: &str) -> Vec<i32> {
    column(path, name, |batch| batch.integers(name).unwrap().to_vec())
}

fn texts(path: &Path, name: &str) -> Vec<String> {
    column(path, name, |batch| batch.text(name).unwrap().iter().map(|text| text.unwrap().to_string()).collect())
}

/// The numbers of a column in the rows that hold these texts.
fn numbers(path: &Path, name: &str, keys: &[(&str, &str)]) -> Vec<Option<f64>> {
    let values = column(path, name, |batch| batch.any_numbers(name).unwrap().iter().collect());
    let keys: Vec<(Vec<String>, &str)> = keys.iter().map(|(key, text)| (texts(path, key), *text)).collect();
    let wanted = |row: &usize| keys.iter().all(|(texts, text)| texts[*row] == *text);
    (0..values.len()).filter(wanted).map(|row| values[row]).collect()
}

fn file_names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// The parts of a run of one scenario that takes nothing over.
fn alone(parts: &[Part]) -> [(Option<Earlier<'static>>, Vec<Part>); 1] {
    [(None, parts.to_vec())]
}
