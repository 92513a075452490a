//! Cases about which nothing changes from month to month. What they add to a month is kept as sums,
//! so that the month need not go through them again: most cases are steady in most months. Which of
//! them something happens to is found by [`Watch`].
use super::case::{Case, NEVER, flag};
use super::month::{hour_class, is_entitled, stage};
use super::report::{CARE_CELLS, CareCounts};
use super::services::PLACES;
use super::sets::SETS;
use super::tables::CareTables;
use super::watch::Watch;
use crate::district::CARE_LEVELS;
use serde::{Deserialize, Serialize};

/// Values of [`super::month::stage`].
pub(super) const STAGES: usize = 64;

/// What a case at home adds to a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Cell of the report.
    pub cell: usize,
    /// See [`super::month::stage`].
    pub stage: u8,
    /// Hours needed.
    pub need: i64,
    /// Hours of home care given, and how many of them meet need.
    pub billed: u32,
    pub met_home: i64,
    /// Whether home care is asked for in vain, how many hours, and in which class.
    pub waits: bool,
    pub denied: u32,
    pub hour_class: usize,
    /// Hours met by each service with places.
    pub kept: [i64; PLACES.len()],
    /// Hours left for kin and for new services, and how many kin could give.
    pub rest: i64,
    pub kin: i64,
    /// Services asked for and not had, and had.
    pub asking: u16,
    pub has: u16,
    /// The carer is strained.
    pub strained: bool,
}

impl Part {
    /// What is met by `billed` hours of home care and by the services that the case has.
    #[inline(always)]
    pub fn of(care: &CareTables, case: &Case, stage: u8, billed: u32, denied: Option<u32>) -> Self {
        let class = care.class(case.status);
        let need = i64::from(class.need);
        let met_home = i64::from(billed).min(need);
        let mut part = Part {
            cell: usize::from(class.cell),
            stage,
            need,
            billed,
            met_home,
            waits: denied.is_some(),
            denied: denied.unwrap_or(0),
            hour_class: hour_class(case.level),
            kept: [0; PLACES.len()],
            rest: need - met_home,
            // Insured care replaces a part of what kin would give, however much is needed.
            kin: (kin(care, case) - ((i64::from(billed) * care.crowding_out) >> 16)).max(0),
            asking: case.asks & !case.has,
            has: case.has,
            strained: case.strain >= care.strain_months,
        };
        if case.has != 0 {
            for ((kept, number), hours) in part.kept.iter_mut().zip(PLACES).zip(care.place_hours) {
                *kept = (hours * i64::from(case.has >> number & 1)).min(part.rest);
                part.rest -= *kept;
            }
        }
        part
    }

    /// The same of a steady case, whose hours of home care are those after the first months of service.
    #[inline]
    pub fn of_steady(care: &CareTables, case: &Case, stage: u8) -> Self {
        let served = case.served != NEVER;
        let waits = !served && is_entitled(stage) && case.is(flag::WANTS_HOME_CARE);
        let hours = |months| u32::from(care.home_hours(case.level, months));
        Part::of(care, case, stage, if served { hours(i16::MAX) } else { 0 }, waits.then(|| hours(0)))
    }
}

/// Hours that kin can give to a case.
#[inline]
fn kin(care: &CareTables, case: &Case) -> i64 {
    i64::from(care.kin(case.status, case.is(flag::SPOUSE_GAVE_UP), case.is(flag::CHILDREN_GAVE_UP)))
}

/// Sums over cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sums {
    /// What they add to the report, but for the hours of services, what insurance pays, and stages.
    /// Home care is counted as hours in `home_fund`: it becomes money when the month closes.
    pub cells: [CareCounts; CARE_CELLS],
    /// Hours of services with places.
    pub kept_hours: [[i64; PLACES.len()]; CARE_CELLS],
    /// How many ask for each set of services that they do not have, and have each set.
    pub asking: Vec<u32>,
    pub held: Vec<u32>,
    /// How many by cell and stage of assessment, `[cell * STAGES + stage]`.
    pub stages: Vec<u32>,
    /// Residents entitled to care, by level.
    pub entitled_residents: [[i64; CARE_LEVELS]; CARE_CELLS],
    /// Hours of home care given, and asked for in vain by class of level.
    pub hours: u32,
    pub denied: [u32; 3],
}

impl Default for Sums {
    fn default() -> Self {
        Sums {
            cells: Default::default(),
            kept_hours: Default::default(),
            asking: vec![0; SETS],
            held: vec![0; SETS],
            stages: vec![0; CARE_CELLS * STAGES],
            entitled_residents: Default::default(),
            hours: 0,
            denied: [0; 3],
        }
    }
}

/// Adds 1 or -1.
#[inline]
fn step(sum: &mut u32, by: i64) {
    *sum = sum.wrapping_add_signed(by as i32);
}

