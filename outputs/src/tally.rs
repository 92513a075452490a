//! A month's reports, counted by area, home and bed type: what the rows are made from.
use crate::areas::{Areas, Reports};
use crate::quantile::quantile;
use crate::{OutputError, Result};
use agents::ActorMonth;
use agents::budget::report::PaymentCounts;
use agents::care::beds::{BED_TYPES, BedType};
use agents::care::report::{
    BedCounts, BedEvent, CARE_CELLS, CareCounts, LEAVING_REASONS, LeavingReason, ServiceCounts, WaitingCounts,
};
use agents::care::services::SERVICES;
use agents::relief::report::{HardshipCounts, ProgrammeCounts};
use agents::report::{Books, CommunityMonth, PopulationCounts};
use agents::workforce::report::{EmployerCounts, EmployerMonth, LevelCounts};
use agents::workforce::{EmployerKind, LEVELS};
use std::ops::AddAssign;

/// One of something for each bed type, in the order of [`BedType::ALL`].
pub(crate) type ByType<T> = [T; BED_TYPES];

/// A month of the whole district.
pub(crate) struct Tally {
    pub district: AreaTally,
    /// By community.
    pub areas: Vec<AreaTally>,
    /// By home.
    pub homes: Vec<HomeTally>,
}

/// A month of one community, or of all together.
#[derive(Clone, Debug, Default)]
pub(crate) struct AreaTally {
    pub counts: PopulationCounts,
    pub books: Books,
    pub cells: [CareCounts; CARE_CELLS],
    pub services: [ServiceCounts; SERVICES.len()],
    /// Beds that stand here, whoever lives in them.
    pub supply: ByType<Supply>,
    /// Persons of here who want or have a bed, wherever it stands.
    pub waiting: ByType<WaitingCounts>,
    /// What happened to these persons.
    pub flows: ByType<BedFlows>,
    pub care_books: CareBooks,
    /// Workers by kind of employer, in the order of [`EmployerKind::ALL`].
    pub employers: [EmployerTally; EmployerKind::ALL.len()],
    pub hardship: HardshipCounts,
    /// Households in hardship at the end of the month before, and books of them that do not close.
    pub hardship_books: [i64; 2],
    /// By programme.
    pub programmes: Vec<ProgrammeTally>,
}

/// A programme in an area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProgrammeTally {
    pub counts: ProgrammeCounts,
    /// What the bureau paid for it to those of the area; homes, agencies and the training centre are in none.
    pub payments: PaymentCounts,
    /// The amount over that of the start, in millionths.
    pub index: i64,
}

/// Workers of some employers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EmployerTally {
    pub counts: EmployerCounts,
    /// By level of certificate, 0 none.
    pub levels: [LevelCounts; LEVELS],
    /// Heads that do not close, of each employer without regard to sign.
    pub difference: i64,
}

/// A month of one home.
#[derive(Clone, Debug, Default)]
pub(crate) struct HomeTally {
    pub supply: ByType<Supply>,
    pub flows: ByType<BedFlows>,
}

/// Beds of one or all types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Supply {
    /// As the homes count.
    pub counts: BedCounts,
    /// Persons who live in them, as their communities count.
    pub occupied: i64,
}

/// What happened between persons and beds of one or all types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BedFlows {
    pub applications: i64,
    pub admissions: i64,
    pub refusals: i64,
    /// By reason.
    left: [i64; LEAVING_REASONS],
    /// Days from application to moving in of those admitted, upwards.
    waited: Vec<u16>,
    /// Months of the stays in the home that ended.
    stayed: i64,
}

/// The sums that must agree in care, of one area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CareBooks {
    pub listed: i64,
    pub left: i64,
    pub refused: i64,
    pub occupied: i64,
    /// Beds' books that do not close, of each home and type without regard to sign.
    pub bed_difference: i64,
    pub over_usable: i64,
    /// Hours, of each cell of care without regard to sign.
    pub care_difference: i64,
    pub recount_difference: i64,
}

