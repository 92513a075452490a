//! Cases about which nothing changes from month to month. What they add to a month is kept as sums,
//! so that the month need not go through it again: most cases are steady in most months.
use super::case::{Case, NEVER, flag};
use super::lots::{MOST_PLACES, SETS};
use super::report::{CARE_CELLS, CareCounts};
use super::tables::CareTables;
use serde::{Deserialize, Serialize};

/// What a case at home adds to a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Cell of the report.
    pub cell: usize,
    /// Hours needed.
    pub need: i64,
    /// Hours of home care given, and how many of them meet need.
    pub billed: u32,
    pub met_home: i64,
    /// Hours met by each service with places.
    pub kept: [i64; MOST_PLACES],
    /// Hours left for kin and for new services.
    pub rest: i64,
    /// Services asked for and not had, and had.
    pub asking: u16,
    pub has: u16,
}

impl Part {
    /// What is met by `billed` hours of home care and by the services that the case has.
    #[inline]
    pub fn of(care: &CareTables, case: &Case, billed: u32) -> Self {
        let class = care.class(case.status);
        let need = i64::from(class.need);
        let met_home = i64::from(billed).min(need);
        let mut part = Part {
            cell: usize::from(class.cell),
            need,
            billed,
            met_home,
            kept: [0; MOST_PLACES],
            rest: need - met_home,
            asking: case.asks & !case.has,
            has: case.has,
        };
        if case.has != 0 {
            for ((kept, number), hours) in part.kept.iter_mut().zip(care.places).zip(care.place_hours) {
                *kept = (hours * i64::from(case.has >> number & 1)).min(part.rest);
                part.rest -= *kept;
            }
        }
        part
    }
}

/// Hours that kin can give to a case.
#[inline]
pub(super) fn kin(care: &CareTables, case: &Case) -> i64 {
    i64::from(if case.flags & (flag::SPOUSE_GAVE_UP | flag::CHILDREN_GAVE_UP) == 0 {
        care.class(case.status).kin
    } else {
        care.kin(case.status, case.is(flag::SPOUSE_GAVE_UP), case.is(flag::CHILDREN_GAVE_UP))
    })
}

/// Sums over the steady cases of a community. They follow from the cases: no state of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Steady {
    /// What they add to the report, but for the hours of services.
    pub cells: [CareCounts; CARE_CELLS],
    /// Hours of services with places.
    pub kept_hours: [[i64; MOST_PLACES]; CARE_CELLS],
    /// How many ask for, and have, each set of services.
    asking: Vec<u32>,
    held: Vec<u32>,
    /// Hours of home care.
    pub hours: u32,
}

impl Default for Steady {
    fn default() -> Self {
        Steady {
            cells: Default::default(),
            kept_hours: Default::default(),
            asking: vec![0; SETS],
            held: vec![0; SETS],
            hours: 0,
        }
    }
}

impl Steady {
    /// How many ask for, and how many have, each set of services.
    pub fn sets(&self) -> ([u32; SETS], [u32; SETS]) {
        (std::array::from_fn(|set| self.asking[set]), std::array::from_fn(|set| self.held[set]))
    }

    /// Takes a case in.
    pub fn add(&mut self, care: &CareTables, case: &mut Case) {
        case.set(flag::STEADY, true);
        self.count(care, case, 1);
    }

    /// Lets a case go, before anything about it changes.
    pub fn let_go(&mut self, care: &CareTables, case: &mut Case) -> Option<Part> {
        case.is(flag::STEADY).then(|| {
            let part = self.count(care, case, -1);
            case.set(flag::STEADY, false);
            part
        })
    }

    fn count(&mut self, care: &CareTables, case: &Case, by: i64) -> Part {
        let billed = Steady::billed(care, case);
        let part = Part::of(care, case, billed);
        count_part(&mut self.cells[part.cell], care, case, &part, by);
        for (sum, hours) in self.kept_hours[part.cell].iter_mut().zip(part.kept) {
            *sum += by * hours;
        }
        let step = |sum: &mut u32| *sum = sum.wrapping_add_signed(by as i32);
        step(&mut self.asking[usize::from(part.asking) % SETS]);
        step(&mut self.held[usize::from(part.has) % SETS]);
        self.hours = self.hours.wrapping_add_signed(by as i32 * billed as i32);
        part
    }

    /// Hours of home care of a steady case: those after the first months of service.
    fn billed(care: &CareTables, case: &Case) -> u32 {
        if case.served == NEVER { 0 } else { u32::from(care.home_hours(case.level, i16::MAX)) }
    }
}

/// Adds what `part` and kin give to `cell`, `by` times.
#[inline]
pub(super) fn count_part(cell: &mut CareCounts, care: &CareTables, case: &Case, part: &Part, by: i64) {
    let kin = part.rest.min(kin(care, case));
    let gap = part.rest - kin;
    cell.need_persons += by;
    cell.need += by * part.need;
    cell.served_home += by * part.met_home;
    cell.home_persons += by * i64::from(part.billed > 0);
    cell.home_fund += by * i64::from(part.billed);
    cell.served_kin += by * kin;
    cell.kin_persons += by * i64::from(kin > 0);
    cell.gap += by * gap;
    cell.gap_persons += by * i64::from(gap > 0);
    cell.strained += by * i64::from(case.strain >= care.strain_months);
}