impl Sums {
    /// Counts a case at home `BY` times: once, or once less.
    #[inline]
    pub fn count<const BY: i64>(&mut self, part: &Part) {
        let by = BY;
        let given = part.rest.min(part.kin);
        let gap = part.rest - given;
        let cell = &mut self.cells[part.cell];
        cell.need_persons += by;
        cell.need += by * part.need;
        cell.served_home += by * part.met_home;
        cell.home_persons += by * i64::from(part.billed > 0);
        cell.home_fund += by * i64::from(part.billed);
        cell.home_waiting += by * i64::from(part.waits);
        cell.served_kin += by * given;
        cell.kin_persons += by * i64::from(given > 0);
        cell.gap += by * gap;
        cell.gap_persons += by * i64::from(gap > 0);
        cell.strained += by * i64::from(part.strained);
        if part.has != 0 {
            for (sum, hours) in self.kept_hours[part.cell].iter_mut().zip(part.kept) {
                *sum += by * hours;
            }
        }
        step(&mut self.asking[usize::from(part.asking) % SETS], by);
        step(&mut self.held[usize::from(part.has) % SETS], by);
        step(&mut self.stages[part.cell * STAGES + usize::from(part.stage)], by);
        self.hours = self.hours.wrapping_add_signed(by as i32 * part.billed as i32);
        self.denied[part.hour_class] = self.denied[part.hour_class].wrapping_add_signed(by as i32 * part.denied as i32);
    }

    /// Counts somebody in need who lives in a home or is in hospital `by` times.
    #[inline]
    pub fn count_resident(&mut self, care: &CareTables, case: &Case, stage: u8, by: i64) {
        let class = care.class(case.status);
        let cell = &mut self.cells[usize::from(class.cell)];
        let need = i64::from(class.need);
        cell.need += by * need;
        cell.need_persons += by;
        let (persons, served) = if case.in_bed() {
            (&mut cell.in_bed, &mut cell.served_bed)
        } else {
            (&mut cell.in_hospital, &mut cell.served_hospital)
        };
        *persons += by;
        *served += by * need;
        if case.in_bed() && is_entitled(stage) {
            self.entitled_residents[usize::from(class.cell)][usize::from(case.level)] += by;
        }
        step(&mut self.stages[usize::from(class.cell) * STAGES + usize::from(stage)], by);
    }

    /// Counts a steady case `BY` times.
    pub fn count_case<const BY: i64>(&mut self, care: &CareTables, case: &Case, stage: u8) {
        if counts_at_home(care, case) {
            self.count::<BY>(&Part::of_steady(care, case, stage));
        } else if is_counted(care, case) {
            self.count_resident(care, case, stage, BY);
        }
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Sums) {
        fn all<T: Copy + std::ops::AddAssign>(sums: &mut [T], others: &[T]) {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum += *other;
            }
        }
        for (cell, other) in self.cells.iter_mut().zip(&other.cells) {
            *cell += other;
        }
        all(self.kept_hours.as_flattened_mut(), other.kept_hours.as_flattened());
        all(self.entitled_residents.as_flattened_mut(), other.entitled_residents.as_flattened());
        all(&mut self.asking, &other.asking);
        all(&mut self.held, &other.held);
        all(&mut self.stages, &other.stages);
        all(&mut self.denied, &other.denied);
        self.hours += other.hours;
    }
}

/// The steady cases of a community: their sums, and what is watched of each. Both follow from the
/// cases: no state of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Steady {
    pub sums: Sums,
    pub watch: Watch,
}

impl Steady {
    /// Takes in a case as it is in `month`: of nobody on a list, and at home only of somebody who is
    /// served, or not, as last month, and strained, or not, for good.
    pub fn keep(&mut self, care: &CareTables, at: u32, case: &mut Case, month: i16) {
        self.watch.keep(care, at, case, month);
        self.sums.count_case::<1>(care, case, self.watch.stage(at));
        case.set(flag::STEADY, counts_at_home(care, case));
    }

    /// The same of a case at home, when its part is known.
    #[inline]
    pub fn keep_at_home(&mut self, care: &CareTables, at: u32, case: &mut Case, part: &Part, month: i16) {
        self.watch.keep(care, at, case, month);
        self.sums.count::<1>(part);
        case.set(flag::STEADY, true);
    }

    /// Lets a case go, before anything about it changes.
    pub fn let_go(&mut self, care: &CareTables, at: u32, case: &mut Case) {
        if self.watch.keeps(at) {
            self.sums.count_case::<-1>(care, case, self.watch.stage(at));
            self.watch.let_go(at);
            case.set(flag::STEADY, false);
        }
    }

    /// The stage of the assessment may be another: nothing else about the case changed.
    pub fn new_stage(&mut self, care: &CareTables, at: u32, case: &mut Case, month: i16) {
        if !self.watch.keeps(at) {
            return;
        }
        let (before, now) = (self.watch.stage(at), stage(case, month));
        if is_entitled(before) == is_entitled(now) {
            let cell = usize::from(care.class(case.status).cell) * STAGES;
            step(&mut self.sums.stages[cell + usize::from(before)], -1);
            step(&mut self.sums.stages[cell + usize::from(now)], 1);
            self.watch.keep(care, at, case, month);
        } else {
            self.let_go(care, at, case);
            self.keep(care, at, case, month);
        }
    }
}

/// Whether the hours of a case are counted: those of an elder in need.
#[inline]
pub(super) fn is_counted(care: &CareTables, case: &Case) -> bool {
    care.class(case.status).need > 0 && !case.is(flag::DEPENDANT)
}

/// Whether a case that was kept by other tables is to be kept by these: at home, its carer must be strained, or not, for
/// good.
pub(super) fn is_settled(care: &CareTables, case: &Case, month: i16) -> bool {
    if !counts_at_home(care, case) {
        return true;
    }
    let part = Part::of_steady(care, case, stage(case, month));
    let over = part.rest.min(part.kin) > i64::from(care.endurance);
    case.strain == if over { care.strain_months.saturating_mul(2) } else { 0 }
}

#[inline]
pub(super) fn counts_at_home(care: &CareTables, case: &Case) -> bool {
    is_counted(care, case) && case.at_home()
}