impl Tally {
    /// Counts a month; `reports` are those of `areas`.
    pub fn of(areas: &Areas, reports: &Reports) -> Result<Self> {
        let mut homes = vec![HomeTally::default(); areas.facilities.len()];
        let mut communities = Vec::with_capacity(areas.communities.len());
        for (id, month) in areas.communities.iter().zip(&reports.communities) {
            let mut area = AreaTally::of(id, month, homes.len(), areas.programmes.len())?;
            for (home, residents) in homes.iter_mut().zip(month.care.residents.chunks_exact(BED_TYPES)) {
                for (supply, persons) in home.supply.iter_mut().zip(residents) {
                    supply.occupied += i64::from(*persons);
                }
            }
            for event in &month.care.bed_events {
                let (facility, bed_type) = place(event);
                let facilities = homes.len();
                let home = homes.get_mut(facility);
                let home =
                    home.ok_or_else(|| OutputError::NoFacility { community: id.clone(), facility, facilities })?;
                home.flows[bed_type as usize].note(event);
                area.flows[bed_type as usize].note(event);
            }
            communities.push(area);
        }
        for ((facility, month), home) in areas.facilities.iter().zip(&reports.facilities).zip(&mut homes) {
            for (supply, counts) in home.supply.iter_mut().zip(month.beds) {
                supply.counts = counts;
            }
            // `Areas::check` has seen to it that there is one.
            if let Some(area) = communities.get_mut(facility.community) {
                add_each(&mut area.supply, &home.supply);
                area.care_books += &CareBooks::of(home);
                area.employ(&month.workforce);
            }
        }
        let number = communities.len();
        let payments = &reports.one(ActorMonth::bureau)?.by_community;
        for (place, area) in communities.iter_mut().enumerate() {
            for (at, programme) in area.programmes.iter_mut().enumerate() {
                programme.payments = payments[at * number + place];
            }
        }
        for (agency, month) in areas.agencies.iter().zip(&reports.agencies) {
            if let Some(area) = communities.get_mut(agency.community) {
                area.employ(&month.workforce);
            }
        }
        let mut district = AreaTally::default();
        for area in &communities {
            district += area;
        }
        Ok(Tally { district, areas: communities, homes })
    }
}

impl AreaTally {
    /// What a community reports of its own persons; beds and flows are added from elsewhere.
    fn of(id: &str, month: &CommunityMonth, homes: usize, programmes: usize) -> Result<Self> {
        let care = &month.care;
        let misfit = |what, found, expected| OutputError::Care { community: id.to_string(), what, found, expected };
        let cells = care.cells.as_slice().try_into();
        let cells: [CareCounts; CARE_CELLS] = cells.map_err(|_| misfit("care cells", care.cells.len(), CARE_CELLS))?;
        let services = care.services.as_slice().try_into();
        let services = services.map_err(|_| misfit("services", care.services.len(), SERVICES.len()))?;
        if care.residents.len() != homes * BED_TYPES {
            return Err(misfit("numbers of residents", care.residents.len(), homes * BED_TYPES));
        }
        let relief = &month.relief;
        if relief.programmes.len() != programmes {
            return Err(misfit("programmes", relief.programmes.len(), programmes));
        }
        let hardship = relief.hardship;
        let households = relief.opening + hardship.new_households - hardship.ended - hardship.households;
        let care_difference = cells.iter().map(|cell| (cell.need - cell.served() - cell.gap).abs()).sum();
        let recount_difference = care.recount_difference;
        let mut area = AreaTally {
            counts: month.counts,
            books: month.books,
            cells,
            services,
            waiting: care.waiting,
            care_books: CareBooks { care_difference, recount_difference, ..Default::default() },
            hardship,
            hardship_books: [relief.opening, households.abs() + relief.recount_difference],
            programmes: relief
                .programmes
                .iter()
                .zip(&relief.amount_index)
                .map(|(counts, index)| ProgrammeTally { counts: *counts, index: *index, ..Default::default() })
                .collect(),
            ..Default::default()
        };
        area.employ(&month.office);
        Ok(area)
    }

    fn employ(&mut self, month: &EmployerMonth) {
        let counts = &month.counts;
        let closing: i64 = month.levels.iter().map(|level| level.heads).sum();
        let expected = counts.opening + counts.hires - counts.left();
        let difference = (expected - counts.closing).abs() + (closing - counts.closing).abs();
        self.employers[month.kind as usize] += &EmployerTally { counts: *counts, levels: month.levels, difference };
    }
}

impl EmployerTally {
    /// All levels together.
    pub fn total(&self) -> LevelCounts {
        let mut sum = LevelCounts::default();
        for level in &self.levels {
            sum += level;
        }
        sum
    }

    /// The levels from `level` on.
    pub fn at_least(&self, level: usize) -> LevelCounts {
        let mut sum = LevelCounts::default();
        for level in &self.levels[level..] {
            sum += level;
        }
        sum
    }
}

/// The home and the bed type of an event.
fn place(event: &BedEvent) -> (usize, BedType) {
    match *event {
        BedEvent::Applied { facility, bed_type }
        | BedEvent::Admitted { facility, bed_type, .. }
        | BedEvent::Refused { facility, bed_type }
        | BedEvent::Left { facility, bed_type, .. } => (usize::from(facility), bed_type),
    }
}

impl Supply {
    /// Usable beds in which nobody lives and which nobody has been offered.
    pub fn vacant(&self) -> i64 {
        self.counts.usable - self.occupied - self.counts.offers
    }
}

impl BedFlows {
    fn note(&mut self, event: &BedEvent) {
        match *event {
            BedEvent::Applied { .. } => self.applications += 1,
            BedEvent::Admitted { waited, .. } => {
                self.admissions += 1;
                let place = self.waited.partition_point(|other| *other <= waited);
                self.waited.insert(place, waited);
            }
            BedEvent::Refused { .. } => self.refusals += 1,
            BedEvent::Left { reason, stayed, .. } => {
                self.left[reason as usize] += 1;
                self.stayed += if reason == LeavingReason::Transfer { 0 } else { i64::from(stayed) };
            }
        }
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        *self == BedFlows::default()
    }

    /// Residents who left for a reason.
    pub fn left(&self, reason: LeavingReason) -> i64 {
        self.left[reason as usize]
    }

    /// Residents who left the home.
    fn exits(&self) -> i64 {
        self.left.iter().sum::<i64>() - self.left(LeavingReason::Transfer)
    }

    /// Deaths as a share of those who left the home.
    pub fn death_share(&self) -> Option<f64> {
        share(self.left(LeavingReason::Death), self.exits())
    }

    /// A percentile of the days from application to moving in of those admitted.
    pub fn wait_days(&self, percent: u8) -> Option<f64> {
        let days: Vec<f64> = self.waited.iter().map(|days| f64::from(*days)).collect();
        quantile(&days, percent)
    }

    /// Mean months of the stays that ended.
    pub fn mean_stay(&self) -> Option<f64> {
        share(self.stayed, self.exits())
    }
}

impl CareBooks {
    fn of(home: &HomeTally) -> Self {
        let mut sum = CareBooks::default();
        for (Supply { counts, occupied }, flows) in home.supply.iter().zip(&home.flows) {
            let left: i64 = flows.left.iter().sum();
            sum += &CareBooks {
                listed: counts.listed,
                left,
                refused: flows.refusals,
                occupied: *occupied,
                bed_difference: (counts.listed - left - flows.refusals - occupied).abs(),
                over_usable: (counts.taken - counts.usable).max(0),
                care_difference: 0,
                recount_difference: 0,
            };
        }
        sum
    }
}

/// `part / whole`; none when there is no whole.
pub(crate) fn share(part: i64, whole: i64) -> Option<f64> {
    (whole != 0).then(|| part as f64 / whole as f64)
}

/// The sum over bed types.
pub(crate) fn total<T: Default + for<'a> AddAssign<&'a T>>(by_type: &ByType<T>) -> T {
    let mut sum = T::default();
    for value in by_type {
        sum += value;
    }
    sum
}

fn add_each<T: for<'a> AddAssign<&'a T>>(sums: &mut [T], values: &[T]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

// Below, whatever is added is taken apart by name, so that a new field is not forgotten.

impl AddAssign<&AreaTally> for AreaTally {
    fn add_assign(&mut self, other: &AreaTally) {
        let AreaTally { counts, books, cells, services, supply, waiting, flows, care_books, employers, .. } = other;
        let AreaTally { hardship, hardship_books, programmes, .. } = other;
        self.counts += counts;
        let Books { opening, closing, recount_difference } = *books;
        self.books.opening += opening;
        self.books.closing += closing;
        self.books.recount_difference += recount_difference;
        add_each(&mut self.cells, cells);
        add_each(&mut self.services, services);
        add_each(&mut self.supply, supply);
        add_each(&mut self.waiting, waiting);
        add_each(&mut self.flows, flows);
        self.care_books += care_books;
        add_each(&mut self.employers, employers);
        self.hardship += hardship;
        for (sum, count) in self.hardship_books.iter_mut().zip(hardship_books) {
            *sum += count;
        }
        self.programmes.resize(programmes.len(), ProgrammeTally::default());
        add_each(&mut self.programmes, programmes);
    }
}

impl AddAssign<&ProgrammeTally> for ProgrammeTally {
    fn add_assign(&mut self, other: &ProgrammeTally) {
        let ProgrammeTally { counts, payments, index } = other;
        self.counts += counts;
        self.payments += payments;
        // The same in every area.
        self.index = *index;
    }
}

impl AddAssign<&EmployerTally> for EmployerTally {
    fn add_assign(&mut self, other: &EmployerTally) {
        let EmployerTally { counts, levels, difference } = other;
        self.counts += counts;
        add_each(&mut self.levels, levels);
        self.difference += difference;
    }
}

impl AddAssign<&Supply> for Supply {
    fn add_assign(&mut self, other: &Supply) {
        let Supply { counts, occupied } = other;
        self.counts += counts;
        self.occupied += occupied;
    }
}

impl AddAssign<&BedFlows> for BedFlows {
    fn add_assign(&mut self, other: &BedFlows) {
        let BedFlows { applications, admissions, refusals, left, waited, stayed } = other;
        self.applications += applications;
        self.admissions += admissions;
        self.refusals += refusals;
        self.left.iter_mut().zip(left).for_each(|(sum, other)| *sum += other);
        self.waited.extend(waited);
        self.waited.sort_unstable();
        self.stayed += stayed;
    }
}

impl AddAssign<&CareBooks> for CareBooks {
    fn add_assign(&mut self, other: &CareBooks) {
        let CareBooks {
            listed,
            left,
            refused,
            occupied,
            bed_difference,
            over_usable,
            care_difference,
            recount_difference,
        } = *other;
        self.listed += listed;
        self.left += left;
        self.refused += refused;
        self.occupied += occupied;
        self.bed_difference += bed_difference;
        self.over_usable += over_usable;
        self.care_difference += care_difference;
        self.recount_difference += recount_difference;
    }
}
